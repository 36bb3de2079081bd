import { describe, expect, it } from 'vitest';
import { dayText } from '../../../src/domain/calendar/day.ts';
import { countingDay, expandFacts, type Fact, isReversal } from '../../../src/domain/scoring/fact.ts';
import { bindingPeriods } from '../../../src/domain/scoring/issued.ts';
import { day, month, period, type RawFact, rowsOf } from './small-office.ts';

const frozen = (from: string, to: string, at: string) => ({ from: day(from), to: day(to), frozenAt: Date.parse(at) });
const march = frozen('2024-03-01', '2024-03-31', '2024-04-08T10:00:00+08:00');
const april = frozen('2024-04-01', '2024-04-30', '2024-05-08T10:00:00+08:00');

const adoption: RawFact = { id: 'f', fact: 'adoption', unit: '甲局', on: '2024-03-05T09:00' };
const back = (on: string, ref = 'f', id = 'r'): RawFact => ({ id, fact: 'adjustment', unit: '甲局', on, ref });
const short = (facts: readonly RawFact[], countsAt: 'publication' | 'adoption' = 'adoption', setting = {}): string[] =>
  rowsOf(facts, setting, countsAt).map(
    (row) => `${row.id}${row.count > 0 ? '+' : ''}${row.count} ${row.basis} ${dayText(row.day)}${row.late ? ' 补记' : ''}`,
  );

describe('the day a fact counts on', () => {
  it('is its own while its period is open', () => {
    expect(countingDay(day('2024-03-05'), Date.parse('2024-04-08T09:59:59+08:00'), [march])).toBe(day('2024-03-05'));
    expect(countingDay(day('2024-03-05'), undefined, [march])).toBe(day('2024-03-05'));
    expect(countingDay(day('2024-05-05'), Date.parse('2024-06-01'), [march, april])).toBe(day('2024-05-05'));
  });

  it('is the first open day where its period was issued before it was recorded', () => {
    expect(countingDay(day('2024-03-05'), Date.parse('2024-04-08T10:00:01+08:00'), [march])).toBe(day('2024-04-01'));
    expect(countingDay(day('2024-03-05'), Date.parse('2024-06-01'), [april, march])).toBe(day('2024-05-01'));
  });
});

describe('facts as rows', () => {
  it('stand in the order of their days and moments, whatever their order in the file', () => {
    const facts = [
      { ...adoption, id: 'c', on: '2024-03-06' },
      { ...adoption, id: 'b', on: '2024-03-05T10:00' },
      { ...adoption, id: 'a' },
    ];
    expect(rowsOf(facts).map((row) => row.id)).toEqual(['a', 'b', 'c']);
  });

  it('a joint fact gives each unit a row with its share; the first stands for the whole', () => {
    const rows = rowsOf([{ fact: 'adoption', units: ['乙局', '甲局'], shares: [0.6, 0.4], on: '2024-03-05' }]);
    expect(rows.map(({ unit, shareTop, shareBottom, lead, joint }) => [unit, shareTop, shareBottom, lead, joint])).toEqual([
      [1, 3, 5, true, true],
      [0, 2, 5, false, true],
    ]);
  });

  it('an adoption counts on publication, its own or that of its item, or else on the decision', () => {
    const facts: RawFact[] = [
      { ...adoption, id: 'own', publishedOn: '2024-03-20' },
      { ...adoption, id: 'item', item: 'i' },
      { ...adoption, id: 'none' },
      { id: 'p1', fact: 'publication', unit: '甲局', on: '2024-04-02', item: 'i' },
      { id: 'p0', fact: 'publication', unit: '甲局', on: '2024-04-01', item: 'i' },
      { id: 'p', fact: 'publication', unit: '甲局', on: '2024-04-03' },
    ];
    const days = (countsAt: 'publication' | 'adoption') =>
      Object.fromEntries(rowsOf(facts, {}, countsAt).flatMap((row) => (row.basis === 'on' ? [[row.id, dayText(row.day)]] : [])));
    expect(days('publication')).toMatchObject({ own: '2024-03-20', item: '2024-04-01', none: '2024-03-05' });
  });

  it('every day a fact has makes a row of its basis', () => {
    expect(short([{ id: 'c', fact: 'commission', unit: '甲局', on: '2024-03-01', due: '2024-03-31', deliveredOn: '2024-04-02' }])).toEqual([
      'c+1 on 2024-03-01',
      'c+1 due 2024-03-31',
      'c+1 deliveredOn 2024-04-02',
    ]);
  });
});

