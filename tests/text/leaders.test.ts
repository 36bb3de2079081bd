// A leader's name stands right beside the post, and the post is the one held on that day.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldMap } from '../../src/text/fold.ts';
import { leadersLayer, type OfficeHolder } from '../../src/text/leaders.ts';

const holders: readonly OfficeHolder[] = [
  { name: '张建国', post: '市长', from: '2021-01-10', to: '2024-06-30', order: 2 },
  { name: '李小红', post: '市长', from: '2024-07-01', order: 2 },
  { name: '张建国', post: '市委书记', from: '2024-07-01', order: 1 },
  { name: '王明', post: '副市长', from: '2022-03-01', order: 3 },
];
const fold = foldMap();
const on = (day: string): ReturnType<typeof leadersLayer> => leadersLayer(holders, { fold, on: day, checkOrder: true });
const found = (text: string, day = '2025-01-01'): string[] =>
  on(day)
    .look(text, 'strict')
    .map((one) => `${one.text}→${one.suggestions.join()}`);

describe('leaders’ names', () => {
  it('are looked at beside their posts alone: a replaced character, swapped ones', () => {
    expect(found('市委书记张建园出席')).toEqual(['张建园→张建国']);
    expect(found('李红小市长出席')).toEqual(['李红小→李小红']);
    expect(found('副市长王朋主持')).toEqual(['王朋→王明']);
    expect(found('居民张建园反映')).toEqual([]);
    expect(found('市长李小红、副市长王明出席')).toEqual([]);
    expect(found('副市长刘明主持')).toEqual([]);
  });
  it('have the post of the day', () => {
    expect(found('市长张建国出席')).toEqual(['市长张建国→']);
    expect(found('市长张建国出席', '2023-05-01')).toEqual([]);
    expect(on('2025-01-01').look('市长张建国出席', 'strict')[0]?.message).toContain('现任市委书记');
  });
  it('come in their order where the office wants it so', () => {
    expect(found('王明、张建国出席')).toEqual(['张建国→']);
    expect(found('张建国、李小红、王明出席')).toEqual([]);
  });
  it('are reported where they stand, in any text', () => {
    const part = fc.oneof(
      fc.constantFrom('市长', '副市长', '张建国', '张建园', '王明', '王 明', '、', '𠮷', '\r\n'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        for (const { start, end, text: reported } of on('2025-01-01').look(text, 'full')) expect(text.slice(start, end)).toBe(reported);
      }),
    );
  });
});
