/** The notes under a table (注), generated from the rulebook that was used, so they cannot say something else. */
import type { Period } from '../calendar/day.ts';
import { showPeriod } from '../display.ts';
import {
  type BaseRule,
  type Condition,
  type FactRule,
  isFactRule,
  isWindowRule,
  type RankKey,
  type Rule,
  type Rulebook,
  type Step,
  type Where,
  type WindowRule,
} from './rulebook.ts';

/** Sentences in the order offices print them: order, zeros, points, what counts when, days. */
export function notesOf(book: Rulebook, period: Period): string[] {
  return [
    orderNote(book),
    ...zeroNotes(book),
    ...pointNotes(book),
    countNote(book),
    `以上数据统计时间为${showPeriod(period)}。`,
    ...(book.notes ?? []),
  ].filter((note): note is string => note !== undefined);
}

const keyText = (key: RankKey): string =>
  typeof key === 'string' ? `${titleOf(key)}由高到低` : `${titleOf(key.figure)}由${key.order === 'high' ? '高到低' : '低到高'}`;
const titleOf = (figure: string): string => (figure === '合计' ? '总分' : figure);

const tieTexts = {
  consecutive: '名次连续',
  dense: '得数相同的名次相同，其后名次不间断',
  competition: '得数相同的名次相同，其后名次按实有单位数顺延',
  none: '不编名次',
} as const;

function orderNote(book: Rulebook): string | undefined {
  const { by, ties } = book.rank ?? { by: ['得分'], ties: 'competition' as const };
  const [first, ...rest] = by;
  if (first === undefined) return '各表按名册顺序排列。';
  const second = rest.length > 0 ? `，相同的再按${rest.map(keyText).join('、')}` : '';
  return `各表按${keyText(first)}排列${second}，仍相同的按名册顺序；${tieTexts[ties]}。`;
}

function zeroNotes(book: Rulebook): string[] {
  const notes: string[] = [];
  if (book.zero?.rows === 'left-out') notes.push(book.zero.is === undefined ? '各项均为零的单位未列出。' : '没有相应数据的单位未列出。');
  const shown = new Map<string, string[]>();
  for (const figure of book.figures ?? []) {
    const zero = figure.show?.zero;
    if (zero !== undefined && zero !== '0') shown.set(zero, [...(shown.get(zero) ?? []), figure.name]);
  }
  for (const [mark, names] of shown) notes.push(`${names.join('、')}${mark === '' ? '空白' : `“${mark}”`}表示为零。`);
  const rates = (book.figures ?? []).filter((figure) => figure.show?.percent);
  if (rates.length > 0)
    notes.push(`${rates.map((figure) => figure.name).join('、')}“${rates[0]?.show?.none ?? '—'}”表示无从计算（分母为零）。`);
  return notes;
}

function pointNotes(book: Rulebook): string[] {
  const sentences = book.rules.map(ruleNote).filter((text): text is string => text !== undefined);
  for (const limit of book.limits ?? []) {
    const names = limit.rules.map((id) => nameOf(book.rules.find((rule) => rule.id === id))).join('、');
    const bounds = [
      limit.max === undefined ? undefined : `最高${limit.max}分`,
      limit.min === undefined ? undefined : `最低${limit.min}分`,
    ].filter(Boolean);
    sentences.push(`${names}${perTexts[limit.per]}${bounds.join('、')}`);
  }
  for (const same of book.sameItem ?? []) sentences.push(`同一条信息被多处采用的，${same.take === 'highest' ? '只计最高分' : '只计首次'}`);
  return sentences.length > 0 ? [`${sentences.join('；')}。`] : [];
}

const nameOf = (rule: Rule | undefined): string => rule?.name ?? rule?.id ?? '';
const perTexts = { day: '每日', week: '每周', month: '每月', quarter: '每季度', half: '每半年', year: '全年', period: '本期' } as const;

/** One rule in the words of the notes: its own sentence, or the generated one. */
export function ruleNote(rule: Rule): string | undefined {
  const scope = rule.for ? `（${Object.values(rule.for).map(conditionText).join('、')}）` : '';
  if (rule.note !== undefined)
    return rule.note.replaceAll('{points}', String(isFactRule(rule) ? pointText(rule) : 'points' in rule ? rule.points : ''));
  if (isFactRule(rule)) return factNote(rule, scope);
  return isWindowRule(rule) ? windowNote(rule, scope) : `${nameOf(rule)}${scope}${perTexts[rule.per]}${(rule as BaseRule).points}分`;
}

