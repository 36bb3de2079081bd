// Random walks over commissions: whatever the office and the units do in whatever order, each task counts once, and Σ lines = score.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { terminalActor } from '../../src/domain/permission.ts';
import { commissionRulebook, scoreOf } from '../support/facts.ts';
import { drafted, seen } from '../support/make.ts';
import { walkTimeout } from '../support/properties.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const known = ['bad-input', 'forbidden', 'stale-version', 'wrong-state', 'conflict', 'not-found', 'findings'];
const reason = '随机';
const taken = new Set<string>();

interface Walk {
  readonly place: Office;
  day: number;
  items: number;
  done: number;
}
type Step = readonly [command: number, task: number, other: number];
const steps = fc.array(fc.tuple(fc.nat(99), fc.nat(9), fc.nat(9)) as fc.Arbitrary<Step>, { minLength: 25, maxLength: 45 });
const dateOf = (day: number): string => new Date(Date.UTC(2024, 4, 15) + day * 86_400_000).toISOString().slice(0, 10);

async function tasksOf(site: string) {
  return world.db
    .selectFrom('commission_tasks')
    .innerJoin('commissions', (join) =>
      join.onRef('commissions.id', '=', 'commission_tasks.commission_id').onRef('commissions.site_id', '=', 'commission_tasks.site_id'),
    )
    .select(['commission_tasks.id', 'commission_tasks.version', 'commission_tasks.unit_id', 'commission_tasks.state'])
    .select(['commission_tasks.submission_id', 'commission_id', 'commissions.version as commission_version'])
    .where('commission_tasks.site_id', '=', site)
    .orderBy('commission_tasks.id')
    .execute();
}

const who = (place: Office, unit: number): OfficePerson => (unit === place.units.town ? 'townReporter' : 'townshipReporter');

async function place(walk: Walk, other: number): Promise<boolean> {
  const { place: here } = walk;
  const given = { title: `第${walk.items}件`, brief: '', due: dateOf(walk.day + (other % 4) * 3), mayDecline: other % 2 === 0 };
  const units = other % 3 === 0 ? [here.units.town] : [here.units.town, here.units.township];
  return (await here.as('editor').call('commission.place', { site: here.site, ...given, units })).ok;
}

async function write(walk: Walk, task: Awaited<ReturnType<typeof tasksOf>>[number], other: number): Promise<readonly string[]> {
  const { place: here } = walk;
  const author = who(here, task.unit_id);
  walk.items += 1;
  const unit = author === 'townReporter' ? 'town' : 'township';
  const draft = await drafted(here, author, unit, { title: `应约第${walk.items}件`, eventOn: dateOf(walk.day) });
  const answer = { site: here.site, task: task.id, version: task.version, submission: draft.submission };
  // Now and then it is sent first and said to be the answer afterwards.
  const send = () => here.as(author).call('submission.submit', seen(here, draft));
  if (other % 3 === 0) await send();
  const linked = await here.as(author).call('commission.answer', answer);
  if (other % 3 === 1) await send();
  if (!linked.ok) expect(known).toContain(linked.code);
  return linked.ok ? ['commission.answer'] : [];
}

async function tryStep(walk: Walk, [command, at, other]: Step): Promise<void> {
  const { place: here } = walk;
  const { site } = here;
  const tasks = await tasksOf(site);
  if (command < 12 || tasks.length === 0) {
    if (await place(walk, other)) walk.done += 1;
    return;
  }
  if (command < 27) {
    walk.day += 1 + other;
    here.at(dateOf(walk.day));
    return;
  }
  const task = tasks[at % tasks.length] as (typeof tasks)[number];
  if (command < 45) {
    for (const name of await write(walk, task, other)) taken.add(name);
    return;
  }
  const mine = { site, task: task.id, version: command % 19 === 0 ? Math.max(1, task.version - 1) : task.version };
  const whole = { site, commission: task.commission_id, version: task.commission_version };
  const item = task.submission_id === null ? undefined : await current(site, task.submission_id);
  const author = who(here, task.unit_id);
  const tries: readonly (readonly [OfficePerson, string, object])[] = [
    [author, 'commission.progress', { ...mine, step: (['accept', 'gather', 'draft'] as const)[other % 3] }],
    [author, 'commission.decline', { ...mine, reason }],
    [author, 'commission.detach', mine],
    ['editor', 'commission.remind', mine],
    ['editor', 'commission.reassign', { ...mine, unit: task.unit_id === here.units.town ? here.units.township : here.units.town }],
    ['head', 'commission.call-off', { ...mine, reason }],
    ['editor', 'commission.miss', { site, commission: task.commission_id, tasks: [{ task: task.id, version: task.version }] }],
    ['editor', 'commission.miss', { site, commission: task.commission_id, tasks: [{ task: task.id, version: task.version }] }],
    ['head', 'commission.excuse', { ...mine, reason }],
    ['head', 'commission.excuse', { ...mine, reason }],
    ['editor', 'commission.reopen', { ...mine, reason }],
    ['editor', other % 3 === 0 ? 'commission.lock' : 'commission.unlock', whole],
    ['editor', 'commission.close', whole],
    ['editor', 'commission.edit', { ...whole, due: dateOf(walk.day + 2) }],
    ...(other === 9 ? [['head', 'commission.withdraw', { ...whole, reason }] as const] : []),
    ...(item
      ? [
          [author, 'submission.submit', item] as const,
          [author, 'submission.recall', item] as const,
          [author, 'submission.discard', item] as const,
          ['townReviewer', 'submission.approve', item] as const,
          ['editor', 'submission.send-back', { ...item, reason }] as const,
          ['head', 'submission.publish-urgently', { ...item, reason, channels: [], outlets: [{ outlet: here.outlets.site }] }] as const,
        ]
      : []),
  ];
  const [by, name, input] = tries[(command * 7 + other) % tries.length] as (typeof tries)[number];
  const outcome = await here.as(by).call(name, input);
  if (!outcome.ok) expect(known, `${name} ${outcome.code}`).toContain(outcome.code);
  else {
    walk.done += 1;
    taken.add(name);
  }
}

