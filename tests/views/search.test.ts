// Search: what is found, by whom, when; and that no word is told beyond the reader's reach.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { searchRules } from '../../src/domain/submission/searchable.ts';
import { indexSearches } from '../../src/jobs/index-search.ts';
import type { SearchHit, SearchInput } from '../../src/views/search.ts';
import { search } from '../../src/views/search.ts';
import { drafted, received, seen, text } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
let here: Office;
let offices = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  offices += 1;
  here = await office(world, `office-${offices}`);
});

const plain = (pieces: SearchHit['title']): string => pieces.map(({ text: one, hit }) => (hit ? `[${one}]` : one)).join('');
const page = (who: OfficePerson, query: string, more: Partial<SearchInput> = {}) =>
  here.as(who).look(search, { site: here.site, text: query, ...more });
const found = async (who: OfficePerson, query: string, more: Partial<SearchInput> = {}): Promise<readonly string[]> =>
  (await page(who, query, more)).rows.map(({ title }) => plain(title).replaceAll(/[[\]]/g, ''));
const index = () => indexSearches(here.platform);

async function published(title: string, more: object = {}): Promise<number> {
  const sent = await received(here, { title, ...more });
  const adopted = await here.as('editor').must('submission.adopt', { ...seen(here, sent), outlets: [{ outlet: here.outlets.site }] });
  await here.as('head').must('submission.publish', seen(here, adopted));
  return sent.submission;
}

describe('what is found', () => {
  it('are words of two characters in titles, texts, interviews and names of what is attached; each is marked', async () => {
    await received(here, { title: '山口乡修复水渠', body: '<p>冬灌以前，<b>山口</b>乡清淤水渠三公里。</p><p>联系人在村部。</p>' });
    await index();
    const [hit] = (await page('editor', '水渠')).rows;
    expect(plain(hit!.title)).toBe('山口乡修复[水渠]');
    expect(plain(hit!.snippet)).toBe('冬灌以前，山口乡清淤[水渠]三公里。');
    expect(await found('editor', '清淤水渠')).toEqual(['山口乡修复水渠']);
    expect(await found('editor', '渠')).toHaveLength(1);
    expect(await found('editor', '冬灌 村部')).toHaveLength(1);
    expect(await found('editor', '冬灌 没有')).toEqual([]);
    for (const other of ['渠水', '灌冬', '公里联系', '<p>', '%', "'"]) expect(await found('editor', other), other).toEqual([]);
  });

  it('is found under half and full width, upper and lower case, and by the beginning of a word', async () => {
    await received(here, { title: '推广ＷＰＳ办公，PM2.5下降' });
    await index();
    for (const query of ['wps', 'WP', 'pm2.5', 'ＰＭ２', '办公']) expect(await found('editor', query), query).toHaveLength(1);
    expect(await found('editor', 'ps')).toEqual([]);
  });

  it('is not found by the telephone, nor by who signed it', async () => {
    await received(here);
    await index();
    for (const query of ['1234567', '0471', '李审核']) expect(await found('editor', query), query).toEqual([]);
  });

  it('is the newest first, in pages, cut by state, unit and days', async () => {
    for (let n = 1; n <= 7; n += 1) {
      here.at(`2024-05-1${n}`);
      await received(here, { title: `第${n}次防汛会议`, eventOn: `2024-05-1${n}`, body: `<p>5月1${n}日开会。</p>` });
    }
    await index();
    const first = await page('editor', '防汛', { limit: 3 });
    const second = await page('editor', '防汛', { limit: 3, after: first.next! });
    const third = await page('editor', '防汛', { limit: 3, after: second.next! });
    expect([first, second, third].flatMap(({ rows }) => rows.map(({ title }) => plain(title)[1]))).toEqual([
      '7',
      '6',
      '5',
      '4',
      '3',
      '2',
      '1',
    ]);
    expect(third.next).toBeUndefined();
    expect(await found('editor', '防汛', { from: '2024-05-13', to: '2024-05-14' })).toEqual(['第4次防汛会议', '第3次防汛会议']);
    expect(await found('editor', '防汛', { unit: here.units.town })).toEqual([]);
    expect(await found('editor', '防汛', { state: 'adopted' })).toEqual([]);
    expect(await found('editor', '防汛', { state: 'submitted', unit: here.units.township })).toHaveLength(7);
    expect(await here.as('editor').see('search', { site: here.site, text: '防汛', from: '2024-02-31' })).toMatchObject({
      code: 'bad-input',
    });
  });

  it('stands behind many others that hold it, too', async () => {
    await received(here, { title: '很早的一件：地名普查' });
    await world.db
      .insertInto('submissions')
      .values(
        Array.from({ length: 700 }, (_, n) => ({
          ...{ site_id: here.site, unit_id: here.units.town, source_key: `old:${n}`, title: `第${n}条登记的信息`, recorded_at: here.now() },
        })) as never,
      )
      .execute();
    expect(await index()).toBe(701);
    expect(await found('editor', '普查')).toHaveLength(1);
    const all: number[] = [];
    for (let after: string | undefined; ; ) {
      const one = await page('editor', '登记', { limit: 200, ...(after ? { after } : {}) });
      all.push(...one.rows.map(({ submission }) => submission));
      expect(one.rows.every(({ opens }) => opens === 'figures')).toBe(true);
      after = one.next;
      if (after === undefined) break;
    }
    expect(new Set(all).size).toBe(700);
    expect(await index()).toBe(0);
  });
});

