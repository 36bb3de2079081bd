/** Tables of a pdf without rules: lines whose texts stand in columns, figures among them. */
import { lineText, type PageTable } from './pdf-grid.ts';
import type { TextRun } from './pdf-runs.ts';
import { gridOfCells, type SpanCell } from './spans.ts';

/** Texts of a line that stand apart from each other. */
interface Chunk {
  readonly text: string;
  readonly left: number;
  readonly right: number;
}
interface ChunkLine {
  readonly runs: readonly TextRun[];
  readonly chunks: readonly Chunk[];
  readonly y: number;
  readonly size: number;
}
interface Column {
  readonly left: number;
  readonly right: number;
}

const isFigure = (text: string): boolean => /^[-+−－]?[\d０-９][\d０-９.,，．]*[%％]?$|^[/—–－-]+$/.test(text.trim());

/** Gaps wider than one and a fifth characters part the texts of a line. */
function chunksOf(runs: readonly TextRun[]): ChunkLine {
  const seen = runs.filter((run) => run.text.trim() !== '');
  const groups: TextRun[][] = [];
  for (const run of seen) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && run.x - (last.x + last.width) < run.size * 1.2) group.push(run);
    else groups.push([run]);
  }
  const chunks = groups.map((group): Chunk => {
    const last = group.at(-1) as TextRun;
    return { text: lineText(group), left: (group[0] as TextRun).x, right: last.x + last.width };
  });
  return { runs, chunks, y: seen[0]?.y ?? 0, size: Math.max(0, ...seen.map((run) => run.size)) };
}

const within = (chunk: Chunk, column: Column): boolean => chunk.left < column.right && chunk.right > column.left;

/** Where the columns stand: from the lines that have as many texts as most lines have. */
function columnsOf(lines: readonly ChunkLine[]): readonly Column[] | undefined {
  const counts = new Map<number, number>();
  for (const { chunks } of lines) counts.set(chunks.length, (counts.get(chunks.length) ?? 0) + 1);
  const [most] = [...counts].filter(([count]) => count > 1).toSorted(([a, x], [b, y]) => y - x || b - a);
  if (!most || most[1] < 3) return undefined;
  const whole = lines.filter(({ chunks }) => chunks.length === most[0]);
  const columns = Array.from({ length: most[0] }, (_, i): Column => {
    const own = whole.map(({ chunks }) => chunks[i] as Chunk);
    return { left: Math.min(...own.map(({ left }) => left)), right: Math.max(...own.map(({ right }) => right)) };
  });
  if (columns.some((column, i) => i > 0 && column.left < (columns[i - 1]?.right ?? 0))) return undefined;
  const figures = columns.filter((_, i) => whole.filter(({ chunks }) => isFigure(chunks[i]?.text ?? '')).length > whole.length * 0.6);
  return figures.length > 0 ? columns : undefined;
}

/** A name on two lines with its figures standing between them, put together to one line. */
function withSplitNames(lines: readonly ChunkLine[]): readonly ChunkLine[] {
  const made: ChunkLine[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [above, line, below] = [lines[at], lines[at + 1], lines[at + 2]] as [ChunkLine, ChunkLine?, ChunkLine?];
    const [first, second] = [above.chunks[0], below?.chunks[0]];
    const lone = above.chunks.length === 1 && below?.chunks.length === 1;
    const close = line && below && above.y - line.y < line.size * 1.3 && line.y - below.y < line.size * 1.3;
    if (
      !lone ||
      !close ||
      !first ||
      !second ||
      !within(first, second) ||
      line.chunks.some((chunk) => within(chunk, first) || within(chunk, second))
    ) {
      made.push(above);
      continue;
    }
    const name = { text: first.text + second.text, left: Math.min(first.left, second.left), right: Math.max(first.right, second.right) };
    made.push({
      ...line,
      runs: [...above.runs, ...line.runs, ...below.runs],
      chunks: [...line.chunks, name].toSorted((a, b) => a.left - b.left),
    });
    at += 2;
  }
  return made;
}

/** Lines of several texts each that follow each other closely. */
function regionsOf(lines: readonly ChunkLine[]): readonly (readonly ChunkLine[])[] {
  const regions: ChunkLine[][] = [];
  let before: ChunkLine | undefined;
  for (const line of lines) {
    const open =
      before && before.chunks.length > 1 && before.y - line.y < Math.max(before.size, line.size) * 3.2 ? regions.at(-1) : undefined;
    if (line.chunks.length > 1 && open) open.push(line);
    else if (line.chunks.length > 1) regions.push([line]);
    before = line;
  }
  return regions.filter((region) => region.length > 2);
}

function cellsOf(lines: readonly ChunkLine[], columns: readonly Column[]): readonly SpanCell[] | undefined {
  const cells: SpanCell[] = [];
  for (const [row, { chunks }] of lines.entries()) {
    let next = 0;
    for (const chunk of chunks) {
      const from = columns.findIndex((column) => within(chunk, column));
      const to = columns.findLastIndex((column) => within(chunk, column));
      if (from < next) return undefined;
      next = to + 1;
      cells.push({ text: chunk.text, row, column: from, width: to - from + 1, height: 1 });
    }
  }
  return cells;
}

function tableOf(lines: readonly ChunkLine[]): PageTable | undefined {
  const columns = columnsOf(lines);
  const cells = columns && cellsOf(lines, columns);
  const [first, last] = [lines[0], lines.at(-1)];
  if (!columns || !cells || !first || !last) return undefined;
  const [left, right] = [columns[0]?.left ?? 0, columns.at(-1)?.right ?? 0];
  const between = columns.slice(1).map((column, i) => (column.left + (columns[i]?.right ?? 0)) / 2);
  return {
    ...{ top: first.y + first.size, bottom: last.y - last.size * 0.3, left, right, edges: [left, ...between, right], ruled: false },
    grid: gridOfCells(cells, lines.length, columns.length),
  };
}

/**
 * The tables that lines outside ruled tables make, each with the runs that are in it: three lines at least, of at least two texts each that
 * stand in columns, of which one holds figures.
 */
export function tablesInColumns(
  lines: readonly (readonly TextRun[])[],
): readonly { readonly table: PageTable; readonly runs: readonly TextRun[] }[] {
  return regionsOf(withSplitNames(lines.map(chunksOf))).flatMap((region) => {
    const table = tableOf(region);
    return table ? [{ table, runs: region.flatMap(({ runs }) => runs) }] : [];
  });
}
