// What a text is found by: every word of two characters, whatever stands around it; and nothing that is not there in this order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findPhrases, folded, heldPhrases, phrasesOf, proposes, tokensOf, tsqueryOf } from '../../src/text/bigrams.ts';
import { marked, snippetOf } from '../../src/text/snippet.ts';

const character = fc.constantFrom(...Array.from('整改通知县教育局校园安全一二三𠮷々〇'));
const word = fc.constantFrom('PM2', '2024', 'wps', 'Ａ４', 'x', '１２', 'é');
const sign = fc.constantFrom(' ', '，', '。', '《', '》', '\n', '、', '-', "'", '\\', '&', '|', '!', ':', '<b>');
const text = fc.array(fc.oneof({ weight: 6, arbitrary: character }, word, sign), { maxLength: 40 }).map((parts) => parts.join(''));

describe('the tokens of a text', () => {
  it('are pairs and single characters of Chinese, and words of all else, folded', () => {
    expect(tokensOf('整改通知（ＰＭ2.5）')).toEqual(['整', '改', '整改', '通', '改通', '知', '通知', 'pm2', '5']);
    expect(tokensOf('2024年度WPS版')).toEqual(['2024', '年', '度', '年度', 'wps', '版']);
    expect(tokensOf('，。！ \n')).toEqual([]);
  });
  it('do not join what a sign or the end of a line divides', () => {
    expect(tokensOf('安全。教育')).not.toContain('全教');
  });
  it('propose the text for every two neighbouring characters of it', () => {
    fc.assert(
      fc.property(text, (given) => {
        const tokens = tokensOf(given);
        const characters = Array.from(given);
        for (const [at, one] of characters.entries()) {
          const pair = `${one}${characters[at + 1] ?? ''}`;
          if (!/^\p{Script=Han}{2}$/u.test(pair)) continue;
          expect(proposes(tokens, pair), pair).toBe(true);
          expect(findPhrases(given, phrasesOf(pair)).length).toBeGreaterThan(0);
        }
      }),
    );
  });
  it('propose the text for every stretch of Chinese in it, and for every beginning of a word', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (given, a, b) => {
        const tokens = tokensOf(given);
        for (const [letters] of given.matchAll(/\p{Script=Han}+/gu)) {
          const characters = Array.from(letters);
          const from = a % characters.length;
          expect(proposes(tokens, characters.slice(from, from + 1 + (b % characters.length)).join(''))).toBe(true);
        }
        for (const [letters] of folded(given).matchAll(/(?<![a-z0-9é])[a-z0-9]+/g))
          expect(proposes(tokens, letters.slice(0, 1 + (a % letters.length)))).toBe(true);
      }),
    );
  });
  it('propose whatever holds all phrases of a query made of a stretch of the text itself', () => {
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (given, a, b) => {
        // From where a word begins: what stands before it may belong to the word.
        const starts = [...given].flatMap((_, at) =>
          /[\p{L}\p{N}]$/u.test(given.slice(0, at)) && !/^\p{Script=Han}/u.test(given.slice(at)) ? [] : [at],
        );
        const from = starts[a % Math.max(1, starts.length)] ?? 0;
        const query = given.slice(from, from + 1 + (b % 12));
        expect(proposes(tokensOf(given), query)).toBe(true);
      }),
    );
  });
});

describe('a query', () => {
  it('asks for every phrase between blanks and signs', () => {
    expect(phrasesOf('整改 “通知”')).toEqual(['整改', '通知']);
    expect(tsqueryOf('整改通知')).toBe(`'整改' & '改通' & '通知'`);
    expect(tsqueryOf('税')).toBe(`'税'`);
    expect(tsqueryOf('PM2.5 浓度')).toBe(`'pm2':* & '5':* & '浓度'`);
    expect(tsqueryOf('2024年')).toBe(`'2024' & '年'`);
  });
  it('asks for nothing where it holds no letter and no digit', () => {
    for (const nothing of ['', ' ', '%_', "'", '《》', '\\', ':*']) expect(tsqueryOf(nothing)).toBe('');
  });
  it('never holds a sign of the query language from what was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (typed) => {
        const query = tsqueryOf(typed);
        expect(query.replaceAll(/'[\p{L}\p{N}\p{M}]+'(:\*)?( & )?/gu, '')).toBe('');
      }),
    );
  });
  it('finds 整改通知 only where it stands in this order', () => {
    expect(findPhrases('下发整改通知两份', ['整改通知'])).toEqual([{ from: 2, to: 6 }]);
    const turned = '整改，改通信，通知';
    expect(proposes(tokensOf(turned), '整改通知')).toBe(true);
    expect(heldPhrases(turned, phrasesOf('整改通知')).size).toBe(0);
  });
});

describe('a snippet', () => {
  const show = (pieces: readonly { text: string; hit: boolean }[]): string =>
    pieces.map((one) => (one.hit ? `[${one.text}]` : one.text)).join('');
  it('marks what was looked for, whatever its case and width', () => {
    expect(show(marked('县ＷＰＳ办公软件培训', phrasesOf('wps 培训')))).toBe('县[ＷＰＳ]办公软件[培训]');
  });
  it('is cut at its line and around the place where most of it stands', () => {
    const long = `${'甲'.repeat(300)}安全${'乙'.repeat(300)}\n第二行：校园安全检查组进校${'丙'.repeat(200)}`;
    const shown = show(snippetOf(long, phrasesOf('校园 安全'), 40));
    expect(shown).toMatch(/^第二行：\[校园\]\[安全\]检查组进校丙+…$/);
    expect(snippetOf(long, phrasesOf('没有'))).toEqual([]);
  });
  it('is a part of the text and marks nothing else, for any text and query', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 5, max: 60 }), (given, query, length) => {
        const phrases = phrasesOf(query);
        const pieces = snippetOf(given, phrases, length);
        const inner = pieces
          .filter(({ text: one }) => one !== '…')
          .map(({ text: one }) => one)
          .join('');
        expect(given).toContain(inner);
        for (const { text: one, hit } of pieces) if (hit) expect(phrases.some((phrase) => folded(one).includes(phrase))).toBe(true);
        if (findPhrases(given, phrases).length > 0) expect(pieces.some(({ hit }) => hit)).toBe(true);
        expect(
          marked(given, phrases)
            .map(({ text: one }) => one)
            .join(''),
        ).toBe(given);
      }),
    );
  });
});
