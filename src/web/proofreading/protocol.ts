/** What a page and the worker that proofreads its text say to each other. */
import type { OwnReading } from '../../domain/wording/proofreader.ts';
import type { Point, TextFinding } from '../../text/finding.ts';
import type { SiteWording } from '../../text/site-layers.ts';

/** Lines of a text: its title, its paragraphs, the cells of its tables. A line break within a paragraph is `\n`. */
export type Lines = readonly string[];

/** A finding in a line: its offsets are those of the line. `sure`: it is certain enough for the point that the site settles. */
export type LineFinding = TextFinding & { readonly sure: boolean };

export interface Settled {
  /** The office's own words, names and switches. */
  readonly wording: SiteWording;
  /** The site's own model and gate, by which mistaken characters are found where they can be had. */
  readonly own?: OwnReading;
  /** How certain a finding has to be, to be more than worth a look. */
  readonly point: Point;
  /** The day of the text, YYYY-MM-DD: who held which post. */
  readonly on: string;
}

export type ToWorker =
  /** By what texts are looked at from now on. */
  | ({ readonly kind: 'settle' } & Settled)
  /** Looks through a text. Of several that wait, only the last is looked at. */
  | { readonly kind: 'look'; readonly id: number; readonly lines: Lines }
  /** Whether mistaken characters are looked for too; the model is fetched when that is first wanted. */
  | { readonly kind: 'typos'; readonly wanted: boolean };

/** How far the worker is with mistaken characters. */
export type TyposState = 'off' | 'loading' | 'on' | 'failed';

/** By which model: the site's own, the one that ships, or that one because the site's own is too large for a browser. */
export type ModelUsed = 'own' | 'shipped' | 'too-large';

export type FromWorker =
  /** What was found, line by line; offsets are those of the line. `complete`: nothing more comes of this text. */
  | { readonly kind: 'found'; readonly id: number; readonly findings: readonly (readonly LineFinding[])[]; readonly complete: boolean }
  | { readonly kind: 'typos'; readonly state: TyposState; readonly model?: ModelUsed };

/** About how large the model that ships is, with what belongs to it. */
export const shippedBytes = 14_000_000;
/** A larger model of a site stays with the server: a browser would hold it in memory beside the page. */
export const mostModelBytes = 60_000_000;
