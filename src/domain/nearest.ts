/** The names that a mistyped one may have meant. */

/** Edit distance (Levenshtein) in characters. */
export function editDistance(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  let above = right.map((_, index) => index + 1);
  for (const [row, sign] of left.entries()) {
    let diagonal = row;
    let before = row + 1;
    above = right.map((other, column) => {
      const up = above[column] as number;
      before = Math.min(up + 1, before + 1, diagonal + (sign === other ? 0 : 1));
      diagonal = up;
      return before;
    });
  }
  return above.at(-1) ?? left.length;
}

const bigrams = (text: string): Set<string> => {
  const signs = [...`^${text}$`];
  return new Set(signs.slice(1).map((sign, index) => `${signs[index]}${sign}`));
};

/** Dice coefficient of the character pairs, with the ends as characters: 0 nothing in common, 1 the same. */
export function bigramLikeness(a: string, b: string): number {
  const [left, right] = [bigrams(a), bigrams(b)];
  let common = 0;
  for (const pair of left) if (right.has(pair)) common += 1;
  return (2 * common) / (left.size + right.size);
}

/**
 * At most three of `names`, nearest first: those a third of whose characters at most are mistyped, or that share much of their
 * wording (市教育局 and 教育体育局). Empty where nothing comes near.
 */
export function nearestNames(wanted: string, names: Iterable<string>): string[] {
  const found: { readonly name: string; readonly likeness: number }[] = [];
  for (const name of new Set(names)) {
    const longest = Math.max([...wanted].length, [...name].length);
    const byEdits = 1 - editDistance(wanted, name) / longest;
    const likeness = Math.max(byEdits, bigramLikeness(wanted, name), name.includes(wanted) || wanted.includes(name) ? 0.5 : 0);
    if (likeness >= 0.4) found.push({ name, likeness });
  }
  found.sort((a, b) => b.likeness - a.likeness || a.name.length - b.name.length);
  const best = found[0]?.likeness ?? 0;
  return found
    .filter(({ likeness }) => likeness >= best - 0.25)
    .slice(0, 3)
    .map(({ name }) => name);
}
