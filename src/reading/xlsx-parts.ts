/** Small parts of SpreadsheetML: elements, escapes, number formats, dates. */
import { dayText } from '../domain/calendar/day.ts';

export interface XmlElement {
  readonly attributes: Readonly<Record<string, string>>;
  readonly inner: string;
}

/** All elements of a name, whatever their prefix; they do not nest in the parts this is used for. */
export function elements(xml: string, name: string): XmlElement[] {
  const pattern = new RegExp(`<((?:\\w+:)?)${name}(?=[\\s/>])([^>]*?)(?:/>|>([\\s\\S]*?)</\\1${name}>)`, 'g');
  return [...xml.matchAll(pattern)].map(([, , head = '', inner = '']) => ({ attributes: attributesOf(head), inner }));
}

function attributesOf(head: string): Record<string, string> {
  return Object.fromEntries(
    [...head.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, a, b]) => [name, unescaped(a ?? b ?? '')]),
  );
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML references, and the _xHHHH_ by which spreadsheets write characters that XML cannot hold. */
export function unescaped(text: string): string {
  if (!/[&_]/.test(text)) return text;
  return text
    .replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
      if (name) return named[name.toLowerCase()] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\r\n', '\n');
}

/** The text of a string item: all its runs, without the reading aids (rPh) of East Asian texts. */
export function plainText(item: string): string {
  const spoken = item.includes('rPh') ? item.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '') : item;
  return elements(spoken, 't')
    .map(({ inner }) => unescaped(inner))
    .join('');
}

/** ECMA-376 part 1, 18.8.30: the built-in formats that show a day (27–36 and 50–58 in East Asian versions), or a code with y, m, d. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58);
  const bare = code.replace(/\[[^\]]*\]|"[^"]*"|\\.|_.|\*./g, '');
  return /[yd]|e(?![+-])/i.test(bare) && !/general/i.test(bare);
}

const SINCE_1900 = -25_569;
const SINCE_1904 = SINCE_1900 + 1462;

/** The serial number of a date cell as local text: `2023-01-05`, with `T09:30:00` where it has a time. Undefined where it holds no day. */
export function serialText(serial: number, since1904: boolean): string | undefined {
  if (!(serial >= 1 && serial < 2_958_466)) return undefined;
  const seconds = Math.round(serial * 86_400);
  const day = dayText(Math.floor(seconds / 86_400) + (since1904 ? SINCE_1904 : SINCE_1900));
  const rest = seconds % 86_400;
  return rest === 0 ? day : `${day}T${new Date(rest * 1000).toISOString().slice(11, 19)}`;
}
