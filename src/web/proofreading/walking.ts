/** From finding to finding: first those of the title, then those of the body and of what stands below it, and from the last on to the first. */
interface Standing {
  readonly where: string;
  readonly from: number;
}

/**
 * The mark after the caret or before it; undefined where there is none.
 * @param marks in their order.
 * @param order the fields as they stand on the page.
 * @param open the mark whose card is open, and at which the caret stands: it is done with.
 */
export function nextMark<Mark extends Standing>(
  marks: readonly Mark[],
  caret: Standing,
  open: Standing | undefined,
  step: 1 | -1,
  order: readonly string[] = ['title', 'body'],
): Mark | undefined {
  const isBefore = ({ where, from }: Standing): boolean =>
    where === caret.where ? from < caret.from : order.indexOf(where) < order.indexOf(caret.where);
  const isAtCaret = ({ where, from }: Standing): boolean => where === caret.where && from === caret.from;
  const before = marks.filter(isBefore).length;
  if (step === -1) return marks.at(before - 1);
  const here = marks[before];
  const done = here !== undefined && isAtCaret(here) && open?.where === here.where && open.from === here.from;
  return marks[(before + (done ? 1 : 0)) % Math.max(1, marks.length)];
}
