/**
 * What a text is found by, and what a query asks for. Chinese has no blanks between words: it is kept as overlapping pairs of characters
 * (so that words of two characters are found) and single ones; everything else as words, folded. The pairs only propose: whether a text
 * holds a phrase, `findPhrases` decides on the text itself.
 */

/** A letter or a mark that belongs to one, a digit; of these, Chinese characters stand for themselves. */
const run = /[\p{L}\p{N}\p{M}]+/gu;
const part = /\p{Script=Han}+|[^\p{Script=Han}]+/gu;
const chinese = /^\p{Script=Han}/u;

/** Longer words are nobody's query: an address, a row of digits. Longer than this they are known by their beginning. */
const mostLetters = 60;
/** Phrases of one query; the rest is not asked for. */
const mostPhrases = 8;

/** Full-width and half-width, upper and lower case are one: character by character, so that places can be told. */
const foldedCharacter = (character: string): string => character.normalize('NFKC').toLowerCase();

/** Characters whose form depends on their neighbours are folded one by one; all others at once, which is much faster. */
const dependent = /[\p{M}\u1100-\u11ff\u03a3]/u;

/** A text as it is compared. */
export const folded = (text: string): string => (dependent.test(text) ? Array.from(text, foldedCharacter).join('') : foldedCharacter(text));

const wordOf = (letters: string): string => Array.from(letters).slice(0, mostLetters).join('');

/** The tokens of a text, each once: at most `most` characters of it are read. */
export function tokensOf(text: string, most = 200_000): readonly string[] {
  const tokens = new Set<string>();
  for (const [letters] of folded(text.slice(0, most)).matchAll(run)) {
    for (const [piece] of letters.matchAll(part)) {
      if (!chinese.test(piece)) {
        tokens.add(wordOf(piece));
        continue;
      }
      let before = '';
      for (const character of piece) {
        tokens.add(character);
        if (before !== '') tokens.add(before + character);
        before = character;
      }
    }
  }
  return [...tokens];
}

/** A token that is asked for: whole, or as the beginning of a word. */
export interface Wanted {
  readonly token: string;
  readonly begins: boolean;
}

/** The phrases of a query, folded: what stands between blanks and signs. Empty where it asks for nothing. */
export const phrasesOf = (query: string): readonly string[] =>
  [...new Set([...folded(query).matchAll(run)].map(([letters]) => letters))].slice(0, mostPhrases);

/** What a text must be known by to hold this phrase: a word at its end may go on. */
function wantedOf(phrase: string): readonly Wanted[] {
  const pieces = [...phrase.matchAll(part)].map(([piece]) => piece);
  return pieces.flatMap((piece, at): Wanted[] => {
    if (!chinese.test(piece)) {
      const word = wordOf(piece);
      return [{ token: word, begins: at === pieces.length - 1 || word !== piece }];
    }
    const characters = Array.from(piece);
    if (characters.length === 1) return [{ token: piece, begins: false }];
    return characters.slice(1).map((character, before) => ({ token: `${characters[before]}${character}`, begins: false }));
  });
}

/** The query as PostgreSQL's `tsquery` over `tokensOf`: all of it must be there. Empty where it asks for nothing. */
export function tsqueryOf(query: string): string {
  const wanted = new Map(
    phrasesOf(query)
      .flatMap(wantedOf)
      .map(({ token, begins }) => [`${token}${begins ? ':*' : ''}`, token]),
  );
  // Tokens hold letters and digits alone, so that the quotes need no care.
  return [...wanted].map(([key, token]) => `'${token}'${key.endsWith(':*') ? ':*' : ''}`).join(' & ');
}

/** Is everything that is wanted among the tokens? As the database answers it. */
export function proposes(tokens: readonly string[], query: string): boolean {
  const held = new Set(tokens);
  return phrasesOf(query)
    .flatMap(wantedOf)
    .every(({ token, begins }) => held.has(token) || (begins && tokens.some((one) => one.startsWith(token))));
}

/** A stretch of a text, in its UTF-16 units: from, and to (not included). */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Which of the phrases (folded) a text holds. */
export function heldPhrases(text: string, phrases: readonly string[]): ReadonlySet<string> {
  const flat = folded(text);
  return new Set(phrases.filter((phrase) => flat.includes(phrase)));
}

/** Where the phrases (folded) stand in a text, in order and without overlaps. */
export function findPhrases(text: string, phrases: readonly string[]): readonly Place[] {
  const flat = folded(text);
  const held = phrases.filter((phrase) => flat.includes(phrase));
  if (held.length === 0) return [];
  const { starts, ends } = placesOf(text);
  const found = held.flatMap((phrase) => {
    const places: Place[] = [];
    for (let at = flat.indexOf(phrase); at >= 0; at = flat.indexOf(phrase, at + phrase.length))
      places.push({ from: starts[at] as number, to: ends[at + phrase.length - 1] as number });
    return places;
  });
  const places: Place[] = [];
  for (const place of found.sort((a, b) => a.from - b.from || b.to - a.to)) if (place.from >= (places.at(-1)?.to ?? 0)) places.push(place);
  return places;
}

/** For each unit of the folded text, where its character begins and ends in the text. */
function placesOf(text: string): { readonly starts: readonly number[]; readonly ends: readonly number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    for (let unit = foldedCharacter(character).length; unit > 0; unit -= 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    at += character.length;
  }
  return { starts, ends };
}
