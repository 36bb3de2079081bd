// Two texts beside each other: nothing is lost or added, and what is marked on one side is marked on the other.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparedParagraph, comparedTexts } from '../../../src/domain/submission/compared-texts.ts';

const textOf = (paragraphs: readonly ComparedParagraph[]): string =>
  paragraphs.map((pieces) => pieces.map(({ text }) => text).join('')).join('\n');
const lines = (text: string): string =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
const marked = (paragraphs: readonly ComparedParagraph[]): Map<number, string> => {
  const held = new Map<number, string>();
  for (const { text, common } of paragraphs.flat()) if (common !== undefined) held.set(common, (held.get(common) ?? '') + text);
  return held;
};

describe('two texts beside each other', () => {
  const [same, own] = ['全县防汛应急演练在青山水库举行，三百余人参加。', '演练检验了预案。'];
  it('mark what both say, by paragraph, also where it runs over the end of one', () => {
    const { one, other, ofOne, ofOther } = comparedTexts(`开头不同。\n${same}\n${own}`, `${same}${own}另有一句只在这里。`);
    expect(one).toEqual([
      [{ text: '开头不同。' }],
      [{ text: same, common: 1 }],
      [{ text: own.slice(0, -1), common: 1 }, { text: own.slice(-1) }],
    ]);
    expect(marked(other).get(1)).toContain('三百余人参加');
    expect(ofOne).toBeGreaterThan(0.8);
    expect(ofOther).toBeLessThan(ofOne);
  });
  it('hold all of both texts but empty lines, and nothing else, whatever they are', () => {
    const piece = fc.oneof(fc.constantFrom(same, own, '\n', '　', '😀', '①'), fc.string({ unit: 'grapheme', maxLength: 12 }));
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, text, (one, other) => {
        const compared = comparedTexts(one, other);
        expect(textOf(compared.one)).toBe(lines(one));
        expect(textOf(compared.other)).toBe(lines(other));
        expect(compared.ofOne).toBeLessThanOrEqual(1);
        expect(compared.ofOther).toBeLessThanOrEqual(1);
        for (const number of marked(compared.other).keys()) expect(number).toBeGreaterThan(0);
      }),
    );
  });
});
