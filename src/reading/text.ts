/** Plain text: what an office copies out of a page, a mail or an old word processor. */
import { plainText } from '../domain/document.ts';
import { encodingDetector } from './encoding.ts';
import type { FlowItem } from './flow.ts';
import { flowOfGrid } from './grid.ts';
import { tableAt } from './text-tables.ts';
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

/** Texts and tables of a plain text, in the order they stand. */
export function flowOfText(text: string): readonly FlowItem[] {
  const lines = text
    .split(/\r\n|[\n\r\f\v\u2028\u2029]/)
    .map((line) => line.replace(headingMark, ''))
    .filter((line) => !frame.test(line));
  const items: FlowItem[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const table = tableAt(lines, at);
    if (table) {
      items.push(...table.grids.flatMap((grid) => flowOfGrid(grid)));
      at = table.end - 1;
    } else if (plainText(lines[at] ?? '') !== '') items.push({ kind: 'text', text: lines[at] ?? '' });
  }
  return items;
}
