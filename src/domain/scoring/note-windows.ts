/** Window rules in words: 每月报送（动态或要情）达到8条的计10分，未达到的不计分. */
import type { Window } from '../calendar/day.ts';
import { valueText, whenText } from './note-conditions.ts';
import { formulaText } from './note-formula.ts';
import type { Beyond, Rulebook, Step, Threshold, Where, Wheres, WindowRule } from './rulebook.ts';
import { measuredName } from './window-worth.ts';

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
export const windowName = (per: Window | 'item'): string => windowNames[per];

/** What facts are called, and by what word they are counted. */
const factWords: Readonly<Record<string, readonly [name: string, word: string]>> = {
  submission: ['报送', '条'],
  adoption: ['采用', '条'],
  forward: ['转报', '条'],
  publication: ['发布', '条'],
  interpretation: ['解读', '条'],
  interview: ['访谈', '次'],
  instruction: ['批示', '次'],
  commission: ['约稿', '篇'],
  deduction: ['扣分事项', '处'],
  bonus: ['加分事项', '项'],
  refusal: ['不采用', '条'],
  complaint: ['来信', '件'],
  veto: ['否决', '次'],
  quota: ['任务', '项'],
  appraisal: ['考评', '次'],
  adjustment: ['调整', '次'],
};

const listOf = (wheres: Wheres): readonly Where[] => [wheres].flat() as readonly Where[];
const kindsOf = (wheres: Wheres): string[] => [...new Set(listOf(wheres).flatMap((where) => [where.fact].flat() as string[]))];

/** The word by which these facts are counted; 项 where they differ. */
export function wordOf(wheres: Wheres): string {
  const words = new Set(kindsOf(wheres).map((kind) => factWords[kind]?.[1] ?? '项'));
  return words.size === 1 ? ([...words][0] as string) : '项';
}

/** 报送（动态或要情）. */
function factsText(wheres: Wheres, book: Rulebook): string {
  const texts = listOf(wheres).map((where) => {
    const kinds = ([where.fact].flat() as string[]).map((kind) => factWords[kind]?.[0] ?? kind).join('、');
    const when = whenText(where, book.attributeNames);
    return when === '' ? kinds : `${kinds}（${when}）`;
  });
  return texts.join('和');
}

function measureText({ measure }: WindowRule, book: Rulebook): string {
  if ('count' in measure) return `${factsText(measure.count, book)}${measure.of === 'items' ? '（按信息去重）' : ''}`;
  if ('rate' in measure) return `${factsText(measure.rate, book)}占${factsText(measure.among, book)}的比例`;
  const names = measure.points.map((id) => book.rules.find((rule) => rule.id === id)?.name ?? id);
  return `${names.join('、')}得分`;
}

export function windowNote(rule: WindowRule, book: Rulebook): string {
  const word = 'count' in rule.measure ? wordOf(rule.measure.count) : 'rate' in rule.measure ? '%' : '分';
  const context = { per: rule.per, book, word };
  const parts = (rule.steps ?? []).map((step) => stepText(step, context));
  const hasSteps = parts.length > 0;
  const onlyLower = (rule.steps ?? []).every((step) => step.atMost === undefined && step.under === undefined);
  const rest = !hasSteps ? '' : onlyLower ? '未达到的' : '其他';
  if (rule.formula !== undefined) {
    const text = formulaText(rule.formula, book.attributeNames).replaceAll(measuredName, 'rate' in rule.measure ? '该百分比' : '实际数');
    parts.push(`${rest || '的得分'}${/[的，]/.test(text) && text.includes('其他') ? '：' : '为'}${text}`);
  }
  if (rule.otherwise !== undefined) parts.push(`${rest}${rule.otherwise === 0 ? '不计分' : gives(rule.otherwise)}`);
  if (rule.extra) parts.push(beyondText('超过', '每超', rule.extra, rule.extra.above, context));
  if (rule.short) parts.push(beyondText('不足', '每少', rule.short, rule.short.below, context));
  return `${windowName(rule.per)}${measureText(rule, book)}${parts.join('，')}`;
}

interface Context {
  readonly per: Window;
  readonly book: Rulebook;
  readonly word: string;
}

const gives = (points: number): string => (points < 0 ? `扣${-points}分` : `计${points}分`);
const unitOf = (word: string): string => (word === '%' ? '个百分点' : word);

function beyondText(over: string, each: string, { points, every, atMost }: Beyond, bound: Threshold, context: Context): string {
  const { word } = context;
  const size = every === undefined || every === 1 ? '1' : every;
  const most = atMost === undefined ? '' : `，最多${points < 0 ? '扣' : '加'}${atMost}分`;
  return `${over}${boundText(bound, context)}的，${each}${size}${unitOf(word)}${points < 0 ? `扣${-points}分` : `加${points}分`}${most}`;
}

function boundText(bound: Threshold, { book, word }: Context): string {
  if (typeof bound === 'number') return `${bound}${word}`;
  if ('attribute' in bound) return `本单位${bound.attribute}`;
  const entries = Object.entries(bound.table).map(([value, n]) => `${valueText(bound.by, value, book.attributeNames)}${n}${word}`);
  return `规定数（${[...entries, ...(bound.otherwise === undefined ? [] : [`其他${bound.otherwise}${word}`])].join('、')}）`;
}

const runWords = { day: '日', week: '周', month: '个月', quarter: '个季度', half: '个半年', year: '年', period: '期' } as const;

function stepText(step: Step, context: Context): string {
  const bounds = [
    step.atLeast === undefined ? '' : `达到${boundText(step.atLeast, context)}`,
    step.over === undefined ? '' : `超过${boundText(step.over, context)}`,
    step.atMost === undefined ? '' : `不超过${boundText(step.atMost, context)}`,
    step.under === undefined ? '' : step.under === 1 ? '为零' : `不足${boundText(step.under, context)}`,
  ].filter((text) => text !== '');
  const run = step.inARow === undefined ? '' : `连续${step.inARow}${runWords[context.per]}`;
  const result = step.points === 'zero' ? '该周期各项得分归零' : step.points === 0 ? '不计分' : gives(step.points);
  return bounds.length === 0 && run === '' ? result : `${run}${bounds.join('且')}的${result}`;
}
