// Commissions (约稿) against the real tables: who may do what, what counts and when, and what goes with the item that answers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, terminalActor } from '../../src/domain/permission.ts';
import { keepCommissions } from '../../src/jobs/keep-commissions.ts';
import { actorOfPerson } from '../../src/store/actors.ts';
import type { Commission } from '../../src/views/commission.ts';
import type { CommissionLoad } from '../../src/views/commission-load.ts';
import type { CommissionTask, CommissionTasks } from '../../src/views/commission-tasks.ts';
import type { Commissions } from '../../src/views/commissions.ts';
import type { Inbox } from '../../src/views/inbox.ts';
import { commissionRulebook, issued, scoreOf } from '../support/facts.ts';
import { drafted, seen } from '../support/make.ts';
import { type Office, type OfficePerson, type OfficeUnit, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

let serial = 0;
async function fresh(): Promise<Office> {
  serial += 1;
  place = await office(world, `office-${serial}`);
  await place.by(terminalActor).must('rulebook.adopt', { site: place.site, rulebook: commissionRulebook });
  return place;
}

interface Placed {
  readonly commission: number;
  readonly version: number;
  readonly crowded: readonly { readonly name: string; readonly open: number }[];
}
interface Stepped {
  readonly task: number;
  readonly version: number;
  readonly state: string;
}
const given = { title: '防汛工作信息', brief: '写清巡查和值守。', due: '2024-05-31' };
const ask = (units: readonly OfficeUnit[], over: object = {}): Promise<Placed> =>
  place.as('editor').must('commission.place', { site: place.site, ...given, units: units.map((unit) => place.units[unit]), ...over });

async function taskOf(unit: OfficeUnit, commission?: number): Promise<Stepped & { readonly submission_id: number | null }> {
  let query = world.db.selectFrom('commission_tasks').selectAll().where('site_id', '=', place.site);
  query = query.where('unit_id', '=', place.units[unit]);
  if (commission !== undefined) query = query.where('commission_id', '=', commission);
  const row = await query.orderBy('id', 'desc').executeTakeFirstOrThrow();
  return { ...row, task: row.id };
}
const at = ({ task, version }: Stepped) => ({ site: place.site, task, version });
const facts = () =>
  world.db
    .selectFrom('facts')
    .select(['fact', 'outcome', 'fact_on', 'due_on', 'delivered_on', 'submission_id', 'ref_id', 'source_key', 'kind'])
    .where('site_id', '=', place.site)
    .where((is) => is.or([is('fact', '=', 'commission'), is('ref_id', 'is not', null)]))
    .orderBy('id')
    .execute();

describe('placing', () => {
  it('gives each unit a task, says whom it finds crowded, and refuses with all that stands against it', async () => {
    await fresh();
    for (let times = 0; times < 3; times += 1) expect((await ask(['town'])).crowded).toEqual([]);
    const placed = await ask(['town', 'township']);
    expect(placed.crowded).toMatchObject([{ name: '城关镇', open: 4 }]);
    await place.as('head').must('site.configure', { site: place.site, settings: { commissionsAtOnce: 5 } });
    expect((await ask(['town'])).crowded).toEqual([]);
    const load = await place.as('editor').see<CommissionLoad>('commission-load', { site: place.site });
    expect(load.ok && load.value.units.find(({ name }) => name === '城关镇')).toMatchObject({ open: 5, crowded: true });
    const none = await place
      .as('editor')
      .call('commission.place', { site: place.site, ...given, due: '2024-05-14', units: [place.units.town, place.units.town, 999_999] });
    expect(none).toMatchObject({ ok: false, code: 'bad-input' });
    expect(!none.ok && none.findings.map(({ where }) => where)).toEqual(['due', 'units[1]', 'units[2]']);
    for (const who of ['reporter', 'reviewer', 'leader', 'auditor'] as const)
      expect(await place.as(who).call('commission.place', { site: place.site, ...given, units: [place.units.town] })).toMatchObject({
        code: 'forbidden',
      });
  });

  it('asks further units, but none twice', async () => {
    await fresh();
    const { commission } = await ask(['town']);
    const more = { site: place.site, commission, version: 1 };
    expect(await place.as('editor').call('commission.ask', { ...more, units: [place.units.town] })).toMatchObject({ code: 'conflict' });
    await place.as('editor').must('commission.ask', { ...more, units: [place.units.township] });
    expect(await taskOf('township', commission)).toMatchObject({ state: 'asked' });
  });
});

describe('a unit', () => {
  it('says how far it is, and nobody does so for another', async () => {
    await fresh();
    await ask(['town', 'township']);
    const town = await taskOf('town');
    for (const who of ['townshipReporter', 'reporter', 'reviewer'] as const)
      expect(await place.as(who).call('commission.progress', { ...at(town), step: 'accept' })).toMatchObject({ code: 'not-found' });
    for (const who of ['editor', 'leader'] as const)
      expect(await place.as(who).call('commission.progress', { ...at(town), step: 'accept' })).toMatchObject({ code: 'forbidden' });
    const accepted = await place.as('townReporter').must<Stepped>('commission.progress', { ...at(town), step: 'accept' });
    expect(accepted.state).toBe('accepted');
    expect(await place.as('townReviewer').call('commission.progress', { ...at(town), step: 'gather' })).toMatchObject({
      code: 'stale-version',
    });
    const gathering = await place.as('townReviewer').must<Stepped>('commission.progress', { ...at(accepted), step: 'gather' });
    await place.as('townReporter').must('commission.progress', { ...at(gathering), step: 'draft' });
    expect(await facts()).toEqual([]);
  });

  it('declines only where the office left that open', async () => {
    await fresh();
    await ask(['town']);
    expect(await place.as('townReporter').call('commission.decline', { ...at(await taskOf('town')), reason: '没有材料' })).toMatchObject({
      code: 'conflict',
    });
    await ask(['town'], { mayDecline: true });
    await place.as('townReporter').must('commission.decline', { ...at(await taskOf('town')), reason: '没有材料' });
    expect(await taskOf('town')).toMatchObject({ state: 'declined', reason: '没有材料' });
  });

  it('answers with an item that becomes the answer when the office receives it, in time', async () => {
    await fresh();
    await ask(['township']);
    const draft = await drafted(place, 'townshipReporter', 'township');
    const linked = await place
      .as('townshipReporter')
      .must<Stepped>('commission.answer', { ...at(await taskOf('township')), submission: draft.submission });
    expect(linked.state).toBe('drafting');
    expect(await facts()).toEqual([]);
    place.at('2024-05-20');
    await place.as('townshipReporter').must('submission.submit', seen(place, draft));
    expect(await taskOf('township')).toMatchObject({ state: 'sent', sent_on: '2024-05-20', posted: true });
    expect(await facts()).toMatchObject([
      {
        ...{ fact: 'commission', kind: '约稿', outcome: 'done', fact_on: '2024-05-20', due_on: '2024-05-31', delivered_on: '2024-05-20' },
        submission_id: draft.submission,
      },
    ]);
    expect(await scoreOf(world, place, 'township', '2024-05-01', '2024-05-31')).toBe('10');
  });

  it('is adopted as 约稿 where the rulebook tells such adoptions apart', async () => {
    serial += 1;
    place = await office(world, `office-${serial}`);
    const rulebook = {
      ...commissionRulebook,
      countsAt: 'adoption',
      rules: [
        { id: '采用', each: { fact: 'adoption' }, points: 5 },
        { id: '约稿采用', each: { fact: 'adoption', kind: '约稿' }, points: 10 },
      ],
    };
    await place.by(terminalActor).must('rulebook.adopt', { site: place.site, rulebook });
    await ask(['township']);
    for (const answers of [true, false]) {
      const draft = await drafted(place, 'townshipReporter', 'township', { title: `应约：${answers}` });
      const answer = { submission: draft.submission };
      if (answers) await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), ...answer });
      const sent = await place.as('townshipReporter').must('submission.submit', seen(place, draft));
      await place.as('editor').must('submission.adopt', { ...seen(place, sent), outlets: [{ outlet: place.outlets.site }] });
    }
    expect(await scoreOf(world, place, 'township', '2024-05-01', '2024-05-31')).toBe('20');
  });

  it('answers when its last reviewer has signed, not before', async () => {
    await fresh();
    await ask(['town']);
    const draft = await drafted(place, 'townReporter', 'town');
    await place.as('townReporter').must('commission.answer', { ...at(await taskOf('town')), submission: draft.submission });
    const waiting = await place.as('townReporter').must('submission.submit', seen(place, draft));
    expect(await taskOf('town')).toMatchObject({ state: 'drafting' });
    await place.as('townReviewer').must('submission.approve', seen(place, waiting));
    expect(await taskOf('town')).toMatchObject({ state: 'sent' });
  });

  it('answers late after the day, and its points lie in the month in which it came', async () => {
    await fresh();
    await ask(['township']);
    const draft = await drafted(place, 'townshipReporter', 'township');
    await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), submission: draft.submission });
    place.at('2024-06-01');
    await place.as('townshipReporter').must('submission.submit', seen(place, draft));
    expect(await facts()).toMatchObject([{ outcome: 'late', fact_on: '2024-06-01', due_on: '2024-05-31', delivered_on: '2024-06-01' }]);
    expect(await scoreOf(world, place, 'township', '2024-05-01', '2024-05-31')).toBe('0');
    expect(await scoreOf(world, place, 'township', '2024-06-01', '2024-06-30')).toBe('-10');
  });

  it('answers with what it sent already since it was asked, and not with what was there before or is another unit’s', async () => {
    await fresh();
    const before = await drafted(place, 'townshipReporter', 'township');
    await place.as('townshipReporter').must('submission.submit', seen(place, before));
    place.at('2024-05-16');
    await ask(['township', 'town']);
    const answer = async (submission: number) =>
      place.as('townshipReporter').call('commission.answer', { ...at(await taskOf('township')), submission });
    expect(await answer(before.submission)).toMatchObject({ code: 'conflict' });
    const towns = await drafted(place, 'townReporter', 'town');
    expect(await answer(towns.submission)).toMatchObject({ code: 'not-found' });
    expect(await answer(999_999)).toMatchObject({ code: 'not-found' });
    const sent = await drafted(place, 'townshipReporter', 'township', { title: '应约的一件' });
    await place.as('townshipReporter').must('submission.submit', seen(place, sent));
    place.at('2024-06-02');
    expect(await answer(sent.submission)).toMatchObject({ ok: true, value: { state: 'sent' } });
    // It came in time; it is said today, so that May stays what it was.
    expect(await facts()).toMatchObject([{ outcome: 'done', fact_on: '2024-06-02', delivered_on: '2024-05-16' }]);
    await ask(['township'], { due: '2024-06-30' });
    expect(await answer(sent.submission)).toMatchObject({ code: 'conflict' });
  });

  it('takes the item back, and with it the answer; gives it up, and the link is gone', async () => {
    await fresh();
    await ask(['township']);
    const draft = await drafted(place, 'townshipReporter', 'township');
    await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), submission: draft.submission });
    const sent = await place.as('townshipReporter').must('submission.submit', seen(place, draft));
    const back = await place.as('townshipReporter').must('submission.recall', seen(place, sent));
    expect(await taskOf('township')).toMatchObject({ state: 'drafting', posted: false, submission_id: draft.submission });
    expect(await scoreOf(world, place, 'township', '2024-05-01', '2024-05-31')).toBe('0');
    const again = await place.as('townshipReporter').must('submission.submit', seen(place, back));
    expect(await scoreOf(world, place, 'township', '2024-05-01', '2024-05-31')).toBe('10');
    const recalled = await place.as('townshipReporter').must('submission.recall', seen(place, again));
    await place.as('townshipReporter').must('submission.discard', seen(place, recalled));
    expect(await taskOf('township')).toMatchObject({ state: 'drafting', submission_id: null });
    expect((await facts()).map(({ fact, outcome }) => outcome ?? fact)).toEqual(['done', 'adjustment', 'done', 'adjustment', 'adjustment']);
  });

  it('is no longer answered for where the office stopped taking answers: the item comes in all the same', async () => {
    await fresh();
    const { commission } = await ask(['township']);
    const draft = await drafted(place, 'townshipReporter', 'township');
    await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), submission: draft.submission });
    await place.as('head').must('commission.lock', { site: place.site, commission, version: 1 });
    expect(await place.as('townshipReporter').call('commission.detach', at(await taskOf('township')))).toMatchObject({ code: 'conflict' });
    expect(await place.as('townshipReporter').must('submission.submit', seen(place, draft))).toMatchObject({ state: 'submitted' });
    expect(await taskOf('township')).toMatchObject({ state: 'drafting' });
    expect(await facts()).toEqual([]);
    await place.as('head').must('commission.unlock', { site: place.site, commission, version: 2 });
    await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), submission: draft.submission });
    expect(await taskOf('township')).toMatchObject({ state: 'sent' });
  });
});

