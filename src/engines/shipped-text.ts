/** What ships for proofreading (`assets`), read when it is needed. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { ShippedEntry } from '../domain/wording/proofreader.ts';
import { readConfusions } from '../text/confusions.ts';
import { readDictionary } from '../text/dictionary.ts';
import { foldMap } from '../text/fold.ts';
import { type Gate, readGate } from '../text/gate.ts';
import type { WordList } from '../text/lists.ts';
import { readModel } from '../text/model-file.ts';
import { formRules } from '../text/proofread.ts';
import type { ProtectedList } from '../text/protected-lists.ts';
import type { ShippedText } from '../text/site-layers.ts';
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
const shippedLists = async (): Promise<readonly WordList[]> => (await listsIn('lists/')) as readonly WordList[];
/** Lists of protected phrases that ship. */
const shippedProtected = async (): Promise<readonly ProtectedList[]> => (await listsIn('protected/')) as readonly ProtectedList[];

/** Bytes that several threads read without copying. */
export function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

/** A hash of all that ships for looking through texts: another release may find something else. */
let stamp: Promise<string> | undefined;
export function shippedStamp(): Promise<string> {
  stamp ??= hashOf();
  return stamp;
}
async function hashOf(): Promise<string> {
  const hash = createHash('sha256');
  const folders = ['fold/', 'lists/', 'protected/', 'dictionary/', 'confusions/', 'model/'];
  for (const folder of folders)
    for (const name of (await readdir(new URL(folder, assets))).filter((one) => /\.(?:json|bin|model)$/.test(one)).sort())
      hash.update(`${folder}${name}`).update(await bytesAt(`${folder}${name}`));
  return hash.digest('hex').slice(0, 16);
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
  const [confusions, words, gate] = await Promise.all([
    bytesAt('confusions/confusions.bin'),
    bytesAt('dictionary/words.bin'),
    shippedGate(),
  ]);
  return {
    model: readModel(bytes),
    confusions: readConfusions(confusions),
    words: readWords(words),
    gate,
    name,
  };
}

/** All that ships but what finds mistaken characters. */
export async function readShippedRules(): Promise<Omit<ShippedText, 'typos'>> {
  const [fold, lists, protectedLists, dictionary] = await Promise.all([
    jsonAt('fold/traditional.json'),
    shippedLists(),
    shippedProtected(),
    bytesAt('dictionary/words.bin'),
  ]);
  const { pairs, never } = fold as { pairs: string; never: string };
  return { fold: foldMap(pairs), traditional: never, lists, protectedLists, dictionary: readDictionary(dictionary) };
}

/** All that ships and may be switched off by a site. */
export async function shippedEntries(): Promise<readonly ShippedEntry[]> {
  const [lists, phrases] = await Promise.all([shippedLists(), shippedProtected()]);
  return [
    ...lists.flatMap(({ name, title, entries }) =>
      entries.map(({ find, put = [], why }) => ({ key: `${name}:${find}`, list: title, find, put, ...(why === undefined ? {} : { why }) })),
    ),
    ...formRules().map(({ id, source, message }) => ({ key: `rule:${id}`, list: source, find: message, put: [] })),
    ...phrases.flatMap(({ name, phrases: held }) => held.map((find) => ({ key: `protected:${find}`, list: name, find, put: [] }))),
  ];
}
