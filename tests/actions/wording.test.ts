import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWording } from '../../src/store/wording.ts';
import { addGate, taughtAnswers } from '../../src/store/wording-answers.ts';
import { figureNames } from '../../src/text/figures.ts';
import { siteWording } from '../../src/views/site-wording.ts';
import { wordingLists } from '../../src/views/wording-lists.ts';
import { drafted } from '../support/make.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let here: Office;
beforeAll(async () => {
  world = await openWorld();
  here = await office(world);
});
afterAll(() => world.close());

const lists = (who: 'reporter' | 'editor' = 'reporter') => here.as(who).look(wordingLists, { site: here.site });
const add = (given: Record<string, unknown>) =>
  here.as('editor').call<{ entry: number }>('wording.add', { site: here.site, kind: 'forbidden', ...given });

describe('an office’s own wording', () => {
  it('is added by the office, read by everybody who writes, and moves the version', async () => {
    const { version } = await lists();
    const added = await add({ find: '弱势群众', put: ['困难群众'], why: '省里统一的说法' });
    expect(added.ok).toBe(true);
    const after = await lists();
    expect(after.version).not.toBe(version);
    expect(after.entries).toEqual([{ kind: 'forbidden', find: '弱势群众', put: ['困难群众'], why: '省里统一的说法' }]);
    expect(await here.as('reporter').call('wording.add', { site: here.site, kind: 'forbidden', find: '不许' })).toMatchObject({
      code: 'forbidden',
    });
  });

  it('holds a word once, and again after it was withdrawn', async () => {
    const first = await add({ find: '完美收官' });
    expect(await add({ find: '完美收官' })).toMatchObject({ ok: false, code: 'conflict' });
    const entry = first.ok && first.value.entry;
    await here.as('head').must('wording.withdraw', { site: here.site, entry });
    expect(await here.as('head').call('wording.withdraw', { site: here.site, entry })).toMatchObject({ code: 'not-found' });
    expect((await lists()).entries.map(({ find }) => find)).not.toContain('完美收官');
    expect((await add({ find: '完美收官' })).ok).toBe(true);
  });

  it('tells all that is wrong with an entry at once', async () => {
    expect(await add({ find: '弱', put: ['弱'] })).toMatchObject({ code: 'findings', findings: [{ where: 'find' }, { where: 'put[0]' }] });
  });

  it('keeps phrases that are right apart from those that are wrong', async () => {
    await here.as('editor').must('wording.add', { site: here.site, kind: 'allowed', find: '部署校园' });
    const { allowed, entries } = await lists();
    expect(allowed).toEqual(['部署校园']);
    expect(entries.some(({ find }) => find === '部署校园')).toBe(false);
  });

  it('switches what ships off and on', async () => {
    const key = 'variants:下功夫';
    await here.as('editor').must('wording.switch-off', { site: here.site, key });
    expect((await lists()).off).toEqual([key]);
    expect(await here.as('editor').call('wording.switch-off', { site: here.site, key })).toMatchObject({ code: 'conflict' });
    await here.as('editor').must('wording.switch-on', { site: here.site, key });
    expect((await lists()).off).toEqual([]);
  });

  it('holds who is in office, with days; changed and struck out', async () => {
    const given = { site: here.site, name: '王建国', post: '县长', from: '2020-01-01', position: 1 };
    const { holder } = await here.as('head').must<{ holder: number }>('office-holder.keep', given);
    await here.as('head').must('office-holder.keep', { ...given, holder, to: '2023-12-31' });
    expect((await lists()).holders).toEqual([{ name: '王建国', post: '县长', from: '2020-01-01', to: '2023-12-31', order: 1 }]);
    await here.as('head').must('office-holder.withdraw', { site: here.site, holder });
    expect((await lists()).holders).toEqual([]);
    expect(await here.as('head').call('office-holder.keep', { ...given, holder })).toMatchObject({ code: 'not-found' });
  });

  it('knows the units, and moves with them', async () => {
    const before = await lists();
    expect(before.units).toContain('县教育局');
    await here.by(here.as('systemAdministrator').actor).must('unit.rename', {
      ...{ site: here.site, unit: here.units.town, name: '城关街道办事处', on: '2024-05-01' },
    });
    const after = await lists();
    expect(after.version).not.toBe(before.version);
    expect(after.formerUnits).toEqual([{ phrase: '城关镇', until: '2024-05-01', now: '城关街道办事处' }]);
  });

  it('is listed page by page for who keeps it, with who added what', async () => {
    const first = await here.as('editor').look(siteWording, { site: here.site, kind: 'forbidden', limit: 1 });
    expect(first.rows).toMatchObject([{ find: '完美收官', kindName: '禁用词', addedBy: '郑编辑' }]);
    const second = await here.as('editor').look(siteWording, { site: here.site, kind: 'forbidden', after: first.next, limit: 1 });
    expect(second.rows.map(({ find }) => find)).toEqual(['弱势群众']);
    const some = await here.as('editor').look(siteWording, { site: here.site, text: '困难' });
    expect(some.rows.map(({ find }) => find)).toEqual(['弱势群众']);
    expect(await here.as('reporter').see('site-wording', { site: here.site })).toMatchObject({ code: 'forbidden' });
  });
});

