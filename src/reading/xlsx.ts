import { read, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { type Cell, plainText, printedCell, readCell } from '../domain/document.ts';
import type { FlowItem, FlowTable } from './flow.ts';
import type { Grid, Span } from './grid.ts';
import { flowOfSheet } from './sheet.ts';
import { opened } from './unreadable.ts';

/** What a document may need; a sheet that claims more has stray formats or means harm. */
const mostRows = 20_000;
const mostColumns = 500;

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
  const range = utils.decode_range(sheet['!ref']);
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

/** The cells of a sheet of another hand, with what is merged. Only cells that are there are gone through, however large the sheet claims to be. */
function gridOf(sheet: WorkSheet): Grid {
  const rows: string[][] = [];
  for (const [key, cell] of Object.entries(sheet)) {
    if (key.startsWith('!')) continue;
    const { r, c } = utils.decode_cell(key);
    const text = printedCell(cellOf(cell as SheetCell));
    if (text === '' || r >= mostRows || c >= mostColumns) continue;
    while (rows.length <= r) rows.push([]);
    const row = rows[r] ?? [];
    while (row.length < c) row.push('');
    row[c] = text;
  }
  const spans = (sheet['!merges'] ?? []).map(({ s, e }): Span => ({ row: s.r, column: s.c, height: e.r - s.r + 1, width: e.c - s.c + 1 }));
  return { rows, spans };
}

/** Texts and tables of a workbook, whatever format it came in: sheet after sheet, hidden ones left out. */
export function flowOfWorkbook(workbook: WorkBook): readonly FlowItem[] {
  const titleRow = titleRowOf(workbook);
  return workbook.SheetNames.flatMap((name, i) => {
    const sheet = workbook.Sheets[name];
    const hidden = (workbook.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0;
    if (!sheet || hidden) return [];
    return titleRow === undefined ? flowOfSheet(gridOf(sheet)) : flowOfRows(rowsOf(sheet), i === 0 ? titleRow : -1);
  });
}

/** Texts and tables of an xlsx, sheet after sheet. Throws DamagedError where the package is damaged. */
export async function flowOfXlsx(bytes: Uint8Array): Promise<readonly FlowItem[]> {
  return flowOfWorkbook(await opened(() => read(bytes, { type: 'array', sheetStubs: true, cellFormula: false, cellHTML: false })));
}
