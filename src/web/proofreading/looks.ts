/** The layers that a browser looks with, made of what has arrived so far. */
import type { Dictionary } from '../../text/dictionary.ts';
import type { FoldMap } from '../../text/fold.ts';
import type { WordList } from '../../text/lists.ts';
import { ruleLayers } from '../../text/proofread.ts';
import { protectedLayer } from '../../text/protected.ts';
import type { ProtectedList } from '../../text/protected-lists.ts';
import { punctuationRules } from '../../text/punctuation.ts';
import { layerOf } from '../../text/rule.ts';
import { type TypoData, typoLayer } from '../../text/typos.ts';
import { type Looks, lookOf } from './reader.ts';

export interface Arrived {
  readonly fold: FoldMap;
  readonly lists: readonly WordList[];
  readonly protectedLists: readonly ProtectedList[];
  /** Without it protected phrases are not looked at. */
  readonly dictionary?: Dictionary;
  readonly typos?: TypoData;
}

const wideRules = punctuationRules.filter(({ wide }) => wide);
const silent: ReadonlySet<string> = new Set(wideRules.map(({ id }) => id));

/** Rules and lists say all they have; a mistaken character is reported only where it is sure. */
export function looksOf({ fold, lists, protectedLists, dictionary, typos }: Arrived): Looks {
  const line = [...ruleLayers(lists, fold, { silent }), ...(dictionary ? [protectedLayer(protectedLists, dictionary, { fold })] : [])];
  const wide = layerOf('wide', wideRules);
  const deep = typos && typoLayer(typos);
  return {
    line: lookOf(line),
    wide: (text) => wide.look(text, 'full'),
    ...(deep ? { deep: (text: string) => deep.look(text, 'strict') } : {}),
  };
}
