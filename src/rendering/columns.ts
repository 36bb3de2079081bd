import { type Cell, type Column, type Piece, plainText, printedCell, type Table } from '../domain/document.ts';
import { breakByMeaning } from './break-title.ts';
import { charactersPerLine, linePitch, pointsPerMm, textWidth, typeAreaMm } from './page.ts';

/** How a table fits the type area: one look for all formats. */
export interface TableLayout {
  /** Size of the cells' text in points. */
  readonly size: number;
  /** Free space above and below a cell's text, in multiples of its size. */
  readonly air: number;
  readonly columns: readonly ColumnLayout[];
}

export interface ColumnLayout {
  /** The head's lines, broken by meaning. */
  readonly head: readonly string[];
  readonly align: 'left' | 'right' | 'center';
  readonly widthMm: number;
  /** How many characters stand in one line of a cell; longer texts are broken by meaning. */
  readonly capacity: number;
  /** Numbers stand right-aligned, but as one block in the middle of a wide column: this much is free at their right. */
  readonly rightMm: number;
}

/** Free space at both sides of a cell's text, in points. */
export const cellPadding = 3.5;

interface Measured {
  readonly title: string;
  /** The head's width where it may take one, two, three or four lines. */
  readonly heads: readonly number[];
  readonly align: 'left' | 'right' | 'center';
  /** Widths in character widths: of the widest cell, and of the widest cell that must not wrap. */
  readonly content: number;
  /** The widest word that must stay whole: a run of letters, digits and marks. */
  readonly word: number;
  readonly firm: boolean;
  readonly weight: number;
}

const looksNumeric = (cell: Cell): boolean =>
  cell === null || typeof cell === 'number' || /^(?:-?\d+(?:[.,]\d+)*[%‰]?|[/—\-－])$/.test(plainText(cell));

function alignOf(column: Column, cells: readonly Cell[]): 'left' | 'right' | 'center' {
  if (column.align) return column.align;
  if (/^(?:排名|名次|序号|位次)$/.test(plainText(column.title))) return 'center';
  return cells.length > 0 && cells.every(looksNumeric) ? 'right' : 'left';
}

const widestWord = (text: string): number =>
  Math.max(0, ...(text.match(/[“‘（《〈〔【]*[!-~]+[，。、；：？！”’）》〉〕】的之了等]*/g) ?? []).map(textWidth));

function measure(table: Table): Measured[] {
  return table.columns.map((column, i) => {
    const cells = table.rows.map((row) => row.cells[i] ?? null);
    const align = alignOf(column, cells);
    const title = plainText(column.title);
    return {
      title,
      heads: [1, 2, 3, 4].map((lines) => headWidth(title, lines)),
      align,
      content: cells.reduce<number>((widest, cell) => Math.max(widest, textWidth(printedCell(cell))), 1),
      word: Math.max(widestWord(column.title), ...cells.map((cell) => widestWord(printedCell(cell)))),
      firm: align !== 'left',
      weight: column.width ?? 1,
    };
  });
}

/** Text needs its width and the padding, and a hair more. */
const needed = (width: number, size: number): number => width * size + 2 * cellPadding + 0.5;

/** The head's width where it may take `lines` lines. */
const headWidth = (title: string, lines: number): number => {
  const whole = textWidth(title);
  if (lines === 1 || whole <= 3) return whole;
  return Math.max(widestWord(title), ...breakByMeaning(title, Math.max(2, Math.ceil(whole / lines) + 1)).map(textWidth));
};

/** The columns' least widths in points at a size, where heads take at most `lines` lines and no cell wraps. */
const naturalWidths = (columns: readonly Measured[], size: number, lines: number): number[] =>
  columns.map((column) => needed(Math.max(column.content, column.heads[lines - 1] ?? 0, 2), size));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Spreads what is left over the columns: text columns take twice the share of number columns. */
function spread(columns: readonly Measured[], natural: readonly number[], width: number): number[] {
  const left = width - sum(natural);
  const shares = columns.map((column) => column.weight * (column.firm ? 1 : 1.6));
  return natural.map((own, i) => own + (left * (shares[i] ?? 1)) / sum(shares));
}

