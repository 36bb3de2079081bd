import { describe, expect, it } from 'vitest';
import { type Exact, exact, toNumber } from '../../../src/domain/exact.ts';
import { evaluate, FormulaError, type FormulaScope, namesIn, parseFormula, type Value } from '../../../src/domain/scoring/formula.ts';

const scopeOf = (values: Record<string, Value>, others: Partial<Record<'InGroup' | 'Below', FormulaScope[]>> = {}): FormulaScope => ({
  value: (name) => values[name] ?? null,
  attribute: (name) => values[`@${name}`] ?? null,
  others: (which) => others[which] ?? [],
});
const scope = scopeOf({
  合计: exact(90),
  '加分(封顶)': exact('2.5'),
  采用: exact(3),
  报送: exact(0),
  类: '一类',
  优: true,
  '@class': '二类',
});
const plain = (value: Value): unknown => (typeof value === 'object' && value !== null ? toNumber(value) : value);
const value = (source: string, within = scope): unknown => plain(evaluate(parseFormula(source), within));
const fault = (source: string): { message: string; position: number } => {
  try {
    parseFormula(source);
  } catch (error) {
    if (error instanceof FormulaError) return { message: error.message, position: error.position };
    throw error;
  }
  throw new Error(`${source} should not parse`);
};

describe('formulas', () => {
  it('multiplication binds before addition, addition before comparison, comparison before and, and before or', () => {
    expect(value('2 + 3 * 4')).toBe(14);
    expect(value('(2 + 3) * 4')).toBe(20);
    expect(value('10 - 3 - 2')).toBe(5);
    expect(value('12 / 3 / 2')).toBe(2);
    expect(value('1 + 1 = 2 and 2 * 2 > 3')).toBe(true);
    expect(value('1 = 1 or 1 = 2 and 1 = 3')).toBe(true);
    expect(value('(1 = 1 or 1 = 2) and 1 = 3')).toBe(false);
    expect(value('not 1 = 2')).toBe(true);
    expect(value('not 1 = 2 and 1 = 2')).toBe(false);
    expect(value('not not 1 = 1')).toBe(true);
  });

  it('a minus may stand before anything', () => {
    expect(value('-采用 + 5')).toBe(2);
    expect(value('--3')).toBe(3);
    expect(value('2 * -3')).toBe(-6);
    expect(value('-(1 + 2)')).toBe(-3);
    expect(value('-类')).toBeNull();
  });

  it('signs may be Chinese or full-width', () => {
    expect(value('3 × 4 ÷ 6')).toBe(2);
    expect(value('合计 ≥ 90 and 合计 ≤ 90 and 合计 ≠ 91')).toBe(true);
    expect(value('max（1，2）')).toBe(2);
    expect(value('1 == 1')).toBe(true);
    expect(value('1 != 1')).toBe(false);
    expect([value('2 > 1'), value('2 >= 2'), value('1 < 1'), value('1 <= 1')]).toEqual([true, true, false, true]);
  });

  it('names with other signs stand in brackets, and there a word is no operator', () => {
    expect(value('合计 + [加分(封顶)]')).toBe(92.5);
    expect(value('[ 合计 ]')).toBe(90);
    expect(namesIn(parseFormula('[and] + [not]'))).toEqual(['and', 'not']);
    expect(value('[and] + 1', scopeOf({ and: exact(4) }))).toBe(5);
    expect(namesIn(parseFormula('if(甲 > 1, -乙, not 丙) + 甲'))).toEqual(['甲', '乙', '丙']);
  });

  it('percentages and decimals are exact', () => {
    expect(value('30%')).toBe(0.3);
    expect(value('200 * 12.5%')).toBe(25);
    expect(value('0.1 + 0.2 = 0.3')).toBe(true);
    expect(value('1 / 3 + 1 / 3 + 1 / 3 = 1')).toBe(true);
  });

  it('texts compare as texts, in any quotes', () => {
    expect(value('类 = "一类"')).toBe(true);
    expect(value("类 = '二类'")).toBe(false);
    expect(value('类 ≠ “二类”')).toBe(true);
    expect(value('attribute("class") = "二类"')).toBe(true);
    expect(value('attribute("没有")')).toBeNull();
    expect(value('attribute(1)')).toBeNull();
    expect(value('类 > 1')).toBe(false);
    expect(value('类 + 1')).toBeNull();
  });

  it('a division by zero has no value', () => {
    expect(value('采用 / 报送')).toBeNull();
    expect(value('1 / (1 - 1)')).toBeNull();
    expect(value('0 / 采用')).toBe(0);
  });

  it('no value spreads through arithmetic and functions, and no order holds for it', () => {
    for (const source of ['采用 / 报送 + 1', '-(采用 / 报送)', 'round(采用 / 报送, 1)', 'min(1, 采用 / 报送)', 'abs(none)', '无此项 * 2']) {
      expect(value(source), source).toBeNull();
    }
    for (const source of ['none > 0', 'none < 0', 'none >= 0', 'none <= 0', 'none = 0', 'none and 1 = 1']) {
      expect(value(source), source).toBe(false);
    }
    expect(value('采用 / 报送 = none')).toBe(true);
    expect(value('采用 = none')).toBe(false);
    expect(value('if(采用 / 报送 >= 30%, 1, 0)')).toBe(0);
  });

  it('and, or and not take only what holds', () => {
    expect(value('优 and 1 = 1')).toBe(true);
    expect(value('采用 and 优')).toBe(false);
    expect(value('优 or none > 1')).toBe(true);
    expect(value('not 采用')).toBe(true);
  });

  it('functions do what their names say', () => {
    expect(value('if(合计 > 80, [加分(封顶)], 0)')).toBe(2.5);
    expect(value('if(合计 > 95, 1, 采用)')).toBe(3);
    expect(value('min(3, 1, 2)')).toBe(1);
    expect(value('max(3, 1, 2)')).toBe(3);
    expect(value('round(2.5)')).toBe(3);
    expect(value('round(0.875, 2)')).toBe(0.88);
    expect(value('floor(-1.5)')).toBe(-2);
    expect(value('abs(-1.5) + abs(1.5)')).toBe(3);
  });

  it('rounding to something that is no number of decimals has no value instead of failing', () => {
    expect(value('round(合计, -1)')).toBeNull();
    expect(value('round(合计, 0.5)')).toBeNull();
    expect(value('round(合计, 1000000000)')).toBeNull();
  });

  it('group functions look at the units ranked together, or below', () => {
    const members = [1, 2, 6].map((n) => scopeOf({ 分: exact(n), 类: n > 1 ? '一类' : '二类' }));
    const unit = scopeOf({}, { InGroup: [...members, scopeOf({})], Below: members.slice(0, 2) });
    expect(value('sumInGroup(分)', unit)).toBe(9);
    expect(value('averageInGroup(分)', unit)).toBe(3);
    expect(value('maxInGroup(分)', unit)).toBe(6);
    expect(value('minInGroup(分)', unit)).toBe(1);
    expect(value('countInGroup(类 = "一类")', unit)).toBe(2);
    expect(value('sumBelow(分)', unit)).toBe(3);
    expect(value('averageBelow(分)', unit)).toBe(1.5);
    expect(value('maxBelow(分) - minBelow(分)', unit)).toBe(1);
    expect(value('countBelow(分 > 0)', unit)).toBe(2);
  });

  it('of no units the sum is zero, and average, best and least have no value', () => {
    expect(value('sumBelow(分)')).toBe(0);
    expect(value('countBelow(分 > 0)')).toBe(0);
    for (const name of ['average', 'max', 'min']) expect(value(`${name}Below(分)`)).toBeNull();
  });

  it('exactness survives a whole formula', () => {
    const third = evaluate(parseFormula('合计 / 7 * 7'), scope) as Exact;
    expect(third).toEqual(exact(90));
  });
});

