/** How the bytes of a text file are to be read. Offices send UTF-8, GBK (GB 18030) and, from spreadsheets, UTF-16. */

export const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

export const encodingNames: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030（GBK）',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16（大端）',
};

/** Watches a file's bytes go by and says at the end how to read them: marks at the beginning first, then what decodes without fault. */
export function encodingDetector(): { readonly push: (bytes: Uint8Array) => void; readonly end: () => Encoding | undefined } {
  const candidates = new Map(
    (['utf-8', 'gb18030'] as const).map((encoding) => [encoding, new TextDecoder(encoding, { fatal: true })] as const),
  );
  let marked: Encoding | undefined;
  let begun = false;
  const decode = (bytes?: Uint8Array): void => {
    for (const [encoding, decoder] of candidates) {
      try {
        if (bytes) decoder.decode(bytes, { stream: true });
        else decoder.decode();
      } catch {
        candidates.delete(encoding);
      }
    }
  };
  return {
    push(bytes) {
      if (!begun && bytes.length > 0) {
        begun = true;
        marked = markOf(bytes) ?? zeroBytes(bytes);
      }
      if (!marked) decode(bytes);
    },
    end() {
      if (marked) return marked;
      decode();
      return [...candidates.keys()][0];
    },
  };
}

function markOf(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/** UTF-16 without a mark: digits and separators leave a zero byte beside them, which no other encoding has. */
function zeroBytes(bytes: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  const head = bytes.subarray(0, 4096);
  head.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] as number) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  if (even + odd === 0) return undefined;
  return odd >= even ? 'utf-16le' : 'utf-16be';
}
