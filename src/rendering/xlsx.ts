import writeExcelFile, { type Row, type Sheet, type Cell as SheetCell } from 'write-excel-file/node';
import {
  attachmentListLines,
  type Cell,
  type OfficialDocument,
  type Piece,
  piecesOf,
  plainText,
  printedCell,
  type Table,
  tableFootLines,
} from '../domain/document.ts';
import { breakByMeaning } from './break-title.ts';
import { type ColumnLayout, type Layouts, layoutOf, layoutTables, type TableLayout } from './columns.ts';
import { docxFont } from './fonts.ts';
import { capacity, charactersPerLine, linePitch, size2, size3, size4, textWidth, typeAreaMm } from './page.ts';
import { sealedZip } from './sealed-zip.ts';
import { workbookEdits } from './xlsx-print.ts';

/**
 * A document's pieces cut into sheets: the text up to the first table, then a sheet for each table with what stands
 * around it. An attachment's label, title and first table share a sheet.
 */
interface Part {
  readonly name: string;
  readonly pieces: readonly Piece[];
  readonly table?: Table;
}

function partsOf(pieces: readonly Piece[]): Part[] {
  const parts: { name: string; pieces: Piece[]; table?: Table }[] = [{ name: '正文', pieces: [] }];
  let label = '';
  for (const piece of pieces) {
    const current = parts.at(-1);
    if (piece.kind === 'label') label = piece.text;
    const fresh = piece.kind === 'label' || (piece.kind === 'table' && (current?.table !== undefined || current === parts[0]));
    if (fresh) parts.push({ name: label === '' ? '表' : label, pieces: [] });
    const part = parts.at(-1);
    if (!part) continue;
    part.pieces.push(piece);
    if (piece.kind === 'table') part.table = piece.table;
  }
  return named(parts);
}

