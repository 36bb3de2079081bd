/** One row of a file → one fact with its units and shares, or every reason why not. */
import type { DayNumber } from '../calendar/day.ts';
import { nearestNames } from '../nearest.ts';
import type { Finding } from '../outcome.ts';
import type { FactKind } from '../scoring/fact.ts';
import { type Cell, cellText, halfWidth, isDamaged, nameKey, type SheetRow } from './cell.ts';
import { type Columns, type Field, fieldNames } from './columns.ts';
import { readDate, type WrittenDate } from './dates.ts';
import { readShares, type Share } from './shares.ts';
import { findUnits, type UnitNames } from './unit-names.ts';
import { kindNames, readAnswer, readKind, readOutcome } from './words.ts';

export interface ImportFinding extends Finding {
  /** Row of the file, from 1. */
  readonly row: number;
  readonly suggestions?: readonly string[];
}

/** A row as it will be stored, without what only the database knows. */
export interface ImportedFact {
  readonly row: number;
  /** The source's own key, where the row carries one. */
  readonly key: string | undefined;
  readonly fact: FactKind;
  /** The first stands for the item in counts over all units. */
  readonly units: readonly Share[];
  readonly on: WrittenDate;
  readonly published: DayNumber | 'pending' | undefined;
  readonly due: DayNumber | undefined;
  readonly delivered: DayNumber | undefined;
  readonly event: DayNumber | undefined;
  readonly item: string | undefined;
  readonly title: string | undefined;
  readonly outlet: number | undefined;
  readonly texts: Readonly<Partial<Record<TextField, string>>>;
  readonly met: boolean | undefined;
  readonly points: string | undefined;
  readonly count: number;
  readonly ref: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly invented: boolean;
}

const textFields = ['level', 'kind', 'form', 'outcome', 'reason', 'leader', 'batch', 'note', 'evidence'] as const;
export type TextField = (typeof textFields)[number];

export interface ReadingOptions {
  readonly columns: Columns;
  readonly units: UnitNames;
  /** Ids of outlets by the `nameKey` of their names, and the names themselves. */
  readonly outlets: { readonly ids: ReadonlyMap<string, number>; readonly names: readonly string[] };
  /** The kind of every row, where the file has no column for it. */
  readonly fact?: FactKind;
}

export type RowReading =
  | { readonly ok: true; readonly fact: ImportedFact }
  | { readonly ok: false; readonly findings: readonly ImportFinding[] };

/** Longest key a row or item may have; an index entry must hold it. */
const KEY_LENGTH = 200;
const MOST = 1_000_000;

type Wrong = (code: string, message: string, suggestions?: readonly string[]) => undefined;
type Text = (field: Field) => string | undefined;
type FoundUnits = ReturnType<typeof findUnits>;

