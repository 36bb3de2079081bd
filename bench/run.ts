/** `npm run bench [ranking|rendering|reading|import|http|search|boards|scanner|decoder|similar|similar-stored|protected|proofread|typing]`: measures each part beside its peer and prints one table. */
import { cpus, totalmem } from 'node:os';
import type { Measured } from './measured.ts';

const parts: Readonly<Record<string, () => Promise<{ run: () => Promise<readonly Measured[]> }>>> = {
  ranking: () => import('./ranking.ts'),
  rendering: () => import('./rendering.ts'),
  reading: () => import('./reading.ts'),
  import: () => import('./import.ts'),
  http: () => import('./http.ts'),
  search: () => import('./search.ts'),
  decoder: () => import('./decoder.ts'),
  similar: () => import('./similar.ts'),
  'similar-stored': () => import('./similar-stored.ts'),
  boards: () => import('./boards.ts'),
  protected: () => import('./protected.ts'),
  scanner: () => import('./scanner.ts'),
  proofread: () => import('./proofread.ts'),
  typing: () => import('./typing.ts'),
};

const wanted = process.argv.slice(2);
const rows: Measured[] = [];
for (const [name, load] of Object.entries(parts))
  if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await (await load()).run()));

const number = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const machine = `${cpus()[0]?.model.trim()}，${cpus().length} 核，${Math.round(totalmem() / 2 ** 30)} GB，Node ${process.versions.node}`;
process.stdout.write(`机器：${machine}\n\n| 项目 | 结果 | 同场对照 | 比值 | 目标 |\n|---|---:|---|---:|---|\n`);
for (const { name, value, unit, peer, ratio, bound } of rows) {
  process.stdout.write(
    `| ${name} | ${number(value)} ${unit} | ${peer ?? ''} | ${ratio === undefined ? '' : number(ratio)} | ${bound ?? ''} |\n`,
  );
}
