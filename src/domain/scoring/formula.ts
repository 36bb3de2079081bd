/**
 * Formulas of a rulebook: `合计 + if(扣分后 > 80, [加分(封顶)], 0)`.
 *
 * Names are figures (in brackets where they hold other signs), `+ - * /` (also × ÷), comparisons (also ≥ ≤ ≠), `and`, `or`,
 * `not`, `none` for no value, texts in quotes, numbers and percentages. A missing value spreads through arithmetic, and so does
 * a division by zero; it is not above, below or equal to any number, and only `= none` holds for it.
 */
import { add, compare, divide, type Exact, exact, floorOf, multiply, negate, roundHalfUp, subtract, zero } from '../exact.ts';

export type Value = Exact | string | boolean | null;

export type Formula =
  | { readonly type: 'value'; readonly value: Value }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'negate' | 'not'; readonly of: Formula }
  | { readonly type: 'operation'; readonly operator: Operator; readonly left: Formula; readonly right: Formula }
  | { readonly type: 'call'; readonly name: FunctionName; readonly args: readonly Formula[] };

type Operator = '+' | '-' | '*' | '/' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or';

/** Functions and how many arguments they take. `…InGroup` looks at the units ranked together, `…Below` at the units directly under one. */
export const functions = {
  if: [3, 3],
  min: [1, 20],
  max: [1, 20],
  round: [1, 2],
  floor: [1, 1],
  abs: [1, 1],
  attribute: [1, 1],
  sumInGroup: [1, 1],
  averageInGroup: [1, 1],
  maxInGroup: [1, 1],
  minInGroup: [1, 1],
  countInGroup: [1, 1],
  rankInGroup: [1, 1],
  sumBelow: [1, 1],
  averageBelow: [1, 1],
  maxBelow: [1, 1],
  minBelow: [1, 1],
  countBelow: [1, 1],
} as const;
export type FunctionName = keyof typeof functions;

/** What a formula needs from its surroundings. */
export interface FormulaScope {
  readonly value: (name: string) => Value;
  readonly attribute: (name: string) => Value;
  /** The scopes of the units ranked together with this one, or directly below it. */
  readonly others: (which: 'InGroup' | 'Below') => readonly FormulaScope[];
}

export class FormulaError extends Error {
  readonly position: number;
  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

const tokenPattern =
  /(\d+(?:\.\d+)?)(%)?|\[([^\]]+)\]|"([^"]*)"|'([^']*)'|“([^”]*)”|(>=|<=|!=|==|[-+*/()<>=,×÷≥≤≠，（）])|([\p{L}_][\p{L}\p{N}_.]*)/uy;

interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'sign' | 'end';
  readonly text: string;
  readonly bracketed: boolean;
  readonly percent: boolean;
  readonly position: number;
}

const signs: Record<string, string> = { '×': '*', '÷': '/', '≥': '>=', '≤': '<=', '≠': '!=', '==': '=', '，': ',', '（': '(', '）': ')' };

function tokens(source: string): Token[] {
  const found: Token[] = [];
  let position = 0;
  while (source.slice(position).trim() !== '') {
    // A finding names the place of the sign itself, not of the blanks before it.
    position += source.slice(position).search(/\S/);
    tokenPattern.lastIndex = position;
    const match = tokenPattern.exec(source);
    if (!match) throw new FormulaError(`看不懂“${source.slice(position).trim().slice(0, 10)}”`, position);
    const [, number, percent, bracketed, quoted, single, chinese, sign, name] = match;
    const text = quoted ?? single ?? chinese;
    const base = { bracketed: bracketed !== undefined, percent: percent !== undefined, position };
    if (number !== undefined) found.push({ ...base, kind: 'number', text: number });
    else if (text !== undefined) found.push({ ...base, kind: 'text', text });
    else if (sign !== undefined) found.push({ ...base, kind: 'sign', text: signs[sign] ?? sign });
    else found.push({ ...base, kind: 'name', text: (bracketed ?? name ?? '').trim() });
    position = tokenPattern.lastIndex;
  }
  found.push({ kind: 'end', text: '', bracketed: false, percent: false, position: source.length });
  return found;
}

