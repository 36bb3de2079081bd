import { read } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { renderXlsx } from '../../src/rendering/xlsx.ts';
import { corners, ordos, zhalantun } from './bulletins.ts';

const part = (bytes: Uint8Array, path: string): string => strFromU8(unzipSync(bytes)[path] ?? new Uint8Array());

describe('the xlsx', () => {
  it('has a sheet for the text and one for each table', async () => {
    expect(read(await renderXlsx(ordos)).SheetNames).toEqual(['正文', '附件-1', '附件-2', '附件-3', '附件-4']);
    expect(read(await renderXlsx(zhalantun)).SheetNames).toEqual(['正文', '附件1', '附件2']);
  });

  it('holds numbers as numbers, and what looks like a formula as text', async () => {
    const bytes = await renderXlsx(corners);
    const cells = Object.values(read(bytes).Sheets).flatMap((sheet) => Object.values(sheet) as { t?: string; v?: unknown; f?: string }[]);
    for (const text of ['=SUM(A1:A9)', '+8', '@办公室', '-局', '007']) expect(cells.find((cell) => cell.v === text)?.t).toBe('s');
    expect(cells.find((cell) => cell.v === -12.5)?.t).toBe('n');
    expect(cells.some((cell) => cell.f !== undefined)).toBe(false);
    expect(part(bytes, 'xl/worksheets/sheet2.xml')).not.toContain('<f>');
  });

  it('prints on A4, one page wide, with the heads of the table on every page', async () => {
    const bytes = await renderXlsx(zhalantun);
    expect(part(bytes, 'xl/worksheets/sheet2.xml')).toMatch(/<pageSetup paperSize="9"[^>]*fitToWidth="1" fitToHeight="0"/);
    const titles = read(bytes)
      .Workbook?.Names?.filter(({ Name }) => Name === '_xlnm.Print_Titles')
      .map(({ Ref }) => Ref);
    expect(titles).toEqual(
      ["'附件1'!$4:$4", "'附件2'!$4:$4"].map((name) => expect.stringContaining(name.replace(/'/g, '').split('!')[1] ?? '')),
    );
    const sheet = read(bytes).Sheets['附件1'] as Record<string, { v?: unknown }>;
    expect(sheet['A4']?.v).toBe('排名');
  });

  it('holds no clock: the same document twice is the same file', async () => {
    expect(Buffer.compare(await renderXlsx(ordos), await renderXlsx(ordos))).toBe(0);
  });
});
