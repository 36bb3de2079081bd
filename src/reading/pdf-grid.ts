import { type Cell, plainText, readCell } from '../domain/document.ts';
import type { Stroke, TextRun } from './pdf-page.ts';

/** A ruled table on one page: its box and its cells' text by row. */
export interface Grid {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly rows: readonly (readonly string[])[];
}

const touching = 1.5;

const touch = (a: Stroke, b: Stroke): boolean =>
  a.left <= b.right + touching && b.left <= a.right + touching && a.bottom <= b.top + touching && b.bottom <= a.top + touching;

/** Strokes that touch each other, directly or over others, belong to one table. */
function connected(strokes: readonly Stroke[]): Stroke[][] {
  const groups: Stroke[][] = [];
  for (const stroke of strokes) {
    const near = groups.filter((group) => group.some((other) => touch(stroke, other)));
    const merged = [stroke, ...near.flat()];
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups;
}

/** Positions that lie closer than a line's thickness are one. Ascending. */
function distinct(positions: readonly number[]): number[] {
  const sorted = positions.toSorted((a, b) => a - b);
  return sorted.filter((position, i) => i === 0 || position - (sorted[i - 1] ?? 0) > touching);
}

/**
 * Lines of one paragraph or cell, top first. A blank between two Latin words is lost where a line ends at it, and is put
 * back; after - and / a word goes on in the next line without one.
 */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce(
    (text, line) => (/[\x21-\x7e](?<![-/])$/.test(text) && /^[\x21-\x7e]/.test(line) ? `${text} ${line}` : text + line),
    '',
  );
}

/** Runs grouped to lines by their baseline, top line first, each from left to right. */
export function linesOf(runs: readonly TextRun[]): TextRun[][] {
  const lines: TextRun[][] = [];
  for (const run of runs.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && Math.abs(first.y - run.y) < 0.35 * Math.max(first.size, run.size)) line.push(run);
    else lines.push([run]);
  }
  return lines.map((line) => line.toSorted((a, b) => a.x - b.x));
}

export const lineText = (line: readonly TextRun[]): string =>
  line
    .map((run) => run.text)
    .join('')
    .trim();

export const middleOf = (run: TextRun): number => run.x + run.width / 2;

function gridOf(strokes: readonly Stroke[], runs: readonly TextRun[]): Grid | undefined {
  const xs = distinct(strokes.filter((stroke) => stroke.right - stroke.left < 2.5).map((stroke) => (stroke.left + stroke.right) / 2));
  const ys = distinct(strokes.filter((stroke) => stroke.top - stroke.bottom < 2.5).map((stroke) => (stroke.top + stroke.bottom) / 2));
  const [left, right, bottom, top] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  if (xs.length < 2 || ys.length < 2 || left === undefined || right === undefined || bottom === undefined || top === undefined)
    return undefined;
  const cells = new Map<string, TextRun[]>();
  for (const run of runs) {
    // By its middle: an opening bracket at a line's start reaches over the rule with its empty half.
    const middle = middleOf(run);
    const column = xs.findLastIndex((x) => x <= middle);
    const row = ys.findLastIndex((y) => y <= run.y + 0.35 * run.size);
    if (column < 0 || column >= xs.length - 1 || row < 0 || row >= ys.length - 1) continue;
    const key = `${row} ${column}`;
    const cell = cells.get(key);
    if (cell) cell.push(run);
    else cells.set(key, [run]);
  }
  const rows = Array.from({ length: ys.length - 1 }, (_, i) =>
    Array.from({ length: xs.length - 1 }, (_, j) => joinLines(linesOf(cells.get(`${ys.length - 2 - i} ${j}`) ?? []).map(lineText))),
  );
  return { top, bottom, left, right, rows };
}

/** The ruled tables of a page, top first. A lone rule, such as the red line, is none. */
export function gridsOf(strokes: readonly Stroke[], runs: readonly TextRun[]): readonly Grid[] {
  return connected(strokes)
    .flatMap((group) => gridOf(group, runs) ?? [])
    .toSorted((a, b) => b.top - a.top);
}

export const headOf = (grid: Grid): readonly string[] => (grid.rows[0] ?? []).map(plainText);
export const bodyOf = (grid: Grid): readonly (readonly Cell[])[] => grid.rows.slice(1).map((row) => row.map(readCell));
