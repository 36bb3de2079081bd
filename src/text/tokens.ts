/**
 * Text as the language model reads it: one number per character. Digits and Latin letters in a row are one token each (which figure
 * stands there says nothing of the wording), half-width signs are their full-width twins, blanks are nothing, and what ends a sentence
 * or a line is a border: no sentence is context of the next.
 */

export const border = 0;
/** All characters that training saw less than twice. */
export const unknown = 1;
const digits = 2;
const letters = 3;
/** Characters of the vocabulary are numbered from here on. */
export const firstCharacter = 4;
/** Ids take 13 bits, so that a key of four of them is exact in a float64. */
export const mostIds = 8192;

/** What a UTF-16 unit is before any vocabulary: a class of its own, itself (folded), or nothing. */
const nothing = 0xffff;
const foldedUnits = foldTable();

function foldTable(): Uint16Array {
  const table = Uint16Array.from({ length: 65536 }, (_, unit) => unit);
  const put = (units: Iterable<number>, to: number): void => {
    for (const unit of units) table[unit] = to;
  };
  const range = function* (from: number, to: number): Iterable<number> {
    for (let unit = from; unit <= to; unit += 1) yield unit;
  };
  for (const unit of range(0x21, 0x7e)) table[unit] = unit + 0xfee0;
  put(range(0, 0x20), nothing);
  put(range(0x7f, 0xa0), nothing);
  for (const noise of [range(0x200b, 0x200f), range(0x2028, 0x202f), range(0xfe00, 0xfe0f), range(0xdc00, 0xdfff), [0x3000, 0xfeff, 0xad]])
    put(noise, nothing);
  put(range(0xd800, 0xdbff), unknown);
  for (const from of [0x30, 0xff10]) put(range(from, from + 9), digits);
  for (const from of [0x41, 0x61, 0xff21, 0xff41]) put(range(from, from + 25), letters);
  for (const sign of '。！？!?｡\n\r\u2028\u2029') table[sign.charCodeAt(0)] = border;
  return table;
}

/** Which characters have a number, both ways. Made by `vocabularyOf` or read from a model. */
export interface Vocabulary {
  /** The id of each of the 65,536 UTF-16 units; 0xffff for what is skipped. */
  readonly ids: Uint16Array;
  /** The unit of each id, for ids from `firstCharacter` on. */
  readonly units: Uint16Array;
}

/** The vocabulary with these characters, `units[firstCharacter]` the first of them; everything else is unknown. */
export function vocabularyOf(units: Uint16Array): Vocabulary {
  const known = new Uint16Array(65536).fill(unknown);
  for (let id = firstCharacter; id < units.length; id += 1) known[units[id] as number] = id;
  const ids = new Uint16Array(65536);
  for (let unit = 0; unit < 65536; unit += 1) {
    const to = foldedUnits[unit] as number;
    ids[unit] = to === nothing || to < firstCharacter ? to : (known[to] as number);
  }
  return { ids, units };
}

/** The characters that stand at least `least` times in the texts, the most frequent first, as `vocabularyOf` takes them. */
export function unitsOf(texts: readonly string[], least: number): Uint16Array {
  const counts = new Float64Array(65536);
  for (const text of texts)
    for (let at = 0; at < text.length; at += 1) {
      const to = foldedUnits[text.charCodeAt(at)] as number;
      counts[to] = (counts[to] as number) + 1;
    }
  const known: number[] = [];
  for (let unit = firstCharacter; unit < nothing; unit += 1) if ((counts[unit] as number) >= least) known.push(unit);
  known.sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b);
  return Uint16Array.from([border, unknown, digits, letters, ...known.slice(0, mostIds - firstCharacter)]);
}

/** Tokens of a text: `ids[i]` begins at UTF-16 unit `at[i]`; the first and the last are borders. */
export interface Tokens {
  readonly ids: Uint16Array;
  readonly at: Uint32Array;
  readonly length: number;
}

/** Reads a text in one pass; `into` may be longer than the text plus two and is used again and again. */
export function tokenise({ ids: idOf }: Vocabulary, text: string, into?: { ids: Uint16Array; at: Uint32Array }): Tokens {
  const { ids, at } = into ?? { ids: new Uint16Array(text.length + 2), at: new Uint32Array(text.length + 2) };
  let length = 1;
  let last = border;
  ids[0] = border;
  at[0] = 0;
  for (let place = 0; place < text.length; place += 1) {
    const id = idOf[text.charCodeAt(place)] as number;
    if (id === nothing || (id === last && (id === border || id === digits || id === letters))) continue;
    ids[length] = id;
    at[length] = place;
    length += 1;
    last = id;
  }
  if (last !== border) {
    ids[length] = border;
    at[length] = text.length;
    length += 1;
  }
  return { ids, at, length };
}