describe('the office', () => {
  it('says what was missed, once, on the day it was due, and only after it', async () => {
    await fresh();
    const { commission } = await ask(['town', 'township']);
    const miss = async (...units: OfficeUnit[]) => {
      const tasks = await Promise.all(units.map((unit) => taskOf(unit)));
      return place
        .as('editor')
        .call('commission.miss', { site: place.site, commission, tasks: tasks.map(({ task, version }) => ({ task, version })) });
    };
    place.at('2024-05-31');
    expect(await miss('town')).toMatchObject({ code: 'conflict' });
    place.at('2024-06-03');
    expect(await miss('town', 'township')).toMatchObject({ ok: true });
    expect(await miss('town')).toMatchObject({ code: 'wrong-state' });
    expect(await facts()).toMatchObject([
      { outcome: 'missed', fact_on: '2024-05-31', due_on: '2024-05-31', delivered_on: null, submission_id: null },
      { outcome: 'missed', fact_on: '2024-05-31' },
    ]);
    expect(await scoreOf(world, place, 'town', '2024-05-01', '2024-05-31')).toBe('-10');
    const closed = await place.as('editor').must<{ state: string }>('commission.close', { site: place.site, commission, version: 1 });
    expect(closed.state).toBe('closed');
  });

  it('excuses with a reason: what it cost is reversed on that day, and May stays', async () => {
    await fresh();
    const { commission } = await ask(['town']);
    place.at('2024-06-03');
    const task = await taskOf('town');
    await place.as('editor').must('commission.miss', { site: place.site, commission, tasks: [{ task: task.task, version: 1 }] });
    place.at('2024-07-01');
    expect(await place.as('head').call('commission.excuse', { ...at(await taskOf('town')), reason: ' ' })).toMatchObject({
      code: 'bad-input',
    });
    await place.as('head').must('commission.excuse', { ...at(await taskOf('town')), reason: '抗洪抢险' });
    expect(await scoreOf(world, place, 'town', '2024-05-01', '2024-05-31')).toBe('-10');
    expect(await scoreOf(world, place, 'town', '2024-07-01', '2024-07-31')).toBe('10');
    expect(await scoreOf(world, place, 'town', '2024-01-01', '2024-12-31')).toBe('0');
    // Another chance after all: nothing is reversed a second time.
    await place.as('head').must('commission.reopen', { ...at(await taskOf('town')), reason: '补报' });
    expect(await scoreOf(world, place, 'town', '2024-01-01', '2024-12-31')).toBe('0');
    expect(await facts()).toHaveLength(2);
  });

  it('two missed in a year bring the year to nothing, and an excuse gives it back', async () => {
    await fresh();
    for (const [due, day] of [
      ['2024-05-20', '2024-05-21'],
      ['2024-05-31', '2024-06-01'],
    ] as const) {
      const { commission } = await ask(['town'], { due });
      place.at(day);
      const { task, version } = await taskOf('town');
      await place.as('editor').must('commission.miss', { site: place.site, commission, tasks: [{ task, version }] });
    }
    expect(await scoreOf(world, place, 'town', '2024-01-01', '2024-12-31')).toBe('0');
    await place.as('head').must('commission.excuse', { ...at(await taskOf('town')), reason: '抗洪抢险' });
    expect(await scoreOf(world, place, 'town', '2024-01-01', '2024-12-31')).toBe('-10');
  });

  it('opens again what does not answer: the points go, and come with the next answer', async () => {
    await fresh();
    await ask(['township']);
    const draft = await drafted(place, 'townshipReporter', 'township');
    await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), submission: draft.submission });
    await place.as('townshipReporter').must('submission.submit', seen(place, draft));
    await place.as('editor').must('commission.reopen', { ...at(await taskOf('township')), reason: '不是约的内容' });
    expect(await taskOf('township')).toMatchObject({ state: 'accepted', posted: false, sent_on: null });
    expect(await scoreOf(world, place, 'township', '2024-05-01', '2024-05-31')).toBe('0');
    const other = await drafted(place, 'townshipReporter', 'township', { title: '另写一件' });
    await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), submission: other.submission });
    await place.as('townshipReporter').must('submission.submit', seen(place, other));
    expect(await taskOf('township')).toMatchObject({ state: 'sent', submission_id: other.submission });
    expect(await scoreOf(world, place, 'township', '2024-05-01', '2024-05-31')).toBe('10');
  });

  it('reminds, and the unit sees it; asks another unit instead, and the first no longer has it', async () => {
    await fresh();
    await ask(['town']);
    await place.as('editor').must('commission.remind', at(await taskOf('town')));
    const { task } = await taskOf('town');
    const shown = await place.as('townReporter').see<CommissionTask>('commission-task', { site: place.site, task, on: '2024-05-20' });
    expect(shown.ok && shown.value).toMatchObject({ reminders: 1, daysLeft: 11, overdue: false, state: 'asked' });
    expect(shown.ok && shown.value.history.map(({ step, by }) => [step, by])).toEqual([
      ['commission.place', '郑编辑'],
      ['commission.remind', '郑编辑'],
    ]);
    expect(await place.as('editor').call('commission.reassign', { ...at(await taskOf('town')), unit: place.units.town })).toMatchObject({
      code: 'conflict',
    });
    await place.as('editor').must('commission.reassign', { ...at(await taskOf('town')), unit: place.units.township, reason: '人手不够' });
    expect([(await taskOf('town')).state, (await taskOf('township')).state]).toEqual(['moved', 'asked']);
    // And back again.
    await place.as('editor').must('commission.reassign', { ...at(await taskOf('township')), unit: place.units.town });
    expect(await taskOf('town')).toMatchObject({ state: 'asked' });
  });

  it('closes only what is settled, and withdraws what it no longer wants', async () => {
    await fresh();
    const { commission } = await ask(['town', 'township']);
    expect(await place.as('editor').call('commission.close', { site: place.site, commission, version: 1 })).toMatchObject({
      code: 'conflict',
    });
    const edited = await place
      .as('editor')
      .must<{ version: number }>('commission.edit', { site: place.site, commission, version: 1, due: '2024-06-30' });
    await place.as('editor').must('commission.call-off', { ...at(await taskOf('town')), reason: '已另有安排' });
    await place.as('head').must('commission.withdraw', { site: place.site, commission, version: edited.version, reason: '活动取消' });
    expect([(await taskOf('town')).state, (await taskOf('township')).state]).toEqual(['called-off', 'called-off']);
    expect(await facts()).toEqual([]);
  });
});

