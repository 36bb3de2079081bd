/** A few words around what was looked for: plain text in pieces, to be shown as text and never as markup. */
import { findPhrases, type Place } from './bigrams.ts';

export interface SnippetPiece {
  readonly text: string;
  /** What was looked for. */
  readonly hit: boolean;
}

/** The whole of a short text in pieces: a title. */
export const marked = (text: string, phrases: readonly string[]): readonly SnippetPiece[] =>
  piecesOf(text, 0, text.length, findPhrases(text, phrases));

/**
 * At most about `length` characters around the place where most of the phrases (folded) stand together, cut at the line, with «…» where
 * it goes on. Empty where the text holds none of them.
 */
export function snippetOf(text: string, phrases: readonly string[], length = 110): readonly SnippetPiece[] {
  const places = findPhrases(text, phrases);
  const [first] = places;
  if (!first) return [];
  const best = bestPlace(places, length) ?? first;
  const lead = Math.floor(length / 4);
  const line = text.lastIndexOf('\n', best.from - 1) + 1;
  const from = whole(text, Math.max(line, best.from - lead));
  const end = text.indexOf('\n', best.to);
  const to = whole(text, Math.min(end < 0 ? text.length : end, Math.max(best.to, from + length)));
  const pieces = piecesOf(text, from, to, places);
  return [
    ...(from > line ? [{ text: '…', hit: false }] : []),
    ...pieces,
    ...(to < (end < 0 ? text.length : end) ? [{ text: '…', hit: false }] : []),
  ];
}

/** The place that begins a stretch with the most places in it. */
function bestPlace(places: readonly Place[], length: number): Place | undefined {
  let best: Place | undefined;
  let most = 0;
  for (const [at, place] of places.entries()) {
    let end = at;
    while (end < places.length && (places[end] as Place).to <= place.from + length) end += 1;
    if (end - at > most) [best, most] = [place, end - at];
  }
  return best;
}

/** Not in the middle of a character of two units. */
const whole = (text: string, at: number): number => (/^[\udc00-\udfff]/.test(text.slice(at, at + 1)) ? at + 1 : at);

function piecesOf(text: string, from: number, to: number, places: readonly Place[]): SnippetPiece[] {
  const pieces: SnippetPiece[] = [];
  let at = from;
  const add = (until: number, hit: boolean): void => {
    if (until > at) pieces.push({ text: text.slice(at, until), hit });
    at = Math.max(at, until);
  };
  for (const place of places) {
    if (place.from < from || place.to > to) continue;
    add(place.from, false);
    add(place.to, true);
  }
  add(to, false);
  return pieces;
}
