// The language model: what it counts, how it smooths, what it keeps in a file, and what it refuses.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossEntropy, type LanguageModel, logAfter, scoreTokens, Walk } from '../../src/text/model.ts';
import { readModel, writeModel } from '../../src/text/model-file.ts';
import { border, firstCharacter, tokenise, unitsOf, vocabularyOf } from '../../src/text/tokens.ts';
import { countGrams, step } from '../../src/text/train/counts.ts';
import { discountsOf, estimate } from '../../src/text/train/estimate.ts';
import { backoffsOf, prune } from '../../src/text/train/prune.ts';
import { train } from '../../src/text/train/train.ts';

const texts = [
  '各级人民政府应当加强安全检查。人民政府应当公布检查结果。\n县级人民政府负责安全工作。',
  '人民检察院和人民法院依法独立行使职权。',
];
const all = Number.POSITIVE_INFINITY;
const tokensOf = (given: readonly string[]) => {
  const vocabulary = vocabularyOf(unitsOf(given, 1));
  const { ids, length } = tokenise(vocabulary, given.join('\n'));
  return { vocabulary, ids: ids.subarray(0, length) };
};
const counted = (given: readonly string[]) => {
  const { vocabulary, ids } = tokensOf(given);
  const key = (gram: string): number =>
    Array.from(gram, (one) => (one === '|' ? border : (vocabulary.ids[one.charCodeAt(0)] as number))).reduce(
      (sum, id) => sum * step + id,
      0,
    );
  const grams = countGrams(ids);
  const count = (gram: string): number => grams[gram.length - 1]?.counts[grams[gram.length - 1]?.keys.indexOf(key(gram)) as number] ?? 0;
  return { count, grams, vocabulary };
};

describe('tokens of a text', () => {
  it('fold widths, join figures and letters, leave blanks out, and end sentences', () => {
    const vocabulary = vocabularyOf(unitsOf(['甲乙，'], 1));
    const [one, two, comma] = ['甲', '乙', '，'].map((unit) => vocabulary.ids[unit.charCodeAt(0)]) as [number, number, number];
    const { ids, at, length } = tokenise(vocabulary, '甲12 乙,WPS甲。\r\n乙');
    expect([...ids.subarray(0, length)]).toEqual([border, one, 2, two, comma, 3, one, border, two, border]);
    expect([...at.subarray(0, length)]).toEqual([0, 0, 1, 4, 5, 6, 9, 10, 13, 14]);
  });
});

describe('counting', () => {
  it('counts the highest order by occurrence and lower ones by what stands before them', () => {
    const { count } = counted(['甲乙丙丁\n甲乙丙丁\n戊乙丙丁']);
    expect(count('甲乙丙丁')).toBe(2);
    // After 甲 and after 戊, however often.
    expect(count('乙丙丁')).toBe(2);
    expect(count('乙丙')).toBe(2);
    // Only 乙 stands before 丙.
    expect(count('丙')).toBe(1);
  });
  it('counts the beginnings of sentences, which stand after nothing, by occurrence', () => {
    const { count } = counted(['甲乙丙\n甲乙丁\n甲乙丙']);
    expect(count('|甲乙')).toBe(3);
    expect(count('|甲')).toBe(3);
  });
  it('lets no n-gram go beyond a border', () => {
    const { count } = counted(['甲乙。丙丁']);
    expect(count('乙|丙')).toBe(0);
    expect(count('乙|')).toBe(1);
  });
});

