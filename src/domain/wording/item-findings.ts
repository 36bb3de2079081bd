/** What proofreading says of an item: where it stands, how heavy it weighs by the site's settings, and the correction that is offered. */
import { masked } from '../../text/privacy.ts';
import type { SiteSettings, WordingMode } from '../organisation/settings.ts';
import type { Finding, Level } from '../outcome.ts';
import type { SubmissionText } from '../submission/submission.ts';
import { type WrittenText, writtenTexts } from '../submission/written-texts.ts';
import { answerKey } from './answer.ts';
import type { TextFinding, TextFindingKind } from './proofreader.ts';

/** All that was written, one below the other, as it is looked through; names of files are none of it. */
export interface LookedText {
  readonly text: string;
  readonly pieces: readonly (WrittenText & { readonly start: number })[];
}

export function lookedText(item: SubmissionText): LookedText {
  let start = 0;
  const pieces = writtenTexts(item)
    .filter(({ text, part }) => part !== 'file-name' && text !== '')
    .map((piece) => {
      const at = start;
      start += piece.text.length + 1;
      return { ...piece, start: at };
    });
  return { text: pieces.map(({ text }) => text).join('\n'), pieces };
}

/** One place of an item. Personal data is covered in all of it. */
export interface WordingFinding {
  readonly kind: TextFindingKind;
  /** As sure as the rule is of it, and as heavy as it weighs here. */
  readonly severity: TextFinding['severity'];
  readonly level: Level;
  /** Field and place in words, as in other findings. */
  readonly where: string;
  readonly place: string;
  /** Of which text of the item, and where in it, in code units. */
  readonly part: WrittenText['part'];
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What stands before and after it in its line. */
  readonly before: string;
  readonly after: string;
  /** What should stand there, the likeliest first. */
  readonly suggestions: readonly string[];
  readonly rule: string;
  readonly message: string;
}

/** What of a text's surroundings is shown. */
const beside = 12;
/** More than so many in one item are counted only: then something else is wrong with it. */
export const mostFindings = 100;

/** How heavy a finding weighs; undefined where it is not to be said. What the rules themselves only remark stays a remark. */
function levelOf(severity: TextFinding['severity'], mode: WordingMode, publishing: boolean): Level | undefined {
  if (mode === 'off') return undefined;
  if (mode === 'note' || severity === 'note') return 'note';
  const stops = mode === 'stop' || (mode === 'publish' && publishing);
  return severity === 'error' && stops ? 'error' : 'warning';
}

export interface Weighing {
  readonly settings: SiteSettings['wording'];
  /** The item is about to be published. */
  readonly publishing: boolean;
  /** Somebody passed over it in this item; asked with `answerKey`. */
  readonly isIgnored: (key: string) => boolean;
}

/** The findings of a looked text, each with its place in the item. Those of names and numbers that cross lines belong to where they begin. */
export function weighFindings(
  looked: LookedText,
  findings: readonly TextFinding[],
  { settings, publishing, isIgnored }: Weighing,
): readonly WordingFinding[] {
  const shown = masked(looked.text, findings);
  return findings.flatMap((finding): WordingFinding[] => {
    const { start, kind, severity, suggestions, rule, message } = finding;
    const level = levelOf(severity, settings.kinds[kind], publishing);
    const piece = looked.pieces.findLast((one) => one.start <= start);
    if (level === undefined || !piece) return [];
    const line = { from: piece.start, to: piece.start + piece.text.length };
    const end = Math.min(finding.end, line.to);
    const text = looked.text.slice(start, end);
    const given = { kind, severity, text, suggestion: suggestions[0] ?? '', context: piece.text, start: start - line.from };
    if (isIgnored(answerKey(given))) return [];
    const { where, place, part, index } = piece;
    return [
      {
        ...{ kind, severity, level, where, place, part, index, suggestions, rule, message },
        ...{ start: start - line.from, end: end - line.from, text: shown.slice(start, end) },
        before: shown.slice(Math.max(line.from, start - beside), start),
        after: shown.slice(end, Math.min(line.to, end + beside)),
      },
    ];
  });
}

/** The same as the checks of an item say it: what, why, which rule, and what should stand there. */
export function saidFindings(findings: readonly WordingFinding[]): readonly Finding[] {
  const said = findings.slice(0, mostFindings).map(
    ({ level, where, place, text, rule, message }): Finding => ({
      ...{ code: 'wording', level, where },
      message: `${place}“${text}”：${message.replace(/[。，]$/, '')}（${rule}）`,
    }),
  );
  const stops = findings.slice(mostFindings).some(({ level }) => level === 'error');
  const rest = findings.length - mostFindings;
  if (rest <= 0) return said;
  return [...said, { code: 'wording', level: stops ? 'error' : 'warning', where: 'body', message: `还有 ${rest} 处，改了上面的再看` }];
}

/** Where proofreading failed: nothing waits for it. */
export const notProofread: Finding = {
  code: 'wording',
  level: 'note',
  message: '这次没有校对成，不影响办理；请自己多看一遍，或者稍后再打开',
};
