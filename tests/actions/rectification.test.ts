// Wording errors from finding to closing: what they count, whose they are, what units are told and answer.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asRead } from '../../src/domain/document.ts';
import { verify } from '../../src/domain/verification/verify.ts';
import { markOverdue } from '../../src/jobs/mark-overdue.ts';
import type { BulletinIssue } from '../../src/views/bulletin-issue.ts';
import type { Inbox } from '../../src/views/inbox.ts';
import type { Rectification } from '../../src/views/rectification.ts';
import type { ShownNotice } from '../../src/views/rectification-notice.ts';
import type { RectificationReport } from '../../src/views/rectification-report.ts';
import type { Rectifications } from '../../src/views/rectifications.ts';
import { deskRulebook, factsOf, scoreOf } from '../support/facts.ts';
import { received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type Stepped, type World } from '../support/world.ts';

const wrong = '<p>5月14日，县教育局召开会议，布署校园安全工作。</p>';
const book = (overdue: boolean) => {
  const { rules, ...rest } = deskRulebook();
  const kinds = { by: 'kind', table: { 错别字: -5, 严重错误: -30, ...(overdue ? { 逾期整改: -2 } : {}) }, otherwise: 0 };
  return { ...rest, rules: [...rules, { id: '差错', each: { fact: 'deduction' }, points: kinds }] };
};

interface Stepping {
  readonly rectification: number;
  readonly version: number;
  readonly state: string;
}
let world: World;
let place: Office;
let serial = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  serial += 1;
  place = await office(world, `rect-${serial}`);
  await place.as('head').must('rulebook.adopt', { site: place.site, rulebook: book(true) });
});

async function published(over: object = {}): Promise<Stepped> {
  const out = await received(place, { body: wrong, ...over });
  const adopted = await place.as('editor').must('submission.adopt', { ...seen(place, out), outlets: [{ outlet: place.outlets.site }] });
  return place.as('head').must('submission.publish', seen(place, adopted));
}
const typo = { word: '布署', correction: '部署', kind: 'typo' };
const found = (submission: number, over: object = {}, who: OfficePerson = 'editor') =>
  place.as(who).must<Stepping & { again: boolean; side: string }>('finding.record', { site: place.site, submission, ...typo, ...over });
const act = (who: OfficePerson, name: string, { rectification, version }: Stepping, more: object = {}) =>
  place.as(who).call<Stepping>(name, { site: place.site, rectification, version, ...more });
const must = (who: OfficePerson, name: string, { rectification, version }: Stepping, more: object = {}) =>
  place.as(who).must<Stepping>(name, { site: place.site, rectification, version, ...more });
const score = (from = '2024-05-01', to = '2024-05-31') => scoreOf(world, place, 'township', from, to);
const deductions = (submission: number) => factsOf(world, submission, 'deduction', place.site);
async function noticed(submission: number, dueOn = '2024-05-20'): Promise<Stepping> {
  const confirmed = await must('head', 'finding.confirm', await found(submission));
  await place.as('head').must('rectification.notify', {
    site: place.site,
    items: [{ rectification: confirmed.rectification, version: confirmed.version }],
    dueOn,
  });
  return { ...confirmed, version: confirmed.version + 1, state: 'noticed' };
}

