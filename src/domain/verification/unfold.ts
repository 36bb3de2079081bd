/** Documents as lists of values: one unit to a row, one table to a group, figures as numbers. */
import type { Cell, ReadDocument, ReadTable } from '../document.ts';
import { type DocumentView, viewDocument } from './document-view.ts';
import { parseCell } from './figures.ts';
import type { Finding, FindingPlace } from './finding.ts';
import type { Group } from './groups.ts';
import { figureColumns, type TableView, type ViewRow } from './table-view.ts';

/** A table of values. */
export interface ValueTable extends ReadTable {
  /** The figure in the head of a group, where the table lists the units of one group. */
  readonly subtotal?: number;
  /** What stands in the cells whose print says more than their value: `/`, `47%`, `5(包括开发区)`. */
  readonly printed?: readonly { readonly row: number; readonly column: number; readonly text: string }[];
}

export interface Unfolded {
  readonly document: Omit<ReadDocument, 'tables'> & { readonly tables: readonly ValueTable[] };
  /** Where a place of the document that was given stands in the unfolded one; `stated` is what the finding there says of it. */
  readonly placeOf: (where: FindingPlace, stated?: string | number) => FindingPlace;
}

/** A row on its way: the row of the printed table, and the columns of it that it takes. */
interface Line {
  readonly row: number;
  readonly places: readonly number[];
}

interface Sheet {
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly lines: readonly Line[];
  readonly head?: { readonly line: Line; readonly subtotal: number };
}

const all = (table: ReadTable): readonly number[] => table.columns.map((_, at) => at);
const isBlank = (row: readonly Cell[]): boolean => row.every((cell) => parseCell(cell).text === '');
const withCaption = (caption: string | undefined): { readonly caption?: string } => (caption === undefined ? {} : { caption });

const linesOf = (rows: readonly ViewRow[]): readonly Line[] =>
  rows.flatMap(({ row, places, cells }) => (row === undefined || cells.every(({ text }) => text === '') ? [] : [{ row, places }]));

/** The columns that one unit takes, as printed. */
function columnsOf(table: ReadTable, view: TableView): readonly string[] {
  const places = view.rows[0]?.places ?? all(table);
  return places.map((at, local) => table.columns[at] || (view.columns[local]?.title ?? ''));
}

function groupSheet(table: ReadTable, view: TableView, column: number, { head, members }: Group): Sheet {
  const [line = { row: 0, places: [] }] = linesOf([head]);
  const name = String(table.rows[line.row]?.find((cell, at) => line.places.includes(at) && typeof cell === 'string') ?? head.name);
  return {
    ...withCaption(table.caption === undefined ? name : `${table.caption} / ${name}`),
    columns: columnsOf(table, view),
    lines: linesOf(members),
    head: { line, subtotal: head.cells[column]?.value ?? 0 },
  };
}

/** Rows numbered across rather than down come in the order of their numbers. */
function inOrder(view: TableView, rows: readonly ViewRow[]): readonly ViewRow[] {
  const number = view.columns.findIndex(({ role }) => role === 'serial' || role === 'rank');
  if (number < 0) return rows;
  const units = rows
    .filter(({ kind }) => kind === 'unit')
    .toSorted((a, b) => (a.cells[number]?.value ?? 0) - (b.cells[number]?.value ?? 0));
  return [...units, ...rows.filter(({ kind }) => kind !== 'unit')];
}

/** The tables that a printed one unfolds to. */
function sheetsOf(table: ReadTable, view: TableView | undefined, seen: DocumentView): readonly Sheet[] {
  const lines = table.rows.flatMap((row, at): Line[] => (isBlank(row) ? [] : [{ row: at, places: all(table) }]));
  const whole: Sheet = { ...withCaption(table.caption), columns: table.columns, lines };
  if (view === undefined) return [whole];
  const grouping = seen.groupings.get(view);
  const figures = figureColumns(view);
  const [column] = figures;
  if (
    grouping &&
    column !== undefined &&
    figures.length === 1 &&
    !grouping.groups.some(({ head }) => head.areaLine || head.row === undefined)
  ) {
    const groups = grouping.groups.toSorted(
      (a, b) => (a.head.row ?? 0) - (b.head.row ?? 0) || (a.head.places[0] ?? 0) - (b.head.places[0] ?? 0),
    );
    const totals = linesOf(view.rows.filter(({ kind }) => kind === 'total'));
    const rest: Sheet[] = totals.length === 0 ? [] : [{ ...withCaption(table.caption), columns: columnsOf(table, view), lines: totals }];
    return [...groups.map((group) => groupSheet(table, view, column, group)), ...rest];
  }
  const beside = new Set(view.rows.map(({ places }) => places)).size > 1;
  const stacked = beside && view.rows.every(({ row }) => row !== undefined);
  return stacked ? [{ ...whole, columns: columnsOf(table, view), lines: linesOf(inOrder(view, view.rows)) }] : [whole];
}

