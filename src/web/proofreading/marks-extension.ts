/** The marks as an extension of the editor. */
import { type Editor, Extension } from '@tiptap/core';
import { markPlugin, marksOf, placedIn, replacePlaced, selectPlaced, setMarks } from './marks.ts';
import type { Mark } from './plain-fields.ts';
import { blocksOf } from './text-blocks.ts';
import type { Body, Proofreading } from './use-proofreading.ts';

/** How long the pointer rests on a mark before its card comes, in milliseconds. */
const rest = 250;

const bodyOf = (editor: Editor): Body => ({
  lines: () => blocksOf(editor.state.doc).map(({ text }) => text),
  composing: () => editor.view.composing,
  place: (foundIn) => setMarks(editor.view, { placed: placedIn(editor.state.doc, foundIn, marksOf(editor.state).placed) }),
  open: (placed) => {
    if (placed || marksOf(editor.state).open) setMarks(editor.view, { open: placed });
  },
  select: (placed) => selectPlaced(editor.view, placed),
  replace: (placed, put) => replacePlaced(editor.view, placed, put),
  caret: () => editor.state.selection.from,
  focus: () => editor.view.focus(),
});

/** @param toCard moves the focus into the card, if it is there. */
export const marksExtension = (proofreading: Proofreading, toCard: () => boolean): Extension =>
  Extension.create({
    name: 'wording',
    // Before the editor's own keys: Enter adopts what was walked to.
    priority: 1_000,
    addProseMirrorPlugins() {
      let resting: ReturnType<typeof setTimeout> | undefined;
      const pointed = (mark: Mark | undefined, how: 'over' | 'press'): void => {
        clearTimeout(resting);
        if (how === 'press') {
          if (mark) proofreading.show(mark, 'press');
          else proofreading.close();
        } else if (mark && !proofreading.open.value) resting = setTimeout(() => proofreading.show(mark, 'rest'), rest);
        else if (!mark) proofreading.leave();
      };
      return [
        markPlugin({
          moved: (state, docChanged) => proofreading.moved({ ...marksOf(state), selection: state.selection, docChanged }),
          keyDown: (event) => proofreading.keyDown(event, proofreading.atCaret, toCard),
          pointed: (placed, how) => pointed(placed && { where: 'body', ...placed }, how),
        }),
      ];
    },
    onCreate() {
      proofreading.attach(bodyOf(this.editor));
    },
    onDestroy() {
      proofreading.attach(undefined);
    },
  });
