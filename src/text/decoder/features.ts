/** The edits of a sentence with the figures a gate decides by. */
import type { Tokens } from '../tokens.ts';
import type { Edit } from './edit.ts';
import { type Choice, keptEdits, none, type Proposal } from './proposal.ts';
import { rowOf, type Shared, sharedOf } from './row.ts';
import { type Shift, shiftOf } from './shift.ts';
import type { Workspace } from './workspace.ts';

/** The edits made in a sentence that begins at token `from`, in the order of their places. */
export function describeEdits(sentence: Workspace, tokens: Tokens, from: number): readonly Edit[] {
  const { shifts } = sentence.settings;
  if (sentence.edits.length === 0 && !shifts) return [];
  const shared = sharedOf(sentence);
  const edits = [...sentence.edits]
    .sort((a, b) => a.at - b.at)
    .map(({ at, proposal }) => described(sentence, shared, tokens, from, at, proposal));
  const shift = shifts ? shiftOf(sentence, shared) : undefined;
  const edit = shift && shiftEdit(sentence, tokens, from, shift);
  return edit ? withShift(edits, edit) : edits;
}

/** A shift as an edit of the character before it too, so that something stands in the text to be shown. */
function shiftEdit({ given, model }: Workspace, { at: places }: Tokens, from: number, { at, id, score, figures }: Shift): Edit | undefined {
  const [start, place] = [places[from + at - 1] as number, places[from + at] as number];
  if (place !== start + 1) return undefined;
  const before = String.fromCharCode(given.units[at - 1] as number);
  const added = id < 0 ? '' : String.fromCharCode(model.vocabulary.units[id] as number);
  return { start, end: id < 0 ? place + 1 : place, to: before + added, score, figures, others: [] };
}

/** Edits with one more: beside them, or as another choice of the one edit that it overlaps in any of its choices. */
function withShift(edits: readonly Edit[], shift: Edit): readonly Edit[] {
  const over = edits.filter(
    ({ start, end, others }) => start < shift.end && [end, ...others.map((one) => one.end)].some((to) => to > shift.start),
  );
  if (over.length > 1) return edits;
  if (over.length === 0) return [...edits, shift].sort((a, b) => a.start - b.start);
  return edits.map((edit) => (edit === over[0] ? { ...edit, others: [...edit.others, shift] } : edit));
}

function described(sentence: Workspace, shared: Shared, { at: places }: Tokens, from: number, at: number, proposal: Proposal): Edit {
  const { units } = sentence.model.vocabulary;
  const character = (id: number): string => (id < 0 ? '' : String.fromCharCode(units[id] as number));
  const edit = (nth: number): Edit => {
    const { first, second, score, length } = proposal.choices[nth] as Choice;
    const end = (places[from + at + length - 1] as number) + 1;
    const figures = rowOf(sentence, shared, at, proposal, nth);
    return { start: places[from + at] as number, end, to: character(first) + character(second), score, figures, others: [] };
  };
  const others: Edit[] = [];
  for (let nth = 1; nth < keptEdits; nth += 1) {
    const choice = proposal.choices[nth] as Choice;
    // A longer one may not reach into another edit.
    if (choice.score === none || (choice.length > proposal.best.length && sentence.edited[at + 1] === 1)) continue;
    sentence.restore(at, proposal.best);
    sentence.put(at, choice);
    others.push(edit(nth));
    sentence.restore(at, choice);
    sentence.put(at, proposal.best);
  }
  return { ...edit(0), others };
}
