// Traditional characters in a simplified text, and texts that are traditional as a whole.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer } from '../../src/text/finding.ts';
import { foldMap } from '../../src/text/fold.ts';
import { ruleLayers } from '../../src/text/proofread.ts';
import { readingStandard, scriptTable } from '../../src/text/traditional.ts';

const { pairs, never } = JSON.parse(readFileSync('assets/fold/traditional.json', 'utf8')) as { pairs: string; never: string };
const fold = foldMap(pairs);
const layer = ruleLayers([], fold, { traditional: never }).find(({ name }) => name === 'traditional') as Layer;
const said = (text: string, point: 'strict' | 'full' = 'strict'): string[] =>
  layer.look(text, point).map((one) => `${one.text}→${one.suggestions[0] ?? ''}`);

describe('traditional characters', () => {
  it('are found in a simplified text, side by side as one, with what to write', () => {
    expect(said('各单位要加强政務信息报送，门戶網站按时更新。')).toEqual(['務→务', '戶網→户网']);
    expect(said('群众裡的党员，注重个人衞生')).toEqual(['裡→里', '衞→卫']);
  });
  it('are left alone in quotations, in titles of works, and where they are spoken of', () => {
    for (const right of [
      '匾额题为“開元盛世”，保存完好。',
      '《蘭亭序》临摹作品展开幕，参观者众多。',
      '“里（裏）”字在这里表示内部的意思。',
      '这个字是務(wù)，各单位注意书写规范。',
    ])
      expect(said(right), right).toEqual([]);
  });
  it('are not those that are standard as well, in names above all', () => {
    for (const right of ['著名作家', '乾隆年间', '宫商角徵羽', '李昇、王喆、陈堃同志参加会议', '狼藉', '后天', '锺情'])
      expect(said(right), right).toEqual([]);
  });
  it('of a text that is traditional as a whole are one note, at 全面', () => {
    const text = '各鎮辦各部門報送的信息發布在門戶網站上';
    expect(said(text)).toEqual([]);
    expect(layer.look(text, 'full')).toMatchObject([{ start: 1, kind: 'traditional', severity: 'note', suggestions: [] }]);
  });
  it('are not looked for without the characters', () => {
    expect(ruleLayers([], fold).flatMap((one) => one.look('加强政務信息报送', 'full'))).toEqual([]);
  });
});

describe('a layer that knows simplified characters only', () => {
  const known: Layer = {
    name: 'known',
    look: (text) =>
      [...text.matchAll(/及时撰搞/g)].map(({ index }) => ({
        start: index + 2,
        end: index + 4,
        text: text.slice(index + 2, index + 4),
        kind: 'typo',
        severity: 'warning',
        suggestions: ['撰稿'],
        rule: '',
        message: '',
      })),
  };
  const reading = readingStandard(known, scriptTable(never, fold), fold);
  it('finds in a traditional text what it would find in a simplified one, at the same place', () => {
    expect(reading.look('做到及時撰搞，及時傳遞', 'full')).toMatchObject([{ start: 4, end: 6, text: '撰搞' }]);
    expect(reading.look('做到及时撰搞', 'full')).toEqual(known.look('做到及时撰搞', 'full'));
  });
  it('points at the text as it stands, for any text', () => {
    const piece = fc.constantFrom('及時撰搞', '及时撰搞', '務', '𠮷', '\ud842', '（', '“', '”', 'a', '们', '\r\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        for (const one of [...reading.look(text, 'full'), ...layer.look(text, 'full')])
          expect(text.slice(one.start, one.end)).toBe(one.text);
      }),
    );
  });
});
