/**
 * Reading documents: every file of the seeds, each once warm; a docx beside mammoth, which makes the same step to HTML; a workbook of 1,000
 * rows out and in again. `npm run bench reading`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mammoth from 'mammoth';
import type { OfficialDocument } from '../src/domain/document.ts';
import { readDocument } from '../src/reading/read.ts';
import { renderXlsx } from '../src/rendering/xlsx.ts';
import { type Measured, measure, median } from './measured.ts';

const ROUNDS = 5;
const seeds = [join(import.meta.dirname, '../../shared'), '/work/shared'].map((folder) => join(folder, 'seeds/files')).find(existsSync);

const long: OfficialDocument = {
  title: '关于信息采用情况的通报',
  issuers: [],
  attachments: [],
  blocks: [
    {
      kind: 'table',
      columns: ['序号', '单位', '报送', '采用', '得分'].map((title) => ({ title })),
      rows: Array.from({ length: 1000 }, (_, i) => ({ cells: [i + 1, `单位${i + 1}`, i % 40, i % 30, (i % 30) * 5] })),
    },
  ],
};

async function workbook(): Promise<Measured> {
  const { both } = await measure(ROUNDS, { both: async () => readDocument(await renderXlsx(long), '通报.xlsx') });
  return { name: 'reading：1,000 行 xlsx 写出再读回', value: median(both), unit: 'ms', bound: '≤ 300' };
}

async function seedFile(folder: string, file: string): Promise<Measured> {
  const bytes = readFileSync(join(folder, file));
  if (!file.endsWith('.docx')) {
    const { ours } = await measure(ROUNDS, { ours: () => readDocument(bytes, file) });
    return { name: `reading：${file}`, value: median(ours), unit: 'ms', bound: '≤ 100' };
  }
  const { ours, peer } = await measure(ROUNDS, {
    ours: () => readDocument(bytes, file),
    peer: () => mammoth.convertToHtml({ buffer: bytes }),
  });
  const [own, other] = [median(ours), median(peer)];
  return { name: `reading：${file}`, value: own, unit: 'ms', peer: `mammoth ${other.toFixed(1)} ms`, ratio: other / own, bound: '≤ 100' };
}

export async function run(): Promise<readonly Measured[]> {
  const files = seeds === undefined ? [] : readdirSync(seeds).filter((file) => /\.(?:docx?|xlsx?|pdf|html|csv|txt)$/.test(file));
  const rows: Measured[] = [];
  for (const file of files) rows.push(await seedFile(seeds ?? '', file));
  return [...rows, await workbook()];
}