describe('a confirmed error', () => {
  it('deducts by the rulebook on the day it was found, from the unit whose text holds it', async () => {
    const { submission } = await published();
    expect(await score()).toBe('5');
    const first = await found(submission, { on: '2024-05-14' });
    expect(first).toMatchObject({ state: 'found', side: 'unit', again: false });
    expect(await score()).toBe('5');
    const refused = await act('editor', 'finding.confirm', first);
    expect(refused).toMatchObject({ code: 'conflict', findings: [{ code: 'not-finder' }] });
    await must('head', 'finding.confirm', first);
    expect(await deductions(submission)).toMatchObject([
      { kind: '错别字', level: '一般', fact_on: '2024-05-14', unit_id: place.units.township },
    ]);
    expect(await score()).toBe('0');
  });

  it('counts once, however many look for the same word in the same item', async () => {
    const { submission } = await published();
    const first = await found(submission);
    await must('head', 'finding.confirm', first);
    for (const who of ['secondEditor', 'head', 'editor'] as const)
      expect(await found(submission, { word: ' 布署 ', kind: 'serious' }, who)).toMatchObject({
        rectification: first.rectification,
        again: true,
      });
    expect(await deductions(submission)).toHaveLength(1);
    await must('secondEditor', 'finding.confirm', await found(submission, { word: '5月14日', correction: '5月13日', kind: 'serious' }));
    expect(await score()).toBe('-30');
  });

  it('of an editor’s own making is the office’s: no deduction, no notice; corrected and closed by a second person', async () => {
    const out = await received(place);
    const adopted = await place.as('editor').must('submission.adopt', { ...seen(place, out), outlets: [{ outlet: place.outlets.site }] });
    const edited = await place.as('editor').must('submission.edit', { ...seen(place, adopted), body: wrong });
    const out2 = await place.as('head').must('submission.publish', seen(place, edited));
    const first = await found(out2.submission);
    expect(first.side).toBe('office');
    const confirmed = await must('head', 'finding.confirm', first);
    expect(await deductions(out2.submission)).toEqual([]);
    const items = [{ rectification: confirmed.rectification, version: confirmed.version }];
    expect(await place.as('editor').call('rectification.notify', { site: place.site, items, dueOn: '2024-05-20' })).toMatchObject({
      ...{ code: 'conflict', findings: [{ code: 'unit-fault' }] },
    });
    expect(await act('editor', 'rectification.close', confirmed)).toMatchObject({ findings: [{ code: 'rectified' }] });
    const body = wrong.replace('布署', '部署');
    await place.as('head').must('submission.correct', { ...seen(place, out2), body, reason: '改错字' });
    expect(await act('head', 'rectification.close', confirmed)).toMatchObject({ findings: [{ code: 'not-confirmer' }] });
    expect(await must('editor', 'rectification.close', confirmed)).toMatchObject({ state: 'closed' });
    expect(await score()).toBe('5');
  });

  it('of a joint item falls on its units by their shares', async () => {
    const { submission } = await published({ jointIds: [place.units.town] });
    await must('head', 'finding.confirm', await found(submission));
    expect((await deductions(submission)).map(({ unit_id, share_top, share_bottom }) => [unit_id, share_top, share_bottom])).toEqual([
      [place.units.township, 1, 2],
      [place.units.town, 1, 2],
    ]);
  });

  it('that stands nowhere in the item, or whose correction repeats it, is not recorded', async () => {
    const { submission } = await published();
    const asked = (over: object) => place.as('editor').call('finding.record', { site: place.site, submission, ...typo, ...over });
    expect(await asked({ word: '没有这个词' })).toMatchObject({ code: 'bad-input', findings: [{ code: 'not-in-text' }] });
    expect(await asked({ correction: '布署好' })).toMatchObject({ findings: [{ code: 'correction' }] });
    expect(await asked({ on: '2024-05-16' })).toMatchObject({ findings: [{ code: 'bad-date' }] });
  });
});

