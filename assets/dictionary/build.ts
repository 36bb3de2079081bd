/** Compiles jieba's dictionary into `words.bin`, which src/text/word-file.ts reads. Run with node: `node assets/dictionary/build.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { longestRecord, type WordRecord, writeWords } from '../../src/text/word-file.ts';

const source = createRequire(import.meta.url).resolve('@node-rs/jieba/dict.txt');

/** Rare names of persons are mostly transliterations and noise: they would excuse errors by chance. */
const kept = (frequency: number, tag: string): boolean => frequency >= 4 || (frequency >= 2 && !tag.startsWith('nr'));

const words = new Map<string, WordRecord>();
for (const line of readFileSync(source, 'utf8').split('\n')) {
  const [word = '', frequency = '0', tag = ''] = line.split(' ');
  if (!/^[\u3007\u4e00-\u9fff]+$/.test(word) || word.length > longestRecord || Number(frequency) < 1) continue;
  // Of one character all are known to the table.
  const rare = !kept(Number(frequency), tag);
  if (!rare || word.length === 1) words.set(word, [word, Math.max(words.get(word)?.[1] ?? 0, Number(frequency)), rare]);
}
const bytes = writeWords([...words.values()]);
writeFileSync(new URL('words.bin', import.meta.url), bytes);
process.stdout.write(`${words.size} words, ${bytes.length} bytes\n`);
