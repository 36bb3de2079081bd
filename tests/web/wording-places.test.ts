// A finding's offsets in a line are places in the document, whatever stands in it, and stay at their words while somebody writes.
import { getSchema } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import { canSplit } from '@tiptap/pm/transform';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { richTextExtensions } from '../../src/web/parts/submission/rich-text-extensions.ts';
import { markPlugin, marksOf, type Placed, placedIn } from '../../src/web/proofreading/marks.ts';
import type { LineFinding } from '../../src/web/proofreading/protocol.ts';
import { blocksOf, textBetween } from '../../src/web/proofreading/text-blocks.ts';
import { followedIn } from '../../src/web/proofreading/title-field.ts';
import { nextMark } from '../../src/web/proofreading/walking.ts';

const schema = getSchema(richTextExtensions(''));

const words = fc.array(fc.constantFrom('攻府', '政府', '，', ',', '𠮷', '召开', ' ', '2026年', 'e\u0301', '会'), {
  minLength: 1,
  maxLength: 8,
});
const marks = fc.constantFrom<readonly object[]>(
  [],
  [{ type: 'bold' }],
  [{ type: 'link', attrs: { href: 'https://a.gov.cn/' } }],
  [{ type: 'italic' }, { type: 'underline' }],
);
const inline = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(words, marks).map(([text, on]) => ({ type: 'text', text: text.join(''), marks: on })) },
  { weight: 1, arbitrary: fc.constant({ type: 'image', attrs: { src: '/a.png', alt: '图' } }) },
  { weight: 1, arbitrary: fc.constant({ type: 'hardBreak' }) },
);
const content = fc.array(inline, { maxLength: 5 });
const paragraph = content.map((of) => ({ type: 'paragraph', content: of }));
const heading = content.map((of) => ({ type: 'heading', attrs: { level: 2 }, content: of }));
const list = fc
  .array(paragraph, { minLength: 1, maxLength: 3 })
  .map((all) => ({ type: 'bulletList', content: all.map((one) => ({ type: 'listItem', content: [one] })) }));
const cell = (type: 'tableCell' | 'tableHeader') =>
  fc.array(paragraph, { minLength: 1, maxLength: 2 }).map((all) => ({ type, attrs: { colspan: 1, rowspan: 1 }, content: all }));
const table = fc
  .array(fc.tuple(cell('tableHeader'), cell('tableCell')), { minLength: 1, maxLength: 3 })
  .map((rows) => ({ type: 'table', content: rows.map((cells) => ({ type: 'tableRow', content: cells })) }));
const figure = fc
  .tuple(paragraph, content)
  .map(([one, below]) => ({ type: 'figure', content: [one, { type: 'figcaption', content: below }] }));
const quote = paragraph.map((one) => ({ type: 'blockquote', content: [one] }));
const documents = fc
  .array(fc.oneof({ weight: 4, arbitrary: paragraph }, heading, list, table, figure, quote), { minLength: 1, maxLength: 6 })
  .map((blocks) => schema.nodeFromJSON({ type: 'doc', content: blocks }));

const finding = (text: string, start: number, end: number): LineFinding => ({
  ...{
    start,
    end,
    text: text.slice(start, end),
    kind: 'typo',
    severity: 'error',
    suggestions: ['政府'],
    rule: '',
    message: '',
    sure: true,
  },
});
const placedAt = (line: string, from: number, to: number): Placed => ({
  from,
  to,
  line,
  weight: 'error',
  finding: finding(line, from, to),
});
const foundIn = (line: string): readonly Placed[] =>
  [...line.matchAll(/攻府|,|𠮷|\n召开|e\u0301会/gu)].map(({ 0: found, index }) => placedAt(line, index, index + found.length));

it('every place of a line is a place of the document: its text is the document’s text there', () => {
  fc.assert(
    fc.property(documents, fc.nat(), fc.nat(), (doc, one, other) => {
      doc.check();
      for (const { from, text } of blocksOf(doc)) {
        expect(textBetween(doc, from, from + text.length)).toBe(text);
        const [start, end] = [one % (text.length + 1), other % (text.length + 1)].sort((a, b) => a - b) as [number, number];
        expect(textBetween(doc, from + start, from + end)).toBe(text.slice(start, end));
      }
    }),
  );
});

it('all text of the document stands in some line, in its order', () => {
  fc.assert(
    fc.property(documents, (doc) => {
      const lines = blocksOf(doc).map(({ text }) => text.replace(/[\n\uFFFC]/g, ''));
      expect(lines.join('')).toBe(doc.textContent);
    }),
  );
});

