/** Which items are alike: proposed by the index, decided by the texts; and the pairs that figures and lists of a period are made of. */
import type pg from 'pg';
import { leastAlike } from '../domain/organisation/settings.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import { plainText } from '../domain/submission/rich-text.ts';
import { type ComparedText, type HeldText, heldText, textSimilarity, wasEarlier } from '../domain/submission/similarity.ts';
import { searchedText } from './search-text.ts';

/** Of one band so many items at most are looked at, and of one item so many others compared: those that share the most bands with it. */
const MOST_OF_BAND = 40;
const MOST_COMPARED = 12;

/**
 * Items that hold one of these numbers among their `bands` or `events`, each with the number and its site. Each number is asked for by itself and by
 * nothing else, and read only until there are enough: asked for all at once, the planner takes them for a good part of the table and
 * walks through all of it, and of a text that thousands have sent no more is to be looked at than of any other.
 */
export const heldByNumbers = (column: 'bands' | 'events', numbers: string, most: number): string =>
  `select k.number, h.site_id, h.id from unnest(${numbers}::int[]) as k(number) cross join lateral (
     with held as materialized (select x.site_id, x.thing_id as id from search_texts x where x.${column} && array[k.number])
     select * from held limit ${most}) h`;

/** States in which an item lies at no office: it was not sent again, and nothing repeats it. */
const away = `('draft', 'returned', 'discarded')`;

/**
 * When an item `alias` was there: received, or on paper before that; of what was imported, published. Null where it was never sent, or lies
 * with its unit again.
 */
export const toldAt = (alias: string): string => `case when ${alias}.state in ${away} then null
    when ${alias}.submitted_at is not null then least(${alias}.submitted_at, ${alias}.paper_on::timestamptz)
    when ${alias}.state = 'recorded' then coalesce((select min(b.delivered_at) from publications b
      where b.site_id = ${alias}.site_id and b.submission_id = ${alias}.id), ${alias}.recorded_at) end`;

/**
 * Items `later` that were received in a period and are alike to one that was there before, each with the `first` of these, and whether that is
 * its own unit's. Of a site ($1), from a day ($2) to a day ($3); `least` is the similarity in thousandths, `and` limits both items `s` and `e`.
 * What was merged tells of one thing together, and repeats nothing.
 */
export const repeatsSql = (least: string, and = 'true'): string => `select distinct on (p.submission_id) p.submission_id as later,
    p.earlier_id as first, p.similarity, s.unit_id, s.unit_id = e.unit_id as own, coalesce(s.state = 'rejected' and s.reason_code = 'repeated', false) as refused
  from submissions s join similar_pairs p on p.site_id = s.site_id and p.submission_id = s.id
    join submissions e on e.site_id = p.site_id and e.id = p.earlier_id
  where s.site_id = $1 and s.submitted_at >= $2::date and s.submitted_at < $3::date + 1 and s.state not in ${away} and s.state <> 'merged'
    and e.state not in ${away} and e.merged_into is distinct from s.id and p.similarity >= ${least} and ${and}
  order by p.submission_id, p.earlier_at, p.earlier_id`;

/** An item with the text that is compared. */
export interface ToldSubmission extends ComparedText {
  readonly submission: number;
  readonly version: number;
  readonly state: SubmissionState;
  readonly unit: { readonly id: number; readonly name: string };
  readonly eventOn: string | null;
  /** When it was there, else when it was begun. */
  readonly at: Date;
  /** Where it was adopted above. */
  readonly upper: string | null;
}

interface ToldRow extends Omit<ToldSubmission, 'unit' | 'text'> {
  readonly unitId: number;
  readonly unitName: string;
  readonly body: string;
}

/** Of items `s`, joined with `toldTables`. */
export const toldColumns = `s.id as submission, s.version, s.title, s.state, s.unit_id as "unitId", u.name as "unitName", s.event_on as "eventOn",
  coalesce(${toldAt('s')}, s.submitted_at, s.recorded_at) as at, coalesce(t.body, v.body, '') as body,
  (select string_agg(distinct o.name, '、') from adoptions a join outlets o on o.site_id = a.site_id and o.id = a.outlet_id
    where a.site_id = s.site_id and a.submission_id = s.id and a.state = 'confirmed' and o.kind <> 'own-site') as upper`;
