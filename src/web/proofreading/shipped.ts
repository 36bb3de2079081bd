/** What ships for proofreading, as files of the build: the lists lie in the worker itself, the rest is fetched when it is wanted. */
import { type Dictionary, readDictionary } from '../../text/dictionary.ts';
import { foldMap } from '../../text/fold.ts';
import type { WordList } from '../../text/lists.ts';
import type { ProtectedList } from '../../text/protected-lists.ts';
import { openTypos } from './typo-data.ts';

// Names in full, or the build does not see them.
const files = {
  confusions: new URL('../../../assets/confusions/confusions.bin', import.meta.url),
  dictionary: new URL('../../../assets/dictionary/words.bin', import.meta.url),
  gate: new URL('../../../assets/model/gate.bin', import.meta.url),
  model: new URL('../../../assets/model/base.model', import.meta.url),
};
const [pairs = ''] = Object.values(import.meta.glob<string>('../../../assets/fold/traditional.json', { eager: true, import: 'pairs' }));
const [never = ''] = Object.values(import.meta.glob<string>('../../../assets/fold/traditional.json', { eager: true, import: 'never' }));

/** At hand at once. */
export const shippedLists = () => ({
  fold: foldMap(pairs),
  traditional: never,
  lists: Object.values(import.meta.glob<WordList>('../../../assets/lists/*.json', { eager: true, import: 'default' })),
  protectedLists: Object.values(import.meta.glob<ProtectedList>('../../../assets/protected/*.json', { eager: true, import: 'default' })),
});

async function bytesOf(file: URL): Promise<Uint8Array> {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`${answer.status} ${file.href}`);
  return new Uint8Array(await answer.arrayBuffer());
}

export const fetchDictionary = async (): Promise<Dictionary> => readDictionary(await bytesOf(files.dictionary));

/** The model and what is needed with it: what ships lies in the build, what a site has of its own is asked of the server. */
export const fetchTypos = openTypos({
  shipped: (name) => bytesOf(files[name]),
  own: (site, sha256) => bytesOf(new URL(`/api/own-reading/${encodeURIComponent(site)}/${sha256}`, location.origin)),
});