describe('smoothing', () => {
  it('discounts as Chen and Goodman do, from the counts of counts', () => {
    // n1 = 4, n2 = 2, n3 = 1, n4 = 1: Y = 4 / 8; D1 = 1 − 2·½·2/4, D2 = 2 − 3·½·1/2, D3 = 3 − 4·½·1/1.
    expect(discountsOf(Uint32Array.of(1, 1, 1, 1, 2, 2, 3, 4, 9))).toEqual([0.5, 1.25, 1]);
  });
  it('takes half of a count where there is too little text', () => {
    expect(discountsOf(Uint32Array.of(1, 1))).toEqual([0.5, 1, 1.5]);
  });
  it.each([all, 1200, 600])('gives probabilities that sum to one after any context, in at most %s bytes of n-grams', (bytes) => {
    const { grams, vocabulary } = counted(texts);
    const orders = estimate(grams, vocabulary.units.length);
    const kept = prune(orders, bytes);
    const weights = backoffsOf(orders, kept);
    const find = (order: number, key: number): number => {
      const at = orders[order - 1]?.keys.indexOf(key) as number;
      return at >= 0 && kept[order - 1]?.[at] === 1 ? at : -1;
    };
    const log = (context: readonly number[], id: number): number => {
      const order = context.length + 1;
      const at = find(
        order,
        [...context, id].reduce((sum, one) => sum * step + one, 0),
      );
      if (at >= 0) return orders[order - 1]?.logs[at] as number;
      const inner = find(
        order - 1,
        context.reduce((sum, one) => sum * step + one, 0),
      );
      return (inner >= 0 ? (weights[order - 2]?.[inner] as number) : 0) + log(context.slice(1), id);
    };
    const id = (character: string): number => vocabulary.ids[character.charCodeAt(0)] as number;
    for (const context of [
      [],
      [border],
      [id('人')],
      [id('人'), id('民')],
      [id('级'), id('人'), id('民')],
      [id('法'), id('院'), id('安')],
    ]) {
      let sum = 0;
      for (let next = 0; next < vocabulary.units.length; next += 1) sum += Math.exp(log(context, next));
      expect(sum).toBeCloseTo(1, 3);
    }
  });
});

describe('a trained model', () => {
  const model: LanguageModel = train(texts, { bytes: all });
  it('is less surprised by text like its own', () => {
    expect(crossEntropy(model, '人民政府应当加强检查')).toBeLessThan(crossEntropy(model, '加应查政强当府检人民'));
  });
  it('scores step by step as it scores each by itself', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: model.vocabulary.units.length - 1 }), { minLength: 4, maxLength: 30 }), (given) => {
        const ids = Uint16Array.from([border, ...given]);
        const logs = new Float32Array(ids.length);
        scoreTokens(new Walk(model), ids, 1, ids.length, logs, new Uint8Array(ids.length));
        for (let at = 3; at < ids.length; at += 1) {
          const [a, b, c, d] = ids.subarray(at - 3, at + 1) as unknown as [number, number, number, number];
          expect(logs[at]).toBeCloseTo(logAfter(model, a, b, c, d), 3);
        }
      }),
    );
  });
  it('is the same for the same texts', () => {
    expect(writeModel(train(texts, { bytes: 900 }))).toEqual(writeModel(train(texts, { bytes: 900 })));
  });
  it('refuses to learn from nothing', () => {
    for (const nothing of [[], [''], ['。\n。'], ['甲']]) expect(() => train(nothing, { bytes: all })).toThrow('no text to learn from');
  });
  it('knows no characters that stand only once', () => {
    expect(model.vocabulary.ids['独'.charCodeAt(0)]).toBeLessThan(firstCharacter);
  });
});

describe('a model file', () => {
  const bytes = writeModel(train(texts, { bytes: all }));
  it('gives the model back, wherever its bytes lie', () => {
    const moved = new Uint8Array(bytes.length + 1);
    moved.set(bytes, 1);
    for (const given of [bytes, moved.subarray(1)]) expect(writeModel(readModel(given))).toEqual(bytes);
  });
  it('is refused with a reason where it is cut, altered, of another version or something else', () => {
    const altered = (at: number): Uint8Array => bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
    expect(() => readModel(bytes.subarray(0, bytes.length - 4))).toThrow(/bytes cut to/);
    expect(() => readModel(bytes.subarray(0, 20))).toThrow('too short');
    expect(() => readModel(altered(bytes.length - 40))).toThrow('checksum');
    expect(() => readModel(altered(4))).toThrow('version');
    expect(() => readModel(altered(0))).toThrow('not a language model');
    expect(() => readModel(altered(22))).toThrow('sizes do not add up');
  });
  it('is refused wherever one bit of it is turned', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        expect(() => readModel(bytes.map((byte, place) => (place === at ? byte ^ (1 << bit) : byte)))).toThrow(RangeError);
      }),
      { numRuns: 50 },
    );
  });
});
