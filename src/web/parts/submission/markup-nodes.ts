/** Rich text in the browser: read by the browser's own parser, cleaned by the same rules as on the server. */
import { type CleanedRichText, cleanMarkup } from '../../../domain/submission/clean-markup.ts';
import type { RichTextOptions } from '../../../domain/submission/cleaning.ts';
import type { MarkupNode } from '../../../domain/submission/markup.ts';

function nodeOf(node: Node): readonly MarkupNode[] {
  if (node.nodeType === Node.TEXT_NODE) return [node.textContent ?? ''];
  // Comments and the instructions Word leaves are no text.
  if (!(node instanceof Element)) return [];
  const attributes = new Map([...node.attributes].map(({ name, value }) => [name.toLowerCase(), value]));
  return [{ tag: node.tagName.toLowerCase(), attributes, children: nodesOf(node) }];
}
const nodesOf = (parent: Node): readonly MarkupNode[] => [...parent.childNodes].flatMap(nodeOf);

/** Any HTML as it may be stored. A document that is only read runs and loads nothing. */
export function cleanedText(html: string, options: RichTextOptions): CleanedRichText {
  return cleanMarkup(nodesOf(new DOMParser().parseFromString(html, 'text/html').body), options);
}
