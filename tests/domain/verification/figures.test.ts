import { describe, expect, it } from 'vitest';
import { chineseNumber, parseCell, percentage } from '../../../src/domain/verification/figures.ts';
import { sentencesOf } from '../../../src/domain/verification/narrative-figures.ts';
import { narrativeRates } from '../../../src/domain/verification/narrative-rates.ts';

describe('cells', () => {
  it.each([
    [null, 'blank', 0],
    ['', 'blank', 0],
    ['/', 'blank', 0],
    ['—', 'blank', 0],
    ['－', 'blank', 0],
    ['？', 'blank', 0],
    [35.2, 'number', 35.2],
    ['１，０２６', 'number', 1026],
    ['1,542', 'number', 1542],
    ['-30', 'number', -30],
    ['−5', 'number', -5],
    ['48.70%', 'number', 48.7],
    ['12条', 'number', 12],
    ['5（包括开发区）', 'number', 5],
    ['未统计', 'text', 0],
    ['1,54', 'text', 0],
    ['2024.1.2', 'text', 0],
  ])('reads %o as %s', (cell, kind, value) => {
    expect(parseCell(cell)).toMatchObject({ kind, value });
  });

  it('keeps the decimals as printed', () => {
    expect(parseCell('48.70%')).toMatchObject({ percent: true, decimals: 2 });
    expect(parseCell(0.125).decimals).toBe(3);
    expect(parseCell(7).decimals).toBe(0);
  });
});

describe('percentages', () => {
  it.each([
    [250, 578, 1, 43.3],
    [35, 68, 1, 51.5],
    [4, 21, 2, 19.05],
    [1, 8, 1, 12.5],
    [1, 200, 0, 1],
    [9, 2000, 1, 0.5],
    [-1, 8, 0, -12],
    [-1, 3, 0, -33],
  ])('%d of %d to %d decimals is %d', (part, whole, decimals, expected) => {
    expect(percentage(part, whole, decimals)).toBe(expected);
  });
});

describe('figures in the text', () => {
  it.each([
    ['二千三百四十九', 2349],
    ['十二', 12],
    ['三百零五', 305],
    ['二〇二三', 2023],
    ['两千', 2000],
  ])('%s is %d', (text, value) => {
    expect(chineseNumber(text)).toBe(value);
  });

  const valuesIn = (text: string): readonly number[] => sentencesOf(text).flatMap(({ figures }) => figures.map(({ value }) => value));

  it('knows Arabic and Chinese numerals, 万 and full-width digits', () => {
    expect(valuesIn('共采用信息１２３条，报送一百二十条，浏览1.2万条，全年1,097条。')).toEqual([123, 120, 12_000, 1097]);
    expect(sentencesOf('浏览1.2万条')[0]!.figures[0]!.tolerance).toBeCloseTo(500);
    expect(valuesIn('累计二亿条')).toEqual([]);
    expect(valuesIn('累计十二亿条')).toEqual([1_200_000_000]);
  });

  it('leaves out dates, changes, rough numbers and manners of speaking', () => {
    expect(valuesIn('2021年8月，较上月增加20条，提高10个百分点，采用100余条，每1条得5分，三五条也好，一次上报多条。')).toEqual([]);
  });

  it('drops the pinyin that a conversion left behind', () => {
    expect(valuesIn('累计報(bào)送各類信息578條(tiáo)')).toEqual([578]);
  });

  it('takes a rate only where both its counts stand in the same sentence, once', () => {
    expect(narrativeRates('报送578条，采纳250条，采纳率43.3%。')).toMatchObject([{ part: 250, whole: 578, stated: 43.3, decimals: 1 }]);
    expect(narrativeRates('报送578条。采纳250条，采纳率43.3%。')).toEqual([]);
    expect(narrativeRates('报送578条，又报送2条，采纳250条，采纳率43.3%。')).toEqual([]);
    expect(narrativeRates('报送578条，采纳250条，较上月采纳率43.3%。')).toEqual([]);
    expect(narrativeRates('报送0条，采纳0条，采纳率0%。')).toEqual([]);
    expect(narrativeRates('报送578条，采纳250条，办结率43.3%。')).toEqual([]);
  });
});
