/** A row of an inspection list (检查清单) → a subject that was checked and what was found, or findings with its row. */
import { type DayNumber, dayText } from '../calendar/day.ts';
import { type Cell, cellText, isDamaged, nameKey, type SheetRow } from '../import/cell.ts';
import { readDate } from '../import/dates.ts';
import type { ImportFinding } from '../import/row.ts';
import type { UnitNames } from '../import/unit-names.ts';
import { type Finding, problem } from '../outcome.ts';
import { findIndicator, type Indicator, otherIndicator } from './indicators.ts';
import { type InspectedKind, inspectedKindNames, readInspectedKind } from './subject.ts';

/** Header words of each field; the first is the one messages use. */
const fieldWords = {
  subject: ['对象', '检查对象', '名称', '网站名称', '栏目名称', '账号名称', '栏目', '账号'],
  kind: ['类别', '对象类别', '类型'],
  address: ['网址', '地址', '首页网址', '栏目网址', '账号标识'],
  unit: ['责任单位', '主办单位', '单位', '主管单位', '报送单位'],
  found: ['问题', '存在问题', '问题描述', '发现的问题', '检查结果'],
  indicator: ['指标', '检查指标', '问题类型', '问题类别'],
  place: ['位置', '问题位置', '页面', '所在页面'],
  on: ['检查日期', '检查时间', '日期', '发现日期', '抽查日期'],
  link: ['截图/链接', '截图', '链接', '快照', '佐证', '问题链接', '快照链接'],
  updated: ['最后更新日期', '最近更新日期', '最后更新', '更新日期'],
  interval: ['更新周期', '周期', '更新周期（天）'],
  points: ['扣分', '分值', '扣分分值'],
} as const satisfies Record<string, readonly string[]>;
type ListField = keyof typeof fieldWords;
const fields = Object.keys(fieldWords) as readonly ListField[];

