/** Compares what the system derives with tables as they were published, cell by cell. */
import type { FrozenFigures } from '../domain/bulletin/figures.ts';

export interface PublishedTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** The unit key of each row; null where the row is not counted. */
  readonly units: readonly (string | null)[];
}
export interface Correction {
  readonly where: string;
  readonly at?: { readonly table: number; readonly row: number; readonly column: number };
  readonly published: string | number;
  /** null: the row is not shown. */
  readonly right: string | number | null;
  readonly why: string;
}
export interface Published {
  readonly tables: readonly PublishedTable[];
  readonly statedTotals: Readonly<Record<string, string | number>>;
  readonly corrections: readonly Correction[];
}
export interface Comparison {
  readonly cells: number;
  readonly equal: number;
  /** Cells that differ as a correction says they should. */
  readonly corrected: number;
  readonly explained: readonly Correction[];
  readonly unexplained: readonly string[];
}

interface DerivedTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
}

/** The tables of a bulletin's figures in the order they are printed: groups, then the table by areas. */
function derivedTables(figures: FrozenFigures): DerivedTable[] {
  const groups = figures.groups.map((group) => ({
    columns: group.columns.map((column) => column.title),
    rows: group.rows.map((row) => ({ key: row.key, cells: row.cells.map((cell) => cell.shown) })),
  }));
  if (figures.areas.length === 0) return groups;
  const rows = figures.areas.flatMap((area) =>
    area.rows.map((row) => ({ key: `${row.key}/${row.unit}`, cells: [area.area, row.unit, row.shown] })),
  );
  return [...groups, { columns: ['地区', '单位', '采用条数'], rows }];
}

const shown = (value: string | number | null): string => (value === null ? '' : String(value));

/** Every published cell is looked up in the derived row of its unit; rows must also stand in the published order. */
export function comparePublished(published: Published, figures: FrozenFigures): Comparison {
  const derived = derivedTables(figures);
  const explained = new Set<Correction>();
  const unexplained: string[] = [];
  let cells = 0;
  let equal = 0;
  let corrected = 0;
  const judge = (where: string, stated: string | number | null, found: string | undefined, correction: Correction | undefined): void => {
    cells += 1;
    if (found === shown(stated)) equal += 1;
    else if (correction && (correction.right === null ? found === undefined : found === shown(correction.right))) {
      explained.add(correction);
      corrected += 1;
    } else unexplained.push(`${where}：公布为 ${shown(stated)}，推算为 ${found ?? '（无）'}`);
  };
  published.tables.forEach((table, at) => {
    const mine = derived[at];
    if (!mine) {
      unexplained.push(`${table.caption}：没有推算出这张表`);
      return;
    }
    const byKey = new Map(mine.rows.map((row) => [row.key, row.cells]));
    const areaTable = table.columns[0] === '地区' && table.columns[1] === '单位';
    table.rows.forEach((row, index) => {
      const key = table.units[index] ?? null;
      const correctedAt = (column: number) =>
        published.corrections.find((one) => one.at?.table === at && one.at.row === index && one.at.column === column);
      const name = correctedAt(1)?.right ?? row[1];
      const found = key === null ? undefined : byKey.get(areaTable ? `${key}/${name}` : key);
      if (key === null) {
        const correction = published.corrections.find((one) => one.at?.table === at && one.at.row === index);
        judge(`${table.caption}第${index + 1}行`, row.at(-1) ?? null, undefined, correction);
        return;
      }
      for (const [column, stated] of row.entries()) {
        judge(`${table.caption}·${key}·${table.columns[column]}`, stated, found?.[column], correctedAt(column));
      }
    });
    const order = table.rows.flatMap((_, index) => table.units[index] ?? []);
    const mineOrder = mine.rows.map((row) => (areaTable ? row.key.slice(0, row.key.lastIndexOf('/')) : row.key));
    if (order.join('、') !== mineOrder.join('、')) unexplained.push(`${table.caption}：各行次序与公布的不同`);
  });
  for (const [name, stated] of Object.entries(published.statedTotals)) {
    const total = figures.totals.find((one) => one.name === name);
    judge(`正文·${name}`, stated, total === undefined ? undefined : String(total.value), undefined);
  }
  return { cells, equal, corrected, explained: [...explained], unexplained };
}
