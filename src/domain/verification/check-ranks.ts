import { type Check, columnName, type DocumentView, knownTable, placeOf, rowName, tableName } from './document-view.ts';
import type { Finding } from './finding.ts';
import type { KnownRanks } from './known.ts';
import { documentNotes } from './notes.ts';
import { displaced, type Misfit, misfits, type Ranked, type TieMethod } from './ranking.ts';
import { columnsOf, figureColumns, type TableView, unitRows, type ViewRow } from './table-view.ts';

const methods: readonly TieMethod[] = ['consecutive', 'dense', 'competition'];
const methodName: Readonly<Record<TieMethod, string>> = {
  consecutive: '得分相同的名次不重复',
  dense: '得分相同的名次并列、其后依次顺延',
  competition: '得分相同的名次并列、其后名次空出',
};

/** What the notes say of ties, if they do. */
function methodInNotes(view: DocumentView): TieMethod | undefined {
  const notes = documentNotes(view)
    .map((note) => note.text)
    .join('');
  if (/并列[^。；;]*(?:空出|跳过|不顺延)/u.test(notes)) return 'competition';
  if (/并列[^。；;]*(?:依次|顺延|连续)/u.test(notes)) return 'dense';
  return undefined;
}

/** Whether a note orders equal scores by something else: 相同的再按采用条数由高到低. */
const secondInNotes = (view: DocumentView): boolean =>
  documentNotes(view).some(({ text }) => /(?:相同|相等|同分)的?(?:，|,)?(?:单位)?(?:则|再|依次|分别)?(?:按|以|比)/u.test(text));

/** Runs of ranked rows: a subtotal or a gap begins a new ranking. */
function sections(table: TableView, column: number): readonly (readonly ViewRow[])[] {
  const runs: ViewRow[][] = [[]];
  for (const row of table.rows) {
    if (row.kind === 'total') runs.push([]);
    else if (row.cells[column]!.kind === 'number') runs.at(-1)!.push(row);
  }
  return runs.filter((run) => run.length >= 2);
}

interface Reading {
  readonly score: number;
  /** A second column that orders equal scores. */
  readonly second?: number;
  readonly method: TieMethod;
  readonly list: readonly Ranked[];
  readonly wrong: readonly Misfit[];
  /** Wrong ranks counted as faults: neighbours that are off by the same number are one. */
  readonly faults: readonly Misfit[];
}

/** One skipped number shifts all that follow: neighbours that are off by the same number are one fault, named at the first. */
function faultsOf(list: readonly Ranked[], wrong: readonly Misfit[]): readonly Misfit[] {
  return wrong.filter((misfit, index) => {
    const before = wrong[index - 1];
    const shift = (one: Misfit): number => list[one.at]!.rank - one.expected;
    return before === undefined || before.at !== misfit.at - 1 || shift(before) !== shift(misfit);
  });
}

/** What the notes say of equal scores: how they are numbered, and whether another column orders them. */
interface Told {
  readonly method: TieMethod | undefined;
  readonly second: boolean;
}

/**
 * Under which score column and tie method the fewest ranks are wrong; the sum of points is preferred, then the column furthest right.
 * A second column may order equal scores where no note gives them one rank, or one names it (相同的再按采用条数).
 */
function bestReading(table: TableView, rows: readonly ViewRow[], column: number, told: Told): Reading | undefined {
  const weight = (at: number): number =>
    (table.columns[at]!.role === 'points' ? 1 : 0) + (/总|合计/u.test(table.columns[at]!.title) ? 2 : 0);
  const scores = figureColumns(table).toSorted((a, b) => weight(b) - weight(a) || b - a);
  const seconds = told.method === undefined || told.second ? [...figureColumns(table), ...columnsOf(table, 'rate')] : [];
  const pairs = scores.flatMap((score) => [{ score }, ...seconds.filter((at) => at !== score).map((second) => ({ score, second }))]);
  const readings = pairs.flatMap(({ score, second }: { score: number; second?: number }) => {
    const list = rankedBy(rows, column, score, second);
    return (told.method === undefined ? methods : [told.method]).map((method): Reading => {
      const wrong = misfits(list, method);
      return { score, method, list, wrong, faults: faultsOf(list, wrong), ...(second === undefined ? {} : { second }) };
    });
  });
  const alone = (reading: Reading): number => (reading.second === undefined ? 0 : 1);
  const sorted = readings.toSorted((a, b) => a.faults.length - b.faults.length || a.wrong.length - b.wrong.length || alone(a) - alone(b));
  // a second column is believed only where it explains every rank
  return sorted.find((reading) => reading.second === undefined || reading.wrong.length === 0);
}

/** Ranks with their scores; with a second column, rows of equal score are told apart by it: their places from below stand for scores. */
function rankedBy(rows: readonly ViewRow[], column: number, score: number, second: number | undefined): readonly Ranked[] {
  const value = (row: ViewRow, at: number): number => row.cells[at]!.value;
  const below = (a: ViewRow, b: ViewRow): boolean =>
    value(a, score) < value(b, score) ||
    (value(a, score) === value(b, score) && second !== undefined && value(a, second) < value(b, second));
  return rows.map((row) => ({
    rank: value(row, column),
    score: second === undefined ? value(row, score) : rows.filter((other) => below(other, row)).length,
  }));
}

/** A table continued from another page or document starts above 1; its ranks are all off by one number. */
function isContinued(reading: Reading): boolean {
  return reading.faults.length === 1 && reading.wrong.length === reading.list.length && reading.list[0]!.rank > 1;
}

