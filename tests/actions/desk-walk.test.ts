// Random walks over the office's desk: whatever people do in whatever order, what counts stays right.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { terminalActor } from '../../src/domain/permission.ts';
import { type SubmissionStep, submissionSteps } from '../../src/domain/submission/lifecycle.ts';
import { createWebhookSender } from '../../src/engines/webhook.ts';
import { openContentStore } from '../../src/files/content-store.ts';
import { deliverPublications } from '../../src/jobs/deliver-publications.ts';
import { scoreOf, withRulebook } from '../support/facts.ts';
import { drafted, seen } from '../support/make.ts';
import { walkTimeout } from '../support/properties.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'bct-walk-'));
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const workers: readonly OfficePerson[] = ['editor', 'secondEditor', 'head', 'editor', 'head'];
const known = ['bad-input', 'forbidden', 'stale-version', 'wrong-state', 'findings', 'conflict', 'not-found'];
const taken = new Set<string>();
const months = ['2024-05', '2024-06', '2024-07', '2024-08', '2024-09'];
const periodOf = (month: string): [string, string] => [
  `${month}-01`,
  `${month}-${month === '2024-06' || month === '2024-09' ? '30' : '31'}`,
];
const reason = '随机';

interface Walk {
  readonly place: Office;
  readonly channel: number;
  day: number;
  readonly items: number[];
  /** Scores of months that are over, as they were when they ended. */
  readonly closed: Map<string, string>;
  done: number;
}

type Step = readonly [command: number, who: number, item: number, other: number];
const steps = fc.array(fc.tuple(fc.nat(99), fc.nat(4), fc.nat(9), fc.nat(9)) as fc.Arbitrary<Step>, { minLength: 25, maxLength: 45 });

const dateOf = (day: number): string => new Date(Date.UTC(2024, 4, 15) + day * 86_400_000).toISOString().slice(0, 10);

async function current(walk: Walk, index: number) {
  const id = walk.items[index % Math.max(walk.items.length, 1)];
  return id === undefined
    ? undefined
    : world.db.selectFrom('submissions').selectAll().where('site_id', '=', walk.place.site).where('id', '=', id).executeTakeFirst();
}

const authorOf = ({ place }: Walk, unit: number) => place.as(unit === place.units.town ? 'townReporter' : 'townshipReporter');

/** What somebody tries; most of it is refused, and that is right. */
async function tryStep(walk: Walk, [command, who, item, other]: Step): Promise<void> {
  const { place, channel } = walk;
  const actor = place.as(workers[who] as OfficePerson);
  if (command < 14 || walk.items.length < 2) {
    const [from, unit] = item % 2 === 0 ? (['townshipReporter', 'township'] as const) : (['townReporter', 'town'] as const);
    const draft = await drafted(place, from, unit, { title: `第${walk.items.length}件`, eventOn: dateOf(walk.day) });
    walk.items.push(draft.submission);
    await place.as(from).call('submission.submit', seen(place, draft));
    return;
  }
  if (command < 22) {
    walk.day += 1 + other * 3;
    place.at(dateOf(walk.day));
    return;
  }
  if (command < 32) {
    await deliverPublications(place.platform, { root: folder, documents: openContentStore(folder), send: createWebhookSender() });
    return;
  }
  const [one, two] = [await current(walk, item), await current(walk, other)];
  if (!one || !two) return;
  // Now and then somebody looks at what was there before.
  const version = command % 17 === 0 ? Math.max(1, one.version - 1) : one.version;
  const at = { site: place.site, submission: one.id, version };
  const outlets = [{ outlet: place.outlets.site }, ...(other % 3 === 0 ? [{ outlet: place.outlets.journal }] : [])];
  const channels = other % 2 === 0 ? [channel] : [];
  const when = other % 5 === 4 ? { at: `${dateOf(walk.day + 2)}T08:00:00+08:00` } : {};
  const tries: readonly (readonly [string, object])[] = [
    ['submission.approve', {}],
    ['submission.claim', {}],
    ['submission.release', {}],
    ['submission.edit', { body: `<p>改过${walk.done}次。</p>` }],
    ['submission.edit', { body: `<p>又改${walk.done}次。</p>` }],
    ['submission.adopt', { outlets }],
    ['submission.adopt', { outlets }],
    ['submission.adopt', { outlets }],
    ['submission.unadopt', { reason }],
    ['submission.reject', { reasonCode: 'stale' }],
    ['submission.reopen', { reason }],
    ['submission.send-back', { reason }],
    ['submission.submit', {}],
    ['submission.recall', {}],
    ['submission.unmerge', { reason }],
    ['submission.publish', { channels, ...when }],
    ['submission.publish', { channels, ...when }],
    ['submission.publish', { channels, ...when }],
    ['submission.publish-urgently', { channels, reason, ...(one.state === 'adopted' ? {} : { outlets }) }],
    ['submission.ratify', {}],
    ['submission.unschedule', { reason }],
    ['submission.correct', { body: `<p>更正${walk.done}次。</p>`, reason }],
    ['submission.withdraw', { reason }],
  ];
  // Mostly what the state allows; the guard's other answers are tested one by one elsewhere.
  const fitting = tries.filter(([name]) =>
    (submissionSteps[name.split('.')[1] as SubmissionStep].from as readonly string[]).includes(one.state),
  );
  const chosen = command % 9 === 0 ? tries[command % tries.length] : fitting[command % Math.max(fitting.length, 1)];
  const merges = !chosen || (one.state === 'submitted' && two.state === 'submitted' && one.id !== two.id && command % 3 === 0);
  const by =
    chosen?.[0] === 'submission.approve'
      ? place.as('townReviewer')
      : /submit|recall/.test(chosen?.[0] ?? '')
        ? authorOf(walk, one.unit_id)
        : actor;
  const outcome =
    merges || !chosen
      ? await actor.call('submissions.merge', {
          site: place.site,
          lead: { submission: one.id, version: one.version },
          items: [{ submission: two.id, version: two.version }],
        })
      : await by.call(chosen[0], { ...at, ...chosen[1] });
  if (!outcome.ok) expect(known, outcome.code).toContain(outcome.code);
  else {
    walk.done += 1;
    taken.add(merges ? 'submissions.merge' : (chosen?.[0] ?? ''));
  }
}

