/** What a rescan makes of a published text: what is looked through, which findings are put before the office, and as which words. */
import { type TextFinding, type TextFindingKind, textFindingKinds } from '../../text/finding.ts';
import { masked, privacyRules } from '../../text/privacy.ts';
import { layerOf } from '../../text/rule.ts';
import type { WordingSettings } from '../organisation/settings.ts';
import type { SubmissionText } from '../submission/submission.ts';
import { answerKey } from '../wording/answer.ts';
import { placesOf, spelled, type WordingKind } from './finding.ts';

/** What proofreading calls what it finds. */
export type RescanKind = TextFindingKind;
export const rescanKinds: readonly RescanKind[] = textFindingKinds;

/** As which error a finding is recorded. */
const recordedAs: Readonly<Record<TextFindingKind, WordingKind>> = {
  typo: 'typo',
  variant: 'typo',
  traditional: 'typo',
  caution: 'typo',
  'protected-phrase': 'serious',
  forbidden: 'serious',
  privacy: 'sensitive',
  spam: 'sensitive',
  punctuation: 'format',
  number: 'format',
  date: 'format',
};
export const wordingKindOf = (kind: TextFindingKind): WordingKind => recordedAs[kind];

/** Matters of form: what old texts are full of, and no unit is told of, unless the site's settings make more of them than a remark. */
const forms: ReadonlySet<TextFindingKind> = new Set(['punctuation', 'number', 'date', 'variant', 'traditional']);

/** One wrong word of a text, wherever it stands in it. */
export interface RescanFound {
  /** As it is known: with as much beside it as makes it unmistakable; covered where it is personal. */
  readonly word: string;
  /** As it stands there: only to ask whose it is, and never kept. */
  readonly raw: string;
  /** What the finding itself spans (covered where personal), where in the word, and what was offered first for it; empty for nothing. */
  readonly found: string;
  readonly foundAt: number;
  readonly suggestion: string;
  /** By which an answer to it is known again, before it is hashed: only to ask, and never kept. */
  readonly answerKey: string;
  /** What it should say; null where nobody can say. */
  readonly correction: string | null;
  readonly kind: TextFindingKind;
  readonly severity: Exclude<TextFinding['severity'], 'note'>;
  readonly rule: string;
  readonly message: string;
  readonly place: string;
  /** How often. */
  readonly times: number;
}

/** A text as one string, a place each line, and which place an offset lies in. */
export interface ReadText {
  readonly whole: string;
  readonly placeAt: (offset: number) => string;
}
export function readText(text: SubmissionText): ReadText {
  const places = placesOf(text).filter(([, said]) => said !== '');
  const starts: number[] = [];
  let whole = '';
  for (const [, said] of places) {
    starts.push(whole.length);
    whole += `${said.replaceAll('\n', ' ')}\n`;
  }
  return { whole, placeAt: (offset) => places[starts.findLastIndex((start) => start <= offset)]?.[0] ?? '' };
}

/** Signs at which a word is not widened any more. */
const border = /[\n。！？；]/;
const longest = 24;

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Does every place where the word stands hold a finding? Else it would accuse what is right. */
function isUnmistakable(whole: string, word: string, starts: ReadonlySet<number>, offset: number): boolean {
  for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1)) if (!starts.has(at + offset)) return false;
  return true;
}

/**
 * A finding's span with as much beside it as it takes: two characters at least, no place of the same characters that is right, and a
 * correction that no longer holds the wrong word.
 */
function widened(whole: string, { start, end, suggestions }: TextFinding, starts: ReadonlySet<number>): Span {
  let [from, to] = [start, end];
  const fits = (): boolean => {
    const word = whole.slice(from, to);
    if (spelled(word).length < 2) return false;
    const put = suggestions[0];
    if (put !== undefined && (whole.slice(from, start) + put + whole.slice(end, to)).includes(word)) return false;
    return isUnmistakable(whole, word, starts, start - from);
  };
  let right = true;
  while (!fits() && to - from < longest) {
    const [open, shut] = [to < whole.length && !border.test(whole.charAt(to)), from > 0 && !border.test(whole.charAt(from - 1))];
    if (!open && !shut) break;
    if (open && (right || !shut)) to += 1;
    else from -= 1;
    right = !right;
  }
  // Half of a character is none.
  if (/[\uDC00-\uDFFF]/.test(whole.charAt(from)) && from > 0) from -= 1;
  if (/[\uD800-\uDBFF]/.test(whole.charAt(to - 1))) to += 1;
  return { start: from, end: to };
}