const levels: readonly (readonly string[])[] = [['or'], ['and'], ['=', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/']];

/** Parses a formula. Throws FormulaError with a Chinese sentence and the position (UTF-16 units) where it cannot. */
export function parseFormula(source: string): Formula {
  const list = tokens(source);
  let at = 0;
  const peek = () => list[at] as Token;
  const next = () => list[at++] as Token;
  const isSign = (text: string) => peek().kind === 'sign' && peek().text === text;
  const expectSign = (text: string) => {
    if (!isSign(text)) throw new FormulaError(`这里应有“${text}”`, peek().position);
    next();
  };
  const operatorAt = (level: number): Operator | undefined => {
    const token = peek();
    if (token.bracketed || (token.kind !== 'sign' && token.kind !== 'name')) return undefined;
    return levels[level]?.includes(token.text) ? (token.text as Operator) : undefined;
  };
  const binary = (level: number): Formula => {
    if (level === levels.length) return unary();
    let left = binary(level + 1);
    for (let operator = operatorAt(level); operator; operator = operatorAt(level)) {
      next();
      left = { type: 'operation', operator, left, right: binary(level + 1) };
    }
    return left;
  };
  const unary = (): Formula => {
    if (isSign('-')) {
      next();
      return { type: 'negate', of: unary() };
    }
    if (peek().kind === 'name' && !peek().bracketed && peek().text === 'not') {
      next();
      return { type: 'not', of: binary(2) };
    }
    return primary();
  };
  const call = (name: string, position: number): Formula => {
    const known = Object.hasOwn(functions, name) ? (name as FunctionName) : undefined;
    if (!known) throw new FormulaError(`没有函数 ${name}，可用：${Object.keys(functions).join('、')}`, position);
    next();
    const args: Formula[] = [];
    while (!isSign(')')) {
      if (args.length > 0) expectSign(',');
      args.push(binary(0));
    }
    next();
    const [least, most] = functions[known];
    if (args.length < least || args.length > most)
      throw new FormulaError(`${name} 的参数应为 ${least === most ? least : `${least}—${most}`} 个`, position);
    return { type: 'call', name: known, args };
  };
  const primary = (): Formula => {
    const token = next();
    if (token.kind === 'number') {
      const value = exact(token.text);
      return { type: 'value', value: token.percent ? multiply(value, exact('0.01')) : value };
    }
    if (token.kind === 'text') return { type: 'value', value: token.text };
    if (token.kind === 'name') {
      if (!token.bracketed && isSign('(')) return call(token.text, token.position);
      if (!token.bracketed && token.text === 'none') return { type: 'value', value: null };
      return { type: 'name', name: token.text };
    }
    if (token.kind === 'sign' && token.text === '(') {
      const inner = binary(0);
      expectSign(')');
      return inner;
    }
    throw new FormulaError(token.kind === 'end' ? '公式没有写完' : `这里不应有“${token.text}”`, token.position);
  };
  const formula = binary(0);
  if (peek().kind !== 'end') throw new FormulaError(`多出“${peek().text}”`, peek().position);
  return formula;
}

/** The names a formula reads, each once; with `own`, only those of the unit itself, not of the units below it. */
export function namesIn(formula: Formula, which: 'all' | 'own' = 'all'): string[] {
  const names = new Set<string>();
  const walk = (f: Formula): void => {
    if (f.type === 'name') names.add(f.name);
    else if (f.type === 'negate' || f.type === 'not') walk(f.of);
    else if (f.type === 'operation') {
      walk(f.left);
      walk(f.right);
    } else if (f.type === 'call' && !(which === 'own' && f.name.endsWith('Below'))) f.args.forEach(walk);
  };
  walk(formula);
  return [...names];
}

/** Whether a formula looks at other units: those of the group, or those below. */
export function readsOthers(formula: Formula): boolean {
  if (formula.type === 'negate' || formula.type === 'not') return readsOthers(formula.of);
  if (formula.type === 'operation') return readsOthers(formula.left) || readsOthers(formula.right);
  return formula.type === 'call' && (/(InGroup|Below)$/.test(formula.name) || formula.args.some(readsOthers));
}

/** Whether a value is a number. */
export const isExact = (value: Value): value is Exact => typeof value === 'object' && value !== null;

/** The value of a formula; null where there is none. */
export function evaluate(formula: Formula, scope: FormulaScope): Value {
  switch (formula.type) {
    case 'value':
      return formula.value;
    case 'name':
      return scope.value(formula.name);
    case 'negate': {
      const value = evaluate(formula.of, scope);
      return isExact(value) ? negate(value) : null;
    }
    case 'not':
      return evaluate(formula.of, scope) !== true;
    case 'operation':
      return operate(formula, scope);
    case 'call':
      return callFunction(formula.name, formula.args, scope);
  }
}

function operate(formula: Formula & { type: 'operation' }, scope: FormulaScope): Value {
  const { operator } = formula;
  const left = evaluate(formula.left, scope);
  if (operator === 'and') return left === true && evaluate(formula.right, scope) === true;
  if (operator === 'or') return left === true || evaluate(formula.right, scope) === true;
  const right = evaluate(formula.right, scope);
  if (operator === '=' || operator === '!=') {
    const same = isExact(left) && isExact(right) ? compare(left, right) === 0 : left === right;
    return same === (operator === '=');
  }
  const comparison = operator === '<' || operator === '<=' || operator === '>' || operator === '>=';
  if (!isExact(left) || !isExact(right)) return comparison ? false : null;
  if (comparison) {
    const order = compare(left, right);
    return order === 0 ? operator.length === 2 : order < 0 === operator.startsWith('<');
  }
  if (operator === '+') return add(left, right);
  if (operator === '-') return subtract(left, right);
  return operator === '*' ? multiply(left, right) : (divide(left, right) ?? null);
}

function callFunction(name: FunctionName, args: readonly Formula[], scope: FormulaScope): Value {
  const first = args[0] as Formula;
  if (name === 'if') return evaluate(evaluate(first, scope) === true ? (args[1] as Formula) : (args[2] as Formula), scope);
  if (name === 'attribute') {
    const key = evaluate(first, scope);
    return typeof key === 'string' ? scope.attribute(key) : null;
  }
  const across = /^(sum|average|max|min|count)(InGroup|Below)$/.exec(name);
  if (across) return gather(across[1] as Gathering, first, scope.others(across[2] as 'InGroup' | 'Below'));
  if (name === 'rankInGroup') return rankOf(evaluate(first, scope), first, scope);
  const values = args.map((arg) => evaluate(arg, scope));
  if (!values.every(isExact)) return null;
  const [a = zero, b = zero] = values;
  if (name === 'min' || name === 'max') return extreme(name, values);
  if (name === 'round') return isDecimals(b) ? roundHalfUp(a, Number(b.n)) : null;
  return name === 'floor' ? floorOf(a) : a.n < 0n ? negate(a) : a;
}

/** Decimals to round to: a whole number that makes sense on paper. */
const isDecimals = (b: Exact): boolean => b.d === 1n && b.n >= 0n && b.n <= 20n;

/** One more than the units of the group with a higher value: equal values have the same rank. */
function rankOf(own: Value, formula: Formula, scope: FormulaScope): Value {
  if (!isExact(own)) return null;
  const values = scope.others('InGroup').map((other) => evaluate(formula, other));
  return exact(1 + values.filter((value) => isExact(value) && compare(value, own) > 0).length);
}

type Gathering = 'sum' | 'average' | 'max' | 'min' | 'count';

function gather(how: Gathering, formula: Formula, scopes: readonly FormulaScope[]): Value {
  const all = scopes.map((other) => evaluate(formula, other));
  if (how === 'count') return exact(all.filter((value) => value === true).length);
  const values = all.filter(isExact);
  if (how === 'max' || how === 'min') return extreme(how, values);
  const total = values.reduce(add, zero);
  return how === 'sum' ? total : (divide(total, exact(values.length)) ?? null);
}

const extreme = (how: 'min' | 'max', values: readonly Exact[]): Exact | null =>
  values.reduce<Exact | null>((best, value) => (best === null || compare(value, best) < 0 === (how === 'min') ? value : best), null);