/** A month that is over keeps its points, whatever is done later. */
async function closeMonths(walk: Walk): Promise<void> {
  const now = dateOf(walk.day).slice(0, 7);
  for (const month of months) {
    if (month >= now) continue;
    const scores = [];
    for (const unit of ['township', 'town'] as const) scores.push(await scoreOf(world, walk.place, unit, ...periodOf(month)));
    const before = walk.closed.get(month);
    if (before !== undefined) expect(scores.join(), `${month} is over`).toBe(before);
    walk.closed.set(month, scores.join());
  }
}

async function invariants({ place }: Walk): Promise<void> {
  const client = await world.database.pool.connect();
  try {
    const ask = async (text: string): Promise<unknown[]> => (await client.query(text, [place.site])).rows;
    // No state without a line of history that led there.
    expect(
      await ask(`select s.id, s.state, h.to_state from submissions s left join lateral (select to_state from history h where h.site_id = s.site_id
        and h.thing = 'submission' and h.thing_id = s.id::text and h.to_state is not null order by h.id desc limit 1) h on true
        where s.site_id = $1 and s.state is distinct from h.to_state`),
    ).toEqual([]);
    // Facts of own adoptions stand where the item is published, once for each unit and outlet, and nowhere else.
    const standing = `select f.submission_id, f.unit_id, f.outlet_id, f.source_key from facts f where f.site_id = $1 and f.fact = 'adoption'
      and not exists (select from facts a join facts t on t.site_id = a.site_id and t.id = a.ref_id
        where a.site_id = f.site_id and a.fact = 'adjustment' and t.source_key = f.source_key)`;
    expect(await ask(`select submission_id, unit_id, outlet_id from (${standing}) x group by 1, 2, 3 having count(*) > 1`)).toEqual([]);
    expect(
      await ask(
        `select x.submission_id, s.state from (${standing}) x join submissions s on s.site_id = $1 and s.id = x.submission_id where s.state <> 'published'`,
      ),
    ).toEqual([]);
    expect(
      await ask(`select d.id from adoptions d join submissions s on s.site_id = d.site_id and s.id = d.submission_id where d.site_id = $1 and s.state = 'published'
        and d.state = 'decided' and not exists (select from (${standing}) x where x.source_key = 'adoption:' || d.id)`),
    ).toEqual([]);
    // Every unit of a published item and of what was merged into it has its part, and the parts make one.
    expect(
      await ask(`select x.source_key from (${standing}) x join facts f on f.site_id = $1 and f.source_key = x.source_key and f.unit_id = x.unit_id
        group by 1 having sum(f.share_top::numeric / f.share_bottom) not between 0.999 and 1.001`),
    ).toEqual([]);
    expect(
      await ask(`select m.id from submissions m join submissions s on s.site_id = m.site_id and s.id = m.merged_into where m.site_id = $1
        and s.state = 'published' and not exists (select from (${standing}) x where x.submission_id = s.id and x.unit_id = m.unit_id)`),
    ).toEqual([]);
    // Author, adopter and publisher are three; but for what was urgent, and that is approved by another.
    expect(
      await ask(`select s.id from submissions s join submission_signatures p on p.site_id = s.site_id and p.submission_id = s.id and p.as_what = 'publisher'
        where s.site_id = $1 and (p.person_id = s.author_id or not s.urgent and s.state in ('scheduled', 'published') and exists (
          select from adoptions d where d.site_id = s.site_id and d.submission_id = s.id and d.state = 'decided' and d.decided_by = p.person_id
            and p.id = (select max(id) from submission_signatures l where l.site_id = s.site_id and l.submission_id = s.id and l.as_what = 'publisher')))`),
    ).toEqual([]);
    expect(
      await ask(`select s.id from submissions s join submission_signatures r on r.site_id = s.site_id and r.submission_id = s.id and r.as_what = 'ratifier'
        join submission_signatures p on p.site_id = s.site_id and p.submission_id = s.id and p.as_what = 'publisher'
        where s.site_id = $1 and s.urgent and r.person_id = p.person_id and p.id = (select max(l.id) from submission_signatures l
          where l.site_id = s.site_id and l.submission_id = s.id and l.as_what = 'publisher' and l.id < r.id)`),
    ).toEqual([]);
    // A channel is told of one thing at a time, and what is off the site is on no channel for good.
    expect(
      await ask(`select s.id from submissions s join publications p on p.site_id = s.site_id and p.submission_id = s.id
        where s.site_id = $1 and s.state not in ('published', 'scheduled') and p.state in ('due', 'delivered', 'failed')`),
    ).toEqual([]);
    // What was signed is there as it was signed, and the newest text is the one people are working on.
    expect(
      await ask(`select g.id from submission_signatures g left join submission_versions v on v.site_id = g.site_id
        and v.submission_id = g.submission_id and v.number = g.version_number where g.site_id = $1 and v.sha256 is distinct from g.sha256`),
    ).toEqual([]);
    expect(
      await ask(`select s.id from submissions s join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id
        left join submission_versions v on v.site_id = s.site_id and v.submission_id = s.id and v.number = s.text_version
        where s.site_id = $1 and s.text_version > 0 and s.state <> 'draft' and v.body is distinct from t.body`),
    ).toEqual([]);
    // A refusal stands exactly where an item is refused.
    expect(
      await ask(`select s.id from submissions s where s.site_id = $1 and (s.state = 'rejected') is distinct from exists (select from facts f
        where f.site_id = s.site_id and f.submission_id = s.id and f.fact = 'refusal' and not exists (
          select from facts a where a.site_id = f.site_id and a.ref_id = f.id and a.fact = 'adjustment'))`),
    ).toEqual([]);
  } finally {
    client.release();
  }
}

