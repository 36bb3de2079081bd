/** Which paragraph of a Word document is its title. */

/** What mammoth makes of a document's XML, as far as it is looked at here. */
export interface DocxElement {
  readonly type: string;
  readonly children?: readonly DocxElement[];
  readonly value?: string;
  readonly styleName?: string | null;
  readonly alignment?: string | null;
  /** In points, where a run says so itself. */
  readonly fontSize?: number | null;
}

interface Head {
  readonly title: string;
  /** Texts above the title. */
  readonly above: readonly string[];
  /** The document from under its title, alignment told by style names. */
  readonly body: DocxElement;
}

/** Titles stand among the first paragraphs; 2号 is 22 points (GB/T 9704-2012, 7.3.1), offices also use 小二 (18). */
const LOOKED_AT = 8;
const LARGE = 18;
const LONGEST = 120;

const textOf = (element: DocxElement): string =>
  element.type === 'text' ? (element.value ?? '') : (element.children ?? []).map(textOf).join('');
const sizeOf = (element: DocxElement): number =>
  Math.max(element.fontSize ?? 0, ...(element.children ?? []).filter((one) => textOf(one).trim() !== '').map(sizeOf));
const squeezed = (text: string): string =>
  text
    .replace(/[\ue0f0-\ue0f2]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
const isTitleStyle = (name: string): boolean => /^(?:title|标题|公文标题|文章标题)$/i.test(name);

interface Candidate {
  readonly at: number;
  readonly text: string;
  readonly style: string;
  readonly centred: boolean;
  readonly size: number;
}

/** The title, what stands above it, and the rest of the document. */
export function headOf(document: DocxElement): Head {
  const children = document.children ?? [];
  const table = children.findIndex(({ type }) => type === 'table');
  const candidates = children.slice(0, table < 0 ? undefined : table).flatMap((element, at): Candidate[] => {
    const text = squeezed(textOf(element));
    const { styleName, alignment } = element;
    return text === '' ? [] : [{ at, text, style: styleName ?? '', centred: alignment === 'center', size: sizeOf(element) }];
  });
  const lines = titleLines(candidates.slice(0, LOOKED_AT));
  const first = lines[0]?.at ?? 0;
  const last = lines.at(-1)?.at ?? -1;
  return {
    title: lines
      .map(({ text }) => text)
      .join('')
      .replace(/(?<=[^\x20-\x7e]) (?=\S)|(?<=\S) (?=[^\x20-\x7e])/g, ''),
    above: candidates.filter(({ at }) => at < first).map(({ text }) => text),
    body: { ...document, children: children.slice(last + 1).map(aligned) },
  };
}

function titleLines(candidates: readonly Candidate[]): readonly Candidate[] {
  const styled = candidates.findIndex(({ style }) => isTitleStyle(style));
  if (styled >= 0) return goingOn(candidates, styled, (one) => isTitleStyle(one.style));
  // A red head (××人民政府文件) is larger still.
  const possible = candidates.filter(
    ({ text }) => text.length <= LONGEST && !/(?:文件|。|：|:)$/.test(text) && !/〔\d{4}〕\d+号$/.test(text),
  );
  const largest = Math.max(0, ...possible.map(({ size }) => size));
  const large = possible.find(({ size }) => size === largest && size >= LARGE) ?? possible.find(({ centred }) => centred);
  if (large) {
    return goingOn(
      candidates,
      candidates.indexOf(large),
      (one) => one.centred === large.centred && one.size === large.size && possible.includes(one),
    );
  }
  const [first] = candidates;
  return first !== undefined && possible.includes(first) && first.text.length <= 60 ? [first] : [];
}

/** A long title is set in several paragraphs. */
function goingOn(candidates: readonly Candidate[], from: number, alike: (one: Candidate) => boolean): readonly Candidate[] {
  const rest = candidates.slice(from);
  const end = rest.findIndex((one, i) => i > 0 && (!alike(one) || one.at !== (rest[i - 1] as Candidate).at + 1));
  return end < 0 ? rest : rest.slice(0, end);
}

/** Alignment as the name of a style, since conversion looks at nothing else; headings and lists keep theirs. */
function aligned(element: DocxElement): DocxElement {
  const children = element.children?.map(aligned);
  const plain = element.type === 'paragraph' && !/^(?:heading|标题|公文)/i.test(element.styleName ?? '');
  const align =
    element.alignment === 'center' ? 'align-center' : /^(?:right|end)$/.test(element.alignment ?? '') ? 'align-right' : undefined;
  return { ...element, ...(children ? { children } : {}), ...(plain && align ? { styleName: align, styleId: align } : {}) };
}
