/** How alike two titles are: a hint that two units may report the same event, never a judgement. */

/** Pairs of neighbouring characters, without blanks and punctuation. */
function pairsOf(title: string): Map<string, number> {
  const characters = [...title.replace(/[\s\p{P}\p{S}]/gu, '')];
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < characters.length; at += 1) {
    const pair = `${characters[at]}${characters[at + 1]}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** Likeness of two titles, 0–1: Dice's coefficient (1945) of their character pairs. Titles without a pair are alike where they are equal. */
export function titleLikeness(one: string, other: string): number {
  const [a, b] = [pairsOf(one), pairsOf(other)];
  const count = (pairs: ReadonlyMap<string, number>): number => [...pairs.values()].reduce((sum, held) => sum + held, 0);
  const all = count(a) + count(b);
  if (all === 0) return one === other ? 1 : 0;
  let shared = 0;
  for (const [pair, held] of a) shared += Math.min(held, b.get(pair) ?? 0);
  return (2 * shared) / all;
}
