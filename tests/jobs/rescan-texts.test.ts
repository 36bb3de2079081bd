// Published texts are looked through anew when lists change: once, in bounds, going on after a crash; what is found waits for the office.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { perform } from '../../src/actions/action.ts';
import type { ConfirmedRescans } from '../../src/actions/confirm-rescan.ts';
import { importPublished } from '../../src/actions/import-published.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import type { RescanOptions } from '../../src/jobs/rescan-texts.ts';
import { readerOfSite, rescanTexts } from '../../src/jobs/rescan-texts.ts';
import type { TextFinding } from '../../src/text/finding.ts';
import type { BulletinIssue } from '../../src/views/bulletin-issue.ts';
import type { RectificationReport } from '../../src/views/rectification-report.ts';
import { rescan } from '../../src/views/rescan.ts';
import { rescanFindings } from '../../src/views/rescan-findings.ts';
import { deskRulebook, factsOf } from '../support/facts.ts';
import { received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let here: Office;
let offices = 0;
/** The office's words: wrong → right. */
let words: Record<string, string> = {};
/** Texts that were looked at. */
let looked: string[] = [];
let afterEachText: () => void = () => {};
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  offices += 1;
  here = await office(world, `rescan-${offices}`);
  [words, looked, afterEachText] = [{ 布署: '部署' }, [], () => {}];
});
// Sites of other tests are not looked through.
afterEach(() => settings({ check: false }));

const settings = (rescanned: object) => here.as('head').must('site.configure', { site: here.site, settings: { rescan: rescanned } });
const reader: RescanOptions['readerOf'] = async () => ({
  stamp: JSON.stringify(words),
  look: async (text, on) => {
    expect(on).toMatch(/^20\d\d-\d\d-\d\d$/);
    looked.push(text.split('\n')[0] ?? '');
    afterEachText();
    return Object.entries(words)
      .flatMap(([word, right]): TextFinding[] =>
        [...text.matchAll(new RegExp(word, 'g'))].map(({ index }) => ({
          ...{ start: index, end: index + word.length, text: word, kind: /^\d+$/.test(word) ? 'privacy' : 'forbidden', severity: 'error' },
          ...{ suggestions: right === '' ? [] : [right], rule: `词表：${word}`, message: `“${word}”` },
        })),
      )
      .sort((a, b) => a.start - b.start);
  },
});
const night = (day: string, more: Partial<RescanOptions> = {}) => {
  here.at(`${day}T02:00`);
  return rescanTexts(here.platform, { readerOf: reader, ...more });
};
async function published(
  title: string,
  body = '<p>5月14日，县教育局召开会议，布署校园安全工作。</p>',
  over: object = {},
): Promise<Stepped> {
  here.at('2024-05-15T10:00');
  const sent = await received(here, { title, body, ...over });
  const adopted = await here.as('editor').must('submission.adopt', { ...seen(here, sent), outlets: [{ outlet: here.outlets.site }] });
  return here.as('head').must('submission.publish', seen(here, adopted));
}
async function imported(title: string, body: string, unit = '山口乡'): Promise<void> {
  const rows = (async function* () {
    yield [
      { row: 1, cells: ['标题', '发布日期', '单位', '正文'] },
      { row: 2, cells: [title, '2020-01-02', unit, body] },
    ];
  })();
  const done = await perform(here.platform, terminalActor, importPublished, {
    ...{ site: here.site, fileName: '旧稿.xlsx', sha256: '0'.repeat(64), rows },
  });
  if (!done.ok) throw new Error(JSON.stringify(done));
}
const list = async (over: object = {}) => (await here.as('editor').look(rescanFindings, { site: here.site, ...over })).rows;
const told = async (over: object = {}) =>
  (await list(over)).map(({ title, word, correction, state, side, times }) => [title, word, correction, state, side, times].join(' '));
const chosen = async (...titles: readonly string[]) =>
  (await list()).filter(({ title }) => titles.includes(title)).map(({ finding, version }) => ({ finding, version }));

