/** From numbers of items to where they stand: open addressing with linear probing, 5 to 10 bytes for each item. */

/** A place in the table holds a slot and one more; 0 is empty. The numbers themselves stand at the slots. */
export interface IdTable {
  /** The slot of a number; -1 where it is not held. */
  readonly find: (id: number) => number;
  /** Notes the slot of a number that is not held. */
  readonly set: (id: number, slot: number) => void;
  readonly remove: (id: number) => void;
  /** As it is stored. */
  readonly places: () => Int32Array;
}

const fewest = 1024;
const hashOf = (id: number): number => {
  const hash = Math.imul((id | 0) ^ Math.imul((id / 0x1_0000_0000) | 0, 0x85eb_ca6b), 0x9e37_79b1);
  return hash ^ (hash >>> 15);
};

/** `idAt` tells which number stands at a slot; `stored` is what `places` gave, `held` how many numbers it holds. */
export function createIdTable(idAt: (slot: number) => number, stored?: Int32Array, held = 0): IdTable {
  let places = stored ?? new Int32Array(fewest);
  let mask = places.length - 1;
  let count = held;
  const placeOf = (id: number): number => {
    let at = hashOf(id) & mask;
    for (let slot = places[at]!; slot !== 0 && idAt(slot - 1) !== id; slot = places[at]!) at = (at + 1) & mask;
    return at;
  };
  const grow = (): void => {
    const before = places;
    places = new Int32Array(before.length * 2);
    mask = places.length - 1;
    for (const slot of before) {
      if (slot === 0) continue;
      let at = hashOf(idAt(slot - 1)) & mask;
      while (places[at] !== 0) at = (at + 1) & mask;
      places[at] = slot;
    }
  };
  return {
    find: (id) => places[placeOf(id)]! - 1,
    set: (id, slot) => {
      if ((count + 1) * 5 > places.length * 4) grow();
      places[placeOf(id)] = slot + 1;
      count += 1;
    },
    remove: (id) => {
      let gap = placeOf(id);
      if (places[gap] === 0) return;
      count -= 1;
      // Whoever stands further on, and would be looked for from before the gap, moves into it (Knuth, vol. 3, 6.4, algorithm R).
      for (let at = (gap + 1) & mask; places[at] !== 0; at = (at + 1) & mask) {
        const home = hashOf(idAt(places[at]! - 1)) & mask;
        if (((at - home) & mask) < ((at - gap) & mask)) continue;
        places[gap] = places[at]!;
        gap = at;
      }
      places[gap] = 0;
    },
    places: () => places,
  };
}
