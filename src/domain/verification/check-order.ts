import { type Check, type DocumentView, placeOf, rowName, tableName, wholeRows } from './document-view.ts';
import { squeeze } from './figures.ts';
import type { Finding } from './finding.ts';
import { documentNotes, type Note } from './notes.ts';
import { displaced } from './ranking.ts';
import { columnsOf, figureColumns, type TableView, type ViewRow } from './table-view.ts';

/** An order that a sentence promises. */
interface StatedOrder {
  readonly note: Note;
  /** The words between 按 and 从高到低: 采用条数. */
  readonly by: string;
  readonly rising: boolean;
}

const orderShape =
  /(?:按照?|依照?|以)([^。；;，,、按依以]{1,16}?)(?:的)?(从高到低|由高到低|从多到少|由多到少|从大到小|由大到小|高低|多少|降序|从低到高|由低到高|从少到多|由少到多|升序)/gu;
const rankingWord = /排|顺序|次序|位次|列/;
const tieWord = /(?:相同|并列|同分|相等)[^。；;]*$/;

/** The orders that notes order; those that only settle ties (得分相同的，按…) are left out. */
function statedOrders(view: DocumentView): readonly StatedOrder[] {
  const inNotes = documentNotes(view);
  const known = new Set(inNotes.map((note) => note.where.paragraph));
  const inText = view.document.paragraphs.flatMap((text, paragraph): Note[] =>
    known.has(paragraph) ? [] : [{ text: squeeze(text), where: { paragraph } }],
  );
  return [...inNotes, ...inText].flatMap((note) =>
    [...note.text.matchAll(orderShape)].flatMap((match): readonly StatedOrder[] => {
      const sentence = sentenceAround(note.text, match.index);
      const before = note.text.slice(0, match.index);
      if (!rankingWord.test(sentence) || tieWord.test(before)) return [];
      return [{ note, by: match[1]!, rising: /低到高|少到多|升序/u.test(match[2]!) }];
    }),
  );
}

function sentenceAround(text: string, at: number): string {
  const start = Math.max(text.lastIndexOf('。', at), text.lastIndexOf(';', at), text.lastIndexOf('；', at)) + 1;
  const end = text.slice(at).search(/[。;；]/u);
  return text.slice(start, end < 0 ? undefined : at + end);
}

/** Letters that two phrases share, in order: 信息采用条数 and 采用条数 share four. */
function shared(a: string, b: string): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const left of a) {
    const next = [0];
    for (let at = 0; at < b.length; at += 1) next.push(b[at] === left ? row[at]! + 1 : Math.max(row[at + 1]!, next[at]!));
    row = next;
  }
  return row[b.length]!;
}

/** Words that name no column of points in particular. */
const anyPoints = /^(?:综合|考核|最终|累计)?(?:得分|分数|积分|分值|成绩)$/u;

/** The column a phrase names. Plain 得分, where no column is titled so, is any of points by which the table stands in order before it is the total. */
function columnNamed(view: DocumentView, table: TableView, phrase: string, rising: boolean): number | undefined {
  const titled = table.columns.findIndex(({ title }) => title === phrase);
  if (titled >= 0) return titled;
  const points = anyPoints.test(phrase) ? columnsOf(table, 'points') : [];
  const inOrder = points.find((column) => standsBy(sequenceOf(view, table, column, rising).values));
  return inOrder ?? likeliestColumn(table, phrase);
}

/** All the phrase stands in the title, or all the title in the phrase. */
function likeliestColumn(table: TableView, phrase: string): number | undefined {
  const core = phrase.replace(/^(?:信息|各单位|其)?/u, '');
  const fits = [...figureColumns(table), ...columnsOf(table, 'rate')].filter((at) => {
    const { title } = table.columns[at]!;
    return title !== '' && shared(core, title) >= Math.min(core.length, title.length);
  });
  // 按得分 means the total of points where several columns are points
  const closeness = (at: number): number => {
    const { title } = table.columns[at]!;
    return shared(core, title) * 2 - title.length + (/总|合计/u.test(title) ? 0.5 : 0);
  };
  return fits.toSorted((a, b) => closeness(b) - closeness(a))[0];
}

interface Sequence {
  readonly table: TableView;
  readonly column: number;
  readonly rows: readonly ViewRow[];
  readonly values: readonly number[];
}

function sequenceOf(view: DocumentView, table: TableView, column: number, rising: boolean): Sequence {
  const rows = wholeRows(view, table);
  return { table, column, rows, values: rows.map((row) => (rising ? -1 : 1) * row.cells[column]!.value) };
}

