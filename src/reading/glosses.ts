/**
 * Texts that some converter between scripts went over: traditional characters with their sounds in brackets, 鎮(zhèn). The
 * document was written without; reading gives it so again.
 */
import { readFileSync } from 'node:fs';
import { type Cell, readCell } from '../domain/document.ts';
import type { FlowItem } from './flow.ts';

const sound = '[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿ]{1,6}';
const gloss = new RegExp(`(?<=\\p{Script=Han})[(（]\\s*${sound}\\s*[)）]`, 'gu');
const toned = new RegExp(`\\p{Script=Han}[(（]\\s*(?=[^)）]*[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿ])${sound}\\s*[)）]`, 'gu');
/** Fewer may be meant: a rare name with its sound. */
const fewest = 5;

let simplified: ReadonlyMap<string, string> | undefined;

/** Traditional characters and their simplified ones, from assets/fold (see its README for the source). */
function simplifiedOf(character: string): string {
  if (simplified === undefined) {
    const { pairs } = JSON.parse(readFileSync(new URL('../../assets/fold/traditional.json', import.meta.url), 'utf8')) as { pairs: string };
    simplified = new Map(Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i] ?? '', pairs[2 * i + 1] ?? '']));
  }
  return simplified.get(character) ?? character;
}

const bare = (text: string): string => text.replace(gloss, '').replace(/\p{Script=Han}/gu, simplifiedOf);
const textsOf = (item: FlowItem): readonly string[] =>
  item.kind === 'text' ? [item.text] : [...item.columns, ...item.rows.flat().filter((cell) => typeof cell === 'string')];

/** A flow without the sounds and in simplified characters, where it is full of such glosses; any other as it is. */
export function withoutGlosses(items: readonly FlowItem[]): readonly FlowItem[] {
  let count = 0;
  for (const item of items) for (const text of textsOf(item)) if (/[(（]\s*[a-zà-ǹ]/.test(text)) count += text.match(toned)?.length ?? 0;
  if (count < fewest) return items;
  const cellOf = (cell: Cell): Cell => (typeof cell === 'string' ? readCell(bare(cell)) : cell);
  return items.map((item) =>
    item.kind === 'text'
      ? { ...item, text: bare(item.text) }
      : {
          ...item,
          ...(item.caption === undefined ? {} : { caption: bare(item.caption) }),
          columns: item.columns.map(bare),
          rows: item.rows.map((row) => row.map(cellOf)),
        },
  );
}