const stateOf = (doc: Node): EditorState =>
  EditorState.create({ doc, plugins: [markPlugin({ moved: () => undefined, keyDown: () => false, pointed: () => undefined })] });
const keyOf = (state: EditorState): string =>
  (state as unknown as { readonly plugins: readonly { readonly key: string }[] }).plugins[0]!.key;
const marked = (state: EditorState): EditorState =>
  state.apply(state.tr.setMeta(keyOf(state), { placed: placedIn(state.doc, foundIn, marksOf(state).placed) }));
const standing = (doc: Node, placed: readonly Placed[]): void => {
  for (const {
    from,
    to,
    finding: { text },
  } of placed)
    expect(textBetween(doc, from, to)).toBe(text);
};

it('marks stay at their words whatever is typed, taken away or split; those that are touched go', () => {
  const edits = fc.array(fc.tuple(fc.constantFrom('type', 'take', 'split'), fc.nat(), fc.nat({ max: 4 })), { maxLength: 8 });
  fc.assert(
    fc.property(documents, edits, (doc, all) => {
      let state = marked(stateOf(doc));
      expect(marksOf(state).placed).toHaveLength(blocksOf(doc).reduce((sum, { text }) => sum + foundIn(text).length, 0));
      for (const [how, at, length] of all) {
        const blocks = blocksOf(state.doc);
        const block = blocks[at % Math.max(1, blocks.length)];
        if (!block) return;
        const place = block.from + (at % (block.text.length + 1));
        const end = Math.min(place + length, block.from + block.text.length);
        const { tr } = state;
        const known = marksOf(state).placed;
        if (how === 'type') tr.insertText('新', place);
        else if (how === 'take') tr.delete(place, end);
        else if (canSplit(state.doc, place)) tr.split(place);
        state = state.apply(tr);
        standing(state.doc, marksOf(state).placed);
        expect(marksOf(state).placed.length).toBeLessThanOrEqual(known.length);
        expect(marksOf(state).shown.find().length).toBeGreaterThanOrEqual(marksOf(state).placed.length);
      }
      // What was found anew stands where it was found; a line nobody looked at keeps what it has.
      standing(state.doc, placedIn(state.doc, foundIn, marksOf(state).placed));
      expect(placedIn(state.doc, () => undefined, marksOf(state).placed)).toEqual(marksOf(state).placed);
    }),
  );
});

it('marks of a title follow what is typed before and after them, and go where it is typed into them', () => {
  const line = '县攻府开会';
  const placed: readonly Placed[] = [placedAt(line, 1, 3)];
  expect(followedIn(line, '某县攻府开会', placed)).toMatchObject([{ from: 2, to: 4 }]);
  expect(followedIn(line, '县攻府开会了', placed)).toMatchObject([{ from: 1, to: 3 }]);
  expect(followedIn(line, '县攻某府开会', placed)).toEqual([]);
  expect(followedIn(line, '县府开会', placed)).toEqual([]);
  expect(followedIn(line, '', placed)).toEqual([]);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('攻', '府', '会'), maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('攻', '府', '会'), maxLength: 12 }),
      (before, now) => {
        const all = [...before.matchAll(/攻府/g)].map(({ index }) => placedAt(before, index, index + 2));
        for (const { from, to } of followedIn(before, now, all)) expect(now.slice(from, to)).toBe('攻府');
      },
    ),
  );
});

it('walking goes through all findings once around, forwards and backwards', () => {
  const all = [
    { where: 'title', from: 3 },
    { where: 'body', from: 1 },
    { where: 'body', from: 9 },
  ] as const;
  const walked = (step: 1 | -1): unknown[] => {
    const seen: unknown[] = [];
    let [caret, open]: [(typeof all)[number] | { where: 'body'; from: number }, (typeof all)[number] | undefined] = [
      { where: 'body', from: 5 },
      undefined,
    ];
    for (let times = 0; times < 4; times += 1) {
      open = nextMark(all, caret, open, step);
      seen.push(open && all.indexOf(open));
      if (open) caret = open;
    }
    return seen;
  };
  expect(walked(1)).toEqual([2, 0, 1, 2]);
  expect(walked(-1)).toEqual([1, 0, 2, 1]);
  expect(nextMark([], { where: 'body', from: 1 }, undefined, 1)).toBeUndefined();
  // Where the caret stands just before a finding that nobody opened, that one comes.
  expect(nextMark(all, { where: 'body', from: 9 }, undefined, 1)).toBe(all[2]);
});
