import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Difference, differences } from '../../../src/domain/submission/text-difference.ts';

const keptAndRemoved = (found: readonly Difference[]): string =>
  found
    .filter(({ kind }) => kind !== 'added')
    .map(({ text }) => text)
    .join('');
const keptAndAdded = (found: readonly Difference[]): string =>
  found
    .filter(({ kind }) => kind !== 'removed')
    .map(({ text }) => text)
    .join('');
const shown = (found: readonly Difference[]): string =>
  found.map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `[+${text}]` : `[-${text}]`)).join('');

const officeWords = '全市 各 县区 政府 网站 报送 信息 采用 通报 ， 。 的 和 \n 2024 年 3 月 一季度 同比 增长 ％ 𠮷 \ud83d'.split(' ');
const officeText = fc.array(fc.constantFrom(...officeWords), { maxLength: 60 }).map((words) => words.join(''));

describe('the difference between two texts', () => {
  it('gives both texts back, whatever they are', () => {
    fc.assert(
      fc.property(fc.oneof(officeText, fc.string({ unit: 'binary' })), fc.oneof(officeText, fc.string()), (one, other) => {
        const found = differences(one, other);
        expect(keptAndRemoved(found)).toBe(one);
        expect(keptAndAdded(found)).toBe(other);
        expect(found.every(({ text }) => text !== '')).toBe(true);
        expect(found.every(({ kind }, i) => kind !== found[i - 1]?.kind)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('gives both texts back where far more than a few words differ, and still finds what stayed', () => {
    const many = fc.array(fc.nat(3000), { minLength: 800, maxLength: 1500 }).map((numbers) => numbers.map((one) => `${one},`).join(''));
    fc.assert(
      fc.property(many, many, (one, other) => {
        const found = differences(`${one}公开透明${other}`, `${other}公开透明${one}`);
        expect(keptAndRemoved(found)).toBe(`${one}公开透明${other}`);
        expect(keptAndAdded(found)).toBe(`${other}公开透明${one}`);
        expect(found.some(({ kind }) => kind === 'same')).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  it('says nothing of equal texts, and all of wholly different ones', () => {
    expect(differences('', '')).toEqual([]);
    expect(differences('通报', '通报')).toEqual([{ kind: 'same', text: '通报' }]);
    expect(differences('', '通报')).toEqual([{ kind: 'added', text: '通报' }]);
    expect(differences('通报', '')).toEqual([{ kind: 'removed', text: '通报' }]);
  });

  it('shows whole Chinese words, not single characters', () => {
    expect(shown(differences('全县召开信息公开工作会议。', '全县召开政务公开工作会议。'))).toBe('全县召开[-信息][+政务]公开工作会议。');
    expect(shown(differences('采用稿件125条', '采用稿件130条'))).toBe('采用稿件[-125][+130]条');
  });

  it('keeps a change to its paragraph', () => {
    expect(shown(differences('第一段原文\n第二段原文', '第一段新稿\n第二段原文'))).toBe('第一段[-原文][+新稿]\n第二段原文');
    expect(shown(differences('甲\n乙\n丙', '甲\n丙'))).toBe('甲\n[-乙\n]丙');
  });

  it('takes a chance word between two rewritten sentences for part of the rewriting', () => {
    const found = differences('我县积极推进农村道路建设的各项任务', '全市扎实开展食品安全检查的有关行动');
    expect(shown(found)).toBe('[-我县积极推进农村道路建设的各项任务][+全市扎实开展食品安全检查的有关行动]');
  });

  it('keeps a sentence that stayed inside a long text that was rewritten around it', () => {
    const many = (word: string): string => Array.from({ length: 1200 }, (_, i) => `${word}${i}，`).join('');
    const stayed = '各单位要于本月底前完成整改并书面反馈。';
    const found = differences(many('旧稿') + stayed + many('原文'), many('新稿') + stayed + many('改写'));
    expect(found.some(({ kind, text }) => kind === 'same' && text.includes('书面反馈'))).toBe(true);
  });

  it('compares books line by line', () => {
    const book = Array.from({ length: 40_000 }, (_, i) => `第${i}行的内容\n`).join('');
    const found = differences(book, book.replace('第777行的内容', '第777行改过'));
    expect(found.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'removed', text: '第777行的内容\n' },
      { kind: 'added', text: '第777行改过\n' },
    ]);
  });
});
