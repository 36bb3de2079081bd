/** What ships for proofreading, as files of the build: the lists lie in the worker itself, the rest is fetched when it is wanted. */
import { readConfusions } from '../../text/confusions.ts';
import { type Dictionary, readDictionary } from '../../text/dictionary.ts';
import { foldMap } from '../../text/fold.ts';
import { readGate } from '../../text/gate.ts';
import type { WordList } from '../../text/lists.ts';
import { readModel } from '../../text/model-file.ts';
import type { ProtectedList } from '../../text/protected-lists.ts';
import type { TypoData } from '../../text/typos.ts';
import { readWords } from '../../text/words.ts';

// Names in full, or the build does not see them.
const files = {
  confusions: new URL('../../../assets/confusions/confusions.bin', import.meta.url),
  dictionary: new URL('../../../assets/dictionary/words.bin', import.meta.url),
  gate: new URL('../../../assets/model/gate.bin', import.meta.url),
  model: new URL('../../../assets/model/base.model', import.meta.url),
  words: new URL('../../../assets/words/words.bin', import.meta.url),
};
const [pairs = ''] = Object.values(import.meta.glob<string>('../../../assets/fold/traditional.json', { eager: true, import: 'pairs' }));

/** At hand at once. */
export const shippedLists = () => ({
  fold: foldMap(pairs),
  lists: Object.values(import.meta.glob<WordList>('../../../assets/lists/*.json', { eager: true, import: 'default' })),
  protectedLists: Object.values(import.meta.glob<ProtectedList>('../../../assets/protected/*.json', { eager: true, import: 'default' })),
});

async function bytesOf(file: URL): Promise<Uint8Array> {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${answer.status} ${file.href}`);
  return new Uint8Array(await answer.arrayBuffer());
}

export const fetchDictionary = async (): Promise<Dictionary> => readDictionary(await bytesOf(files.dictionary));

/** The model and what is needed with it. */
export async function fetchTypos(): Promise<TypoData> {
  // One after the other, the largest last: a line that others share is not taken whole.
  const gate = readGate(await bytesOf(files.gate));
  const words = readWords(await bytesOf(files.words));
  const confusions = readConfusions(await bytesOf(files.confusions));
  return { gate, words, confusions, model: readModel(await bytesOf(files.model)), name: '公文语言模型' };
}
