/** The buttons of the editor: what each does, when it is on, and its sign. */
import type { Editor } from '@tiptap/core';
import { richTextWords as words } from '../../wording/zh-rich-text.ts';

export interface Tool {
  readonly key: string;
  readonly label: string;
  /** One or two characters, or a drawing by name. */
  readonly sign: string;
  readonly run: (editor: Editor) => void;
  readonly on?: (editor: Editor) => boolean;
  readonly able?: (editor: Editor) => boolean;
}

const mark = (key: 'bold' | 'italic' | 'underline' | 'strike' | 'subscript' | 'superscript', sign: string): Tool => ({
  key,
  label: words.tools[key],
  sign,
  run: (editor) => editor.chain().focus().toggleMark(key).run(),
  on: (editor) => editor.isActive(key),
});
const align = (key: 'left' | 'center' | 'right'): Tool => ({
  key,
  label: words.tools[key],
  sign: key,
  run: (editor) => editor.chain().focus().setTextAlign(key).run(),
  on: (editor) =>
    key === 'left'
      ? !editor.isActive({ textAlign: 'center' }) && !editor.isActive({ textAlign: 'right' })
      : editor.isActive({ textAlign: key }),
});

/** In groups, with a line between them. */
export const tools: readonly (readonly Tool[])[] = [
  [
    {
      key: 'undo',
      label: words.tools.undo,
      sign: 'undo',
      run: (editor) => editor.chain().focus().undo().run(),
      able: (editor) => editor.can().undo(),
    },
    {
      key: 'redo',
      label: words.tools.redo,
      sign: 'redo',
      run: (editor) => editor.chain().focus().redo().run(),
      able: (editor) => editor.can().redo(),
    },
  ],
  [
    mark('bold', 'B'),
    mark('italic', 'I'),
    mark('underline', 'U'),
    mark('strike', 'S'),
    mark('subscript', 'subscript'),
    mark('superscript', 'superscript'),
  ],
  [align('left'), align('center'), align('right')],
  [
    {
      key: 'bulletList',
      label: words.tools.bulletList,
      sign: 'bulletList',
      run: (editor) => editor.chain().focus().toggleBulletList().run(),
      on: (editor) => editor.isActive('bulletList'),
    },
    {
      key: 'orderedList',
      label: words.tools.orderedList,
      sign: 'orderedList',
      run: (editor) => editor.chain().focus().toggleOrderedList().run(),
      on: (editor) => editor.isActive('orderedList'),
    },
    {
      key: 'blockquote',
      label: words.tools.blockquote,
      sign: 'blockquote',
      run: (editor) => editor.chain().focus().toggleBlockquote().run(),
      on: (editor) => editor.isActive('blockquote'),
    },
  ],
];

export const drawings: Readonly<Record<string, string>> = {
  undo: 'M8 5 4 9l4 4M4 9h9a5 5 0 0 1 0 10h-3',
  redo: 'm16 5 4 4-4 4M20 9h-9a5 5 0 0 0 0 10h3',
  subscript: 'M4 6l8 10M12 6 4 16M16 15.5c.4-1.6 3.4-1.5 3.4.4 0 1.3-3.4 2.6-3.4 4.100h3.6',
  superscript: 'M4 8l8 10M12 8 4 18M16 4.500c.4-1.6 3.4-1.5 3.4.4 0 1.3-3.4 2.6-3.4 4.100h3.6',
  left: 'M4 6h16M4 12h9M4 18h13',
  center: 'M4 6h16M7.5 12h9M5.5 18h13',
  right: 'M4 6h16M11 12h9M7 18h13',
  bulletList: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  orderedList: 'M10 6h10M10 12h10M10 18h10M4 4.5 5.5 4v4M4 11.5c2.5-1 2.5 1 0 3h2.5M4 17h2L5 18.5c1.6 0 1.5 2-1 1.5',
  blockquote: 'M5 4v16M9 7h11M9 12h11M9 17h7',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  image: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9h.01',
  table: 'M4 5h16v14H4zM4 10h16M4 14.5h16M12 5v14',
};

export type TableTool = keyof typeof words.table;
/** What the menu of tables offers where the caret stands. */
export function tableTools(editor: Editor): readonly { readonly key: TableTool; readonly label: string }[] {
  const offered: TableTool[] = editor.isActive('table')
    ? [
        'addRowBefore',
        'addRowAfter',
        'addColumnBefore',
        'addColumnAfter',
        ...(editor.can().mergeCells() ? (['mergeCells'] as const) : []),
        ...(editor.can().splitCell() ? (['splitCell'] as const) : []),
        'toggleHeaderRow',
        'deleteRow',
        'deleteColumn',
        'deleteTable',
      ]
    : ['insertTable'];
  return offered.map((key) => ({ key, label: words.table[key] }));
}

export function runTableTool(editor: Editor, key: TableTool): void {
  const chain = editor.chain().focus();
  if (key === 'insertTable') chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
  else chain[key]().run();
}

/** What the paragraph at the caret is; 0 is plain text. */
export const headingAt = (editor: Editor): 0 | 2 | 3 | 4 =>
  ([2, 3, 4] as const).find((level) => editor.isActive('heading', { level })) ?? 0;
export function setHeading(editor: Editor, level: number): void {
  const chain = editor.chain().focus();
  if (level === 0) chain.setParagraph().run();
  else chain.setHeading({ level: level as 2 | 3 | 4 }).run();
}