describe('a new word', () => {
  it('is found in published and imported items, once for each, in its sentence; drafts and others’ words are left alone', async () => {
    await published('山口乡布置工作');
    await imported('旧稿一件', '全县布署春耕，再次布署。');
    await received(here, { title: '还没有发布', body: '<p>布署</p>' });
    expect(await night('2024-05-16')).toBe(2);
    expect(await told()).toEqual(['旧稿一件 布署 部署 found unit 2', '山口乡布置工作 布署 部署 found unit 1']);
    const [, own] = await list();
    expect(own).toMatchObject({
      excerpt: { before: '5月14日，县教育局召开会议，', word: '布署', after: '校园安全工作。' },
      ...{ place: '正文第1段', kindName: '严重错误', stateName: '待看', unit: { name: '山口乡' } },
    });
    for (const who of ['townshipReporter', 'leader'] as const)
      expect(await here.as(who).see('rescan-findings', { site: here.site }), who).toMatchObject({ code: 'forbidden' });
  });

  it('is looked for in no text that was looked at under the same words; a new word has all looked at again', async () => {
    await published('甲件');
    expect(await night('2024-05-16')).toBe(1);
    expect(await night('2024-05-16')).toBe(0);
    expect(await night('2024-05-17')).toBe(0);
    await published('乙件');
    expect(await night('2024-05-18')).toBe(1);
    expect(looked).toEqual(['甲件', '乙件']);
    words = { ...words, 召开: '举行' };
    expect(await night('2024-05-19')).toBe(2);
    expect(await told()).toHaveLength(4);
  });

  it('asks nothing by day, unless somebody wants it, nor where the site does not want it', async () => {
    await published('甲件');
    here.at('2024-05-16T14:00');
    expect(await rescanTexts(here.platform, { readerOf: reader })).toBe(0);
    await here.as('editor').must('rescan.want', { site: here.site });
    expect((await here.as('editor').look(rescan, { site: here.site })).walk).toMatchObject({ wanted: true, beganAt: null });
    expect(await rescanTexts(here.platform, { readerOf: reader })).toBe(1);
    expect((await here.as('editor').look(rescan, { site: here.site })).walk).toMatchObject({ wanted: false, due: 1, looked: 1, found: 1 });
    await settings({ check: false });
    expect(await here.as('editor').call('rescan.want', { site: here.site })).toMatchObject({ code: 'conflict' });
    words = {};
    expect(await night('2024-05-17')).toBe(0);
  });
});

it('killed half-way it goes on where it was, and finds each word once', async () => {
  for (let n = 0; n < 5; n += 1) await published(`第${n}件`);
  let left = 3;
  afterEachText = () => {
    left -= 1;
    if (left < 0) throw new Error('killed');
  };
  await expect(night('2024-05-16', { most: 2 })).rejects.toThrow('killed');
  expect((await here.as('editor').look(rescan, { site: here.site })).walk).toMatchObject({ due: 5, looked: 2, endedAt: null });
  afterEachText = () => {};
  looked = [];
  expect(await night('2024-05-16', { most: 2 })).toBe(3);
  expect(looked).toEqual(['第2件', '第3件', '第4件']);
  expect(await told()).toHaveLength(5);
  expect((await here.as('editor').look(rescan, { site: here.site })).walk).toMatchObject({ due: 5, looked: 5, found: 5 });
});

it('looks at no more in one night than the site says', async () => {
  for (let n = 0; n < 5; n += 1) await published(`第${n}件`);
  await settings({ check: true, perNight: 3 });
  expect(await night('2024-05-16', { most: 2 })).toBe(3);
  expect(await night('2024-05-16')).toBe(0);
  expect(await night('2024-05-17')).toBe(2);
});

