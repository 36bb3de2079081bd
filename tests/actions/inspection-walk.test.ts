// Random walks over inspections: whatever people do in whatever order, a finding counts once, is put right once, and leaves nothing when it is overturned.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foundSteps, inspectionSteps } from '../../src/domain/inspection/lifecycle.ts';
import { rectificationSteps } from '../../src/domain/rectification/lifecycle.ts';
import { markOverdue } from '../../src/jobs/mark-overdue.ts';
import { deskRulebook, scoreOf } from '../support/facts.ts';
import { walkTimeout } from '../support/properties.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const rulebook = () => {
  const { rules, ...rest } = deskRulebook();
  const kinds = { by: 'kind', table: { 检查: -3, 逾期整改: -2 }, otherwise: 0 };
  return { ...rest, rules: [...rules, { id: '差错', each: { fact: ['deduction', 'veto'] }, points: kinds }] };
};
const workers: readonly OfficePerson[] = ['editor', 'secondEditor', 'head', 'townReporter'];
const known = ['bad-input', 'forbidden', 'stale-version', 'wrong-state', 'conflict', 'not-found'];
const dateOf = (day: number): string => new Date(Date.UTC(2024, 4, 15) + day * 86_400_000).toISOString().slice(0, 10);
const taken = new Set<string>();

type Step = readonly [command: number, who: number, which: number];
const steps = fc.array(fc.tuple(fc.nat(99), fc.nat(3), fc.nat(11)) as fc.Arbitrary<Step>, { minLength: 70, maxLength: 120 });

interface Walk {
  readonly place: Office;
  day: number;
  letters: number;
}
interface Row {
  readonly id: number;
  readonly state: string;
  readonly version: number;
}
const rowsOf = async <T extends object = Row>({ place }: Walk, sql: string): Promise<readonly (T & Row)[]> =>
  (await world.database.pool.query<T & Row>(sql, [place.site])).rows;

/** Of a life, a step that starts from this state, or now and then any. */
function choose(table: Readonly<Record<string, { readonly from: readonly string[] }>>, state: string, command: number): string {
  const fitting = Object.keys(table).filter((step) => table[step]?.from.includes(state));
  const all = command % 9 === 0 || fitting.length === 0 ? Object.keys(table) : fitting;
  return all[command % all.length] as string;
}

async function tried(walk: Walk, who: OfficePerson, step: string, name: string, input: object): Promise<void> {
  const outcome = await walk.place.as(who).call(name, { site: walk.place.site, ...input });
  if (outcome.ok) taken.add(step);
  else expect(known, `${name} ${JSON.stringify(outcome)}`).toContain(outcome.code);
}

const reason = '随机';
async function ofInspection(walk: Walk, who: OfficePerson, [command, , which]: Step): Promise<void> {
  const all = await rowsOf(walk, 'select id, state, version from inspections where site_id = $1 order by id');
  const one = all[which % Math.max(all.length, 1)];
  if (!one || (command % 10 === 0 && all.length < 3)) {
    const days = { from: dateOf(walk.day), to: dateOf(walk.day + 10) };
    return tried(walk, who, 'plan', 'inspection.plan', { name: `检查${command}-${which}`, method: 'whole', kinds: ['section'], ...days });
  }
  const at = { inspection: one.id, version: one.version };
  // What ends everything is tried less often.
  const step = choose(inspectionSteps, one.state, command);
  if (step === 'withdraw' && command % 4 !== 0) return;
  walk.letters += 1;
  const number = { documentNumber: `政办函〔2024〕${command % 13 === 0 ? 1 : walk.letters}号` };
  const more = { issue: number, correct: { ...number, reason }, withdraw: { reason } }[step] ?? {};
  if (step === 'conclude')
    await tried(walk, 'editor', 'check', 'inspection.check', { inspection: one.id, subjects: 'all', on: dateOf(walk.day) });
  await tried(walk, who, step, `inspection.${step}`, { ...at, ...more });
}

