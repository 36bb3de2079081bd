/** What finds mistaken characters: what ships, and in place of its model and gate those that the site made of its own texts and answers. */
import { readConfusions } from '../../text/confusions.ts';
import { type Gate, readGate } from '../../text/gate.ts';
import type { LanguageModel } from '../../text/model.ts';
import { readModel } from '../../text/model-file.ts';
import { siteGate } from '../../text/train/learn.ts';
import { modelNames, type TypoData } from '../../text/typos.ts';
import { readWords } from '../../text/words.ts';
import { type ModelUsed, mostModelBytes, type Settled } from './protocol.ts';

type Bytes = Promise<Uint8Array>;
export interface TypoFiles {
  /** Files that ship. */
  readonly shipped: (name: 'confusions' | 'dictionary' | 'gate' | 'model') => Bytes;
  /** Of a site, by the hash of the bytes. */
  readonly own: (site: string, sha256: string) => Bytes;
}

export interface FetchedTypos {
  readonly data: TypoData;
  readonly model: ModelUsed;
}

/** Fetches once and keeps it; a failure is not kept. */
function once<Value>(fetch: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | undefined;
  return () => {
    known ??= fetch().catch((fault: unknown) => {
      known = undefined;
      throw fault;
    });
    return known;
  };
}

/** What cannot be had of a site's own is as if it had none: the server says the rest. */
const perhaps = async <Value>(load: () => Promise<Value>): Promise<Value | undefined> => {
  try {
    return await load();
  } catch {
    return undefined;
  }
};

/** Gives what fetches all that a site's texts are read with; of its own models the last is kept. */
export function openTypos({ shipped, own }: TypoFiles): (settled: Pick<Settled, 'wording' | 'own'>) => Promise<FetchedTypos> {
  const gate = once(async () => readGate(await shipped('gate')));
  const words = once(async () => readWords(await shipped('dictionary')));
  const confusions = once(async () => readConfusions(await shipped('confusions')));
  const base = once(async () => readModel(await shipped('model')));
  let last: { readonly sha256: string; readonly model: LanguageModel } | undefined;

  async function ownModel(site: string, sha256: string): Promise<LanguageModel> {
    if (last?.sha256 === sha256) return last.model;
    last = undefined;
    last = { sha256, model: readModel(await own(site, sha256)) };
    return last.model;
  }
  async function gateOf(site: string, sha256: string | undefined): Promise<Gate> {
    const ships = await gate();
    return (sha256 === undefined ? undefined : await perhaps(async () => siteGate(ships, await own(site, sha256)))) ?? ships;
  }
  return async ({ wording: { site }, own: reading }) => {
    // One after the other, the largest last: a line that others share is not taken whole.
    const rest = { gate: await gateOf(site, reading?.gate), words: await words(), confusions: await confusions() };
    const wanted = reading?.model;
    const tooLarge = wanted !== undefined && wanted.byteSize > mostModelBytes;
    const mine = wanted && !tooLarge ? await perhaps(() => ownModel(site, wanted.sha256)) : undefined;
    if (mine) return { data: { ...rest, model: mine, name: modelNames.own }, model: 'own' };
    return { data: { ...rest, model: await base(), name: modelNames.shipped }, model: tooLarge ? 'too-large' : 'shipped' };
  };
}
