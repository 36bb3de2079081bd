import { describe, expect, it } from 'vitest';
import { defaultSettings, readSettings, wordingModes } from '../../../src/domain/organisation/settings.ts';
import { correctText, standingAt } from '../../../src/domain/wording/apply.ts';
import { lookedText, mostFindings, saidFindings, weighFindings } from '../../../src/domain/wording/item-findings.ts';
import { type TextFinding, textFindingKinds } from '../../../src/domain/wording/proofreader.ts';

const item = {
  title: '县攻府召开会议',
  body: '<p>第一段。</p><p>手机<strong>138</strong>12345678，走访弱势群众。</p>',
  content: {
    policy: { title: '攻府办法' },
    attachments: [{ sha256: 'a', name: '攻府.docx', description: '攻府的说明' }],
    interview: { questions: ['攻府怎么做？'], transcript: [{ speaker: '甲', said: '攻府这样做。' }] },
  },
} as never;
const looked = lookedText(item);
const found = (words: string, given: Partial<TextFinding> = {}): TextFinding => {
  const start = looked.text.indexOf(words);
  const of = {
    start,
    end: start + words.length,
    text: words,
    kind: 'forbidden',
    severity: 'error',
    suggestions: [],
    rule: '表',
    message: '错。',
  };
  return { ...of, ...given } as TextFinding;
};
const weigh = (findings: readonly TextFinding[], given: Partial<Parameters<typeof weighFindings>[2]> = {}) =>
  weighFindings(looked, findings, { settings: defaultSettings.wording, publishing: false, isIgnored: () => false, ...given });

describe('what is looked through of an item', () => {
  it('is all that was written, but for the names of files', () => {
    expect(looked.text.split('\n')).toEqual([
      ...['县攻府召开会议', '第一段。', '手机13812345678，走访弱势群众。', '攻府办法', '攻府的说明', '攻府怎么做？', '攻府这样做。'],
    ]);
    for (const { text, start } of looked.pieces) expect(looked.text.slice(start, start + text.length)).toBe(text);
  });
});

describe('a finding of an item', () => {
  it('names its place, shows what stands around it, and covers personal data in all of that', () => {
    const phone = found('13812345678', { kind: 'privacy', severity: 'warning' });
    const [first, second] = weigh([phone, found('弱势群众', { suggestions: ['困难群众'] })]);
    expect(first).toMatchObject({
      place: '正文第 2 段',
      where: 'body',
      part: 'body',
      index: 1,
      start: 2,
      text: '138****5678',
      before: '手机',
    });
    expect(second).toMatchObject({ text: '弱势群众', before: '8****5678，走访', after: '。', suggestions: ['困难群众'] });
    expect(saidFindings([second!])[0]?.message).toBe('正文第 2 段“弱势群众”：错（表）');
  });

  it.each([
    ['stop', 'error', 'error'],
    ['publish', 'warning', 'error'],
    ['warn', 'warning', 'warning'],
    ['note', 'note', 'note'],
    ['off', undefined, undefined],
  ] as const)('of a kind that is settled as %s is %s before it is sent and %s before it is published', (mode, sent, published) => {
    const settings = readSettings({ wording: { kinds: { forbidden: mode } } }).wording;
    const levels = (publishing: boolean) => weigh([found('弱势群众')], { settings, publishing })[0]?.level;
    expect([levels(false), levels(true)]).toEqual([sent, published]);
  });

  it('stops by default only where it is forbidden wording, personal data or injected, and only before it is published', () => {
    const stopping = (publishing: boolean) =>
      textFindingKinds.filter((kind) => weigh([found('弱势群众', { kind })], { publishing })[0]?.level === 'error');
    expect(stopping(false)).toEqual([]);
    expect(stopping(true).sort()).toEqual(['forbidden', 'privacy', 'spam']);
  });

  it('stays a remark or a warning where the rule itself is no surer', () => {
    for (const mode of wordingModes.filter((one) => one !== 'off')) {
      const settings = readSettings({ wording: { kinds: { forbidden: mode } } }).wording;
      const level = (severity: TextFinding['severity']) =>
        weigh([found('弱势群众', { severity })], { settings, publishing: true })[0]?.level;
      expect(level('note')).toBe('note');
      expect(level('warning')).toBe(mode === 'note' ? 'note' : 'warning');
    }
  });

  it('does not come again where somebody passed over it', () => {
    expect(weigh([found('弱势群众')], { isIgnored: (key) => key.includes('弱势群众') })).toEqual([]);
  });

  it('is counted only from a hundred on, and what stops among those still stops', () => {
    const settings = readSettings({ wording: { kinds: { forbidden: 'stop' } } }).wording;
    const many = Array.from({ length: mostFindings + 3 }, () => found('弱势群众'));
    const said = saidFindings(weigh(many, { settings }));
    expect(said).toHaveLength(mostFindings + 1);
    expect(said.at(-1)).toMatchObject({ level: 'error', message: '还有 3 处，改了上面的再看' });
  });
});

describe('a correction', () => {
  it('goes to where the finding stands, in every part of an item', () => {
    const parts = ['title', 'policy', 'file-description', 'question', 'said'] as const;
    for (const { part, index, text } of looked.pieces.filter(({ part: one }) => (parts as readonly string[]).includes(one))) {
      const start = text.indexOf('攻府');
      const place = { part, index, start, end: start + 2 };
      expect(standingAt(item, place)?.text).toBe('攻府');
      const made = correctText(item, place, '政府');
      expect(lookedText(made!).text).toBe(
        looked.pieces.map((one) => (one.part === part && one.index === index ? one.text.replace('攻', '政') : one.text)).join('\n'),
      );
    }
    expect(correctText(item, { part: 'body', index: 1, start: 16, end: 20 }, '困难群众')?.body).toContain('走访困难群众。</p>');
  });

  it('is none where the text is another by now', () => {
    expect(correctText(item, { part: 'body', index: 9, start: 0, end: 1 }, '政')).toBeUndefined();
    expect(correctText(item, { part: 'title', index: 0, start: 5, end: 90 }, '政')).toBeUndefined();
  });
});
