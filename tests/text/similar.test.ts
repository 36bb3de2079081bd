// Near-duplicates: what is alike is found whatever its signs and widths, by its own texts, and nothing that is not alike is said to be.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstOf, groupsOf } from '../../src/text/similar/first.ts';
import { foldedLength, foldTable, foldText } from '../../src/text/similar/fold.ts';
import { compareTexts, shinglesOf, sizeFor } from '../../src/text/similar/shingles.ts';
import { createSketcher, estimate, sketchLength } from '../../src/text/similar/sketch.ts';
import { createTextIndex } from '../../src/text/similar/text-index.ts';
import { dice } from '../support/dice.ts';

const character = fc.constantFrom(...Array.from('县教育局组织开展校园安全检查整改通知一二三𠮷〇ＡaÅ１1'));
const sign = fc.constantFrom(' ', '，', '。', '\r\n', '\u200b', '《', '（', '(', '\u0301', '\ud83d', '％');
const text = fc.array(fc.oneof({ weight: 6, arbitrary: character }, sign), { maxLength: 80 }).map((parts) => parts.join(''));

const hanzi = (roll: (below: number) => number, length: number): string =>
  Array.from({ length }, () => String.fromCharCode(0x4e00 + roll(3000))).join('');

describe('folding', () => {
  it('makes one of width, case, accents, blanks and signs', () => {
    expect(compareTexts('２０２４年，全县（ＰＭ２．５）浓度下降 12％；Café', '2024年 全县“pm2.5”浓度下降12% cafe\u0301')).toEqual({
      similarity: 1,
      ofOne: 1,
      ofOther: 1,
    });
    expect(foldedLength('，。 \n\t\u3000\u200b《》')).toBe(0);
  });
  it('changes nothing a second time', () => {
    const fold = foldTable();
    expect(fold.every((unit) => unit === 0 || fold[unit] === unit)).toBe(true);
  });
  it('tells for each unit where it stands in the text, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (given) => {
        const { units, places } = foldText(given);
        expect(units.length).toBe(foldedLength(given));
        for (const [at, unit] of units.entries()) expect(foldTable()[given.charCodeAt(places[at] as number)]).toBe(unit);
        expect([...places]).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });
});

/** The Jaccard index by its definition, of sets of strings. */
function jaccard(one: string, other: string): number {
  const flat = (given: string): string => String.fromCharCode(...foldText(given).units);
  const size = sizeFor(flat(one).length, flat(other).length);
  const set = (given: string): Set<string> =>
    new Set(
      given.length <= size
        ? given === ''
          ? []
          : [given]
        : Array.from({ length: given.length - size + 1 }, (_, at) => given.slice(at, at + size)),
    );
  const [a, b] = [set(flat(one)), set(flat(other))];
  const shared = a.intersection(b).size;
  return shared === 0 ? 0 : shared / a.union(b).size;
}

describe('the likeness of two texts', () => {
  it('is the Jaccard index of their runs of four characters, of two where one is short', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(compareTexts(one, other).similarity).toBeCloseTo(jaccard(one, other), 12);
      }),
    );
    const roll = dice(1);
    for (let round = 0; round < 50; round += 1) {
      const one = hanzi(roll, 30 + roll(300));
      const other = one.slice(0, roll(one.length)) + hanzi(roll, roll(60)) + one.slice(roll(one.length));
      expect(compareTexts(one, other).similarity).toBeCloseTo(jaccard(one, other), 12);
    }
  });
  it('says how much of the one stands in the other', () => {
    const roll = dice(2);
    const short = hanzi(roll, 100);
    const { ofOne, ofOther } = compareTexts(short, hanzi(roll, 100) + short + hanzi(roll, 100));
    expect(ofOne).toBe(1);
    expect(ofOther).toBeCloseTo(97 / 297, 2);
  });
  it('keeps titles together in which one word differs, and apart those that tell of something else', () => {
    expect(compareTexts('县教育局开展校园安全检查', '县教育局开展校园安全大检查').similarity).toBeGreaterThan(0.7);
    expect(compareTexts('县教育局开展校园安全检查', '县水利局召开防汛工作会议').similarity).toBeLessThan(0.1);
  });
  it('of nothing with anything is none', () => {
    expect(compareTexts('', '').similarity).toBe(0);
    expect(compareTexts('，。', '县教育局').similarity).toBe(0);
  });
  it('is symmetrical and whole for a text with itself, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(compareTexts(one, other).similarity).toBe(compareTexts(other, one).similarity);
        expect(compareTexts(one, one).similarity).toBe(foldedLength(one) > 0 ? 1 : 0);
      }),
    );
  });
});

