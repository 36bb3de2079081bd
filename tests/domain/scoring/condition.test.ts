import { describe, expect, it } from 'vitest';
import type { Unit } from '../../../src/domain/organisation/unit.ts';
import { compileCondition, matchUnits } from '../../../src/domain/scoring/condition.ts';
import type { Condition, Scalar, Where } from '../../../src/domain/scoring/rulebook.ts';
import { book, columnOf, month, type RawFact, scored, scoresOf } from './small-office.ts';

const holds = (condition: Condition, value: Scalar): boolean => compileCondition(condition)(value);

describe('conditions on a value', () => {
  it('a plain value must be the same, of the same kind', () => {
    expect(holds('省级', '省级')).toBe(true);
    expect(holds('省级', null)).toBe(false);
    expect(holds(1, '1')).toBe(false);
    expect(holds(false, null)).toBe(false);
    expect(holds(null, null)).toBe(true);
  });

  it('a list means any of them, with null for not given', () => {
    expect(holds(['省级', '市级'], '市级')).toBe(true);
    expect(holds(['省级', null], null)).toBe(true);
    expect(holds(['省级'], '本级')).toBe(false);
  });

  it('not, exists and contains say what they mean', () => {
    expect(holds({ not: '省级' }, '市级')).toBe(true);
    expect(holds({ not: '省级' }, null)).toBe(true);
    expect(holds({ not: ['省级', null] }, null)).toBe(false);
    expect(holds({ not: null }, null)).toBe(false);
    expect(holds({ exists: true }, '')).toBe(true);
    expect(holds({ exists: true }, null)).toBe(false);
    expect(holds({ exists: false }, null)).toBe(true);
    expect(holds({ contains: '日报' }, '人民日报')).toBe(true);
    expect(holds({ contains: ['晚报', '日报'] }, '人民日报')).toBe(true);
    expect(holds({ contains: '日报' }, 5)).toBe(false);
  });

  it('comparisons hold for numbers only, and all must hold', () => {
    expect([holds({ atLeast: 3 }, 3), holds({ over: 3 }, 3), holds({ atMost: 3 }, 3), holds({ under: 3 }, 3)]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect(holds({ over: 1, atMost: 3 }, 2)).toBe(true);
    expect(holds({ over: 1, atMost: 3 }, 4)).toBe(false);
    expect(holds({ atLeast: 3 }, '5')).toBe(false);
    expect(holds({ under: 3 }, null)).toBe(false);
    expect(holds({}, null)).toBe(true);
  });
});

describe('conditions on units', () => {
  const units: Unit[] = [
    { key: '甲市', name: '甲市', group: '盟市', class: '一类', attributes: { population: 50 } },
    { key: '甲市/本级', name: '本级', group: '旗县', parent: '甲市', own: true },
  ];

  it('look at the directory and at further attributes', () => {
    expect(matchUnits(undefined, units)).toEqual([true, true]);
    expect(matchUnits({ group: '盟市' }, units)).toEqual([true, false]);
    expect(matchUnits({ name: '本级' }, units)).toEqual([false, true]);
    expect(matchUnits({ key: '甲市/本级' }, units)).toEqual([false, true]);
    expect(matchUnits({ class: { exists: false } }, units)).toEqual([false, true]);
    expect(matchUnits({ parent: '甲市' }, units)).toEqual([false, true]);
    expect(matchUnits({ own: false }, units)).toEqual([true, false]);
    expect(matchUnits({ population: { atLeast: 50 }, group: '盟市' }, units)).toEqual([true, false]);
  });
});

describe('conditions on facts', () => {
  const facts: RawFact[] = [
    { fact: 'submission', unit: '甲局', on: '2024-03-01', item: 'a' },
    { fact: 'submission', unit: '甲局', on: '2024-03-02', item: 'b' },
    { fact: 'submission', unit: '乙局', on: '2024-03-02' },
    { id: 'x', fact: 'adoption', unit: '甲局', on: '2024-03-03', item: 'a', level: '省级' },
    { fact: 'adoption', units: ['甲局', '乙局'], on: '2024-03-04', item: 'c', level: '市级' },
    { fact: 'instruction', unit: '甲局', on: '2024-04-05', item: 'c' },
  ];
  const count = (where: Where | Where[], more: RawFact[] = []): Record<string, string> =>
    columnOf(scored(book({ figures: [{ name: '数', count: where }] }), [...facts, ...more], month(3)), '数');

  it('an item may be asked for its other facts, whenever they happened', () => {
    expect(count({ fact: 'submission', has: { fact: 'adoption' } })).toMatchObject({ 甲局: '1', 乙局: '0' });
    expect(count({ fact: 'submission', lacks: { fact: 'adoption' } })).toMatchObject({ 甲局: '1', 乙局: '1' });
    expect(count({ fact: 'adoption', has: { fact: 'instruction' } })).toMatchObject({ 甲局: '1', 乙局: '1' });
    expect(count({ fact: 'adoption', has: { fact: 'submission', lacks: { fact: 'instruction' } } })).toMatchObject({
      甲局: '1',
      乙局: '0',
    });
  });

  it('a condition within a condition holds wherever its fact stands in the file', () => {
    const chain: Where = { fact: 'submission', has: { fact: 'adoption', has: { fact: 'instruction' } } };
    const late: RawFact[] = [{ fact: 'instruction', unit: '甲局', on: '2024-05-01', item: 'a' }];
    expect(count(chain)).toMatchObject({ 甲局: '0' });
    expect(count(chain, late)).toMatchObject({ 甲局: '1' });
  });

  it('a fact taken back is no longer there to be asked for', () => {
    const back: RawFact[] = [{ fact: 'adjustment', unit: '甲局', on: '2024-05-01', ref: 'x' }];
    expect(count({ fact: 'submission', has: { fact: 'adoption' } }, back)).toMatchObject({ 甲局: '0' });
    expect(count({ fact: 'submission', lacks: { fact: 'adoption' } }, back)).toMatchObject({ 甲局: '2' });
  });

  it('joint facts, units and alternatives may be asked for', () => {
    expect(count({ fact: 'adoption', joint: true })).toMatchObject({ 甲局: '1', 乙局: '1' });
    expect(count({ fact: 'adoption', unit: { class: '二类' } })).toMatchObject({ 甲局: '0', 乙局: '1' });
    expect(count([{ fact: 'submission' }, { fact: 'adoption', level: '省级' }])).toMatchObject({ 甲局: '3', 乙局: '1' });
    expect(count({ fact: ['submission', 'adoption'] })).toMatchObject({ 甲局: '4', 乙局: '2' });
  });

  it('points by case take the first that fits', () => {
    const rules = [
      {
        id: '采用',
        each: { fact: 'adoption' },
        points: [
          { when: { level: '省级' }, points: 10 },
          { when: { joint: true }, points: 4 },
        ],
      },
    ];
    expect(scoresOf(scored(book({ rules }), facts, month(3)))).toEqual({ 甲局: 12, 乙局: 2, 丙镇: 0 });
  });
});
