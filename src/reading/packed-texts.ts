/** Very many texts in little memory: their bytes one after the other outside the heap, each made a string when it is asked for. */

export interface PackedTexts {
  readonly push: (text: string) => void;
  readonly at: (index: number) => string | undefined;
  /** Bytes held. */
  readonly size: () => number;
}

export function packedTexts(): PackedTexts {
  let bytes = Buffer.alloc(1 << 16);
  let ends = new Uint32Array(1 << 10);
  let count = 0;
  let used = 0;
  return {
    push(text) {
      const length = Buffer.byteLength(text);
      if (used + length > bytes.length) {
        const grown = Buffer.alloc(Math.max(bytes.length * 2, used + length));
        bytes.copy(grown, 0, 0, used);
        bytes = grown;
      }
      if (count === ends.length) {
        const grown = new Uint32Array(count * 2);
        grown.set(ends);
        ends = grown;
      }
      used += bytes.write(text, used);
      ends[count] = used;
      count += 1;
    },
    at: (index) => (index >= 0 && index < count ? bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], ends[index]) : undefined),
    size: () => used,
  };
}
