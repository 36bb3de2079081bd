// A dictionary that answers at once: which words stand here, and how a stretch reads best.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverOf, hasWord, logProbability, longestWord, readDictionary } from '../../src/text/dictionary.ts';
import { eachRecord, type WordRecord, writeWords } from '../../src/text/word-file.ts';
import { readWords } from '../../src/text/words.ts';

const bytes = readFileSync(new URL('../../assets/dictionary/words.bin', import.meta.url));
const dictionary = readDictionary(bytes);
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...'中华人民共和国务院办公厅的发展𠮷\r\n')).map((all) => all.join('')),
);

describe('the dictionary', () => {
  it('is small, and knows words and how frequent they are', () => {
    expect(bytes.length).toBeLessThan(3_000_000);
    expect(dictionary.words).toBeGreaterThan(200_000);
    for (const word of ['的', '国务院', '人民', '险恶', '齐齐哈尔']) expect(hasWord(dictionary, word), word).toBe(true);
    for (const none of ['', '攻府', '人民大', '国务院办公庁', 'x']) expect(hasWord(dictionary, none), none).toBe(false);
    expect(logProbability(dictionary, '的')).toBeGreaterThan(logProbability(dictionary, '险恶'));
  });
  it('finds the longest word from a place on, and not beyond an end', () => {
    expect(longestWord(dictionary, '在国务院说', 1)).toBe(3);
    expect(longestWord(dictionary, '在国务院说', 1, 3)).toBe(2);
    expect(longestWord(dictionary, '', 0)).toBe(0);
  });
  it('refuses what is no dictionary', () => {
    expect(() => readDictionary(new Uint8Array(3))).toThrow(RangeError);
    expect(() => readDictionary(new Uint8Array(100))).toThrow(RangeError);
    expect(() => readDictionary(bytes.subarray(0, 1000))).toThrow(RangeError);
  });
  it('covers any text from end to end, words or not', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { ends, score } = coverOf(dictionary, text);
        expect(ends.at(-1) ?? 0).toBe(text.length);
        expect(ends.every((end, at) => end > (ends[at - 1] ?? 0))).toBe(true);
        expect(Number.isFinite(score)).toBe(true);
      }),
    );
  });
});

describe('the file of words', () => {
  const { levels, bases, offsets, fingerprints, values } = readWords(bytes).table;
  it('gives the very table that the gate was grown with: every figure of an edit stays as it was', () => {
    const hash = createHash('sha256');
    for (const part of [levels, bases, offsets, fingerprints, values])
      hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
    expect([values.length, hash.digest('hex')]).toEqual([136_608, '6c21fe43e21e388478942b207ad2e1f3ccb52b2f7cbdbda49a09c520f9c1002c']);
  });
  it('holds every word once, in order, and reads as it was written', () => {
    const word = fc.string({ unit: fc.constantFrom(...'中华人民共和国〇'), minLength: 1, maxLength: 15 });
    const records = fc.uniqueArray(fc.tuple(word, fc.integer({ min: 1, max: 100_000 }), fc.boolean()), {
      selector: ([one]) => one,
      maxLength: 30,
    });
    fc.assert(
      fc.property(records, (all) => {
        const file = writeWords(all as readonly WordRecord[]);
        const read: string[] = [];
        const known = new Set<string>();
        eachRecord(file, (units, _, length, weight) => {
          const text = String.fromCharCode(...units.subarray(0, length));
          read.push(text);
          if (weight > 0) known.add(text);
        });
        expect(read).toEqual(all.map(([one]) => one).sort());
        const trie = readDictionary(file);
        expect(trie.words).toBe(known.size);
        for (const [one, , rare] of all) expect(hasWord(trie, one)).toBe(!rare);
        expect(() => readWords(file)).not.toThrow();
      }),
    );
  });
});
