/** What ships for proofreading (`assets`), read when it is needed. */
import { readdir, readFile } from 'node:fs/promises';
import type { ShippedEntry } from '../domain/wording/proofreader.ts';
import { readConfusions } from '../text/confusions.ts';
import { dateRules } from '../text/dates.ts';
import { readDictionary } from '../text/dictionary.ts';
import { foldMap } from '../text/fold.ts';
import { type Gate, readGate } from '../text/gate.ts';
import type { WordList } from '../text/lists.ts';
import { readModel } from '../text/model-file.ts';
import { numberRules } from '../text/numbers.ts';
import { privacyRules } from '../text/privacy.ts';
import type { ProtectedList } from '../text/protected-lists.ts';
import { punctuationRules } from '../text/punctuation.ts';
import type { ShippedText } from '../text/site-layers.ts';
import { spamRules } from '../text/spam.ts';
import type { TypoData } from '../text/typos.ts';
import { readWords } from '../text/words.ts';

/** The same place from src and from dist. */
const assets = new URL('../../assets/', import.meta.url);

const jsonAt = async (path: string): Promise<unknown> => JSON.parse(await readFile(new URL(path, assets), 'utf8'));
const bytesAt = (path: string): Promise<Buffer> => readFile(new URL(path, assets));

async function listsIn(folder: string): Promise<readonly unknown[]> {
  const names = (await readdir(new URL(folder, assets))).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(names.map((name) => jsonAt(`${folder}${name}`)));
}

/** Word lists that ship: five. */
export const shippedLists = async (): Promise<readonly WordList[]> => (await listsIn('lists/')) as readonly WordList[];
/** Lists of protected phrases that ship. */
export const shippedProtected = async (): Promise<readonly ProtectedList[]> => (await listsIn('protected/')) as readonly ProtectedList[];

/** Bytes that several threads read without copying. */
export function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

/** The bytes of the model that ships. */
export const shippedModel = (): Promise<Buffer> => bytesAt('model/base.model');

/** The gate that ships. */
export const shippedGate = async (): Promise<Gate> => readGate(await bytesAt('model/gate.bin'));

/** A model as findings cite it. */
export interface NamedModel {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** What finds mistaken characters. Throws a RangeError where the bytes are no model. */
export async function readTypos({ bytes, name }: NamedModel): Promise<TypoData> {
  const [confusions, words, gate] = await Promise.all([bytesAt('confusions/confusions.bin'), bytesAt('words/words.bin'), shippedGate()]);
  return {
    model: readModel(bytes),
    confusions: readConfusions(confusions),
    words: readWords(words),
    gate,
    name,
  };
}

/** The name of the model that ships. */
export const shippedModelName = '公文语言模型';

/** All that ships but what finds mistaken characters. */
export async function readShippedRules(): Promise<Omit<ShippedText, 'typos'>> {
  const [fold, lists, protectedLists, dictionary] = await Promise.all([
    jsonAt('fold/traditional.json'),
    shippedLists(),
    shippedProtected(),
    bytesAt('dictionary/words.bin'),
  ]);
  const { pairs } = fold as { pairs: string };
  return { fold: foldMap(pairs), lists, protectedLists, dictionary: readDictionary(dictionary) };
}

/** All that ships and may be switched off by a site. */
export async function shippedEntries(): Promise<readonly ShippedEntry[]> {
  const [lists, phrases] = await Promise.all([shippedLists(), shippedProtected()]);
  const rules = [...spamRules, ...privacyRules(), ...dateRules, ...numberRules, ...punctuationRules];
  return [
    ...lists.flatMap(({ name, title, entries }) =>
      entries.map(({ find, put = [], why }) => ({ key: `${name}:${find}`, list: title, find, put, ...(why === undefined ? {} : { why }) })),
    ),
    ...rules.map(({ id, source, message }) => ({ key: `rule:${id}`, list: source, find: message, put: [] })),
    ...phrases.flatMap(({ name, phrases: held }) => held.map((find) => ({ key: `protected:${find}`, list: name, find, put: [] }))),
  ];
}
