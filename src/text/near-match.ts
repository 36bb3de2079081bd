/** The comparison behind a key of near.ts: is the phrase here, with at most one edit? */
export type EditKind = 'substituted' | 'missing' | 'surplus' | 'swapped';

/** Phrases as code units, the places where they are split, and their keys: postings sorted by the bucket of the key. */
export interface NearIndex {
  readonly units: Uint16Array;
  /** Phrase n stands in `units` from `offsets[n]` up to `offsets[n + 1]`. */
  readonly offsets: Int32Array;
  readonly splits: Uint16Array;
  /** One bit for each pair of characters (hashed) that begins a key. */
  readonly pairs: Uint32Array;
  readonly buckets: Int32Array;
  readonly keys: Int32Array;
  /** Phrase × 4 + direction. */
  readonly postings: Int32Array;
}

/** A place where the text is a phrase (no edit) or nearly one; offsets are those of the units that were looked through. */
export interface NearHit {
  readonly phrase: number;
  readonly start: number;
  readonly end: number;
  readonly edit?: EditKind;
  /** The unit that is wrong or surplus, the first of two that are swapped, or before which one is missing. */
  readonly at: number;
}

/** Compares phrases with a text and keeps what it finds. Reading goes on in one direction (`step`) until the first difference. */
export class Matching {
  readonly hits: NearHit[] = [];
  readonly #index: NearIndex;
  readonly #text: Uint16Array;

  constructor(index: NearIndex, text: Uint16Array) {
    this.#index = index;
    this.#text = text;
  }

  /** `posting` is phrase × 4 + direction; `at` is where the pair of its key stands. */
  compare(posting: number, at: number): void {
    const phrase = posting >> 2;
    const from = this.#index.offsets[phrase] as number;
    const to = this.#index.offsets[phrase + 1] as number;
    const seam = from + (this.#index.splits[phrase] as number);
    if ((posting & 3) === 0) {
      if (this.#same(seam, at, to - seam)) this.#oneEdit(phrase, seam - 1, from, at - 1, -1, at + to - seam);
    } else if ((posting & 3) === 1) {
      const start = at + 2 - (seam - from);
      if (this.#same(from, start, seam - from)) this.#oneEdit(phrase, seam, to - 1, at + 2, 1, start);
    } else {
      const start = at + 1 - (seam - from);
      const whole = this.#same(from, start, seam - from - 1) && this.#same(seam + 1, at + 2, to - seam - 1);
      if (whole && this.#text[at] === this.#index.units[seam] && this.#text[at] !== this.#text[at + 1])
        this.hits.push({ phrase, start, end: start + to - from, edit: 'swapped', at });
    }
  }

  /** Is `length` of the phrases from `place` the same as the text from `at`? */
  #same(place: number, at: number, length: number): boolean {
    const { units } = this.#index;
    const text = this.#text;
    if (at < 0 || at + length > text.length) return false;
    for (let k = 0; k < length; k += 1) if (units[place + k] !== text[at + k]) return false;
    return true;
  }

  /**
   * Reads from `place` to `last` in the phrases and from `at` in the text; `far` is the other end of the hit, already compared.
   * The first difference is where the edit is: every single edit can be read so.
   */
  #oneEdit(phrase: number, place: number, last: number, at: number, step: number, far: number): void {
    const { units } = this.#index;
    const text = this.#text;
    let p = place;
    let t = at;
    while (p !== last + step && units[p] === text[t]) {
      p += step;
      t += step;
    }
    if (p === last + step) {
      if (step > 0) this.hits.push({ phrase, start: far, end: t, at: -1 });
      return;
    }
    const rest = (last - p) * step;
    if (rest > 0 && units[p] === text[t + step] && units[p + step] === text[t] && this.#run(p + 2 * step, t + 2 * step, rest - 1, step))
      this.#add(phrase, 'swapped', step > 0 ? t : t - 1, t + step * (rest + 1), step, far);
    if (this.#inside(t) && this.#run(p + step, t + step, rest, step)) this.#add(phrase, 'substituted', t, t + step * (rest + 1), step, far);
    if (this.#run(p + step, t, rest, step)) this.#add(phrase, 'missing', step > 0 ? t : t + 1, t + step * rest, step, far);
    if (this.#run(p, t + step, rest + 1, step)) this.#add(phrase, 'surplus', t, t + step * (rest + 2), step, far);
  }

  #inside(at: number): boolean {
    return at >= 0 && at < this.#text.length;
  }

  /** Do `length` units agree, reading in the direction of `step`? */
  #run(place: number, at: number, length: number, step: number): boolean {
    return step > 0 ? this.#same(place, at, length) : this.#same(place - length + 1, at - length + 1, length);
  }

  /** `beyond` is the first unit that no longer belongs to the hit, in the direction of reading. */
  #add(phrase: number, edit: EditKind, at: number, beyond: number, step: number, far: number): void {
    const [start, end] = step > 0 ? [far, beyond] : [beyond + 1, far];
    if (start >= 0 && end <= this.#text.length) this.hits.push({ phrase, start, end, edit, at });
  }
}