describe('the clock', () => {
  /** How many the clock said of this office; it goes through all of them. */
  async function lapse(): Promise<number> {
    const said = async () => {
      const found = await world.database.pool.query<{ count: number }>(
        `select count(*) as count from history where site_id = $1 and step = 'commission.lapse'`,
        [place.site],
      );
      return found.rows[0]?.count ?? 0;
    };
    const before = await said();
    await keepCommissions(place.platform);
    return (await said()) - before;
  }
  const setDays = (days: number) =>
    place.as('head').must('site.configure', { site: place.site, settings: { commissionsMissedAfter: days } });

  it('says what was missed as many days later as the site lets pass, once, and May stays what it was where it was issued', async () => {
    await fresh();
    await ask(['town', 'township']);
    place.at('2024-06-06');
    expect(await lapse()).toBe(0);
    await issued(place, '2024-05');
    place.at('2024-06-07');
    expect([await lapse(), await lapse()]).toEqual([2, 0]);
    expect(await taskOf('town')).toMatchObject({ state: 'missed', posted: true });
    expect(await facts()).toMatchObject([
      { outcome: 'missed', fact_on: '2024-05-31', due_on: '2024-05-31' },
      { outcome: 'missed', fact_on: '2024-05-31' },
    ]);
    // A late entry: it counts on the first day after what was issued.
    expect(await scoreOf(world, place, 'town', '2024-05-01', '2024-05-31')).toBe('0');
    expect(await scoreOf(world, place, 'town', '2024-06-01', '2024-06-30')).toBe('-10');
    const { rows } = await world.database.pool.query(
      `select step, by_actor, from_state, to_state from history where site_id = $1 and thing = 'commission-task' order by id desc limit 1`,
      [place.site],
    );
    expect(rows).toEqual([{ step: 'commission.lapse', by_actor: '系统', from_state: 'asked', to_state: 'missed' }]);
  });

  it('says nothing where the site leaves it to the office, where no answers are taken, or before the days have passed anew', async () => {
    await fresh();
    const { commission } = await ask(['town', 'township']);
    await setDays(0);
    place.at('2024-12-01');
    expect(await lapse()).toBe(0);
    await setDays(3);
    await place.as('editor').must('commission.lock', { site: place.site, commission, version: 1 });
    expect(await lapse()).toBe(0);
    await place.as('editor').must('commission.unlock', { site: place.site, commission, version: 2 });
    expect(await lapse()).toBe(0);
    place.at('2024-12-04');
    expect(await lapse()).toBe(2);
    // Excused, it stays excused; opened again, it has three days more.
    await place.as('head').must('commission.excuse', { ...at(await taskOf('town')), reason: '抗洪抢险' });
    await place.as('head').must('commission.reopen', { ...at(await taskOf('township')), reason: '补报' });
    place.at('2024-12-06');
    expect(await lapse()).toBe(0);
    place.at('2024-12-07');
    expect(await lapse()).toBe(1);
    expect([(await taskOf('town')).state, (await taskOf('township')).state]).toEqual(['excused', 'missed']);
    expect((await facts()).map(({ outcome, fact }) => outcome ?? fact)).toEqual(['missed', 'missed', 'adjustment', 'adjustment', 'missed']);
  });
});