const pointText = (rule: FactRule): string => (typeof rule.points === 'number' ? String(Math.abs(rule.points)) : '');
const signed = (points: number): string => (points < 0 ? `扣${-points}分` : `${points}分`);

function factNote(rule: FactRule, scope: string): string {
  const name = `${nameOf(rule)}${scope}`;
  const { points } = rule;
  let text: string;
  if (typeof points === 'number') text = `${name}每条${signed(points)}`;
  else if (points === 'own' || points === 'minus-own') text = `${name}按认定分值${points === 'own' ? '计' : '扣'}`;
  else if ('by' in points) {
    const entries = Object.entries(points.table).map(([value, n]) => `${value}${signed(n)}`);
    text = `${name}每条：${entries.join('、')}${points.otherwise === undefined ? '' : `、其他${signed(points.otherwise)}`}`;
  } else
    text = `${name}每条：${points.map((one) => `${whenText(one.when)}${typeof one.points === 'number' ? signed(one.points) : '按认定分值'}`).join('、')}`;
  const factors = (rule.times ?? []).map(({ when, by }) => `${whenText(when)}的乘以${by}`);
  const once = rule.once ? [`同一${rule.once.map((one) => onceTexts[one] ?? one).join('、')}只计一次`] : [];
  const joint = rule.joint === 'full' ? ['联合报送的各单位计全分'] : [];
  return [text, ...factors, ...once, ...joint].join('，');
}

const onceTexts: Readonly<Record<string, string>> = {
  item: '信息',
  level: '层级',
  outlet: '载体',
  leader: '领导',
  kind: '类别',
  form: '形式',
};

function whenText(when: Omit<Where, 'fact'>): string {
  const parts = Object.entries(when).flatMap(([key, condition]) =>
    key === 'joint'
      ? [condition === true ? '联合' : '非联合']
      : typeof condition === 'object' && condition !== null && 'fact' in condition
        ? []
        : [conditionText(condition as Condition)],
  );
  return parts.join('');
}

function conditionText(condition: Condition): string {
  if (Array.isArray(condition)) return condition.map(String).join('或');
  if (condition === null) return '未注明';
  if (typeof condition !== 'object') return condition === true ? '是' : condition === false ? '否' : String(condition);
  const { not, contains, atLeast, over, atMost, under } = condition as Exclude<
    Condition,
    string | number | boolean | null | readonly unknown[]
  >;
  if (not !== undefined) return `非${conditionText(not as Condition)}`;
  if (contains !== undefined) return `含“${([] as string[]).concat(contains).join('”“')}”`;
  return [
    atLeast === undefined ? '' : `≥${atLeast}`,
    over === undefined ? '' : `>${over}`,
    atMost === undefined ? '' : `≤${atMost}`,
    under === undefined ? '' : `<${under}`,
  ].join('');
}

function windowNote(rule: WindowRule, scope: string): string {
  const unit = 'rate' in rule.measure ? '%' : 'points' in rule.measure ? '分' : '条';
  const bound = (value: Step['atLeast']): string => (typeof value === 'object' ? `本单位${value.attribute}` : `${value}${unit}`);
  const steps = rule.steps.map((step) => {
    const bounds = [
      step.atLeast === undefined ? '' : `达到${bound(step.atLeast)}`,
      step.over === undefined ? '' : `超过${bound(step.over)}`,
      step.atMost === undefined ? '' : `不超过${bound(step.atMost)}`,
      step.under === undefined ? '' : `不足${bound(step.under)}`,
    ].join('');
    return `${bounds}的${step.points === 'zero' ? '得分归零' : `计${signed(step.points).replace('扣', '-')}`}`.replace('计-', '扣');
  });
  const rest = rule.otherwise === undefined || (rule.steps.length === 0 && rule.otherwise === 0) ? [] : [`其他${signed(rule.otherwise)}`];
  const extra = rule.extra
    ? [
        `超过${bound(rule.extra.above)}的部分每${unit === '%' ? '个百分点' : unit}${signed(rule.extra.points)}${rule.extra.atMost === undefined ? '' : `（最多${rule.extra.atMost}分）`}`,
      ]
    : [];
  return `${nameOf(rule)}${scope}${perTexts[rule.per]}${[...steps, ...rest, ...extra].join('，')}`;
}

/** Which day an adoption counts on. Only said where adoptions are counted or scored. */
function countNote(book: Rulebook): string | undefined {
  if (!JSON.stringify([book.rules, book.figures ?? []]).includes('"adoption"')) return undefined;
  return book.countsAt === 'adoption'
    ? '采用条数和得分按采用（决定）日期归期。'
    : '采用条数和得分按发布日期归期，没有发布日期的按采用日期。';
}
