import type { Cell, ReadTable } from '../document.ts';
import { type ParsedCell, parseCell, squeeze } from './figures.ts';
import { blocksOf } from './table-blocks.ts';

/** What a column holds. `count` and `points` are known by the title; `figure` is a number column whose title says neither. */
export type ColumnRole = 'name' | 'rank' | 'serial' | 'rate' | 'count' | 'points' | 'figure' | 'text';

interface ViewColumn {
  /** Title without spaces, brackets half-width. */
  readonly title: string;
  readonly role: ColumnRole;
}

export interface ViewRow {
  /** `blank`: an empty line, or one of words only, such as a heading between rows. */
  readonly kind: 'unit' | 'total' | 'blank';
  /** The unit's name without spaces; for a total, its label. */
  readonly name: string;
  readonly cells: readonly ParsedCell[];
  /** The 小计 of an area whose name stands in a column of its own. */
  readonly areaLine?: true;
  /** Index into `ReadTable.rows`; absent where the line stood in the place of the column titles. */
  readonly row?: number;
  /** For each column of the view, the index of the column in `ReadTable.columns`. */
  readonly places: readonly number[];
}

/** A table made ready: one unit per row, cells parsed, columns with roles. */
export interface TableView {
  /** Index into `ReadDocument.tables`. */
  readonly index: number;
  /** The caption without spaces, brackets half-width. */
  readonly caption: string;
  /** The caption as printed, for messages. */
  readonly printedCaption: string;
  readonly columns: readonly ViewColumn[];
  readonly rows: readonly ViewRow[];
  /** 注 lines that stand inside the table. */
  readonly notes: readonly string[];
}

const totalLabel = /^(?:合计|总计|小计|共计|总数|总和|累计|全[市县区省盟旗州]|总合计)(?:数|:)?$|(?:合计|总计|小计)[):]?$/;
const noteLabel = /^(?:注|备注|说明)[:：1-9一]/;

function roleByTitle(title: string): ColumnRole | undefined {
  if (/^(?:序号|编号|序|NO\.?)$/iu.test(title)) return 'serial';
  if (/排名|名次|位次|排序|排位/u.test(title)) return 'rank';
  if (/率|占比|比例|比重|百分比/u.test(title)) return 'rate';
  if (/分(?:值|数)?(?:\(.*\))?$|积分|得分|总分|扣分|加分/u.test(title)) return 'points';
  if (/(?:条|篇|件|次|期|个)数?(?:\(.*\))?$|数量?(?:\(.*\))?$|量$|报送|采用|采纳|上报|录用/u.test(title)) return 'count';
  return undefined;
}

function roleOf(title: string, cells: readonly ParsedCell[]): ColumnRole {
  const numbers = cells.filter((cell) => cell.kind === 'number').length;
  const texts = cells.filter((cell) => cell.kind === 'text').length;
  const byTitle = roleByTitle(title);
  if (texts > numbers) return 'text';
  if (byTitle !== undefined) return numbers > 0 ? byTitle : 'text';
  return numbers > 0 ? 'figure' : 'text';
}

interface NameColumns {
  readonly name: number;
  /** A column before it that repeats the area each unit belongs to (地区 | 单位). */
  readonly area: number | undefined;
}

/** The name column: of those titled as one (else of all that hold text) the one that tells most rows apart. */
function nameColumns(columns: readonly ViewColumn[], rows: readonly (readonly ParsedCell[])[]): NameColumns {
  const worded = columns.flatMap((column, at) => (column.role === 'text' ? [at] : []));
  const titled = worded.filter((at) => /单位|名称|部门|地区|旗区|乡镇|县区|机构|团体/u.test(columns[at]!.title));
  if (titled.length < 2) return { name: titled[0] ?? worded[0] ?? -1, area: undefined };
  const different = (at: number): number => new Set(rows.map((cells) => cells[at]!.text)).size;
  const name = titled.reduce((best, at) => (different(at) > different(best) ? at : best));
  return { name, area: titled.find((at) => at < name && different(at) < different(name)) };
}

/** With an area column, the area's 小计 is the area's own line. */
function rowOf(cells: readonly ParsedCell[], { name, area }: NameColumns, place: Pick<ViewRow, 'row' | 'places'>): ViewRow {
  const named = cells[name]?.text ?? '';
  const areaLine = area !== undefined && /^(小计|合计)$/.test(named) && !totalLabel.test(cells[area]?.text ?? '');
  const label = areaLine ? '' : (cells.find((cell) => cell.kind === 'text')?.text ?? '');
  const empty = cells.every((cell) => cell.kind === 'blank') || isWordy(cells);
  const kind = empty ? 'blank' : totalLabel.test(label) ? 'total' : 'unit';
  const unitName = areaLine ? (cells[area]?.text ?? '') : named;
  return { kind, name: kind === 'total' ? label : unitName, cells, ...(areaLine ? { areaLine } : {}), ...place };
}