export const toldTables = `join units u on u.site_id = s.site_id and u.id = s.unit_id ${searchedText('s')}`;

const toldOf = ({ unitId, unitName, body, ...row }: ToldRow): ToldSubmission => ({
  ...row,
  unit: { id: unitId, name: unitName },
  text: plainText(body),
});

/** The items that a query of `toldColumns` gives. */
export const toldItems = async (client: pg.ClientBase, sql: string, values: unknown[]): Promise<readonly ToldSubmission[]> =>
  (await client.query<ToldRow>(sql, values)).rows.map(toldOf);

/** One item of a site by its number. */
export const loadTold = async (client: pg.ClientBase, site: string, id: number): Promise<ToldSubmission | undefined> =>
  (await toldItems(client, `select ${toldColumns} from submissions s ${toldTables} where s.site_id = $1 and s.id = $2`, [site, id]))[0];

interface Told {
  readonly id: number;
  readonly at: Date;
  readonly body: string;
}

export interface Banded {
  readonly id: number;
  readonly bands: readonly number[];
}

/** Keeps of these items, whose bands were just written, with which others they are alike. */
export async function writePairs(client: pg.ClientBase, site: string, items: readonly Banded[]): Promise<void> {
  await client.query(
    'delete from similar_pairs where site_id = $1 and (submission_id = any($2::bigint[]) or earlier_id = any($2::bigint[]))',
    [site, items.map(({ id }) => id)],
  );
  const proposed = await proposedPairs(client, site, items);
  if (proposed.length === 0) return;
  const told = await client.query<Told>(
    `select * from (select s.id, ${toldAt('s')} as at, coalesce(t.body, v.body, '') as body from submissions s ${searchedText('s')}
       where s.site_id = $1 and s.id = any($2::bigint[])) f where f.at is not null`,
    [site, [...new Set(proposed.flat())]],
  );
  const texts = new Map(told.rows.map(({ id, at, body }) => [id, { id, at, text: heldText(plainText(body)) }]));
  const rows = proposed.flatMap(([one, other]) => pairOf(texts.get(one), texts.get(other)) ?? []);
  await client.query(
    `insert into similar_pairs (site_id, submission_id, earlier_id, similarity, earlier_at)
     select $1, n.later, n.earlier, n.similarity, n.at from jsonb_to_recordset($2::jsonb) as n(later bigint, earlier bigint, similarity int, at timestamptz)
     on conflict do nothing`,
    [site, JSON.stringify(rows)],
  );
}

/** Pairs of an item and another one that share a band; each band is asked for once, however many of the items have it. */
async function proposedPairs(
  client: pg.ClientBase,
  site: string,
  items: readonly Banded[],
): Promise<readonly (readonly [number, number])[]> {
  const found = await client.query<{ number: number; id: number }>(
    `select * from (${heldByNumbers('bands', '$2', MOST_OF_BAND)}) h where h.site_id = $1`,
    [site, [...new Set(items.flatMap(({ bands }) => bands))]],
  );
  const held = Map.groupBy(found.rows, ({ number }) => number);
  return items.flatMap(({ id, bands }) => {
    const shared = new Map<number, number>();
    for (const one of bands.flatMap((band) => held.get(band) ?? [])) if (one.id !== id) shared.set(one.id, (shared.get(one.id) ?? 0) + 1);
    const likest = [...shared].sort(([a, ofA], [b, ofB]) => ofB - ofA || a - b).slice(0, MOST_COMPARED);
    return likest.map(([other]) => [id, other] as const);
  });
}

interface Compared {
  readonly id: number;
  readonly at: Date;
  readonly text: HeldText;
}

function pairOf(one: Compared | undefined, other: Compared | undefined) {
  if (!one || !other) return undefined;
  const similarity = Math.floor(textSimilarity(one.text, other.text) * 1000);
  if (similarity < leastAlike * 10) return undefined;
  const [first, second] = wasEarlier(one, other) ? [one, other] : [other, one];
  return { later: second.id, earlier: first.id, similarity, at: first.at };
}
