/**
 * From any HTML to the small vocabulary that a submission's text is stored in. Nothing of the given markup is copied: its text,
 * marks and structure are read into blocks, and blocks are written anew, so what the vocabulary lacks cannot come through.
 */
import type { Finding } from '../outcome.ts';
import { cleanTable } from './clean-table.ts';
import { addImage, type Cleaning, type RichTextOptions, startCleaning, tell, toldFindings } from './cleaning.ts';
import { declarationsOf, isHidden, type MarkupNode, type MarkupTag, markupText } from './markup.ts';
import { blocksHtml, type RichAlign, type RichBlock, type RichParagraph } from './rich-blocks.ts';
import { type RichRun, type RunMarks, tidyParagraphs } from './rich-runs.ts';
import { gatherLists, isWordMarker, wordItem } from './word-lists.ts';

export interface CleanedRichText {
  readonly html: string;
  /** What was taken out and a person may miss: one finding a kind, with the first place. */
  readonly removed: readonly Finding[];
  /** The `data:` addresses of collected images, `image:0` first. */
  readonly dataImages: readonly { readonly source: string; readonly alt: string }[];
}

/** What a nested thing inherits. */
interface Inherited {
  readonly marks: RunMarks;
  readonly align: RichAlign | undefined;
  /** The paragraph or heading that text stands in; undefined outside of any. */
  readonly textTag: RichParagraph['tag'] | undefined;
  readonly depth: number;
}

/** Lists in tables in quotes: deeper than this, no reader follows, and the parts are set one after the other. */
const DEEPEST = 8;

