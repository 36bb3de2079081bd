// What is sent of a draft, and what two writers are asked: a part that is the same on both sides is neither.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedParts, type DraftText, disagreements, isSameText, mergedText } from '../../src/web/parts/submission/draft-text.ts';

const base: DraftText = {
  title: '标题',
  body: '<p>正文</p>',
  content: { phone: '1', signer: '李' },
  kind: 'news',
  section: null,
  eventOn: null,
  disclosure: null,
  jointIds: [],
  paperOn: null,
};

describe('what is sent', () => {
  it('is only what was changed, whatever the order of its fields, and nothing where only emptiness differs', () => {
    expect(changedParts(base, { ...base, title: '新标题' })).toEqual({ title: '新标题' });
    expect(changedParts(base, { ...base, content: { signer: '李', phone: '1' } })).toEqual({});
    expect(changedParts(base, { ...base, content: { ...base.content, source: '', attachments: [], policy: { title: '' } } })).toEqual({});
    expect(changedParts(base, { ...base, section: 3, content: { phone: '1' } })).toEqual({ section: 3, content: { phone: '1' } });
  });
});

describe('two writers', () => {
  const mine = { ...base, title: '我的标题', body: '<p>我的</p>', content: { ...base.content, phone: '2' } };
  const theirs = { ...base, title: '他们的标题', content: { phone: '1', signer: '王' }, section: 4 };

  it('are asked about every field in which they differ, and told who has changed it', () => {
    expect(disagreements(base, mine, theirs).map(({ field, changedBy }) => [field, changedBy])).toEqual([
      ['title', 'both'],
      ['body', 'me'],
      ['section', 'them'],
      ['content.phone', 'me'],
      ['content.signer', 'them'],
    ]);
    expect(disagreements(base, mine, mine)).toEqual([]);
  });

  it('get what was chosen, field by field, and both bodies where both are wanted', () => {
    const choices = new Map([
      ['title', 'theirs'],
      ['body', 'both'],
      ['section', 'theirs'],
      ['content.phone', 'mine'],
      ['content.signer', 'theirs'],
    ] as const);
    expect(mergedText(mine, theirs, choices)).toEqual({
      ...base,
      title: '他们的标题',
      body: '<p>我的</p><p>正文</p>',
      section: 4,
      content: { phone: '2', signer: '王' },
    });
  });

  const text = fc.record({
    title: fc.constantFrom('', '甲', '乙'),
    body: fc.constantFrom('', '<p>甲</p>', '<p>乙</p>'),
    section: fc.constantFrom(null, 1, 2),
    content: fc.record({ phone: fc.constantFrom('', '1', '2'), signer: fc.constantFrom('李', '王') }, { requiredKeys: [] }),
  });
  it('taking all of one side gives that side, and what they agree in is never asked', () => {
    fc.assert(
      fc.property(text, text, text, (from, here, there) => {
        const [a, b, c] = [from, here, there].map((one) => ({ ...base, ...one })) as [DraftText, DraftText, DraftText];
        const asked = disagreements(a, b, c);
        const all = (choice: 'mine' | 'theirs') => mergedText(b, c, new Map(asked.map(({ field }) => [field, choice])));
        expect(isSameText(all('mine'), b)).toBe(true);
        expect(isSameText(all('theirs'), c)).toBe(true);
        if (isSameText(b, c)) expect(asked).toEqual([]);
      }),
    );
  });
});
