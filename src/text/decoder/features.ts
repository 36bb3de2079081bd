/** The edits of a sentence with the figures a gate decides by. */
import type { Tokens } from '../tokens.ts';
import type { Edit } from './edit.ts';
import type { Proposal } from './proposal.ts';
import { feature } from './scorer.ts';
import type { Sentence } from './sentence.ts';

/** The edits made in a sentence that begins at token `from`, in the order of their places. */
export function describeEdits(sentence: Sentence, { at: places }: Tokens, from: number): readonly Edit[] {
  const { units } = sentence.model.vocabulary;
  const character = (id: number): string => (id < 0 ? '' : String.fromCharCode(units[id] as number));
  return [...sentence.edits]
    .sort((a, b) => a.at - b.at)
    .map(({ at, proposal }) => ({
      start: places[from + at] as number,
      end: (places[from + at + proposal.length - 1] as number) + 1,
      to: character(proposal.first) + character(proposal.second),
      score: proposal.score,
      features: figuresOf(sentence, proposal),
    }));
}

function figuresOf({ edits, length }: Sentence, { figures, score, next }: Proposal): Float32Array {
  figures[feature.score] = score;
  figures[feature.margin] = Math.min(30, score - next);
  figures[feature.edits] = edits.length;
  figures[feature.tokens] = length;
  return figures;
}