async function ofFound(walk: Walk, who: OfficePerson, [command, , which]: Step): Promise<void> {
  const open = await rowsOf<{ subject: number }>(
    walk,
    `select i.id, i.state, i.version, c.subject_id as subject from inspections i join inspection_checks c on c.site_id = i.site_id and c.inspection_id = i.id
     where i.site_id = $1 and i.state = 'under-way' order by i.id, c.subject_id`,
  );
  const all = await rowsOf(walk, 'select id, state, version from inspection_findings where site_id = $1 order by id');
  const about = open[which % Math.max(open.length, 1)];
  const one = all[which % Math.max(all.length, 1)];
  if (about && (!one || command % 3 === 0)) {
    const indicator = command % 2 === 0 ? 'other' : '栏目不更新';
    const found = { inspection: about.id, subject: about.subject, indicator, on: dateOf(walk.day), body: `问题${command}` };
    return tried(walk, who, 'record', 'inspection-finding.record', found);
  }
  if (!one) return;
  const step = choose(foundSteps, one.state, command);
  if (step === 'refute' && command % 5 > 1) return;
  const at = { finding: one.id, version: command % 17 === 0 ? Math.max(1, one.version - 1) : one.version };
  await tried(walk, who, step, `inspection-finding.${step}`, { ...at, ...(step === 'refute' ? { reason } : {}) });
}

async function ofRectification(walk: Walk, who: OfficePerson, [command, , which]: Step): Promise<void> {
  const all = await rowsOf(walk, 'select id, state, version from rectifications where site_id = $1 order by id');
  const one = all[which % Math.max(all.length, 1)];
  if (!one) return;
  const step = choose(rectificationSteps, one.state, command);
  const at = { rectification: one.id, version: one.version };
  const dueOn = dateOf(walk.day + (command % 3));
  if (step === 'notify') return tried(walk, who, step, 'rectification.notify', { items: [at], dueOn });
  if (step === 'reply') return tried(walk, 'townReporter', step, 'rectification.reply', { ...at, reply: reason });
  if (step === 'return') return tried(walk, who, step, 'rectification.return', { ...at, reason, ...(command % 2 === 0 ? { dueOn } : {}) });
  if (step === 'close') return tried(walk, who, step, 'rectification.close', at);
  // Whether it stands is never decided here.
  const decided = await walk.place
    .as(who)
    .call(`finding.${step}`, { site: walk.place.site, ...at, ...(step === 'confirm' ? {} : { reason }) });
  expect(decided.ok).toBe(false);
}

/** The unit appeals against what counts for it, and wins. */
async function appeal(walk: Walk, [, , which]: Step): Promise<void> {
  const { place } = walk;
  const facts = await rowsOf(
    walk,
    `select id, '' as state, 1 as version from facts where site_id = $1 and fact in ('deduction', 'veto') order by id`,
  );
  const fact = facts[which % Math.max(facts.length, 1)]?.id;
  if (fact === undefined) return;
  const given = { site: place.site, unit: place.units.town, about: 'fact', fact, reason };
  const raised = await place.as('townReporter').call<{ appeal: number }>('appeal.raise', given);
  if (raised.ok) await tried(walk, 'secondEditor', 'appeal', 'appeal.grant', { appeal: raised.value.appeal, version: 1, reason });
}

async function tryStep(walk: Walk, step: Step): Promise<void> {
  const [command, who] = step;
  const worker = workers[who] as OfficePerson;
  if (command < 8) {
    walk.day += 1 + (command % 3);
    walk.place.at(dateOf(walk.day));
    await markOverdue(walk.place.platform);
  } else if (command < 12) await appeal(walk, step);
  else if (command < 35) await ofInspection(walk, worker, step);
  else if (command < 70) await ofFound(walk, worker, step);
  else await ofRectification(walk, worker, step);
}