describe('an answer to a finding', () => {
  const context = '会议强调，要认真贯彻落实党中央、国务院决策部署，切实加强组织领到。';
  const start = context.indexOf('到。');
  const answered = async (who: 'reporter' | 'townReporter' | 'editor', given: Record<string, unknown> = {}) => {
    const { submission } = await drafted(here, 'reporter', 'bureau', { title: '会议' });
    return here.as(who).call<{ answer: number }>('wording.answer', {
      ...{ site: here.site, submission, answer: 'ignored', kind: 'typo', severity: 'warning', rule: '公文语言模型（严格）' },
      ...{ text: '到', suggestion: '导', context, start },
      ...given,
    });
  };
  const rows = () => world.db.selectFrom('wording_answers').selectAll().where('site_id', '=', here.site).orderBy('id').execute();

  it('is kept with the figures that a mistaken character was judged by', async () => {
    expect((await answered('reporter')).ok).toBe(true);
    const [row] = await rows();
    expect(row).toMatchObject({ answer: 'ignored', kind: 'typo', found: '到', suggestion: '导', answered_by_name: '张报送' });
    expect(row?.figures).toHaveLength(figureNames.length);
    const taught = await world.database.pool.connect();
    try {
      expect(await taughtAnswers(taught, here.site, 10)).toMatchObject([{ taken: false }]);
    } finally {
      taught.release();
    }
  });

  it('covers personal data', async () => {
    await answered('reporter', { kind: 'privacy', rule: '法', text: '13812345678', suggestion: '', context: '电话13812345678', start: 2 });
    expect((await rows()).at(-1)).toMatchObject({ found: '138****5678', figures: null });
  });

  it('has to stand where it is said to stand, and is given by who writes or edits the item', async () => {
    expect(await answered('reporter', { start: 3 })).toMatchObject({ code: 'bad-input' });
    expect(await answered('townReporter')).toMatchObject({ code: 'not-found' });
  });

  it('teaches a gate, which decides in the site from then on', async () => {
    const client = await world.database.pool.connect();
    try {
      const before = await loadWording(client, here.site);
      const gate = Uint8Array.of(1, 2, 3);
      await addGate(client, here.site, { gate, lastAnswer: 1, answers: 1, lossBefore: 1, lossAfter: 0.5 }, here.now());
      const after = await loadWording(client, here.site);
      expect(before?.gate).toBeUndefined();
      expect(after?.gate).toEqual(gate);
      expect(after?.version).not.toBe(before?.version);
    } finally {
      client.release();
    }
  });
});
