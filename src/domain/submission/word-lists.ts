/** Word and WPS paste lists as paragraphs that begin with a drawn marker (`mso-list`). */
import { declarationsOf, type MarkupNode, type MarkupTag, markupText } from './markup.ts';
import type { RichBlock, RichParagraph } from './rich-blocks.ts';

/** Whether a tag holds a list marker as Word draws it: said again by a real list, or kept as text from `wordItem`. */
export const isWordMarker = (tag: MarkupTag): boolean =>
  (tag.attributes.get('style') ?? '').includes('mso-list') && declarationsOf(tag).get('mso-list') === 'ignore';

function markerIn(nodes: readonly MarkupNode[]): string | undefined {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    const marker = isWordMarker(node) ? markupText(node) : markerIn(node.children);
    if (marker !== undefined) return marker.replace(/[\s\u00a0]+/g, '');
  }
  return undefined;
}

/** Level (from 1) and drawn marker of a paragraph that Word says belongs to a list. */
export function wordItem(
  tag: MarkupTag,
  style: ReadonlyMap<string, string>,
): { readonly level: number; readonly marker: string } | undefined {
  const level = /\blevel(\d)\b/.exec(style.get('mso-list') ?? '')?.[1];
  const marker = level === undefined ? undefined : markerIn(tag.children);
  return marker === undefined || marker === '' ? undefined : { level: Number(level), marker };
}

interface OpenList {
  readonly level: number;
  readonly tag: 'ul' | 'ol';
  readonly items: RichBlock[][];
}

/** One sign that is neither numeral nor Chinese draws a bullet, be it a letter of Wingdings. */
const isBullet = (marker: string): boolean => /^[^\d\u3400-\u9fff]$/u.test(marker);

/**
 * Blocks with their list paragraphs made real lists, where nothing is lost by it: bullets, and numbers 1. 2. 3. that run from one.
 * Official numbering (一、（一）（1）) and numbers that go on from elsewhere stay as text before the paragraph.
 */
export function gatherLists(blocks: readonly RichBlock[]): readonly RichBlock[] {
  const result: RichBlock[] = [];
  let open: OpenList[] = [];
  for (const block of blocks) {
    if (block.kind !== 'text' || block.item === undefined) {
      open = [];
      result.push(block);
      continue;
    }
    const { item, ...paragraph } = block;
    while ((open.at(-1)?.level ?? 0) > item.level) open.pop();
    const tag = isBullet(item.marker) ? 'ul' : 'ol';
    const number = tag === 'ul' ? 1 : Number(/^(\d{1,3})[.．]$/.exec(item.marker)?.[1] ?? 0);
    let list = open.at(-1)?.level === item.level ? open.at(-1) : undefined;
    const goesOn = list !== undefined && list.tag === tag && (tag === 'ul' || list.items.length + 1 === number);
    if (!goesOn) {
      if (list) open.pop();
      list = undefined;
      if (number === 1) {
        list = { level: item.level, tag, items: [] };
        (open.at(-1)?.items.at(-1) ?? result).push({ kind: 'list', tag, items: list.items });
        open.push(list);
      }
    }
    if (list) list.items.push([paragraph]);
    else {
      open = [];
      result.push(numbered(paragraph, item.marker));
    }
  }
  return result;
}

const numbered = (paragraph: RichParagraph, marker: string): RichParagraph => ({
  ...paragraph,
  runs: [{ kind: 'text', text: marker, marks: {} }, ...paragraph.runs],
});
