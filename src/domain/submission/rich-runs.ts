/** The text of one paragraph as a flat list of runs with marks: one form for everything that looks the same. */

export interface RunMarks {
  readonly strong?: true;
  readonly em?: true;
  readonly u?: true;
  readonly s?: true;
  readonly script?: 'sub' | 'sup';
  readonly href?: string;
}

export interface RichImage {
  readonly src: string;
  readonly alt: string;
  readonly width?: number;
  readonly height?: number;
}

export type RichRun =
  | { readonly kind: 'text'; readonly text: string; readonly marks: RunMarks }
  | { readonly kind: 'image'; readonly image: RichImage; readonly marks: RunMarks }
  | { readonly kind: 'break' };

/** What has no look of its own, or turns the reading direction. */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
  /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;
const blanks = /[\s\u0085]/;
const wide = /[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\ud800-\udfff]/;
const none: RunMarks = {};

/** White space between words: full-width blanks are meant (张　三); a line end between Chinese characters is the source's, not the text's. */
function gap(blank: string, before: string, after: string): string {
  const fullWidth = blank.replace(/[^\u3000]/g, '');
  if (fullWidth !== '') return fullWidth;
  return /[\n\r]/.test(blank) && wide.test(before) && wide.test(after) ? '' : ' ';
}

const indents = (blank: string): boolean => /\u3000|\u00a0[^\S\u00a0]*\u00a0/.test(blank);

/**
 * The paragraphs of a run list: white space as one blank, none at the ends, no invisible characters; two line breaks, or one with
 * an indent after it, begin a new paragraph. What holds neither text nor image is left out. Doing it again changes nothing.
 */
export function tidyParagraphs(runs: readonly RichRun[]): readonly (readonly RichRun[])[] {
  const paragraphs: RichRun[][] = [];
  let current: RichRun[] = [];
  let [blank, blankMarks, breaks, last] = ['', none, 0, ''];
  const push = (run: RichRun): void => {
    const before = current.at(-1);
    if (run.kind === 'text' && before?.kind === 'text' && sameMarks(run.marks, before.marks)) {
      current[current.length - 1] = { ...before, text: before.text + run.text };
    } else current.push(run);
  };
  /** What stands before the next visible thing: a break, a new paragraph, or a blank. */
  const bridge = (next: string): void => {
    if (current.length > 0 && breaks > 0) {
      if (breaks > 1 || indents(blank)) {
        paragraphs.push(current);
        current = [];
      } else push({ kind: 'break' });
    } else if (current.length > 0 && blank !== '') {
      const text = gap(blank, last, next);
      if (text !== '') push({ kind: 'text', text, marks: blankMarks });
    }
    [blank, breaks] = ['', 0];
  };
  for (const run of runs) {
    if (run.kind === 'break') {
      [blank, breaks] = ['', breaks + 1];
    } else if (run.kind === 'image') {
      bridge('');
      push(run);
      last = '';
    } else {
      for (const [piece] of run.text
        .toWellFormed()
        .replace(invisible, '')
        .matchAll(/[\s\u0085]+|[^\s\u0085]+/g)) {
        if (blanks.test(piece)) {
          if (blank === '') blankMarks = run.marks;
          blank += piece;
          continue;
        }
        bridge(piece);
        push({ kind: 'text', text: piece, marks: run.marks });
        last = piece.at(-1) ?? '';
      }
    }
  }
  return current.length > 0 ? [...paragraphs, current] : paragraphs;
}

/** Opening tags of a run's marks, outermost first: always in this order, so that equal looks give equal HTML. */
function tagsOf(marks: RunMarks): string[] {
  return [
    ...(marks.href === undefined ? [] : [`a href="${escapeMarkup(marks.href)}" rel="noopener noreferrer"`]),
    ...(['strong', 'em', 'u', 's'] as const).filter((one) => marks[one]),
    ...(marks.script === undefined ? [] : [marks.script]),
  ];
}

const sameMarks = (one: RunMarks, other: RunMarks): boolean => tagsOf(one).join('>') === tagsOf(other).join('>');

/** Text as it stands in HTML, between tags and inside quoted attributes alike. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function imageHtml({ src, alt, width, height }: RichImage): string {
  const size = `${width === undefined ? '' : ` width="${width}"`}${height === undefined ? '' : ` height="${height}"`}`;
  return `<img src="${escapeMarkup(src)}" alt="${escapeMarkup(alt)}"${size}>`;
}

/** Runs as HTML; neighbours share the tags they have in common. */
export function runsHtml(runs: readonly RichRun[]): string {
  let html = '';
  let open: readonly string[] = [];
  const turnTo = (tags: readonly string[]): void => {
    let common = 0;
    while (common < open.length && open[common] === tags[common]) common += 1;
    for (const tag of open.slice(common).reverse()) html += `</${tag.split(' ')[0]}>`;
    for (const tag of tags.slice(common)) html += `<${tag}>`;
    open = tags;
  };
  for (const run of runs) {
    turnTo(run.kind === 'break' ? [] : tagsOf(run.marks));
    html += run.kind === 'break' ? '<br>' : run.kind === 'image' ? imageHtml(run.image) : escapeMarkup(run.text);
  }
  turnTo([]);
  return html;
}
