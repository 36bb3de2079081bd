import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../src/domain/organisation/settings.ts';
import { type AnsweredFinding, answerFindings, answerKey, coveredText } from '../../../src/domain/wording/answer.ts';
import { entryFindings, holderFindings, offKeyPattern } from '../../../src/domain/wording/entry.ts';

const fields = (findings: readonly { readonly where?: string }[]) => findings.map(({ where }) => where);

describe('an entry of an office’s own wording', () => {
  it('is a word of two characters or more in one line', () => {
    expect(entryFindings({ kind: 'forbidden', find: '弱势群众', put: [] })).toEqual([]);
    for (const find of ['弱', '弱\n势', ' 弱势', '\u200b\u200b\u200b', '长'.repeat(61)])
      expect(fields(entryFindings({ kind: 'forbidden', find, put: [] }))).toEqual(['find']);
    expect(entryFindings({ kind: 'allowed', find: '长'.repeat(200), put: [] })).toEqual([]);
  });

  it('says what should stand there where it is wrong, and nothing where it is right', () => {
    expect(fields(entryFindings({ kind: 'confusion', find: '攻府', put: [] }))).toEqual(['put']);
    expect(fields(entryFindings({ kind: 'variant', find: '下功夫', put: [] }))).toEqual(['put']);
    expect(fields(entryFindings({ kind: 'allowed', find: '下功夫', put: ['下工夫'] }))).toEqual(['put']);
  });

  it('offers no correction twice, and not itself', () => {
    expect(fields(entryFindings({ kind: 'confusion', find: '攻府', put: ['政府', '政府', '攻府', ' 府'] }))).toEqual([
      'put[1]',
      'put[2]',
      'put[3]',
    ]);
  });
});

describe('a person in office', () => {
  it('has a name, a post, and days that follow each other', () => {
    expect(holderFindings({ name: '王建国', post: '县长', from: '2020-01-01' })).toEqual([]);
    expect(fields(holderFindings({ name: '王', post: '', from: '2020-02-30', to: '2020-13-01' }))).toEqual(['name', 'post', 'from', 'to']);
    expect(fields(holderFindings({ name: '王建国', post: '县长', from: '2020-01-01', to: '2019-12-31' }))).toEqual(['to']);
  });
});

describe('what is switched off', () => {
  it('is named by its list and word', () => {
    const pattern = new RegExp(offKeyPattern);
    for (const key of ['variants:下功夫', 'rule:privacy-plate', 'protected:四个意识']) expect(pattern.test(key)).toBe(true);
    for (const key of ['下功夫', 'variants:', 'Variants:x', 'variants:a\nb']) expect(pattern.test(key)).toBe(false);
  });
});

describe('a finding that was answered', () => {
  const finding = (given: Partial<AnsweredFinding>): AnsweredFinding => ({
    ...{ kind: 'typo', severity: 'warning', text: '攻', suggestion: '政', context: '县攻府通知', start: 1 },
    ...given,
  });

  it('is known again wherever the word stands; a single character only with the same beside it', () => {
    const word = finding({ kind: 'forbidden', text: '弱势群众', suggestion: '', context: '弱势群众', start: 0 });
    expect(answerKey({ ...word, context: '走访弱势群众家庭', start: 2 })).toBe(answerKey(word));
    expect(answerKey(finding({}))).toBe(answerKey(finding({ context: '今天\n县攻府通报', start: 4 })));
    expect(answerKey(finding({}))).not.toBe(answerKey(finding({ context: '主攻方向', start: 1 })));
    expect(answerKey(finding({}))).not.toBe(answerKey(finding({ suggestion: '功' })));
    expect(answerKey(finding({}))).not.toBe(answerKey(finding({ severity: 'error' })));
  });

  it('is passed over by everybody, but where it stops an item: there only by who keeps the wording', () => {
    const { wording } = defaultSettings;
    const stops = { kind: 'forbidden', severity: 'error', answer: 'ignored' } as const;
    expect(answerFindings(stops, wording, false)).toHaveLength(1);
    expect(answerFindings(stops, wording, true)).toEqual([]);
    for (const one of [
      { ...stops, severity: 'warning' },
      { ...stops, kind: 'typo' },
      { ...stops, answer: 'taken' },
    ] as const)
      expect(answerFindings(one, wording, false)).toEqual([]);
  });

  it('is kept with personal data covered', () => {
    expect(coveredText({ kind: 'privacy', text: '13812345678' })).toBe('138****5678');
    expect(coveredText({ kind: 'forbidden', text: '弱势群众' })).toBe('弱势群众');
  });
});