/** Names a workbook allows: different, without the seven forbidden marks, at most 31 characters. */
function named(parts: readonly Part[]): Part[] {
  const counts = new Map<string, number>();
  const used = new Set<string>();
  return parts.map((part) => {
    const base = part.name.replace(/[\\/?*[\]:']/g, ' ').slice(0, 24);
    const several = parts.filter((other) => other.name === part.name).length > 1;
    let count = (counts.get(base) ?? 0) + 1;
    let name = several ? `${base}${base === '表' ? '' : '-'}${count}` : base;
    while (used.has(name)) {
      count += 1;
      name = `${base}-${count}`;
    }
    counts.set(base, count);
    used.add(name);
    return { ...part, name };
  });
}

/** A column's width in the digits of the default font that a sheet counts in. */
const sheetWidth = (mm: number): number => Math.round((mm / 2.117) * 100) / 100;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Text over the whole width: merged over every column, at least two, which is how reading tells text from a table. */
function textRow(text: string, columns: number, look: Partial<Exclude<SheetCell, null>>, size: number): Row {
  const perLine = (charactersPerLine * size3) / size;
  const lines = sum(text.split('\n').map((line) => Math.max(1, Math.ceil(textWidth(line) / (perLine * 0.97)))));
  const height = (size === size3 ? linePitch * 0.9 : size * 1.6) * lines;
  const cell = { value: text, type: String, wrap: true, alignVertical: 'center', fontSize: size, columnSpan: columns, height, ...look };
  return [cell as SheetCell, ...Array<null>(columns - 1).fill(null)];
}

const thin = { borderColor: '#000000', borderStyle: 'thin' } as const;

function cellOf(cell: Cell, column: ColumnLayout, size: number, emphasis: boolean): SheetCell {
  const text = printedCell(cell);
  const look = {
    ...thin,
    align: column.align,
    alignVertical: 'center' as const,
    fontSize: size,
    fontFamily: emphasis ? docxFont.heiti : docxFont.fangsong,
    wrap: column.align === 'left',
    ...(column.align === 'right' && column.rightMm > 2 ? { indent: Math.min(3, Math.max(1, Math.floor(column.rightMm / 3))) } : {}),
  };
  if (typeof cell === 'number') return { value: cell, type: Number, ...look };
  // Text stays text, whatever it begins with: it is written as a shared string in the format «text», never as a formula.
  return text === '' ? look : { value: text, type: String, format: '@', ...look };
}

function tableRows(table: Table, { size, air, columns }: TableLayout): Row[] {
  const headLines = Math.max(1, ...columns.map((column) => column.head.length));
  const head = columns.map(
    (column): SheetCell => ({
      value: column.head.join('\n'),
      type: String,
      ...thin,
      align: 'center',
      alignVertical: 'center',
      wrap: true,
      fontSize: size,
      fontFamily: docxFont.heiti,
      height: size * (1.35 * headLines + 0.6),
    }),
  );
  const rows = table.rows.map((row) =>
    columns.map((column, i) => {
      const cell = cellOf(row.cells[i] ?? null, column, size, row.emphasis ?? false);
      if (i > 0) return cell;
      const lines = Math.max(1, ...columns.map((other, j) => Math.ceil(textWidth(printedCell(row.cells[j] ?? null)) / other.capacity)));
      return { ...(cell as object), height: size * (1.35 * lines + 2 * air) } as SheetCell;
    }),
  );
  return [head, ...rows];
}

const right = { align: 'right', indent: 2 } as const;
const body = (text: string, columns: number): Row =>
  textRow(`\u3000\u3000${text}`, columns, { align: 'left', fontFamily: docxFont.fangsong }, size3);

function tableSheetRows(table: Table, layout: TableLayout, columns: number): Row[] {
  const maker = plainText(table.maker ?? '');
  const foot = tableFootLines(table).map((line, i, all) => {
    const last = maker !== '' && i === all.length - 1;
    return textRow(
      last ? line : `\u3000\u3000${line}`,
      columns,
      { fontFamily: docxFont.fangsong, ...(last ? right : { align: 'left' }) },
      12,
    );
  });
  // An empty row above a table says that the text above is not its caption.
  const caption =
    table.caption === undefined ? [] : textRow(table.caption, columns, { align: 'center', fontFamily: docxFont.heiti }, size4);
  return [caption, ...tableRows(table, layout), ...foot];
}

function pieceRows(piece: Piece, columns: number, layouts: Layouts): Row[] {
  switch (piece.kind) {
    case 'table':
      return tableSheetRows(piece.table, layoutOf(layouts, piece.table), columns);
    case 'mark':
      return [textRow(piece.text, columns, { align: 'center', textColor: '#FF0000', fontFamily: docxFont.xiaobiaosong }, 28)];
    case 'number':
      return [textRow(piece.text, columns, { align: 'center', fontFamily: docxFont.fangsong }, size3)];
    case 'title':
      return [
        textRow(
          breakByMeaning(piece.text, capacity(size2)).join('\n'),
          columns,
          { align: 'center', fontFamily: docxFont.xiaobiaosong },
          size2,
        ),
      ];
    case 'addressees':
      return [textRow(piece.text, columns, { align: 'left', fontFamily: docxFont.fangsong }, size3)];
    case 'label':
      return [textRow(piece.text, columns, { align: 'left', fontFamily: docxFont.heiti }, size3)];
    case 'attachment-list':
      return attachmentListLines(piece.names).map((line) => body(line, columns));
    case 'signature': {
      const lines = piece.date === undefined ? piece.issuers : [...piece.issuers, piece.date];
      return lines.map((line) => textRow(line, columns, { fontFamily: docxFont.fangsong, ...right }, size3));
    }
    case 'paragraph': {
      const font = { body: docxFont.fangsong, heading1: docxFont.heiti, heading2: docxFont.kaiti }[piece.style];
      return [textRow(`\u3000\u3000${piece.text}`, columns, { align: 'left', fontFamily: font }, size3)];
    }
    case 'remark':
      return [body(piece.text, columns)];
  }
}

interface BuiltSheet {
  readonly sheet: Sheet<never>;
  /** The row with the column heads, counted from 1. */
  readonly headRow: number | undefined;
}

function sheetOf(part: Part, layouts: Layouts): BuiltSheet {
  const layout = part.table ? layoutOf(layouts, part.table) : undefined;
  const own = layout?.columns.map((column) => column.widthMm) ?? [];
  const widths = own.length >= 2 ? own : own.length === 1 ? [...own, 1] : [typeAreaMm.width / 2, typeAreaMm.width / 2];
  const columns = widths.length;
  const data: Row[] = [];
  let headRow: number | undefined;
  for (const piece of part.pieces) {
    const rows = pieceRows(piece, columns, layouts);
    if (piece.kind === 'table') headRow = data.length + 2;
    data.push(...rows);
  }
  return { sheet: { sheet: part.name, data, columns: widths.map((mm) => ({ width: sheetWidth(mm) })) }, headRow };
}

/**
 * The document as xlsx: the text on the sheet 正文, each table on a sheet of its own with its caption and notes, ready to
 * print on A4 with the heads repeated on every page. Numbers are numbers; text that begins with = + - @ stays text.
 * Rendering again gives the same bytes. Throws RangeError where `issuedOn` is no day.
 */
export async function renderXlsx(document: OfficialDocument): Promise<Uint8Array> {
  const pieces = piecesOf(document);
  const layouts = layoutTables(pieces);
  const built = partsOf(pieces).map((part) => sheetOf(part, layouts));
  const sheets = built.map(({ sheet, headRow }) => ({ name: sheet.sheet ?? '', headRow }));
  // Mark, number and title are one row each.
  const titleRow = pieces.findIndex((piece) => piece.kind === 'title') + 1;
  const buffer = await writeExcelFile(
    built.map(({ sheet }) => sheet),
    { fontFamily: docxFont.fangsong, fontSize: 12 },
  ).toBuffer();
  return sealedZip(buffer, workbookEdits(sheets, titleRow));
}
