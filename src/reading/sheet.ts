/** Sheets of cells (csv, workbooks of other hands): tables one under the other, with titles and notes in rows of their own. */
import { plainText } from '../domain/document.ts';
import type { FlowItem } from './flow.ts';
import { flowOfGrid, type Grid, isFigure, isFoot, type Span } from './grid.ts';

type Row = readonly string[];
type Kind = 'blank' | 'whole' | 'head' | 'cells';

const filled = (row: Row): number => row.filter((cell) => plainText(cell) !== '').length;

function kindsOf(rows: readonly Row[], spans: readonly Span[]): readonly Kind[] {
  const width = rowWidth(rows);
  const merged = new Set(spans.filter((span) => span.width > 1 && span.width >= width - 1).map(({ row }) => row));
  return rows.map((row, at): Kind => {
    const count = filled(row);
    if (count === 0) return 'blank';
    if (count === 1 && !row.some(isFigure) && (merged.has(at) || plainText(row[0] ?? '') !== '')) return 'whole';
    if (isFoot(row)) return 'whole';
    return count > 1 && !row.some(isFigure) ? 'head' : 'cells';
  });
}

const rowWidth = (rows: readonly Row[]): number =>
  rows.reduce((most, row) => Math.max(most, row.findLastIndex((cell) => plainText(cell) !== '') + 1), 0);

const captionEnd = /(?:表|统计|情况|名单|一览|排名)(?:[（(][^（）()]*[）)])?$/;

/** Whether a table that is open ends at a row: what follows is a note, or has a head of its own. */
function endsAt(rows: readonly Row[], kinds: readonly Kind[], open: number, at: number): boolean {
  const kind = kinds[at];
  if (kind === 'whole' && isFoot(rows[at] ?? [])) return true;
  if (kind !== 'whole' && kind !== 'blank') return false;
  const next = kinds.findIndex((other, i) => i > at && (other === 'head' || other === 'cells'));
  if (next < 0) return true;
  const again = (rows[next] ?? []).join('\n') === (rows[open] ?? []).join('\n');
  if (kinds[next] === 'head') return kind === 'whole' || !again;
  return kind === 'whole' && captionEnd.test(plainText((rows[at] ?? []).join('')));
}

const cutColumns = ({ rows, spans = [] }: Grid, from: number, to: number): Grid => ({
  rows: rows.map((row) => row.slice(from, to)),
  spans: spans.filter(({ column }) => column >= from && column < to).map((span) => ({ ...span, column: span.column - from })),
});

/** Tables that stand beside each other: an empty column between them, and heads of their own. Two units per row, under one head twice, are one table. */
function beside(grid: Grid): readonly Grid[] {
  const width = rowWidth(grid.rows);
  const headOf = (part: Grid): Row => (part.rows.find((row) => filled(row) > 1) ?? []).map(plainText).filter((cell) => cell !== '');
  for (let gap = 2; gap < width - 2; gap += 1) {
    const empty = grid.rows.every((row) => plainText(row[gap] ?? '') === '');
    if (!empty || grid.spans?.some((span) => span.column < gap && span.column + span.width > gap)) continue;
    const [left, right] = [cutColumns(grid, 0, gap), cutColumns(grid, gap + 1, width)];
    const [one, other] = [headOf(left), headOf(right)];
    const heads = [one, other].every((head) => head.length > 1 && !head.some(isFigure));
    if (heads && one.join('\n') !== other.join('\n')) return [left, ...beside(right)];
  }
  return [grid];
}

/** Texts and tables of one sheet, from top to bottom. */
export function flowOfSheet({ rows, spans = [] }: Grid): readonly FlowItem[] {
  const kinds = kindsOf(rows, spans);
  const items: FlowItem[] = [];
  let open = -1;
  const close = (to: number) => {
    if (open >= 0) {
      const own = spans.filter((span) => span.row >= open && span.row < to).map((span) => ({ ...span, row: span.row - open }));
      const end = kinds.findLastIndex((kind, at) => at < to && kind !== 'blank') + 1;
      items.push(...beside({ rows: rows.slice(open, end), spans: own }).flatMap(flowOfGrid));
    }
    open = -1;
  };
  rows.forEach((row, at) => {
    if (open >= 0 && endsAt(rows, kinds, open, at)) close(at);
    if (open >= 0) return;
    if (kinds[at] === 'whole') items.push({ kind: 'text', text: row.filter((cell) => plainText(cell) !== '').join(' ') });
    else if (kinds[at] !== 'blank') open = at;
  });
  close(rows.length);
  return items;
}