let serial = 0;
let accepted = 0;

it('keep every invariant, in every order', { timeout: walkTimeout }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walked) => {
      serial += 1;
      const place = await office(world, `walk-${serial}`);
      await withRulebook(place);
      const settings = { siteDomain: 'www.example.gov.cn', siteIdCode: '1501000001', folder: 'news' };
      const { channel } = await place
        .by(terminalActor)
        .must<{ channel: number }>('channel.add', { site: place.site, name: '文件夹', kind: 'folder', settings });
      const walk: Walk = { place, channel, day: 0, items: [], closed: new Map(), done: 0 };
      for (const step of walked) {
        await tryStep(walk, step);
        await closeMonths(walk);
      }
      await invariants(walk);
      for (const unit of ['township', 'town'] as const) await scoreOf(world, place, unit, '2024-01-01', '2025-12-31');
      accepted += walk.done;
    }),
    { numRuns: process.env['LONG'] === '1' ? 80 : 10, endOnFailure: true },
  );
  // Walks that are only refused would prove nothing.
  expect(accepted).toBeGreaterThan(serial * 8);
  expect([...taken].sort()).toEqual(
    expect.arrayContaining([
      'submission.adopt',
      'submission.publish',
      'submission.publish-urgently',
      'submission.withdraw',
      'submissions.merge',
    ]),
  );
});
