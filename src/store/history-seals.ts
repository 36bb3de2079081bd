/** Lines of history as they are sealed, and their seals: read in pages, so that any length fits the memory. */
import type pg from 'pg';
import { type HistoryRow, momentText, type Sha256 } from '../domain/history/line.ts';
import { firstPrevious, type HistorySeal, type LineMark, mostLines, type NewHistorySeal, sealLines } from '../domain/history/seal.ts';

export interface Sealed {
  /** Hash of the site's last seal. */
  readonly head: string;
  readonly lines: number;
  /** False where lines were left for another time. */
  readonly complete: boolean;
}

/**
 * Seals a site's lines since its last seal, oldest first, at most `most` of them. The caller holds the site alone: a line gets its id
 * while its transaction shares the site, so that none with an earlier id can still come.
 */
export async function sealHistory(
  client: pg.ClientBase,
  site: string,
  sha256: Sha256,
  now: Date,
  most = Number.POSITIVE_INFINITY,
): Promise<Sealed> {
  const found = await client.query<{ last_id: number; sha256: string }>(
    'select last_id, sha256 from history_seals where site_id = $1 order by id desc limit 1',
    [site],
  );
  let [head, after] = [found.rows[0]?.sha256 ?? firstPrevious, found.rows[0]?.last_id];
  let lines = 0;
  while (lines < most) {
    const rows = await linePage(client, site, after);
    if (rows.length === 0) return { head, lines, complete: true };
    const seal = sealLines(site, head, rows, momentText(now), sha256);
    await addSeal(client, site, seal);
    [head, after] = [seal.sha256, seal.last];
    lines += rows.length;
  }
  return { head, lines, complete: false };
}

async function addSeal(client: pg.ClientBase, site: string, seal: NewHistorySeal): Promise<void> {
  await client.query(
    `insert into history_seals (site_id, first_id, last_id, lines, previous, sha256, sealed_at, marks)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [site, seal.first, seal.last, seal.lines, seal.previous, seal.sha256, seal.sealedAt, packMarks(seal.marks)],
  );
}

/** A site's lines after an id, all of them in the order of ids. */
export async function* linesAfter(client: pg.ClientBase, site: string, id?: number): AsyncGenerator<HistoryRow> {
  for (let page = await linePage(client, site, id); page.length > 0; page = await linePage(client, site, page.at(-1)?.id)) yield* page;
}

async function linePage(client: pg.ClientBase, site: string, after: number | undefined): Promise<readonly HistoryRow[]> {
  const found = await client.query<HistoryRow>({
    name: after === undefined ? 'history-first' : 'history-after',
    text: `select id, thing, thing_id as "thingId", step, from_state as "from", to_state as "to", by_actor as "by", by_person as person,
       reason, detail::text as detail, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
     from history where site_id = $1 ${after === undefined ? '' : 'and id > $2'} order by id limit ${mostLines}`,
    values: after === undefined ? [site] : [site, after],
  });
  return found.rows;
}

/** A site's seals in the order they were made. */
export async function* sealsOf(client: pg.ClientBase, site: string): AsyncGenerator<HistorySeal> {
  let after: number | undefined;
  for (;;) {
    const found = await client.query<Omit<HistorySeal, 'marks'> & { readonly marks: Buffer }>(
      `select id, first_id as "first", last_id as "last", lines, previous, sha256, marks,
         to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "sealedAt"
       from history_seals where site_id = $1 and ($2::bigint is null or id > $2) order by id limit 100`,
      [site, after ?? null],
    );
    if (found.rows.length === 0) return;
    for (const row of found.rows) yield { ...row, marks: unpackMarks(row.marks) };
    after = found.rows.at(-1)?.id;
  }
}

/** Id and first 8 bytes of the hash, 8 bytes each. */
function packMarks(marks: readonly LineMark[]): Buffer {
  const packed = Buffer.alloc(marks.length * 16);
  marks.forEach(({ id, mark }, index) => {
    packed.writeBigInt64BE(BigInt(id), index * 16);
    packed.write(mark, index * 16 + 8, 'hex');
  });
  return packed;
}

function unpackMarks(packed: Buffer): readonly LineMark[] {
  return Array.from({ length: Math.floor(packed.length / 16) }, (_, index) => ({
    id: Number(packed.readBigInt64BE(index * 16)),
    mark: packed.toString('hex', index * 16 + 8, index * 16 + 16),
  }));
}

export interface UnsealedTail {
  readonly lines: number;
  /** When the first of them was written; null where there are none. */
  readonly since: Date | null;
}

/** The lines after a site's last seal. */
export async function unsealedTail(client: pg.ClientBase, site: string): Promise<UnsealedTail> {
  const found = await client.query<UnsealedTail>(
    `select count(*) as lines, min(at) as since from history
     where site_id = $1 and id > coalesce((select last_id from history_seals where site_id = $1 order by id desc limit 1), '-9223372036854775808')`,
    [site],
  );
  return found.rows[0] ?? { lines: 0, since: null };
}

/** SQL for every `site_id` of a table: steps from one site to the next in its index, whatever number of rows lies between. */
export const everySite = (table: string): string =>
  `(with recursive each (site_id) as (
     (select site_id from ${table} order by site_id limit 1)
     union all
     select (select t.site_id from ${table} t where t.site_id > each.site_id order by t.site_id limit 1) from each where each.site_id is not null)
   select site_id from each where site_id is not null)`;

/** Whether a site's bulletins print the head of its history: yes, unless its settings say `printsHistoryHead: false`. */
export async function printsHistoryHead(client: pg.ClientBase, site: string): Promise<boolean> {
  const found = await client.query<{ prints: boolean }>(
    `select settings -> 'printsHistoryHead' is distinct from 'false'::jsonb as prints from sites where id = $1`,
    [site],
  );
  return found.rows[0]?.prints ?? true;
}
