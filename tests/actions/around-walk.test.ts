// Random walks over all that lies around the item, on one site: whatever is asked, found, claimed and appealed in whatever order, lines make
// scores, what was issued stays, and nothing counts twice.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exactText } from '../../src/domain/bulletin/figures.ts';
import { dayFrom } from '../../src/domain/calendar/day.ts';
import { add, zero } from '../../src/domain/exact.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { keepCommissions } from '../../src/jobs/keep-commissions.ts';
import { markOverdue } from '../../src/jobs/mark-overdue.ts';
import { scorePeriod } from '../../src/store/scoring.ts';
import { commissionRulebook, deskRulebook, issued } from '../support/facts.ts';
import { drafted, seen } from '../support/make.ts';
import { walkTimeout } from '../support/properties.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const rulebook = (countsAt: 'publication' | 'adoption', voids: boolean) => ({
  ...deskRulebook({ countsAt }),
  rules: [
    ...deskRulebook().rules,
    ...commissionRulebook.rules.filter(({ id }) => voids || id !== '不报'),
    { id: '差错', each: { fact: 'deduction' }, points: { by: 'kind', table: { 错别字: -5, 逾期整改: -2 } } },
    { id: '调整', each: { fact: 'adjustment' }, points: 'own' },
  ],
  limits: [{ rules: ['差错'], per: 'month', min: -12 }],
});

const known = ['bad-input', 'forbidden', 'stale-version', 'wrong-state', 'conflict', 'not-found', 'findings'];
const units = ['township', 'town'] as const;
const months = ['2024-05', '2024-06', '2024-07', '2024-08', '2024-09'];
const reason = '随机';
const wrongWords = ['布署', '检察', '帐户'] as const;
const body = '<p>布署工作，检察安全，核对帐户。</p>';
const mended = body.replace('布署', '部署').replace('检察', '检查').replace('帐户', '账户');
const dateOf = (day: number): string => new Date(Date.UTC(2024, 4, 10) + day * 86_400_000).toISOString().slice(0, 10);
const lastOf = (month: string): string => new Date(Date.UTC(2024, Number(month.slice(5)), 0)).toISOString().slice(0, 10);
const taken = new Map<string, number>();

interface Walk {
  readonly place: Office;
  day: number;
  made: number;
  /** Of issued months: scores, and frozen figures. */
  readonly issued: Map<string, { readonly scores: string; readonly figures: string; readonly bulletin: number }>;
}
type Step = readonly [command: number, which: number, other: number];
type Try = readonly [by: OfficePerson, name: string, input: object];
const steps = fc.array(fc.tuple(fc.nat(99), fc.nat(11), fc.nat(11)) as fc.Arbitrary<Step>, { minLength: 30, maxLength: 50 });
const officers: readonly OfficePerson[] = ['editor', 'secondEditor', 'head'];

async function tried({ place }: Walk, [by, name, input]: Try): Promise<boolean> {
  const outcome = await place.as(by).call(name, { site: place.site, ...input });
  if (!outcome.ok) expect(known, `${name} ${JSON.stringify(outcome)}`).toContain(outcome.code);
  if (outcome.ok) taken.set(name, (taken.get(name) ?? 0) + 1);
  return outcome.ok;
}

/** The one so far along of what a query finds for the site. */
async function one<Row>({ place }: Walk, which: number, sql: string): Promise<Row | undefined> {
  const { rows } = await world.database.pool.query<Row & object>(sql, [place.site]);
  return rows[which % Math.max(rows.length, 1)];
}

async function timePasses(walk: Walk, [command, which]: Step): Promise<void> {
  if (command >= 8) return issueNext(walk);
  walk.day += 1 + 2 * which;
  walk.place.at(dateOf(walk.day));
  await keepCommissions(walk.place.platform);
  await markOverdue(walk.place.platform);
}

async function issueNext(walk: Walk): Promise<void> {
  const month = months.find((each) => !walk.issued.has(each));
  if (month === undefined || lastOf(month) >= dateOf(walk.day)) return;
  const scores = await scoresOf(walk, `${month}-01`, lastOf(month));
  const bulletin = await issued(walk.place, month);
  walk.issued.set(month, { scores, figures: await figuresOf(walk, bulletin), bulletin });
  taken.set('issued', (taken.get('issued') ?? 0) + 1);
  // Time goes on: what is recorded in the very moment of freezing would be frozen too.
  walk.day += 1;
  walk.place.at(dateOf(walk.day));
}