/** A reader for the rows below a heading; cells that say the same are read once. */
export function rowReader(options: ReadingOptions): (row: SheetRow) => RowReading {
  const { columns, units } = options;
  const seenUnits = new Map<string, FoundUnits>();
  const seenDates = new Map<Cell, WrittenDate | undefined>();
  const dateOf = (cell: Cell): WrittenDate | undefined => {
    if (!seenDates.has(cell)) remember(seenDates, cell, readDate(cell));
    return seenDates.get(cell);
  };
  const unitsOf = (cell: string, day: DayNumber): FoundUnits => {
    const key = units.dated ? `${day} ${cell}` : cell;
    return seenUnits.get(key) ?? remember(seenUnits, key, findUnits(units, cell, day));
  };
  return (row) => {
    const findings: ImportFinding[] = [];
    const wrong: Wrong = (code, message, suggestions) => {
      findings.push({ code, level: 'error', row: row.row, where: `第${row.row}行`, message, ...(suggestions ? { suggestions } : {}) });
      return undefined;
    };
    const cell = (field: Field): Cell => (columns.at[field] === undefined ? null : (row.cells[columns.at[field]] ?? null));
    const text: Text = (field) => cellText(cell(field));
    checkCells(row, columns, wrong);
    const day = (field: Field): WrittenDate | undefined => {
      const held = cell(field);
      if (cellText(held) === undefined) return undefined;
      const hint = '写法应如 2023-01-05、2023/1/5、2023年1月5日或 20230105';
      return dateOf(held) ?? wrong('bad-date', `“${fieldNames[field]}”“${held}”不存在或写法不对，${hint}`);
    };
    const fact = readFactKind(text('fact'), options.fact, wrong);
    const on = day('on') ?? (text('on') === undefined ? wrong('missing-date', '没有日期') : undefined);
    const shared = readUnits(text, on?.day, unitsOf, wrong);
    const published = pendingWords.has(text('published') ?? '') ? 'pending' : day('published')?.day;
    const [due, delivered, event] = [day('due')?.day, day('delivered')?.day, day('event')?.day];
    const rest = readRest(text, fact, options, wrong);
    if (findings.length > 0 || !fact || !on || !shared) return { ok: false, findings };
    // A reversal takes back the whole fact it names, for all its units: it is one fact itself.
    const reversal = fact === 'adjustment' && rest.ref !== undefined && rest.points === undefined;
    const given = reversal ? [{ unit: (shared[0] as Share).unit, top: 1, bottom: 1 }] : shared;
    return {
      ok: true,
      fact: { row: row.row, fact, on, units: given, published, due, delivered, event, ...rest, attributes: extras(row, columns) },
    };
  };
}

const pendingWords = new Set(['待发布', '未发布']);

/** Keeps a cache from growing with the file. */
function remember<K, V>(cache: Map<K, V>, key: K, value: V): V {
  if (cache.size >= 20_000) cache.clear();
  cache.set(key, value);
  return value;
}

/** What a spreadsheet shows where a formula has no result. */
const formulaErrors = new Set(['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NULL!', '#NUM!', '#SPILL!']);

function checkCells(row: SheetRow, columns: Columns, wrong: Wrong): void {
  row.cells.forEach((cell, index) => {
    if (typeof cell === 'string' && isDamaged(cell)) wrong('damaged-cell', `第${index + 1}列含有无法保存的控制字符，文件可能损坏`);
    else if (typeof cell === 'string' && formulaErrors.has(cell))
      wrong('formula-error', `第${index + 1}列是公式错误 ${cell}，请改正公式或写明内容`);
    else if (index >= columns.width && cellText(cell) !== undefined) {
      wrong('extra-cell', `第${index + 1}列“${cellText(cell)}”没有列名；表头只有${columns.width}列，多半是某格里的逗号没有加引号`);
    }
  });
}

function readFactKind(word: string | undefined, given: FactKind | undefined, wrong: Wrong): FactKind | undefined {
  if (word === undefined) return given ?? wrong('missing-fact', '没有类型');
  const kind = readKind(word);
  if (kind) return kind;
  const words = Object.values(kindNames);
  const near = nearestNames(word, words);
  const hint = near.length > 0 ? `，是否应为：${near.join('、')}？` : `；可用：${words.join('、')}`;
  return wrong('unknown-fact', `没有“${word}”这种类型${hint}`, near);
}

function readUnits(
  text: Text,
  day: DayNumber | undefined,
  unitsOf: (cell: string, day: DayNumber) => FoundUnits,
  wrong: Wrong,
): readonly Share[] | undefined {
  const cell = text('units');
  if (cell === undefined) return wrong('missing-unit', '没有单位');
  // Without a day the names are checked as of today's roster, so that the row's other faults are told in the same report.
  const { units, faults } = unitsOf(cell, day ?? Number.MAX_SAFE_INTEGER);
  for (const fault of faults)
    if (day !== undefined || fault.code !== 'name-out-of-use') wrong(fault.code, fault.message, fault.suggestions);
  if (faults.length > 0) return undefined;
  const twice = units.find((unit, index) => units.indexOf(unit) !== index);
  if (twice) return wrong('unit-twice', `单位“${twice.name}”写了两次`);
  const shares = readShares(
    text('shares'),
    units.map((unit) => unit.id),
  );
  return shares.ok ? shares.shares : wrong('bad-shares', shares.message);
}

