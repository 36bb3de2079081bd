/**
 * What every reader does with the cells of a table as it stands on paper: title rows over it, heads of several rows, heads
 * typed again on the next page, note lines under it.
 */
import { type Cell, plainText, readCell } from '../domain/document.ts';
import type { FlowItem, FlowTable } from './flow.ts';

/** A cell that covers several places. Its text stands in the first of them; the others are empty. */
export interface Span {
  readonly row: number;
  readonly column: number;
  readonly height: number;
  readonly width: number;
}

/** A table as printed: texts by row and column; rows may be of different length. */
export interface Grid {
  readonly rows: readonly (readonly string[])[];
  readonly spans?: readonly Span[];
  /** How many rows the format itself calls the head; told by the look where absent. */
  readonly headRows?: number;
  readonly caption?: string;
}

const footPattern = /^(?:注|备注|说明|制表|填表|填报|审核|统计人|联系人)[人单位]{0,2}(?:[（(][^）)]*[）)])?[：:0-9一]/;
const figurePattern = /^[-+−－]?[\d０-９.,，．]+[%％]?$/;
export const isFigure = (text: string): boolean => figurePattern.test(text.trim());
const filledIn = (row: readonly string[]): readonly string[] => row.filter((cell) => plainText(cell) !== '');

/** Rows of equal length, without the empty columns at the right and the empty rows at the top. */
function trimmed(grid: Grid): Grid {
  const width = Math.max(0, ...grid.rows.map((row) => row.findLastIndex((cell) => plainText(cell) !== '') + 1));
  const covered = Math.max(0, ...(grid.spans ?? []).map((span) => (span.width > 1 && span.column < width ? span.column + span.width : 0)));
  const wide = grid.rows.map((row) => Array.from({ length: Math.max(width, Math.min(covered, row.length)) }, (_, at) => row[at] ?? ''));
  const from = wide.findIndex((row) => filledIn(row).length > 0);
  if (from < 0) return { ...grid, rows: [], spans: [] };
  const spans = (grid.spans ?? []).map((span) => ({ ...span, row: span.row - from })).filter((span) => span.row >= 0);
  return { ...grid, rows: wide.slice(from), spans };
}

/** Whether one text takes the whole row: a cell over all columns, or, without spans, the only one while others hold several. */
function isWholeRow({ rows, spans = [] }: Grid, at: number): boolean {
  const row = rows[at] ?? [];
  if (row.length < 2 || filledIn(row).length !== 1) return false;
  if (spans.length > 0) return spans.some((span) => span.row === at && span.width >= row.length - 1 && span.width > 1);
  return plainText(row[0] ?? '') !== '' && rows.some((other, i) => i > at && filledIn(other).length > 1);
}

function without(grid: Grid, from: number, to: number): Grid {
  const spans = (grid.spans ?? []).filter((span) => span.row >= from && span.row < to).map((span) => ({ ...span, row: span.row - from }));
  const headRows = grid.headRows === undefined ? {} : { headRows: Math.max(0, grid.headRows - from) };
  return { ...grid, rows: grid.rows.slice(from, to), spans, ...headRows };
}

const headWord = /^(?:序号|编号|单位|名称|单位名称|地区|部门|排名|名次|项目|指标|旗区|县区|乡镇)$/;

/** A table without a head: its first row holds words and figures just where the rows below do. */
function isHeadless({ rows, headRows, spans = [] }: Grid): boolean {
  const [first = [], ...below] = rows.map((row) => row.map(plainText));
  if (headRows !== undefined || spans.some((span) => span.row === 0) || !first.some(isFigure) || first.some((cell) => headWord.test(cell)))
    return false;
  return first.every((cell, at) => {
    const own = below.map((row) => row[at] ?? '').filter((other) => other !== '');
    const figures = own.filter(isFigure).length;
    return cell === '' || (isFigure(cell) ? figures * 2 > own.length : figures * 2 < own.length || own.length === 0);
  });
}

/** How many rows the head takes: what the format says, as deep as merged cells of the first rows reach, or blanks in the first row filled by the second. */
function headHeight({ rows, spans = [], headRows }: Grid): number {
  let height = Math.max(1, headRows ?? 1);
  for (let at = 0; at < height && at < rows.length; at += 1) {
    const own = spans.filter((span) => span.row === at);
    const deepest = Math.max(1, ...own.map((span) => span.height));
    const under = rows[at + 1] ?? [];
    const opens = own.some((span) => span.width > 1 && span.height === 1 && splitsBelow(span, under));
    if (at === 0 || own.some((span) => span.width > 1)) height = Math.max(height, at + deepest, opens ? at + 2 : 0);
  }
  if (height === 1 && spans.length === 0) height = openHeight(rows);
  while (height > 1 && (height >= rows.length || (rows[height - 1] ?? []).some(isFigure))) height -= 1;
  return height;
}

/** Under a head over several columns each of them has a title of its own. */
function splitsBelow(span: Span, under: readonly string[]): boolean {
  const cells = under.slice(span.column, span.column + span.width).map(plainText);
  return cells.length === span.width && cells.every((cell) => cell !== '' && !isFigure(cell));
}

