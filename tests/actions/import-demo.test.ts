// The demo's own files, imported into a real database.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Platform } from '../../src/actions/action.ts';
import { importFile } from '../../src/cli/import.ts';
import { setUpFrom } from '../../src/cli/site.ts';
import { terminalActor } from '../../src/domain/permission.ts';
import { historyOf } from '../../src/store/history.ts';
import { openWorld, type World } from '../support/world.ts';
import { platformOf } from '../views/offices.ts';

const DEMO = join(import.meta.dirname, '../../assets/demo');
const OFFICES = ['neimenggu-2011', 'ordos-2020q2', 'zhalantun-2023q1', 'chengzhong-2018-03'];

let world: World;
let platform: Platform;
beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world, () => new Date('2026-01-05T09:00:00+08:00'));
});
afterAll(() => world.close());

describe.each(OFFICES)('%s', (site) => {
  const file = join(DEMO, site, 'facts.csv');
  const rows = parse(readFileSync(file, 'utf8'), { columns: true }) as Record<string, string>[];

  it('is set up and imported row for row', async () => {
    const plan = JSON.parse(readFileSync(join(DEMO, site, 'site.json'), 'utf8'));
    expect(await setUpFrom(platform, terminalActor, plan)).toMatchObject({ ok: true, value: { added: plan.units.length, updated: 0 } });
    const outcome = await importFile(platform, terminalActor, { file, site });
    expect(outcome).toMatchObject({ ok: true, value: { added: rows.length, known: 0, facts: rows.length, notes: [] } });
    const items = new Set(rows.map((row) => row['信息编号']).filter(Boolean));
    const stored = await world.db
      .selectFrom('facts as f')
      .innerJoin('units as u', (join) => join.onRef('u.site_id', '=', 'f.site_id').onRef('u.id', '=', 'f.unit_id'))
      .leftJoin('submissions as s', (join) => join.onRef('s.site_id', '=', 'f.site_id').onRef('s.id', '=', 'f.submission_id'))
      .where('f.site_id', '=', site)
      .select(['f.source_key', 'u.key', 'f.fact_on', 's.source_key as item', 's.title', 'f.reason', 'f.points', 'f.note', 'f.invented'])
      .orderBy('f.id')
      .execute();
    const written = rows.map((row) => ({
      source_key: row['编号'],
      key: row['单位'],
      fact_on: row['日期'],
      item: row['信息编号'] || null,
      title: row['标题'] || null,
      reason: row['原因'] || null,
      points: row['分值'] || null,
      note: row['备注'] || null,
      invented: true,
    }));
    expect(stored).toEqual(written);
    expect(outcome.ok && outcome.value.submissions).toBe(items.size);
  });

  it('adds nothing the second time, and says so in the history', async () => {
    const again = await importFile(platform, terminalActor, { file, site });
    expect(again).toMatchObject({ ok: true, value: { added: 0, known: rows.length, facts: 0, submissions: 0 } });
    const [counted] = await world.db
      .selectFrom('facts')
      .where('site_id', '=', site)
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .execute();
    expect(counted?.count).toBe(rows.length);
    const history = again.ok ? await historyOf(world.db, site, 'import', String(again.value.importId)) : [];
    expect(history).toMatchObject([{ step: 'fact.import', by_actor: '终端', detail: { added: 0, known: rows.length } }]);
  });
});
