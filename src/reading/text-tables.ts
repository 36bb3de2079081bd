/** Tables in plain text: cells parted by tabs or bars, one row or one cell to a line, or standing in columns by blanks. */
import { plainText } from '../domain/document.ts';
import type { Grid } from './grid.ts';
import { alignedAt } from './text-aligned.ts';
import { measuredAt } from './text-measured.ts';
import type { TextTable } from './text-table.ts';

type Row = readonly string[];

const bar = /[|｜│┃]/;
const isEmpty = (line: string): boolean => plainText(line) === '';
const filledCells = (row: Row): number => row.filter((cell) => !isEmpty(cell)).length;
const isFigure = (cell: string): boolean => /^[-+]?[\d０-９][\d０-９.,，．]*[%％]?$/.test(cell.trim());

const captionEnd = /(?:表|统计|情况|名单|一览|排名)(?:[（(][^（）()]*[）)])?$/;
const partsOf = (line: string): Row => line.split(/[\t|｜│┃]/);

/** Whether a line is the heading of a part within a table: short, no caption, and rows of figures as before go on under it. */
function isSection(lines: readonly string[], at: number, sign: RegExp): boolean {
  const [before, line, after] = [lines[at - 1] ?? '', plainText(lines[at] ?? ''), lines[at + 1] ?? ''];
  if (line.length > 20 || /[。；，：:]/.test(line) || captionEnd.test(line) || !sign.test(before) || !sign.test(after)) return false;
  const parts = partsOf(after);
  return parts.length > 1 && parts.length === partsOf(before).length && parts.some(isFigure);
}

/** The lines from `at` on that are parted by the sign; blank lines and headings of parts between them are theirs while a parted line follows. */
function runAt(lines: readonly string[], at: number, sign: RegExp): { readonly lines: readonly string[]; readonly end: number } {
  let end = at;
  for (let next = at; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (sign.test(line)) end = next + 1;
    else if (!isEmpty(line) && !isSection(lines, next, sign)) break;
  }
  return { lines: lines.slice(at, end), end };
}

/** One cell to a line: a tab before it, rows parted by blank lines. Gives nothing where rows are not of one length. */
function tabbedCells(lines: readonly string[]): readonly Row[] | undefined {
  const rows: string[][] = [[]];
  for (const line of lines) {
    if (line.includes('\t')) rows.at(-1)?.push(line.replace('\t', ''));
    else rows.push([]);
  }
  const blocks = rows.filter((row) => row.length > 0);
  const width = Math.max(...blocks.map((row) => row.length));
  const whole = blocks.filter((row) => row.length === width);
  return width > 1 && whole.length > 1 && whole.length * 10 >= blocks.length * 8 ? blocks : undefined;
}

/** One cell to a line with a bar behind it and nothing between rows: the length of a row is the one under which columns are most alike. */
function barredCells(lines: readonly string[]): readonly Row[] | undefined {
  const cells = lines.filter((line) => !isEmpty(line)).map((line) => line.trim());
  if (cells.length < 6 || cells.some((line) => line.split(bar).length !== 2 || !bar.test(line.slice(-1)))) return undefined;
  const texts = cells.map((line) => line.slice(0, -1).trim());
  const widths = Array.from({ length: Math.min(30, Math.floor(texts.length / 2)) - 1 }, (_, i) => i + 2);
  const sample = texts.slice(0, 2000);
  const fits = widths.map((width) => ({ width, fit: likeness(sample, width) }));
  const best = fits.reduce((a, b) => (b.fit > a.fit ? b : a));
  return Array.from({ length: Math.ceil(texts.length / best.width) }, (_, i) => texts.slice(i * best.width, (i + 1) * best.width));
}

/** How many cells are of the kind that most cells of their column are, under the first row; cells that fill no row count against it. */
function likeness(texts: readonly string[], width: number): number {
  let alike = 0;
  for (let column = 0; column < width; column += 1) {
    const own = texts.filter((_, at) => at >= width && at % width === column);
    const figures = own.filter((cell) => isFigure(cell) || /^[/—?-]$/.test(cell)).length;
    alike += Math.max(figures, own.length - figures);
  }
  const words = texts.slice(0, width).every((cell) => !isFigure(cell));
  return (alike - (texts.length % width) * 2) / (texts.length - width) + (words ? 0.1 : 0);
}

