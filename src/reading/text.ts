/** Plain text: what an office copies out of a page, a mail or an old word processor. */
import { plainText } from '../domain/document.ts';
import { encodingDetector } from './encoding.ts';
import type { FlowItem } from './flow.ts';
import { flowOfGrid } from './grid.ts';
import { tableFinder } from './text-tables.ts';
import { DamagedError } from './unreadable.ts';

/** The text that the bytes hold: UTF-8, GB 18030 or UTF-16, with or without a mark. Throws DamagedError where they hold none. */
export function decodeText(bytes: Uint8Array): string {
  const detector = encodingDetector();
  detector.push(bytes);
  const encoding = detector.end();
  if (encoding === undefined) throw new DamagedError('no encoding fits the bytes');
  const text = new TextDecoder(encoding).decode(bytes);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

const headingMark = /^\s*#{1,6}\s+/;
/** A drawn line of a table's frame. */
const frame = /^\s*[┌┐└┘├┤┬┴┼─━│┏┓┗┛┣┫┳┻╋═╔╗╚╝╠╣╦╩╬+|:-]{3,}\s*$/;

/** A heading that a page drew four or three times over itself, to look bold: each of its runs stands there as often. */
const overdrawn = [/(.{1,60}?)\1{3}/g, /(.{1,60}?)\1{2}/g] as const;

function drawnOnce(line: string): string {
  if (line.length < 12 || line.length > 300) return line;
  for (const times of overdrawn) if (new RegExp(`^(?:${times.source})+$`).test(line)) return line.replace(times, '$1');
  return line;
}

const opensParagraph =
  /^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|附件|注[：:]|\d{4}年\d{1,2}月\d{1,2}日$)/;

/** How wide lines are that a program broke where they were full; undefined where lines are paragraphs. */
function wrapWidth(texts: readonly string[]): number | undefined {
  const widths = texts.map((text) => text.length).toSorted((a, b) => b - a);
  const widest = widths[Math.floor(widths.length / 10)] ?? 0;
  const full = texts.filter((text) => text.length >= widest * 0.85);
  const broken = full.filter((text) => !/[。：；！？]$/.test(text));
  const wraps = full.length >= 8 && widest >= 15 && widest <= 60 && full.length * 3 >= texts.length && broken.length * 2 > full.length;
  return wraps ? widest * 0.85 : undefined;
}

/** Paragraphs put together again from lines that were broken where they were full. */
function unwrapped(items: readonly FlowItem[]): readonly FlowItem[] {
  const width = wrapWidth(items.flatMap((item) => (item.kind === 'text' ? [item.text] : [])));
  if (width === undefined) return items;
  const made: FlowItem[] = [];
  let last = '';
  for (const item of items) {
    const before = made.at(-1);
    const goesOn = last.length >= width && !/[。：；！？]$/.test(last);
    last = item.kind === 'text' ? item.text : '';
    if (goesOn && before?.kind === 'text' && item.kind === 'text' && !opensParagraph.test(item.text)) {
      made[made.length - 1] = { ...before, text: before.text + item.text };
    } else made.push(item);
  }
  return made;
}

/** Texts and tables of a plain text, in the order they stand. */
export function flowOfText(text: string): readonly FlowItem[] {
  const lines = text
    .split(/\r\n|[\n\r\f\v\u2028\u2029]/)
    .map((line) => line.replace(headingMark, ''))
    .filter((line) => !frame.test(line));
  const tableAt = tableFinder(lines);
  const items: FlowItem[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const table = tableAt(at);
    if (table) {
      items.push(...table.grids.flatMap((grid) => flowOfGrid(grid)));
      at = table.end - 1;
      continue;
    }
    const line = drawnOnce(plainText(lines[at] ?? ''));
    if (line !== '') items.push({ kind: 'text', text: line });
  }
  return unwrapped(items);
}