describe('what was taken back', () => {
  it('is reversed on its own day, and counts anew when it is confirmed anew', async () => {
    const { submission } = await published();
    const confirmed = await must('head', 'finding.confirm', await found(submission));
    place.at('2024-06-03');
    const revoked = await must('head', 'finding.revoke', confirmed, { reason: '原文如此' });
    expect([await score(), await score('2024-06-01', '2024-06-30')]).toEqual(['0', '5']);
    const again = await must('editor', 'finding.reopen', revoked, { reason: '还是错的' });
    expect(again.state).toBe('found');
    await must('head', 'finding.confirm', again);
    expect(await score('2024-05-01', '2024-06-30')).toBe('0');
  });

  it('by an appeal that was won, is taken back with what the unit’s being late cost', async () => {
    const { submission } = await published();
    const one = await noticed(submission);
    place.at('2024-05-22');
    expect(await markOverdue(place.platform)).toBe(1);
    expect(await score()).toBe('-2');
    const [fact] = await world.db
      .selectFrom('facts')
      .select('id')
      .where('site_id', '=', place.site)
      .where('source_key', '=', `wording:${submission}:布署`)
      .execute();
    const at = { site: place.site, unit: place.units.township, about: 'fact', fact: fact?.id, reason: '原文件如此' };
    const raised = await place.as('townshipReporter').must<{ appeal: number }>('appeal.raise', at);
    const answer = { site: place.site, appeal: raised.appeal, version: 1, reason: '确与原文件一致' };
    await place.as('secondEditor').must('appeal.grant', answer);
    const shown = await place.as('editor').see<Rectification>('rectification', { site: place.site, rectification: one.rectification });
    expect(shown).toMatchObject({ value: { state: 'dismissed', reason: '申诉：确与原文件一致' } });
    expect(await score()).toBe('5');
  });
});

