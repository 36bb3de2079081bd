/** A year's ranking from the tables beside the bare SQL that groups the same facts by the same attributes. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { dayFrom } from '../src/domain/calendar/day.ts';
import type { Rulebook } from '../src/domain/scoring/rulebook.ts';
import { openDatabase } from '../src/store/database.ts';
import { scorePeriod } from '../src/store/scoring.ts';
import { type Measured, measure, median } from './measured.ts';

const unitCount = 500;
const year = { from: dayFrom('2020-01-01') as number, to: dayFrom('2020-12-31') as number };

const highestOnly: Rulebook = {
  name: '只计最高',
  from: '2020-01-01',
  countsAt: 'adoption',
  rules: [{ id: '采用', each: { fact: 'adoption' }, points: { by: 'outlet', table: { 本站: 5, 上级: 10 } } }],
  sameItem: [{ rules: ['采用'], take: 'highest' }],
};

async function fill(owner: pg.ClientBase, facts: number): Promise<void> {
  await owner.query(`insert into sites (id, name, recorded_at) values ('bench', '测速', now())`);
  await owner.query(
    `insert into units (site_id, key, name, group_name, position)
     select 'bench', '单位' || n, '单位' || n, (array['旗区', '市直各部门', '各经济开发区（园区）', '人民团体'])[n % 4 + 1], n from generate_series(1, ${unitCount}) n`,
  );
  await owner.query(
    `insert into outlets (site_id, name, kind, position) values ('bench', '本站', 'own-site', 1), ('bench', '上级', 'upper-site', 2)`,
  );
  // Every tenth item is adopted twice, so that «highest only» has something to choose.
  await owner.query(
    `insert into submissions (site_id, unit_id, source_key, title, recorded_at)
     select 'bench', (select min(id) from units) + n % ${unitCount}, 'S' || n, '信息' || n, now() from generate_series(1, ${Math.round(facts * 0.9)}) n`,
  );
  await owner.query(
    `insert into facts (site_id, fact, unit_id, fact_on, recorded_at, submission_id, outlet_id, kind, points, source_key)
     select 'bench',
       case when n % 400 = 0 then 'interview' when n % 300 = 0 then 'deduction' when n % 350 = 0 then 'bonus' else 'adoption' end,
       (select min(id) from units) + (n % ${Math.round(facts * 0.9)}) % ${unitCount}, date '2020-01-01' + (n % 366), now(),
       (select min(id) from submissions) + n % ${Math.round(facts * 0.9)},
       (select min(id) from outlets) + n / ${Math.round(facts * 0.9)},
       case when n % 300 = 0 then '错别字' when n % 10 = 0 then '约稿' end, case when n % 350 = 0 then 5 end, 'F' || n
     from generate_series(0, ${facts - 1}) n`,
  );
  await owner.query('vacuum analyze');
}

const bareSql = `select unit_id, fact, kind, points, sum(count) from facts
  where site_id = 'bench' and fact = any('{adoption,bonus,deduction,exclusion,interpretation,interview}') and fact_on >= '2020-01-01' and fact_on <= '2020-12-31'
  group by unit_id, fact, kind, points`;
const bareItems = `select count(*) from (select submission_id, max(outlet_id) from facts where site_id = 'bench' and fact = 'adoption' and fact_on >= '2020-01-01' and fact_on <= '2020-12-31' group by unit_id, submission_id) t`;

async function timesFor(
  facts: number,
  rulebook: Rulebook,
): Promise<{ bare: number; ours: number; bareItems: number; highest: number; memory: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'baocaitong-bench-'));
  const database = await openDatabase({ folder }, { stopWithParent: true });
  try {
    const owner = await database.connectOwner();
    await fill(owner, facts);
    await owner.end();
    const client = await database.pool.connect();
    const scored = (rulebooks: readonly Rulebook[]) => () => scorePeriod(client, 'bench', year, { rulebooks });
    // Alternating, so that both see the same machine.
    const rounds = await measure(7, { bare: () => client.query(bareSql), ours: scored([rulebook]) });
    const items = await measure(3, { bare: () => client.query(bareItems), ours: scored([highestOnly]) });
    client.release();
    return {
      bare: median(rounds.bare),
      ours: median(rounds.ours),
      bareItems: median(items.bare),
      highest: median(items.ours),
      memory: memoryOf(folder, [rulebook, highestOnly]),
    };
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Most memory of a process that does nothing but score. */
function memoryOf(folder: string, rulebooks: readonly Rulebook[]): number {
  const file = join(folder, 'rulebooks.json');
  writeFileSync(file, JSON.stringify(rulebooks));
  const script = fileURLToPath(new URL('ranking-memory.ts', import.meta.url));
  return Number(execFileSync(process.execPath, [script, folder, file, String(year.from), String(year.to)], { encoding: 'utf8' }));
}

export async function run(): Promise<Measured[]> {
  const rulebook = JSON.parse(await readFile(new URL('../assets/demo/ordos-2020q2/rulebook.json', import.meta.url), 'utf8')) as Rulebook;
  const small = await timesFor(100_000, rulebook);
  const large = await timesFor(1_000_000, rulebook);
  const perFact = large.ours / 1_000_000 / (small.ours / 100_000);
  return [
    {
      name: '年度排名，100 万条、500 个单位',
      value: large.ours,
      unit: 'ms',
      peer: `裸 SQL GROUP BY ${large.bare.toFixed(0)} ms`,
      ratio: large.ours / large.bare,
      bound: '≤ 1.5',
    },
    {
      name: '年度排名，10 万条',
      value: small.ours,
      unit: 'ms',
      peer: `裸 SQL GROUP BY ${small.bare.toFixed(0)} ms`,
      ratio: small.ours / small.bare,
    },
    { name: '每条用时，100 万条与 10 万条之比', value: perFact, unit: '', bound: '0.7–1.3', ratio: perFact },
    {
      name: '只计最高的办法，100 万条',
      value: large.highest,
      unit: 'ms',
      peer: `裸 SQL 按信息取最高 ${large.bareItems.toFixed(0)} ms`,
      ratio: large.highest / large.bareItems,
    },
    { name: '只计最高，每条用时之比', value: large.highest / small.highest / 10, unit: '', ratio: large.highest / small.highest / 10 },
    { name: 'Node 进程内存峰值，100 万条，两种办法', value: large.memory, unit: 'MB', bound: '≤ 300' },
  ];
}
