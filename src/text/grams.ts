/**
 * Sets of n-grams in a few bytes each: buckets of about eight 16-bit fingerprints in a row, each with one byte of what it says. An n-gram
 * that is not in the set is taken for one that is in about one of 8,000 cases.
 */

/** One order of a model. Bucket b holds entries from `bases[b >> 6] + offsets[b]` up to where bucket b + 1 begins. */
export interface GramTable {
  /** Buckets are the upper bits of a mixed key: 32 less the logarithm of their number. */
  readonly shift: number;
  readonly bases: Uint32Array;
  readonly offsets: Uint16Array;
  readonly fingerprints: Uint16Array;
  /** Beside each fingerprint, which level of `levels` its logarithm of the probability has. */
  readonly values: Uint8Array;
  readonly levels: Float32Array;
  /** Beside each fingerprint, the level of its back-off weight as a context; empty in the highest order. */
  readonly backoffs: Uint8Array;
  readonly backoffLevels: Float32Array;
  /** A bit for each bucket and six bits of a fingerprint that stand in it: most of what is not in the set is turned away here. */
  readonly sieve: Uint32Array;
}

/** The sieve of a table, which is not kept in files. */
export function sieveOf({
  shift,
  bases,
  offsets,
  fingerprints,
}: Pick<GramTable, 'shift' | 'bases' | 'offsets' | 'fingerprints'>): Uint32Array {
  const buckets = 2 ** (32 - shift);
  const sieve = new Uint32Array(buckets * 2);
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const end = (bases[(bucket + 1) >> 6] as number) + (offsets[bucket + 1] as number);
    for (let at = (bases[bucket >> 6] as number) + (offsets[bucket] as number); at < end; at += 1) {
      const bit = (fingerprints[at] as number) & 63;
      const word = bucket * 2 + (bit >> 5);
      sieve[word] = (sieve[word] as number) | (1 << (bit & 31));
    }
  }
  return sieve;
}

/** Mixes one more character into a running value; begin with the order. (A step of MurmurHash3.) */
export const mixed = (so: number, id: number): number => {
  const value = Math.imul(so ^ id, 0x85ebca6b);
  return Math.imul(value ^ (value >>> 13), 0xc2b2ae35) ^ (value >>> 16);
};

/** Sixteen bits of a mixed key that do not choose its bucket. */
const fingerprint = (value: number): number => {
  const other = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return ((other ^ (other >>> 12)) >>> 4) & 0xffff;
};

/** Index of a mixed key in the table, or −1. */
export function indexOf({ shift, bases, offsets, fingerprints, sieve }: GramTable, key: number): number {
  const bucket = key >>> shift;
  const wanted = fingerprint(key);
  if (((sieve[bucket * 2 + ((wanted >> 5) & 1)] as number) & (1 << (wanted & 31))) === 0) return -1;
  const end = (bases[(bucket + 1) >> 6] as number) + (offsets[bucket + 1] as number);
  for (let at = (bases[bucket >> 6] as number) + (offsets[bucket] as number); at < end; at += 1) if (fingerprints[at] === wanted) return at;
  return -1;
}

/** 256 even steps between the least and the greatest of these values; 0 is among them exactly if `zero`. */
function levelsOf(values: Float32Array, zero = false): { levels: Float32Array; of: (value: number) => number } {
  let [low, high] = zero ? [0, 0] : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(high > low)) [low, high] = [Math.min(low, 0), Math.min(low, 0) + 1];
  const size = (high - low) / 255;
  const shift = zero ? Math.round(-low / size) * size + low : 0;
  const levels = Float32Array.from({ length: 256 }, (_, level) => low - shift + level * size);
  return { levels, of: (value) => Math.max(0, Math.min(255, Math.round((value - low + shift) / size))) };
}

/** The places of mixed keys in a table: by key where it stands. */
function placed(
  keys: Int32Array,
): Pick<GramTable, 'shift' | 'bases' | 'offsets' | 'fingerprints' | 'sieve'> & { readonly places: Uint32Array } {
  const bits = Math.max(6, Math.ceil(Math.log2(Math.max(1, keys.length) / 11)));
  const shift = 32 - bits;
  const counts = new Uint32Array((1 << bits) + 1);
  for (const key of keys) counts[(key >>> shift) + 1] = (counts[(key >>> shift) + 1] as number) + 1;
  for (let bucket = 1; bucket < counts.length; bucket += 1) counts[bucket] = (counts[bucket] as number) + (counts[bucket - 1] as number);
  const bases = Uint32Array.from({ length: ((1 << bits) >> 6) + 1 }, (_, block) => counts[block << 6] as number);
  const offsets = Uint16Array.from(counts, (count, bucket) => count - (bases[bucket >> 6] as number));
  const fingerprints = new Uint16Array(keys.length);
  const places = new Uint32Array(keys.length);
  for (let from = 0; from < keys.length; from += 1) {
    const key = keys[from] as number;
    const at = counts[key >>> shift] as number;
    counts[key >>> shift] = at + 1;
    fingerprints[at] = fingerprint(key);
    places[from] = at;
  }
  return { shift, bases, offsets, fingerprints, places, sieve: sieveOf({ shift, bases, offsets, fingerprints }) };
}

/** The table of mixed keys with their values; of two keys of one bucket and fingerprint the earlier one's is found. */
export function tableOf(keys: Int32Array, logs: Float32Array, weights: Float32Array | undefined): GramTable {
  const { places, ...table } = placed(keys);
  const value = levelsOf(logs);
  const weight = levelsOf(weights ?? new Float32Array(0), true);
  const values = new Uint8Array(keys.length);
  const backoffs = new Uint8Array(weights ? keys.length : 0);
  for (let from = 0; from < keys.length; from += 1) {
    const at = places[from] as number;
    values[at] = value.of(logs[from] as number);
    if (weights) backoffs[at] = weight.of(weights[from] as number);
  }
  return { ...table, values, levels: value.levels, backoffs, backoffLevels: weight.levels };
}

/** The same where it is known already which level each key has, of 256 even steps from `low` to `high`. */
export function levelledTable(
  keys: Int32Array,
  { low, high, levels }: { readonly low: number; readonly high: number; readonly levels: Uint8Array },
): GramTable {
  const { places, ...table } = placed(keys);
  const values = new Uint8Array(keys.length);
  for (let from = 0; from < keys.length; from += 1) values[places[from] as number] = levels[from] as number;
  const size = (high - low) / 255;
  const steps = Float32Array.from({ length: 256 }, (_, level) => low + level * size);
  return { ...table, values, levels: steps, backoffs: new Uint8Array(0), backoffLevels: new Float32Array(0) };
}
