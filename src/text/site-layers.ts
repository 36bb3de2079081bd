/** The layers of one office: what ships, less what it switched off, and what it keeps of its own. Made anew within milliseconds. */
import type { Dictionary } from './dictionary.ts';
import type { Layer, Point, TextFinding, TextFindingKind } from './finding.ts';
import { type FoldMap, foldedText } from './fold.ts';
import { leadersLayer, type OfficeHolder } from './leaders.ts';
import type { WordList } from './lists.ts';
import { proofread, ruleLayers } from './proofread.ts';
import { protectedLayer } from './protected.ts';
import type { FormerName, ProtectedList } from './protected-lists.ts';
import { scan } from './scanner.ts';
import { compileScanner } from './scanner-compile.ts';
import { readingStandard, scriptTable } from './traditional.ts';
import { type TypoData, typoLayer } from './typos.ts';

/** What an office says of a word of its own: never written, worth a thought, written otherwise, written wrongly. */
export const ownEntryKinds = ['forbidden', 'caution', 'variant', 'confusion'] as const;
export type OwnEntryKind = (typeof ownEntryKinds)[number];

export interface OwnEntry {
  readonly kind: OwnEntryKind;
  readonly find: string;
  /** What should stand there, the likeliest first. */
  readonly put: readonly string[];
  readonly why?: string;
}

/** All that an office settles about wording; plain data, for workers and the browser alike. */
export interface SiteWording {
  readonly site: string;
  /** Another one as soon as anything of it changes. */
  readonly version: string;
  readonly entries: readonly OwnEntry[];
  /** What ships and stays silent here: `list:word`, `protected:phrase`, `rule:id`. */
  readonly off: readonly string[];
  /** Phrases that are right here, whatever anything says of words within them. */
  readonly allowed: readonly string[];
  readonly holders: readonly OfficeHolder[];
  /** Names of the site's units, and those they had. */
  readonly units: readonly string[];
  readonly formerUnits: readonly FormerName[];
  /** The model that was trained on what the office published, by the hash of its bytes; else the one that ships is read with. */
  readonly model?: string;
  /** The gate that learned from the office's answers (`writeGate`); else the one that ships decides. */
  readonly gate?: Uint8Array;
}

/** What an office has that settled nothing yet. */
export const nothingSettled = { entries: [], off: [], allowed: [], holders: [], units: [], formerUnits: [] } as const;

/** What ships; a browser may do without dictionary and model, and then finds less. */
export interface ShippedText {
  readonly fold: FoldMap;
  /** Characters that no simplified text writes (`never` of assets/fold/traditional.json). */
  readonly traditional: string;
  readonly lists: readonly WordList[];
  readonly protectedLists?: readonly ProtectedList[];
  readonly dictionary?: Dictionary;
  readonly typos?: TypoData;
}

const own = { source: '本站', date: '', licence: '', at: 'strict' } as const;
const kinds: Readonly<
  Record<
    OwnEntryKind,
    { readonly kind: TextFindingKind; readonly severity: TextFinding['severity']; readonly bare: string; readonly says: string }
  >
> = {
  forbidden: { kind: 'forbidden', severity: 'error', bare: '本站不用“{find}”。', says: '本站不用“{find}”，应为{put}。' },
  caution: { kind: 'caution', severity: 'warning', bare: '“{find}”请斟酌。', says: '“{find}”请斟酌，可改为{put}。' },
  variant: { kind: 'variant', severity: 'warning', bare: '本站不写“{find}”。', says: '“{find}”本站写作{put}。' },
  confusion: { kind: 'typo', severity: 'error', bare: '“{find}”有误。', says: '“{find}”应为{put}。' },
};
/** As a finding cites it. */
const ownListTitle = '本站用语表';

function ownLists(entries: readonly OwnEntry[], fold: FoldMap): readonly WordList[] {
  const shown = entries.filter(({ find }) => foldedText(find, fold) !== '');
  return ownEntryKinds.flatMap((name) =>
    [true, false].map((withPut): WordList => {
      const { bare, says, ...kind } = kinds[name];
      const mine = shown.filter((entry) => entry.kind === name && entry.put.length > 0 === withPut);
      return {
        ...own,
        ...kind,
        name: `own-${name}`,
        title: ownListTitle,
        says: withPut ? says : bare,
        entries: mine.map(({ find, put, why }) => ({ find, ...(put.length > 0 ? { put } : {}), ...(why ? { why } : {}) })),
      };
    }),
  );
}

type Place = readonly [from: number, to: number];

/** Looks for phrases; a phrase that shows nothing is left out. */
function placesOf(phrases: readonly string[], fold: FoldMap): (text: string) => readonly Place[] {
  const shown = phrases.filter((phrase) => foldedText(phrase, fold) !== '');
  if (shown.length === 0) return () => [];
  const scanner = compileScanner(shown, fold);
  return (text) => {
    const places: Place[] = [];
    scan(scanner, text, (from, to) => places.push([from, to]));
    return places;
  };
}

/** The keys of `off` that begin with this word, without it. */
const named = (off: readonly string[], prefix: string): string[] =>
  off.flatMap((key) => (key.startsWith(prefix) ? key.slice(prefix.length) : []));

function fixedLayers(shipped: ShippedText, wording: SiteWording): readonly Layer[] {
  const { fold, lists, protectedLists, dictionary, typos, traditional } = shipped;
  const { entries, off, allowed, holders, units, formerUnits } = wording;
  const layers = [
    ...ruleLayers([...ownLists(entries, fold), ...lists], fold, {
      disabled: new Set(off),
      silent: new Set(named(off, 'rule:')),
      traditional,
    }),
  ];
  if (protectedLists && dictionary) {
    const unitList: ProtectedList = { name: '本站单位名册', kind: 'unit', source: '', date: '', phrases: units, former: formerUnits };
    layers.push(protectedLayer([...protectedLists, unitList], dictionary, { fold, disabled: named(off, 'protected:'), allowed }));
  }
  // A name is no typo, however rare its characters are.
  const names = placesOf([...holders.map(({ name }) => name), ...units, ...formerUnits.map(({ phrase }) => phrase)], fold);
  if (typos) layers.push(readingStandard(typoLayer(typos, names), scriptTable(traditional, fold), fold));
  return layers;
}

/** Looks through a text with all that an office has; `on` is the day of the text, YYYY-MM-DD. Any string is taken. */
export type SiteLook = (text: string, point: Point, on: string) => readonly TextFinding[];

/** Compiles what ships and what an office keeps. Entries that show nothing are left out. */
export function siteLook(shipped: ShippedText, wording: SiteWording): SiteLook {
  const { fold } = shipped;
  const layers = fixedLayers(shipped, wording);
  const allowedIn = placesOf(wording.allowed, fold);
  return (text, point, on) => {
    const right = allowedIn(text);
    const sparing = ({ name, look }: Layer): Layer => ({
      name,
      look: (given, at) => look(given, at).filter(({ start, end }) => !right.some(([from, to]) => from <= start && end <= to)),
    });
    const leaders = wording.holders.length === 0 ? [] : [leadersLayer(wording.holders, { fold, on, checkOrder: true })];
    const all = [...leaders, ...layers];
    return proofread(text, right.length === 0 ? all : all.map(sparing), point);
  };
}