/**
 * How deep a head without merged cells is, as in text: its first row has blanks, the next ones words only there or where a
 * title over several columns begins, and figures follow.
 */
function openHeight(rows: readonly (readonly string[])[]): number {
  const plain = rows.slice(0, 5).map((row) => row.map(plainText));
  const height = plain.findIndex((row) => row.some(isFigure));
  const head = plain.slice(0, Math.max(height, 0));
  const hangs = (row: readonly string[], above: readonly string[]): boolean =>
    filledIn(row).length > 1 && row.every((cell, at) => cell === '' || above[at] === '' || above[at + 1] === '');
  const [first = [], ...more] = head;
  const opens = filledIn(first).length > 1 && first.includes('') && more.length > 0;
  return opens && more.every((row, i) => hangs(row, head[i] ?? [])) ? height : 1;
}

/** Titles of columns: what stands over a column from top to bottom, put together; a title over several columns counts for each. */
function columnTitles({ rows, spans = [] }: Grid, height: number): readonly string[] {
  const width = rows[0]?.length ?? 0;
  // 其中 over columns says nothing of any of them.
  const head = rows
    .slice(0, height)
    .map((row, at) => row.map((cell) => (at < height - 1 && /^其中[：:]?$/.test(plainText(cell)) ? '' : plainText(cell))));
  const over = (row: number, column: number): string => {
    const own = head[row]?.[column] ?? '';
    if (own !== '') return own;
    const span = spans.find(
      (one) => one.row === row && one.width > 1 && one.row + one.height < height && column >= one.column && column < one.column + one.width,
    );
    if (span) return head[row]?.[span.column] ?? '';
    if (spans.length > 0 || height === 1 || row === height - 1) return '';
    const left = head[row]?.findLastIndex((cell, at) => at < column && cell !== '') ?? -1;
    const goesOn = head.slice(row + 1).some((below) => (below[column] ?? '') !== '');
    return left >= 0 && goesOn ? (head[row]?.[left] ?? '') : '';
  };
  return Array.from({ length: width }, (_, column) => plainText(head.map((_row, row) => over(row, column)).join('')));
}

const sameRow = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((cell, at) => cell === b[at]);

/** Rows without the heads that are typed again on each page. */
function withoutRepeats(head: readonly (readonly string[])[], body: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const plainHead = head.map((row) => row.map(plainText));
  if (plainHead.every((row) => filledIn(row).length < 2)) return body;
  const again = (at: number): boolean => plainHead.every((row, i) => sameRow(row, (body[at + i] ?? []).map(plainText)));
  const kept: (readonly string[])[] = [];
  for (let at = 0; at < body.length; at += 1) {
    if (again(at)) at += head.length - 1;
    else kept.push(body[at] ?? []);
  }
  return kept;
}

const textItem = (row: readonly string[]): FlowItem => ({ kind: 'text', text: filledIn(row).join(' ') });

/** Where the note lines at the end of a table begin, empty rows between and over them included; the end where it has none. */
function footFrom(rows: readonly (readonly string[])[], from: number): number {
  let to = rows.length;
  for (let at = rows.length - 1; at > from; at -= 1) {
    const row = rows[at] ?? [];
    if (isFoot(row)) to = at;
    else if (filledIn(row).length > 0) break;
    else if (to < rows.length) to = at;
  }
  return to;
}

/**
 * The table that a grid of cells holds, with the texts over and under it that stand in rows of their own: a title that takes
 * the whole row, a note in the last rows. Heads of several rows become one line of titles; a head that is typed again is left out.
 */
export function flowOfGrid(grid: Grid): readonly FlowItem[] {
  const whole = trimmed(grid);
  let from = 0;
  while (from < whole.rows.length - 1 && isWholeRow(whole, from) && !isFigure(filledIn(whole.rows[from] ?? [])[0] ?? '')) from += 1;
  const to = footFrom(whole.rows, from);
  const above = whole.rows.slice(0, from).map(textItem);
  const below = whole.rows
    .slice(to)
    .filter((row) => filledIn(row).length > 0)
    .map(textItem);
  const bare = trimmed(without(whole, from, to));
  if (bare.rows.length === 0) return [...above, ...below];
  const height = isHeadless(bare) ? 0 : headHeight(bare);
  const body = withoutRepeats(bare.rows.slice(0, height), bare.rows.slice(height));
  const table: FlowTable = {
    kind: 'table',
    ...(grid.caption === undefined ? {} : { caption: grid.caption }),
    columns: columnTitles(bare, height),
    rows: body.map((row): readonly Cell[] => row.map(readCell)),
  };
  return [...above, table, ...below];
}

export function isFoot(row: readonly string[]): boolean {
  const [first, ...more] = filledIn(row);
  return row.length > 1 && first !== undefined && more.every((cell) => footPattern.test(cell)) && footPattern.test(plainText(first));
}
