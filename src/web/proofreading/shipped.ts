/** What ships for proofreading, as files of the build: the lists lie in the worker itself, the rest is fetched when it is wanted. */
import confusionsFile from '../../../assets/confusions/confusions.bin?url';
import dictionaryFile from '../../../assets/dictionary/words.bin?url';
import traditional from '../../../assets/fold/traditional.json';
import modelFile from '../../../assets/model/base.model?url';
import gateFile from '../../../assets/model/gate.bin?url';
import wordsFile from '../../../assets/words/words.bin?url';
import { readConfusions } from '../../text/confusions.ts';
import { type Dictionary, readDictionary } from '../../text/dictionary.ts';
import { foldMap } from '../../text/fold.ts';
import { readGate } from '../../text/gate.ts';
import type { WordList } from '../../text/lists.ts';
import { readModel } from '../../text/model-file.ts';
import type { ProtectedList } from '../../text/protected-lists.ts';
import type { TypoData } from '../../text/typos.ts';
import { readWords } from '../../text/words.ts';

/** At hand at once. */
export const shippedLists = () => ({
  fold: foldMap(traditional.pairs),
  lists: Object.values(import.meta.glob<WordList>('../../../assets/lists/*.json', { eager: true, import: 'default' })),
  protectedLists: Object.values(import.meta.glob<ProtectedList>('../../../assets/protected/*.json', { eager: true, import: 'default' })),
});

async function bytesOf(file: string): Promise<Uint8Array> {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${answer.status} ${file}`);
  return new Uint8Array(await answer.arrayBuffer());
}

export const fetchDictionary = async (): Promise<Dictionary> => readDictionary(await bytesOf(dictionaryFile));

/** The model and what is needed with it. */
export async function fetchTypos(): Promise<TypoData> {
  // One after the other, the largest last: a line that others share is not taken whole.
  const gate = readGate(await bytesOf(gateFile));
  const words = readWords(await bytesOf(wordsFile));
  const confusions = readConfusions(await bytesOf(confusionsFile));
  return { gate, words, confusions, model: readModel(await bytesOf(modelFile)), name: '公文语言模型' };
}
