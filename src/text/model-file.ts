/**
 * A model as one buffer: eight 32-bit numbers (magic, version, bytes, checksum, characters trained on, ids, and two that are kept free),
 * then for each order two (entries, bits of a bucket), then the arrays themselves, each at a multiple of four bytes. All numbers are
 * little endian. Reading makes views; nothing is parsed and nothing copied.
 */
import { type GramTable, sieveOf } from './grams.ts';
import type { LanguageModel } from './model.ts';
import { firstCharacter, mostIds, vocabularyOf } from './tokens.ts';

const magic = 0x314d4c42; // 'BLM1'
const version = 1;
const headerBytes = 32;
const orderBytes = 8;
const orders = 3;
/** Bits of a bucket beyond which no table of this format goes. */
const mostBits = 26;

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float32Array;
const kinds = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array } as const;

/** The arrays of a model in the order of the file, with their lengths. */
function layoutOf(ids: number, tables: readonly { entries: number; bits: number }[]): readonly (readonly [keyof typeof kinds, number])[] {
  return [
    ['u16', ids],
    ['f32', ids],
    ['f32', ids],
    ...tables.flatMap(({ entries, bits }, at): readonly (readonly [keyof typeof kinds, number])[] => [
      ['u32', ((1 << bits) >> 6) + 1],
      ['u16', (1 << bits) + 1],
      ['u16', entries],
      ['u8', entries],
      ['f32', 256],
      ['u8', at === orders - 1 ? 0 : entries],
      ['f32', 256],
    ]),
  ];
}

const aligned = (bytes: number): number => Math.ceil(bytes / 4) * 4;
const bytesFor = (layout: ReturnType<typeof layoutOf>): number =>
  layout.reduce((sum, [kind, length]) => sum + aligned(length * kinds[kind].BYTES_PER_ELEMENT), headerBytes + orders * orderBytes);

/** A sum over all that follows the header's first sixteen bytes, by 32-bit words (FNV-1a, word by word). */
function checksumOf(bytes: Uint8Array): number {
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + 16, (bytes.length - 16) >> 2);
  let sum = 0x811c9dc5;
  for (let at = 0; at < words.length; at += 1) sum = Math.imul(sum ^ (words[at] as number), 0x01000193);
  return sum >>> 0;
}

/** The bytes of a model, as `readModel` takes them. */
export function writeModel({ vocabulary, unigrams, unigramBackoffs, bigrams, trigrams, fourgrams, trainedOn }: LanguageModel): Uint8Array {
  const tables = [bigrams, trigrams, fourgrams];
  const shapes = tables.map(({ values, shift }) => ({ entries: values.length, bits: 32 - shift }));
  const bytes = new Uint8Array(bytesFor(layoutOf(unigrams.length, shapes)));
  const header = new Uint32Array(bytes.buffer, 0, (headerBytes + orders * orderBytes) / 4);
  header.set([magic, version, bytes.length, 0, trainedOn, unigrams.length]);
  header.set(
    shapes.flatMap(({ entries, bits }) => [entries, bits]),
    headerBytes / 4,
  );
  let at = headerBytes + orders * orderBytes;
  const put = (array: Numbers): void => {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  };
  for (const array of [vocabulary.units, unigrams, unigramBackoffs]) put(array);
  for (const { bases, offsets, fingerprints, values, levels, backoffs, backoffLevels } of tables)
    for (const array of [bases, offsets, fingerprints, values, levels, backoffs, backoffLevels]) put(array);
  header[3] = checksumOf(bytes);
  return bytes;
}

/** Says why bytes are no model; undefined where they are. */
function faultOf(bytes: Uint8Array, header: Uint32Array): string | undefined {
  if (header[0] !== magic) return 'not a language model';
  if (header[1] !== version) return `a language model of version ${header[1]}, not ${version}`;
  if (header[2] !== bytes.length) return `a language model of ${header[2]} bytes cut to ${bytes.length}`;
  const ids = header[5] as number;
  const shapes = Array.from({ length: orders }, (_, order) => ({
    entries: header[headerBytes / 4 + order * 2] as number,
    bits: header[headerBytes / 4 + order * 2 + 1] as number,
  }));
  const fits = ids >= firstCharacter && ids <= mostIds && shapes.every(({ bits }) => bits >= 6 && bits <= mostBits);
  if (!fits || bytesFor(layoutOf(ids, shapes)) !== bytes.length) return 'a language model whose sizes do not add up';
  return checksumOf(bytes) === header[3] ? undefined : 'a language model that was altered: its checksum does not fit';
}

/** A model out of the bytes of `writeModel`, which must not change afterwards. Throws a RangeError that says why where they are none. */
export function readModel(given: Uint8Array): LanguageModel {
  // Views of wider numbers need their alignment.
  const bytes = given.byteOffset % 4 === 0 ? given : given.slice();
  const words = headerBytes / 4 + orders * 2;
  if (bytes.length < words * 4) throw new RangeError('not a language model: too short');
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, words);
  const fault = faultOf(bytes, header);
  if (fault !== undefined) throw new RangeError(fault);
  let at = bytes.byteOffset + words * 4;
  const view = <K extends keyof typeof kinds>(kind: K, length: number): InstanceType<(typeof kinds)[K]> => {
    const array = new kinds[kind](bytes.buffer as ArrayBuffer, at, length) as InstanceType<(typeof kinds)[K]>;
    at += aligned(array.byteLength);
    return array;
  };
  const ids = header[5] as number;
  const [units, unigrams, unigramBackoffs] = [view('u16', ids), view('f32', ids), view('f32', ids)];
  const table = (order: number): GramTable => {
    const [entries, bits] = [header[headerBytes / 4 + order * 2] as number, header[headerBytes / 4 + order * 2 + 1] as number];
    const [bases, offsets] = [view('u32', ((1 << bits) >> 6) + 1), view('u16', (1 << bits) + 1)];
    const [fingerprints, values, levels] = [view('u16', entries), view('u8', entries), view('f32', 256)];
    const [backoffs, backoffLevels] = [view('u8', order === orders - 1 ? 0 : entries), view('f32', 256)];
    const places = { shift: 32 - bits, bases, offsets, fingerprints };
    return { ...places, values, levels, backoffs, backoffLevels, sieve: sieveOf(places) };
  };
  const [bigrams, trigrams, fourgrams] = [table(0), table(1), table(2)];
  return { vocabulary: vocabularyOf(units), unigrams, unigramBackoffs, bigrams, trigrams, fourgrams, trainedOn: header[4] as number };
}
