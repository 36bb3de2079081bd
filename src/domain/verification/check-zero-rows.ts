import { type Check, columnName, type DocumentView, placeOf, rowName, tableName } from './document-view.ts';
import type { Finding } from './finding.ts';
import { verbOf } from './narrative-figures.ts';
import { documentNotes, type Note } from './notes.ts';
import { columnsOf, figureColumns, type TableView, unitRows, type ViewRow } from './table-view.ts';

/** A note that says that units with nothing are left out: 采用条数为“0”的单位未列出, 没有报送信息的单位不列入. */
const leftOut =
  /([^,，。;；、]{0,12}?(?:[“"'‘]?(?<!\d)(?:0|零|〇)[”"'’]?(?:条|分|篇|件)?|(?:未|没有|无)[^,，。;；、]{0,8}?))的?(?:单位|部门|地区|乡镇|旗区|县区|者)?(?:均|都|暂|一律)?(?:未列|不列|未纳入|不再列|没有列|未显示|不显示|略去|从略|省略|未统计在内)/u;

/** The column that such a note speaks of: the count whose title shares most letters with it, the first of them where none does. */
function columnOf(table: TableView, words: string): number | undefined {
  const counts = columnsOf(table, 'count');
  const candidates = /分/u.test(words) ? [...columnsOf(table, 'points'), ...counts] : counts;
  const verb = verbOf(words);
  const shared = (at: number): number => {
    const title = table.columns[at]!.title.replace('信息', '');
    const letters = Array.from(new Set(title)).filter((letter) => words.includes(letter)).length;
    return letters + (verb !== undefined && verbOf(title) === verb ? 10 : 0);
  };
  return candidates.toSorted((a, b) => shared(b) - shared(a) || a - b)[0];
}

const isNothing = (row: ViewRow, column: number): boolean => row.cells[column]!.kind !== 'text' && row.cells[column]!.value === 0;

function inTable(table: TableView, note: Note, column: number): readonly Finding[] {
  const rows = unitRows(table).filter((row) => row.cells.some((cell) => cell.kind === 'number' || cell.kind === 'blank'));
  const zero = rows.filter((row) => isNothing(row, column));
  // a table that lists many of them is not the one that the note is about
  if (zero.length === 0 || zero.length * 2 > rows.length) return [];
  return zero.map((row): Finding => {
    const others = figureColumns(table).filter((at) => at !== column && row.cells[at]!.value !== 0);
    const has = others.map((at) => `${columnName(table, at)}${row.cells[at]!.text}`).join('、');
    const message = `注称“${note.text.replace(/^(?:注:?)?\d*[.、]?/u, '').slice(0, 30)}”，但${tableName(table)}中${rowName(row)}的${columnName(table, column)}为0，仍列在表中。`;
    const base: Finding = { kind: 'zero-row', severity: 'warning', where: placeOf(table, row, column), stated: row.name, message };
    return has === '' ? base : { ...base, severity: 'note', explanation: `该单位有${has}，列出有其道理，可在注中说明。` };
  });
}

/** Units with nothing are left out where a note says so; one that has points of another kind is explained. */
export const zeroRowCheck: Check = {
  name: 'rows of nothing are left out where a note says so',
  find: (view: DocumentView) => {
    const said = documentNotes(view).flatMap((note) => {
      const match = leftOut.exec(note.text);
      return match === null ? [] : [{ note, words: match[1] ?? '' }];
    });
    const [first] = said;
    if (first === undefined) return [];
    return view.tables.flatMap((table) => {
      const column = columnOf(table, first.words);
      return column === undefined ? [] : inTable(table, first.note, column);
    });
  },
};
