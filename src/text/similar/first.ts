/** Who was first with a text, and which texts belong together. */

/** An item and when it was there: a moment in milliseconds, or any other number that grows. */
export interface Told {
  readonly id: number;
  readonly moment: number;
}

/** Negative where the one was earlier; of one moment, the lower number. */
export const earlier = (one: Told, other: Told): number => one.moment - other.moment || one.id - other.id;

/** The first of them. */
export const firstOf = <T extends Told>(items: readonly T[]): T | undefined => items.toSorted(earlier)[0];

/** Groups of items that hang together by pairs, each with its first item first, the groups in that order too. */
export function groupsOf<T extends Told>(items: readonly T[], pairs: readonly (readonly [number, number])[]): readonly (readonly T[])[] {
  const above = new Map<number, number>(items.map(({ id }) => [id, id]));
  const rootOf = (id: number): number => {
    let root = id;
    for (let up = above.get(root); up !== undefined && up !== root; up = above.get(root)) root = up;
    // Whoever was passed on the way hangs at the root from now on.
    for (let at = id; at !== root; ) {
      const up = above.get(at) as number;
      above.set(at, root);
      at = up;
    }
    return root;
  };
  for (const [one, other] of pairs) if (above.has(one) && above.has(other)) above.set(rootOf(one), rootOf(other));
  const groups = Map.groupBy(items.toSorted(earlier), ({ id }) => rootOf(id));
  return [...groups.values()].filter((group) => group.length > 1);
}