function rankFindings(table: TableView, rows: readonly ViewRow[], column: number, reading: Reading): readonly Finding[] {
  return reading.faults.map((fault): Finding => {
    const row = rows[fault.at]!;
    const { rank, score } = reading.list[fault.at]!;
    const shifted = runLength(reading, fault) - 1;
    const more = shifted === 0 ? '' : `，其后${shifted}行随之错位`;
    const message = `${tableName(table)}中${rowName(row)}的${columnName(table, column)}为${rank}，按${columnName(table, reading.score)}${score}（${methodName[reading.method]}）应为${fault.expected}${more}。`;
    return { kind: 'rank', severity: 'error', where: placeOf(table, row, column), stated: rank, expected: fault.expected, message };
  });
}

function runLength(reading: Reading, fault: Misfit): number {
  const next = reading.faults[reading.faults.indexOf(fault) + 1];
  return reading.wrong.filter((misfit) => misfit.at >= fault.at && (next === undefined || misfit.at < next.at)).length;
}

/** Where a few scores do not stand where their ranks say, those rows are named instead of everyone they push. */
function scoreFindings(table: TableView, rows: readonly ViewRow[], column: number, reading: Reading): readonly Finding[] | undefined {
  const order = reading.list.map((_, at) => at).toSorted((a, b) => reading.list[a]!.rank - reading.list[b]!.rank);
  const out = displaced(order.map((at) => reading.list[at]!.score)).map((position) => order[position]!);
  if (out.length === 0 || out.length > mostFaults(rows)) return undefined;
  const rest = reading.list.map((_, at) => at).filter((at) => !out.includes(at));
  return out.map((at): Finding => {
    const { rank, score } = reading.list[at]!;
    const expected = rest.filter((other) => reading.list[other]!.score > score).length + 1;
    const message = `${tableName(table)}中${rowName(rows[at]!)}的${columnName(table, column)}为${rank}，与${columnName(table, reading.score)}${score}不相称，按高低应在第${expected}位前后。`;
    return { kind: 'rank', severity: 'error', where: placeOf(table, rows[at]!, column), stated: rank, expected, message };
  });
}

function mostFaults(rows: readonly ViewRow[]): number {
  return Math.max(1, Math.floor(rows.length / 10));
}

/** Ranks that no column explains: only their own sequence is examined, and only as a warning. */
function sequenceFindings(table: TableView, rows: readonly ViewRow[], column: number): readonly Finding[] {
  return rows.flatMap((row, at): readonly Finding[] => {
    const rank = row.cells[column]!.value;
    const before = at === 0 ? rank - 1 : rows[at - 1]!.cells[column]!.value;
    if (rank === 1 || rank === before || rank === before + 1 || rank === at + rows[0]!.cells[column]!.value) return [];
    const message = `${tableName(table)}中${rowName(row)}的${columnName(table, column)}为${rank}，上一行为${before}，不连续。`;
    return [{ kind: 'rank', severity: 'warning', where: placeOf(table, row, column), stated: rank, expected: before + 1, message }];
  });
}

function sectionFindings(table: TableView, rows: readonly ViewRow[], column: number, told: Told): readonly Finding[] {
  const asTold = bestReading(table, rows, column, told);
  // a note that most ranks contradict is not the rule they follow
  const reading =
    asTold !== undefined && asTold.faults.length > mostFaults(rows)
      ? bestReading(table, rows, column, { method: undefined, second: false })
      : asTold;
  if (reading === undefined) return sequenceFindings(table, rows, column);
  if (reading.faults.length === 0 || isContinued(reading)) return [];
  if (reading.faults.length <= mostFaults(rows)) return rankFindings(table, rows, column, reading);
  return scoreFindings(table, rows, column, reading) ?? sequenceFindings(table, rows, column).slice(0, mostFaults(rows));
}

/** Ranks whose keys are known: each is what its place among the rows gives. */
function knownFindings(table: TableView, { column, ties, places }: KnownRanks): readonly Finding[] {
  const rows = unitRows(table).filter((row) => row.row !== undefined && places[row.row] !== undefined);
  const list = rows.map((row) => ({ rank: row.cells[column]!.value, score: -places[row.row!]! }));
  return misfits(list, ties).map(({ at, expected }): Finding => {
    const { rank } = list[at]!;
    const message = `${tableName(table)}中${rowName(rows[at]!)}的${columnName(table, column)}为${rank}，按计分办法（${methodName[ties]}）应为${expected}。`;
    return { kind: 'rank', severity: 'error', where: placeOf(table, rows[at]!, column), stated: rank, expected, message };
  });
}

function tableFindings(view: DocumentView, table: TableView, told: Told): readonly Finding[] {
  const known = knownTable(view, table);
  if (known !== undefined) return known.ranks === undefined ? [] : knownFindings(table, known.ranks);
  return [
    ...columnsOf(table, 'rank').flatMap((column) => sections(table, column).flatMap((rows) => sectionFindings(table, rows, column, told))),
    ...columnsOf(table, 'serial').flatMap((column) => sections(table, column).flatMap((rows) => sequenceFindings(table, rows, column))),
  ];
}

/** Rank numbers agree with the scores under one way of giving ties, or with the keys that are known; serial numbers run on. */
export const rankCheck: Check = {
  name: 'ranks agree with scores',
  find: (view: DocumentView) => {
    const told = { method: methodInNotes(view), second: secondInNotes(view) };
    return view.tables.flatMap((table) => tableFindings(view, table, told));
  },
};
