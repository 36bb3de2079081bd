/** Tables in plain text that stand in columns by blanks alone. */
import { plainText } from '../domain/document.ts';
import type { TextTable } from './text-table.ts';

type Row = readonly string[];

const figure = /^(?:[-+]?[\d０-９][\d０-９.,，．]*[%％]?|[/／—–?？-]|--|——)$/;
const prose = /[。；，：;]|[：:]$/;
const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u3000]/;

/** The words of a line with the columns they stand in; wide characters take two. */
interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

function wordsOf(line: string): readonly Word[] {
  const words: { text: string; from: number; to: number }[] = [];
  let column = 0;
  let open = false;
  for (const character of line) {
    const next = column + (wide.test(character) ? 2 : 1);
    const blank = /\s/.test(character);
    const last = words.at(-1);
    if (!blank && open && last) {
      last.text += character;
      last.to = next;
    } else if (!blank) words.push({ text: character, from: column, to: next });
    open = !blank;
    column = next;
  }
  return words;
}

/** Words put together to cells: figures stand alone, names that are spread with blanks (双  坪  县) are one. */
function cellsOf(words: readonly Word[]): readonly Word[] {
  const cells: Word[] = [];
  for (const word of words) {
    const last = cells.at(-1);
    if (last && !figure.test(word.text) && !figure.test(last.text))
      cells[cells.length - 1] = { text: `${last.text} ${word.text}`, from: last.from, to: word.to };
    else cells.push(word);
  }
  return cells;
}

const shapeOf = (cells: readonly Word[]): string => cells.map(({ text }) => (figure.test(text) ? '#' : '字')).join('');
const isRow = (line: string): boolean => !prose.test(line) && /字#/.test(shapeOf(cellsOf(wordsOf(line))));

/** A line of titles over such rows: as many words as the rows have cells, none a figure. */
function headOf(line: string, width: number): Row | undefined {
  const words = wordsOf(line);
  return !prose.test(line) && words.length === width && words.every(({ text }) => !figure.test(text))
    ? words.map(({ text }) => text)
    : undefined;
}

/** The cells of a row in the columns of the fullest one: by their order where it has as many, else by where they stand. */
function placed(cells: readonly Word[], columns: readonly Word[]): Row {
  if (cells.length === columns.length) return cells.map(({ text }) => text);
  const row = Array<string>(columns.length).fill('');
  for (const cell of cells) {
    const gap = (column: Word): number => Math.max(column.from - cell.to, cell.from - column.to) - Math.min(cell.to, column.to) / 1e6;
    const nearest = columns.reduce((best, column, at) => (gap(column) < gap(columns[best] ?? column) ? at : best), 0);
    row[nearest] = row[nearest] === '' ? cell.text : `${row[nearest]} ${cell.text}`;
  }
  return row;
}

/**
 * The table that stands in columns by blanks alone and begins in a line: titles over rows of a name and figures, or such rows
 * alone where there are at least three. Undefined where none does.
 */
export function alignedAt(lines: readonly string[], at: number): TextTable | undefined {
  const head = isRow(lines[at] ?? '') ? 0 : 1;
  let end = at + head;
  while (end < lines.length && (isRow(lines[end] ?? '') || (plainText(lines[end] ?? '') === '' && isRow(lines[end + 1] ?? '')))) end += 1;
  const rows = lines
    .slice(at + head, end)
    .filter((line) => plainText(line) !== '')
    .map((line) => cellsOf(wordsOf(line)));
  if (rows.length < (head === 1 ? 2 : 3)) return undefined;
  const columns = rows.reduce((fullest, row) => (row.length > fullest.length ? row : fullest));
  const alike = rows.filter((row) => shapeOf(row) === shapeOf(columns)).length;
  if (columns.length < 2 || alike * 2 < rows.length) return undefined;
  const titles = head === 1 ? headOf(lines[at] ?? '', columns.length) : undefined;
  if (head === 1 && titles === undefined) return undefined;
  return { grids: [{ rows: [...(titles ? [titles] : []), ...rows.map((row) => placed(row, columns))] }], end };
}
