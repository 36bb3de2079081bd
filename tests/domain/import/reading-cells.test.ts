import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFrom, dayText } from '../../../src/domain/calendar/day.ts';
import { fieldOf, looksLikeHeader, readHeader } from '../../../src/domain/import/columns.ts';
import { readDate } from '../../../src/domain/import/dates.ts';
import { readShares } from '../../../src/domain/import/shares.ts';
import { findUnits, indexNames, type NamedUnit } from '../../../src/domain/import/unit-names.ts';
import { kindNames, readAnswer, readKind, readOutcome } from '../../../src/domain/import/words.ts';
import { bigramLikeness, editDistance, nearestNames } from '../../../src/domain/nearest.ts';

const shown = (cell: string | number) => {
  const read = readDate(cell);
  if (!read) return undefined;
  return read.timed ? `${dayText(read.day)} ${new Date(read.at + 8 * 3_600_000).toISOString().slice(11, 19)}` : dayText(read.day);
};

describe('dates', () => {
  it.each([
    ['2023-01-05', '2023-01-05'],
    ['2023/1/5', '2023-01-05'],
    ['2023.1.5', '2023-01-05'],
    ['2023年1月5日', '2023-01-05'],
    ['２０２３年１月５日', '2023-01-05'],
    ['２０２３－０１－０５', '2023-01-05'],
    [' 2023 年 1 月 5 日 ', '2023-01-05'],
    ['20230105', '2023-01-05'],
    [20_230_105, '2023-01-05'],
    [44_931, '2023-01-05'],
    ['44931', '2023-01-05'],
    [44_931.5, '2023-01-05 12:00:00'],
    ['2023-01-05 9:30', '2023-01-05 09:30:00'],
    ['2023/1/5 23:59:59', '2023-01-05 23:59:59'],
    ['2023年1月5日9时30分', '2023-01-05 09:30:00'],
    ['2023年1月5日 9:30', '2023-01-05 09:30:00'],
    ['2023-01-05T09:30:00', '2023-01-05 09:30:00'],
    ['2023-01-04T20:00:00Z', '2023-01-05 04:00:00'],
    ['2024-02-29', '2024-02-29'],
  ])('reads %s', (written, day) => {
    expect(shown(written)).toBe(day);
  });

  it.each([
    '2023-02-29',
    '2023-13-01',
    '1月5日',
    '2023-1',
    '23-1-5',
    '昨天',
    '2023-01-05 25:00',
    '1023-01-05',
    '2203-01-05',
    0,
    -5,
    1e9,
    Number.NaN,
  ])('does not read %s', (written) => {
    expect(readDate(written)).toBeUndefined();
  });

  it('reads every day of three centuries however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayFrom('1949-10-01') as number, max: dayFrom('2100-12-31') as number }), (day) => {
        const [year, month, date] = dayText(day).split('-').map(Number) as [number, number, number];
        for (const written of [
          `${year}/${month}/${date}`,
          `${year}年${month}月${date}日`,
          dayText(day).replaceAll('-', ''),
          day + 25_569,
        ]) {
          expect(readDate(written)?.day).toBe(day);
        }
      }),
    );
  });
});

describe('unit names', () => {
  const unit = (id: number, name: string, more: Partial<NamedUnit> = {}): NamedUnit => ({
    id,
    key: name,
    name,
    aliases: [],
    former: [],
    ...more,
  });
  const units = [
    unit(1, '包头市'),
    unit(2, '昆区', { parent: '包头市', aliases: ['昆都仑区'] }),
    unit(3, '市本级', { key: '包头市/市本级', parent: '包头市' }),
    unit(4, '鄂尔多斯市'),
    unit(5, '市本级', { key: '鄂尔多斯市/市本级', parent: '鄂尔多斯市' }),
    unit(6, '教育体育局', { former: [{ name: '教育局', to: dayFrom('2019-03-31') as number }] }),
    unit(7, '党委、政府办公室'),
    unit(8, '教育局', { key: '新教育局' }),
  ];
  const names = indexNames(units);
  const day = dayFrom('2023-05-01') as number;
  const ids = (cell: string, on = day) => findUnits(names, cell, on).units.map(({ id }) => id);
  const faults = (cell: string, on = day) => findUnits(names, cell, on).faults;

  it.each([
    ['昆区', [2]],
    ['昆  区', [2]],
    ['昆　区', [2]],
    ['昆都仑区', [2]],
    ['包头市/昆区', [2]],
    ['包头市/市本级', [3]],
    ['昆区、鄂尔多斯市', [2, 4]],
    ['昆区；鄂尔多斯市,包头市', [2, 4, 1]],
    ['党委、政府办公室', [7]],
    ['昆区、党委、政府办公室、包头市', [2, 7, 1]],
  ])('finds %s', (cell, wanted) => {
    expect(findUnits(names, cell, day)).toMatchObject({ faults: [] });
    expect(ids(cell)).toEqual(wanted);
  });

  it('takes a former name for its unit on the days it was in use, and for the unit that bears it now afterwards', () => {
    expect(ids('教育局', dayFrom('2019-03-31'))).toEqual([6]);
    expect(ids('教育局', dayFrom('2019-04-01'))).toEqual([8]);
    expect(ids('教育体育局', dayFrom('2018-01-01'))).toEqual([6]);
  });

  it('says which name is in use where a former one is out of use', () => {
    const only = indexNames([unit(6, '教育体育局', { former: [{ name: '教育局', to: dayFrom('2019-03-31') as number }] })]);
    expect(findUnits(only, '教育局', day).faults).toMatchObject([{ code: 'name-out-of-use', suggestions: ['教育体育局'] }]);
  });

  it('lists the keys where a name means several units', () => {
    expect(faults('市本级')).toMatchObject([{ code: 'ambiguous-unit', suggestions: ['包头市/市本级', '鄂尔多斯市/市本级'] }]);
  });

  it('suggests the nearest names for an unknown one, each bad name of a cell by itself', () => {
    expect(faults('昆仑区')).toMatchObject([{ code: 'unknown-unit', suggestions: ['昆区'] }]);
    expect(faults('昆区、鄂尔多期市、水务局')).toMatchObject([{ suggestions: ['鄂尔多斯市'] }, { code: 'unknown-unit' }]);
  });
});

