// The layer of typos: what the decoder proposes and the gate lets through, said in an office's words.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfusions } from '../../src/text/confusions.ts';
import { readGate } from '../../src/text/gate.ts';
import { readModel } from '../../src/text/model-file.ts';
import { typoLayer } from '../../src/text/typos.ts';
import { readWords } from '../../src/text/words.ts';

const asset = (path: string): Uint8Array => readFileSync(new URL(`../../assets/${path}`, import.meta.url));
const data = {
  model: readModel(asset('model/base.model')),
  confusions: readConfusions(asset('confusions/confusions.bin')),
  words: readWords(asset('dictionary/words.bin')),
  gate: readGate(asset('model/gate.bin')),
  name: '公文模型',
};
const layer = typoLayer(data);

describe('typos', () => {
  it('are said with what stands there, what is meant and from where that comes', () => {
    const text = '县人民攻府办公室关于加强安全生产工作的通知';
    expect(layer.look(text, 'full')).toEqual([
      {
        start: 3,
        end: 4,
        text: '攻',
        kind: 'typo',
        severity: 'warning',
        suggestions: ['政'],
        rule: '公文模型（全面）',
        message: '“攻府”疑为“政府”',
      },
    ]);
  });
  it('are a character that stands twice, two exchanged, and a word taken for another', () => {
    for (const [text, written, meant] of [
      ['认真贯彻落实党中央央决策部署', '央央', '央'],
      ['任道重远，砥砺前行', '道重', '重道'],
      ['加快推进攻城建设项目。', '攻城', '工程'],
    ] as const)
      expect(layer.look(text, 'full')).toMatchObject([{ text: written, suggestions: [meant] }]);
  });
  it('are not found in clean official sentences', () => {
    for (const text of ['各级人民政府应当加强对安全生产工作的领导。', '坚持稳中求进工作总基调，着力推动高质量发展。'])
      expect(layer.look(text, 'full')).toEqual([]);
  });
  it('are not looked for in protected spans', () => {
    const text = '县人民攻府办公室关于加强安全生产工作的通知';
    expect(typoLayer(data, () => [[3, 5]]).look(text, 'full')).toEqual([]);
  });
  it('at the strict point are a part of those at the full one', () => {
    for (const text of ['县人民攻府办公室通知', '深入开展扫黑险恶专项斗争，维护社会稳定。', '加强安全生产监督管里工作'])
      for (const found of layer.look(text, 'strict')) expect(layer.look(text, 'full').map(({ start }) => start)).toContain(found.start);
  });
  it('stand where they say, in any string', () => {
    const pieces = fc.constantFrom(
      '县人民攻府',
      '的通知',
      '😀',
      '𠮷',
      'e\u0301',
      '\r\n',
      'abc',
      '2024',
      '。',
      '管里',
      '\ud800',
      '\u200b',
      '工作',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 25 }), (parts) => {
        const text = parts.join('');
        let end = 0;
        for (const found of layer.look(text, 'full')) {
          expect(found.start).toBeGreaterThanOrEqual(end);
          expect(text.slice(found.start, found.end)).toBe(found.text);
          end = found.end;
        }
      }),
      { numRuns: 60 },
    );
  });
});