/** Which kinds a site has put before its office. */
export const putKinds = ({ kinds }: Pick<WordingSettings, 'kinds'>): ReadonlySet<RescanKind> =>
  new Set(rescanKinds.filter((kind) => kinds[kind] !== 'off' && (kinds[kind] !== 'note' || !forms.has(kind))));

function keyOf(whole: string, { kind, severity, text, start, suggestions }: TextFinding): string {
  const from = whole.lastIndexOf('\n', start - 1) + 1;
  const to = whole.indexOf('\n', start);
  const context = whole.slice(from, to < 0 ? whole.length : to);
  return answerKey({ kind, severity, text, suggestion: suggestions[0] ?? '', context, start: start - from });
}

/** The wrong words of a text, each once, in the order of their first places. */
export function foundWords(
  { whole, placeAt }: ReadText,
  findings: readonly TextFinding[],
  kinds: ReadonlySet<RescanKind>,
): readonly RescanFound[] {
  const covered = masked(whole, findings);
  const words = new Map<string, RescanFound>();
  for (const finding of findings) {
    const { kind, severity, rule, message, suggestions } = finding;
    if (severity === 'note' || !kinds.has(kind)) continue;
    const same = findings.filter((one) => one.text === finding.text && one.suggestions[0] === suggestions[0]);
    const isPersonal = kind === 'privacy';
    const { start, end } = isPersonal ? finding : widened(whole, finding, new Set(same.map((one) => one.start)));
    const word = spelled(covered.slice(start, end));
    const put = suggestions[0];
    const correction =
      put === undefined || isPersonal ? null : spelled(whole.slice(start, finding.start) + put + whole.slice(finding.end, end));
    const before = words.get(word);
    if (word !== '')
      words.set(
        word,
        before
          ? { ...before, times: before.times + 1 }
          : {
              ...{ word, raw: spelled(whole.slice(start, end)), correction, kind, severity, rule, message },
              ...{ found: covered.slice(finding.start, finding.end), foundAt: finding.start - start, suggestion: put ?? '' },
              ...{ answerKey: keyOf(whole, finding), place: placeAt(finding.start), times: 1 },
            },
      );
  }
  return [...words.values()];
}

/** How far a site was looked through: one row. */
export interface RescanWalk {
  /** Under which lists, names and model. */
  readonly stamp: string;
  /** The day its last texts were looked at. */
  readonly night: string;
  /** Everything that was due was looked at. */
  readonly ended: boolean;
  /** It goes on after this item. */
  readonly lastId: number;
  /** Texts looked at in that night. */
  readonly tonight: number;
  /** Somebody asked for it now. */
  readonly wanted: boolean;
}

/** Where a walk goes on and how many texts it may look at; undefined where nothing is to be done tonight. */
export function walkOn(
  walk: RescanWalk | undefined,
  { stamp, night, perNight }: { readonly stamp: string; readonly night: string; readonly perNight: number },
): { readonly after: number; readonly left: number; readonly anew: boolean } | undefined {
  const left = perNight - (walk?.night === night ? walk.tonight : 0);
  if (left <= 0 && !walk?.wanted) return undefined;
  const anew = !walk || walk.stamp !== stamp || (walk.ended && (walk.wanted || walk.night !== night));
  if (!anew && walk.ended) return undefined;
  return { after: anew ? 0 : walk.lastId, left: walk?.wanted ? Math.max(left, perNight) : left, anew };
}

/** A word in its sentence, for a reader. */
export interface Excerpt {
  readonly before: string;
  readonly word: string;
  readonly after: string;
}
const around = 24;

const personal = layerOf('privacy', privacyRules());

/** Where the word stands, with what is beside it, personal data covered; undefined where it does not stand there. */
export function excerptOf(word: string, { whole }: Pick<ReadText, 'whole'>): Excerpt | undefined {
  const line = masked(whole, personal.look(whole, 'full'))
    .split('\n')
    .map(spelled)
    .find((one) => one.includes(word));
  if (line === undefined) return undefined;
  const at = line.indexOf(word);
  const [from, to] = [Math.max(0, at - around), Math.min(line.length, at + word.length + around)];
  return {
    before: `${from > 0 ? '…' : ''}${line.slice(from, at)}`,
    word,
    after: `${line.slice(at + word.length, to)}${to < line.length ? '…' : ''}`,
  };
}