const dropped = new Set(
  `script style head title meta link template noscript noframes noembed iframe frame frameset object embed applet svg math xmp plaintext
  xml textarea select datalist canvas audio video map param source track base button input dialog portal`.split(/\s+/),
);
/** Taken out with a word to the writer. */
const toldOf: Readonly<Record<string, readonly [code: string, message: string]>> = {
  script: ['script-removed', '脚本已去掉'],
  ...Object.fromEntries(
    'iframe frame object embed applet svg math audio video canvas'
      .split(' ')
      .map((tag) => [tag, ['embed-removed', '嵌入的网页、视频或控件已去掉；视频请写明链接，图形请另存为图片上传']] as const),
  ),
  ...Object.fromEntries(
    'textarea select input button'.split(' ').map((tag) => [tag, ['form-removed', '表单控件已去掉，请改用文字或附件']] as const),
  ),
};
const textTags: Readonly<Record<string, RichParagraph['tag']>> = { p: 'p', h1: 'h2', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4' };
const blockTags = new Set(
  `address article aside body center dd details dir div dl dt fieldset figcaption footer form header hgroup hr html legend li main menu nav
  optgroup option pre search section summary caption colgroup col tbody thead tfoot tr td th`.split(/\s+/),
);
const markTags: Readonly<Record<string, RunMarks>> = {
  ...{ b: { strong: true }, strong: { strong: true }, i: { em: true }, em: { em: true }, u: { u: true }, ins: { u: true } },
  ...{ s: { s: true }, strike: { s: true }, del: { s: true }, sub: { script: 'sub' }, sup: { script: 'sup' } },
};

/** The tree as rich text. Pure and deterministic; cleaning what it gives changes nothing. */
export function cleanMarkup(nodes: readonly MarkupNode[], options: RichTextOptions): CleanedRichText {
  const cleaning = startCleaning(options);
  const html = blocksHtml(blocksOf(nodes, { marks: {}, align: undefined, textTag: undefined, depth: 0 }, cleaning));
  return { html, removed: toldFindings(cleaning), dataImages: cleaning.images };
}

/** Reads nodes into blocks; text outside paragraphs becomes one. */
function blocksOf(nodes: readonly MarkupNode[], inherited: Inherited, cleaning: Cleaning): readonly RichBlock[] {
  const blocks: RichBlock[] = [];
  let runs: RichRun[] = [];
  const flush = ({ align, textTag }: Inherited, item?: RichParagraph['item']): void => {
    tidyParagraphs(runs).forEach((paragraph, i) => {
      const bare = textTag === undefined && align === undefined && paragraph.every(({ kind }) => kind === 'image');
      blocks.push({
        kind: 'text',
        tag: textTag ?? 'p',
        runs: paragraph,
        ...(align === undefined ? {} : { align }),
        ...(bare ? { bare } : {}),
        ...(i === 0 && item !== undefined ? { item } : {}),
      });
    });
    runs = [];
  };

  const visitAll = (children: readonly MarkupNode[], within: Inherited, pre: boolean): void => {
    for (const child of children) {
      if (typeof child !== 'string') visit(child, within, pre);
      else if (pre) runs.push(...preformatted(child, within.marks));
      else runs.push({ kind: 'text', text: child, marks: within.marks });
    }
  };
  const visit = (tag: MarkupTag, from: Inherited, pre: boolean): void => {
    const style = declarationsOf(tag);
    if (isUnwanted(tag, style, cleaning)) return;
    const within = { ...from, marks: marksOf(tag, style, from.marks, cleaning), ...alignOf(tag, style) };
    const textTag = textTags[tag.tag];
    if (tag.tag === 'br') runs.push({ kind: 'break' });
    else if (tag.tag === 'img') addImage(runs, tag, within.marks, cleaning);
    else if (textTag !== undefined) {
      flush(from);
      visitAll(tag.children, { ...within, textTag }, pre);
      flush({ ...within, textTag }, wordItem(tag, style));
    } else if (isStructure(tag.tag) && from.depth < DEEPEST) {
      flush(from);
      blocks.push(...structureOf(tag, { ...within, textTag: undefined, depth: from.depth + 1 }, cleaning));
    } else if (isStructure(tag.tag) || blockTags.has(tag.tag)) {
      flush(from);
      visitAll(tag.children, within, pre || tag.tag === 'pre');
      flush(within);
    } else visitAll(tag.children, within, pre);
  };
  visitAll(nodes, inherited, false);
  flush(inherited);
  return gatherLists(blocks);
}

const isStructure = (tag: string): boolean => ['ul', 'ol', 'blockquote', 'table', 'figure'].includes(tag);

function structureOf(tag: MarkupTag, within: Inherited, cleaning: Cleaning): readonly RichBlock[] {
  const inside = (nodes: readonly MarkupNode[]): readonly RichBlock[] => blocksOf(nodes, within, cleaning);
  switch (tag.tag) {
    case 'ul':
    case 'ol':
      return listOf(tag, tag.tag, within, cleaning);
    case 'blockquote': {
      const blocks = inside(tag.children);
      return blocks.length === 0 ? [] : [{ kind: 'quote', blocks }];
    }
    case 'table':
      return cleanTable(tag, (nodes, cell) =>
        blocksOf(nodes, cell ? { ...within, ...alignOf(cell, declarationsOf(cell)) } : within, cleaning),
      );
    default:
      return figureOf(tag, inside);
  }
}

/** What stands between the items, such as a list straight in a list, belongs to the item before it. */
function listOf(list: MarkupTag, tag: 'ul' | 'ol', within: Inherited, cleaning: Cleaning): readonly RichBlock[] {
  const groups: MarkupNode[][] = [];
  for (const child of list.children) {
    if (typeof child !== 'string' && child.tag === 'li') groups.push([child]);
    else if (typeof child !== 'string' || child.trim() !== '') {
      const last = groups.at(-1);
      if (last) last.push(child);
      else groups.push([child]);
    }
  }
  const items = groups.map((nodes) => blocksOf(nodes, within, cleaning)).filter((blocks) => blocks.length > 0);
  return items.length === 0 ? [] : [{ kind: 'list', tag, items }];
}

const isTag = (node: MarkupNode, name: string): node is MarkupTag => typeof node !== 'string' && node.tag === name;

/** A figure holds an image or a table; without one it is only its text. */
function figureOf(tag: MarkupTag, inside: (nodes: readonly MarkupNode[]) => readonly RichBlock[]): readonly RichBlock[] {
  const blocks = inside(tag.children.filter((node) => !isTag(node, 'figcaption')));
  const captions = inside(tag.children.filter((node) => isTag(node, 'figcaption')));
  const worth = blocks.some(
    (block) => block.kind === 'table' || (block.kind === 'text' && block.runs.some(({ kind }) => kind === 'image')),
  );
  if (!worth || captions.some(({ kind }) => kind !== 'text')) return [...blocks, ...captions];
  const lines = captions.flatMap((block) => (block.kind === 'text' ? [block.runs] : []));
  const caption = lines.flatMap((runs, i): readonly RichRun[] => (i === 0 ? runs : [{ kind: 'break' }, ...runs]));
  return [{ kind: 'figure', blocks, caption }];
}

/** Scripts and controls, hidden text, a reviewer's comments and text struck out in tracking: none may be published. */
function isUnwanted(tag: MarkupTag, style: ReadonlyMap<string, string>, cleaning: Cleaning): boolean {
  const told = toldOf[tag.tag];
  if (told) tell(cleaning, told[0], told[1]);
  if (dropped.has(tag.tag) || isWordMarker(tag)) return true;
  const name = tag.attributes.get('class') ?? '';
  const text = (): string => markupText(tag).trim();
  if (/\bmsocom/i.test(name) || style.get('mso-element') === 'comment-list' || style.get('mso-special-character') === 'comment') {
    tellIfAny(cleaning, 'comment-removed', '文档里的批注已去掉', text());
    return true;
  }
  if (tag.tag === 'del' && (/\bmsodel\b/i.test(name) || tag.attributes.has('cite') || tag.attributes.has('datetime'))) {
    tellIfAny(cleaning, 'tracked-deletion-removed', '修订中已删除的文字没有带入', text());
    return true;
  }
  if (!isHidden(tag, style)) return false;
  tellIfAny(cleaning, 'hidden-text-removed', '看不见的隐藏文字已去掉', text());
  return true;
}

function tellIfAny(cleaning: Cleaning, code: string, message: string, text: string): void {
  if (text !== '') tell(cleaning, code, message, text);
}

function marksOf(tag: MarkupTag, style: ReadonlyMap<string, string>, from: RunMarks, cleaning: Cleaning): RunMarks {
  const weight = style.get('font-weight');
  const lines = `${style.get('text-decoration') ?? ''} ${style.get('text-decoration-line') ?? ''}`;
  const raised = style.get('vertical-align');
  const bold = weight !== undefined && (/^bold/.test(weight) || Number(weight) >= 600);
  const own = isInsertion(tag) ? {} : (markTags[tag.tag] ?? {});
  const light = weight === 'normal' || Number(weight) < 600;
  const { strong, ...rest } = own;
  return {
    ...from,
    ...rest,
    ...((strong && !light) || (bold && (textTags[tag.tag] ?? 'p') === 'p') ? { strong: true } : {}),
    ...(style.get('font-style') === 'italic' ? { em: true } : {}),
    ...(lines.includes('underline') && tag.tag !== 'a' ? { u: true } : {}),
    ...(lines.includes('line-through') ? { s: true } : {}),
    ...(raised === 'super' ? { script: 'sup' } : raised === 'sub' ? { script: 'sub' } : {}),
    ...(tag.tag === 'a' ? linkOf(tag, cleaning) : {}),
  };
}

/** An accepted insertion of tracked changes is plain text. */
const isInsertion = ({ tag, attributes }: MarkupTag): boolean =>
  tag === 'ins' && (attributes.has('cite') || attributes.has('datetime') || /\bmsoins\b/i.test(attributes.get('class') ?? ''));

/** Addresses that a reader can follow; a name before @ in a web address only misleads. */
const followable = /^(?:https?:\/\/[^\s\\/?#@]+(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+)$/i;

function linkOf(tag: MarkupTag, cleaning: Cleaning): { readonly href?: string } {
  // Browsers skip these in an address, so a check must too.
  const href = (tag.attributes.get('href') ?? '')
    .toWellFormed()
    .replace(/[\t\n\r]/g, '')
    .trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no address holds them
  if (followable.test(href) && !/[\u0000-\u001f\u007f]/.test(href)) return { href };
  if (href !== '' && !href.startsWith('#')) {
    tell(cleaning, 'link-removed', '链接已去掉：只能链接到 http、https 和邮箱地址', markupText(tag).trim() || href);
  }
  return {};
}

/** Left and justified are how text stands anyway. */
function alignOf(tag: MarkupTag, style: ReadonlyMap<string, string>): { readonly align?: RichAlign | undefined } {
  if (tag.tag === 'center') return { align: 'center' };
  const value = style.get('text-align') ?? (tag.tag === 'img' ? undefined : tag.attributes.get('align')?.toLowerCase());
  if (value === 'center' || value === '-webkit-center') return { align: 'center' };
  if (value === 'right' || value === 'end') return { align: 'right' };
  return ['left', 'start', 'justify'].includes(value ?? '') ? { align: undefined } : {};
}

/** Lines of preformatted text stay lines. */
function preformatted(text: string, marks: RunMarks): readonly RichRun[] {
  return text
    .split(/\r\n?|\n/)
    .flatMap((line, i): readonly RichRun[] => [...(i === 0 ? [] : [{ kind: 'break' } as const]), { kind: 'text', text: line, marks }]);
}