const figuresOf = async ({ place }: Walk, bulletin: number): Promise<string> =>
  (
    await world.database.pool.query<{ figures: string }>(
      'select figures::text as figures from bulletin_issues where site_id = $1 and bulletin_id = $2',
      [place.site, bulletin],
    )
  ).rows[0]?.figures ?? '';

async function commission(walk: Walk, [command, which, other]: Step): Promise<void> {
  const { place } = walk;
  if (command < 16) {
    const given = { title: `约稿${walk.made}`, brief: '', due: dateOf(walk.day + (which % 4) * 4), mayDecline: other % 2 === 0 };
    const asked = units.slice(0, 1 + (other % 2)).map((unit) => place.units[unit]);
    await tried(walk, ['editor', 'commission.place', { ...given, units: asked }]);
    return;
  }
  const task = await one<{ id: number; version: number; unit_id: number; commission_id: number; commission_version: number }>(
    walk,
    which,
    `select t.*, c.version as commission_version from commission_tasks t join commissions c on c.site_id = t.site_id and c.id = t.commission_id
     where t.site_id = $1 order by t.id desc limit 6`,
  );
  if (!task) return;
  const author = task.unit_id === place.units.town ? 'townReporter' : 'townshipReporter';
  const at = { task: task.id, version: task.version };
  if (command < 24) {
    const submission = await written(walk, author);
    await tried(walk, [author, 'commission.answer', { ...at, submission }]);
    return;
  }
  const whole = { commission: task.commission_id, version: task.commission_version };
  const officer = officers[other % 3] as OfficePerson;
  const tries: readonly Try[] = [
    [author, 'commission.progress', { ...at, step: 'gather' }],
    [author, 'commission.decline', { ...at, reason }],
    ...[0, 1, 2].map((): Try => [officer, 'commission.miss', { commission: task.commission_id, tasks: [at] }]),
    [officer, 'commission.excuse', { ...at, reason }],
    [officer, 'commission.excuse', { ...at, reason }],
    [officer, 'commission.reopen', { ...at, reason }],
    [officer, 'commission.reopen', { ...at, reason }],
    [officer, command % 2 === 0 ? 'commission.lock' : 'commission.unlock', whole],
  ];
  await tried(walk, tries[(command * 5 + other) % tries.length] as Try);
}

/** An item with errors in it, sent as far as its author sends it. */
async function written(walk: Walk, author: 'townReporter' | 'townshipReporter'): Promise<number> {
  const { place } = walk;
  walk.made += 1;
  const unit = author === 'townReporter' ? 'town' : 'township';
  const jointIds = walk.made % 5 === 0 ? [place.units[unit === 'town' ? 'township' : 'town']] : [];
  const draft = await drafted(place, author, unit, { title: `第${walk.made}件`, body, jointIds, eventOn: dateOf(walk.day) });
  await place.as(author).call('submission.submit', seen(place, draft));
  return draft.submission;
}

async function item(walk: Walk, [command, which, other]: Step): Promise<void> {
  const { place } = walk;
  const row = await one<{ id: number; version: number; state: string; unit_id: number }>(
    walk,
    which,
    'select * from submissions where site_id = $1 order by id desc limit 8',
  );
  if (command < 36 || !row) {
    await written(walk, 'townshipReporter');
    return;
  }
  const at = { submission: row.id, version: row.version };
  const author: OfficePerson = row.unit_id === place.units.town ? 'townReporter' : 'townshipReporter';
  const outlets = [{ outlet: place.outlets.site }];
  const byState: Readonly<Record<string, readonly Try[]>> = {
    'in-review': [['townReviewer', 'submission.approve', at]],
    submitted: [
      ['editor', 'submission.adopt', { ...at, outlets }],
      ['editor', 'submission.adopt', { ...at, outlets }],
      ['editor', 'submission.reject', { ...at, reasonCode: 'stale' }],
      [author, 'submission.recall', at],
    ],
    adopted: [
      ['head', 'submission.publish', { ...at, channels: [] }],
      ['head', 'submission.publish', { ...at, channels: [] }],
      ['head', 'submission.unadopt', { ...at, reason }],
    ],
    published: [['head', 'submission.withdraw', { ...at, reason }], ...claimTries(place, row.id, walk.day)],
    rejected: [['head', 'submission.reopen', { ...at, reason }]],
    draft: [[author, 'submission.submit', at]],
  };
  const fitting = byState[row.state] ?? [];
  if (fitting.length > 0) await tried(walk, fitting[(command + other) % fitting.length] as Try);
}

