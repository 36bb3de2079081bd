// `node assets/words/build.ts`: the dictionary's words of one to five characters as a table.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dict } from '@node-rs/jieba/dict.js';
import { longestWord, writeWords } from '../../src/text/words.ts';

/** Rarer words vouch for hardly anything. */
const leastFrequency = 5;

const words: [string, number][] = [];
for (const line of Buffer.from(dict).toString('utf8').split('\n')) {
  const [word = '', frequency = '0'] = line.split(' ');
  if (word.length <= longestWord && /^[\u4e00-\u9fff]+$/.test(word) && Number(frequency) >= (word.length === 1 ? 1 : leastFrequency))
    words.push([word, Number(frequency)]);
}
const bytes = writeWords(words);
writeFileSync(join(import.meta.dirname, 'words.bin'), bytes);
process.stdout.write(`${words.length} words, ${bytes.length} bytes\n`);
