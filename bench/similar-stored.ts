/**
 * Near-duplicates as the product asks for them: bands and event signs under GIN in PostgreSQL, at 100,000 items of about 540 characters, of
 * which some thousands are one and the same text. `npm run bench similar-stored`; BENCH_ITEMS for fewer.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { Actor } from '../src/domain/permission.ts';
import { eventSigns, similarBands } from '../src/domain/submission/similarity.ts';
import { openDatabase } from '../src/store/database.ts';
import { heldByNumbers, writePairs } from '../src/store/similar.ts';
import { similarItems } from '../src/views/similar-items.ts';
import { fill, SITE, UNITS } from './http-rows.ts';
import { type Measured, percentile } from './measured.ts';
import { dice, nearText, officialText } from './official-texts.ts';

const ITEMS = Number(process.env['BENCH_ITEMS'] ?? 100_000);
const BATCH = 2000;
const ROUNDS = 300;
/** Questions about the text that many have sent. */
const HOT_ROUNDS = 40;

/** One item in twenty is another one's text with changes, and another one the same as hundreds of others. */
const textOf = (n: number): string => {
  if (n % 20 === 7) return officialText(0);
  return n % 20 === 19 ? nearText(officialText(n - 1 - (n % 7)), 0.95, dice(n)) : officialText(n);
};

/** Writes texts, and what they are found by where they are alike: without the words of search, which cost the most and are measured there. */
async function vary(owner: pg.Client): Promise<void> {
  for (let from = 1; from <= ITEMS; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, ITEMS - from + 1) }, (_, at) => {
      const text = textOf(from + at);
      const title = text.slice(6, 24);
      const account = { title, text, eventOn: null };
      return { n: from + at, title, body: `<p>${text}</p>`, bands: similarBands(SITE, text), events: eventSigns(SITE, account) };
    });
    await owner.query(
      `with n as (select s.site_id, s.id, s.version, n.title, n.body, n.bands, n.events
         from jsonb_to_recordset($2::jsonb) as n(n bigint, title text, body text, bands int[], events int[])
         join submissions s on s.site_id = $1 and s.source_key = 'bench:' || n.n),
       titles as (update submissions s set title = n.title from n where s.site_id = n.site_id and s.id = n.id),
       texts as (update submission_texts t set body = n.body from n where t.site_id = n.site_id and t.submission_id = n.id)
       insert into search_texts (site_id, thing, thing_id, version, tokens, bands, events)
         select site_id, 'submission', id, version, '', bands, events from n`,
      [SITE, JSON.stringify(rows)],
    );
  }
}

/** The pairs of all items, in portions as the job writes them; ms. */
async function pairUp(pool: pg.Pool): Promise<number> {
  const client = await pool.connect();
  let took = 0;
  try {
    for (let after = 0; ; ) {
      const found = await client.query<{ id: number; bands: number[] }>(
        'select thing_id as id, bands from search_texts where site_id = $1 and thing_id > $2 order by thing_id limit 300',
        [SITE, after],
      );
      const last = found.rows.at(-1);
      if (!last) return took;
      after = last.id;
      const start = performance.now();
      await client.query('begin');
      await writePairs(client, SITE, found.rows);
      await client.query('commit');
      took += performance.now() - start;
    }
  } finally {
    client.release();
  }
}

async function timed(to: number[], ask: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await ask();
  to.push(performance.now() - start);
}

interface Times {
  readonly bare: number[];
  readonly view: number[];
  readonly hot: number[];
}

async function ask(pool: pg.Pool, idOf: ReadonlyMap<number, number>): Promise<Times & { readonly found: number; readonly asked: number }> {
  const editor: Actor = { name: '编辑', person: UNITS + 1, grants: [{ role: 'editor', site: SITE }] };
  const times: Times = { bare: [], view: [], hot: [] };
  let [found, asked] = [0, 0];
  const look = async (n: number, to: number[]): Promise<void> => {
    await timed(to, async () => {
      const outcome = await similarItems(pool, editor, { site: SITE, submission: idOf.get(n) ?? 0 });
      if (!outcome.ok) throw new Error(outcome.code);
      asked += 1;
      if (outcome.value.rows.some(({ near }) => near)) found += 1;
    });
  };
  for (let round = -20; round < ROUNDS; round += 1) {
    const n = 19 + 20 * (((round + 20) * 37) % Math.floor(ITEMS / 20));
    const bands = similarBands(SITE, textOf(n));
    await timed(round < 0 ? [] : times.bare, () => pool.query(`select distinct id from (${heldByNumbers('bands', '$1', 100)}) h`, [bands]));
    await look(n, round < 0 ? [] : times.view);
  }
  for (let round = 0; round < HOT_ROUNDS; round += 1) await look(7 + 20 * ((round * 41) % Math.floor(ITEMS / 20)), times.hot);
  return { ...times, found, asked };
}

export async function run(): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bct-bench-similar-'));
  const database = await openDatabase({ folder });
  const owner = await database.connectOwner();
  try {
    await fill(owner, ITEMS);
    const begun = performance.now();
    await vary(owner);
    const writing = performance.now() - begun;
    await owner.query('vacuum analyze');
    const pairing = await pairUp(database.pool);
    await owner.query('vacuum analyze');
    const ids = await owner.query<{ id: string; n: string }>(`select id, split_part(source_key, ':', 2) as n from submissions`);
    const idOf = new Map(ids.rows.map(({ id, n }) => [Number(n), Number(id)]));
    const { bare, view, hot, found, asked } = await ask(database.pool, idOf);
    const size = await owner.query<{ bands: number; pairs: number }>(
      `select pg_relation_size('search_texts_bands') / $1::float8 as bands, pg_total_relation_size('similar_pairs') / $1::float8 as pairs`,
      [ITEMS],
    );
    const load = `负载 ${loadavg()[0]?.toFixed(1)}`;
    const items = `${ITEMS / 10_000} 万件`;
    return [
      { name: `库内相似：相近稿件一页 p95（${items}，按原文核实，${load}）`, value: percentile(view, 0.95), unit: 'ms', bound: '≤ 10 ms' },
      { name: '库内相似：相近稿件一页 p50', value: percentile(view, 0.5), unit: 'ms' },
      {
        ...{ name: '库内相似：只按索引取候选 p95', value: percentile(bare, 0.95), unit: 'ms' },
        peer: `p50 ${percentile(bare, 0.5).toFixed(2)} ms`,
      },
      { name: `库内相似：${ITEMS / 20} 件同文时的一页 p95`, value: percentile(hot, 0.95), unit: 'ms' },
      { name: '库内相似：问到的都有相近的', value: found / asked, unit: '' },
      { name: '库内相似：写入正文和索引', value: (ITEMS / writing) * 1000, unit: '件/秒' },
      { name: '库内相似：找出并写入相近的对', value: (ITEMS / pairing) * 1000, unit: '件/秒' },
      {
        ...{ name: '库内相似：每件字节（索引）', value: Number(size.rows[0]?.bands), unit: 'B' },
        peer: `相近的对 ${Number(size.rows[0]?.pairs).toFixed(0)} B`,
      },
    ];
  } finally {
    await owner.end();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