const claimTries = ({ outlets }: Office, submission: number, day: number): readonly Try[] =>
  [outlets.upper, outlets.journal].map((outlet) => [
    'editor',
    'adoption.claim',
    { submission, outlet, on: dateOf(day), evidence: '第1期' },
  ]);

async function claim(walk: Walk, [command, which, other]: Step): Promise<void> {
  const row = await one<{ id: number; version: number; state: string }>(
    walk,
    which,
    `select * from adoptions where site_id = $1 and state in ('claimed', 'confirmed') order by id desc limit 6`,
  );
  if (!row) return item(walk, [command - 20, which, other]);
  const at = { adoption: row.id, version: row.version };
  const by = officers[1 + (other % 2)] as OfficePerson;
  if (row.state === 'confirmed' || command % 5 === 4) await tried(walk, [by, 'adoption.withdraw', { ...at, reason }]);
  else if (command % 5 === 3) await tried(walk, [by, 'adoption.refute', { ...at, reason }]);
  else await tried(walk, [by, 'adoption.confirm', at]);
}

async function wording(walk: Walk, [command, which, other]: Step): Promise<void> {
  const row = await one<{ id: number; version: number; state: string }>(
    walk,
    which,
    'select * from rectifications where site_id = $1 order by id desc limit 6',
  );
  const by = officers[other % 3] as OfficePerson;
  if (command < 66 || !row) {
    const found = await one<{ id: number }>(
      walk,
      other,
      `select id from submissions where site_id = $1 and state in ('submitted', 'adopted', 'published')`,
    );
    const given = { word: wrongWords[which % 3], correction: '改好', kind: 'typo', on: dateOf(walk.day) };
    if (found) await tried(walk, [by, 'finding.record', { submission: found.id, ...given }]);
    return;
  }
  const at = { rectification: row.id, version: row.version };
  const notice = { items: [at], dueOn: dateOf(walk.day + (which % 3)) };
  const byState: Readonly<Record<string, readonly Try[]>> = {
    found: [
      [by, 'finding.confirm', at],
      [by, 'finding.confirm', at],
      [by, 'finding.dismiss', { ...at, reason }],
    ],
    confirmed: [
      [by, 'rectification.notify', notice],
      [by, 'rectification.notify', notice],
      [by, 'finding.revoke', { ...at, reason }],
    ],
    noticed: [
      ['townshipReporter', 'rectification.reply', { ...at, body: mended }],
      [by, 'finding.revoke', { ...at, reason }],
    ],
    replied: [
      [by, 'rectification.close', at],
      [by, 'rectification.return', { ...at, reason }],
      [by, 'finding.revoke', { ...at, reason }],
    ],
    dismissed: [[by, 'finding.reopen', { ...at, reason }]],
  };
  const fitting = byState[row.state] ?? [];
  if (fitting.length > 0) await tried(walk, fitting[(command + other) % fitting.length] as Try);
}

async function appeal(walk: Walk, [command, which, other]: Step): Promise<void> {
  const { place } = walk;
  const own = (unit: number): OfficePerson => (unit === place.units.town ? 'townReporter' : 'townshipReporter');
  if (command < 90) {
    const fact = await one<{ id: number; unit_id: number }>(
      walk,
      which,
      `select id, unit_id from facts where site_id = $1 and fact <> 'adjustment' and not joint order by (fact in ('deduction', 'commission')) desc, id desc limit 8`,
    );
    const bulletin = [...walk.issued.values()].at(-1)?.bulletin;
    const about = other === 0 && bulletin !== undefined ? { about: 'issue', bulletin } : { about: 'fact', fact: fact?.id };
    if (fact) await tried(walk, [own(fact.unit_id), 'appeal.raise', JSON.parse(JSON.stringify({ unit: fact.unit_id, reason, ...about }))]);
    return;
  }
  const row = await one<{ id: number; unit_id: number; version: number }>(
    walk,
    which,
    `select id, unit_id, version from appeals where site_id = $1 and state = 'raised' order by id desc`,
  );
  if (!row) return;
  const at = { appeal: row.id, version: row.version };
  const by = officers[other % 3] as OfficePerson;
  const tries: readonly Try[] = [
    ...[0, 1, 2, 3].map((): Try => [by, 'appeal.grant', { ...at, reason }]),
    [by, 'appeal.grant', { ...at, reason, remedy: 'points', points: other - 5 }],
    [by, 'appeal.grant-partly', { ...at, reason, points: 1 + other / 4 }],
    [by, 'appeal.refuse', { ...at, reason }],
    [own(row.unit_id), 'appeal.take-back', at],
  ];
  await tried(walk, tries[(command * 7 + which) % tries.length] as Try);
}

