/** The bands of a text as numbers, for an index that is kept in tables: texts that share a number may be alike. */
import { foldedLength, mixed } from './fold.ts';
import { shortReach } from './shingles.ts';
import { createSketcher, sketchLength } from './sketch.ts';
import { sizesOf } from './text-index.ts';

const ROWS = 4;

/**
 * Sixteen numbers of 32 bits, 32 for a text of 20 to 39 characters, none for one without characters. Texts of similarity 0.8 share one with
 * probability 0.9998, of 0.5 with 0.64. `salt` keeps apart what is never compared.
 */
export function bandKeys(text: string, salt: number): readonly number[] {
  const sketcher = createSketcher();
  const sketch = new Uint16Array(sketchLength);
  const keys = new Set<number>();
  for (const size of sizesOf(foldedLength(text, shortReach))) {
    if (!sketcher.write(text, size, sketch)) continue;
    for (let from = 0; from < sketchLength; from += ROWS) {
      let key = mixed(salt ^ mixed(from * 8 + size));
      for (let at = from; at < from + ROWS; at += 1) key = mixed(key ^ sketch[at]!);
      keys.add(key);
    }
  }
  return [...keys];
}