describe('faults of formulas', () => {
  it('are named in Chinese at the sign where they stand, not at the blanks before it', () => {
    expect(fault('合计 +')).toEqual({ message: '公式没有写完', position: 4 });
    expect(fault('')).toEqual({ message: '公式没有写完', position: 0 });
    expect(fault('1 +   ;坏')).toEqual({ message: '看不懂“;坏”', position: 6 });
    expect(fault('(1 + 2')).toEqual({ message: '这里应有“)”', position: 6 });
    expect(fault('1 2')).toEqual({ message: '多出“2”', position: 2 });
    expect(fault('1 + )')).toEqual({ message: '这里不应有“)”', position: 4 });
    expect(fault('3月')).toEqual({ message: '多出“月”', position: 1 });
    expect(fault('“一类')).toMatchObject({ position: 0 });
  });

  it('an unknown function and a wrong number of arguments are named', () => {
    expect(fault('合计 + 平均(1)')).toEqual({ message: expect.stringMatching(/^没有函数 平均，可用：if、min、/), position: 5 });
    expect(fault('constructor(1)')).toEqual({ message: expect.stringMatching(/^没有函数 constructor，/), position: 0 });
    expect(fault('if(1, 2)')).toEqual({ message: 'if 的参数应为 3 个', position: 0 });
    expect(fault('round()')).toEqual({ message: 'round 的参数应为 1—2 个', position: 0 });
    expect(fault('min(1, )')).toEqual({ message: '这里不应有“)”', position: 7 });
    expect(fault('min(1 2)')).toEqual({ message: '这里应有“,”', position: 6 });
    expect(fault('min(1')).toEqual({ message: '这里应有“,”', position: 5 });
  });
});
