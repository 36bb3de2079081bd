/** The blocks of a rich text and how they are written: the whole vocabulary that is ever stored. */
import { type RichRun, runsHtml } from './rich-runs.ts';

export type RichAlign = 'center' | 'right';

export interface RichParagraph {
  readonly kind: 'text';
  readonly tag: 'p' | 'h2' | 'h3' | 'h4';
  readonly align?: RichAlign;
  readonly runs: readonly RichRun[];
  /** Stands without a tag of its own: images between paragraphs. */
  readonly bare?: true;
  /** Word's list paragraph, until it is gathered into a list. */
  readonly item?: { readonly level: number; readonly marker: string };
}
export interface RichCell {
  readonly tag: 'td' | 'th';
  readonly colspan: number;
  readonly rowspan: number;
  readonly blocks: readonly RichBlock[];
}
export type RichRow = readonly RichCell[];

export type RichBlock =
  | RichParagraph
  | { readonly kind: 'list'; readonly tag: 'ul' | 'ol'; readonly items: readonly (readonly RichBlock[])[] }
  | { readonly kind: 'quote'; readonly blocks: readonly RichBlock[] }
  | { readonly kind: 'table'; readonly head: readonly RichRow[]; readonly body: readonly RichRow[] }
  | { readonly kind: 'figure'; readonly blocks: readonly RichBlock[]; readonly caption: readonly RichRun[] };

function paragraphHtml({ tag, align, runs, bare }: RichParagraph): string {
  if (bare) return runsHtml(runs);
  return `<${tag}${align === undefined ? '' : ` style="text-align:${align}"`}>${runsHtml(runs)}</${tag}>`;
}

/** A list item or cell with one plain paragraph holds its text directly. */
function contentHtml(blocks: readonly RichBlock[]): string {
  const [only, another] = blocks;
  const plain = only?.kind === 'text' && another === undefined && only.tag === 'p' && only.align === undefined;
  return plain ? runsHtml(only.runs) : blocksHtml(blocks);
}

function rowHtml(row: RichRow): string {
  const cells = row.map(({ tag, colspan, rowspan, blocks }) => {
    const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
    return `<${tag}${spans}>${contentHtml(blocks)}</${tag}>`;
  });
  return `<tr>${cells.join('')}</tr>`;
}

function blockHtml(block: RichBlock): string {
  switch (block.kind) {
    case 'text':
      return paragraphHtml(block);
    case 'list':
      return `<${block.tag}>${block.items.map((item) => `<li>${contentHtml(item)}</li>`).join('')}</${block.tag}>`;
    case 'quote':
      return `<blockquote>${blocksHtml(block.blocks)}</blockquote>`;
    case 'figure': {
      const caption = block.caption.length === 0 ? '' : `<figcaption>${runsHtml(block.caption)}</figcaption>`;
      return `<figure>${blocksHtml(block.blocks)}${caption}</figure>`;
    }
    case 'table': {
      const head = block.head.length === 0 ? '' : `<thead>${block.head.map(rowHtml).join('')}</thead>`;
      const body = block.body.length === 0 ? '' : `<tbody>${block.body.map(rowHtml).join('')}</tbody>`;
      return `<table>${head}${body}</table>`;
    }
  }
}

/** Blocks as the HTML that is stored: no blank between tags, attributes in a fixed order. */
export function blocksHtml(blocks: readonly RichBlock[]): string {
  return blocks.map(blockHtml).join('');
}
