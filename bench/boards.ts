/**
 * The inbox, the desk's counts and the boards as people open them, each beside the bare indexed query for the rows it shows, at 100,000
 * items (BENCH_ITEMS for more): what lies open is of the last quarter. `npm run bench boards`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { Outcome } from '../src/domain/outcome.ts';
import type { Actor } from '../src/domain/permission.ts';
import { type Database, openDatabase } from '../src/store/database.ts';
import { commissions } from '../src/views/commissions.ts';
import { deskCounts } from '../src/views/desk-counts.ts';
import { history } from '../src/views/history-list.ts';
import { inbox } from '../src/views/inbox.ts';
import { inspections } from '../src/views/inspections.ts';
import { rectifications } from '../src/views/rectifications.ts';
import { updateBoard } from '../src/views/update-board.ts';
import { fill, SITE, UNITS } from './http-rows.ts';
import { type Measured, percentile } from './measured.ts';

const ITEMS = Number(process.env['BENCH_ITEMS'] ?? 100_000);
const ROUNDS = 40;

/** What lies around the items: an error in each tenth published one, commissions to all units, inspections, five lines of history an item. */
export async function fillAround(owner: pg.Client, items: number): Promise<void> {
  const run = (sql: string, values: unknown[] = [SITE]) => owner.query(sql, values);
  await run(
    `update submissions set state = case state when 'submitted' then 'published' else 'rejected' end
     where site_id = $1 and state in ('submitted', 'in-review') and submitted_at < timestamptz '2026-07-01 00:00+08'`,
  );
  await run(
    `insert into rectifications (site_id, submission_id, word, correction, kind, severity, side, place, version_number, state, found_on, found_by_name,
       confirmed_at, recorded_at)
     select $1, s.id, '错词', '正词', 'typo', 'ordinary', 'unit', '正文', 1, case when s.id % 500 = 0 then 'found' else 'closed' end, s.event_on, '某', now(), now()
     from submissions s where s.site_id = $1 and s.state = 'published' and s.id % 10 = 0`,
  );
  await run(
    `insert into commissions (site_id, state, title, brief, due_on, may_decline, placed_on, opened_on, placed_by_name, recorded_at)
     select $1, case when n > 990 then 'open' else 'closed' end, '第' || n || '件约稿', '要求', date '2026-10-20', false, date '2026-09-01', date '2026-09-01', '某', now()
     from generate_series(1, 1000) n`,
  );
  await run(
    `insert into commission_tasks (site_id, commission_id, unit_id, state, asked_on, recorded_at, changed_at)
     select $1, c.id, u.id, case c.state when 'open' then 'asked' else 'missed' end, c.placed_on, now(), now()
     from commissions c join units u on u.site_id = c.site_id where c.site_id = $1`,
  );
  await run(
    `insert into inspection_subjects (site_id, kind, name, unit_id, interval_days, updated_on, recorded_at)
     select $1, 'section', '第' || n || '栏目', n % ${UNITS} + 1, 14, date '2026-09-20', now() from generate_series(1, 2000) n`,
  );
  await run(
    `insert into inspections (site_id, name, state, method, kinds, seed, from_on, to_on, fail_below, recorded_by_name, recorded_at)
     select $1, '第' || n || '次检查', 'concluded', 'whole', '{section}', n, date '2026-01-01', date '2026-01-31', 60, '某', now() from generate_series(1, 120) n`,
  );
  await run(
    `insert into inspection_checks (site_id, inspection_id, subject_id, checked_on)
     select i.site_id, i.id, s.id, i.from_on from inspections i join inspection_subjects s on s.site_id = i.site_id where i.site_id = $1`,
  );
  await run(
    `insert into history (site_id, thing, thing_id, step, to_state, by_actor, at)
     select $1, 'submission', (1 + n % $2::int)::text, 'submission.save', 'submitted', '某' || n % 50, now() - n * interval '1 second'
     from generate_series(1, 5 * $2::int) n`,
    [SITE, items],
  );
  // All but the lines of the last minute are sealed, as the clock does it.
  await run(
    `insert into history_seals (site_id, first_id, last_id, lines, previous, sha256, sealed_at, marks)
     select $1, min(id), max(id) - 60, count(*) - 60, repeat('0', 64), repeat('0', 64), now(), '' from history where site_id = $1`,
  );
  await owner.query('vacuum analyze');
}

interface Board {
  readonly name: string;
  readonly ask: () => Promise<Outcome<unknown>>;
  /** The bare query for the rows that are shown. */
  readonly bare: string;
}

export async function measureBoards({ pool }: Pick<Database, 'pool'>, items: number): Promise<readonly Measured[]> {
  const editor: Actor = { name: '编辑', person: UNITS + 1, grants: [{ role: 'member' }, { role: 'editor', site: SITE }] };
  const head: Actor = { name: '签发人', person: UNITS + 1, grants: [{ role: 'member' }, { role: 'head', site: SITE }] };
  const reporter: Actor = { name: '某', person: 7, grants: [{ role: 'member' }, { role: 'contributor', site: SITE, unit: 7 }] };
  const site = SITE;
  const newest = (table: string, where: string): string =>
    `select * from ${table} where site_id = '${SITE}' and ${where} order by id desc limit 50`;
  const boards: readonly Board[] = [
    { name: '收件箱（编辑）', ask: () => inbox(pool, editor, {}), bare: newest('submissions', `state = 'submitted'`) },
    { name: '收件箱（报送员）', ask: () => inbox(pool, reporter, {}), bare: newest('submissions', 'author_id = 7') },
    {
      name: '编辑台计数',
      ask: () => deskCounts(pool, editor, { site }),
      bare: `select count(*) from submissions where site_id = '${SITE}' and state = 'submitted'`,
    },
    { name: '约稿一览', ask: () => commissions(pool, editor, { site }), bare: newest('commissions', `state = 'open'`) },
    { name: '检查一览', ask: () => inspections(pool, editor, { site }), bare: newest('inspections', 'true') },
    { name: '更新看板', ask: () => updateBoard(pool, editor, { site }), bare: newest('inspection_subjects', 'true') },
    { name: '错情清单', ask: () => rectifications(pool, editor, { site }), bare: newest('rectifications', 'true') },
    { name: '错情清单（报送员）', ask: () => rectifications(pool, reporter, { site }), bare: newest('rectifications', 'true') },
    { name: '历史记录', ask: () => history(pool, head, { site }), bare: newest('history', 'true') },
  ];
  const measured: Measured[] = [];
  for (const { name, ask, bare } of boards) {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let round = -2; round < ROUNDS; round += 1) {
      const start = performance.now();
      const outcome = await ask();
      const middle = performance.now();
      await pool.query(bare);
      if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`);
      if (round >= 0) [ours, theirs].forEach((to, n) => void to.push(n === 0 ? middle - start : performance.now() - middle));
    }
    const peer = `裸查询 p50 ${percentile(theirs, 0.5).toFixed(1)}、p95 ${percentile(theirs, 0.95).toFixed(1)} ms`;
    const value = percentile(ours, 0.95);
    measured.push({
      name: `${name} p95（${items / 10_000} 万件；p50 ${percentile(ours, 0.5).toFixed(1)} ms）`,
      value,
      unit: 'ms',
      peer,
      bound: '≤ 50 ms',
    });
  }
  return measured;
}

export async function run(): Promise<readonly Measured[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bct-bench-boards-'));
  const database = await openDatabase({ folder });
  const owner = await database.connectOwner();
  try {
    await fill(owner, ITEMS);
    await fillAround(owner, ITEMS);
    return await measureBoards(database, ITEMS);
  } finally {
    await owner.end();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
