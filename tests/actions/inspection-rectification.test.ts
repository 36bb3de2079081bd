// What an inspection found, put right: handed over once, told to its unit, answered, looked at by another person, or dropped with it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { markOverdue } from '../../src/jobs/mark-overdue.ts';
import type { Inbox } from '../../src/views/inbox.ts';
import { inspectionFindings } from '../../src/views/inspection-findings.ts';
import type { Rectification } from '../../src/views/rectification.ts';
import type { ShownNotice } from '../../src/views/rectification-notice.ts';
import type { Rectifications } from '../../src/views/rectifications.ts';
import { deskRulebook, scoreOf } from '../support/facts.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

const book = () => {
  const { rules, ...rest } = deskRulebook();
  const kinds = { by: 'kind', table: { 检查: -3, 逾期整改: -2 }, otherwise: 0 };
  return { ...rest, rules: [...rules, { id: '差错', each: { fact: 'deduction' }, points: kinds }] };
};
interface Stepping {
  readonly rectification: number;
  readonly version: number;
}
let world: World;
let place: Office;
let inspection: number;
let serial = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  serial += 1;
  place = await office(world, `mend-${serial}`);
  const { site } = place;
  await place.as('head').must('rulebook.adopt', { site, rulebook: book() });
  const plan = { name: '5月检查', method: 'list', kinds: ['section'], from: '2024-05-01', to: '2024-05-31' };
  const planned = await place.as('editor').must<{ inspection: number; version: number }>('inspection.plan', { site, ...plan });
  inspection = planned.inspection;
});

/** A finding of a unit's section, confirmed by the head. */
async function confirmed(unit: keyof Office['units'] = 'township', body = '两处链接打不开'): Promise<{ finding: number; version: number }> {
  const { site } = place;
  const name = `工作动态${unit}${body}`;
  const subject = await place
    .as('editor')
    .must<{ subject: number }>('inspection-subject.save', { site, kind: 'section', name, unit: place.units[unit] });
  await world.database.pool.query('insert into inspection_checks (site_id, inspection_id, subject_id) values ($1, $2, $3)', [
    site,
    inspection,
    subject.subject,
  ]);
  await world.database.pool.query(`update inspections set state = 'under-way' where site_id = $1`, [site]);
  const given = {
    site,
    inspection,
    ...subject,
    indicator: 'other',
    on: '2024-05-14',
    body,
    place: '首页',
    link: 'http://example.gov.cn/1',
  };
  const { finding } = await place.as('editor').must<{ finding: number }>('inspection-finding.record', given);
  return place.as('head').must('inspection-finding.confirm', { site, finding, version: 1 });
}
async function handedOver(
  unit: keyof Office['units'] = 'township',
  body?: string,
): Promise<Stepping & { finding: number; seenVersion: number }> {
  const { finding, version } = await confirmed(unit, body);
  const made = await place
    .as('editor')
    .must<{ rectification: number }>('inspection-finding.rectify', { site: place.site, finding, version });
  return { ...made, version: 1, finding, seenVersion: version };
}
const notify = (list: readonly Stepping[], dueOn = '2024-05-20') =>
  place.as('editor').call<{ notice: number; number: number }>('rectification.notify', {
    site: place.site,
    items: list.map(({ rectification, version }) => ({ rectification, version })),
    dueOn,
  });
const act = (who: OfficePerson, name: string, { rectification, version }: Stepping, more: object = {}) =>
  place.as(who).call<Stepping & { state: string }>(name, { site: place.site, rectification, version, ...more });
const score = () => scoreOf(world, place, 'township', '2024-05-01', '2024-05-31');
const refute = (finding: number, version: number) =>
  place.as('head').must('inspection-finding.refute', { site: place.site, finding, version, reason: '复查时已能打开' });