describe('reversals', () => {
  it('take the whole fact back on their own day', () => {
    expect(short([{ ...adoption, count: 3 }, back('2024-04-16')])).toEqual(['f+3 on 2024-03-05', 'f-3 on 2024-04-16']);
    expect(
      rowsOf([{ fact: 'adoption', units: ['甲局', '乙局'], on: '2024-03-05', id: 'f' }, back('2024-03-06')]).map((row) => [
        row.unit,
        row.count,
      ]),
    ).toEqual([
      [0, 1],
      [1, 1],
      [0, -1],
      [1, -1],
    ]);
  });

  it('stand after their fact, also where the file or the clock has them first', () => {
    expect(short([back('2024-03-05'), adoption])).toEqual(['f+1 on 2024-03-05', 'f-1 on 2024-03-05']);
  });

  it('never count before their fact does', () => {
    const published = { ...adoption, publishedOn: '2024-03-20' };
    expect(short([published, back('2024-03-10')], 'publication').filter((row) => row.includes(' on '))).toEqual([
      'f+1 on 2024-03-20',
      'f-1 on 2024-03-20',
    ]);
    const late = { ...adoption, recorded: '2024-04-09' };
    expect(short([late, { ...back('2024-03-06'), recorded: '2024-03-06' }], 'adoption', { issued: [march] })).toEqual([
      'f+1 on 2024-04-01 补记',
      'f-1 on 2024-04-01 补记',
    ]);
  });

  it('a reversal that is itself taken back puts the fact back', () => {
    expect(short([adoption, back('2024-03-10'), back('2024-03-12', 'r', 'rr')])).toEqual([
      'f+1 on 2024-03-05',
      'f-1 on 2024-03-10',
      'f+1 on 2024-03-12',
    ]);
    expect(short([adoption, back('2024-03-10'), back('2024-03-12', 'r', 'rr'), back('2024-03-13', 'rr', 'rrr')]).at(-1)).toBe(
      'f-1 on 2024-03-13',
    );
  });

  it('an adjustment with points is a fact of its own, not a reversal', () => {
    expect(isReversal({ fact: 'adjustment', ref: 'f', attributes: { points: -5 } })).toBe(false);
    expect(isReversal({ fact: 'adjustment', ref: 'f', attributes: { points: null } })).toBe(true);
    expect(isReversal({ fact: 'adjustment', attributes: {} })).toBe(false);
    expect(isReversal({ fact: 'edit', ref: 'f', attributes: {} })).toBe(false);
    expect(short([adoption, { ...back('2024-03-10'), points: -2 }])).toEqual(['f+1 on 2024-03-05', 'r+1 on 2024-03-10']);
  });

  it('reversals in a circle, or of nothing, take nothing back', () => {
    const circle = [back('2024-03-10', 'b', 'a'), back('2024-03-11', 'a', 'b')];
    expect(short([adoption, ...circle])).toEqual(['f+1 on 2024-03-05', 'a+1 on 2024-03-10', 'b+1 on 2024-03-11']);
    const lost: Fact = {
      id: 'x',
      fact: 'adjustment',
      units: [{ unit: '甲局', top: 1, bottom: 1 }],
      on: { day: 5, at: 5 },
      days: {},
      count: 1,
      ref: 'gone',
      attributes: {},
    };
    expect(expandFacts([lost], { bases: [], countsAt: 'adoption', unitIndex: () => 0 }).map((row) => row.count)).toEqual([1]);
  });
});

describe('issued periods', () => {
  const issued = [march, april, frozen('2024-01-01', '2024-03-31', '2024-04-10T10:00:00+08:00')];

  it('bind the periods after them and themselves, but not the longer ones around them', () => {
    expect(bindingPeriods(issued, period('2024-01-01', '2024-12-31'))).toEqual([]);
    expect(bindingPeriods([march], month(3))).toEqual([march]);
    expect(bindingPeriods([april], month(3))).toEqual([]);
    expect(bindingPeriods([], month(3))).toEqual([]);
  });

  it('that overlap are cut into pieces, each frozen when the last of them was', () => {
    const quarter = Date.parse('2024-04-10T10:00:00+08:00');
    expect(bindingPeriods(issued, month(5))).toEqual([
      { from: day('2024-01-01'), to: day('2024-02-29'), frozenAt: quarter },
      { ...march, frozenAt: quarter },
      april,
    ]);
    const apart = [frozen('2024-01-01', '2024-01-31', '2024-02-05'), march];
    expect(bindingPeriods(apart, month(5))).toEqual(apart);
  });
});
