// What is one character to lists, and where it stands in the text.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, foldedText, foldMap } from '../../src/text/fold.ts';

const { pairs } = JSON.parse(readFileSync('assets/fold/traditional.json', 'utf8')) as { pairs: string };
const map = foldMap(pairs);

describe('folding', () => {
  it('takes width, case, traditional characters and signs without width as one', () => {
    expect(foldedText('ＷｅＣｈａｔ１２　，', map)).toBe('wechat12 ,');
    expect(foldedText('賭\u200b博\ufeff網站', map)).toBe('赌博网站');
    expect(foldedText('⼈⺠', map)).toBe('人⺠');
  });
  it('keeps the place of every unit, for any string, and a folded text folds to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { units, places } = fold(text, map);
        expect(units.length).toBe(places.length);
        for (const [k, place] of places.entries()) expect(map[text.charCodeAt(place)]).toBe(units[k]);
        expect(foldedText(text, map)).toBe(String.fromCharCode(...units));
      }),
    );
    for (const unit of map) if (unit !== 0) expect(map[unit]).toBe(unit);
  });
  it('refuses pairs that do not come in twos', () => {
    expect(() => foldMap('賭')).toThrow(RangeError);
  });
});
