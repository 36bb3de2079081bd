import { type Check, columnName, type DocumentView, knownTable, placeOf, rowName, tableName } from './document-view.ts';
import type { ParsedCell } from './figures.ts';
import type { Finding } from './finding.ts';
import { columnsOf, figureColumns, type TableView, type ViewRow } from './table-view.ts';

function inCell(table: TableView, row: ViewRow, column: number, cell: ParsedCell): Finding | undefined {
  const place = `${tableName(table)}中${rowName(row)}的${columnName(table, column)}`;
  const where = placeOf(table, row, column);
  if (cell.remark !== undefined) {
    const message = `${place}写作“${cell.text}”，数字后带有说明；核对时按${cell.value}计，说明宜移到注中。`;
    return { kind: 'non-numeric-cell', severity: 'note', where, stated: cell.text, expected: cell.value, message };
  }
  if (cell.kind === 'text') {
    const message = `${place}写作“${cell.text}”，不是数字，核对时按0计；请改为数字，无数据的填“/”或“—”。`;
    return { kind: 'non-numeric-cell', severity: 'warning', where, stated: cell.text, message };
  }
  if (cell.text !== '?') return undefined;
  const message = `${place}是“?”，多为符号丢失或转换出错；没有数据的一般填“—”。`;
  return { kind: 'non-numeric-cell', severity: 'note', where, stated: cell.text, expected: '—', message };
}

/** Cells of figure columns that hold no plain number. Text and remarks would otherwise fall silently out of every sum. */
export const cellCheck: Check = {
  name: 'cells hold numbers',
  find: (view: DocumentView) =>
    view.tables.flatMap((table) => {
      // what stands for nothing there (未报) is settled by the rulebook
      if (knownTable(view, table) !== undefined) return [];
      const columns = [...figureColumns(table), ...columnsOf(table, 'rate')];
      return table.rows
        .filter((row) => row.kind !== 'blank')
        .flatMap((row) => columns.flatMap((column) => inCell(table, row, column, row.cells[column]!) ?? []));
    }),
};
