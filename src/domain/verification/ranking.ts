/** How ranks are given where scores are equal: 1,2,3,4 · 1,2,2,3 · 1,2,2,4. */
export type TieMethod = 'consecutive' | 'dense' | 'competition';

/** A row's printed rank and the score it goes by. */
export interface Ranked {
  readonly rank: number;
  readonly score: number;
}

/** A rank that does not fit, by its position in the list given, with the ranks it may have. */
export interface Misfit {
  readonly at: number;
  readonly expected: number;
}

/** The ranks a row may have under a tie method: one, or with consecutive ranks any of those its equals share. */
function allowed(list: readonly Ranked[], at: number, method: TieMethod): readonly [number, number] {
  const { score } = list[at]!;
  const above = list.filter((other) => other.score > score);
  if (method === 'dense') {
    const rank = new Set(above.map((other) => other.score)).size + 1;
    return [rank, rank];
  }
  const first = above.length + 1;
  const equals = list.filter((other) => other.score === score).length;
  return method === 'competition' ? [first, first] : [first, first + equals - 1];
}

/** The ranks that do not fit their scores under one tie method, in the order of the list. */
export function misfits(list: readonly Ranked[], method: TieMethod): readonly Misfit[] {
  const taken = new Set<number>();
  return list.flatMap((row, at): readonly Misfit[] => {
    const [low, high] = allowed(list, at, method);
    const free = method !== 'consecutive' || !taken.has(row.rank);
    if (row.rank >= low && row.rank <= high && free) {
      taken.add(row.rank);
      return [];
    }
    const expected = Array.from({ length: high - low + 1 }, (_, step) => low + step).find((rank) => !taken.has(rank)) ?? low;
    return [{ at, expected: method === 'consecutive' ? expected : low }];
  });
}

/** The rows that must be taken out for the rest to descend: few of them are displaced, many mean another order. */
export function displaced(values: readonly number[]): readonly number[] {
  const best: number[] = [];
  const from: number[] = [];
  let last = -1;
  for (let at = 0; at < values.length; at += 1) {
    best[at] = 1;
    from[at] = -1;
    for (let before = 0; before < at; before += 1) {
      if (values[before]! >= values[at]! && best[before]! + 1 > best[at]!) {
        best[at] = best[before]! + 1;
        from[at] = before;
      }
    }
    if (last < 0 || best[at]! > best[last]!) last = at;
  }
  const kept = new Set<number>();
  for (let at = last; at >= 0; at = from[at]!) kept.add(at);
  return values.flatMap((_, at) => (kept.has(at) ? [] : [at]));
}
