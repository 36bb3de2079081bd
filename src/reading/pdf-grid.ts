import type { Grid, Span } from './grid.ts';
import type { Stroke } from './pdf-page.ts';
import type { TextRun } from './pdf-runs.ts';
import { distinct, gridOfCells } from './spans.ts';
import { DamagedError } from './unreadable.ts';

/** A table on one page: its box, where its columns stand, and its cells. */
export interface PageTable {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  /** Edges of the columns, from left to right. */
  readonly edges: readonly number[];
  readonly grid: Grid;
  /** Whether lines part its cells. */
  readonly ruled: boolean;
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

/**
 * Lines of one paragraph or cell, top first. A blank between two Latin words is lost where a line ends at it, and is put
 * back; after - and / a word goes on in the next line without one.
 */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce(
    (text, line) =>
      /[\x21-\x7e](?<![-/])$/.test(text) && /^[\x21-\x7e]/.test(line) && !(/\d$/.test(text) && /^\d/.test(line))
        ? `${text} ${line}`
        : text + line,
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
  return withRaised(lines.map((line) => line.toSorted((a, b) => a.x - b.x)));
}

/** Small figures set above the line they belong to: m² keeps it; the mark of a footnote, behind a Chinese character, goes. */
function withRaised(lines: readonly TextRun[][]): TextRun[][] {
  const kept: TextRun[][] = [];
  lines.forEach((line, i) => {
    const [own, below] = [line[0], lines[i + 1]];
    const raised = own && below && line.length === 1 && /^\s*[\d①-⑳*]{1,2}\s*$/.test(own.text);
    const before = raised ? below?.findLast((run) => run.x < own.x + own.width / 2 && run.text.trim() !== '') : undefined;
    const isRaised = before && below && own && own.size < before.size * 0.75 && own.y - before.y < before.size;
    if (!isRaised) kept.push(line);
    else if (/[\w²%]\s*$/.test(before.text)) below?.splice(below.indexOf(before) + 1, 0, own);
  });
  return kept;
}

export const lineText = (line: readonly TextRun[]): string =>
  line
    .map((run) => run.text)
    .join('')
    .trim();

export const middleOf = (run: TextRun): number => run.x + run.width / 2;

const isUpright = (stroke: Stroke): boolean => stroke.right - stroke.left < 2.5;
const isLevel = (stroke: Stroke): boolean => stroke.top - stroke.bottom < 2.5;

/** Whether a line stands between two places beside or above each other. */
interface Walls {
  readonly upright: (x: number, y: number) => boolean;
  readonly level: (x: number, y: number) => boolean;
}

function wallsOf(strokes: readonly Stroke[]): Walls {
  const [uprights, levels] = [strokes.filter(isUpright), strokes.filter(isLevel)];
  return {
    upright: (x, y) =>
      uprights.some(({ left, right, bottom, top }) => left - touching < x && x < right + touching && bottom < y && y < top),
    level: (x, y) => levels.some(({ left, right, bottom, top }) => bottom - touching < y && y < top + touching && left < x && x < right),
  };
}

/** The cells of a grid: each place goes on to the right and down as far as no line stands between. `ys` ascend. */
function boxesOf(xs: readonly number[], ys: readonly number[], walls: Walls): Span[] {
  const [columns, rows] = [xs.length - 1, ys.length - 1];
  const middle = (positions: readonly number[], i: number): number => ((positions[i] ?? 0) + (positions[i + 1] ?? 0)) / 2;
  const x = (column: number): number => middle(xs, column);
  const y = (row: number): number => middle(ys, rows - 1 - row);
  const taken = new Set<number>();
  const isFree = (column: number, row: number): boolean => column < columns && row < rows && !taken.has(row * columns + column);
  const opensRight = (column: number, row: number): boolean => isFree(column + 1, row) && !walls.upright(xs[column + 1] ?? 0, y(row));
  const opensDown = (column: number, row: number): boolean => isFree(column, row + 1) && !walls.level(x(column), ys[rows - 1 - row] ?? 0);
  const boxes: Span[] = [];
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      if (!isFree(column, row)) continue;
      let [width, height] = [1, 1];
      while (opensRight(column + width - 1, row)) width += 1;
      const across = Array.from({ length: width }, (_, i) => column + i);
      while (
        across.every((place) => opensDown(place, row + height - 1)) &&
        across.slice(1).every((place) => opensRight(place - 1, row + height))
      )
        height += 1;
      for (let i = 0; i < height; i += 1) for (const place of across) taken.add((row + i) * columns + place);
      boxes.push({ column, row, width, height });
    }
  return boxes;
}

const mostPlaces = 200_000;
const mostStrokes = 8000;

function tableOf(strokes: readonly Stroke[], runs: readonly TextRun[]): PageTable | undefined {
  const xs = distinct(
    strokes.filter(isUpright).map((stroke) => (stroke.left + stroke.right) / 2),
    touching,
  );
  const ys = distinct(
    strokes.filter(isLevel).map((stroke) => (stroke.top + stroke.bottom) / 2),
    touching,
  );
  const [left, right, bottom, top] = [xs[0], xs.at(-1), ys[0], ys.at(-1)];
  if (xs.length < 2 || ys.length < 2 || left === undefined || right === undefined || bottom === undefined || top === undefined)
    return undefined;
  if (xs.length * ys.length > mostPlaces) throw new DamagedError('a table of more places than a page has room for');
  const boxes = boxesOf(xs, ys, wallsOf(strokes));
  const boxAt = new Map<string, Span>();
  for (const box of boxes)
    for (let i = 0; i < box.height; i += 1) for (let j = 0; j < box.width; j += 1) boxAt.set(`${box.row + i} ${box.column + j}`, box);
  const texts = new Map<Span, TextRun[]>();
  for (const run of runs) {
    // By its middle: an opening bracket at a line's start reaches over the rule with its empty half.
    const column = xs.findLastIndex((x) => x <= middleOf(run));
    const row = ys.length - 2 - ys.findLastIndex((y) => y <= run.y + 0.35 * run.size);
    const box = boxAt.get(`${row} ${column}`);
    if (box) texts.set(box, [...(texts.get(box) ?? []), run]);
  }
  const cells = boxes.map((box) => ({ ...box, text: joinLines(linesOf(texts.get(box) ?? []).map(lineText)) }));
  return { top, bottom, left, right, edges: xs, ruled: true, grid: gridOfCells(cells, ys.length - 1, xs.length - 1) };
}

/** The ruled tables of a page, top first. A lone rule, such as the red line, is none, nor are the thousands of lines of a drawing. */
export function ruledTables(strokes: readonly Stroke[], runs: readonly TextRun[]): readonly PageTable[] {
  if (strokes.length > mostStrokes) return [];
  return connected(strokes)
    .flatMap((group) => tableOf(group, runs) ?? [])
    .toSorted((a, b) => b.top - a.top);
}
