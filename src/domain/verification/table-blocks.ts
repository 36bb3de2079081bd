import type { ParsedCell } from './figures.ts';

/**
 * How a table is laid out side by side: `[[0, 1], [3, 4]]` for «unit, count, gap, unit, count», `[[0, 1, 2]]` for an ordinary one.
 * Each block lists its columns; all blocks have the same number of them.
 * A table counts as side by side where its titles repeat, or where it has none and every block is a name followed by numbers.
 */
export function blocksOf(titles: readonly string[], rows: readonly (readonly ParsedCell[])[]): readonly (readonly number[])[] {
  const used = titles.flatMap((title, at) => (title !== '' || rows.some((cells) => cells[at]!.kind !== 'blank') ? [at] : []));
  const whole = used.length > 0 ? used : titles.map((_, at) => at);
  for (const parts of [2, 3, 4]) {
    const blocks = split(whole, parts);
    if (blocks !== undefined && (titlesRepeat(titles, blocks) || namesAndNumbersRepeat(titles, rows, blocks))) return blocks;
  }
  return [titles.map((_, at) => at)];
}

function split(columns: readonly number[], parts: number): readonly (readonly number[])[] | undefined {
  const width = columns.length / parts;
  if (!Number.isInteger(width) || width < 2) return undefined;
  return Array.from({ length: parts }, (_, part) => columns.slice(part * width, (part + 1) * width));
}

function titlesRepeat(titles: readonly string[], blocks: readonly (readonly number[])[]): boolean {
  const first = blocks[0]!.map((at) => titles[at]);
  return first.every((title) => title !== '') && blocks.every((block) => block.every((at, local) => titles[at] === first[local]));
}

function namesAndNumbersRepeat(
  titles: readonly string[],
  rows: readonly (readonly ParsedCell[])[],
  blocks: readonly (readonly number[])[],
): boolean {
  if (titles.some((title) => title !== '')) return false;
  const mostly = (at: number, kind: ParsedCell['kind']): boolean => {
    const filled = rows.filter((cells) => cells[at]!.kind !== 'blank');
    return filled.length > 0 && filled.filter((cells) => cells[at]!.kind === kind).length * 2 > filled.length;
  };
  return blocks.every((block) => block.every((at, local) => mostly(at, local === 0 ? 'text' : 'number')));
}
