/** What a workbook holds and does not show (ECMA-376, SpreadsheetML), as the HTML that `text/hidden.ts` looks through. */
import { escapeMarkup } from '../domain/submission/rich-runs.ts';
import { DamagedError } from './unreadable.ts';
import { zipParts } from './upload-zip.ts';
import { columnAt } from './xlsx-columns.ts';
import { elements, plainText, unescaped, type XmlElement } from './xlsx-parts.ts';

interface Font {
  /** `#rrggbb`; undefined where it is a theme's or the reader's own. */
  readonly colour: string | undefined;
  readonly size: number | undefined;
}
interface CellStyle extends Font {
  /** Its value is not shown: a format that is empty in all its parts. */
  readonly blank: boolean;
  /** As `colour`, `unknown` for patterns and themes; undefined where nothing lies under the text. */
  readonly ground: string | undefined;
}
type Texts = readonly { readonly text: string; readonly runs: readonly (Font & { readonly text: string })[] }[];
interface Book {
  readonly texts: Texts;
  readonly styles: readonly CellStyle[];
}

const on = (value: string | undefined): boolean => value === '1' || value === 'true';

/** White is the only colour of a theme, and of the old palette, that is looked for. */
function colourOf(colour: XmlElement | undefined): string | undefined {
  if (!colour) return undefined;
  const { rgb, theme, tint, indexed } = colour.attributes;
  if (rgb !== undefined) return /^(?:[0-9a-f]{2})?[0-9a-f]{6}$/i.test(rgb) ? `#${rgb.slice(-6).toLowerCase()}` : undefined;
  return (theme === '0' && (tint === undefined || Number(tint) === 0)) || indexed === '1' || indexed === '9' ? '#ffffff' : undefined;
}
const fontOf = (xml: string): Font => {
  const size = Number(elements(xml, 'sz')[0]?.attributes['val'] ?? Number.NaN);
  return { colour: colourOf(elements(xml, 'color')[0]), size: Number.isNaN(size) ? undefined : size };
};
function groundOf(fill: string): string | undefined {
  const pattern = elements(fill, 'patternFill')[0];
  if (pattern && (pattern.attributes['patternType'] ?? 'none') === 'none') return undefined;
  return (pattern?.attributes['patternType'] === 'solid' ? colourOf(elements(pattern.inner, 'fgColor')[0]) : undefined) ?? 'unknown';
}

/** Four parts at most, for numbers above, below and at nought, and for texts; empty ones show nothing. */
const isBlank = (format: string | undefined): boolean => format !== undefined && /^(?:\[[^\]]*\])*;{2,3}$/.test(format.trim());

function stylesOf(xml: string): readonly CellStyle[] {
  const inside = (name: string): string => elements(xml, name)[0]?.inner ?? '';
  const fonts = elements(inside('fonts'), 'font').map(({ inner }) => fontOf(inner));
  const fills = elements(inside('fills'), 'fill').map(({ inner }) => groundOf(inner));
  const formats = new Map(elements(xml, 'numFmt').map(({ attributes }) => [attributes['numFmtId'], attributes['formatCode']]));
  return elements(inside('cellXfs'), 'xf').map(({ attributes: { fontId, fillId, numFmtId } }) => ({
    ...(fonts[Number(fontId ?? 0)] ?? { colour: undefined, size: undefined }),
    ground: fills[Number(fillId ?? 0)],
    blank: isBlank(formats.get(numFmtId)),
  }));
}

const textsOf = (xml: string): Texts =>
  elements(xml, 'si').map(({ inner }) => ({
    text: plainText(inner),
    runs: elements(inner, 'r').map((run) => ({ ...fontOf(elements(run.inner, 'rPr')[0]?.inner ?? ''), text: plainText(run.inner) })),
  }));

const css = ({ blank, colour, ground, size }: CellStyle): string =>
  [
    blank ? 'display:none' : '',
    colour === undefined ? '' : `color:${colour}`,
    ground === undefined ? '' : `background-color:${ground}`,
    size === undefined ? '' : `font-size:${size}pt`,
  ]
    .filter(Boolean)
    .join(';');
const marked = (style: CellStyle, text: string): string => `<span style="${css(style)}">${escapeMarkup(text)}</span>`;

interface SheetCell {
  readonly column: number;
  readonly text: string;
  readonly html: string;
}
const plainStyle: CellStyle = { blank: false, colour: undefined, size: undefined, ground: undefined };

