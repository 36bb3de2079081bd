/** Compiles jieba's dictionary into `words.bin`, which src/text/dictionary.ts reads. Run with node: `node assets/dictionary/build.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt');
const longest = 15;

/** Rare names of persons are mostly transliterations and noise: they would excuse errors by chance. */
const kept = (frequency: number, tag: string): boolean => frequency >= 4 || (frequency >= 2 && !tag.startsWith('nr'));

const words = new Map<string, number>();
for (const line of readFileSync(source, 'utf8').split('\n')) {
  const [word = '', frequency = '0', tag = ''] = line.split(' ');
  if (!/^[\u3007\u4e00-\u9fff]+$/.test(word) || word.length > longest || !kept(Number(frequency), tag)) continue;
  words.set(word, Math.max(words.get(word) ?? 0, Number(frequency)));
}

/** By UTF-16 code units, so that neighbours share their beginnings. */
const sorted = [...words.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
const bytes: number[] = [0x42, 0x43, 0x54, 0x44, ...new Uint8Array(Uint32Array.of(sorted.length).buffer)];
let before = '';
for (const word of sorted) {
  let shared = 0;
  while (shared < before.length && shared < word.length - 1 && before[shared] === word[shared]) shared += 1;
  const weight = Math.min(255, Math.round(Math.log(words.get(word) ?? 1) * 16) + 1);
  bytes.push((shared << 4) | (word.length - shared), weight);
  for (let at = shared; at < word.length; at += 1) bytes.push(word.charCodeAt(at) & 255, word.charCodeAt(at) >> 8);
  before = word;
}
writeFileSync(new URL('words.bin', import.meta.url), Uint8Array.from(bytes));
process.stdout.write(`${sorted.length} words, ${bytes.length} bytes\n`);
