// Every place of every pattern, and no other; in the text as it was given.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedText, foldMap } from '../../src/text/fold.ts';
import { scan } from '../../src/text/scanner.ts';
import { compileScanner, type Scanner } from '../../src/text/scanner-compile.ts';

const map = foldMap('賭赌網网');
type Match = readonly [start: number, end: number, pattern: number];

function matches(scanner: Scanner, text: string): Match[] {
  const found: Match[] = [];
  scan(scanner, text, (start, end, pattern) => found.push([start, end, pattern]));
  return found;
}
const inOrder = (list: readonly Match[]): Match[] => [...list].sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);

/** What a scanner must find, looked for place by place. */
function naive(patterns: readonly string[], text: string): Match[] {
  const found: Match[] = [];
  const visible = [...text.split('').keys()].filter((at) => map[text.charCodeAt(at)] !== 0);
  const units = foldedText(text, map);
  for (const [number, pattern] of patterns.entries()) {
    const folded = foldedText(pattern, map);
    for (let at = units.indexOf(folded); at >= 0; at = units.indexOf(folded, at + 1))
      found.push([visible[at] as number, (visible[at + folded.length - 1] as number) + 1, number]);
  }
  return inOrder(found);
}

const sign = fc.constantFrom(
  '赌',
  '賭',
  '博',
  '网',
  '網',
  'a',
  'A',
  'ａ',
  '\u200b',
  '\ufeff',
  '𠮷',
  '\ud842',
  '\r\n',
  'é',
  'e\u0301',
  '，',
  ',',
);
const text = fc.array(sign, { maxLength: 40 }).map((parts) => parts.join(''));
const pattern = fc
  .array(sign, { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''))
  .filter((one) => foldedText(one, map) !== '');

describe('the scanner', () => {
  it('finds overlapping, nested and equal patterns, whatever their width, case and form', () => {
    const scanner = compileScanner(['赌博', '赌博网', '博网站', '赌博', '网'], map);
    expect(inOrder(matches(scanner, '线上賭\u200b博網站'))).toEqual(
      inOrder([
        [2, 5, 0],
        [2, 5, 3],
        [2, 6, 1],
        [4, 7, 2],
        [5, 6, 4],
      ]),
    );
  });
  it('finds what a search place by place finds, for any patterns and any text', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 12 }), text, (patterns, given) => {
        expect(inOrder(matches(compileScanner(patterns, map), given))).toEqual(naive(patterns, given));
      }),
      { numRuns: 1000 },
    );
  });
  it('survives being carried to another thread', () => {
    const scanner = compileScanner(['欧洲杯', '下注'], map);
    expect(matches(structuredClone(scanner), '2024欧洲杯下注平台')).toEqual(matches(scanner, '2024欧洲杯下注平台'));
  });
  it('takes any string without a throw, and gives the same each time', () => {
    const scanner = compileScanner(['aa', 'a\ud842', '博'], map);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (given) => {
        expect(matches(scanner, given)).toEqual(matches(scanner, given));
      }),
    );
  });
  it('refuses a pattern of which nothing is seen', () => {
    expect(() => compileScanner(['好', '\u200b'], map)).toThrow(RangeError);
  });
  it('goes through a line of a million characters, and does no more for each of them in a longer text', () => {
    const scanner = compileScanner(
      ['aaaaaaaaab', 'ab', ...Array.from({ length: 500 }, (_, n) => `aa${String.fromCharCode(0x4e00 + n)}`)],
      map,
    );
    expect(matches(scanner, 'a'.repeat(1_000_000))).toEqual([]);
    expect(matches(scanner, `${'a'.repeat(1_000_000)}b`)).toEqual([
      [999_991, 1_000_001, 0],
      [999_999, 1_000_001, 1],
    ]);
  });
});