/** The number that stands in a cell, nothing where a sign says so, else its text. */
function cellValue(cell: Cell): Cell {
  if (cell === null || typeof cell === 'number') return cell;
  const parsed = parseCell(cell);
  if (parsed.kind === 'blank') return null;
  return parsed.kind === 'number' && !/^[+0]\d/.test(parsed.text) ? parsed.value : cell;
}

function tableOf(table: ReadTable, { caption, columns, lines, head }: Sheet): ValueTable {
  const cells = lines.map(({ row, places }) => places.map((at): Cell => table.rows[row]?.[at] ?? null));
  const rows = cells.map((row) => row.map(cellValue));
  const printed = cells.flatMap((row, y) =>
    row.flatMap((cell, x) => (cell === rows[y]?.[x] || typeof cell !== 'string' ? [] : [{ row: y, column: x, text: cell }])),
  );
  return {
    ...withCaption(caption),
    columns,
    ...(head === undefined ? {} : { subtotal: head.subtotal }),
    rows,
    ...(printed.length === 0 ? {} : { printed }),
  };
}

interface Made {
  readonly index: number;
  readonly table: ReadTable;
  readonly sheet: Sheet;
}

/** A line of an unfolded table; the head of a group is no row of it. */
interface Found {
  readonly at: number;
  readonly line: Line;
  readonly row?: number;
}

/** Where a place went. A row that holds several units is the one of the unit that `stated` names, else the first. */
function placeIn(made: readonly Made[], where: FindingPlace, stated: string | number | undefined): FindingPlace {
  const { table, row, column, ...rest } = where;
  if (table === undefined) return where;
  const holds = (line: Line): boolean => (row === undefined || line.row === row) && (column === undefined || line.places.includes(column));
  const names = (line: Line): boolean =>
    line.places.some((at) => made.some((one) => one.index === table && one.table.rows[line.row]?.[at] === stated));
  const found = made.flatMap(({ index, sheet }, at) => {
    if (index !== table) return [];
    const heads: Found[] = sheet.head && holds(sheet.head.line) ? [{ at, line: sheet.head.line }] : [];
    return [...heads, ...sheet.lines.flatMap((line, y): Found[] => (holds(line) ? [{ at, line, row: y }] : []))];
  });
  const best = found.find(({ line }) => names(line)) ?? found[0];
  if (best === undefined) return { ...rest, table: made.findIndex(({ index }) => index === table) };
  const local = column === undefined ? undefined : best.line.places.indexOf(column);
  const inColumn = local === undefined ? {} : { column: local };
  if (row === undefined) return { ...rest, table: best.at, ...inColumn };
  return { ...rest, table: best.at, ...(best.row === undefined ? {} : { row: best.row, ...inColumn }) };
}

/**
 * A document as lists of values: two units per row are put under each other, a table of areas with their units becomes a table
 * for each area (its caption followed by the area, its own figure as `subtotal`), empty rows are left out, and cells are
 * values, with what is printed beside them where that says more. Annual reports keep their rows.
 */
export function unfold(document: ReadDocument): Unfolded {
  const seen = viewDocument(document);
  const viewAt = (index: number): TableView | undefined => seen.tables.find((view) => view.index === index);
  const made = document.tables.flatMap((table, index): Made[] =>
    sheetsOf(table, viewAt(index), seen).map((sheet) => ({ index, table, sheet })),
  );
  return {
    document: { ...document, tables: made.map(({ table, sheet }) => tableOf(table, sheet)) },
    placeOf: (where, stated) => placeIn(made, where, stated),
  };
}

/** Findings on a document, with their places in the unfolded one: what `verify --json` prints, since `read --json` prints that. */
export function unfoldFindings(document: ReadDocument, findings: readonly Finding[]): readonly Finding[] {
  if (findings.length === 0) return findings;
  const { placeOf } = unfold(document);
  return findings.map((finding) => ({ ...finding, where: placeOf(finding.where, finding.stated) }));
}