describe('rectification', () => {
  it('goes from the notice over the unit’s new text and the office’s correction to closing', async () => {
    const out = await published();
    const one = await noticed(out.submission);
    const { site } = place;
    const own = await place.as('townshipReporter').see<Rectification>('rectification', { site, rectification: one.rectification });
    expect(own).toMatchObject({
      ok: true,
      value: { proposal: { body: wrong.replace('布署', '部署') }, notice: { number: '整改通知〔2024〕1号' } },
    });
    expect(await act('townshipReporter', 'rectification.reply', one)).toMatchObject({ code: 'bad-input' });
    expect(await act('townshipReporter', 'rectification.reply', one, { body: wrong })).toMatchObject({
      findings: [{ code: 'stands', where: 'body' }],
    });
    expect(await act('townReporter', 'rectification.reply', one, { reply: '无' })).toMatchObject({ code: 'not-found' });
    const body = wrong.replace('布署', '部署');
    const replied = await must('townshipReporter', 'rectification.reply', one, { body });
    expect(await act('editor', 'rectification.close', replied)).toMatchObject({ findings: [{ code: 'rectified' }] });
    const returned = await must('editor', 'rectification.return', replied, { reason: '标题也要改' });
    const answered = await must('townshipReporter', 'rectification.reply', returned, { body, title: '山口乡部署校园安全工作' });
    const seenAnswer = await place.as('head').see<Rectification>('rectification', { site, rectification: one.rectification });
    if (!seenAnswer.ok || !seenAnswer.value.answer) throw new Error('no answer');
    await place.as('head').must('submission.correct', { ...seen(place, out), ...seenAnswer.value.answer, reason: '整改' });
    expect(await must('editor', 'rectification.close', answered)).toMatchObject({ state: 'closed' });
    expect(await score()).toBe('0');
    const lines = await world.db
      .selectFrom('history')
      .select(['step', 'to_state'])
      .where('site_id', '=', site)
      .where('thing', '=', 'rectification')
      .orderBy('id')
      .execute();
    expect(lines.map(({ to_state }) => to_state)).toEqual(['found', 'confirmed', 'noticed', 'replied', 'noticed', 'replied', 'closed']);
  });

  it('a new text answers all that the unit was told of the item, and must be free of all of it', async () => {
    const { submission } = await published({ body: '<p>布署工作，检察安全。</p>' });
    const one = await noticed(submission);
    const other = await must('head', 'finding.confirm', await found(submission, { word: '检察安全', correction: '检查安全' }));
    await place.as('head').must('rectification.notify', {
      site: place.site,
      items: [{ rectification: other.rectification, version: other.version }],
      dueOn: '2024-05-20',
    });
    expect(await act('townshipReporter', 'rectification.reply', one, { body: '<p>部署工作，检察安全。</p>' })).toMatchObject({
      findings: [{ code: 'stands' }],
    });
    await must('townshipReporter', 'rectification.reply', one, { body: '<p>部署工作，检查安全。</p>' });
    const list = await place.as('editor').see<Rectifications>('rectifications', { site: place.site, state: 'replied' });
    expect(list.ok && list.value.rows.length).toBe(2);
  });

  it('not answered in time costs once, on the first day after, where the rulebook says so', async () => {
    const { submission } = await published();
    const one = await noticed(submission);
    place.at('2024-05-20');
    expect(await markOverdue(place.platform)).toBe(0);
    place.at('2024-05-23');
    expect([await markOverdue(place.platform), await markOverdue(place.platform)]).toEqual([1, 0]);
    expect((await deductions(submission)).map(({ kind, fact_on }) => [kind, fact_on])).toEqual([
      ['错别字', '2024-05-15'],
      ['逾期整改', '2024-05-21'],
    ]);
    expect(await score()).toBe('-2');
    // The unit's answer is not overtaken by the mark.
    await must('townshipReporter', 'rectification.reply', one, { reply: '已联系编辑' });
  });

  it('sent back has a new day, by the settings where none is given, and is late by that day', async () => {
    const { submission } = await published();
    const one = await noticed(submission);
    place.at('2024-05-22');
    await markOverdue(place.platform);
    const replied = await must('townshipReporter', 'rectification.reply', one, { reply: '已改' });
    expect(await act('editor', 'rectification.return', replied, { reason: '没有改', dueOn: '2024-05-21' })).toMatchObject({
      findings: [{ where: 'dueOn' }],
    });
    const returned = await must('editor', 'rectification.return', replied, { reason: '没有改' });
    const due = async () => {
      const shown = await place.as('townshipReporter').see<Rectification>('rectification', { site: place.site, ...at(one) });
      return shown.ok && [shown.value.dueOn, shown.value.reason];
    };
    const at = ({ rectification }: Stepping) => ({ rectification });
    expect(await due()).toEqual(['2024-05-27', '没有改']);
    expect(await markOverdue(place.platform)).toBe(0);
    const again = await must('townshipReporter', 'rectification.reply', returned, { reply: '这次改了' });
    await must('editor', 'rectification.return', again, { reason: '还是没有改', dueOn: '2024-05-24' });
    place.at('2024-05-25');
    expect(await markOverdue(place.platform)).toBe(1);
    // Late twice costs once.
    expect((await deductions(submission)).filter(({ kind }) => kind === '逾期整改')).toHaveLength(1);
  });

  it('of an old text that was imported is its unit’s; the unit says how it did, and a second person looks', async () => {
    const { site } = place;
    async function* rows() {
      yield [
        ['标题', '发布日期', '单位', '正文'],
        ['山口乡布署防汛', '2024-04-02', '山口乡', '山口乡布署防汛工作。'],
        ['办公室布署值班', '2024-04-03', '', '办公室布署值班工作。'],
      ].map((cells, index) => ({ row: index + 1, cells }));
    }
    await place.as('editor').must('published.import', { site, fileName: '旧稿.xlsx', sha256: 'f'.repeat(64), rows: rows() });
    const items = await world.db.selectFrom('submissions').select(['id', 'title']).where('site_id', '=', site).orderBy('id').execute();
    const [town, own] = items.map(({ id }) => id) as [number, number];
    expect(await found(own)).toMatchObject({ side: 'office' });
    const first = await found(town);
    expect(first).toMatchObject({ side: 'unit', state: 'found' });
    const confirmed = await must('head', 'finding.confirm', first);
    expect(await deductions(town)).toMatchObject([{ kind: '错别字', unit_id: place.units.township }]);
    const told = [{ rectification: first.rectification, version: confirmed.version }];
    await place.as('editor').must('rectification.notify', { site, items: told, dueOn: '2024-05-20' });
    const one = { ...confirmed, version: confirmed.version + 1 };
    const shown = await place.as('editor').see<Rectification>('rectification', { site, rectification: first.rectification });
    expect(shown).toMatchObject({ value: { text: null, proposal: null, place: '标题' } });
    expect(await act('townReporter', 'rectification.reply', one, { reply: '网站上已改' })).toMatchObject({ code: 'not-found' });
    const text = { title: '山口乡部署防汛' };
    expect(await act('townshipReporter', 'rectification.reply', one, text)).toMatchObject({ findings: [{ code: 'no-text' }] });
    const replied = await must('townshipReporter', 'rectification.reply', one, { reply: '网站上已改' });
    expect(await act('head', 'rectification.close', replied)).toMatchObject({ findings: [{ code: 'not-confirmer' }] });
    expect(await must('editor', 'rectification.close', replied)).toMatchObject({ state: 'closed' });
  });

  it('is not charged for being late under a rulebook that does not know it', async () => {
    await place.as('head').must('rulebook.adopt', { site: place.site, rulebook: { ...book(false), from: '2024-05-02' } });
    const { submission } = await published();
    await noticed(submission);
    place.at('2024-05-23');
    expect(await markOverdue(place.platform)).toBe(1);
    expect(await deductions(submission)).toHaveLength(1);
  });

  it('goes in one notice to one unit, with a number that counts the year', async () => {
    const one = await must('head', 'finding.confirm', await found((await published()).submission));
    const other = await must('head', 'finding.confirm', await found((await published()).submission));
    const town = await place.as('townReporter').must('submission.draft', {
      site: place.site,
      unit: place.units.town,
      ...(await import('../support/make.ts')).text({ body: wrong }),
    });
    const sent = await place.as('townReporter').must('submission.submit', seen(place, town));
    const approved = await place.as('townReviewer').must('submission.approve', seen(place, sent));
    const third = await must('head', 'finding.confirm', await found(approved.submission));
    const items = (list: readonly Stepping[]) => ({
      site: place.site,
      items: list.map(({ rectification, version }) => ({ rectification, version })),
      dueOn: '2024-05-20',
    });
    expect(await place.as('editor').call('rectification.notify', items([one, third]))).toMatchObject({ findings: [{ code: 'units' }] });
    expect(await place.as('editor').call('rectification.notify', { ...items([one]), dueOn: '2024-05-14' })).toMatchObject({
      findings: [{ where: 'dueOn' }],
    });
    const { notice } = await place.as('editor').must<{ notice: number }>('rectification.notify', items([one, other]));
    expect(await place.as('head').must('rectification.notify', items([third]))).toMatchObject({ number: 2 });
    const shown = await place.as('townshipReporter').see<ShownNotice>('rectification-notice', { site: place.site, notice });
    if (!shown.ok) throw new Error(shown.code);
    expect(shown.value.document).toMatchObject({ addressees: '山口乡', issuers: ['县政府办公室'], documentNumber: '整改通知〔2024〕1号' });
    expect(await place.as('townReporter').see('rectification-notice', { site: place.site, notice })).toMatchObject({ code: 'not-found' });
  });
});

