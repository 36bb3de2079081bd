import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { type Cell, plainText, printedCell, type Table as TableData, tableFootLines } from '../domain/document.ts';
import { breakByMeaning } from './break-title.ts';
import { type ColumnLayout, cellPadding, type TableLayout } from './columns.ts';
import { exactly, headlinePitch, runOf, runs, twips, twipsOfMm } from './docx-styles.ts';
import { capacity, footSize, pointsPerMm, size4, typeAreaMm } from './page.ts';

const alignments = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;
const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

/** Runs with a line break between the lines. */
export function brokenRuns(lines: readonly string[], run: ReturnType<typeof runOf>): TextRun[] {
  return lines.map((text, i) => new TextRun({ ...run, text, ...(i === 0 ? {} : { break: 1 }) }));
}

function cellOf(
  lines: readonly string[],
  column: ColumnLayout,
  size: number,
  look: { readonly head: boolean; readonly bold: boolean },
): TableCell {
  const alignment = look.head ? AlignmentType.CENTER : alignments[column.align];
  const padding = look.head ? 1 : cellPadding;
  const right = !look.head && column.align === 'right' ? Math.max(padding, column.rightMm * pointsPerMm) : padding;
  return new TableCell({
    width: { size: twipsOfMm(column.widthMm), type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: twips(padding), right: twips(right), top: 0, bottom: 0, marginUnitType: WidthType.DXA },
    children: [
      new Paragraph({
        style: 'TableCell',
        alignment,
        spacing: { ...exactly(size * 1.3), before: 0, after: 0 },
        children: brokenRuns(lines, runOf(look.head || look.bold ? 'heiti' : 'fangsong', size)),
      }),
    ],
  });
}

const cellLines = (cell: Cell, column: ColumnLayout): readonly string[] => breakByMeaning(printedCell(cell), column.capacity);

function gridOf(table: TableData, { size, air, columns }: TableLayout): Table {
  const height = (lines: number) => ({ value: twips(size * (lines * 1.3 + 2 * air - 0.3)), rule: 'atLeast' as const });
  const headLines = Math.max(1, ...columns.map((column) => column.head.length));
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    height: height(headLines),
    children: columns.map((column) => cellOf(column.head, column, size, { head: true, bold: true })),
  });
  const rows = table.rows.map(
    (row) =>
      new TableRow({
        cantSplit: true,
        height: height(1),
        children: columns.map((column, i) => {
          const look = { head: false, bold: row.emphasis ?? false };
          return cellOf(cellLines(row.cells[i] ?? null, column), column, size, look);
        }),
      }),
  );
  return new Table({
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    width: { size: twipsOfMm(typeAreaMm.width), type: WidthType.DXA },
    columnWidths: columns.map((column) => twipsOfMm(column.widthMm)),
    borders: { top: thin, bottom: thin, left: thin, right: thin, insideHorizontal: thin, insideVertical: thin },
    rows: [head, ...rows],
  });
}

function footOf(table: TableData, tableSize: number): Paragraph[] {
  const size = footSize(tableSize);
  const maker = plainText(table.maker ?? '');
  return tableFootLines(table).map((text, i, all) => {
    const last = maker !== '' && i === all.length - 1;
    return new Paragraph({
      style: 'TableNote',
      alignment: last ? AlignmentType.RIGHT : AlignmentType.BOTH,
      indent: last ? { right: twips(2 * size) } : { firstLine: twips(2 * size) },
      spacing: { ...exactly(size * 1.5), before: i === 0 ? twips(size * 0.5) : 0 },
      children: [new TextRun({ ...runOf('fangsong', size), text })],
    });
  });
}

/** A table with its caption above and its notes and maker below, on lines of the exact heights the layout gives. */
export function tableParts(table: TableData, layout: TableLayout, before: number): (Paragraph | Table)[] {
  const caption = new Paragraph({
    style: 'TableCaption',
    // Word draws two tables as one unless a paragraph stands between them; without a caption it is as good as invisible.
    spacing:
      table.caption === undefined
        ? { before, ...exactly(1) }
        : { before: Math.max(before, 240), after: 80, ...exactly(headlinePitch * 0.7) },
    children: table.caption === undefined ? [] : brokenRuns(breakByMeaning(table.caption, capacity(size4)), runs.OfficialCaption),
  });
  return [caption, gridOf(table, layout), ...footOf(table, layout.size)];
}
