/** Rich text from outside (pasted, imported, sent by a client) → the sanitised HTML that is stored. */
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parseFragment, type TreeAdapter } from 'parse5';
import type { Finding } from '../domain/outcome.ts';
import { cleanMarkup } from '../domain/submission/clean-markup.ts';
import type { RichTextOptions } from '../domain/submission/cleaning.ts';
import type { MarkupNode } from '../domain/submission/markup.ts';

export interface SanitizedRichText {
  readonly html: string;
  /** What was taken out and a person may miss; an `error` says that only the bare text could be kept. */
  readonly removed: readonly Finding[];
  /** With `collectImages`: the images that stood in the text, in the order of the `image:<n>` that now name them. */
  readonly dataImages: readonly DataImage[];
}
export interface DataImage {
  readonly bytes: Uint8Array;
  readonly alt: string;
}

type ParsedNode = DefaultTreeAdapterMap['childNode'];

/** What no person writes, but what costs a parser without end: unclosed formatting multiplies, open tags and attributes are searched. */
const MOST_ELEMENTS = 60_000;
const DEEPEST = 300;
const MOST_ATTRIBUTES = 1_000;
/** Lines that are kept where only the text can be. */
const MOST_LINES = 10_000;

class TooComplex extends Error {}

function boundedAdapter(): TreeAdapter<DefaultTreeAdapterMap> {
  let [elements, depth] = [0, 0];
  return {
    ...defaultTreeAdapter,
    createElement(name, namespace, attributes) {
      elements += 1;
      if (elements > MOST_ELEMENTS) throw new TooComplex();
      return defaultTreeAdapter.createElement(name, namespace, attributes);
    },
    onItemPush() {
      depth += 1;
      if (depth > DEEPEST) throw new TooComplex();
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

/**
 * Rich text as it may be stored: only the vocabulary of domain/submission/rich-blocks, only images of the site's own files, no
 * scripts, no styles but alignment, nothing hidden; Word's and WPS's own marks are cleaned away. The same text always gives the
 * same HTML, and sanitising that again changes nothing. Never throws: markup that no person wrote is reduced to its text, with a
 * finding of level error.
 */
export function sanitizeRichText(html: string, options: RichTextOptions): SanitizedRichText {
  const nodes = parsed(html);
  const cleaned = nodes === undefined ? undefined : cleanMarkup(nodes, options);
  // Marks may make more tags than they came in; what is stored must be readable again.
  if (cleaned && cleaned.html.split('<').length < MOST_ELEMENTS) return { ...cleaned, dataImages: cleaned.dataImages.map(imageOf) };
  return { html: cleanMarkup(bareText(html), options).html, removed: [tooComplex], dataImages: [] };
}

const tooComplex: Finding = {
  code: 'too-complex',
  level: 'error',
  message: '内容的格式过于复杂，只保留了文字；请粘贴为纯文本后重新排版',
};

function parsed(html: string): readonly MarkupNode[] | undefined {
  if (hasHugeTag(html)) return undefined;
  try {
    return nodesOf(parseFragment(html, { treeAdapter: boundedAdapter() }).childNodes);
  } catch (error) {
    if (error instanceof TooComplex) return undefined;
    throw error;
  }
}

/** Attributes as the HTML standard cuts them (13.2.5.32–39): whether one tag has more than anyone writes. */
function hasHugeTag(html: string): boolean {
  const start = /<[a-z][^\s/>]*/gi;
  const attribute = /[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?/y;
  while (start.exec(html)) {
    attribute.lastIndex = start.lastIndex;
    for (let count = 0; attribute.test(html); count += 1) {
      if (count === MOST_ATTRIBUTES) return true;
      start.lastIndex = attribute.lastIndex;
    }
  }
  return false;
}

function nodesOf(nodes: readonly ParsedNode[]): readonly MarkupNode[] {
  return nodes.flatMap((node): readonly MarkupNode[] => {
    if (defaultTreeAdapter.isTextNode(node)) return [node.value];
    if (!defaultTreeAdapter.isElementNode(node)) return [];
    const attributes = new Map(node.attrs.map(({ name, value }) => [name, value]));
    return [{ tag: node.tagName, attributes, children: nodesOf(node.childNodes) }];
  });
}

/** The text between the tags, cut without a parser: a paragraph each. */
function bareText(html: string): readonly MarkupNode[] {
  const parts = html.split('<').flatMap((part, i) => (i === 0 ? part : part.slice(part.indexOf('>') + 1)).split('\n'));
  const lines = parts.map((part) => part.trim()).filter((part) => part !== '');
  const kept = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), lines.slice(MOST_LINES).join(' ')] : lines;
  return kept.map((line) => ({ tag: 'p', attributes: new Map(), children: [line] }));
}

const imageOf = ({ source, alt }: { readonly source: string; readonly alt: string }): DataImage => ({
  bytes: Buffer.from(unescaped(source.slice(source.indexOf(',') + 1)), 'base64'),
  alt,
});

/** Some editors write `%2B` for `+` in data addresses. */
function unescaped(text: string): string {
  return text.includes('%') ? text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
}