it('a unit hears of what is confirmed, and of its own only; the office sees the rest', async () => {
  const { submission } = await published();
  const list = async (who: OfficePerson, more: object = {}) => {
    const outcome = await place.as(who).see<Rectifications>('rectifications', { site: place.site, ...more });
    return outcome.ok
      ? outcome.value.rows.map(({ word, stateName, steps }) => [word, stateName, steps.map(({ step }) => step).join()])
      : outcome.code;
  };
  const first = await found(submission);
  expect(await list('townshipReporter')).toEqual([]);
  expect(await list('editor')).toEqual([['布署', '待认定', 'confirm,dismiss']]);
  await must('head', 'finding.confirm', first);
  expect(await list('townshipReporter')).toEqual([['布署', '已认定', '']]);
  expect(await list('townReporter')).toEqual([]);
  expect(await list('editor', { state: 'found' })).toEqual([]);
  expect(await list('editor', { overdue: true })).toEqual([]);
  expect(await list('systemAdministrator')).toBe('forbidden');
  const report = await place
    .as('editor')
    .see<RectificationReport>('rectification-report', { site: place.site, from: '2024-05-01', to: '2024-05-31' });
  expect(report).toMatchObject({
    ok: true,
    value: { units: [{ unit: '山口乡', found: 1, closed: 0 }], paragraph: '报送的信息有错情1处（山口乡1处），尚未办结1处' },
  });
});