async function tryStep(walk: Walk, step: Step): Promise<void> {
  const [command] = step;
  if (command < 12) await timePasses(walk, step);
  else if (command < 34) await commission(walk, step);
  else if (command < 54) await item(walk, step);
  else if (command < 62) await claim(walk, step);
  else if (command < 80) await wording(walk, step);
  else await appeal(walk, step);
}

/** Both units' scores of a range, where the lines behind each make it, and what was taken back adds up to nothing over the year. */
async function scoresOf({ place }: Walk, from: string, to: string): Promise<string> {
  const client = await world.database.pool.connect();
  try {
    const period = { from: dayFrom(from) ?? 0, to: dayFrom(to) ?? 0 };
    const plain = await scorePeriod(client, place.site, period);
    const detailed = await scorePeriod(client, place.site, period, { lines: units });
    const lines = linesOf(detailed, period);
    const rows = plain?.scored.groups.flatMap((group) => group.rows) ?? [];
    const scores = units.map((unit) => {
      const at = detailed?.units.units.findIndex(({ key }) => key === unit) ?? -1;
      const sum = exactText(lines.filter((line) => line.unit === at).reduce((total, line) => add(total, line.points), zero));
      const score = rows.find((row) => row.unit.key === unit)?.score;
      expect(score && exactText(score), `${unit} ${from}: Σ lines = score`).toBe(sum);
      return sum;
    });
    if (to.endsWith('12-31')) await expectNothingLeft(place, lines);
    return scores.join();
  } finally {
    client.release();
  }
}

const linesOf = (detailed: Awaited<ReturnType<typeof scorePeriod>>, { from, to }: { readonly from: number; readonly to: number }) =>
  detailed?.scored.ledger.lines.filter(({ day, range }) => (range === undefined ? day >= from && day <= to : range === 0)) ?? [];

async function expectNothingLeft({ site }: Office, lines: ReturnType<typeof linesOf>): Promise<void> {
  const { rows } = await world.database.pool.query<{ id: string }>(
    `select distinct ref_id::text as id from facts where site_id = $1 and fact = 'adjustment' and points is null and ref_id is not null`,
    [site],
  );
  const reversed = new Set(rows.map(({ id }) => id));
  const left = new Map<string, ReturnType<typeof add>>();
  for (const { unit, rule, fact, points } of lines)
    if (fact !== undefined && reversed.has(fact))
      left.set(`${fact} ${unit} ${rule}`, add(left.get(`${fact} ${unit} ${rule}`) ?? zero, points));
  expect([...left].filter(([, points]) => exactText(points) !== '0')).toEqual([]);
}

const states: Readonly<Record<string, string>> = {
  submission: 'submissions',
  commission: 'commissions',
  'commission-task': 'commission_tasks',
  rectification: 'rectifications',
  appeal: 'appeals',
};

