import {
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
import { type ColumnLayout, cellPadding, type Layouts, layoutOf, layoutTables, type TableLayout } from './columns.ts';
import { capacity, charactersPerLine, footSize, markSize, pointsPerMm, signatureWidth, size2, size3, size4 } from './page.ts';
import { blankLinesBefore, linesToSignature, signatureStarts } from './spacing.ts';
import { millimetres, points, preamble, quoted } from './typst-preamble.ts';

const list = (items: readonly string[]): string => `(${items.map((item) => `${item},`).join(' ')})`;
const lines = (text: string, size: number): string => list(breakByMeaning(text, capacity(size)).map(quoted));

function insetOf(column: ColumnLayout, size: number, air: number): string {
  const right = Math.max(cellPadding, column.rightMm * pointsPerMm);
  return `(left: ${points(column.align === 'left' ? cellPadding : 1)}, right: ${points(column.align === 'right' ? right : 1)}, y: ${points(size * air)})`;
}

function cellSource(cell: Cell, column: ColumnLayout, emphasis: boolean): string {
  const broken = breakByMeaning(printedCell(cell), column.capacity);
  const text = broken.length === 1 ? quoted(broken[0] ?? '') : `broken(${list(broken.map(quoted))})`;
  return emphasis ? `strong-cell(${text})` : text;
}

function tableSource(table: Table, layout: TableLayout, blank: number): string {
  const { size, columns } = layout;
  const rows = table.rows.map((row) =>
    columns.map((column, i) => cellSource(row.cells[i] ?? null, column, row.emphasis ?? false)).join(', '),
  );
  const maker = plainText(table.maker ?? '');
  const foot = tableFootLines(table);
  const notes = maker === '' ? foot : foot.slice(0, -1);
  return [
    ...(table.caption === undefined ? [] : [`#caption(${blank}, ${lines(table.caption, size4)})`]),
    `#sheet(${table.caption === undefined ? `gap + ${blank} * pitch` : '0.5 * gap'}, ${points(size)}, ${list(columns.map((column) => millimetres(column.widthMm)))}, ` +
      `${list(columns.map((column) => `${column.align} + horizon`))}, ${list(columns.map((column) => insetOf(column, size, layout.air)))}, ` +
      `${list(columns.map((column) => list(column.head.map(quoted))))},\n${rows.join(',\n')})`,
    ...notes.map((note) => `#foot(${points(footSize(size))}, ${quoted(note)})`),
    ...(maker === '' ? [] : [`#maker(${points(footSize(size))}, ${quoted(maker)})`]),
  ].join('\n');
}

function signatureSource(piece: Extract<Piece, { kind: 'signature' }>, blank: number): string {
  const texts = piece.date === undefined ? piece.issuers : [...piece.issuers, piece.date];
  const starts = signatureStarts(piece.issuers.map(signatureWidth), piece.date === undefined ? undefined : signatureWidth(piece.date));
  const lines = texts.map((text, i) => {
    const start = Math.min(starts[i] ?? charactersPerLine, charactersPerLine);
    return `(${start.toFixed(2)}, ${points(size3 * Math.min(1, start / signatureWidth(text)))}, ${quoted(text)})`;
  });
  return `#signature(${blank}, ${lines.join(', ')})`;
}

function pieceSource(pieces: readonly Piece[], i: number, piece: Piece, layouts: Layouts): string {
  const [before, after] = [pieces[i - 1], pieces[i + 1]];
  const blank = blankLinesBefore(piece, before);
  switch (piece.kind) {
    case 'mark':
      return `#mark(${points(markSize(piece.text))}, ${quoted(piece.text)})${after?.kind === 'number' ? '' : '\n#redline()'}`;
    case 'number':
      return piece.below === 'mark'
        ? `#number(${blank}, ${quoted(piece.text)})\n#redline()`
        : `#numberbelow(${blank}, ${quoted(piece.text)})`;
    case 'title':
      return `#headline(${blank}, ${lines(piece.text, size2)})`;
    case 'paragraph':
      return `#${piece.style}(${blank}, ${quoted(piece.text)}, reserve: ${linesToSignature(pieces, i)} * pitch)`;
    case 'table':
      return tableSource(piece.table, layoutOf(layouts, piece.table), blank);
    case 'attachment-list':
      return `#attachments(${blank}, ${piece.names.map(quoted).join(', ')})`;
    case 'signature':
      return signatureSource(piece, blank);
    case 'label':
      return `#label(${quoted(piece.text)})`;
    default:
      return `#${piece.kind}(${blank}, ${quoted(piece.text)})`;
  }
}

/**
 * The document as a Typst source, to be compiled to pdf by `engines/typst.ts`. Complete in itself and free of any clock:
 * the pdf's date is the date of issue, or none. Throws RangeError where `issuedOn` is no day.
 */
export function typstSource(document: OfficialDocument): string {
  const pieces = piecesOf(document);
  const [year, month, day] = (document.issuedOn ?? '').split('-').map(Number);
  const date = year && month && day ? `datetime(year: ${year}, month: ${month}, day: ${day})` : 'none';
  const head = `#set document(title: ${quoted(plainText(document.title))}, date: ${date})`;
  const layouts = layoutTables(pieces);
  return [head, preamble, ...pieces.map((piece, i) => pieceSource(pieces, i, piece, layouts))].join('\n');
}