const leastWidth = (column: Measured, characters: number, size: number): number => needed(Math.max(characters, column.word), size);

/** Text columns give way, down to six characters or their longest word, until the table fits; the rest is scaled. */
function squeeze(columns: readonly Measured[], natural: readonly number[], size: number, width: number): number[] {
  const firm = sum(natural.filter((_, i) => columns[i]?.firm));
  const floors = columns.map((column, i) => (column.firm ? (natural[i] ?? 0) : Math.min(natural[i] ?? 0, leastWidth(column, 6, size))));
  const room = width - sum(floors);
  if (firm >= width || room < 0) return natural.map((own) => (own * width) / sum(natural));
  const wanted = sum(natural) - sum(floors);
  return natural.map((own, i) => (floors[i] ?? 0) + (room * (own - (floors[i] ?? 0))) / Math.max(wanted, 0.01));
}

/** Sizes from 四号 to 六号, each with the number of lines that heads may take. */
const steps: readonly (readonly [size: number, lines: number])[] = [
  [14, 1],
  [14, 2],
  [12, 2],
  [12, 3],
  [10.5, 3],
  [10.5, 4],
  [9, 3],
  [9, 4],
];
const smallSteps: readonly (readonly [size: number, lines: number])[] = [
  [10.5, 4],
  [9, 4],
  [7.5, 4],
];

const areaWidth = typeAreaMm.width * pointsPerMm;

/** The largest step at which no cell wraps; failing that, the largest at which only text columns wrap, to eight characters or more. */
function stepOf(columns: readonly Measured[], rows: number): readonly [size: number, lines: number] {
  // Long tables are set small from the start, so that they take fewer pages.
  const allowed = rows > 20 ? steps.filter(([size]) => size <= 12) : steps;
  const whole = allowed.find(([size, lines]) => sum(naturalWidths(columns, size, lines)) <= areaWidth);
  if (whole) return whole;
  const wrapping = smallSteps.find(([size, lines]) => {
    const natural = naturalWidths(columns, size, lines);
    return sum(columns.map((column, i) => (column.firm ? (natural[i] ?? 0) : leastWidth(column, 8, size)))) <= areaWidth;
  });
  return wrapping ?? [7.5, 4];
}

function widthsAt(columns: readonly Measured[], [size, lines]: readonly [number, number]): number[] {
  const natural = naturalWidths(columns, size, lines);
  return sum(natural) <= areaWidth ? spread(columns, natural, areaWidth) : squeeze(columns, natural, size, areaWidth);
}

function layoutAt(columns: readonly Measured[], step: readonly [size: number, lines: number]): TableLayout {
  const [size] = step;
  const widths = widthsAt(columns, step);
  return {
    size,
    air: airiest,
    columns: columns.map((column, i) => {
      const own = widths[i] ?? 0;
      const free = own - needed(column.content, size);
      return {
        head: breakByMeaning(column.title, Math.max(1, (own - 3) / size)),
        align: column.align,
        capacity: Math.max(1, (own - 2 * cellPadding) / size),
        widthMm: own / pointsPerMm,
        rightMm: column.align === 'right' ? Math.max(0, free / 2) / pointsPerMm : 0,
      };
    }),
  };
}

export type Layouts = ReadonlyMap<Table, TableLayout>;

/** Height of a table in points, and of its head, as the pdf sets it. */
function heights(table: Table, layout: TableLayout): { readonly head: number; readonly row: number; readonly around: number } {
  const { size, air, columns } = layout;
  const headLines = Math.max(...columns.map((column) => column.head.length), 1);
  return {
    head: size * (headLines + (headLines - 1) * 0.35 + 0.6) + 1,
    row: size * (1 + 2 * air) + 0.5,
    around: (table.caption === undefined ? 14 : 60) + (table.notes?.length ?? 0) * 30 + (table.maker ? 24 : 0),
  };
}