async function invariants(walk: Walk): Promise<void> {
  const { place } = walk;
  const ask = async (text: string): Promise<unknown[]> => (await world.database.pool.query(text, [place.site])).rows;
  const lost = Object.entries(states).map(
    ([
      thing,
      table,
    ]) => `select '${thing}' as thing, s.id, s.state, h.to_state from ${table} s left join lateral (select to_state from history h
      where h.site_id = s.site_id and h.thing = '${thing}' and h.thing_id = s.id::text and h.to_state is not null order by h.id desc limit 1) h on true
      where s.site_id = $1 and s.state is distinct from h.to_state`,
  );
  expect(await ask(lost.join(' union all ')), 'no state without its line of history').toEqual([]);
  expect(
    await ask(`select source_key, unit_id from facts where site_id = $1 group by 1, 2 having count(*) > 1`),
    'each fact once per key',
  ).toEqual([]);
  expect(
    await ask(`select ref_id from facts where site_id = $1 and fact = 'adjustment' and points is null group by 1 having count(*) > 1`),
    'nothing is taken back twice',
  ).toEqual([]);
  const standing = `select f.* from facts f where f.site_id = $1 and not exists (select from facts a join facts t on t.site_id = a.site_id and t.id = a.ref_id
    where a.site_id = f.site_id and a.fact = 'adjustment' and a.points is null and t.source_key = f.source_key)`;
  expect(
    await ask(
      `select split_part(source_key, ':', 2) as task from (${standing}) x where fact = 'commission' group by 1 having count(*) > 1`,
    ),
    'one outcome of a task stands',
  ).toEqual([]);
  expect(
    await ask(`select x.source_key, t.state from (${standing}) x join commission_tasks t on t.site_id = $1 and t.id::text = split_part(x.source_key, ':', 2)
      where x.fact = 'commission' and (t.state not in ('sent', 'missed') or (t.state = 'missed') <> (x.outcome = 'missed'))`),
    'what stands of a task is what became of it',
  ).toEqual([]);
  expect(
    await ask(`select t.id from commission_tasks t where t.site_id = $1 and t.state = 'missed' and not exists (select from (${standing}) x
      where x.source_key = 'commission:' || t.id || ':' || t.facts)`),
    'what was missed counts, unless it was excused',
  ).toEqual([]);
  expect(
    await ask(
      `select submission_id, unit_id, kind, note from (${standing}) x where fact = 'deduction' group by 1, 2, 3, 4 having count(*) > 1`,
    ),
    'one word in one item counts once',
  ).toEqual([]);
  expect(
    await ask(`select p.id from appeals p join facts f on f.site_id = p.site_id and f.id = p.fact_id where p.site_id = $1 and (
      exists (select from history h where h.site_id = p.site_id and h.thing = 'commission-task' and f.fact = 'commission' and h.step = 'commission.miss'
        and h.thing_id = split_part(f.source_key, ':', 2) and h.by_person = p.answered_by and h.at <= p.answered_at)
      or f.fact = 'deduction' and exists (select from history h join rectifications r on r.site_id = h.site_id and r.id::text = h.thing_id
        where h.site_id = p.site_id and h.thing = 'rectification' and h.step = 'finding.confirm' and h.by_person = p.answered_by
          and r.confirmed_by = p.answered_by and f.source_key like '%wording:' || r.submission_id || ':' || r.word))`),
    'who decided answers no appeal',
  ).toEqual([]);
  for (const [month, before] of walk.issued) {
    expect(await figuresOf(walk, before.bulletin), `${month} was issued`).toBe(before.figures);
    expect(await scoresOf(walk, `${month}-01`, lastOf(month)), `${month} keeps its scores`).toBe(before.scores);
  }
  await scoresOf(walk, '2024-01-01', '2024-12-31');
}

let walks = 0;
it('however the office and the units go on, lines make scores, what was issued stays, and nothing counts twice', {
  timeout: walkTimeout,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walked) => {
      walks += 1;
      const place = await office(world, `around-${walks}`);
      place.at('2024-05-10');
      const adopted = rulebook(walks % 3 === 0 ? 'publication' : 'adoption', walks % 2 === 0);
      await place.by(terminalActor).must('rulebook.adopt', { site: place.site, rulebook: adopted });
      await place.as('head').must('site.configure', { site: place.site, settings: { commissionsMissedAfter: 4 } });
      const walk: Walk = { place, day: 0, made: 0, issued: new Map() };
      for (const step of walked) {
        await tryStep(walk, step);
        await invariants(walk);
      }
    }),
    { numRuns: process.env['LONG'] === '1' ? 80 : 12, endOnFailure: true },
  );
  expect([...taken.keys()]).toEqual(
    expect.arrayContaining(['issued', 'commission.answer', 'finding.confirm', 'appeal.raise', 'appeal.grant', 'submission.publish']),
  );
});
