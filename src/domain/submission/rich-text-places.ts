/** Where the characters of a rich text's plain text stand in its HTML, so that a correction found in the one is made in the other. */
import { plainTextUnits } from './rich-text.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * The HTML with `put` in the place of what stands in a line of `plainText` from `start` up to `end` (code units). As long as what stood
 * there, it is put character by character, so that marks within it stay where they are; else it stands where the first one stood.
 * Undefined where there is no such place.
 */
export function replaceInBody(html: string, line: number, start: number, end: number, put: string): string | undefined {
  const units = plainTextUnits(html)[line]?.slice(start, end) ?? [];
  if (start < 0 || units.length === 0 || units.length !== end - start) return undefined;
  const single = put.length === units.length && !/[\ud800-\udfff]/.test(put);
  let result = '';
  let from = 0;
  for (const [at, unit] of units.entries()) {
    result += html.slice(from, unit.from) + escaped(single ? (put[at] as string) : at === 0 ? put : '');
    from = unit.to;
  }
  return result + html.slice(from);
}