describe('nearest names', () => {
  it('measures edits', () => {
    expect(editDistance('', '水利局')).toBe(3);
    expect(editDistance('水利局', '水务局')).toBe(1);
    expect(editDistance('市水利局', '水利局')).toBe(1);
    expect(bigramLikeness('水利局', '水利局')).toBe(1);
  });

  it('never suggests more than three, nor what has nothing in common', () => {
    expect(nearestNames('甲', ['水利局', '财政局'])).toEqual([]);
    expect(
      nearestNames(
        '水利局',
        Array.from({ length: 9 }, (_, at) => `水利${at}局`),
      ),
    ).toHaveLength(3);
  });

  it('is symmetric in its distance, which is a metric', () => {
    const word = fc.string({ unit: fc.constantFrom(...'水利财政局市区'), maxLength: 7 });
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });
});

describe('shares', () => {
  const read = (text: string | undefined, units: number[]) => {
    const shares = readShares(text, units);
    return shares.ok ? shares.shares.map(({ top, bottom }) => `${top}/${bottom}`) : shares.message;
  };
  it.each([
    [undefined, [1], ['1/1']],
    [undefined, [1, 2, 3], ['1/3', '1/3', '1/3']],
    ['2:1', [1, 2], ['2/3', '1/3']],
    ['２：１', [1, 2], ['2/3', '1/3']],
    ['60%:40%', [1, 2], ['3/5', '2/5']],
    ['0.6、0.4', [1, 2], ['3/5', '2/5']],
    ['1:0', [1, 2], ['1/1', '0/1']],
    ['1/3', [1], ['1/3']],
    ['50%', [1], ['1/2']],
  ])('reads %s for %j', (text, units, wanted) => {
    expect(read(text, units)).toEqual(wanted);
  });
  it.each([
    ['2:1', [1]],
    ['2:1:1', [1, 2]],
    ['两份', [1]],
    ['0:0', [1, 2]],
    ['3', [1]],
    ['-1:2', [1, 2]],
    ['1/0', [1]],
  ])('refuses %s for %j', (text, units) => {
    expect(read(text, units)).toEqual(expect.any(String));
  });
});

describe('words and columns', () => {
  it('knows the words of every kind, and reads back the word it writes', () => {
    for (const [kind, word] of Object.entries(kindNames)) expect([readKind(word), readKind(kind)]).toEqual([kind, kind]);
    expect([readKind('采纳'), readKind('录用'), readKind('检查得分'), readKind('采 用')]).toEqual([
      'adoption',
      'adoption',
      'appraisal',
      'adoption',
    ]);
    expect(readKind('采集')).toBeUndefined();
    expect([readAnswer('是'), readAnswer('未完成'), readAnswer('大概')]).toEqual([true, false, undefined]);
    expect([readOutcome('按时完成'), readOutcome('逾期'), readOutcome('转办')]).toEqual(['done', 'late', '转办']);
  });

  it('recognises a heading by its aliases, remarks in brackets aside', () => {
    expect([fieldOf('报送单位'), fieldOf('采用日期'), fieldOf('刊 物'), fieldOf('分值（分）'), fieldOf('Unit')]).toEqual(
      ['units', 'on', 'outlet', 'points', 'unit' as never].with(4, 'units' as never),
    );
    expect(looksLikeHeader({ row: 1, cells: ['2023年信息采用情况', null] })).toBe(false);
    expect(looksLikeHeader({ row: 2, cells: ['单位名称', '时间', '批注'] })).toBe(true);
  });

  it('names columns that stand twice and those that are missing, all at once', () => {
    const { findings } = readHeader({ row: 3, cells: ['单位', '报送单位', '标题'] }, { hasFact: false });
    expect(findings.map(({ code, where }) => [code, where])).toEqual([
      ['duplicate-column', '第3行'],
      ['missing-column', '第3行'],
    ]);
    expect(findings[1]?.message).toContain('“日期”、“类型”');
    expect(readHeader({ row: 1, cells: ['单位', '日期'] }, { hasFact: true }).findings).toEqual([]);
  });
});
