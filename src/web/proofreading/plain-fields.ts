/** Plain fields of a form beside the text itself: which there are, in which order, and what is marked in them. */
import { shallowRef } from 'vue';
import type { FoundIn, Placed } from './marks.ts';
import { followedIn } from './title-field.ts';

/** A finding in the body or in a plain field; its places are places in the document, or offsets in the field. */
export interface Mark extends Placed {
  /** `body`, or the field's name as findings name it: `title`, `content.interview.questions[0]`. */
  readonly where: string;
}

export interface PlainField {
  readonly name: string;
  readonly element: HTMLTextAreaElement;
  readonly text: () => string;
}

/** The title stands above the body, all else below it. */
export const isAbove = (name: string): boolean => name === 'title';

/** Marks of a text of several lines, as offsets in all of it; a line that was not looked at yet keeps those it had. */
function placedInLines(name: string, text: string, foundIn: FoundIn, before: readonly Mark[]): readonly Mark[] {
  const placed: Mark[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    const found = line === '' ? [] : foundIn(line);
    if (found) for (const one of found) placed.push({ ...one, where: name, from: one.from + start, to: one.to + start });
    else placed.push(...before.filter(({ from, to }) => from >= start && to <= end));
    start = end + 1;
  }
  return placed;
}

/** As they stand on the page, the title first. */
function inOrder(one: PlainField, other: PlainField): number {
  if (isAbove(one.name) !== isAbove(other.name)) return isAbove(one.name) ? -1 : 1;
  return one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

export function usePlainFields() {
  const fields = shallowRef<readonly PlainField[]>([]);
  const marks = shallowRef<ReadonlyMap<string, readonly Mark[]>>(new Map());
  const composing = new Set<string>();
  const set = (name: string, now: readonly Mark[]): void => {
    marks.value = new Map([...marks.value, [name, now]]);
  };
  const named = (name: string): PlainField | undefined => fields.value.find((one) => one.name === name);
  return {
    composing,
    named,
    has: (name: string): boolean => named(name) !== undefined,
    /** The one with the caret in it. */
    focused: (): PlainField | undefined => fields.value.find(({ element }) => element === document.activeElement),
    names: (): readonly string[] => fields.value.map(({ name }) => name),
    marksOf: (name: string): readonly Mark[] => marks.value.get(name) ?? [],
    /** Those above the body, or those below it. */
    marksBeside: (above: boolean): readonly Mark[] =>
      fields.value.flatMap(({ name }) => (isAbove(name) === above ? (marks.value.get(name) ?? []) : [])),
    linesBeside: (above: boolean): readonly string[] =>
      fields.value.flatMap(({ name, text }) => (isAbove(name) === above ? text().split('\n') : [])).filter((line) => line !== ''),
    add: (field: PlainField): void => {
      fields.value = [...fields.value.filter(({ name }) => name !== field.name), field].sort(inOrder);
    },
    remove: ({ name, element }: Pick<PlainField, 'name' | 'element'>): void => {
      // Another one may have this name by now.
      if (named(name)?.element !== element) return;
      fields.value = fields.value.filter((one) => one.name !== name);
      composing.delete(name);
      set(name, []);
    },
    followed: (name: string, before: string, now: string): void => set(name, followedIn(before, now, marks.value.get(name) ?? [])),
    place: (foundIn: FoundIn): void => {
      marks.value = new Map(
        fields.value.map(({ name, text }) => [name, placedInLines(name, text(), foundIn, marks.value.get(name) ?? [])]),
      );
    },
  };
}