describe('a unit that is gone', () => {
  const merge = (on: string) =>
    place.as('head').must('unit.merge', { site: place.site, unit: place.units.township, into: place.units.town, on });

  it('leaves its open tasks to its successor with what was done, and not what that has already', async () => {
    await fresh();
    const both = await ask(['township', 'town']);
    const { commission } = await ask(['township']);
    const draft = await drafted(place, 'townshipReporter', 'township');
    await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), submission: draft.submission });
    const { task } = await taskOf('township');
    place.at('2024-05-20');
    await merge('2024-05-20');
    expect(await taskOf('town', commission)).toMatchObject({
      task,
      state: 'drafting',
      submission_id: draft.submission,
      asked_on: '2024-05-20',
    });
    expect(await taskOf('township', both.commission)).toMatchObject({
      state: 'called-off',
      reason: expect.stringContaining('已经约过这件'),
    });
    expect(await taskOf('town', both.commission)).toMatchObject({ state: 'asked' });
    const shown = await place.as('townReporter').see<CommissionTask>('commission-task', { site: place.site, task });
    expect(shown.ok && shown.value.history.map(({ step }) => step)).toEqual(['commission.place', 'commission.answer', 'unit.merge']);
    // What the predecessor began is the successor's own, also taken off and put to it again.
    const reviewer = place.by((await actorOfPerson(world.database.pool, place.people.townReviewer, place.now())) as Actor);
    await reviewer.must('commission.detach', at(await taskOf('town', commission)));
    const free = await reviewer.see<CommissionTask>('commission-task', { site: place.site, task });
    expect(free.ok && free.value.suggestions.map((one) => one.submission)).toEqual([draft.submission]);
    await reviewer.must('commission.answer', { ...at(await taskOf('town', commission)), submission: draft.submission });
    await place.as('townshipReporter').must('submission.submit', seen(place, draft));
    expect(await taskOf('town', commission)).toMatchObject({ state: 'sent' });
    expect(await scoreOf(world, place, 'town', '2024-05-01', '2024-05-31')).toBe('10');
  });

  it('leaves them on the day itself where that lies ahead', async () => {
    await fresh();
    await ask(['township']);
    await merge('2024-05-25');
    place.at('2024-05-24');
    await keepCommissions(place.platform);
    expect(await taskOf('township')).toMatchObject({ state: 'asked' });
    place.at('2024-05-25');
    await keepCommissions(place.platform);
    await keepCommissions(place.platform);
    expect(await taskOf('town')).toMatchObject({ state: 'asked', version: 2 });
  });

  it('that is split leaves them to the first of its parts, and keeps them where it goes on', async () => {
    await fresh();
    await ask(['township', 'bureau']);
    const split = (unit: number, goesOn: boolean, ...names: string[]) =>
      place.as('head').must<{ units: readonly number[] }>('unit.split', {
        ...{ site: place.site, unit, on: '2024-05-15', goesOn, parts: names.map((name) => ({ name })) },
      });
    const { units } = await split(place.units.township, false, '山口街道', '山前乡');
    await split(place.units.bureau, true, '局下属中心');
    const tasks = await world.db.selectFrom('commission_tasks').select(['unit_id', 'state']).where('site_id', '=', place.site).execute();
    expect(tasks.map(({ unit_id }) => unit_id).sort()).toEqual([units[0], place.units.bureau].sort());
    expect(tasks.map(({ state }) => state)).toEqual(['asked', 'asked']);
  });

  it('without a successor has them called off', async () => {
    await fresh();
    const { commission } = await ask(['township', 'town']);
    place.at('2024-06-03');
    const closing = { site: place.site, unit: place.units.township, name: '山口乡', group: '乡镇', activeTo: '2024-06-02' };
    await place.as('head').must('unit.save', closing);
    expect(await taskOf('township', commission)).toMatchObject({ state: 'called-off', reason: '“山口乡”已撤销' });
    expect(await taskOf('town', commission)).toMatchObject({ state: 'asked' });
    expect(await facts()).toEqual([]);
  });
});