async function current(site: string, id: number) {
  const row = await world.db
    .selectFrom('submissions')
    .select('version')
    .where('site_id', '=', site)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { site, submission: id, version: row.version };
}

async function invariants({ place: here }: Walk): Promise<void> {
  const ask = async (text: string): Promise<unknown[]> => (await world.database.pool.query(text, [here.site])).rows;
  // No state without a line of history that led there.
  expect(
    await ask(`select t.id, t.state, h.to_state from commission_tasks t left join lateral (select to_state from history h where h.site_id = t.site_id
      and h.thing = 'commission-task' and h.thing_id = t.id::text and h.to_state is not null order by h.id desc limit 1) h on true
      where t.site_id = $1 and t.state is distinct from h.to_state`),
  ).toEqual([]);
  // One fact stands where something was sent or missed, what it says is so, and none stands elsewhere.
  const standing = `select split_part(f.source_key, ':', 2)::bigint as task, f.* from facts f where f.site_id = $1 and f.fact = 'commission'
    and not exists (select from facts a where a.site_id = f.site_id and a.ref_id = f.id and a.fact = 'adjustment')`;
  expect(await ask(`select task from (${standing}) x group by task having count(*) > 1`)).toEqual([]);
  expect(
    await ask(`select t.id, t.state, x.outcome from commission_tasks t left join (${standing}) x on x.task = t.id where t.site_id = $1
      and (t.state in ('sent', 'missed')) is distinct from (x.task is not null)`),
  ).toEqual([]);
  expect(
    await ask(`select t.id from commission_tasks t join (${standing}) x on x.task = t.id where t.site_id = $1
      and (x.unit_id <> t.unit_id or not t.posted or (t.state = 'missed') is distinct from (x.outcome = 'missed')
        or x.outcome = 'missed' and (x.fact_on <> x.due_on or x.submission_id is not null)
        or x.outcome = 'done' and x.delivered_on > x.due_on or x.outcome = 'late' and x.delivered_on <= x.due_on
        or x.outcome <> 'missed' and (x.submission_id is distinct from t.submission_id or x.delivered_on <> t.sent_on))`),
  ).toEqual([]);
  // An answer or a reversal never counts on a day before it was recorded.
  expect(
    await ask(`select id from facts where site_id = $1 and (fact = 'commission' and outcome <> 'missed' or source_key like 'commission:%:reversed')
      and fact_on <> (recorded_at at time zone 'Asia/Shanghai')::date`),
  ).toEqual([]);
  // Nothing closed or withdrawn has a unit that still has something to do.
  expect(
    await ask(`select c.id from commissions c join commission_tasks t on t.site_id = c.site_id and t.commission_id = c.id
      where c.site_id = $1 and c.state in ('closed', 'withdrawn') and t.state in ('asked', 'accepted', 'gathering')`),
  ).toEqual([]);
}

let serial = 0;
let accepted = 0;

it('count every task once, and reverse it on its own day, in every order', { timeout: walkTimeout }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walked) => {
      serial += 1;
      const here = await office(world, `commission-${serial}`);
      await here.by(terminalActor).must('rulebook.adopt', { site: here.site, rulebook: commissionRulebook });
      const walk: Walk = { place: here, day: 0, items: 0, done: 0 };
      for (const step of walked) await tryStep(walk, step);
      await invariants(walk);
      for (const unit of ['township', 'town'] as const) {
        await scoreOf(world, here, unit, '2024-01-01', '2024-12-31');
        await scoreOf(world, here, unit, '2024-06-01', '2024-06-30');
      }
      accepted += walk.done;
    }),
    { numRuns: process.env['LONG'] === '1' ? 80 : 12, endOnFailure: true },
  );
  // Walks that are only refused would prove nothing.
  expect(accepted).toBeGreaterThan(serial * 5);
  expect([...taken].sort()).toEqual(
    expect.arrayContaining(['commission.answer', 'commission.miss', 'commission.reopen', 'commission.remind']),
  );
});