function readRest(text: Text, fact: FactKind | undefined, options: ReadingOptions, wrong: Wrong) {
  const number = (field: Field): string | undefined => {
    const held = text(field);
    return held === undefined
      ? undefined
      : halfWidth(held)
          .replace(/\s/g, '')
          .replace(/[分条篇件]$/, '')
          .replace(/^＋|^\+/, '');
  };
  const points = number('points');
  if (points !== undefined && !/^[+-]?\d{1,9}(\.\d{1,6})?$/.test(points)) wrong('bad-points', `分值“${text('points')}”不是数`);
  const counted = number('count') ?? '1';
  if (!/^\d{1,7}$/.test(counted) || Number(counted) < 1 || Number(counted) > MOST) {
    wrong('bad-count', `数量“${text('count')}”应为 1 至 ${MOST} 的整数`);
  }
  const texts: Partial<Record<TextField, string>> = {};
  for (const field of textFields) {
    const held = text(field);
    if (held !== undefined) texts[field] = field === 'outcome' ? readOutcome(held) : held;
  }
  const ref = text('ref');
  if (fact === 'adjustment' && ref === undefined && points === undefined) {
    wrong('empty-adjustment', '调整要写明引用（冲销哪一条的编号）或分值');
  }
  const key = text('key');
  for (const [field, held] of [
    ['key', key],
    ['item', text('item')],
    ['ref', ref],
  ] as const) {
    if (held !== undefined && held.length > KEY_LENGTH) wrong('long-key', `${fieldNames[field]}超过 ${KEY_LENGTH} 字`);
  }
  if (key !== undefined && key === ref) wrong('refers-to-itself', `引用的“${ref}”就是本行自己`);
  return {
    key,
    ref,
    item: text('item'),
    title: text('title'),
    points,
    count: Number(counted),
    texts,
    met: readMet(text, fact, texts.outcome, wrong),
    outlet: readOutlet(text('outlet'), options.outlets, wrong),
    invented: readInvented(text('invented'), wrong),
  };
}

function readMet(text: Text, fact: FactKind | undefined, outcome: string | undefined, wrong: Wrong): boolean | undefined {
  const word = text('met');
  if (word === undefined) return fact === 'quota' && (outcome === 'done' || outcome === 'missed') ? outcome === 'done' : undefined;
  return readAnswer(word) ?? wrong('bad-answer', `达标“${word}”应为“是”或“否”`);
}

function readInvented(word: string | undefined, wrong: Wrong): boolean {
  const answer = word === undefined ? false : readAnswer(word);
  if (answer === undefined) wrong('bad-answer', `虚构“${word}”应为“是”或“否”`);
  return answer ?? false;
}

function readOutlet(name: string | undefined, outlets: ReadingOptions['outlets'], wrong: Wrong): number | undefined {
  if (name === undefined) return undefined;
  const id = outlets.ids.get(nameKey(name));
  if (id !== undefined) return id;
  const near = nearestNames(name, outlets.names);
  const hint = near.length > 0 ? `，是否应为：${near.join('、')}？` : '，请先在网站设置中登记这个载体';
  return wrong('unknown-outlet', `没有登记载体“${name}”${hint}`, near);
}

function extras(row: SheetRow, columns: Columns): Record<string, string> {
  const held: Record<string, string> = {};
  for (const { index, name } of columns.others) {
    const text = cellText(row.cells[index]);
    if (text !== undefined) held[name] = text;
  }
  return held;
}
