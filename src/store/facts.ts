/**
 * Facts for scoring: exactly what the rulebooks need, grouped in the database wherever items need not be told apart.
 * Reversals and late entries are few; they come one by one, and the domain says on which day they count.
 */
import type pg from 'pg';
import Cursor from 'pg-cursor';
import { type DayNumber, dayFrom, windowOf } from '../domain/calendar/day.ts';
import { countingDay, type FactRow } from '../domain/scoring/fact.ts';
import type { DayBasis, Scalar } from '../domain/scoring/rulebook.ts';
import { beginningOn, type FactQuery, groupedSql, lateRowsSql, reversalSql, type Shape, shapeOf, singleSql } from './fact-sql.ts';

type Raw = readonly unknown[];

/** Hands every row to `take`, in the order of days (or of items, where they stand together). */
export async function readRows(client: pg.ClientBase, query: FactQuery, take: (row: FactRow) => void): Promise<void> {
  const first = shapeOf(query);
  const few = await fewRows(client, first);
  const shape = reachingBack(first, few);
  const extra = few.filter((row) => shape.from === undefined || row.day >= shape.from);
  // Reversals and late entries are merged in by their day; with items together they are merged in by their item.
  const place = (row: FactRow): number => (!shape.itemsTogether ? row.day : row.item < 0 ? Number.MAX_SAFE_INTEGER : row.item);
  extra.sort((a, b) => place(a) - place(b) || a.day - b.day);
  let next = 0;
  const put = (row: FactRow): void => {
    while (next < extra.length && comesBefore(extra[next] as FactRow, row, place)) take(extra[next++] as FactRow);
    take(row);
  };
  const single = shape.single || shape.itemsTogether;
  if (!single || shape.itemsTogether) {
    // Grouped rows are few; read whole, so that the server may use all its cores.
    const grouped: FactRow[] = [];
    const joint = await hasJointItems(client, query.site);
    for (const basis of query.needs.bases) grouped.push(...(await groupedRows(client, shape, basis, joint)));
    if (query.needs.bases.length > 1) grouped.sort((a, b) => a.day - b.day);
    for (const row of grouped) (shape.itemsTogether ? take : put)(row);
  }
  if (single) {
    if (query.needs.bases.length === 1) await streamRows(client, shape, 'on', put);
    else {
      const all: FactRow[] = [];
      for (const basis of query.needs.bases) await streamRows(client, shape, basis, (row) => all.push(row));
      all.sort((a, b) => place(a) - place(b) || a.day - b.day);
      for (const row of all) put(row);
    }
  }
  while (next < extra.length) take(extra[next++] as FactRow);
}

/** A contest must have seen the fact that is taken back, also one of an earlier year. */
function reachingBack(shape: Shape, few: readonly FactRow[]): Shape {
  const { from, query } = shape;
  if (!shape.single || from === undefined) return shape;
  const counting = few.filter((row) => row.day >= from);
  const earliest = counting.reduce((least, row) => Math.min(least, windowOf('year', row.ruleDay, query.plan.yearStart).from), from);
  return beginningOn(shape, earliest);
}

const comesBefore = (extra: FactRow, row: FactRow, place: (row: FactRow) => number): boolean =>
  place(extra) < place(row) || (place(extra) === place(row) && extra.day < row.day);

async function fewRows(client: pg.ClientBase, shape: Shape): Promise<FactRow[]> {
  const rows: FactRow[] = [];
  for (const basis of shape.query.needs.bases) {
    for (const sql of [reversalSql(shape, basis), lateRowsSql(shape, basis)]) {
      if (!sql) continue;
      const found = await client.query<unknown[]>({ text: sql.text, values: [...sql.values], rowMode: 'array' });
      for (const raw of found.rows) {
        const row = datedRow(shape, basis, raw);
        if (row && row.day <= shape.to) rows.push(row);
      }
    }
  }
  return rows;
}

