/** A document's text, block by block, so that an offset in a block's text is a place in the document. */
import type { Node } from '@tiptap/pm/model';

/** A paragraph, heading, caption, or the paragraph of a cell or list item. */
export interface TextBlock {
  /** Where its text begins in the document. Every code unit of the text is one place on. */
  readonly from: number;
  readonly text: string;
}

/** Stands for a picture: one place in the document, one code unit in the text, and part of no word. */
const picture = '\uFFFC';

/** Paragraphs that nobody touched are the same objects in the next document. */
const known = new WeakMap<Node, string>();

function textOf(block: Node): string {
  const before = known.get(block);
  if (before !== undefined) return before;
  let text = '';
  block.forEach((node) => {
    text += node.isText ? node.text : node.type.name === 'hardBreak' ? '\n' : picture.repeat(node.nodeSize);
  });
  known.set(block, text);
  return text;
}

/** All blocks that hold text, in order; empty ones are left out. */
export function blocksOf(doc: Node): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  doc.descendants((node, at) => {
    if (!node.isTextblock) return true;
    if (node.content.size > 0) blocks.push({ from: at + 1, text: textOf(node) });
    return false;
  });
  return blocks;
}

/** The document's text between two places of one block, as `blocksOf` gives it. */
export const textBetween = (doc: Node, from: number, to: number): string =>
  doc.textBetween(from, to, '\n', (leaf) => (leaf.type.name === 'hardBreak' ? '\n' : picture.repeat(leaf.nodeSize)));
