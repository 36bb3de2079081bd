// Random walks over wording errors: whatever people do in whatever order, each counts once, and the lines behind a score make the score.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rectificationSteps } from '../../src/domain/rectification/lifecycle.ts';
import { markOverdue } from '../../src/jobs/mark-overdue.ts';
import { deskRulebook, scoreOf } from '../support/facts.ts';
import { received, seen } from '../support/make.ts';
import { walkTimeout } from '../support/properties.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const rulebook = () => {
  const { rules, ...rest } = deskRulebook();
  const kinds = { by: 'kind', table: { 错别字: -5, 逾期整改: -2 } };
  return { ...rest, rules: [...rules, { id: '差错', each: { fact: 'deduction' }, points: kinds }] };
};
const wrongWords = ['布署', '检察', '帐户'] as const;
const body = '<p>布署工作，检察安全，核对帐户。</p>';
const workers: readonly OfficePerson[] = ['editor', 'secondEditor', 'head', 'townshipReporter'];
const known = ['bad-input', 'forbidden', 'stale-version', 'wrong-state', 'conflict', 'not-found'];
const dateOf = (day: number): string => new Date(Date.UTC(2024, 4, 15) + day * 86_400_000).toISOString().slice(0, 10);
const taken = new Set<string>();

type Step = readonly [command: number, who: number, which: number];
const steps = fc.array(fc.tuple(fc.nat(99), fc.nat(3), fc.nat(7)) as fc.Arbitrary<Step>, { minLength: 20, maxLength: 40 });

interface Walk {
  readonly place: Office;
  readonly items: readonly number[];
  day: number;
}

async function tryStep(walk: Walk, [command, who, which]: Step): Promise<void> {
  const { place, items } = walk;
  const { site } = place;
  const worker = place.as(workers[who] as OfficePerson);
  if (command < 15) {
    walk.day += 1 + (which % 4);
    place.at(dateOf(walk.day));
    await markOverdue(place.platform);
    return;
  }
  const errors = await world.db.selectFrom('rectifications').selectAll().where('site_id', '=', site).orderBy('id').execute();
  const one = errors[which % Math.max(errors.length, 1)];
  if (command < 30 || !one) {
    const given = { word: wrongWords[which % 3], correction: '改好', kind: 'typo', on: dateOf(Math.max(0, walk.day - (command % 3))) };
    await worker.call('finding.record', { site, submission: items[command % 2], ...given });
    return;
  }
  const at = { site, rectification: one.id, version: command % 13 === 0 ? Math.max(1, one.version - 1) : one.version };
  const reason = '随机';
  const text = { body: wrongWords.reduce((now, word) => now.replace(word, '改好'), body) };
  const tries: Readonly<Record<string, readonly [string, object]>> = {
    confirm: ['finding.confirm', at],
    dismiss: ['finding.dismiss', { ...at, reason }],
    revoke: ['finding.revoke', { ...at, reason }],
    reopen: ['finding.reopen', { ...at, reason }],
    notify: [
      'rectification.notify',
      { site, items: [{ rectification: one.id, version: at.version }], dueOn: dateOf(walk.day + (command % 3)) },
    ],
    reply: ['rectification.reply', { ...at, ...(command % 2 === 0 ? text : { reply: reason }) }],
    return: ['rectification.return', { ...at, reason }],
    close: ['rectification.close', at],
  };
  const fitting = Object.entries(rectificationSteps).flatMap(([step, { from }]) =>
    // What ends everything is tried less often.
    (from as readonly string[]).includes(one.state) && (step !== 'revoke' || command % 4 === 0) ? [step] : [],
  );
  const all = Object.keys(tries);
  const step = (command % 8 === 0 ? all[command % all.length] : (fitting[command % Math.max(fitting.length, 1)] ?? 'confirm')) as string;
  if (command % 5 === 0) {
    const item = await world.db
      .selectFrom('submissions')
      .select(['id', 'version'])
      .where('site_id', '=', site)
      .where('id', '=', one.submission_id)
      .executeTakeFirstOrThrow();
    await place.as('head').call('submission.correct', { site, submission: item.id, version: item.version, ...text, reason });
  }
  const [name, input] = tries[step] as readonly [string, object];
  const outcome = await (step === 'reply' ? place.as('townshipReporter') : worker).call(name, input);
  if (outcome.ok) taken.add(step);
  else expect(known, outcome.code).toContain(outcome.code);
}

