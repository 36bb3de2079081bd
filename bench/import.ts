/**
 * Import of 100,000 rows beside a bare COPY of the very rows it made, into the same table of the same database, and the memory of the
 * importing process. Run by itself (`node bench/import.ts`) it prints its rows.
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Platform } from '../src/actions/action.ts';
import { importFile } from '../src/cli/import.ts';
import { setUpFrom } from '../src/cli/site.ts';
import { terminalActor } from '../src/domain/permission.ts';
import { openDatabase, type Place } from '../src/store/database.ts';
import type { Measured as Row } from './measured.ts';

const SITE = 'bench';
const ROWS = 100_000;
const UNITS = 500;
const ROUNDS = 3;

const kinds = ['报送', '采用', '采用', '采用', '退稿'];

/** A year of an office: every row with its key, item and title, four in five adopted or reported. */
function csv(rows: number): string {
  const lines = ['编号,类型,单位,日期,标题,信息编号,载体,级别,类别,备注'];
  for (let at = 0; at < rows; at += 1) {
    const day = new Date(Date.UTC(2025, 0, 1 + (at % 365))).toISOString().slice(0, 10);
    const item = Math.floor(at / 2);
    const unit = `第${(item % UNITS) + 1}单位`;
    lines.push(
      `F${at},${kinds[at % kinds.length]},${unit},${day},${unit}开展第${item}次基层社会治理工作专题调研,X${item},门户网站,本市,动态,`,
    );
  }
  return `${lines.join('\n')}\n`;
}

interface Measured {
  readonly ms: number;
  readonly rssMb: number;
}

/** The import as a process of its own, so that its memory is its own. */
function importInChild(folder: string, file: string): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--import', folder, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (text: Buffer) => {
      out += text;
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`the importing process ended with ${code}`))));
  });
}

async function child(place: Place, file: string): Promise<void> {
  const database = await openDatabase(place);
  const begun = performance.now();
  const outcome = await importFile(platformOf(database.pool), terminalActor, { file, site: SITE });
  const ms = performance.now() - begun;
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings.slice(0, 3)));
  await database.close();
  process.stdout.write(JSON.stringify({ ms, rssMb: process.resourceUsage().maxRSS / 1024 }));
}

/** Importing uses none of the tools. */
const platformOf = (pool: pg.Pool): Platform => ({
  pool,
  now: () => new Date(),
  tools: {
    fillTemplate: (text) => text,
    sha256: (text) => text,
    cleanBody: (html) => ({ html, removed: [] }),
    hashPassword: async (password) => password,
    verifyPassword: async () => false,
    seal: (secret) => secret,
    open: (sealed) => sealed,
    totpStep: () => undefined,
    proofreader: { look: async () => [], held: () => undefined, figures: async () => undefined, shipped: async () => [] },
    randomBytes: (count) => new Uint8Array(count),
  },
});

/** The rows of the table as they lie there, without the ids it gives itself. */
async function columnsOf(owner: pg.Client): Promise<string> {
  const found = await owner.query<{ names: string }>(
    `select string_agg(column_name, ', ' order by ordinal_position) as names from information_schema.columns
      where table_name = 'facts' and column_name <> 'id'`,
  );
  return found.rows[0]?.names ?? '';
}

export async function run(rows = ROWS, rounds = ROUNDS): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bct-bench-import-'));
  const data = await mkdtemp(join(tmpdir(), 'bct-bench-data-'));
  const database = await openDatabase({ folder: data });
  const owner = await database.connectOwner();
  try {
    const units = Array.from({ length: UNITS }, (_, at) => ({ name: `第${at + 1}单位`, group: '全部' }));
    const outlets = [{ name: '门户网站', kind: 'own-site' }];
    await setUpFrom(platformOf(database.pool), terminalActor, { id: SITE, name: '测速', units, outlets });
    const file = join(folder, 'facts.csv');
    await writeFile(file, csv(rows));
    const columns = await columnsOf(owner);
    const made = join(folder, 'made.copy');
    const imports: Measured[] = [];
    const copies: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await owner.query('truncate facts, submissions, imports');
      imports.push(await importInChild(data, file));
      await pipeline(owner.query(copyTo(`copy facts (${columns}) to stdout`)), createWriteStream(made));
      await owner.query('truncate facts');
      await owner.query('checkpoint');
      const begun = performance.now();
      await pipeline(createReadStream(made), owner.query(copyFrom(`copy facts (${columns}) from stdin`)));
      copies.push(performance.now() - begun);
    }
    const copy = Math.min(...copies);
    const best = Math.min(...imports.map(({ ms }) => ms));
    return [
      {
        name: `导入 ${rows / 10_000} 万行 csv（查错、认单位、建信息、入库）`,
        value: best,
        unit: 'ms',
        peer: `裸 COPY 同样的行 ${copy.toFixed(0)} ms`,
        ratio: copy / best,
        bound: '≥ 0.5',
      },
      { name: '导入进程的内存峰值', value: Math.max(...imports.map(({ rssMb }) => rssMb)), unit: 'MB', bound: '≤ 300' },
    ];
  } finally {
    await owner.end();
    await database.close();
    for (const made of [folder, data]) await rm(made, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , step, folder = '', file = ''] = process.argv;
  if (step === '--import') await child({ folder }, file);
  else console.log(await run());
}
