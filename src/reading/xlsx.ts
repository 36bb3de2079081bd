import { read, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { type Cell, plainText, printedCell, readCell } from '../domain/document.ts';
import type { FlowItem, FlowTable } from './flow.ts';
import type { Grid, Span } from './grid.ts';
import { flowOfSheet } from './sheet.ts';
import { opened, UnfitError } from './unreadable.ts';

/** What a document may need; a sheet that holds more is a store of data, or means harm. */
const mostRows = 20_000;
const mostColumns = 500;
const mostPlaces = 1_000_000;

/** A row of a sheet: text over the whole width, cells of a table, or nothing at all. */
type SheetRow =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cells'; readonly cells: readonly Cell[] }
  | { readonly kind: 'empty' };

interface SheetCell {
  readonly t: string;
  readonly v?: unknown;
  readonly w?: string;
}

function cellOf(cell: SheetCell | undefined): Cell {
  if (cell?.v === undefined || cell.t === 'z') return null;
  if (typeof cell.v === 'number' && cell.t === 'n' && !cell.w?.includes('%')) return readCell(printedCell(cell.v));
  // A line break in a cell is only look; a blank before it is kept.
  return readCell(String(cell.t === 's' ? cell.v : (cell.w ?? cell.v)).replace(/\r?\n/g, ''));
}

function rowsOf(sheet: WorkSheet): SheetRow[] {
  if (sheet['!ref'] === undefined) return [];
  const { s: start, e: end } = utils.decode_range(sheet['!ref']);
  const range = { s: start, e: { r: Math.min(end.r, mostRows), c: Math.min(end.c, mostColumns) } };
  const merged = new Set((sheet['!merges'] ?? []).filter(({ s, e }) => s.c === range.s.c && s.r === e.r && e.c > s.c).map(({ s }) => s.r));
  return Array.from({ length: range.e.r + 1 }, (_, r): SheetRow => {
    const cells = Array.from({ length: range.e.c + 1 }, (_, c) => sheet[utils.encode_cell({ r, c })] as SheetCell | undefined);
    if (merged.has(r)) return { kind: 'text', text: printedCell(cellOf(cells[0])) };
    if (cells.every((cell) => cell === undefined)) return { kind: 'empty' };
    const last = cells.findLastIndex((cell) => cell !== undefined);
    return { kind: 'cells', cells: cells.slice(0, last + 1).map(cellOf) };
  });
}

function tableOf(rows: readonly (readonly Cell[])[], caption: string | undefined): FlowTable {
  const [head = [], ...body] = rows;
  const width = Math.max(...rows.map((row) => row.length));
  const wide = (row: readonly Cell[]): Cell[] => Array.from({ length: width }, (_, i) => row[i] ?? null);
  return {
    kind: 'table',
    ...(caption === undefined ? {} : { caption }),
    columns: wide(head).map((cell) => plainText(printedCell(cell))),
    rows: body.map(wide),
  };
}

/** Rows into texts and tables: a text row directly above a table, without an empty row between, is its caption. */
function flowOfRows(rows: readonly SheetRow[], titleRow: number): FlowItem[] {
  const items: FlowItem[] = [];
  for (let r = 0; r < rows.length; r += 1) {
    const row = rows[r];
    if (row?.kind === 'text') {
      const captions = rows[r + 1]?.kind === 'cells' && r !== titleRow;
      const afterLabel = rows[r - 1];
      const heads = afterLabel?.kind === 'text' && /^附件\d*$/.test(plainText(afterLabel.text));
      const role = r === titleRow ? 'title' : r < titleRow ? 'mark' : captions ? 'caption' : heads ? 'heading' : undefined;
      items.push({ kind: 'text', text: row.text, ...(role ? { role } : {}) });
    } else if (row?.kind === 'cells') {
      const block: (readonly Cell[])[] = [];
      let end = r;
      for (let next = rows[end]; next?.kind === 'cells'; next = rows[end]) {
        block.push(next.cells);
        end += 1;
      }
      items.push(tableOf(block, undefined));
      r = end - 1;
    }
  }
  return items;
}

/** The row of the cell named 公文标题, which our own workbooks have. */
function titleRowOf(workbook: WorkBook): number | undefined {
  const reference = workbook.Workbook?.Names?.find(({ Name }) => Name === '公文标题')?.Ref;
  const row = /\$?[A-Z]+\$?(\d+)$/.exec(reference ?? '')?.[1];
  return row === undefined ? undefined : Number(row) - 1;
}

/** Throws UnfitError where the filled cells of a sheet reach further than any document's, whatever it claims. */
function refuseTooLarge(sheet: WorkSheet, name: string): void {
  let [height, width] = [0, 0];
  for (const [key, cell] of Object.entries(sheet)) {
    if (key.startsWith('!') || (cell as SheetCell).v === undefined) continue;
    const { r, c } = utils.decode_cell(key);
    [height, width] = [Math.max(height, r + 1), Math.max(width, c + 1)];
  }
  if (width > mostColumns)
    throw new UnfitError(`的工作表“${name}”有 ${width} 列，超过能读取的 ${mostColumns} 列，不像公文的表格，没有读取`);
  if (height > mostRows) throw new UnfitError(`的工作表“${name}”有 ${height} 行，超过能读取的 ${mostRows} 行，请拆分后再试`);
  if (height * width > mostPlaces) throw new UnfitError(`的工作表“${name}”有 ${height} 行 ${width} 列，超过能读取的大小，请拆分后再试`);
}

/** The cells of a sheet of another hand, with what is merged. Only cells that are there are gone through, however large the sheet claims to be. */
function gridOf(sheet: WorkSheet): Grid {
  const rows: string[][] = [];
  for (const [key, cell] of Object.entries(sheet)) {
    if (key.startsWith('!')) continue;
    const { r, c } = utils.decode_cell(key);
    const text = printedCell(cellOf(cell as SheetCell));
    if (text === '') continue;
    while (rows.length <= r) rows.push([]);
    const row = rows[r] ?? [];
    while (row.length < c) row.push('');
    row[c] = text;
  }
  const spans = (sheet['!merges'] ?? []).map(({ s, e }): Span => ({ row: s.r, column: s.c, height: e.r - s.r + 1, width: e.c - s.c + 1 }));
  return { rows, spans };
}

/** Texts and tables of a workbook, whatever format it came in: sheet after sheet, hidden ones left out. Throws UnfitError on too large ones. */
function flowOfWorkbook(workbook: WorkBook): readonly FlowItem[] {
  const titleRow = titleRowOf(workbook);
  return workbook.SheetNames.flatMap((name, i) => {
    const sheet = workbook.Sheets[name];
    const hidden = (workbook.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0;
    if (!sheet || hidden) return [];
    refuseTooLarge(sheet, name);
    return titleRow === undefined ? flowOfSheet(gridOf(sheet)) : flowOfRows(rowsOf(sheet), i === 0 ? titleRow : -1);
  });
}

/** Texts and tables of an xlsx or xls, sheet after sheet. Throws DamagedError where it is damaged, UnfitError where a sheet is too large. */
export async function flowOfXlsx(bytes: Uint8Array): Promise<readonly FlowItem[]> {
  return flowOfWorkbook(await opened(() => read(bytes, { type: 'array', sheetStubs: true, cellFormula: false, cellHTML: false })));
}
