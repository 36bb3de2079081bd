/** What can be known of a stored rich text (正文) from its HTML alone: its plain text, its images, its tables. Runs in the browser too. */
import { imageSource } from './cleaning.ts';

const tags = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;
const ends = new Set(['p', 'h2', 'h3', 'h4', 'li', 'ul', 'ol', 'blockquote', 'figure', 'figcaption', 'table', 'tr']);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const decoded = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos|nbsp));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );

/**
 * The text of a sanitised rich text, line by line: a line for each paragraph, heading, list item and caption; a table row is a
 * line with a tab between its cells; a line break begins a line, in a cell it is a blank. No empty lines. Alternative texts of
 * images are not part of it.
 */
export function plainText(html: string): string {
  const lines: string[] = [];
  let [line, from, rows] = ['', 0, 0];
  const end = (): void => {
    const text = line
      .replace(/[^\S\t\u3000]+/g, ' ')
      .replace(/ ?\t ?/g, '\t')
      .trim();
    if (text !== '') lines.push(text);
    line = '';
  };
  for (const { 0: whole, 1: slash, 2: tag = '', index } of html.matchAll(tags)) {
    line += decoded(html.slice(from, index));
    from = index + whole.length;
    if (tag === 'tr') {
      if (slash === '/') rows -= 1;
      if (rows === 0) end();
      if (slash === '') rows += 1;
    } else if ((tag === 'td' || tag === 'th') && slash === '/') line += rows > 1 ? ' ' : '\t';
    else if (rows > 0) line += ends.has(tag) || tag === 'br' ? ' ' : '';
    else if (ends.has(tag) || tag === 'br') end();
  }
  line += decoded(html.slice(from));
  end();
  return lines.join('\n');
}

/** A code unit of the plain text, and what of the HTML stands for it. */
interface TextUnit {
  readonly unit: string;
  readonly from: number;
  readonly to: number;
}

const pieces = /&(?:#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos|nbsp);|[\s\S]/gi;

/** The code units of a piece of HTML without tags that begins at `at`. */
function unitsOf(html: string, at: number): TextUnit[] {
  return [...html.matchAll(pieces)].flatMap(({ 0: raw, index }) => {
    const text = decoded(raw);
    const [from, to] = [at + index, at + index + raw.length];
    return Array.from({ length: text.length }, (_, nth) => ({ unit: text[nth] as string, from: nth === 0 ? from : to, to }));
  });
}

/** A row of white space as one sign, none at the ends: as `plainText` writes a line. */
function tidied(line: readonly TextUnit[]): TextUnit[] {
  const tidy: TextUnit[] = [];
  for (const one of line) {
    const last = tidy.at(-1);
    if (/[^\S\t\u3000]/.test(one.unit)) {
      if (last?.unit !== ' ' && last?.unit !== '\t') tidy.push({ ...one, unit: ' ' });
      continue;
    }
    if (one.unit === '\t' && last?.unit === ' ') tidy.pop();
    tidy.push(one);
  }
  const isBlank = (at: number): boolean => tidy[at]?.unit.trim() === '';
  while (isBlank(tidy.length - 1)) tidy.pop();
  let first = 0;
  while (isBlank(first)) first += 1;
  return tidy.slice(first);
}

/** The lines of `plainText` by their code units, each with its place in the HTML. */
export function plainTextUnits(html: string): readonly (readonly TextUnit[])[] {
  const lines: TextUnit[][] = [];
  let [line, from, rows]: [TextUnit[], number, number] = [[], 0, 0];
  const sign = (unit: string, at: number): number => line.push({ unit, from: at, to: at });
  const end = (): void => {
    const text = tidied(line);
    if (text.length > 0) lines.push(text);
    line = [];
  };
  for (const { 0: whole, 1: slash, 2: tag = '', index } of html.matchAll(tags)) {
    for (const one of unitsOf(html.slice(from, index), from)) line.push(one);
    from = index + whole.length;
    if (tag === 'tr') {
      if (slash === '/') rows -= 1;
      if (rows === 0) end();
      if (slash === '') rows += 1;
    } else if ((tag === 'td' || tag === 'th') && slash === '/') sign(rows > 1 ? ' ' : '\t', index);
    else if (rows > 0) {
      if (ends.has(tag) || tag === 'br') sign(' ', index);
    } else if (ends.has(tag) || tag === 'br') end();
  }
  for (const one of unitsOf(html.slice(from), from)) line.push(one);
  end();
  return lines;
}

/** The lines of `plainText`, one by one. */
export function paragraphsOf(html: string): readonly string[] {
  const text = plainText(html);
  return text === '' ? [] : text.split('\n');
}

interface TextImage {
  readonly sha256: string;
  readonly alt: string;
}

const images = /<img src="([^"]*)" alt="([^"]*)"/g;

/** The stored files a sanitised rich text shows, in order, with their alternative texts (empty where none was written). */
export function imagesOf(html: string): readonly TextImage[] {
  return [...html.matchAll(images)].flatMap(([, src = '', alt = '']) => {
    const sha256 = /^\/api\/file\/[^/]+\/([0-9a-f]{64})$/.exec(src)?.[1];
    return sha256 === undefined ? [] : [{ sha256, alt: decoded(alt) }];
  });
}

const links = /<a href="([^"]*)"/g;

/** The addresses a sanitised rich text leads to, each once, in order. */
export const linksOf = (html: string): readonly string[] => [
  ...new Set([...html.matchAll(links)].map(([, href = '']) => decoded(href)).filter((href) => /^https?:\/\//i.test(href))),
];

/** How many tables a sanitised rich text holds. */
export function tableCount(html: string): number {
  return html.match(/<table>/g)?.length ?? 0;
}

/**
 * Names the images that a cleaning or a draft left as `image:<n>`: `sha256Of(n)` is the stored file; where it has none, the image is
 * taken out.
 */
export function placeImages(html: string, site: string, sha256Of: (index: number) => string | undefined): string {
  return html.replace(/<img src="image:(\d+)"([^>]*)>/g, (_, index: string, rest: string) => {
    const sha256 = sha256Of(Number(index));
    return sha256 === undefined ? '' : `<img src="${imageSource(site, sha256)}"${rest}>`;
  });
}
