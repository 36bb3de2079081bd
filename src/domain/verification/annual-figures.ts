/** The figures of an annual report by the cells of its format, and how they are found in a line whatever the table looks like. */
import {
  type AnnualCell,
  type AnnualColumn,
  type AnnualRow,
  type AnnualTable,
  type AnnualTableName,
  annualCell,
} from '../annual-report/format.ts';
import type { AnnualLine } from './annual-lines.ts';
import type { ParsedCell } from './figures.ts';
import type { FindingPlace } from './finding.ts';

/** A cell as it stands in the document. */
export interface AnnualFigure {
  readonly row: AnnualRow;
  readonly column: AnnualColumn;
  readonly table: AnnualTableName;
  /** 0 where nothing stands. */
  readonly value: number;
  readonly cell: ParsedCell;
  readonly where: FindingPlace;
}

export type AnnualFigures = ReadonlyMap<AnnualCell, AnnualFigure>;

/** Reads one table of a format out of lines. */
export type AnnualReader = (lines: readonly AnnualLine[], table: AnnualTable) => AnnualFigures;

export const isValue = (cell: ParsedCell | undefined): boolean => cell !== undefined && cell.kind !== 'text';

/** What stands above the figures: a title for each place, the last one seen there. */
export interface Heads {
  readonly see: (line: AnnualLine) => void;
  /** Forgets the titles, since a new head begins. */
  readonly restart: () => void;
  /** Where columns are titled; a table that goes on without a head has them where they were before. */
  readonly placesOf: (columns: readonly AnnualColumn[], width: number) => readonly number[] | undefined;
}

const ascending = (places: readonly number[]): boolean => places.every((at, i) => i === 0 || at > places[i - 1]!);

export function openHeads(): Heads {
  let table: number | undefined;
  let titles = new Map<number, string>();
  let kept: readonly number[] = [];
  const placeOf = ({ titled }: AnnualColumn): number | undefined =>
    [...titles].find(([, title]) => titled.test(title.replace(/\([^()]*\)$/u, '')))?.[0];
  return {
    see: (line) => {
      if (line.table !== table) titles = new Map();
      table = line.table;
      line.cells.forEach((cell, at) => {
        if (cell.kind === 'text') titles.set(at, cell.text);
      });
    },
    restart: () => {
      titles = new Map();
    },
    placesOf: (columns, width) => {
      const places = columns.map(placeOf);
      if (places.every((at) => at !== undefined) && ascending(places)) {
        kept = places;
        return places;
      }
      return kept.length === columns.length && kept.every((at) => at < width) ? kept : undefined;
    },
  };
}

/** The place of a line's label: the last text before its figures; -1 where it has none, or nothing behind it. */
export function labelPlace(line: AnnualLine, titled: readonly number[] | undefined): number {
  const first = titled?.[0] ?? 0;
  const last = line.cells.findLastIndex(({ kind }, at) => kind === 'text' && (first === 0 || at < first));
  return last < line.cells.length - 1 ? last : -1;
}

/** The places of a line's figures: where the columns are titled; else all figures if they are as many; else what stands last. */
function figurePlaces(line: AnnualLine, label: number, count: number, titled: readonly number[] | undefined): readonly number[] {
  if (titled?.every((at) => at > label && at < line.cells.length)) return titled;
  const behind = line.cells.flatMap((cell, at) => (at > label && isValue(cell) ? [at] : []));
  const figures = behind.filter((at) => line.cells[at]!.kind === 'number');
  if (figures.length === count) return figures;
  if (count === 1) return (figures.length > 0 ? figures : behind).slice(0, 1);
  if (line.table === undefined && behind.length !== count) return [];
  return behind.length >= count ? behind.slice(-count) : [];
}

/** The figures of one line under the cells of its row; none where the line has too few places. */
export function figuresOfLine(
  line: AnnualLine,
  row: AnnualRow,
  table: AnnualTable,
  at: { readonly label: number; readonly titled: readonly number[] | undefined },
): readonly (readonly [AnnualCell, AnnualFigure])[] {
  const places = figurePlaces(line, at.label, row.columns.length, at.titled);
  return places.map((place, i) => figureAt(line, place, row, row.columns[i]!, table));
}

/** The figure at a place of a line. */
export function figureAt(
  line: AnnualLine,
  place: number,
  row: AnnualRow,
  column: AnnualColumn,
  table: AnnualTable,
): readonly [AnnualCell, AnnualFigure] {
  const cell = line.cells[place]!;
  const where = line.table === undefined ? line.where : { ...line.where, column: place };
  return [annualCell(row.id, column.id), { row, column, table: table.name, value: cell.value, cell, where }];
}

/** Adds the figures of a line, unless its cells are there already: a table that is printed twice is read once. */
export function keep(into: Map<AnnualCell, AnnualFigure>, figures: readonly (readonly [AnnualCell, AnnualFigure])[]): void {
  if (figures.some(([cell]) => into.has(cell))) return;
  for (const [cell, figure] of figures) into.set(cell, figure);
}
