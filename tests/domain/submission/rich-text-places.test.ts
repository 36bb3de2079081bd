import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraphsOf, plainTextUnits } from '../../../src/domain/submission/rich-text.ts';
import { replaceInBody } from '../../../src/domain/submission/rich-text-places.ts';

const parts = fc.constantFrom(
  ...['甲', '乙 ', '\u3000', '\t', '\n', '  ', '&amp;', '&nbsp;', '&#x4e00;', '&#128512;', '😀', '&lt;b&gt;', '&', 'x', '&bogus;'],
  ...['<p>', '</p>', '<strong>', '</strong>', '<br>', '<h2>', '</h2>', '<table><tbody><tr><td>', '</td><td>', '</td></tr></tbody></table>'],
);
const html = fc.array(parts, { maxLength: 25 }).map((all) => all.join(''));

describe('a place in a stored text', () => {
  it('is known of every character of its plain text, whatever the HTML', () => {
    fc.assert(
      fc.property(html, (text) => {
        const lines = plainTextUnits(text);
        expect(lines.map((line) => line.map(({ unit }) => unit).join(''))).toEqual(paragraphsOf(text));
        let before = 0;
        for (const { from, to } of lines.flat()) {
          expect(from).toBeGreaterThanOrEqual(before);
          before = to;
        }
      }),
    );
  });

  it('takes a correction, and nothing else changes', () => {
    fc.assert(
      fc.property(html, fc.nat(), fc.nat(), fc.nat({ max: 4 }), fc.constantFrom('政', '政府', '<i>', '', '县&政'), (text, a, b, c, put) => {
        const lines = paragraphsOf(text);
        if (lines.length === 0) return;
        const line = a % lines.length;
        const words = lines[line] as string;
        const start = b % words.length;
        const end = Math.min(words.length, start + 1 + c);
        const made = replaceInBody(text, line, start, end, put);
        const wanted = [...lines];
        wanted[line] = words.slice(0, start) + put + words.slice(end);
        const tidy = (all: readonly string[]) =>
          all
            .join('\n')
            .replaceAll(/[^\S\n]+/g, '')
            .split('\n')
            .filter((one) => one !== '');
        // Half of a sign of two code units cannot be put anywhere.
        if (/[\ud800-\udfff]/.test(words)) return;
        expect(tidy(paragraphsOf(made ?? ''))).toEqual(tidy(wanted));
      }),
    );
  });

  it('keeps the marks around what is corrected', () => {
    expect(replaceInBody('<p>县<strong>攻</strong>府 &amp; 人大</p>', 0, 1, 3, '政府')).toBe('<p>县<strong>政</strong>府 &amp; 人大</p>');
    expect(replaceInBody('<p>齐齐哈市</p>', 0, 0, 4, '齐齐哈尔市')).toBe('<p>齐齐哈尔市</p>');
    expect(replaceInBody('<p>甲</p><p>A&amp;B乙</p>', 1, 1, 2, '<')).toBe('<p>甲</p><p>A&lt;B乙</p>');
  });

  it('is none beyond the text', () => {
    for (const [line, start, end] of [
      [1, 0, 1],
      [0, 1, 3],
      [0, 1, 1],
      [0, -1, 1],
    ] as const)
      expect(replaceInBody('<p>甲乙</p>', line, start, end, '丙')).toBeUndefined();
  });
});
