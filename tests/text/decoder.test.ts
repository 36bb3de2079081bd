// The decoder: finds mistaken characters with the model that ships, and keeps quiet, whatever it is given.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfusions } from '../../src/text/confusions.ts';
import { decode, figureNames, whileTyping } from '../../src/text/decoder.ts';
import { readModel } from '../../src/text/model-file.ts';
import { longestWord, writeWords } from '../../src/text/word-file.ts';
import { longWord, readingOf, readWords, wordLog } from '../../src/text/words.ts';

const assets = join(import.meta.dirname, '../../assets');
const model = readModel(readFileSync(join(assets, 'model/base.model')));
const words = readWords(readFileSync(join(assets, 'dictionary/words.bin')));
const confusions = readConfusions(readFileSync(join(assets, 'confusions/confusions.bin')));
const edits = (text: string, options = {}) => decode(model, confusions, words, text, options);
const applied = (text: string): string =>
  edits(text).reduceRight((so, { start, end, to }) => so.slice(0, start) + to + so.slice(end), text);

describe('the decoder', () => {
  it.each([
    ['各级人民攻府应当加强安全生产监督管理。', '各级人民政府应当加强安全生产监督管理。'],
    ['行政机关应当衣法公开政府信息。', '行政机关应当依法公开政府信息。'],
    ['坚持法治反拐基本元泽，研究制定相关政策。', '坚持法治反拐基本原则，研究制定相关政策。'],
    ['加强党员教育，限期该正。', '加强党员教育，限期改正。'],
    // Characters that official text never holds are the surest mistakes of all.
    ['规范执珐行为，加强监督。', '规范执法行为，加强监督。'],
    // A word taken for another that sounds alike.
    ['加快推进攻城建设项目。', '加快推进工程建设项目。'],
  ])('mends %s', (wrong, right) => {
    expect(applied(wrong)).toBe(right);
  });
  it.each([
    ['各级人民政府的的领导下', '的的', '的'],
    ['认真贯彻落实党中央央决策部署', '央央', '央'],
    ['国务办公厅关于印发工作要点的通知', '务', '务院'],
    ['深入推进供给侧结性改革', '结', '结构'],
    ['任道重远，砥砺前行', '道重', '重道'],
  ])('sees in %s what is too many, missing or exchanged', (text, written, meant) => {
    const all = edits(text, { least: -5, surprise: 16, shifts: true }).flatMap((edit) => [edit, ...edit.others]);
    expect(all.map(({ start, end, to }) => [text.slice(start, end), to])).toContainEqual([written, meant]);
  });
  it('does not look for missing characters while one types', () => {
    for (const { start, end, to } of edits('国务办公厅关于印发工作要点的通知', { ...whileTyping, least: -5 }))
      expect(to).toHaveLength(end - start);
  });
  it('gives what else might be put at a place, and each with figures of its own', () => {
    const [edit] = edits('加快推进攻城建设项目。', { least: -5 });
    expect(edit?.others.length).toBeGreaterThan(0);
    for (const other of edit?.others ?? []) {
      expect(other.score).toBeLessThanOrEqual(edit!.score);
      expect(other.figures).not.toEqual(edit!.figures);
    }
  });
  it('says where an edit stands in the text as it was given, across figures, blanks, surrogates and line ends', () => {
    const text = '\u{20000}第 12 条\r\nWPS 各级人民 攻府应当加强安全生产监督管理。';
    const [edit, ...others] = edits(text);
    expect(others).toEqual([]);
    expect(edit).toMatchObject({ start: text.indexOf('攻'), end: text.indexOf('攻') + 1, to: '政' });
    expect(edit?.figures).toHaveLength(figureNames.length);
  });
  it.each([
    '各级人民政府应当加强安全生产监督管理。',
    '国务院办公厅关于印发政府信息公开工作要点的通知',
    '',
    '。',
    '\u{20000}\ud800',
    '2024年1月至6月',
  ])('leaves %s alone', (clean) => {
    expect(edits(clean)).toEqual([]);
  });
  const sentences = [
    '各级人民攻府应当',
    '衣法公开',
    '，',
    '。',
    '\n',
    '\r\n',
    'A1',
    '\u{20000}',
    'é',
    '\u200b',
    ' ',
    '基本元泽',
    '安全生产',
  ];
  it('takes any text, reports in order, without overlaps, and never the same character as its own correction', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.constantFrom(...sentences), { maxLength: 20 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        let last = 0;
        for (const { start, end, to, score, figures, others } of edits(given, { least: -2, shifts: true })) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(given.length);
          expect(to).not.toBe(given.slice(start, end));
          expect(Number.isFinite(score) && figures.every(Number.isFinite)).toBe(true);
          for (const other of others) {
            expect(other.start >= last && other.end <= given.length && other.end > other.start).toBe(true);
            expect(other.to).not.toBe(given.slice(other.start, other.end));
            expect(other.figures).toHaveLength(figureNames.length);
          }
          last = end;
        }
        expect(edits(given, { least: -2, shifts: true })).toEqual(edits(given, { least: -2, shifts: true }));
      }),
    );
  });
  it('takes a line of a million characters', () => {
    const clean = '各级人民政府应当加强安全生产监督管理，';
    const line = `${clean.repeat(26_000)}各级人民攻府${clean.repeat(26_000)}`;
    const found = edits(line, whileTyping).map(({ start, to }) => [start, to]);
    expect(found).toEqual([[line.indexOf('攻'), '政']]);
  }, 60_000);
  it('takes what is wrong in every character', () => {
    for (const hostile of ['攻府元泽', '一', '的攻']) expect(edits(hostile.repeat(2_000)).length).toBeLessThan(2_000);
  }, 60_000);
});

