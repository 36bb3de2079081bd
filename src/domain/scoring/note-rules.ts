/** Each rule, limit and same-item clause of a rulebook as one clause of the notes. */
import { conditionText, namesText, unitText, valueText, whenText } from './note-conditions.ts';
import {
  type BaseRule,
  type FactRule,
  isFactRule,
  isWindowRule,
  type Limit,
  type Points,
  type Rule,
  type Rulebook,
  type SameItem,
  type Step,
  type Threshold,
  type Wheres,
  type WindowRule,
} from './rulebook.ts';

export const fullStop = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`);

const windowNames = {
  day: '每日',
  week: '每周',
  month: '每月',
  quarter: '每季度',
  half: '每半年',
  year: '全年',
  period: '本期',
  item: '每条信息',
} as const;
const nameOf = (rule: Rule): string => rule.name ?? rule.id;
const signed = (points: number): string => (points < 0 ? `扣${-points}分` : `计${points}分`);

/** What one fact is called when counted: 1条信息, 1次批示, 1篇约稿. */
const measureWords: Readonly<Record<string, string>> = {
  submission: '条',
  adoption: '条',
  forward: '条',
  publication: '条',
  interpretation: '条',
  interview: '次',
  instruction: '次',
  commission: '篇',
  deduction: '处',
  refusal: '条',
  complaint: '件',
};
function measureWord(wheres: Wheres): string {
  const words = new Set([wheres].flat().flatMap((where) => [where.fact].flat().map((kind) => measureWords[kind as string] ?? '项')));
  return words.size === 1 ? ([...words][0] as string) : '项';
}

/** A clause without its full stop. A rule's own `note` is taken as it stands, `{points}` filled in. */
export function ruleNote(rule: Rule): string {
  if (rule.note !== undefined) {
    const points = !isWindowRule(rule) && typeof rule.points === 'number' ? String(Math.abs(rule.points)) : '';
    return rule.note.replaceAll('{points}', points);
  }
  const text = isFactRule(rule) ? factNote(rule) : isWindowRule(rule) ? windowNote(rule) : baseNote(rule);
  return rule.aside ? `${text}（不计入得分）` : text;
}

const scopeText = (rule: Rule): string => (rule.for ? `（${unitText(rule.for)}）` : '');
const baseNote = (rule: BaseRule): string => `${nameOf(rule)}${scopeText(rule)}${windowNames[rule.per]}${rule.points}分`;

function factNote(rule: FactRule): string {
  const factors = (rule.times ?? []).map(({ when, by }) => `${whenText(when) || '符合条件'}的${factorText(by)}`);
  const once = rule.once ? [onceText(rule.once)] : [];
  const joint = rule.joint === 'full' ? ['联合报送的各单位均计全分'] : [];
  return [`${nameOf(rule)}${scopeText(rule)}${pointsText(rule.points, measureWord(rule.each))}`, ...factors, ...once, ...joint].join('，');
}

const factorText = (by: number): string => (by === 2 ? '加倍计分' : by === 0.5 ? '减半计分' : `按${by}倍计分`);

function pointsText(points: Points, word: string): string {
  if (typeof points === 'number') return `每${word}${signed(points)}`;
  if (points === 'own') return '按认定的分值计';
  if (points === 'minus-own') return '按认定的分值扣';
  if ('each' in points) {
    const size = points.every === undefined || points.every === 1 ? '每1' : `每满${points.every}`;
    return `按${conditionText(points.by, {}) || eachNames[points.by] || points.by}，${size}${signed(points.each)}${mostText(points.atMost, points.each)}`;
  }
  if ('table' in points) {
    const entries = Object.entries(points.table).map(([value, n]) => `${tableText(points.by, value)}${signed(n)}`);
    return `每${word}：${[...entries, ...(points.otherwise === undefined ? [] : [`其他${signed(points.otherwise)}`])].join('、')}`;
  }
  const cases = points.map(
    (one) => `${whenText(one.when) || '其他'}${typeof one.points === 'number' ? signed(one.points) : '按认定的分值'}`,
  );
  return `每${word}：${cases.join('、')}`;
}

const eachNames: Readonly<Record<string, string>> = { lateBy: '迟报天数', age: '距事件发生天数' };
const tableText = (by: string, value: string): string => valueText(by, value === 'true' ? true : value === 'false' ? false : value);
const mostText = (atMost: number | undefined, points: number): string =>
  atMost === undefined ? '' : `（最多${points < 0 ? '扣' : '计'}${atMost}分）`;

const onceNames: Readonly<Record<string, string>> = {
  item: '一条信息',
  level: '层级',
  outlet: '载体',
  leader: '领导',
  kind: '类别',
  form: '形式',
  day: '一日内',
  week: '一周内',
  month: '一月内',
  quarter: '一季度内',
  half: '半年内',
  year: '一年内',
};
const onceText = (once: readonly string[]): string =>
  `同${once.length === 1 && once[0] === 'item' ? '' : '一'}${once.map((one) => onceNames[one] ?? one).join('、')}只计一次，取最高`
    .replace('同一一', '同一')
    .replace('同一条信息', '同一条信息');

function windowNote(rule: WindowRule): string {
  const word = 'count' in rule.measure ? measureWord(rule.measure.count) : 'rate' in rule.measure ? '%' : '分';
  const what = 'count' in rule.measure && rule.measure.of === 'items' ? '（按信息去重）' : '';
  const parts = (rule.steps ?? []).map((step) => stepText(step, word));
  if (rule.formula !== undefined)
    parts.push(`${parts.length > 0 ? '其他' : ''}按公式计：${rule.formula}（值为实际${'rate' in rule.measure ? '百分比' : '数'}）`);
  if (rule.otherwise !== undefined && !(parts.length === 0 && rule.otherwise === 0))
    parts.push(`${parts.length > 0 ? '其他' : ''}${rule.otherwise === 0 ? '不计分' : signed(rule.otherwise)}`);
  const unit = word === '%' ? '个百分点' : word;
  if (rule.extra) {
    const { above, points, every, atMost } = rule.extra;
    parts.push(
      `超过${boundText(above, word)}的，每超${every === undefined || every === 1 ? '1' : `满${every}`}${unit}${moreText(points)}${mostText(atMost, points)}`,
    );
  }
  if (rule.short) {
    const { below, points, every, atMost } = rule.short;
    parts.push(
      `不足${boundText(below, word)}的，每少${every === undefined || every === 1 ? '1' : `满${every}`}${unit}${moreText(points)}${mostText(atMost, points)}`,
    );
  }
  return `${nameOf(rule)}${scopeText(rule)}${what}${windowNames[rule.per]}${parts.join('，')}`;
}

const moreText = (points: number): string => (points < 0 ? `扣${-points}分` : `加${points}分`);

const boundText = (bound: Threshold, word: string): string => {
  if (typeof bound === 'number') return `${bound}${word}`;
  if ('attribute' in bound) return `本单位${bound.attribute}`;
  const entries = Object.entries(bound.table).map(([value, n]) => `${tableText(bound.by, value)}${n}${word}`);
  return [...entries, ...(bound.otherwise === undefined ? [] : [`其他${bound.otherwise}${word}`])].join('、');
};

function stepText(step: Step, word: string): string {
  const bounds = [
    step.atLeast === undefined ? '' : `达到${boundText(step.atLeast, word)}`,
    step.over === undefined ? '' : `超过${boundText(step.over, word)}`,
    step.atMost === undefined ? '' : `不超过${boundText(step.atMost, word)}`,
    step.under === undefined ? '' : `不足${boundText(step.under, word)}`,
  ].filter((text) => text !== '');
  const run = step.inARow === undefined ? '' : `连续${step.inARow}期`;
  const gives = step.points === 'zero' ? '该周期得分归零' : step.points === 0 ? '不计分' : signed(step.points);
  return bounds.length === 0 ? `${run}${gives}` : `${run}${bounds.join('、')}的${gives}`;
}

/** Together these rules give at most, or take at most, so much. */
export function limitNote(limit: Limit, book: Rulebook): string {
  const names = namesText(limit.rules.map((id) => nameById(id, book)));
  const scope = limit.for ? `（${unitText(limit.for)}）` : '';
  const bounds = [
    limit.max === undefined ? '' : limit.max < 0 ? `至少扣${-limit.max}分` : `最高${limit.max}分`,
    limit.min === undefined ? '' : limit.min < 0 ? `最多扣${-limit.min}分` : `最低${limit.min}分`,
  ].filter((text) => text !== '');
  return `${names}${scope}${limit.rules.length > 1 ? '合计' : ''}${windowNames[limit.per]}${bounds.join('、')}`;
}

const nameById = (id: string, book: Rulebook): string => {
  const rule = book.rules.find((one) => one.id === id);
  return rule ? nameOf(rule) : id;
};

export function sameItemNote(same: SameItem, book: Rulebook): string {
  const names = namesText(same.rules.map((id) => nameById(id, book)));
  const all = same.rules.length === book.rules.length;
  const others = same.others === undefined || same.others === 0 ? '' : `，其余按${same.others * 100}%计分`;
  return `同一条信息符合${all ? '' : `${names}`}多项的，${same.take === 'highest' ? '按最高的一项计分' : '按最先的一项计分'}${others}`;
}
