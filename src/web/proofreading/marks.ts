/** The marks of findings in an editor: a plugin that keeps them at their words while somebody writes, and nothing of the document. */
import { closeHistory } from '@tiptap/pm/history';
import type { Node } from '@tiptap/pm/model';
import { type EditorState, Plugin, PluginKey, TextSelection, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { LineFinding } from './protocol.ts';
import { blocksOf, textBetween } from './text-blocks.ts';

/** A finding at its place in the document. */
export interface Placed {
  readonly from: number;
  readonly to: number;
  readonly finding: LineFinding;
  /** The line it was found in; the offsets of the finding are those of this line. */
  readonly line: string;
  /** How heavy it weighs here. */
  readonly weight: LineFinding['severity'];
}

interface Marks {
  readonly placed: readonly Placed[];
  /** The one whose card is open. */
  readonly open: Placed | undefined;
  readonly shown: DecorationSet;
}

type Change = { readonly placed: readonly Placed[] } | { readonly open: Placed | undefined };

const key = new PluginKey<Marks>('wording');
/** More than these are no help to anybody, and would be slow to draw. */
const most = 400;

export const marksOf = (state: EditorState): Marks => key.getState(state) ?? { placed: [], open: undefined, shown: DecorationSet.empty };

/** What is known of a line: undefined where it was not looked at yet. Offsets are those of the line. */
export type FoundIn = (line: string) => readonly Placed[] | undefined;

/** Where findings of lines stand now; `foundIn` knows them by the line's text, and not those of a line that was changed since. */
export function placedIn(doc: Node, foundIn: FoundIn, before: readonly Placed[]): Placed[] {
  const result: Placed[] = [];
  let next = 0;
  for (const { from, text } of blocksOf(doc)) {
    const to = from + text.length;
    while (next < before.length && (before[next] as Placed).from < from) next += 1;
    const found = foundIn(text);
    // What was marked in a line that is being written stays until that line was looked at.
    if (!found) for (let at = next; at < before.length && (before[at] as Placed).to <= to; at += 1) result.push(before[at] as Placed);
    else for (const one of found) result.push({ ...one, from: from + one.from, to: from + one.to });
  }
  return result;
}

const stands = (doc: Node, { from, to, finding }: Placed): boolean => to <= doc.content.size && textBetween(doc, from, to) === finding.text;

function moved(one: Placed, tr: Transaction): Placed | undefined {
  const from = tr.mapping.map(one.from, 1);
  const to = tr.mapping.map(one.to, -1);
  // Who writes into a word has begun to change it.
  if (to - from !== one.to - one.from) return undefined;
  const now = { ...one, from, to };
  return stands(tr.doc, now) ? now : undefined;
}

const draw = (doc: Node, placed: readonly Placed[], open: Placed | undefined): DecorationSet =>
  DecorationSet.create(
    doc,
    placed.slice(0, most).map((one) =>
      Decoration.inline(one.from, one.to, {
        class: `wording ${one.weight}${one.from === open?.from && one.to === open.to ? ' open' : ''}`,
      }),
    ),
  );

function changed({ doc }: Transaction, { placed, open }: Marks, change: Change): Marks {
  if ('open' in change) return { placed, open: change.open, shown: draw(doc, placed, change.open) };
  const still = open && change.placed.find(({ from, to }) => from === open.from && to === open.to);
  return { placed: change.placed, open: still, shown: draw(doc, change.placed, still) };
}

function followed(tr: Transaction, { placed, open, shown }: Marks, composing: boolean): Marks {
  const now = placed.flatMap((one) => moved(one, tr) ?? []);
  const still = open && moved(open, tr);
  // Where every mark only moved, what is drawn moves with it. While an input method is at work nothing around it is drawn anew.
  if (composing || (now.length === placed.length && (open === undefined) === (still === undefined)))
    return { placed: now, open: still, shown: shown.map(tr.mapping, tr.doc) };
  return { placed: now, open: still, shown: draw(tr.doc, now, still) };
}

export interface MarkOptions {
  /** The document, the selection, the marks or the open one are other ones now. */
  readonly moved: (state: EditorState, docChanged: boolean) => void;
  readonly keyDown: (event: KeyboardEvent) => boolean;
  readonly pointed: (placed: Placed | undefined, how: 'over' | 'press') => void;
}

/** The finding at a place, its edges included. */
const placedAt = (state: EditorState, at: number): Placed | undefined =>
  marksOf(state).placed.find(({ from, to }) => from <= at && at <= to);

const pointedAt = (view: EditorView, target: EventTarget | null): Placed | undefined => {
  const mark = target instanceof Element ? target.closest('.wording') : null;
  return mark ? placedAt(view.state, view.posAtDOM(mark, 0)) : undefined;
};

export function markPlugin({ moved: tell, keyDown, pointed }: MarkOptions): Plugin<Marks> {
  let composing = false;
  return new Plugin<Marks>({
    key,
    state: {
      init: () => ({ placed: [], open: undefined, shown: DecorationSet.empty }),
      apply: (tr, marks) => {
        const now = tr.docChanged ? followed(tr, marks, composing) : marks;
        const change = tr.getMeta(key) as Change | undefined;
        return change ? changed(tr, now, change) : now;
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.shown,
      handleKeyDown: (_, event) => keyDown(event),
      handleDOMEvents: {
        mouseover: (view, event) => {
          pointed(pointedAt(view, event.target), 'over');
          return false;
        },
        click: (view, event) => {
          pointed(pointedAt(view, event.target), 'press');
          return false;
        },
        compositionstart: () => {
          composing = true;
          return false;
        },
        compositionend: () => {
          composing = false;
          return false;
        },
      },
    },
    view: () => ({
      update: (view, before) => {
        const { doc, selection } = view.state;
        if (doc !== before.doc || marksOf(view.state) !== marksOf(before) || !selection.eq(before.selection))
          tell(view.state, doc !== before.doc);
      },
    }),
  });
}

/** Marks are no change of the document, and nothing to be undone. */
export function setMarks(view: EditorView, change: Change): void {
  view.dispatch(view.state.tr.setMeta(key, change).setMeta('addToHistory', false));
}

/** Selects a finding and brings it into sight. */
export function selectPlaced(view: EditorView, { from, to }: Placed): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)).scrollIntoView());
  view.focus();
}

/** Puts a text in the place of a finding, as one step to be undone. False where something else stands there by now. */
export function replacePlaced(view: EditorView, placed: Placed, put: string): boolean {
  const { state } = view;
  if (!stands(state.doc, placed)) return false;
  const tr = closeHistory(state.tr);
  if (put === '') tr.delete(placed.from, placed.to);
  else tr.insertText(put, placed.from, placed.to);
  view.dispatch(tr.scrollIntoView());
  view.focus();
  return true;
}
