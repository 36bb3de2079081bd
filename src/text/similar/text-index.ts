/** Texts by which items are found again: long ones by runs of four characters, titles and other short ones by pairs. */
import { foldedLength } from './fold.ts';
import { type ShingleSize, shortReach, shortText } from './shingles.ts';
import { createSketcher, sketchLength } from './sketch.ts';
import { type Candidate, createSketchIndex, leastEstimate, rowsFor, type SketchIndex } from './sketch-index.ts';

export interface TextIndex {
  readonly size: () => number;
  readonly bytes: () => number;
  /** Holds an item by its text; what was held for it goes. False where the text holds nothing to compare. */
  readonly add: (id: number, text: string) => boolean;
  readonly remove: (id: number) => boolean;
  /**
   * Items whose texts may be as alike as the threshold, the likeliest first; the texts decide (`compareTexts`). With `reach`, of a text that
   * thousands share only some: of each band no more are looked at.
   */
  readonly candidates: (text: string, reach?: number) => readonly Candidate[];
  /** The same for an item that is held, itself among them. */
  readonly candidatesOf: (id: number) => readonly Candidate[];
}

/** Shingles a text of this folded length is found by: those of between are compared with short and with long ones. */
export const sizesOf = (length: number): readonly ShingleSize[] =>
  length === 0 ? [] : length < shortText ? [2] : length < shortReach ? [2, 4] : [4];

/** Each item once, by the better of its estimates. */
function best(found: readonly (readonly Candidate[])[]): readonly Candidate[] {
  const estimates = new Map<number, number>();
  for (const { id, estimate } of found.flat()) estimates.set(id, Math.max(estimates.get(id) ?? 0, estimate));
  return [...estimates].map(([id, estimate]) => ({ id, estimate })).sort((a, b) => b.estimate - a.estimate || a.id - b.id);
}

/** An empty index of texts that finds those of at least the similarity `threshold`, 0.1–1. */
export function createTextIndex(threshold: number): TextIndex {
  const sketcher = createSketcher();
  const sketch = new Uint16Array(sketchLength);
  const indexes: Readonly<Record<ShingleSize, SketchIndex>> = {
    2: createSketchIndex(rowsFor(threshold)),
    4: createSketchIndex(rowsFor(threshold)),
  };
  const least = leastEstimate(threshold);
  const remove = (id: number): boolean => [indexes[2].remove(id), indexes[4].remove(id)].includes(true);
  let size = 0;
  return {
    size: () => size,
    bytes: () => indexes[2].bytes() + indexes[4].bytes(),
    add: (id, text) => {
      if (remove(id)) size -= 1;
      const sizes = sizesOf(foldedLength(text, shortReach));
      for (const each of sizes) if (sketcher.write(text, each, sketch)) indexes[each].add(id, sketch);
      if (sizes.length > 0) size += 1;
      return sizes.length > 0;
    },
    remove: (id) => {
      const removed = remove(id);
      if (removed) size -= 1;
      return removed;
    },
    candidates: (text, reach) =>
      best(
        sizesOf(foldedLength(text, shortReach)).map((size) =>
          sketcher.write(text, size, sketch) ? indexes[size].candidates(sketch, least, reach) : [],
        ),
      ),
    candidatesOf: (id) =>
      best(
        ([2, 4] as const).map((size) => {
          const held = indexes[size].sketchOf(id);
          return held ? indexes[size].candidates(held, least) : [];
        }),
      ),
  };
}
