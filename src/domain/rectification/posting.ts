/** Which facts come out of a wording error: a deduction dated by the finding, and one more for a unit that let the day pass. */
import type { PostedFact, PostedItem } from '../adoption/posting.ts';
import type { CreditShare } from '../adoption/shares.ts';
import { foundKey } from '../inspection/posting.ts';
import type { Rulebook } from '../scoring/rulebook.ts';
import { spelled, type WordingFinding, type WordingSeverity, wordingKindNames, wordingSeverityNames } from './finding.ts';

/** The 类型 of the fact that a unit did not put it right in time. */
const overdueKind = '逾期整改';

/**
 * One item and word, one deduction, however many look for it. What was taken back and confirmed anew is posted under the next `round`,
 * which begins with 1.
 */
export const deductionKey = (submission: number, word: string, round: number): string =>
  `wording:${submission}:${spelled(word)}${round > 1 ? `#${round}` : ''}`;
export const overdueKey = (submission: number, word: string, round: number): string => `overdue:${deductionKey(submission, word, round)}`;

/** Of what an inspection found: its own fact, where it has one, is the inspection's. */
export const overdueFoundKey = (found: number): string => `overdue:${foundKey(found)}`;

/** A finding as its facts tell of it. */
export interface PostedFinding extends WordingFinding {
  readonly severity: WordingSeverity;
  readonly round: number;
  /** The day it was found. */
  readonly on: string;
}

export const deductionFact = (item: PostedItem, finding: PostedFinding, shares: readonly CreditShare[]): PostedFact => ({
  ...about(item, finding),
  key: deductionKey(item.submission, finding.word, finding.round),
  kind: wordingKindNames[finding.kind],
  shares,
  on: finding.on,
});

/** `on` is the first day after the one the unit was given. */
export const overdueFact = (item: PostedItem, finding: PostedFinding, shares: readonly CreditShare[], on: string): PostedFact => ({
  ...about(item, finding),
  key: overdueKey(item.submission, finding.word, finding.round),
  kind: overdueKind,
  shares,
  on,
});

/** The same of what an inspection found, against the unit responsible for it. */
export const overdueFoundFact = (
  found: {
    readonly id: number;
    readonly unit: number;
    readonly severity: WordingSeverity;
    readonly subject: string;
    readonly body: string;
  },
  on: string,
): PostedFact => ({
  fact: 'deduction',
  key: overdueFoundKey(found.id),
  kind: overdueKind,
  shares: [{ unit: found.unit, top: 1, bottom: 1, lead: true }],
  on,
  level: wordingSeverityNames[found.severity],
  note: `${found.subject}：${found.body}`,
});

const about = ({ submission, eventOn }: PostedItem, { word, correction, severity }: PostedFinding) => ({
  fact: 'deduction' as const,
  submission,
  ...(eventOn === undefined ? {} : { eventOn }),
  level: wordingSeverityNames[severity],
  note: correction === '' ? `“${word}”应删去` : `“${word}”应为“${correction}”`,
});

/** Whether a rulebook has points for units that are late: only then there is a fact. A rule about all deductions does not mean these. */
export const countsOverdue = (rulebook: Pick<Rulebook, 'rules'> | undefined): boolean =>
  JSON.stringify(rulebook?.rules ?? []).includes(JSON.stringify(overdueKind));
