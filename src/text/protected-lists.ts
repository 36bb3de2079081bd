/** Lists of protected phrases, and what is made of them for looking through texts. */
import type { Dictionary } from './dictionary.ts';
import { type FoldMap, foldedText } from './fold.ts';
import { isFree } from './judgement.ts';
import { indexPhrases, type NearIndex, shortestPhrase } from './near.ts';

export type ProtectedKind = 'body' | 'law' | 'slogan' | 'term' | 'place' | 'unit';

/** A list as it ships (`assets/protected/*.json`) or as an office keeps it. */
export interface ProtectedList {
  readonly name: string;
  readonly kind: ProtectedKind;
  readonly source: string;
  readonly date: string;
  readonly phrases: readonly string[];
  /** Names of old: right for their time, so never an error; `until` is the month or day of the change. */
  readonly former?: readonly FormerName[];
  /** Text that is right although it comes near a phrase. */
  readonly allowed?: readonly string[];
}

export interface FormerName {
  readonly phrase: string;
  readonly until: string;
  readonly now: string;
}

export interface ProtectedOptions {
  readonly fold: FoldMap;
  /** Phrases that the office does not want looked for, and text that it wants left alone. */
  readonly disabled?: readonly string[];
  readonly allowed?: readonly string[];
}

/** A phrase of four characters or more that is looked for. */
export interface Entry {
  readonly phrase: string;
  readonly folded: string;
  readonly list: ProtectedList;
  readonly former?: FormerName;
  /** Is it made of words without its first, without its last character? Then the text may stand on its own. */
  readonly freeEnd: boolean;
  readonly freeStart: boolean;
  /** Right where it stands, and not looked for in near-hits. */
  readonly allowed: boolean;
}

export interface Compiled {
  readonly entries: readonly Entry[];
  readonly index: NearIndex;
  readonly listed: ReadonlySet<string>;
  readonly map: FoldMap;
  readonly dictionary: Dictionary;
}

/** Places that are called by their names without 市, 县, 区, 旗. */
const shortPlace = /[^治左右中前后新合][市县区旗]$/;
/** 鄂温克族自治旗 is called 鄂温克旗, 恩施土家族苗族自治州 恩施州: without the peoples that are named, or with the only name there is. */
const autonomous = /^(\p{Script=Han}{2,}?)自治([州县旗])$/u;
const peoples =
  /(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|普米|怒|鄂温克|裕固|独龙|各)族/gu;
function shortAutonomous(name: string): string | undefined {
  const [, before = '', rank = ''] = autonomous.exec(name) ?? [];
  if (rank === '') return undefined;
  const place = before.replaceAll(peoples, '');
  return `${place === '' ? before.replaceAll('族', '') : place}${rank}`;
}
/** Blanks and lines' ends are passed over: a phrase may be spaced out or broken. */
const withoutBlanks = (map: FoldMap): FoldMap => map.map((unit) => (unit <= 0x20 || (unit >= 0x2000 && unit <= 0x200a) ? 0 : unit));

/** Holds what the office lets stand. */
const own: ProtectedList = { name: '本站白名单', kind: 'unit', source: '', date: '', phrases: [] };

/** Folds, indexes and weighs the phrases of all lists; the first list that holds a phrase names it. */
export function compileLists(lists: readonly ProtectedList[], dictionary: Dictionary, options: ProtectedOptions): Compiled {
  const map = withoutBlanks(options.fold);
  const disabled = new Set(options.disabled);
  const entries = new Map<string, Entry>();
  const listed = new Set<string>();
  const add = (list: ProtectedList, phrase: string, allowed: boolean, former?: FormerName): void => {
    const folded = foldedText(phrase, map);
    listed.add(folded);
    if (folded.length < shortestPhrase || entries.has(folded)) return;
    const freeEnd =
      (list.kind === 'law' && folded.endsWith('法')) ||
      (list.kind === 'place' && shortPlace.test(folded)) ||
      isFree(dictionary, folded.slice(0, -1));
    const freeStart = isFree(dictionary, folded.slice(1));
    entries.set(folded, { phrase, folded, list, freeEnd, freeStart, allowed, ...(former ? { former } : {}) });
  };
  for (const list of lists) for (const phrase of list.phrases) add(list, phrase, disabled.has(phrase));
  for (const list of lists)
    for (const phrase of list.kind === 'place' ? list.phrases : []) {
      const short = shortAutonomous(phrase);
      if (short !== undefined) add(list, short, true);
    }
  for (const list of lists) for (const former of list.former ?? []) add(list, former.phrase, disabled.has(former.phrase), former);
  for (const list of lists) for (const phrase of list.allowed ?? []) add(list, phrase, true);
  for (const phrase of options.allowed ?? []) add(own, phrase, true);
  return { entries: [...entries.values()], index: indexPhrases([...entries.keys()]), listed, map, dictionary };
}