describe('the dictionary', () => {
  it('knows its words and their frequency after it was written and read', () => {
    const read = readWords(
      writeWords([
        ['政府', 100],
        ['人民政府', 7],
      ]),
    );
    const units = Uint16Array.from('人民政府', (one) => one.charCodeAt(0));
    expect(wordLog(read, units, 2, 4)).toBeCloseTo(Math.log(101), 1);
    expect(wordLog(read, units, 0, 4)).toBeCloseTo(Math.log(8), 1);
    expect(wordLog(read, units, 0, 2)).toBe(-1);
    expect(longestWord).toBe(5);
  });
  it('reads a row of characters as its likeliest words', () => {
    const read = readWords(
      writeWords([
        ['人', 50],
        ['民', 10],
        ['人民', 200],
        ['政府', 100],
        ['人民政府', 7],
      ]),
    );
    const reading = (text: string): number =>
      readingOf(
        read,
        Uint16Array.from(text, (one) => (one === '，' ? 0 : one.charCodeAt(0))),
        0,
        text.length,
      );
    const log = (frequency: number): number => Math.log((frequency + 1) / 367);
    expect(reading('人民')).toBeCloseTo(log(200), 1);
    expect(reading('人民政府')).toBeCloseTo(Math.max(log(7), log(200) + log(100)), 1);
    expect(reading('人民，政府')).toBeCloseTo(log(200) + log(100), 1);
    expect(reading('攻府')).toBeLessThan(reading('政府') - 4);
    expect(reading('')).toBe(0);
  });
  it('finds long words over a place alone', () => {
    const read = readWords(
      writeWords([
        ['政府', 100],
        ['国务院', 7],
      ]),
    );
    const units = Uint16Array.from('，国务院，政府', (one) => one.charCodeAt(0));
    expect(longWord(read, units, 2, 2)).toBeGreaterThan(0);
    expect(longWord(read, units, 3, 4)).toBe(-1);
    expect(longWord(read, units, 5, 6)).toBe(-1);
  });
  it('is refused where it is cut or something else', () => {
    const bytes = writeWords([['政府', 100]]);
    expect(() => readWords(bytes.subarray(0, -1))).toThrow('cut short');
    expect(() => readWords(new Uint8Array(40))).toThrow('not a dictionary');
    expect(() => readWords(new Uint8Array(3))).toThrow('not a dictionary');
  });
});