async function invariants(walk: Walk): Promise<void> {
  const ask = (text: string) => rowsOf(walk, text);
  // No state without the line of history that led there.
  for (const [table, thing] of [
    ['inspections', 'inspection'],
    ['inspection_findings', 'inspection-finding'],
    ['rectifications', 'rectification'],
  ])
    expect(
      await ask(`select r.id, r.state, h.to_state from ${table} r left join lateral (select to_state from history h where h.site_id = r.site_id
        and h.thing = '${thing}' and h.thing_id = r.id::text and h.to_state is not null order by h.id desc limit 1) h on true
        where r.site_id = $1 and r.state is distinct from h.to_state`),
      table,
    ).toEqual([]);
  // Two persons found and confirmed, confirmed and closed.
  expect(await ask(`select id from inspection_findings where site_id = $1 and state = 'confirmed' and confirmed_by = found_by`)).toEqual(
    [],
  );
  expect(await ask(`select id from rectifications where site_id = $1 and state = 'closed' and closed_by = confirmed_by`)).toEqual([]);
  // Once for each finding, only of what was confirmed; dropped exactly where that was overturned.
  expect(
    await ask(`select r.id from rectifications r join inspection_findings f on f.site_id = r.site_id and f.id = r.inspection_finding_id
      where r.site_id = $1 and (f.state = 'found' or (f.state = 'refuted') <> (r.state = 'dismissed'))`),
  ).toEqual([]);
  // What is confirmed counts once; nothing stands of what was overturned.
  expect(
    await ask(`select f.id, f.state, n.held from inspection_findings f cross join lateral (select count(*)::int as held from facts x
      where x.site_id = f.site_id and x.source_key in ('inspection:' || f.id, 'overdue:inspection:' || f.id)
      and not exists (select from facts a where a.site_id = x.site_id and a.fact = 'adjustment' and a.ref_id = x.id)) n
      where f.site_id = $1 and case when f.state = 'confirmed' then n.held not between 1 and 2 else n.held <> 0 end`),
  ).toEqual([]);
  expect(await ask(`select source_key from facts where site_id = $1 group by source_key, unit_id having count(*) > 1`)).toEqual([]);
  // Of each inspection one issue stands, and all are of those that are over.
  expect(
    await ask(`select x.inspection_id from inspection_issues x join inspections i on i.site_id = x.site_id and i.id = x.inspection_id where x.site_id = $1
      group by x.inspection_id, i.state having i.state <> 'concluded' or count(*) filter (where not exists (select from inspection_issues c
        where c.site_id = x.site_id and c.corrects_id = x.id)) <> 1`),
  ).toEqual([]);
}

let serial = 0;
it('keep every invariant, in every order, and the lines behind a score make the score', { timeout: walkTimeout }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walked) => {
      serial += 1;
      const place = await office(world, `inspect-walk-${serial}`);
      await place.as('head').must('rulebook.adopt', { site: place.site, rulebook: rulebook() });
      for (const name of ['动态', '公告'])
        await place.as('editor').must('inspection-subject.save', { site: place.site, kind: 'section', name, unit: place.units.town });
      const walk: Walk = { place, day: 0, letters: 0 };
      for (const step of walked) await tryStep(walk, step);
      await invariants(walk);
      // The lines behind the score make it: `scoreOf` compares them.
      const [month, rest, whole] = await Promise.all(
        [
          ['2024-05-01', '2024-05-31'],
          ['2024-06-01', '2024-12-31'],
          ['2024-05-01', '2024-12-31'],
        ].map(async ([from = '', to = '']) => Number(await scoreOf(world, place, 'town', from, to))),
      );
      expect((month ?? 0) + (rest ?? 0)).toBeCloseTo(whole ?? 0, 9);
    }),
    { numRuns: process.env['LONG'] === '1' ? 60 : 12, endOnFailure: true },
  );
  const often = ['plan', 'start', 'conclude', 'record', 'confirm', 'refute', 'rectify', 'notify'];
  expect([...taken].sort()).toEqual(expect.arrayContaining(often));
});
