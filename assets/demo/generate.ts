/**
 * Writes site.json, facts.csv and published.json of the four demo offices, the same bytes on every run:
 * `node assets/demo/generate.ts`. What a clerk types (bulletin.json, forwarding.json) is written by hand and not touched.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { factsCsv } from './generator/csv.ts';
import type { Office } from './generator/types.ts';
import { chengzhong } from './offices/chengzhong.ts';
import { neimenggu } from './offices/neimenggu.ts';
import { ordos } from './offices/ordos.ts';
import { zhalantun } from './offices/zhalantun.ts';

/** Lists that fit into one line of this length stand in one line. */
const LINE = 120;

/** Path below assets/demo → content, for every generated file. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const office of [neimenggu(), ordos(), zhalantun(), chengzhong()]) {
    files.set(`${office.site.id}/site.json`, json(office.site));
    files.set(`${office.site.id}/facts.csv`, factsCsv(office));
    files.set(`${office.site.id}/published.json`, json(office.published));
  }
  return files;
}

function json(value: Office['site'] | Office['published']): string {
  // Rows of figures stand on one line each: a person compares them with the printed table.
  const short = (list: string) => {
    const line = list.replace(/\s*\n\s*/g, ' ').replace(/^\[ | \]$/g, (end) => end.trim());
    return line.length <= LINE ? line : list;
  };
  return `${JSON.stringify(value, null, 2).replace(/\[\n[^[\]{}]*\]/g, short)}\n`;
}

if (import.meta.main) {
  for (const [path, content] of generatedFiles()) {
    const target = join(import.meta.dirname, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}