describe('a sketch', () => {
  const sketchOf = (given: string, size: 2 | 4 = 4): Uint16Array => {
    const sketch = new Uint16Array(sketchLength);
    createSketcher().write(given, size, sketch);
    return sketch;
  };
  it('estimates the likeness of short and of long texts alike well', () => {
    const roll = dice(3);
    for (const length of [24, 60, 200, 543, 5000]) {
      const errors = Array.from({ length: 200 }, () => {
        const one = hanzi(roll, length);
        const other = one.slice(0, Math.floor(length * 0.9)) + hanzi(roll, Math.floor(length * 0.1));
        return estimate(sketchOf(one), sketchOf(other)) - compareTexts(one, other).similarity;
      });
      const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
      const spread = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);
      expect(Math.abs(mean), `${length} characters`).toBeLessThan(0.015);
      expect(spread, `${length} characters`).toBeLessThan(0.06);
    }
  });
  it('is the same whatever was sketched before, and none for a text without characters', () => {
    const sketcher = createSketcher();
    const again = new Uint16Array(sketchLength);
    sketcher.write('县教育局组织开展校园安全检查'.repeat(40), 4, again);
    expect(sketcher.write('甲乙丙丁戊己庚辛', 4, again)).toBe(true);
    expect(again).toEqual(sketchOf('甲乙丙丁戊己庚辛'));
    expect(sketcher.write('，。！', 4, again)).toBe(false);
  });
  it('of a run of repetitions is made in time linear in its length', () => {
    const long = '安全'.repeat(500_000);
    expect(sketchOf(long)).toEqual(sketchOf('安全'.repeat(10)));
    expect(shinglesOf(long, 4).length).toBe(2);
  });
});

describe('an index of texts', () => {
  /** A text with about the wanted likeness: a share of its characters changed. */
  const varied = (roll: (below: number) => number, given: string, changes: number): string => {
    const units = Array.from(given);
    for (let change = 0; change < changes; change += 1) units[roll(units.length)] = String.fromCharCode(0x4e00 + roll(3000));
    return units.join('');
  };
  it('proposes 999 of 1,000 texts of likeness 0.8 and more, whatever their length', () => {
    const roll = dice(4);
    const index = createTextIndex(0.8);
    const texts = Array.from({ length: 1500 }, (_, at) => hanzi(roll, [9, 15, 22, 38, 60, 150, 543, 900][at % 8] as number));
    for (const [id, one] of texts.entries()) index.add(id, one);
    let [alike, found] = [0, 0];
    for (const [id, one] of texts.entries()) {
      const other = varied(roll, one, roll(Math.ceil(one.length / 25)));
      if (compareTexts(one, other).similarity < 0.8) continue;
      alike += 1;
      if (index.candidates(other).some((candidate) => candidate.id === id)) found += 1;
    }
    expect(alike).toBeGreaterThan(900);
    expect(found / alike).toBeGreaterThanOrEqual(0.999);
  });
  it('finds what is less alike where a lower threshold is asked for', () => {
    const roll = dice(5);
    for (const threshold of [0.3, 0.5, 0.7]) {
      const index = createTextIndex(threshold);
      const texts = Array.from({ length: 300 }, () => hanzi(roll, 300));
      for (const [id, one] of texts.entries()) index.add(id, one);
      const missed = texts.filter((one, id) => {
        const share = (2 * threshold) / (1 + threshold) + 0.02;
        const other = one.slice(0, Math.ceil(300 * share)) + hanzi(roll, 300 - Math.ceil(300 * share));
        return compareTexts(one, other).similarity >= threshold && !index.candidates(other).some((candidate) => candidate.id === id);
      });
      expect(missed.length, String(threshold)).toBeLessThanOrEqual(1);
    }
  });
  it('forgets what is taken out or changed, and holds what was put in again', () => {
    const roll = dice(6);
    const index = createTextIndex(0.8);
    const [old, fresh] = [hanzi(roll, 200), hanzi(roll, 200)];
    expect(index.add(7, old)).toBe(true);
    expect(index.add(7, fresh)).toBe(true);
    expect(index.size()).toBe(1);
    expect(index.candidates(old)).toEqual([]);
    expect(index.candidates(fresh)).toEqual([{ id: 7, estimate: 1 }]);
    expect(index.add(8, '。。。')).toBe(false);
    expect([index.remove(7), index.remove(7), index.size()]).toEqual([true, false, 0]);
    expect(index.candidates(fresh)).toEqual([]);
  });
});

describe('who was first', () => {
  it('is told by the moment, and by the number where that is one', () => {
    expect(
      firstOf([
        { id: 3, moment: 20 },
        { id: 2, moment: 10 },
        { id: 1, moment: 10 },
      ]),
    ).toEqual({ id: 1, moment: 10 });
    expect(firstOf([])).toBeUndefined();
  });
  it('stands at the head of its group', () => {
    const items = [5, 4, 3, 2, 1].map((id) => ({ id, moment: id * 10 }));
    const ids = groupsOf(items, [
      [5, 3],
      [3, 4],
      [2, 9],
    ]).map((group) => group.map(({ id }) => id));
    expect(ids).toEqual([[3, 4, 5]]);
  });
});
