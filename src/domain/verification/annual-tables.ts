/** One reader for each kind of table that an annual report has had since 2014. */
import type { AnnualCell, AnnualColumn, AnnualFormat, AnnualRow, AnnualTable, AnnualTableName } from '../annual-report/format.ts';
import type { ReadDocument } from '../document.ts';
import {
  type AnnualFigure,
  type AnnualFigures,
  type AnnualReader,
  figureAt,
  figuresOfLine,
  isValue,
  keep,
  labelPlace,
  openHeads,
} from './annual-figures.ts';
import { type AnnualLine, annualLines, plainLabel } from './annual-lines.ts';
import { statisticsOfText } from './annual-statistics.ts';

const rowLabelled = (rows: readonly AnnualRow[], line: AnnualLine, label: number): AnnualRow | undefined => {
  const text = label < 0 ? '' : plainLabel(line.cells[label]!.text);
  return rows.find(({ labelled }) => labelled.test(text));
};

/** 规章, 行政许可 …: a label and one to three figures, under a head that each block repeats. */
const readDisclosure: AnnualReader = (lines, table) => {
  const found = new Map<AnnualCell, AnnualFigure>();
  const heads = openHeads();
  for (const line of lines) {
    if (line.cells.some(({ text }) => text === '信息内容')) heads.restart();
    // words may stand where a figure should
    const label = line.cells.findIndex((_, at) => rowLabelled(table.rows, line, at) !== undefined);
    const row = rowLabelled(table.rows, line, label);
    if (row === undefined) heads.see(line);
    else keep(found, figuresOfLine(line, row, table, { label, titled: heads.placesOf(row.columns, line.cells.length) }));
  }
  return found;
};

/** The lines of applications under 自然人 … 总计. */
const readRequests: AnnualReader = (lines, table) => {
  const found = new Map<AnnualCell, AnnualFigure>();
  const heads = openHeads();
  for (const line of lines) {
    const titled = heads.placesOf(table.rows[0]!.columns, line.cells.length);
    const label = labelPlace(line, titled);
    const row = rowLabelled(table.rows, line, label);
    const figures = row === undefined ? [] : figuresOfLine(line, row, table, { label, titled });
    if (figures.some(([, { cell }]) => cell.kind !== 'text')) keep(found, figures);
    else heads.see(line);
  }
  return found;
};

/** Where each of the results is titled, place by place; empty unless they come in whole groups. */
function groupsOf(titles: ReadonlyMap<number, string>, columns: readonly AnnualColumn[]): readonly number[] {
  const places = [...titles]
    .flatMap(([at, title]) => {
      const which = columns.findIndex(({ titled }) => titled.test(title));
      return which < 0 ? [] : [{ at, which }];
    })
    .toSorted((a, b) => a.at - b.at);
  const inOrder = places.every(({ which }, i) => which === i % columns.length);
  return inOrder && places.length % columns.length === 0 ? places.map(({ at }) => at) : [];
}

/** Which groups a table of five or ten columns has, by the words of its head. */
function rowsOfGroups(rows: readonly AnnualRow[], groups: number, head: string): readonly AnnualRow[] {
  if (groups === rows.length) return rows;
  if (groups > 1) return /起诉|诉讼/u.test(head) && !/行政复议(?!后)/u.test(head) ? rows.slice(1) : rows.slice(0, groups);
  const named = rows.find(({ id, labelled }) => id !== 'review' && labelled.test(head));
  return [named ?? (/诉讼/u.test(head) ? rows[1]! : rows[0]!)];
}

/** Three groups of five results: beside each other in one line, or one group to a line or a table. */
const readDisputes: AnnualReader = (lines, table) => {
  const found = new Map<AnnualCell, AnnualFigure>();
  const columns = table.rows[0]!.columns;
  let open: number | undefined;
  let titles = new Map<number, string>();
  let head = '';
  for (const line of lines) {
    if (line.table !== open) [open, titles, head] = [line.table, new Map(), ''];
    const places = groupsOf(titles, columns);
    const label = labelPlace(line, undefined);
    // what stands in brackets tells here: 行政诉讼（复议后起诉）
    const row = table.rows.findLast(({ labelled }) => label >= 0 && labelled.test(line.cells[label]!.text));
    const figures = row === undefined ? [] : figuresOfLine(line, row, table, { label, titled: places.length === 5 ? places : undefined });
    const filled = (at: number): boolean => (line.cells[at]?.text ?? '') !== '';
    if (figures.length > 0 && figures.every(([, { cell }]) => isValue(cell)) && figures.some(([, { cell }]) => cell.text !== '')) {
      keep(found, figures);
    } else if (places.length > 0 && places.every((at) => isValue(line.cells[at])) && places.some(filled)) {
      rowsOfGroups(table.rows, places.length / columns.length, head).forEach((one, group) => {
        keep(
          found,
          columns.map((column, i) => figureAt(line, places[group * columns.length + i]!, one, column, table)),
        );
      });
    } else {
      line.cells.forEach(({ kind, text }, at) => {
        if (kind !== 'text') return;
        titles.set(at, text);
        head += text;
      });
    }
  }
  return found;
};

/** One figure to a line: the next row of the format that the label names, since labels such as 被依法纠错数 come twice. */
const readStatistics: AnnualReader = (lines, table) => {
  const found = new Map<AnnualCell, AnnualFigure>();
  let next = 0;
  for (const line of lines) {
    const labels = line.cells.map(({ kind, text }) => (kind === 'text' ? plainLabel(text) : ''));
    const matches = ({ labelled }: AnnualRow): boolean => labels.some((text) => labelled.test(text));
    const ahead = table.rows.findIndex((row, at) => at >= next && matches(row));
    if (ahead < 0) continue;
    const row = table.rows[ahead]!;
    const label = labels.findIndex((text) => row.labelled.test(text));
    const place = line.cells.findLastIndex((cell, at) => at > label && isValue(cell));
    if (place < 0) continue;
    next = ahead + 1;
    keep(found, [figureAt(line, place, row, row.columns[0]!, table)]);
  }
  return found;
};

const readers: Readonly<Record<AnnualTableName, AnnualReader>> = {
  disclosure: readDisclosure,
  requests: readRequests,
  disputes: readDisputes,
  statistics: readStatistics,
};

/** Reads one table of the format; from the text only where the tables of the document hold none of it. */
function figuresOfTable(lines: readonly AnnualLine[], table: AnnualTable, { paragraphs }: ReadDocument): AnnualFigures {
  const [inTables, inText] = [lines.filter((line) => line.table !== undefined), lines.filter((line) => line.table === undefined)];
  const found = readers[table.name](inTables, table);
  if (found.size > 0) return found;
  return table.name === 'statistics' ? statisticsOfText(paragraphs, table) : readers[table.name](inText, table);
}

/** The cells of a format that stand in a document. */
export function annualFigures(document: ReadDocument, format: AnnualFormat): AnnualFigures {
  const lines = annualLines(document);
  return new Map(format.tables.flatMap((table) => [...figuresOfTable(lines, table, document)]));
}
