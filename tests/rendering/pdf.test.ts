import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from '../../src/domain/document.ts';
import { createTypst } from '../../src/engines/typst.ts';
import { type PdfPage, pagesOf } from '../../src/reading/pdf-page.ts';
import { typstSource } from '../../src/rendering/typst.ts';
import { corners, documents, ordos, plain, zhalantun } from './bulletins.ts';

const typst = createTypst({ fontFolders: [] });
const pdfOf = (document: OfficialDocument): Uint8Array => typst.pdf(typstSource(document));
const pages = (document: OfficialDocument): Promise<readonly PdfPage[]> => pagesOf(pdfOf(document));
const mm = (points: number): number => (points * 25.4) / 72;

/** How many characters of a pdf were set with the empty box that a font shows for what it lacks. */
async function boxesIn(pdf: Uint8Array): Promise<number> {
  const task = getDocument({ data: pdf.slice(), verbosity: 0 });
  const document = await task.promise;
  let boxes = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const { fnArray, argsArray } = await (await document.getPage(number)).getOperatorList();
    fnArray.forEach((operator, i) => {
      if (operator !== OPS.showText) return;
      const glyphs = (argsArray[i] as [readonly ({ unicode: string } | number)[]])[0];
      boxes += glyphs.filter((glyph) => typeof glyph === 'object' && glyph.unicode === '\u0000').length;
    });
  }
  await task.destroy();
  return boxes;
}

const prose: OfficialDocument = {
  ...plain,
  blocks: [{ kind: 'paragraph', style: 'body', text: '各单位要提高信息质量加大信息审核力度降低错敏字出现频率'.repeat(60) }],
};

describe('the pdf', () => {
  it('has a glyph for every character, rare ones of names included', async () => {
    for (const [, document] of documents) expect(await boxesIn(pdfOf(document))).toBe(0);
    expect(await boxesIn(pdfOf({ ...plain, title: '㛃𬭎𠅤昇堃喆赟翀頔' }))).toBe(0);
    expect(await boxesIn(pdfOf({ ...plain, title: '未定义字\u{3fffd}' }))).toBe(1);
  });

  it('is A4 with 22 lines of 28 characters in a type area of 156 by 225 mm', async () => {
    const [, second] = await pages(prose);
    expect([mm(second?.width ?? 0), mm(second?.height ?? 0)].map(Math.round)).toEqual([210, 297]);
    const body = (second?.runs ?? []).filter((run) => run.size > 15 && run.text.trim() !== '');
    const lines = Map.groupBy(body, (run) => Math.round(run.y));
    expect(lines.size).toBe(22);
    for (const line of lines.values()) expect(line.map((run) => run.text).join('')).toHaveLength(28);
    expect(mm(Math.min(...body.map((run) => run.x)))).toBeCloseTo(28, 1);
    expect(mm(Math.max(...body.map((run) => run.x + run.width)))).toBeLessThan(210 - 26 + 0.2);
    const baselines = [...lines.keys()].toSorted((a, b) => b - a);
    expect(mm(297 / mm(1) - (baselines[0] ?? 0) - 16)).toBeGreaterThan(36);
    expect(mm(baselines.at(-1) ?? 0)).toBeGreaterThan(35);
  });

  it('numbers odd pages at the right and even pages at the left, 7 mm under the type area', async () => {
    const all = await pages(zhalantun);
    all.forEach((page, i) => {
      const number = page.runs.find((run) => /^—\s*\d+\s*—$/.test(run.text));
      expect(number?.text).toBe(`— ${i + 1} —`);
      expect(number?.size).toBeCloseTo(14);
      const left = mm(number?.x ?? 0);
      if (i % 2 === 0) expect(left).toBeGreaterThan(150);
      else expect(left).toBeCloseTo(28 + mm(14), 0);
      const top = mm((number?.y ?? 0) + 0.88 * 14);
      expect(top).toBeCloseTo(35 - 7, 0);
    });
  });

  it('repeats a table’s heads on every page and keeps every line inside the type area', async () => {
    const all = await pages(ordos);
    const withHeads = all.filter((page) => page.runs.some((run) => run.text === '部门'));
    expect(withHeads.length).toBe(2);
    for (const page of all) {
      for (const run of page.runs.filter((one) => one.text.trim() !== '' && !/^—/.test(one.text))) {
        expect(mm(run.x + run.width)).toBeLessThan(184.5);
        expect(mm(run.y)).toBeGreaterThan(34.5);
      }
    }
  });

  it('starts each attachment on a new page with its label flush left', async () => {
    const all = await pages(zhalantun);
    const labels = all.flatMap((page) => page.runs.filter((run) => /^附件\d$/.test(run.text)));
    expect(labels.map((run) => run.text)).toEqual(['附件1', '附件2']);
    for (const label of labels) expect([Math.round(mm(label.x)), Math.round(mm(label.y) / 10)]).toEqual([28, 25]);
  });

  it('holds no clock: the same document twice is the same file, dated with its date of issue', async () => {
    expect(Buffer.compare(pdfOf(ordos), createTypst({ fontFolders: [] }).pdf(typstSource(ordos)))).toBe(0);
    const task = getDocument({ data: pdfOf(ordos).slice(), verbosity: 0 });
    const { info } = await (await task.promise).getMetadata();
    expect((info as { CreationDate: string }).CreationDate).toMatch(/^D:20200715/);
    await task.destroy();
  });

  it('never lets an earlier document show through, even where characters share bytes', async () => {
    for (let round = 0; round < 6; round += 1) {
      for (const character of ['一', '局', '二', '一一', '局一']) {
        const [page] = await pages({ ...plain, addressees: `各${character}科室` });
        expect(page?.runs.map((run) => run.text).join('')).toContain(`各${character}科室：`);
      }
    }
  });

  it('prints with the office’s own font folder, and with one that does not exist', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fonts-'));
    const source = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf');
    await copyFile(source, join(folder, 'office.ttf'));
    const pdf = createTypst({ fontFolders: [folder, join(folder, 'none')] }).pdf(typstSource(plain));
    await rm(folder, { recursive: true });
    expect(await pagesOf(pdf)).toHaveLength(1);
  });

  it('never leaves the signature alone on a page', async () => {
    for (let sentences = 10; sentences < 30; sentences += 1) {
      const text = '各单位要提高信息质量，加大审核力度。'.repeat(sentences);
      const blocks = [text, text].map((one) => ({ kind: 'paragraph', style: 'body', text: one }) as const);
      const all = await pages({ ...ordos, blocks });
      const signed = all.find((page) => page.runs.some((run) => run.text.includes('2020年7月15日')));
      expect(signed?.runs.some((run) => run.text.includes('力度'))).toBe(true);
    }
  });

  it('takes text for text, whatever it would mean to Typst', async () => {
    const text = (await pages(corners)).flatMap((page) => page.runs.map((run) => run.text)).join('');
    for (const part of ['#set$x$', '*粗*', '_斜_', '`码`', '<br>', 'C:\\网站\\"首页"']) expect(text.replace(/ /g, '')).toContain(part);
  });

  it('says in an error what Typst refused', () => {
    expect(() => typst.pdf('#nothing-here()')).toThrow(/Typst/);
  });
});
