/** HTML as a plain tree, however it was parsed: by parse5 on the server, by the browser itself in an editor. */

export interface MarkupTag {
  /** Lower case; prefixed names of Office as they stand (`o:p`). */
  readonly tag: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly MarkupNode[];
}
/** A tag, or text with its entities decoded. Comments are no nodes. */
export type MarkupNode = MarkupTag | string;

/** All text under a node, as it stands. */
export function markupText(node: MarkupNode): string {
  return typeof node === 'string' ? node : node.children.map(markupText).join('');
}

/** Declarations of a tag's `style`, names and values in lower case and without blanks around them; the last of a name counts. */
export function declarationsOf(tag: MarkupTag): ReadonlyMap<string, string> {
  const declared = new Map<string, string>();
  for (const part of (tag.attributes.get('style') ?? '').toLowerCase().split(';')) {
    const colon = part.indexOf(':');
    const value = part.slice(colon + 1).replace('!important', '');
    if (colon > 0) declared.set(part.slice(0, colon).trim(), value.trim());
  }
  return declared;
}

const far = (value: string | undefined): boolean => value !== undefined && /^-\d{3,}/.test(value);
const nothing = (value: string | undefined): boolean => value !== undefined && /^0+(?:\.0*)?(?:px|pt|em|rem|%)?$/.test(value);

/** Whether a tag hides what is in it: such text would be published unseen, and search engines would still read it. */
export function isHidden(tag: MarkupTag, style: ReadonlyMap<string, string>): boolean {
  return (
    tag.attributes.has('hidden') ||
    style.get('display') === 'none' ||
    style.get('visibility') === 'hidden' ||
    style.get('visibility') === 'collapse' ||
    style.get('mso-hide') === 'all' ||
    nothing(style.get('font-size')) ||
    /^1(?:\.0*)?p[xt]$/.test(style.get('font-size') ?? '') ||
    nothing(style.get('opacity')) ||
    (nothing(style.get('height')) && style.get('overflow') === 'hidden') ||
    [style.get('left'), style.get('top'), style.get('text-indent'), style.get('margin-left')].some(far)
  );
}
