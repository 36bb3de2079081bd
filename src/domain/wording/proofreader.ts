/** What actions and views ask of proofreading; the engine itself (src/engines/proofreader.ts) is handed to them. */
import type { Point, TextFinding } from '../../text/finding.ts';
import type { SiteWording } from '../../text/site-layers.ts';

export type { Point, TextFinding, TextFindingKind } from '../../text/finding.ts';
export { textFindingKinds } from '../../text/finding.ts';
export type { OfficeHolder } from '../../text/leaders.ts';
export { type OwnEntryKind, ownEntryKinds, type SiteWording } from '../../text/site-layers.ts';

/** What a site's texts are read with of its own and is no list: named by the hashes of its bytes, by which it can be fetched. */
export interface OwnReading {
  /** The model that was trained on what the office published. */
  readonly model?: { readonly sha256: string; readonly byteSize: number };
  /** The gate that learned from the office's answers. */
  readonly gate?: string;
}

/** How a text is looked at. */
export interface Looking {
  readonly point: Point;
  /** The day of the text, YYYY-MM-DD: who held which post. */
  readonly on: string;
}

/** One thing that ships and may be switched off: an entry of a list, a protected phrase, a rule. */
export interface ShippedEntry {
  /** As `SiteWording.off` names it. */
  readonly key: string;
  readonly list: string;
  /** The word or phrase; of a rule what it says. */
  readonly find: string;
  readonly put: readonly string[];
  readonly why?: string;
}

export interface Proofreader {
  /**
   * What is to be said of a text: lists, rules, protected phrases, mistaken characters. The same text is not looked at twice under one
   * version of the site's wording. Throws `ProofreaderFailed` where it could not be done in time.
   */
  readonly look: (wording: SiteWording, text: string, looking: Looking) => Promise<readonly TextFinding[]>;
  /** What it holds compiled of a site, if that is of this version: then nothing needs to be read again. */
  readonly held: (site: string, version: string) => SiteWording | undefined;
  /**
   * The figures by which a mistaken character is judged, so that an office's answer can teach the gate: of the edit that begins at `start`
   * and puts `to` there. Undefined where the model proposes no such edit.
   */
  readonly figures: (wording: SiteWording, text: string, start: number, to: string) => Promise<readonly number[] | undefined>;
  /** All that ships and may be switched off. */
  readonly shipped: () => Promise<readonly ShippedEntry[]>;
}

/** It could not be done; work goes on without. */
export class ProofreaderFailed extends Error {}