describe('what was found', () => {
  it('leads into the existing rectification once, is deducted only when another person confirms it there, and stands in the bulletin', async () => {
    const { rules, ...rest } = deskRulebook();
    const points = { by: 'kind', table: { 严重错误: -30 }, otherwise: 0 };
    const rulebook = { ...rest, rules: [...rules, { id: '差错', each: { fact: 'deduction' }, points }] };
    await here.as('head').must('rulebook.adopt', { site: here.site, rulebook });
    const { submission } = await published('甲件');
    await night('2024-05-16');
    here.at('2024-05-16T09:00');
    const done = await here.as('editor').must<ConfirmedRescans>('rescan.confirm', { site: here.site, items: await chosen('甲件') });
    const [rectification = 0] = done.rectifications;
    expect(await factsOf(world, submission, 'deduction', here.site)).toEqual([]);
    expect(await here.as('editor').call('finding.confirm', { site: here.site, rectification, version: 1 })).toMatchObject({
      findings: [{ code: 'not-finder' }],
    });
    await here.as('head').must('finding.confirm', { site: here.site, rectification, version: 1 });
    expect(await factsOf(world, submission, 'deduction', here.site)).toMatchObject([{ kind: '严重错误', fact_on: '2024-05-16' }]);
    words = { ...words, 别的: '' };
    await night('2024-05-17');
    expect(await told({ state: 'found' })).toEqual([]);
    expect(await told({ state: 'confirmed' })).toHaveLength(1);
    expect(await factsOf(world, submission, 'deduction', here.site)).toHaveLength(1);
    const period = { site: here.site, from: '2024-05-01', to: '2024-05-31' };
    const report = await here.as('head').see<RectificationReport>('rectification-report', period);
    expect(report).toMatchObject({ value: { units: [{ unit: '山口乡', found: 1 }], paragraph: expect.stringContaining('山口乡1处') } });
    expect((await here.as('editor').look(rescan, period)).units).toEqual([
      { unit: '山口乡', found: 1, waiting: 0, confirmed: 1, ignored: 0 },
    ]);
    expect(await issuedText()).toContain('报送的信息有错情1处（山口乡1处）');
  });

  it('that is in the office’s list already is that one, and is not asked', async () => {
    const { submission } = await published('甲件');
    const given = { site: here.site, submission, word: '布署', correction: '部署', kind: 'typo' };
    await here.as('head').must('finding.record', given);
    await night('2024-05-16');
    expect(await told()).toEqual([]);
    expect(await told({ state: 'confirmed' })).toHaveLength(1);
  });

  it('of the office’s own making is the office’s, and counts for no unit', async () => {
    here.at('2024-05-15T10:00');
    const sent = await received(here, { title: '甲件' });
    const adopted = await here.as('editor').must('submission.adopt', { ...seen(here, sent), outlets: [{ outlet: here.outlets.site }] });
    const edited = await here.as('editor').must('submission.edit', { ...seen(here, adopted), body: '<p>布署</p>' });
    await here.as('head').must('submission.publish', seen(here, edited));
    await night('2024-05-16');
    expect(await told()).toEqual(['甲件 布署 部署 found office 1']);
    expect((await here.as('editor').look(rescan, { site: here.site, from: '2024-05-01', to: '2024-05-31' })).units).toEqual([]);
  });

  it('ignored is not asked again, whatever words change; it can be brought back', async () => {
    await published('甲件');
    await night('2024-05-16');
    await here.as('editor').must('rescan.ignore', { site: here.site, items: await chosen('甲件') });
    words = { ...words, 召开: '举行' };
    await night('2024-05-17');
    expect(await told()).toEqual(['甲件 召开 举行 found unit 1']);
    const [one] = await list({ state: 'ignored' });
    expect(one).toMatchObject({ word: '布署', decidedBy: '郑编辑' });
    const items = [{ finding: one?.finding, version: one?.version }];
    await here.as('editor').must('rescan.recall', { site: here.site, items });
    expect(await told()).toHaveLength(2);
    expect(await here.as('editor').call('rescan.recall', { site: here.site, items })).toMatchObject({ code: 'stale-version' });
    words = { ...words, 别的: '' };
    await night('2024-05-18');
    expect(await told()).toHaveLength(2);
  });

  it('is decided by rule at once, up to what was seen', async () => {
    words = { 布署: '部署', 召开: '举行' };
    for (let n = 0; n < 4; n += 1) await published(`第${n}件`);
    await night('2024-05-16');
    const { rules } = await here.as('editor').look(rescan, { site: here.site });
    expect(rules.map(({ rule, waiting }) => [rule, waiting])).toEqual([
      ['词表：召开', 4],
      ['词表：布署', 4],
    ]);
    await published('后来一件');
    await night('2024-05-17');
    const upTo = rules.find(({ rule }) => rule === '词表：召开')?.upTo;
    expect(await here.as('editor').must('rescan.ignore', { site: here.site, rule: '词表：召开', upTo })).toMatchObject({
      done: 4,
      more: false,
    });
    const all = { site: here.site, found: '布署', upTo: Number.MAX_SAFE_INTEGER };
    expect(await here.as('editor').must('rescan.confirm', all)).toMatchObject({ done: 5, more: false, missing: 0 });
    expect(await told()).toEqual(['后来一件 召开 举行 found unit 1']);
    expect(await here.as('editor').call('rescan.ignore', { site: here.site })).toMatchObject({ code: 'bad-input' });
  });

  it('goes by itself when the text is corrected, the word leaves the list, or the item is published no more', async () => {
    const first = await published('甲件');
    const second = await published('乙件');
    await published('丙件');
    await night('2024-05-16');
    expect(await told()).toHaveLength(3);
    here.at('2024-05-16T10:00');
    await here.as('head').must('submission.correct', { ...seen(here, first), body: '<p>部署校园安全工作。</p>', reason: '改错字' });
    await here.as('head').must('submission.withdraw', { ...seen(here, second), reason: '过时' });
    await night('2024-05-17');
    expect(await told()).toEqual(['丙件 布署 部署 found unit 1']);
    words = {};
    await night('2024-05-18');
    expect(await told()).toEqual([]);
    words = { 布署: '部署' };
    await night('2024-05-19');
    expect(await told()).toEqual(['丙件 布署 部署 found unit 1']);
    const states = await world.db.selectFrom('rescan_findings').select('state').where('site_id', '=', here.site).orderBy('id').execute();
    expect(states.map(({ state }) => state)).toEqual(['gone', 'gone', 'found']);
  });

  it('of personal data is kept covered, is no error, and goes with the redaction', async () => {
    words = { '13812345678': '' };
    const { submission } = await published('甲件', '<p>5月14日，联系人手机13812345678。</p>');
    await night('2024-05-16');
    const [one] = await list();
    expect(one).toMatchObject({ word: '138****5678', personal: true, excerpt: { before: '5月14日，联系人手机' } });
    const items = await chosen('甲件');
    expect(await here.as('editor').call('rescan.confirm', { site: here.site, items })).toMatchObject({ findings: [{ code: 'wording' }] });
    const proposed = await here.as('editor').must<{ redaction: number }>('redaction.propose', {
      ...{ site: here.site, submission, passage: '13812345678', reason: '个人信息' },
    });
    await here.as('head').must('redaction.confirm', { site: here.site, redaction: proposed.redaction, version: 1 });
    expect(await told()).toEqual([]);
    expect(await night('2024-05-17')).toBe(1);
    expect(await told()).toEqual([]);
  });
});