function barredRows(lines: readonly string[]): readonly Row[] {
  const rows = lines.filter((line) => !isEmpty(line)).map((line) => line.split(bar));
  const opened = rows.every((row) => isEmpty(row[0] ?? ''));
  const closed = rows.every((row) => isEmpty(row.at(-1) ?? ''));
  return namesParted(rows.map((row) => row.slice(opened ? 1 : 0, closed ? -1 : undefined)));
}

/** 教育局 358 | 科技局 30: each cell a name and its figure, which makes two cells. */
function namesParted(rows: readonly Row[]): readonly Row[] {
  const pattern = /^\s*(\D*\D)\s+([\d.,]+[%％]?)\s*$/;
  const paired = rows.filter((row) => row.every((cell) => isEmpty(cell) || pattern.test(cell)));
  if (paired.length < 2 || paired.length * 10 < rows.length * 8) return rows;
  return rows.map((row) => row.flatMap((cell) => pattern.exec(cell)?.slice(1) ?? [cell, '']));
}

/** A run of rows cut where a head of another length begins: tables that stand directly one under the other. */
function cut(rows: readonly Row[]): readonly Grid[] {
  const grids: Row[][] = [];
  let figures = false;
  rows.forEach((row, at) => {
    const before = rows[at - 1];
    const own = grids.at(-1);
    const other = before !== undefined && row.length !== before.length && rows[at + 1]?.length === row.length;
    const head = figures && other && row.length > 1 && !row.some(isFigure) && filledCells(row) > 1;
    if (own && !head) own.push(row);
    else grids.push([row]);
    figures = (figures && !head) || row.some(isFigure);
  });
  return grids.map((own) => ({ rows: own.slice(0, own.findLastIndex((row) => filledCells(row) > 0) + 1) }));
}

const tabbedRows = (lines: readonly string[]): readonly Row[] =>
  lines.filter((line) => line.includes('\t') || !isEmpty(line)).map((line) => line.split('\t'));

/** Lines of comma-parted cells as a spreadsheet copies them: equally many, with figures under the first. */
function commaRows(lines: readonly string[]): readonly Row[] | undefined {
  const rows = lines.filter((line) => !isEmpty(line)).map((line) => line.split(','));
  const alike = rows.every((row) => row.length === rows[0]?.length && row.every((cell) => cell.length <= 30));
  return rows.length > 2 && alike && rows.slice(1).every((row) => row.some(isFigure)) ? rows : undefined;
}

/** How lines may be parted; a tab that only indents a paragraph parts nothing. */
const ways: readonly (readonly [sign: RegExp, rows: (lines: readonly string[]) => readonly Row[] | undefined])[] = [
  [/^ *\t[^\t]*$/, tabbedCells],
  [/\t.*\t|\S\s*\t|^\s*\t\s*$/, tabbedRows],
  [/^[^，。；：:]+(?:,[^，。；：:]*)+$/, commaRows],
  [bar, (lines) => barredCells(lines) ?? barredRows(lines)],
];

/** Runs of lines that held no table from where they began; a table may still begin some lines further on. */
interface Tries {
  end: number;
  left: number;
}
const mostTries = 40;

/** Looks for tables in lines; asked line by line, it does not go through a long run without a table again and again. */
export function tableFinder(lines: readonly string[]): (at: number) => TextTable | undefined {
  const tries = new Map<RegExp, Tries>();
  return (at) => {
    const line = lines[at] ?? '';
    if (isEmpty(line) && !line.includes('\t')) return undefined;
    for (const [sign, rowsOf] of ways) {
      const before = tries.get(sign);
      if (!sign.test(line) || (before && at < before.end && before.left === 0)) continue;
      const run = runAt(lines, at, sign);
      const rows = rowsOf(run.lines);
      if (rows && rows.filter((row) => filledCells(row) > 1).length > 1) return { grids: cut(rows), end: run.end };
      tries.set(sign, { end: run.end, left: before && at < before.end ? before.left - 1 : mostTries });
    }
    return measuredAt(lines, at) ?? alignedAt(lines, at);
  };
}