/** A single row whose day may move to the first open period. Reversals bring the reversed fact's own day as a last column. */
function datedRow(shape: Shape, basis: DayBasis, raw: Raw): FactRow | undefined {
  const at = 7 + shape.attributes.length;
  const dated = dayFrom(String(raw[at]));
  const own = raw[at + 4] === undefined ? dated : dayFrom(String(raw[at + 4]));
  if (dated === undefined || own === undefined) return undefined;
  const counted = countingDay(dated, (raw[at + 3] as Date).getTime(), shape.query.issued);
  // What is not yet published cannot be taken back before it counts.
  const day = Math.max(counted, own);
  const row = rowFrom(shape, basis, raw, day);
  return row && { ...row, ruleDay: own, late: counted !== dated, id: String(raw[at + 1]), item: itemOf(raw[at + 2]) };
}

const itemOf = (value: unknown): number => (value === null || value === undefined ? -1 : Number(value));

async function hasJointItems(client: pg.ClientBase, site: string): Promise<boolean> {
  const found = await client.query<{ joint: boolean }>('select exists (select from facts where site_id = $1 and joint) as joint', [site]);
  return found.rows[0]?.joint === true;
}

async function groupedRows(client: pg.ClientBase, shape: Shape, basis: DayBasis, joint: boolean): Promise<FactRow[]> {
  const { text, values } = groupedSql(shape, basis, joint);
  const found = await client.query<unknown[]>({ text, values: [...values], rowMode: 'array' });
  return found.rows.flatMap((raw) => groupedRow(shape, basis, raw) ?? []);
}

/** How many rows come at a time: enough to keep the server busy, few enough to stay small. */
const batchSize = 5_000;

async function streamRows(client: pg.ClientBase, shape: Shape, basis: DayBasis, put: (row: FactRow) => void): Promise<void> {
  const { text, values } = singleSql(shape, basis);
  const cursor = client.query(new Cursor<unknown[]>(text, [...values], { rowMode: 'array' }));
  try {
    for (let batch = await cursor.read(batchSize); batch.length > 0; batch = await cursor.read(batchSize)) {
      for (const raw of batch) {
        const row = singleRow(shape, basis, raw);
        if (row) put(row);
      }
    }
  } finally {
    await cursor.close();
  }
}

function groupedRow(shape: Shape, basis: DayBasis, raw: Raw): FactRow | undefined {
  const bucket = Number(raw[7 + shape.attributes.length]);
  return rowFrom(shape, basis, raw, shape.edges[bucket - 1] as DayNumber);
}

function singleRow(shape: Shape, basis: DayBasis, raw: Raw): FactRow | undefined {
  const at = 7 + shape.attributes.length;
  const row = rowFrom(shape, basis, raw, dayFrom(String(raw[at])) ?? 0);
  return row && { ...row, id: String(raw[at + 1]), item: itemOf(raw[at + 2]) };
}

/** Columns 0–6 are unit, fact, share, lead, joint, count; then the attributes. A unit that is not in the directory is left out. */
function rowFrom(shape: Shape, basis: DayBasis, raw: Raw, day: DayNumber): FactRow | undefined {
  const unit = shape.query.unitOf.get(Number(raw[0]));
  if (unit === undefined) return undefined;
  const attributes: Record<string, Scalar> = {};
  shape.attributes.forEach((attribute, index) => {
    attributes[attribute] = scalarOf(shape.query, attribute, raw[7 + index]);
  });
  return {
    fact: raw[1] as string,
    unit,
    day,
    basis,
    ruleDay: day,
    item: -1,
    count: Number(raw[6]),
    shareTop: Number(raw[2]),
    shareBottom: Number(raw[3]),
    lead: raw[4] === true,
    joint: raw[5] === true,
    late: false,
    attributes,
  };
}

function scalarOf(query: FactQuery, attribute: string, value: unknown): Scalar {
  if (value === null || value === undefined) return null;
  if (attribute === 'outlet') return query.outlets.get(Number(value)) ?? null;
  if (attribute === 'points' || attribute === 'age' || attribute === 'lateBy') return Number(value);
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? value : null;
}