it('a commission that names sections takes an item of one of them, and the office may name others', async () => {
  await fresh();
  const sections: number[] = [];
  for (const name of ['要闻', '公告', '乡镇']) {
    const saved = await place.as('head').must<{ section: number }>('section.save', { site: place.site, name, keywords: [] });
    sections.push(saved.section);
  }
  const [news, notices, towns] = sections as [number, number, number];
  expect(
    await place
      .as('editor')
      .call('commission.place', { site: place.site, ...given, units: [place.units.township], sections: [news, 999_999] }),
  ).toMatchObject({ code: 'bad-input', findings: [{ where: 'sections[1]' }] });
  const { commission } = await ask(['township'], { sections: [news, notices] });
  const draft = await drafted(place, 'townshipReporter', 'township', { section: towns });
  const answer = async () =>
    place.as('townshipReporter').call('commission.answer', { ...at(await taskOf('township')), submission: draft.submission });
  expect(await answer()).toMatchObject({ code: 'conflict', findings: [{ message: '这件约稿要“要闻”、“公告”栏目的稿件' }] });
  const shown = async () =>
    place.as('townshipReporter').see<CommissionTask>('commission-task', { site: place.site, task: (await taskOf('township')).task });
  expect(await shown()).toMatchObject({ value: { sections: [{ name: '要闻' }, { name: '公告' }], suggestions: [] } });
  await place.as('editor').must('commission.edit', { site: place.site, commission, version: 1, sections: [towns] });
  expect(await shown()).toMatchObject({ value: { sections: [{ name: '乡镇' }], suggestions: [{ submission: draft.submission }] } });
  expect(await answer()).toMatchObject({ ok: true });
});