/** The words of a bulletin that has a part on wording errors. */
async function issuedText(): Promise<string> {
  const body = {
    ...{ title: '关于{{期名}}信息报送情况的通报', issuers: ['某县人民政府办公室'], opening: '现将情况通报如下：' },
    ...{ narrative: '总体较好。', headings: ['基本情况', '存在问题'], problems: [{ block: '错情整改' }] },
    attachments: [{ title: '采用情况统计表' }],
  };
  const draft = await here.as('editor').must<object>('bulletin.draft', { site: here.site, from: '2024-05-01', to: '2024-05-31', body });
  const made = await here.as('head').must<{ bulletin: number }>('bulletin.issue', { site: here.site, ...draft });
  return JSON.stringify(await here.as('head').see<BulletinIssue>('bulletin-issue', { site: here.site, bulletin: made.bulletin }));
}

it('reads with what ships and the office’s own words: one added today is found tonight, one answered is known to proofreading', async () => {
  await published('甲件', '<p>5月14日，山口乡帮扶弱势群众，学习中华人民大和国宪法。</p>');
  const platform = here.platform;
  const look = (day: string) => {
    here.at(`${day}T02:00`);
    return rescanTexts(platform, { readerOf: readerOfSite(platform, async () => 'shipped') });
  };
  expect(await look('2024-05-16')).toBe(1);
  expect(await told()).toEqual([expect.stringContaining('中华人民大和国 中华人民共和国 found')]);
  await here.as('editor').must('wording.add', { site: here.site, kind: 'forbidden', find: '弱势群众', put: ['困难群众'] });
  expect(await look('2024-05-17')).toBe(1);
  expect(await look('2024-05-17')).toBe(0);
  expect(await told()).toEqual([expect.stringContaining('弱势群众 困难群众 found'), expect.stringContaining('中华人民大和国')]);
  await here.as('editor').must('rescan.ignore', { site: here.site, items: [(await chosen('甲件'))[0]] });
  const answers = await world.db
    .selectFrom('wording_answers')
    .select(['answer', 'found', 'kind'])
    .where('site_id', '=', here.site)
    .execute();
  expect(answers).toEqual([{ answer: 'ignored', found: '弱势群众', kind: 'forbidden' }]);
});

it('asks nothing that somebody passed over while the item was edited, nor what the site’s settings do not look for', async () => {
  const text = '5月14日，山口乡帮扶困难户，布署有关工作。';
  const { submission } = await published('甲件', `<p>${text}</p>`);
  const given = { site: here.site, submission, kind: 'forbidden', severity: 'error', rule: '词表：布署', text: '布署', suggestion: '部署' };
  await here.as('editor').must('wording.answer', { ...given, answer: 'ignored', context: text, start: text.indexOf('布署') });
  words = { 布署: '部署', 困难户: '困难家庭' };
  await night('2024-05-16');
  expect(await told()).toEqual(['甲件 困难户 困难家庭 found unit 1']);
  await here.as('head').must('site.configure', { site: here.site, settings: { wording: { kinds: { forbidden: 'off' } } } });
  expect(await night('2024-05-17')).toBe(1);
  expect(await told()).toEqual([]);
});
