/** Cells known by where they stand, brought into columns and rows. */
import type { Grid, Span } from './grid.ts';

/** Positions that lie closer together than `reach` are one. Ascending. */
export function distinct(positions: readonly number[], reach: number): number[] {
  const sorted = positions.toSorted((a, b) => a - b);
  return sorted.filter((position, i) => i === 0 || position - (sorted[i - 1] ?? 0) > reach);
}

export interface SpanCell extends Span {
  readonly text: string;
}

/** Cells in a grid of so many rows and columns; places that no cell begins in are empty. */
export function gridOfCells(cells: readonly SpanCell[], height: number, width: number): Grid {
  const rows = Array.from({ length: height }, () => Array<string>(width).fill(''));
  for (const { text, row, column } of cells) {
    const line = rows[row];
    if (line) line[column] = text;
  }
  const spans = cells.filter((cell) => cell.width > 1 || cell.height > 1).map(({ text: _, ...span }) => span);
  return { rows, spans };
}

/** A cell known by its edges rather than by columns. */
export interface EdgedCell {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** It goes on with the cell above it. */
  readonly down: boolean;
}

/** The columns that the edges of all rows make; edges closer than `reach` are one. */
export function gridOfEdges(rows: readonly (readonly EdgedCell[])[], reach: number): Grid {
  const edges = distinct(
    rows.flatMap((row) => row.flatMap(({ left, right }) => [left, right])),
    reach,
  );
  const columnOf = (edge: number): number => edges.findLastIndex((position) => position <= edge);
  const open = new Map<number, { height: number }>();
  const cells: SpanCell[] = [];
  rows.forEach((own, row) => {
    for (const { text, left, right, down } of own) {
      const column = columnOf(left);
      const above = down ? open.get(column) : undefined;
      if (above) above.height += 1;
      else {
        const cell = { text, row, column, width: Math.max(1, columnOf(right) - column), height: 1 };
        cells.push(cell);
        open.set(column, cell);
      }
    }
  });
  return gridOfCells(cells, rows.length, Math.max(1, edges.length - 1));
}
