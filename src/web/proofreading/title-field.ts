/** Marks in a text of one line, and changes of it. */
import type { Placed } from './marks.ts';

/** Where the marks stand once a text was changed in one place; those that the change touched are gone. */
export function followedIn<One extends Placed>(before: string, now: string, marks: readonly One[]): readonly One[] {
  const least = Math.min(before.length, now.length);
  let same = 0;
  while (same < least && before[same] === now[same]) same += 1;
  let after = 0;
  while (after < least - same && before[before.length - 1 - after] === now[now.length - 1 - after]) after += 1;
  const by = now.length - before.length;
  return marks.flatMap((one) => {
    if (one.to <= same) return [one];
    return one.from >= before.length - after ? [{ ...one, from: one.from + by, to: one.to + by }] : [];
  });
}

/** Changes a passage of a field as if it had been typed, so that the browser's own undo takes it back. False where something else stands there by now. */
export function replaceInField(field: HTMLTextAreaElement, { from, to, finding }: Placed, put: string): boolean {
  if (field.value.slice(from, to) !== finding.text) return false;
  field.focus();
  field.setSelectionRange(from, to);
  // Deprecated, and the only way into the field's own history of changes.
  if (!document.execCommand(put === '' ? 'delete' : 'insertText', false, put)) {
    field.setRangeText(put, from, to, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  return true;
}