describe('what an inspection found', () => {
  it('is handed over once, when it is confirmed, and counts nothing more by it', async () => {
    const { finding, version } = await confirmed();
    expect(await score()).toBe('-3');
    const at = { site: place.site, finding, version };
    expect(await place.as('townshipReporter').call('inspection-finding.rectify', at)).toMatchObject({ code: 'forbidden' });
    await place.as('editor').must('inspection-finding.rectify', at);
    expect(await place.as('head').call('inspection-finding.rectify', at)).toMatchObject({ code: 'conflict', findings: [{ code: 'once' }] });
    expect(await score()).toBe('-3');
    const [row] = (await place.as('editor').look(inspectionFindings, { site: place.site, inspection })).rows;
    expect(row).toMatchObject({ rectification: { state: 'confirmed', stateName: '已认定' }, steps: [{ step: 'refute' }] });
  });

  it('goes from the notice over the answer of anybody of the unit to closing by another person than who confirmed it', async () => {
    const one = await handedOver();
    const { site } = place;
    const sent = await notify([one]);
    if (!sent.ok) throw new Error(sent.code);
    const notice = await place.as('townshipReporter').see<ShownNotice>('rectification-notice', { site, notice: sent.value.notice });
    expect(notice).toMatchObject({ value: { document: { title: '关于检查发现问题的整改通知', addressees: '山口乡' } } });
    expect(JSON.stringify(notice)).toContain('5月检查发现你单位负责的网站、栏目或账号有1个问题');
    expect(await place.as('townReporter').see('rectification-notice', { site, notice: sent.value.notice })).toMatchObject({
      code: 'not-found',
    });
    const seen = await place.as('townshipReporter').see<Rectification>('rectification', { site, rectification: one.rectification });
    expect(seen).toMatchObject({
      value: {
        text: null,
        proposal: null,
        found: { body: '两处链接打不开', place: '首页', link: 'http://example.gov.cn/1' },
        dueOn: '2024-05-20',
      },
    });
    const noticed = { ...one, version: 2 };
    expect(await act('townshipReporter', 'rectification.reply', noticed)).toMatchObject({ findings: [{ message: '请写明怎样整改的' }] });
    expect(await act('townshipReporter', 'rectification.reply', noticed, { body: '<p>无</p>' })).toMatchObject({
      findings: [{ code: 'no-text' }],
    });
    expect(await act('townReporter', 'rectification.reply', noticed, { reply: '无' })).toMatchObject({ code: 'not-found' });
    expect(await act('townshipReporter', 'rectification.reply', noticed, { reply: '链接已换成新地址' })).toMatchObject({ ok: true });
    const replied = { ...one, version: 3 };
    expect(await act('head', 'rectification.close', replied)).toMatchObject({ findings: [{ code: 'not-confirmer' }] });
    expect(await act('editor', 'rectification.close', replied)).toMatchObject({ value: { state: 'closed' } });
    expect(await score()).toBe('-3');
  });

  it('not answered in time costs once, where the rulebook says so; refuted, all of it is given back and the rectification dropped', async () => {
    const one = await handedOver();
    await notify([one]);
    place.at('2024-05-23');
    expect([await markOverdue(place.platform), await markOverdue(place.platform)]).toEqual([1, 0]);
    expect(await score()).toBe('-5');
    expect(await refute(one.finding, one.seenVersion)).toMatchObject({ state: 'refuted', takenBack: true });
    expect(await score()).toBe('0');
    const shown = await place
      .as('townshipReporter')
      .see<Rectification>('rectification', { site: place.site, rectification: one.rectification });
    expect(shown).toMatchObject({ value: { state: 'dismissed', reason: '复查时已能打开', steps: [] } });
    const lines = await world.db
      .selectFrom('history')
      .select(['thing', 'from_state', 'to_state'])
      .where('site_id', '=', place.site)
      .where('step', '=', 'inspection-finding.refute')
      .orderBy('id')
      .execute();
    expect(lines.map(({ thing, from_state, to_state }) => [thing, from_state, to_state])).toEqual([
      ['inspection-finding', 'confirmed', 'refuted'],
      ['rectification', 'noticed', 'dismissed'],
    ]);
  });

  it('is overturned by an appeal that was won, with its rectification', async () => {
    const one = await handedOver();
    await notify([one]);
    const [fact] = await world.db.selectFrom('facts').select('id').where('site_id', '=', place.site).execute();
    const raised = await place.as('townshipReporter').must<{ appeal: number }>('appeal.raise', {
      ...{ site: place.site, unit: place.units.township, about: 'fact', fact: fact?.id, reason: '当天网站维护' },
    });
    await place.as('secondEditor').must('appeal.grant', { site: place.site, appeal: raised.appeal, version: 1, reason: '情况属实' });
    expect(await score()).toBe('0');
    const [row] = (await place.as('editor').look(inspectionFindings, { site: place.site, inspection })).rows;
    expect(row).toMatchObject({ state: 'refuted', reason: '申诉：情况属实', rectification: { state: 'dismissed' } });
  });

  it('is not revoked or found again as a wording error is: whether it stands is decided in the inspection', async () => {
    const one = await handedOver();
    expect(await act('head', 'finding.revoke', one, { reason: '不对' })).toMatchObject({
      code: 'conflict',
      findings: [{ code: 'worded' }],
    });
    await refute(one.finding, one.seenVersion);
    expect(await act('head', 'finding.reopen', { ...one, version: 2 }, { reason: '不对' })).toMatchObject({ code: 'conflict' });
  });

  it('is told in a letter of its own: of one unit, of one inspection', async () => {
    const [one, two, other] = [await handedOver(), await handedOver('township', '首页不更新'), await handedOver('town')];
    expect(await notify([one, other])).toMatchObject({ findings: [{ code: 'units' }] });
    expect(await notify([one, two])).toMatchObject({ value: { number: 1 } });
  });
});