async function invariants({ place }: Walk): Promise<void> {
  const ask = async (text: string): Promise<unknown[]> => (await world.database.pool.query(text, [place.site])).rows;
  const standing = `select f.submission_id, f.kind, f.note, f.source_key, f.unit_id from facts f where f.site_id = $1 and f.fact = 'deduction'
    and not exists (select from facts a join facts t on t.site_id = a.site_id and t.id = a.ref_id
      where a.site_id = f.site_id and a.fact = 'adjustment' and t.source_key = f.source_key)`;
  // A word of an item counts once while it is confirmed, and not at all otherwise.
  expect(
    await ask(`select r.id, r.state, n.held from rectifications r cross join lateral (select count(distinct x.source_key)::int as held from (${standing}) x
      where x.submission_id = r.submission_id and x.kind = '错别字' and x.source_key like 'wording:' || r.submission_id || ':' || r.word || '%') n
      where r.site_id = $1 and n.held <> case when r.state in ('found', 'dismissed') then 0 else 1 end`),
  ).toEqual([]);
  // Late is said once at most, and only of what is confirmed.
  expect(
    await ask(`select x.source_key from (${standing}) x where x.kind = '逾期整改' and not exists (select from rectifications r where r.site_id = $1
      and r.submission_id = x.submission_id and x.source_key like '%:' || r.word || '%' and r.state not in ('found', 'dismissed'))`),
  ).toEqual([]);
  expect(await ask(`select source_key, unit_id from (${standing}) x group by 1, 2 having count(*) > 1`)).toEqual([]);
  // No state without the line of history that led there.
  expect(
    await ask(`select r.id from rectifications r left join lateral (select to_state from history h where h.site_id = r.site_id
      and h.thing = 'rectification' and h.thing_id = r.id::text and h.to_state is not null order by h.id desc limit 1) h on true
      where r.site_id = $1 and r.state is distinct from h.to_state`),
  ).toEqual([]);
  // Two persons confirmed and closed.
  expect(await ask(`select id from rectifications where site_id = $1 and state <> 'found' and confirmed_by = found_by`)).toEqual([]);
  expect(await ask(`select id from rectifications where site_id = $1 and state = 'closed' and closed_by = confirmed_by`)).toEqual([]);
}

let serial = 0;
it('keep every invariant, in every order, and scores of months that are over stay', { timeout: walkTimeout }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walked) => {
      serial += 1;
      const place = await office(world, `rect-walk-${serial}`);
      await place.as('head').must('rulebook.adopt', { site: place.site, rulebook: rulebook() });
      const items: number[] = [];
      for (const jointIds of [[], [place.units.town]]) {
        const out = await received(place, { body, jointIds });
        const outlets = [{ outlet: place.outlets.site }];
        const adopted = await place.as('editor').must('submission.adopt', { ...seen(place, out), outlets });
        await place.as('head').must('submission.publish', seen(place, adopted));
        items.push(out.submission);
      }
      const walk: Walk = { place, items, day: 0 };
      for (const step of walked) await tryStep(walk, step);
      await invariants(walk);
      for (const unit of ['township', 'town'] as const) {
        // The lines behind each score make it: `scoreOf` compares them.
        const months = [];
        for (const [from, to] of [
          ['2024-05-01', '2024-05-31'],
          ['2024-06-01', '2024-12-31'],
        ] as const)
          months.push(Number(await scoreOf(world, place, unit, from, to)));
        const whole = Number(await scoreOf(world, place, unit, '2024-05-01', '2024-12-31'));
        expect(months.reduce((sum, points) => sum + points, 0)).toBeCloseTo(whole, 9);
      }
    }),
    { numRuns: process.env['LONG'] === '1' ? 60 : 8, endOnFailure: true },
  );
  expect([...taken].sort()).toEqual(expect.arrayContaining(['confirm', 'dismiss', 'notify', 'reply', 'revoke']));
});
