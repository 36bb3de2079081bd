import { type Check, columnName, type DocumentView, placeOf, rowName, tableName } from './document-view.ts';
import type { Finding } from './finding.ts';
import { documentNotes } from './notes.ts';
import { displaced, type Misfit, misfits, type Ranked, type TieMethod } from './ranking.ts';
import { columnsOf, figureColumns, type TableView, type ViewRow } from './table-view.ts';

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

/** Under which score column and tie method the fewest ranks are wrong; the sum of points is preferred, then the column furthest right. */
function bestReading(table: TableView, rows: readonly ViewRow[], column: number, told: TieMethod | undefined): Reading | undefined {
  const weight = (at: number): number =>
    (table.columns[at]!.role === 'points' ? 1 : 0) + (/总|合计/u.test(table.columns[at]!.title) ? 2 : 0);
  const scores = figureColumns(table).toSorted((a, b) => weight(b) - weight(a) || b - a);
  const readings = scores.flatMap((score) => {
    const list = rows.map((row) => ({ rank: row.cells[column]!.value, score: row.cells[score]!.value }));
    return (told === undefined ? methods : [told]).map((method): Reading => {
      const wrong = misfits(list, method);
      return { score, method, list, wrong, faults: faultsOf(list, wrong) };
    });
  });
  return readings.toSorted((a, b) => a.faults.length - b.faults.length || a.wrong.length - b.wrong.length)[0];
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

function sectionFindings(table: TableView, rows: readonly ViewRow[], column: number, told: TieMethod | undefined): readonly Finding[] {
  const asTold = bestReading(table, rows, column, told);
  // a note that most ranks contradict is not the rule they follow
  const reading = asTold !== undefined && asTold.faults.length > mostFaults(rows) ? bestReading(table, rows, column, undefined) : asTold;
  if (reading === undefined) return sequenceFindings(table, rows, column);
  if (reading.faults.length === 0 || isContinued(reading)) return [];
  if (reading.faults.length <= mostFaults(rows)) return rankFindings(table, rows, column, reading);
  return scoreFindings(table, rows, column, reading) ?? sequenceFindings(table, rows, column).slice(0, mostFaults(rows));
}

/** Rank numbers agree with the scores under one way of giving ties, and serial numbers run on. */
export const rankCheck: Check = {
  name: 'ranks agree with scores',
  find: (view: DocumentView) => {
    const told = methodInNotes(view);
    return view.tables.flatMap((table) => [
      ...columnsOf(table, 'rank').flatMap((column) =>
        sections(table, column).flatMap((rows) => sectionFindings(table, rows, column, told)),
      ),
      ...columnsOf(table, 'serial').flatMap((column) => sections(table, column).flatMap((rows) => sequenceFindings(table, rows, column))),
    ]);
  },
};
