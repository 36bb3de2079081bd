// What two texts have in common is marked where it stands: every marked stretch says the same in both, and what was copied is marked.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../src/text/similar/fold.ts';
import { commonSpans, markedPart } from '../../src/text/similar/spans.ts';
import { dice } from '../support/dice.ts';

const hanzi = (roll: (below: number) => number, length: number): string =>
  Array.from({ length }, () => String.fromCharCode(0x4e00 + roll(3000))).join('');
const flat = (given: string): string => String.fromCharCode(...foldText(given).units);
const piece = fc.constantFrom(
  '县教育局',
  '组织开展',
  '校园安全',
  '大检查',
  '，',
  '\r\n',
  '𠮷',
  '𠮶',
  'e\u0301',
  'é',
  ' ',
  'ＷＰＳ',
  'wps',
  '\ud842',
  '１２',
);
const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));

describe('common spans', () => {
  it('say the same in both texts, in order, and halve no character, for any two texts', () => {
    const any = fc.oneof({ weight: 3, arbitrary: text }, fc.string({ unit: 'binary', maxLength: 40 }));
    fc.assert(
      fc.property(any, any, fc.integer({ min: 1, max: 12 }), (one, other, least) => {
        let behind = 0;
        for (const span of commonSpans(one, other, least)) {
          expect(flat(one.slice(span.one.from, span.one.to))).toBe(flat(other.slice(span.other.from, span.other.to)));
          expect(flat(one.slice(span.one.from, span.one.to)).length).toBeGreaterThanOrEqual(least);
          expect(span.other.from).toBeGreaterThanOrEqual(behind);
          behind = span.other.to;
          for (const [whole, { from, to }] of [
            [one, span.one],
            [other, span.other],
          ] as const)
            for (const edge of [from, to]) expect(/^[\ud800-\udbff][\udc00-\udfff]$/.test(whole.slice(edge - 1, edge + 1))).toBe(false);
        }
      }),
    );
  });
  it('are the whole of a text beside itself', () => {
    fc.assert(
      fc.property(text, (given) => {
        if (flat(given).length >= 8) expect(markedPart(given, commonSpans(given, given))).toBe(1);
      }),
    );
  });
  it('find each passage that was copied, wherever it went, over other signs and widths', () => {
    const roll = dice(1);
    const [first, second] = [hanzi(roll, 40), hanzi(roll, 25)];
    const one = `${hanzi(roll, 100)}${first}${hanzi(roll, 60)}${second}。`;
    const copied = `${second.slice(0, 10)}，\r\n${second.slice(10)}`;
    const other = `${hanzi(roll, 30)}${copied}${hanzi(roll, 50)}${first}`;
    const spans = commonSpans(one, other);
    expect(spans.map((span) => other.slice(span.other.from, span.other.to))).toEqual([copied, first]);
    expect(spans.map((span) => one.slice(span.one.from, span.one.to))).toEqual([second, first]);
  });
  it('mark nothing of texts that share single words alone', () => {
    expect(commonSpans('县教育局组织开展校园安全检查', '县水利局召开防汛工作会议，组织开展演练')).toEqual([]);
  });
  it('take time linear in the texts, whatever repeats in them', () => {
    const long = '安全生产'.repeat(250_000);
    expect(commonSpans(long, long).length).toBeGreaterThan(0);
    expect(markedPart(long, commonSpans(long, `甲${long}`))).toBeGreaterThan(0.9);
    const roll = dice(2);
    const words = Array.from({ length: 20 }, () => hanzi(roll, 7));
    const mixed = (): string => Array.from({ length: 40_000 }, () => words[roll(20)]).join('');
    expect(commonSpans(mixed(), mixed()).length).toBeGreaterThan(0);
  });
});