it('stands in the bulletin of its period as a sentence and a table, frozen with the issue', async () => {
  const { submission } = await published();
  await noticed(submission);
  place.at('2024-05-22');
  await markOverdue(place.platform);
  const { site } = place;
  const body = {
    ...{ title: '关于{{期名}}信息报送情况的通报', issuers: ['某县人民政府办公室'], opening: '现将情况通报如下：' },
    ...{ narrative: '总体较好。', headings: ['基本情况', '存在问题'], problems: [{ block: '错情整改' }] },
    attachments: [{ title: '采用情况统计表' }, { title: '错情整改表', block: '错情整改' }],
  };
  const draft = await place.as('editor').must<object>('bulletin.draft', { site, from: '2024-05-01', to: '2024-05-31', body });
  const { bulletin } = await place.as('head').must<{ bulletin: number }>('bulletin.issue', { site, ...draft });
  const issue = await place.as('head').see<BulletinIssue>('bulletin-issue', { site, bulletin });
  if (!issue.ok) throw new Error(issue.code);
  const { document, figures } = issue.value;
  expect(JSON.stringify(document.blocks)).toContain('报送的信息有错情1处（山口乡1处），尚未办结1处，其中逾期未整改1处。');
  expect(document.attachments[1]).toMatchObject({
    title: '错情整改表',
    blocks: [{ rows: [{ cells: ['山口乡', '县教育局部署校园安全工作', '布署', '部署', '2024年5月20日', '逾期未整改'] }] }],
  });
  expect(figures).toHaveProperty('rectifications');
  expect(verify(asRead(document)).filter(({ severity }) => severity !== 'note')).toEqual([]);
  const unit = await place.as('townReporter').see<BulletinIssue>('bulletin-issue', { site, bulletin });
  expect(unit.ok && unit.value.figures).not.toHaveProperty('rectifications');
});

it('waits in the inbox of whoever has to do the next thing, and of nobody who may not', async () => {
  const tasks = async (who: OfficePerson) => {
    const outcome = await place.as(who).see<Inbox>('inbox', { site: place.site });
    return outcome.ok ? outcome.value.counts.map(({ name }) => name).filter((name) => /错情|整改/.test(name)) : outcome.code;
  };
  const { submission } = await published();
  const first = await found(submission);
  expect([await tasks('editor'), await tasks('head'), await tasks('townshipReporter')]).toEqual([[], ['待我认定错情'], []]);
  const confirmed = await must('head', 'finding.confirm', first);
  expect([await tasks('editor'), await tasks('townshipReporter')]).toEqual([['待发整改通知'], []]);
  const items = [{ rectification: confirmed.rectification, version: confirmed.version }];
  await place.as('head').must('rectification.notify', { site: place.site, items, dueOn: '2024-05-20' });
  expect([await tasks('editor'), await tasks('townshipReporter'), await tasks('townReporter')]).toEqual([[], ['待我整改'], []]);
  await must('townshipReporter', 'rectification.reply', { ...confirmed, version: confirmed.version + 1 }, { reply: '已改' });
  expect([await tasks('editor'), await tasks('head'), await tasks('townshipReporter')]).toEqual([['待我复核整改'], [], []]);
});