function cellOf({ texts, styles }: Book, { attributes, inner }: XmlElement, next: number, covered: boolean): SheetCell {
  const column = columnAt(/^[A-Z]+/.exec(attributes['r'] ?? '')?.[0]) ?? next;
  const value = elements(inner, 'v')[0]?.inner;
  const shared = attributes['t'] === 's' && value !== undefined ? texts[Number(value)] : undefined;
  const text = shared?.text ?? (attributes['t'] === 'inlineStr' ? plainText(inner) : unescaped(value ?? ''));
  const own = styles[Number(attributes['s'] ?? 0)] ?? plainStyle;
  // A table's style, or a rule, may lay a colour under it.
  const style = covered ? { ...own, ground: 'unknown' } : own;
  const runs = shared?.runs ?? [];
  if (text === '') return { column, text, html: '' };
  if (runs.length === 0) return { column, text, html: marked(style, text) };
  const html = runs.map(({ text: said, colour, size }) =>
    marked({ ...style, colour: colour ?? style.colour, size: size ?? style.size }, said),
  );
  return { column, text, html: html.join('') };
}

/** Longer than this is enough to know what it is. */
const longest = 500;
const aside = (why: string, texts: readonly string[]): string => {
  const text = texts.filter((one) => one !== '').join(' ');
  return text === '' ? '' : `<p hidden="${escapeMarkup(why)}">${escapeMarkup(text.slice(0, longest))}</p>\n`;
};

interface Row {
  readonly hidden: boolean;
  readonly cells: readonly SheetCell[];
}

function rowsOf(book: Book, xml: string): readonly Row[] {
  const covered = /<(?:\w+:)?(?:tablePart|conditionalFormatting)\b/.test(xml);
  return elements(elements(xml, 'sheetData')[0]?.inner ?? '', 'row').map(({ attributes, inner }) => {
    let next = 0;
    const cells = elements(inner, 'c').map((cell) => {
      const read = cellOf(book, cell, next, covered);
      next = read.column + 1;
      return read;
    });
    return { hidden: on(attributes['hidden']) || Number(attributes['ht'] ?? 1) === 0, cells };
  });
}

/** Hidden rows and columns each as one text, all else cell by cell. */
function sheetPage(book: Book, name: string, xml: string): string {
  const columns = elements(elements(xml, 'cols')[0]?.inner ?? '', 'col')
    .filter(({ attributes }) => on(attributes['hidden']) || Number(attributes['width'] ?? 1) === 0)
    .map(({ attributes }) => [Number(attributes['min']) - 1, Number(attributes['max']) - 1] as const);
  const isHidden = (column: number): boolean => columns.some(([from, to]) => from <= column && column <= to);
  const rows = rowsOf(book, xml);
  const texts = (all: readonly Row[], keep: (column: number) => boolean): string[] =>
    all.flatMap(({ cells }) => cells.flatMap(({ column, text }) => (keep(column) ? [text] : [])));
  const seen = rows.filter(({ hidden }) => !hidden);
  return [
    ...seen.map(({ cells }) => cells.map(({ column, html }) => (isHidden(column) ? '' : html)).join('')),
    aside(
      `工作表“${name}”里隐藏的行`,
      texts(
        rows.filter(({ hidden }) => hidden),
        () => true,
      ),
    ),
    aside(`工作表“${name}”里隐藏的列`, texts(seen, isHidden)),
  ].join('\n');
}

const mostBytes = 256 * 1024 * 1024;

/**
 * The texts of a workbook as HTML, with what may hide them: hidden sheets, rows and columns, formats that show nothing, colours of text and
 * ground, size. Colours of themes but white, and what tables and rules lay under cells, are not followed: there a colour hides nothing.
 * Throws DamagedError where the package is damaged.
 */
export async function hiddenPageOfXlsx(bytes: Uint8Array): Promise<string> {
  const parts = await zipParts(bytes, mostBytes);
  if (!parts.ok) throw new DamagedError('a workbook could not be unpacked');
  const xml = new Map(
    parts.value.filter(({ name }) => /\.(?:xml|rels)$/.test(name)).map(({ name, bytes: part }) => [name, part.toString()]),
  );
  const targets = new Map(
    elements(xml.get('xl/_rels/workbook.xml.rels') ?? '', 'Relationship').map(({ attributes }) => [
      attributes['Id'],
      attributes['Target'] ?? '',
    ]),
  );
  const book: Book = { texts: textsOf(xml.get('xl/sharedStrings.xml') ?? ''), styles: stylesOf(xml.get('xl/styles.xml') ?? '') };
  return elements(xml.get('xl/workbook.xml') ?? '', 'sheet')
    .map(({ attributes }) => {
      const { name = '', state = 'visible' } = attributes;
      const target = targets.get(attributes['r:id'] ?? '') ?? '';
      const sheet = xml.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`) ?? '';
      if (state === 'visible') return sheetPage(book, name, sheet);
      return aside(
        `隐藏的工作表“${name}”`,
        rowsOf(book, sheet).flatMap(({ cells }) => cells.map(({ text }) => text)),
      );
    })
    .join('\n');
}
