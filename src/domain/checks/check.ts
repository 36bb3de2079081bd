/** What a check of an item is, and what it looks at. All of it is plain data, so that the same list runs in the browser. */
import type { DayNumber } from '../calendar/day.ts';
import type { CheckCode, SiteSettings } from '../organisation/settings.ts';
import type { Finding } from '../outcome.ts';
import type { Disclosure, SubmissionContent, SubmissionKind } from '../submission/submission.ts';

export const checkSets = ['save', 'submit', 'review', 'publish'] as const;
/**
 * When a check is made: at every saving; when the unit sends the item; when somebody signs it later (nothing that only time makes
 * worse); before it is published.
 */
export type CheckSet = (typeof checkSets)[number];

/** A unit named in a joint item. */
export interface JointUnit {
  readonly id: number;
  readonly name: string;
  readonly active: boolean;
}
/** An item with the same title. */
export interface EqualTitle {
  readonly unitName: string;
  /** YYYY-MM-DD. */
  readonly on: string;
}
/** An item that was sent, or published before, and is much like this one; found by the text engine. */
export interface SimilarText {
  /** Null where whoever asks may not read it. */
  readonly title: string | null;
  /** Null with the title, but for one's own unit. */
  readonly unitName: string | null;
  /** 0–1. */
  readonly similarity: number;
  /** YYYY-MM-DD: the day it was there. */
  readonly on: string;
  /** It was there before the item at hand. */
  readonly earlier: boolean;
}

/** What the tables say about an item's surroundings. */
export interface CheckCounts {
  /** People other than the author who may review the unit's items. */
  readonly reviewers: number;
  /** The unit's other items received by the office, or on their way to it, today. */
  readonly today: number;
  /** The same in the last days of the month, as the settings count them; 0 before. */
  readonly monthEnd: number;
  readonly equalTitles: readonly EqualTitle[];
  /** The joint units that the site knows. */
  readonly jointUnits: readonly JointUnit[];
}

export interface CheckContext {
  readonly set: CheckSet;
  readonly today: DayNumber;
  readonly settings: SiteSettings;
  readonly kind: SubmissionKind;
  readonly title: string;
  /** Sanitised HTML. */
  readonly body: string;
  readonly content: SubmissionContent;
  readonly section?: number | undefined;
  /** YYYY-MM-DD. */
  readonly eventOn?: string | undefined;
  readonly disclosure?: Disclosure | undefined;
  /** The day on the paper of an item entered later. */
  readonly paperOn?: string | undefined;
  readonly unit: number;
  readonly jointIds: readonly number[];
  readonly authorName?: string | undefined;
  /** Levels of review the unit's items need. */
  readonly levels: number;
  readonly counts: CheckCounts;
  /** What the wording engine found; empty while there is none. */
  readonly wording: readonly Finding[];
  readonly similar: readonly SimilarText[];
}

/**
 * One check. Its findings have the level they have where the setting says `stop`: an `error` is what the check is about, a `warning`
 * or `note` a smaller thing it met.
 */
export interface Check {
  readonly code: CheckCode;
  readonly sets: readonly CheckSet[];
  readonly run: (context: CheckContext) => readonly Finding[];
}

/** Findings of a check name the field (`title`, `body`, `content.signer`), and the place in words within the message. */
export const fault = (code: CheckCode, where: string, message: string, level: Finding['level'] = 'error'): Finding => ({
  code,
  level,
  where,
  message,
});

export const isEmpty = (text: string | undefined): boolean => text === undefined || text.trim() === '';
