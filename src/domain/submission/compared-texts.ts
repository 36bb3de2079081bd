/** Two texts beside each other, by paragraph: what both say is marked, and each stretch bears the same number on both sides. */
import { commonSpans, markedPart, type Span } from '../../text/similar/spans.ts';

/** A stretch of a paragraph; `common` numbers what stands in the other text too. */
export interface ComparedPiece {
  readonly text: string;
  readonly common?: number;
}
export type ComparedParagraph = readonly ComparedPiece[];

export interface ComparedTexts {
  readonly one: readonly ComparedParagraph[];
  readonly other: readonly ComparedParagraph[];
  /** How much of each stands in the other, 0–1. */
  readonly ofOne: number;
  readonly ofOther: number;
}

interface Numbered extends Span {
  readonly common: number;
}

/** Spans of one text that may run into each other: each begins where the one before it ends. */
function apart(spans: readonly Numbered[]): readonly Numbered[] {
  let end = 0;
  return spans
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .flatMap((span) => {
      const from = Math.max(span.from, end);
      if (from >= span.to) return [];
      end = span.to;
      return [{ ...span, from }];
    });
}

/** The pieces of one line that begins at `start`. */
function piecesOf(line: string, start: number, spans: readonly Numbered[]): ComparedParagraph {
  const pieces: ComparedPiece[] = [];
  let at = 0;
  for (const { from, to, common } of spans) {
    const [begin, end] = [Math.max(from - start, at), Math.min(to - start, line.length)];
    if (begin >= end) continue;
    if (begin > at) pieces.push({ text: line.slice(at, begin) });
    pieces.push({ text: line.slice(begin, end), common });
    at = end;
  }
  if (at < line.length) pieces.push({ text: line.slice(at) });
  return pieces;
}

function paragraphsOf(text: string, spans: readonly Numbered[]): readonly ComparedParagraph[] {
  const held = apart(spans);
  const lines: ComparedParagraph[] = [];
  let start = 0;
  let first = 0;
  for (const line of text.split('\n')) {
    while (first < held.length && held[first]!.to <= start) first += 1;
    let last = first;
    while (last < held.length && held[last]!.from < start + line.length) last += 1;
    if (line.trim() !== '') lines.push(piecesOf(line, start, held.slice(first, last)));
    start += line.length + 1;
  }
  return lines;
}

/** Compares two plain texts whose paragraphs are lines. Empty lines are left out; the numbers follow the order of the other text. */
export function comparedTexts(one: string, other: string): ComparedTexts {
  const spans = commonSpans(one, other);
  const numbered = (side: 'one' | 'other'): readonly Numbered[] => spans.map((span, at) => ({ ...span[side], common: at + 1 }));
  const back = spans.map((span) => ({ one: span.other, other: span.one }));
  return {
    one: paragraphsOf(one, numbered('one')),
    other: paragraphsOf(other, numbered('other')),
    ofOne: Math.min(1, markedPart(one, back)),
    ofOther: markedPart(other, spans),
  };
}