describe('when it is found', () => {
  it('one’s own at once, others’ when the index has come by', async () => {
    const draft = await drafted(here, 'reporter', 'bureau', { title: '草稿：秋收安排' });
    expect(await found('reporter', '秋收')).toEqual(['草稿：秋收安排']);
    await index();
    expect(await found('reporter', '秋收')).toEqual(['草稿：秋收安排']);
    await here.as('reporter').must('submission.save', { ...seen(here, draft), title: '草稿：冬储安排' });
    expect(await found('reporter', '冬储')).toEqual(['草稿：冬储安排']);
    expect(await found('reporter', '秋收'), 'the old words are not told any more').toEqual([]);
    await here.as('reporter').must('submission.submit', { ...seen(here, draft), version: 2 });
    expect(await found('reviewer', '冬储')).toEqual([]);
    expect(await index()).toBe(1);
    expect(await found('reviewer', '冬储')).toEqual(['草稿：冬储安排']);
    expect(await index()).toBe(0);
  });

  it('by its present words after each change, however many passes the index needs', async () => {
    for (let n = 0; n < 3; n += 1) await received(here, { title: `第${n}件讲话` });
    await index();
    here.at('2024-05-15T11:00');
    const sent = await received(here, { title: '后来的讲话' });
    await here.as('editor').must('submission.edit', { ...seen(here, sent), title: '后来改过的发言' });
    await index();
    expect(await found('editor', '发言')).toEqual(['后来改过的发言']);
    expect(await found('editor', '讲话')).toHaveLength(3);
  });
});

describe('who finds it', () => {
  it('drafts only their author, sent ones whoever reaches them, published ones everybody of the site', async () => {
    await drafted(here, 'reporter', 'bureau', { title: '教育局的草稿甲子' });
    await received(here, { title: '山口乡的甲子' });
    await published('发布了的甲子');
    await index();
    expect(await found('reporter', '甲子')).toEqual(['发布了的甲子', '教育局的草稿甲子']);
    expect(await found('colleague', '甲子')).toEqual(['发布了的甲子']);
    expect(await found('editor', '甲子')).toEqual(['发布了的甲子', '山口乡的甲子']);
    expect(await found('townshipReporter', '甲子')).toEqual(['发布了的甲子', '山口乡的甲子']);
    expect(await found('systemAdministrator', '甲子')).toEqual(['发布了的甲子']);
    const [hit] = (await page('colleague', '甲子')).rows;
    expect(hit).toMatchObject({ opens: 'published', address: null });
    expect((await page('editor', '发布')).rows[0]).toMatchObject({ opens: 'item' });
    const there = await office(world, `${here.site}-other`);
    expect(await there.as('editor').see('search', { site: here.site, text: '甲子' })).toMatchObject({ ok: false, code: 'not-found' });
    expect(await there.as('editor').look(search, { site: there.site, text: '甲子' })).toMatchObject({ rows: [] });
  });

  it('of what only named people may see, these alone', async () => {
    const draft = await drafted(here, 'reporter', 'bureau', { title: '限人的乙丑' });
    await here.as('reporter').must('submission.limit-access', { ...seen(here, draft), people: [here.people.reporter] });
    await here.as('reporter').must('submission.submit', { ...seen(here, draft), version: 2 });
    await index();
    expect(await found('reporter', '乙丑')).toHaveLength(1);
    for (const who of ['reviewer', 'editor', 'head', 'auditor'] as const) expect(await found(who, '乙丑'), who).toEqual([]);
  });

  it('of what was taken off the site, only whoever reaches it', async () => {
    const id = await published('撤下的丙寅');
    await index();
    const { version } = await world.db
      .selectFrom('submissions')
      .select('version')
      .where('site_id', '=', here.site)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await here.as('head').must('submission.withdraw', { site: here.site, submission: id, version, reason: '有误' });
    expect(await found('colleague', '丙寅')).toEqual([]);
    expect(await found('editor', '丙寅')).toHaveLength(1);
  });
});

it('a new edition of the rules of finding makes the index anew', async () => {
  await received(here, text({ title: '换规则丁卯' }));
  await index();
  await world.db.updateTable('search_progress').set({ rules: 0 }).where('site_id', '=', here.site).execute();
  await index();
  expect(await found('editor', '丁卯')).toHaveLength(1);
  expect(await world.db.selectFrom('search_progress').select('rules').where('site_id', '=', here.site).executeTakeFirst()).toEqual({
    rules: searchRules,
  });
});
