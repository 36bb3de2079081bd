/** Formulas of a rulebook in words, as notes under a table say them. */
import { showValue } from '../display.ts';
import { type Exact, toNumber } from '../exact.ts';
import { type Formula, parseFormula, type Value } from './formula.ts';
import { attributeName } from './note-conditions.ts';
import type { Rulebook } from './rulebook.ts';

type Names = Rulebook['attributeNames'];

/** `if(扣分后 > 80, 合计, 0)` → 扣分后大于80的为合计，其他为0. The formula must be readable (checked). */
export function formulaText(source: string, names?: Names): string {
  const formula = parseFormula(source);
  return isChoice(formula) ? choiceText(formula.args, names) : textOf(formula, names);
}

/** Whether a formula only names another figure, or is a constant. */
export function isPlain(source: string): boolean {
  const { type } = parseFormula(source);
  return type === 'name' || type === 'value';
}

type Call = Formula & { type: 'call' };
const isChoice = (formula: Formula): formula is Call => formula.type === 'call' && formula.name === 'if';

/** 否决大于0的不计分，其他为合计. */
function choiceText(args: readonly Formula[], names: Names): string {
  const [when, then, otherwise] = args as [Formula, Formula, Formula];
  const rest = isChoice(otherwise) ? choiceText(otherwise.args, names) : `其他${resultText(otherwise, names)}`;
  return `${textOf(when, names)}的${resultText(then, names)}，${rest}`;
}

const isNothing = (formula: Formula): boolean => formula.type === 'value' && formula.value === null;
const resultText = (formula: Formula, names: Names): string => (isNothing(formula) ? '不计分' : `为${textOf(formula, names)}`);

function textOf(formula: Formula, names: Names): string {
  switch (formula.type) {
    case 'value':
      return constantText(formula.value);
    case 'name':
      return formula.name;
    case 'negate':
      return `－${inner(formula.of, 6, names)}`;
    case 'not':
      return `并非${inner(formula.of, 6, names)}`;
    case 'operation':
      return operationText(formula, names);
    case 'call':
      return callText(formula, names);
  }
}

function constantText(value: Value): string {
  if (value === null) return '无';
  if (typeof value !== 'object') return `“${value}”`;
  return showValue(value, { decimals: decimalsOf(value) });
}
const decimalsOf = (value: Exact): number => (String(toNumber(value)).split('.')[1] ?? '').length;

const comparisons: Readonly<Record<string, string>> = {
  '=': '等于',
  '!=': '不等于',
  '<': '小于',
  '<=': '不大于',
  '>': '大于',
  '>=': '不小于',
};
const signs: Readonly<Record<string, string>> = { '+': '＋', '-': '－', '*': '×', '/': '÷', and: '且', or: '或' };
/** How strongly an operation binds; comparisons 3, everything that is no operation 7. */
const strength: Readonly<Record<string, number>> = { or: 1, and: 2, '+': 4, '-': 4, '*': 5, '/': 5 };

function operationText({ operator, left, right }: Formula & { type: 'operation' }, names: Names): string {
  const comparison = comparisons[operator];
  if (comparison !== undefined) {
    if (isNothing(right)) return `${inner(left, 4, names)}${operator === '=' ? '无法计算' : '可以计算'}`;
    return `${inner(left, 4, names)}${comparison}${inner(right, 4, names)}`;
  }
  const own = strength[operator] as number;
  const least = operator === '-' || operator === '/' ? own + 1 : own;
  return `${inner(left, own, names)}${signs[operator]}${inner(right, least, names)}`;
}

/** In brackets where it binds less than its surroundings. */
function inner(formula: Formula, least: number, names: Names): string {
  const text = textOf(formula, names);
  const own = formula.type === 'operation' ? (strength[formula.operator] ?? 3) : formula.type === 'negate' ? 4 : 7;
  return own < least ? `（${text}）` : text;
}

function callText({ name, args }: Call, names: Names): string {
  const first = args[0] as Formula;
  const text = inner(first, 6, names);
  switch (name) {
    case 'if':
      return `（${choiceText(args, names)}）`;
    case 'min':
    case 'max':
      return args.length === 1 ? text : `${args.map((arg) => textOf(arg, names)).join('与')}中较${name === 'min' ? '小' : '大'}的数`;
    case 'round':
      return args.length === 1 ? `${text}四舍五入取整` : `${text}四舍五入保留${textOf(args[1] as Formula, names)}位小数`;
    case 'floor':
      return `${text}舍去尾数取整`;
    case 'abs':
      return `${text}的绝对值`;
    case 'attribute':
      return `本单位${attributeName(first.type === 'value' ? String(first.value) : text, names)}`;
    default:
      return acrossText(name, first, text, names);
  }
}

const acrossWords: Readonly<Record<string, string>> = { average: '平均', max: '最高', min: '最低' };

function acrossText(name: string, first: Formula, text: string, names: Names): string {
  const where = name.endsWith('Below') ? '下级单位' : '本组';
  const how = name.replace(/InGroup$|Below$/, '');
  if (how === 'rank') return `${text}在本组的位次`;
  if (how === 'sum') return `${where}${text}之和`;
  if (how === 'count') return `${where}中${textOf(first, names)}的单位数`;
  return `${where}${acrossWords[how]}${text}`;
}
