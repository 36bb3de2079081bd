// Random walks over the unit's side, beside a model of a few lines: every answer and every row is the one the model foretells.

import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drafted } from '../support/make.ts';
import { walkTimeout } from '../support/properties.ts';
import { type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const people: readonly OfficePerson[] = [
  'reporter',
  'colleague',
  'reviewer',
  'secondReviewer',
  'townReviewer',
  'townshipReporter',
  'editor',
  'head',
];
const reviewers: readonly OfficePerson[] = ['reviewer', 'secondReviewer'];

/** What the model knows of an item. */
interface Model {
  readonly id: number;
  readonly author: OfficePerson;
  readonly levels: number;
  state: string;
  version: number;
  texts: number;
  /** The text differs from the last one sent. */
  changed: boolean;
  signed: OfficePerson[];
  holder: OfficePerson | undefined;
  received: boolean;
}

type Answer = 'done' | 'not-found' | 'forbidden' | 'wrong-state' | 'conflict' | 'bad-input' | 'stale-version';

/** Who sees an item at all: its author, its unit's reviewers, the office. */
/** Never sent: its unit's own, which the office does not see. */
const unsent = ({ state, texts, received }: Model): boolean => (state === 'draft' || state === 'discarded') && texts === 0 && !received;
const sees = (item: Model, who: OfficePerson): boolean =>
  who === item.author || ((who === 'editor' || who === 'head') && !unsent(item)) || (item.author === 'reporter' && reviewers.includes(who));

interface Command {
  readonly action: string;
  readonly may: (item: Model, who: OfficePerson) => boolean;
  readonly from: readonly string[];
  readonly input?: (serial: number) => object;
  /** Another person must act, or somebody holds it. */
  readonly barred?: (item: Model, who: OfficePerson) => boolean;
  readonly leads: (item: Model, who: OfficePerson) => void;
}
const own = (item: Model, who: OfficePerson): boolean => who === item.author;
const reviews = (item: Model, who: OfficePerson): boolean => item.author === 'reporter' && reviewers.includes(who);
const byOffice = (_: Model, who: OfficePerson): boolean => who === 'editor' || who === 'head';
const held = (item: Model, who: OfficePerson): boolean => item.holder !== undefined && item.holder !== who;
const receive = (item: Model): void => {
  item.state = 'submitted';
  item.received = true;
};

const commands: readonly Command[] = [
  {
    action: 'submission.save',
    may: own,
    from: ['draft', 'returned'],
    input: (serial) => ({ title: `第${serial}次改的标题` }),
    leads: (item) => {
      item.changed = true;
    },
  },
  {
    action: 'submission.submit',
    may: own,
    from: ['draft', 'returned'],
    leads: (item) => {
      if (item.changed) item.texts += 1;
      item.changed = false;
      item.signed = [];
      if (item.levels > 0) item.state = 'in-review';
      else receive(item);
    },
  },
  {
    action: 'submission.approve',
    may: reviews,
    from: ['in-review'],
    barred: (item, who) => item.signed.includes(who) || held(item, who),
    leads: (item, who) => {
      item.signed.push(who);
      item.holder = undefined;
      if (item.signed.length === item.levels) receive(item);
    },
  },
  {
    action: 'submission.return',
    may: reviews,
    from: ['in-review'],
    input: () => ({ reason: '请补充' }),
    barred: held,
    leads: (item) => {
      item.state = 'returned';
      item.holder = undefined;
    },
  },
  {
    action: 'submission.claim-review',
    may: reviews,
    from: ['in-review'],
    barred: (item, who) => item.signed.includes(who) || held(item, who),
    leads: (item, who) => {
      item.holder = who;
    },
  },
  {
    action: 'submission.release-review',
    may: reviews,
    from: ['in-review'],
    barred: (item) => item.holder === undefined,
    leads: (item) => {
      item.holder = undefined;
    },
  },
  {
    action: 'submission.recall',
    may: own,
    from: ['in-review', 'submitted'],
    barred: held,
    leads: (item) => {
      item.state = 'draft';
    },
  },
  {
    action: 'submission.discard',
    may: own,
    from: ['draft', 'returned'],
    leads: (item) => {
      item.state = 'discarded';
    },
  },
  {
    action: 'submission.restore',
    may: own,
    from: ['discarded'],
    barred: (item) => item.received,
    leads: (item) => {
      item.state = 'draft';
    },
  },
  {
    action: 'submission.send-back',
    may: byOffice,
    from: ['submitted'],
    input: () => ({ reason: '请重写' }),
    barred: held,
    leads: (item) => {
      item.state = 'returned';
      item.holder = undefined;
    },
  },
];

interface Walk {
  readonly place: Office;
  readonly items: Model[];
  serial: number;
}

/** Roles that never hold the capability are refused before the item is looked for. */
const holders: Readonly<Record<string, readonly OfficePerson[]>> = {
  'submission.approve': ['reviewer', 'secondReviewer', 'townReviewer'],
  'submission.return': ['reviewer', 'secondReviewer', 'townReviewer'],
  'submission.claim-review': ['reviewer', 'secondReviewer', 'townReviewer'],
  'submission.release-review': ['reviewer', 'secondReviewer', 'townReviewer'],
  'submission.send-back': ['editor', 'head'],
};
const writers: readonly OfficePerson[] = ['reporter', 'colleague', 'townshipReporter'];

function foretold(item: Model, command: Command, who: OfficePerson, stale: boolean): Answer {
  if (!(holders[command.action] ?? writers).includes(who)) return 'forbidden';
  if (!sees(item, who)) return 'not-found';
  if (!command.may(item, who)) return 'forbidden';
  if (stale) return 'stale-version';
  if (!command.from.includes(item.state)) return 'wrong-state';
  return command.barred?.(item, who) ? 'conflict' : 'done';
}

async function step(walk: Walk, [what, which, whose, luck]: readonly [number, number, number, number]): Promise<void> {
  const { place, items } = walk;
  walk.serial += 1;
  const item = items[which % Math.max(items.length, 1)];
  if (!item || what >= commands.length) {
    const author = whose % 2 === 0 ? 'reporter' : 'townshipReporter';
    const made = await drafted(place, author, author === 'reporter' ? 'bureau' : 'township', { title: `第${walk.serial}件` });
    const levels = author === 'reporter' ? 2 : 0;
    items.push({
      id: made.submission,
      author,
      levels,
      state: 'draft',
      version: 1,
      texts: 0,
      changed: true,
      signed: [],
      holder: undefined,
      received: false,
    });
    return;
  }
  // Most tries are of a step that is open by somebody who may, or nothing would ever get far; the others are whatever comes.
  const open = commands.filter(({ from }) => from.includes(item.state));
  const command = (luck % 4 === 0 ? commands[what] : open[what % open.length]) ?? (commands[what] as Command);
  const able = people.filter((one) => command.may(item, one));
  const who = (luck % 5 === 0 ? people[whose % people.length] : able[whose % able.length]) ?? 'reporter';
  const stale = luck % 7 === 0 && item.version > 1;
  const before = await rowOf(item);
  const outcome = await place.as(who).call(command.action, {
    site: place.site,
    submission: item.id,
    version: stale ? item.version - 1 : item.version,
    ...command.input?.(walk.serial),
  });
  expect(outcome.ok ? 'done' : outcome.code, `${who} ${command.action} ${item.state}`).toBe(foretold(item, command, who, stale));
  if (!outcome.ok) {
    expect(await rowOf(item)).toEqual(before);
    return;
  }
  item.version += 1;
  command.leads(item, who);
  if (item.state !== 'in-review' && item.state !== 'submitted') item.holder = undefined;
  expect(await rowOf(item)).toMatchObject({
    state: item.state,
    version: item.version,
    text_version: item.texts,
    level: item.state === 'in-review' || item.state === 'submitted' ? item.signed.length : expect.any(Number),
    claimed_by: item.holder === undefined ? null : place.people[item.holder],
  });
}

const rowOf = (item: Model) => world.db.selectFrom('submissions').selectAll().where('id', '=', item.id).executeTakeFirstOrThrow();

async function invariants({ place, items }: Walk): Promise<void> {
  const none = async (sql: string): Promise<void> => {
    const found = await world.database.pool.query(sql, [place.site]);
    expect(found.rows, sql).toEqual([]);
  };
  // The last line of history led to the state the item has, and every line began where the one before ended.
  await none(`select s.id from submissions s where s.site_id = $1 and s.state is distinct from (select h.to_state from history h
    where h.site_id = s.site_id and h.thing = 'submission' and h.thing_id = s.id::text order by h.id desc limit 1)`);
  await none(`select id from (select id, from_state, lag(to_state) over (partition by thing_id order by id) as before, row_number() over (partition by thing_id order by id) as place
    from history where site_id = $1 and thing = 'submission') h where place > 1 and from_state is distinct from before`);
  // As many lines as versions: nothing moved without one.
  await none(`select s.id from submissions s where s.site_id = $1 and s.version <> (select count(*) from history h
    where h.site_id = s.site_id and h.thing = 'submission' and h.thing_id = s.id::text)`);
  // Nobody signed their own text as reviewer, nor twice in one round; what is with the office has all its signatures, on its very text.
  await none(`select g.id from submission_signatures g join submissions s on s.site_id = g.site_id and s.id = g.submission_id
    where g.site_id = $1 and g.as_what = 'reviewer' and g.person_id = s.author_id`);
  await none(`select s.id from submissions s where s.site_id = $1 and s.state = 'submitted' and s.levels <> (
    select count(distinct g.person_id) from submission_signatures g join submission_versions v on v.site_id = g.site_id and v.submission_id = g.submission_id
      and v.number = g.version_number and v.sha256 = g.sha256
    where g.site_id = s.site_id and g.submission_id = s.id and g.as_what = 'reviewer' and g.version_number = s.text_version
      and g.id > (select max(a.id) from submission_signatures a where a.site_id = s.site_id and a.submission_id = s.id and a.as_what = 'author'))`);
  // One fact of receipt, taken back where the item was given up.
  for (const item of items) {
    const facts = await world.db
      .selectFrom('facts')
      .select(['fact', 'ref_id'])
      .where('submission_id', '=', item.id)
      .orderBy('id')
      .execute();
    const kinds = item.received ? ['submission', ...(item.state === 'discarded' ? ['adjustment'] : [])] : [];
    expect(facts.map(({ fact }) => fact)).toEqual(kinds);
  }
  await none(`select submission_id, number from (select submission_id, number, sha256, lag(sha256) over (partition by submission_id order by number) as before
    from submission_versions where site_id = $1) v where sha256 = before`);
}

const steps = fc.array(fc.tuple(fc.nat(commands.length + 1), fc.nat(3), fc.nat(people.length - 1), fc.nat(139)), {
  minLength: 20,
  maxLength: 60,
});

let serial = 0;
let done = 0;
const reached = new Set<string>();
it('answers and keeps what the model foretells, whatever people try', { timeout: walkTimeout }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walked) => {
      serial += 1;
      const walk: Walk = { place: await office(world, `unit-walk-${serial}`), items: [], serial: 0 };
      for (const one of walked) await step(walk, one);
      await invariants(walk);
      for (const { version, state } of walk.items) {
        done += version - 1;
        reached.add(state);
      }
    }),
    { numRuns: process.env['LONG'] === '1' ? 150 : 15, endOnFailure: true },
  );
  expect(done).toBeGreaterThan(150);
  expect([...reached].sort()).toEqual(['discarded', 'draft', 'in-review', 'returned', 'submitted']);
});
