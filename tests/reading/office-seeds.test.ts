import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unfold } from '../../src/domain/verification/unfold.ts';
import { readDocument } from '../../src/reading/read.ts';

const folder = new URL('../../../shared/seeds/files/', import.meta.url).pathname;

interface Seed {
  readonly file: string;
  readonly expectedTables: readonly { readonly caption: string; readonly subtotal?: number; readonly rows: readonly unknown[] }[];
}
const seeds = existsSync(folder) ? (JSON.parse(readFileSync(`${folder}index.json`, 'utf8')) as readonly Seed[]) : [];
const withoutNumber = (caption = ''): string => caption.replace(/^[（(][一二三四五六七八九十]+[）)]/, '');

describe('old Office files and pdfs of other programs', () => {
  it.each(seeds.filter(({ file }) => /\.(?:doc|xls|pdf)$/.test(file)).map((seed) => [seed.file, seed] as const))(
    '%s is read to its tables',
    async (file, { expectedTables }) => {
      const { tables } = unfold(await readDocument(readFileSync(folder + file), file)).document;
      expect(tables.map(({ caption, subtotal, rows }) => ({ caption: withoutNumber(caption), subtotal, rows }))).toEqual(
        expectedTables.map(({ caption, subtotal, rows }) => ({ caption, subtotal, rows })),
      );
    },
  );

  it('003-fakebold.pdf says each heading once and every paragraph whole', async () => {
    const { title, issuedOn, paragraphs } = await readDocument(readFileSync(`${folder}003-fakebold.pdf`), '003-fakebold.pdf');
    expect(title).toMatch(/2016年政府信息公开工作年度报告$/);
    expect(issuedOn).toBe('2017-03-12');
    const headings = paragraphs.filter((text) => /^[一二三四五六七八]、/.test(text));
    expect(headings).toHaveLength(8);
    expect(headings.at(-1)).toBe('八、2017年政务公开工作打算');
    expect(paragraphs.filter((text) => text.length > 40).every((text) => /[。：]$/.test(text))).toBe(true);
  });
});
