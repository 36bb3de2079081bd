/** What a page and the worker that proofreads its text say to each other. */
import type { TextFinding } from '../../text/finding.ts';
import type { SiteWording } from '../../text/site-layers.ts';

/** Lines of a text: its title, its paragraphs, the cells of its tables. A line break within a paragraph is `\n`. */
export type Lines = readonly string[];

/** What an office settles, and the day of the text (YYYY-MM-DD): who held which post. */
export interface Settled {
  readonly wording: SiteWording;
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

export type FromWorker =
  /** What was found, line by line; offsets are those of the line. `complete`: nothing more comes of this text. */
  | { readonly kind: 'found'; readonly id: number; readonly findings: readonly (readonly TextFinding[])[]; readonly complete: boolean }
  | { readonly kind: 'typos'; readonly state: TyposState };