/** How many pages the tables take at a given air, starting `used` points under the top of a page. */
function pagesNeeded(section: readonly { readonly table: Table; readonly layout: TableLayout }[], air: number, used: number): number {
  const page = typeAreaMm.height * pointsPerMm - 8;
  let pages = 1;
  let at = used;
  for (const { table, layout } of section) {
    const { head, row, around } = heights(table, { ...layout, air });
    at += head + around;
    for (let i = 0; i < table.rows.length; i += 1) {
      if (at + row > page) {
        pages += 1;
        at = head;
      }
      at += row;
    }
    if (at > page) {
      pages += 1;
      at -= page;
    }
  }
  return pages;
}

const airiest = 0.42;
const tightest = 0.2;

/** As airy as may be without one more page than the tightest setting takes: no note or last row alone on a page. */
function chooseAir(section: readonly { readonly table: Table; readonly layout: TableLayout }[], used: number): number {
  const least = pagesNeeded(section, tightest, used);
  for (let air = airiest; air > tightest; air -= 0.02) if (pagesNeeded(section, air, used) === least) return air;
  return tightest;
}

type Laid = { readonly table: Table; readonly layout: TableLayout };

/** A size that is up to three points smaller is taken where it saves a page: no last row stands alone on it. */
function fewestPages(
  measured: readonly { readonly table: Table; readonly columns: readonly Measured[] }[],
  step: readonly [size: number, lines: number],
  used: number,
): readonly Laid[] {
  const [size, lines] = step;
  const sizes = [size, size - 1, size - 2, size - 3].filter((one) => one === size || one >= leastComfortable);
  const tried = sizes.map((one) => measured.map(({ table, columns }): Laid => ({ table, layout: layoutAt(columns, [one, lines]) })));
  const pages = tried.map((section) => pagesNeeded(section, tightest, used));
  return tried[pages.indexOf(Math.min(...pages))] ?? [];
}

/** Below this size a table is only set where its columns leave no choice. */
const leastComfortable = 10.5;

interface Section {
  /** Height of what stands above the first table. */
  readonly used: number;
  readonly tables: readonly Table[];
}

/** The tables between two attachments' labels, and roughly what text stands on their first page before them. */
function sectionsOf(pieces: readonly Piece[]): Section[] {
  const sections: { used: number; tables: Table[] }[] = [{ used: 0, tables: [] }];
  for (const piece of pieces) {
    if (piece.kind === 'label') sections.push({ used: linePitch * 2, tables: [] });
    const section = sections.at(-1);
    if (!section) continue;
    if (piece.kind === 'table') section.tables.push(piece.table);
    else if (piece.kind === 'title') section.used += linePitch * 1.15 * Math.ceil(textWidth(piece.text) / 20) + linePitch;
    else if ('text' in piece && section.tables.length === 0)
      section.used += linePitch * Math.ceil(textWidth(piece.text) / charactersPerLine);
  }
  return sections;
}

/**
 * Widths, text size, head lines and alignment of every table among the pieces, on A4 upright. The widths of a table add up
 * to 156 mm. Tables between two attachments' labels share one size, the smallest that any of them needs.
 */
export function layoutTables(pieces: readonly Piece[]): Layouts {
  const layouts = new Map<Table, TableLayout>();
  for (const { used, tables } of sectionsOf(pieces)) {
    const measured = tables.map((table) => ({ table, columns: measure(table) }));
    const wanted = measured.map(({ table, columns }) => stepOf(columns, table.rows.length));
    const smaller = (a: readonly [number, number], b: readonly [number, number]) => b[0] < a[0] || (b[0] === a[0] && b[1] > a[1]);
    const step = wanted.reduce((least, other) => (smaller(least, other) ? other : least), [14, 1] as const);
    const start = used % (typeAreaMm.height * pointsPerMm);
    const section = fewestPages(measured, step, start);
    const air = chooseAir(section, start);
    for (const { table, layout } of section) layouts.set(table, { ...layout, air });
  }
  return layouts;
}

/** The layout made for a table by `layoutTables`. */
export function layoutOf(layouts: Layouts, table: Table): TableLayout {
  const layout = layouts.get(table);
  if (!layout) throw new Error('a table is rendered that was not laid out');
  return layout;
}