it('waits in the inbox of whoever has to do the next thing, and stands in the unit’s list', async () => {
  const { site } = place;
  const tasks = async (who: OfficePerson) => {
    const outcome = await place.as(who).see<Inbox>('inbox', { site });
    return outcome.ok
      ? outcome.value.rows.map(({ taskName, title, kindName, stateName }) => [taskName, title, kindName, stateName])
      : outcome.code;
  };
  const one = await handedOver('town');
  const title = '工作动态town两处链接打不开：其他问题';
  expect(await tasks('editor')).toEqual([['检查问题待发整改通知', title, '检查问题', '已认定']]);
  expect(await tasks('townReporter')).toEqual([]);
  await notify([one]);
  expect([await tasks('editor'), await tasks('townshipReporter')]).toEqual([[], []]);
  expect(await tasks('townReporter')).toEqual([['检查问题待我整改', title, '检查问题', '待整改']]);
  expect(await tasks('townReviewer')).toEqual([['检查问题待我整改', title, '检查问题', '待整改']]);
  const list = async (who: OfficePerson, more: object = {}) => {
    const outcome = await place.as(who).see<Rectifications>('rectifications', { site, ...more });
    return outcome.ok
      ? outcome.value.rows.map(({ kindName, unit, steps }) => [kindName, unit.name, steps.map(({ step }) => step).join()])
      : outcome.code;
  };
  expect(await list('townReporter')).toEqual([['检查问题', '城关镇', 'reply']]);
  expect([await list('townshipReporter'), await list('editor', { about: 'wording' })]).toEqual([[], []]);
  expect(await list('editor', { about: 'inspection', unit: place.units.town })).toHaveLength(1);
  await act('townReviewer', 'rectification.reply', { ...one, version: 2 }, { reply: '已改' });
  expect([await tasks('head'), await tasks('townReporter')]).toEqual([[], []]);
  expect(await tasks('secondEditor')).toEqual([['检查问题待我复核', title, '检查问题', '待复核']]);
});
