/** Word lists as data, and the layer that looks for all of them at once. */
import type { Layer, Point, TextFinding, TextFindingKind } from './finding.ts';
import type { FoldMap } from './fold.ts';
import { scan } from './scanner.ts';
import { compileScanner } from './scanner-compile.ts';

/** A word that is looked for. */
export interface ListEntry {
  readonly find: string;
  /** What should stand there, the likeliest first. */
  readonly put?: readonly string[];
  /** Why, where the list's own words do not tell. */
  readonly why?: string;
  /** Longer phrases that hold the word and are right. */
  readonly unless?: readonly string[];
  /** Where the word is right: in quotation marks, in titles of works. */
  readonly notIn?: readonly ('quotes' | 'works')[];
  /** Characters after which the word is right, blanks between them left out: 2周未更新. */
  readonly notAfter?: string;
  readonly at?: Point;
  readonly severity?: TextFinding['severity'];
}

/** A list of words (assets/lists). */
export interface WordList {
  readonly name: string;
  /** As an office would cite it. */
  readonly title: string;
  readonly source: string;
  readonly date: string;
  readonly licence: string;
  readonly kind: TextFindingKind;
  readonly severity: TextFinding['severity'];
  readonly at: Point;
  /** The message; `{find}` and `{put}` stand for the words. */
  readonly says: string;
  readonly entries: readonly ListEntry[];
}

export interface ListOptions {
  /** Entries that stay silent: `name of the list:word`. */
  readonly disabled?: ReadonlySet<string>;
  /** Phrases that are right here, whatever a list says of words within them. */
  readonly whitelist?: readonly string[];
}

const marks: Readonly<Record<'quotes' | 'works', readonly [open: string, close: string]>> = { quotes: ['“', '”'], works: ['《', '》'] };
/** Quotations and titles that are longer are not looked for: the time stays linear. */
const mostQuoted = 60;

/** Whether a place stands between marks that open and close within its line, near by. */
export function standsIn(text: string, start: number, end: number, [open, close]: readonly [open: string, close: string]): boolean {
  const before = text.slice(Math.max(0, start - mostQuoted), start);
  const opened = before.lastIndexOf(open);
  if (opened < 0 || opened < Math.max(before.lastIndexOf(close), before.lastIndexOf('\n'))) return false;
  const after = text.slice(end, end + mostQuoted);
  const closed = after.indexOf(close);
  return closed >= 0 && !after.slice(0, closed).includes('\n');
}

/** The sign before a place, up to two blanks passed over; none at the beginning of a line. */
function signBefore(text: string, start: number): string {
  const before = text.slice(Math.max(0, start - 3), start);
  return /(\S)[ \u3000]{0,2}$/.exec(before)?.[1] ?? '';
}

function excused(text: string, start: number, end: number, { find, unless = [], notIn = [], notAfter = '' }: ListEntry): boolean {
  const before = notAfter === '' ? '' : signBefore(text, start);
  return (
    (before !== '' && notAfter.includes(before)) ||
    unless.some((phrase) => text.startsWith(phrase, start - phrase.indexOf(find))) ||
    notIn.some((where) => standsIn(text, start, end, marks[where]))
  );
}

const wordsOf = (says: string, find: string, put: readonly string[]): string =>
  says.replaceAll('{find}', () => find).replaceAll('{put}', () => put.map((one) => `“${one}”`).join('或'));

function findingOf(text: string, start: number, end: number, list: WordList, entry: ListEntry): TextFinding {
  const put = entry.put ?? [];
  const here = text.slice(start, end);
  const message = wordsOf(list.says, here, put);
  return {
    start,
    end,
    text: here,
    kind: list.kind,
    severity: entry.severity ?? list.severity,
    suggestions: put,
    rule: list.title,
    message: entry.why === undefined ? message : `${message}${entry.why}`,
  };
}

/**
 * The layer that looks for the words of all lists in one pass. Throws RangeError where an entry shows nothing (see `compileScanner`).
 * @param fold how words and text are compared; an entry whose correction folds to the same is right and stays silent.
 */
export function listLayer(lists: readonly WordList[], fold: FoldMap, { disabled = new Set(), whitelist = [] }: ListOptions = {}): Layer {
  const wanted = lists.flatMap((list) =>
    list.entries.filter(({ find }) => !disabled.has(`${list.name}:${find}`)).map((entry) => ({ list, entry })),
  );
  const scanner = compileScanner([...wanted.map(({ entry }) => entry.find), ...whitelist], fold);
  const look = (text: string, point: Point): readonly TextFinding[] => {
    const findings: TextFinding[] = [];
    const right: { readonly start: number; readonly end: number }[] = [];
    scan(scanner, text, (start, end, pattern) => {
      const one = wanted[pattern];
      if (one === undefined) {
        right.push({ start, end });
        return;
      }
      const { list, entry } = one;
      if (point === 'strict' && (entry.at ?? list.at) === 'full') return;
      if (!excused(text, start, end, entry)) findings.push(findingOf(text, start, end, list, entry));
    });
    const kept = right.length === 0 ? findings : findings.filter(({ start, end }) => !covered(right, start, end));
    return kept.sort((a, b) => a.start - b.start || a.end - b.end);
  };
  return { name: 'lists', look };
}

/** Whether one of the places holds this one. They come in the order of their beginnings or nearly so; whitelisted phrases are rare. */
const covered = (places: readonly { readonly start: number; readonly end: number }[], start: number, end: number): boolean =>
  places.some((place) => place.start <= start && end <= place.end);