describe('what is seen', () => {
  it('of the office: every commission with its units and the days left; of a unit: its own tasks, and nothing of others', async () => {
    await fresh();
    const { commission } = await ask(['town', 'township', 'bureau']);
    const secret = await drafted(place, 'townshipReporter', 'township', { title: '还没有报送的草稿' });
    await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), submission: secret.submission });
    const board = await place.as('editor').see<Commissions>('commissions', { site: place.site, on: '2024-06-02' });
    expect(board.ok && board.value.rows).toMatchObject([{ commission, daysLeft: -2, asked: 3, open: 3, overdue: 3, sent: 0 }]);
    const one = await place.as('editor').see<Commission>('commission', { site: place.site, commission, on: '2024-05-30' });
    expect(one.ok && one.value.tasks.find(({ unit }) => unit.name === '山口乡')).toMatchObject({
      linked: true,
      item: null,
      overdue: false,
    });
    expect(JSON.stringify([board, one])).not.toContain('还没有报送的草稿');
    for (const who of ['townReporter', 'reviewer'] as const) {
      expect(await place.as(who).see('commissions', { site: place.site })).toMatchObject({ code: 'forbidden' });
      expect(await place.as(who).see('commission', { site: place.site, commission })).toMatchObject({ code: 'forbidden' });
      const township = await taskOf('township');
      expect(await place.as(who).see('commission-task', { site: place.site, task: township.task })).toMatchObject({ code: 'not-found' });
    }
    const own = await place.as('townshipReporter').see<CommissionTasks>('commission-tasks', { site: place.site, on: '2024-05-30' });
    expect(own.ok && own.value.rows).toMatchObject([{ title: given.title, daysLeft: 1, item: { title: '还没有报送的草稿' } }]);
    const towns = await place.as('townReporter').see<CommissionTasks>('commission-tasks', { site: place.site });
    expect(towns.ok && towns.value.rows.map(({ unit }) => unit.name)).toEqual(['城关镇']);
    expect(await place.as('editor').see('commission-tasks', { site: place.site })).toMatchObject({ code: 'forbidden' });
  });

  it('suggests the unit’s newest items that may answer, as far as one may read them', async () => {
    await fresh();
    const old = await drafted(place, 'townshipReporter', 'township', { title: '约稿以前报的' });
    await place.as('townshipReporter').must('submission.submit', seen(place, old));
    place.at('2024-05-17');
    await ask(['township']);
    await drafted(place, 'townshipReporter', 'township', { title: '正在写的' });
    const { task } = await taskOf('township');
    const shown = await place.as('townshipReporter').see<CommissionTask>('commission-task', { site: place.site, task });
    expect(shown.ok && shown.value.suggestions.map(({ title }) => title)).toEqual(['正在写的']);
  });

  it('in the inbox: the unit’s people, while there is something to do', async () => {
    await fresh();
    await ask(['township']);
    const inbox = async (who: OfficePerson) => {
      const seenInbox = await place.as(who).see<Inbox>('inbox', { task: 'commission' });
      return seenInbox.ok ? seenInbox.value.rows.map(({ title, commissionTask, submission }) => [title, commissionTask, submission]) : [];
    };
    const { task } = await taskOf('township');
    expect(await inbox('townshipReporter')).toEqual([[given.title, task, null]]);
    expect(await inbox('townReporter')).toEqual([]);
    expect(await inbox('editor')).toEqual([]);
    const draft = await drafted(place, 'townshipReporter', 'township');
    await place.as('townshipReporter').must('commission.answer', { ...at(await taskOf('township')), submission: draft.submission });
    expect(await inbox('townshipReporter')).toHaveLength(1);
    await place.as('townshipReporter').must('submission.submit', seen(place, draft));
    expect(await inbox('townshipReporter')).toEqual([]);
  });
});