const descends = (values: readonly number[]): boolean => values.every((value, at) => at === 0 || value <= values[at - 1]!);

/** Whether rows stand in the order of these figures, of which most differ: a column of noughts orders nothing. */
const standsBy = (values: readonly number[]): boolean => descends(values) && new Set(values).size * 2 > values.length;

/** Two rows whose exchange puts all in order, as positions; the upper first. */
function exchanged(values: readonly number[]): readonly [number, number] | undefined {
  const suspects = values.flatMap((value, at) =>
    value > (values[at - 1] ?? Infinity) || value < (values[at + 1] ?? -Infinity) ? [at] : [],
  );
  for (const upper of suspects) {
    for (const lower of suspects.filter((at) => at > upper)) {
      if (descends(values.with(upper, values[lower]!).with(lower, values[upper]!))) return [upper, lower];
    }
  }
  return undefined;
}

function at(sequence: Sequence, position: number): string {
  const row = sequence.rows[position]!;
  return `${rowName(row)}（${row.cells[sequence.column]!.value}）`;
}

/** Rows that stand out of a sequence that is otherwise in order; undefined where too many do. */
function rowFindings(order: StatedOrder, sequence: Sequence): readonly Finding[] | undefined {
  const { table, column, rows, values } = sequence;
  const said = `注明按${order.by}${order.rising ? '从低到高' : '从高到低'}排列`;
  const make = (position: number, text: string): Finding => ({
    kind: 'order',
    severity: 'error',
    where: placeOf(table, rows[position]!, column),
    stated: rows[position]!.cells[column]!.value,
    message: `${tableName(table)}${said}，${text}。`,
  });
  const swap = exchanged(values);
  if (swap !== undefined) return [make(swap[0], `但${at(sequence, swap[0])}排在${at(sequence, swap[1])}之前，两行位置应互换`)];
  const out = displaced(values);
  if (out.length > Math.max(1, Math.floor(values.length / 10))) return undefined;
  return out.map((position) => {
    const neighbour = position === 0 ? 1 : position - 1;
    return make(position, `但${at(sequence, position)}排在${at(sequence, neighbour)}${position === 0 ? '之前' : '之后'}，位置不符`);
  });
}

/** The column by which every one of the tables really descends, if there is one. */
function realOrder(view: DocumentView, sequences: readonly Sequence[]): string | undefined {
  const titles = figureColumns(sequences[0]!.table).map((column) => sequences[0]!.table.columns[column]!.title);
  return titles.find((title) =>
    sequences.every(({ table }) => {
      const column = table.columns.findIndex((candidate) => candidate.title === title);
      return column >= 0 && standsBy(sequenceOf(view, table, column, false).values);
    }),
  );
}

/** The note itself is wrong: the tables stand in another order, or in none. */
function noteFinding(order: StatedOrder, sequences: readonly Sequence[], real: string | undefined): Finding {
  const sequence = sequences.find(({ values }) => !descends(values))!;
  const position = sequence.values.findIndex((value, index) => index > 0 && value > sequence.values[index - 1]!);
  const message = `注称按${order.by}${order.rising ? '从低到高' : '从高到低'}排列，但${tableName(sequence.table)}中${at(sequence, position)}排在${at(sequence, position - 1)}之后${real === undefined ? '' : `；各表实际按“${real}”排列`}。`;
  const where = { ...placeOf(sequence.table, sequence.rows[position]!, sequence.column), ...order.note.where };
  const base = { kind: 'order' as const, severity: 'error' as const, where, stated: order.by, message };
  if (real === undefined) return base;
  return { ...base, expected: real, explanation: `表内顺序与“${real}”一致，多半是注文写错或沿用了旧注，改注即可。` };
}

function orderFindings(view: DocumentView, order: StatedOrder): readonly Finding[] {
  const sequences = view.tables.flatMap((table) => {
    const column = columnNamed(view, table, order.by, order.rising);
    return column === undefined ? [] : [sequenceOf(view, table, column, order.rising)];
  });
  const broken = sequences.filter(({ values }) => !descends(values));
  if (broken.length === 0) return [];
  const real = realOrder(view, sequences);
  if (real !== undefined) return [noteFinding(order, sequences, real)];
  const byRow = broken.map((sequence) => rowFindings(order, sequence));
  if (byRow.some((found) => found === undefined)) return [noteFinding(order, sequences, undefined)];
  return byRow.flatMap((found) => found ?? []);
}

/** Rows stand in the order that the note promises; where they follow another column throughout, the note is named. */
export const orderCheck: Check = {
  name: 'rows stand as the note says',
  find: (view: DocumentView) => statedOrders(view).flatMap((order) => orderFindings(view, order)),
};
