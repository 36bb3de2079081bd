/** Which section (栏目) a text may belong to: the one whose words it uses most. */

export interface SectionWords {
  readonly id: number;
  readonly keywords: readonly string[];
}

/** A word in the title says more than one in the body. */
const IN_TITLE = 3;

/**
 * The section whose keywords the title (3 each) and the body's plain text (1 each) hold; longer keywords count before shorter ones
 * where sections are even, then the order given. Undefined where no keyword is met.
 */
export function suggestSection(sections: readonly SectionWords[], title: string, body: string): number | undefined {
  let best: { readonly id: number; readonly points: number; readonly length: number } | undefined;
  for (const { id, keywords } of sections) {
    const met = keywords.filter((word) => word !== '' && (title.includes(word) || body.includes(word)));
    const points = met.reduce((total, word) => total + (title.includes(word) ? IN_TITLE : 0) + (body.includes(word) ? 1 : 0), 0);
    const length = met.reduce((most, word) => Math.max(most, word.length), 0);
    if (points > 0 && (!best || points > best.points || (points === best.points && length > best.length))) best = { id, points, length };
  }
  return best?.id;
}
