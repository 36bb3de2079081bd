/** The edits of a sentence with the figures a gate decides by. */
import type { Edit } from '../decoder.ts';
import type { Tokens } from '../tokens.ts';
import { type Proposal, reach, type Sentence } from './sentence.ts';

export const featureNames = ['score', 'gain', 'weight', 'margin', 'length'] as const;

/** The edits made in a sentence that begins at token `from`, in the order of their places. */
export function describeEdits(sentence: Sentence, { at: places }: Tokens, from: number): readonly Edit[] {
  const { units } = sentence.model.vocabulary;
  return [...sentence.edits]
    .sort((a, b) => a.at - b.at)
    .map(({ at, proposal }) => ({
      start: places[from + at] as number,
      end: (places[from + at + proposal.length - 1] as number) + 1,
      to:
        String.fromCharCode(units[proposal.first] as number) +
        (proposal.length === 2 ? String.fromCharCode(units[proposal.second] as number) : ''),
      score: proposal.score,
      features: featuresOf(sentence, at, proposal),
    }));
}

function featuresOf(sentence: Sentence, at: number, { score, gain, weight, next, length }: Proposal): Float32Array {
  return Float32Array.of(score, gain, weight, Math.max(-30, Math.min(30, score - next)), length);
}