const bare = (name: string): string => nameKey(name).replace(/[([【].*$/, '');
const byWord = new Map<string, ListField>(
  fields.flatMap((field) => fieldWords[field].map((word): [string, ListField] => [bare(word), field])),
);
const fieldOf = (cell: Cell): ListField | undefined => (typeof cell === 'string' ? byWord.get(bare(cell)) : undefined);

export type ListColumns = Readonly<Partial<Record<ListField, number>>>;

/** Whether a row looks like the heading of a list: two names at least that we know. */
export const looksLikeListHeader = (row: SheetRow): boolean => row.cells.filter((cell) => fieldOf(cell) !== undefined).length >= 2;

/** Reads the heading. Findings name what stands twice and what is missing. */
export function readListHeader(row: SheetRow): { readonly columns: ListColumns; readonly findings: readonly Finding[] } {
  const where = `第${row.row}行`;
  const columns: Partial<Record<ListField, number>> = {};
  const findings: Finding[] = [];
  row.cells.forEach((cell, index) => {
    const field = fieldOf(cell);
    if (field === undefined) return;
    if (columns[field] === undefined) columns[field] = index;
    else findings.push(problem('duplicate-column', `第${columns[field] + 1}列和第${index + 1}列说的是同一项，请删去或改名其中一列`, where));
  });
  const missing = (['subject', 'unit', 'on'] as const).filter((field) => columns[field] === undefined);
  if (missing.length > 0)
    findings.push(problem('missing-column', `缺少${missing.map((field) => `“${fieldWords[field][0]}”`).join('、')}列`, where));
  return { columns, findings };
}

/** A row as it will be stored. */
export interface ListedCheck {
  readonly row: number;
  readonly kind: InspectedKind;
  readonly name: string;
  readonly unit: number;
  readonly on: string;
  readonly address?: string;
  readonly updatedOn?: string;
  readonly intervalDays?: number;
  /** Absent where nothing was found. */
  readonly found?: ListedFound;
}
export interface ListedFound {
  readonly indicator: Indicator;
  readonly body: string;
  readonly place?: string;
  readonly link?: string;
  /** A decimal. */
  readonly points?: string;
}
export type ListedCheckReading =
  | { readonly ok: true; readonly check: ListedCheck }
  | { readonly ok: false; readonly findings: readonly ImportFinding[] };

/** What clerks write where nothing was found. */
const nothing = new Set(['无', '无问题', '正常', '合格', '未发现问题', '没有问题', '没有发现问题', '/', '—', '-']);
const MOST = { name: 100, body: 2000, text: 500 } as const;

/** A reader of rows below a heading. Where the list has no column for the kind, `kind` says what all are. */
export function listReader(
  columns: ListColumns,
  units: UnitNames,
  indicators: readonly Indicator[],
  kind: InspectedKind | undefined,
): (row: SheetRow) => ListedCheckReading {
  return (row) => {
    const findings: ImportFinding[] = [];
    const wrong = (code: string, message: string, suggestions: readonly string[] = []): undefined => {
      const suggested = suggestions.length > 0 ? { suggestions } : {};
      findings.push({ code, level: 'error', row: row.row, where: `第${row.row}行`, message, ...suggested });
      return undefined;
    };
    const cell = (field: ListField): Cell => (columns[field] === undefined ? null : (row.cells[columns[field]] ?? null));
    const text = (field: ListField, most: number = MOST.text): string | undefined => {
      const said = cellText(cell(field));
      if (said === undefined) return undefined;
      if (isDamaged(said)) return wrong('damaged', `“${fieldWords[field][0]}”里有损坏的字符，请检查文件的编码`);
      return said.length > most ? wrong('long', `“${fieldWords[field][0]}”超过 ${most} 个字`) : said;
    };
    const day = (field: ListField): DayNumber | undefined => {
      const said = cellText(cell(field));
      if (said === undefined) return undefined;
      const written = readDate(cell(field));
      return written?.day ?? wrong('bad-date', `“${fieldWords[field][0]}”“${said}”不存在或写法不对，应如 2024-05-01`);
    };
    const name = text('subject', MOST.name) ?? (cellText(cell('subject')) === undefined ? wrong('no-subject', '没有写对象') : undefined);
    const means = kindOf(text('kind'), kind, wrong);
    const on = day('on') ?? (cellText(cell('on')) === undefined ? wrong('missing-date', '没有检查日期') : undefined);
    const unit = unitOf(text('unit'), on, units, wrong);
    const updated = day('updated');
    const interval = wholeOf(text('interval'), wrong);
    const found = foundOf(text, cell('points'), indicators, wrong);
    const address = text('address');
    if (findings.length > 0 || name === undefined || !means || on === undefined || unit === undefined) return { ok: false, findings };
    const known = {
      ...(address === undefined ? {} : { address }),
      ...(updated === undefined ? {} : { updatedOn: dayText(updated) }),
      ...(interval === undefined ? {} : { intervalDays: interval }),
      ...(found === undefined ? {} : { found }),
    };
    return { ok: true, check: { row: row.row, kind: means, name, unit, on: dayText(on), ...known } };
  };
}

type Wrong = (code: string, message: string, suggestions?: readonly string[]) => undefined;
type Text = (field: ListField, most?: number) => string | undefined;

function kindOf(said: string | undefined, usual: InspectedKind | undefined, wrong: Wrong): InspectedKind | undefined {
  const names = Object.values(inspectedKindNames).join('、');
  if (said === undefined) return usual ?? wrong('no-kind', `没有写类别，可以写：${names}`);
  return readInspectedKind(said) ?? wrong('bad-kind', `没有“${said}”这个类别，可以写：${names}`);
}

function unitOf(said: string | undefined, on: DayNumber | undefined, units: UnitNames, wrong: Wrong): number | undefined {
  if (said === undefined) return wrong('no-unit', '没有写责任单位');
  const reading = units.find(said, on ?? 0);
  return reading.ok ? reading.unit.id : wrong(reading.code, reading.message, reading.suggestions);
}

function wholeOf(said: string | undefined, wrong: Wrong): number | undefined {
  if (said === undefined) return undefined;
  const days = /^(\d{1,4})\s*天?$/.exec(said)?.[1];
  if (days !== undefined && Number(days) > 0) return Number(days);
  return wrong('bad-interval', `更新周期“${said}”写法不对，请写天数，如 14`);
}

function foundOf(text: Text, points: Cell, indicators: readonly Indicator[], wrong: Wrong): ListedFound | undefined {
  const body = text('found', MOST.body);
  const named = text('indicator');
  if (body === undefined || nothing.has(body)) {
    return named === undefined || nothing.has(named) ? undefined : wrong('no-body', `写了指标“${named}”，没有写问题`);
  }
  const looked = named === undefined ? { found: otherIndicator } : findIndicator(indicators, named);
  if (!looked.found) {
    const hint = looked.suggestions.length > 0 ? `，是否应为：${looked.suggestions.join('、')}？` : '，请先在检查设置中增加';
    return wrong('unknown-indicator', `没有指标“${named}”${hint}`, looked.suggestions);
  }
  const worth = cellText(points);
  if (worth !== undefined && !/^\d{1,3}(\.\d{1,2})?$/.test(worth)) return wrong('bad-points', `扣分“${worth}”写法不对，应如 2 或 0.5`);
  const [place, link] = [text('place'), text('link')];
  const given = worth ?? looked.found.points?.toString();
  return {
    indicator: looked.found,
    body,
    ...(place === undefined ? {} : { place }),
    ...(link === undefined ? {} : { link }),
    ...(given === undefined ? {} : { points: given }),
  };
}