const isWordy = (cells: readonly ParsedCell[]): boolean =>
  cells.filter((cell) => cell.kind === 'text').length >= 2 && cells.every((cell) => cell.kind !== 'number');

interface Line {
  readonly cells: readonly Cell[];
  readonly row?: number;
}

/**
 * The table's lines and titles. Column titles that are no titles but a first row of data become a line;
 * a first line that holds words over the numbers is the second row of a merged head and becomes titles.
 */
function linesOf(table: ReadTable): { titles: readonly string[]; lines: readonly Line[] } {
  const rows = table.rows.map((cells, row): Line => ({ cells, row }));
  const width = Math.max(table.columns.length, ...table.rows.map((cells) => cells.length));
  const titles = Array.from({ length: width }, (_, at) => squeeze(table.columns[at] ?? ''));
  if (titles.some((title) => parseCell(title).kind === 'number')) {
    return { titles: titles.map(() => ''), lines: [{ cells: table.columns }, ...rows] };
  }
  const [first, ...rest] = rows;
  if (first === undefined || !isHead(first.cells, rest)) return { titles, lines: rows };
  return { titles: titles.map((title, at) => squeeze(String(first.cells[at] ?? '')) || title), lines: rest };
}

function isHead(cells: readonly Cell[], below: readonly Line[]): boolean {
  const parsed = cells.map(parseCell);
  const overNumbers = parsed.filter((cell, at) => {
    const column = below.map((line) => parseCell(line.cells[at] ?? null).kind);
    return cell.kind === 'text' && column.filter((kind) => kind === 'number').length * 2 > column.length;
  });
  return overNumbers.length >= 2 && parsed.every((cell) => cell.kind !== 'number');
}

/**
 * Prepares a table: two units per row become one, repeated column titles and note lines are taken out,
 * every cell is parsed, every column and row gets its role.
 */
export function viewTable(table: ReadTable, index: number): TableView {
  const { titles, lines } = linesOf(table);
  const notes: string[] = [];
  const kept = lines.filter(({ cells }) => {
    const filled = cells.map((cell) => squeeze(String(cell ?? ''))).filter((text) => text !== '');
    if (filled.length > 0 && noteLabel.test(filled[0]!)) {
      notes.push(filled.join(''));
      return false;
    }
    return filled.length === 0 || !cells.every((cell, at) => squeeze(String(cell ?? '')) === (titles[at] ?? ''));
  });
  const parsed = kept.map((line) => ({ line, cells: titles.map((_, at) => parseCell(line.cells[at] ?? null)) }));
  const blocks = blocksOf(
    titles,
    parsed.map(({ cells }) => cells),
  );
  const shape = blocks[0]!;
  const stacked = blocks.flatMap((places) => parsed.map(({ line, cells }) => ({ line, places, cells: places.map((at) => cells[at]!) })));
  const columns = shape.map((at, local): ViewColumn => {
    const title = titles[at]!;
    return {
      title,
      role: roleOf(
        title,
        stacked.map(({ cells }) => cells[local]!),
      ),
    };
  });
  const names = nameColumns(
    columns,
    stacked.map(({ cells }) => cells),
  );
  const named = columns.map((column, at): ViewColumn => (at === names.name ? { ...column, role: 'name' } : column));
  const rows = stacked.map(({ line, places, cells }) =>
    rowOf(cells, names, line.row === undefined ? { places } : { places, row: line.row }),
  );
  return { index, caption: squeeze(table.caption ?? ''), printedCaption: (table.caption ?? '').trim(), columns: named, rows, notes };
}

const figureRoles: ReadonlySet<ColumnRole> = new Set(['count', 'points', 'figure']);

/** The columns whose numbers may be added: counts, points and unnamed figures, as indexes into `columns`. */
export function figureColumns(view: TableView): readonly number[] {
  return view.columns.flatMap((column, at) => (figureRoles.has(column.role) ? [at] : []));
}

/** The columns of one role, as indexes into `columns`. */
export function columnsOf(view: TableView, role: ColumnRole): readonly number[] {
  return view.columns.flatMap((column, at) => (column.role === role ? [at] : []));
}

/** The rows of units: neither totals nor blanks. */
export function unitRows(view: TableView): readonly ViewRow[] {
  return view.rows.filter((row) => row.kind === 'unit');
}
