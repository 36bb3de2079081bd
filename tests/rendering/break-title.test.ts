import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakByMeaning } from '../../src/rendering/break-title.ts';
import { textWidth } from '../../src/rendering/page.ts';

describe('titles break by meaning', () => {
  it.each([
    [
      '鄂尔多斯市政务服务局关于市人民政府网站2020年第二季度信息采用情况的通报',
      ['鄂尔多斯市政务服务局关于市人民政府网站', '2020年第二季度信息采用情况的通报'],
    ],
    ['关于扎兰屯市政府门户网站2023年1—3月信息报送及采用情况的通报', ['关于扎兰屯市政府门户网站', '2023年1—3月信息报送及采用情况的通报']],
    ['关于信息采用情况的通报', ['关于信息采用情况的通报']],
  ])('%s', (title, lines) => {
    expect(breakByMeaning(title, 20)).toEqual(lines);
  });

  it('keeps heads’ words whole: no lonely character, no cut number', () => {
    expect(breakByMeaning('采用条数', 2)).toEqual(['采用', '条数']);
    expect(breakByMeaning('在线访谈得分', 4)).toEqual(['在线访谈', '得分']);
  });

  it('gives back the same text in lines no wider than asked', () => {
    const text = fc
      .array(fc.constantFrom(...'关于市政府网站的通报，、（）《》2020年第一季度ab '), { maxLength: 60 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 28 }), (title, capacity) => {
        const lines = breakByMeaning(title, capacity);
        expect(lines.join('')).toBe(title);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(capacity);
      }),
      { numRuns: 200 },
    );
  });
});

it('a number or Latin word that fits a line is never cut, however narrow the column', () => {
  for (const capacity of [3, 3.5, 4, 5, 5.5, 6, 8]) {
    const lines = breakByMeaning('列=1+1，2019年ABc局一一', capacity);
    expect(lines.join('')).toBe('列=1+1，2019年ABc局一一');
    for (const word of ['2019', 'ABc'])
      expect(
        lines.some((line) => line.includes(word)),
        `${word} at ${capacity}: ${lines.join('|')}`,
      ).toBe(true);
  }
});
