/** Which facts come out of the item's way, when they do, and on which day they count. The facts themselves are only ever added. */
import type { FactKind } from '../scoring/fact.ts';
import { needsOf } from '../scoring/needs.ts';
import { isFactRule, type Rulebook, type Where } from '../scoring/rulebook.ts';
import { kindNames, type SubmissionKind } from '../submission/submission.ts';
import type { RejectionReason } from './reasons.ts';
import type { CreditShare } from './shares.ts';

/** 按时 · 逾期 · 未完成. */
export type TaskOutcome = 'done' | 'late' | 'missed';

/** A fact to be added: one row for each unit. Days are local days, `YYYY-MM-DD`. */
export interface PostedFact {
  readonly fact: FactKind;
  /** Unique among the facts of each unit. */
  readonly key: string;
  readonly shares: readonly CreditShare[];
  readonly on: string;
  readonly publishedOn?: string;
  readonly eventOn?: string;
  /** The item it is about; none where a unit wrote nothing. */
  readonly submission?: number;
  readonly outlet?: number;
  readonly level?: string;
  readonly kind?: string;
  readonly form?: string;
  /** What became of a commission. */
  readonly outcome?: TaskOutcome;
  readonly due?: string;
  readonly deliveredOn?: string;
  readonly reason?: string;
  readonly leader?: string;
  readonly note?: string;
  readonly evidence?: string;
}

/** A reversal to be added: it takes back all rows of the fact with this key, on its own day. */
export interface PostedReversal {
  readonly key: string;
  readonly of: string;
  readonly on: string;
  readonly note?: string;
}

/** An item as its facts tell of it. */
export interface PostedItem {
  readonly submission: number;
  readonly kind: SubmissionKind;
  readonly eventOn?: string | undefined;
  /** It answers a commission. */
  readonly answers?: boolean;
}

/** The office received the item for the first time (报送). */
export const submissionFact = (item: PostedItem, shares: readonly CreditShare[], on: string): PostedFact => ({
  fact: 'submission',
  key: `submission:${item.submission}`,
  shares,
  on,
  ...about(item),
  kind: kindNames[item.kind],
});

/** The office did not use it; `count` says how often it was refused before. */
export const refusalFact = (
  item: PostedItem,
  shares: readonly CreditShare[],
  on: string,
  reason: RejectionReason,
  count: number,
): PostedFact => ({
  fact: 'refusal',
  key: refusalKey(item.submission, count + 1),
  shares,
  on,
  ...about(item),
  kind: kindNames[item.kind],
  reason: reason.name,
});
export const refusalKey = (submission: number, number: number): string => `refusal:${submission}:${number}`;

/** An adoption as its fact tells of it. */
export interface PostedAdoption {
  readonly id: number;
  readonly outlet: number;
  readonly level?: string | undefined;
  readonly kind?: string | undefined;
  readonly form?: string | undefined;
  /** The day of the decision, or the day it appeared above. */
  readonly adoptedOn: string;
  readonly evidence?: string | undefined;
  readonly shares: readonly CreditShare[];
}

export const adoptionKey = (adoption: number): string => `adoption:${adoption}`;
export const instructionKey = (instruction: number): string => `instruction:${instruction}`;

/** When an adoption of our own counts: the rulebook valid on the day says so; by publication where none does. */
export const countsAtOn = (rulebook: Pick<Rulebook, 'countsAt'> | undefined): 'publication' | 'adoption' =>
  rulebook?.countsAt ?? 'publication';

/**
 * The fact of an adoption. With `publishedOn` it counts on that day; without, on the day of adoption (decided under a rulebook that
 * counts decisions, or adopted above).
 * An interview or an interpretation is posted as such *instead of* as an adoption where the rulebook of that day counts these by
 * themselves (鄂尔多斯: 采用条数 2340 without the interviews and interpretations, which have points of their own), once for the item: its
 * adoption into further outlets (`further`) is an ordinary one. A rulebook that knows no interviews counts it as an adoption.
 * An answer to a commission is adopted as 约稿 where the rulebook tells such adoptions apart (鄂尔多斯: 约稿信息采用的另加10分), unless the editor
 * said another kind.
 */
export function adoptionFact(
  item: PostedItem,
  adoption: PostedAdoption,
  when: { readonly publishedOn?: string | undefined; readonly rulebook: Rulebook | undefined; readonly further: boolean },
): PostedFact {
  const apart = when.further ? undefined : countedApart(item.kind, when.rulebook);
  const day: Pick<PostedFact, 'on' | 'publishedOn'> =
    when.publishedOn === undefined
      ? { on: adoption.adoptedOn }
      : apart
        ? { on: when.publishedOn }
        : { on: adoption.adoptedOn, publishedOn: when.publishedOn };
  return {
    fact: apart ?? 'adoption',
    key: adoptionKey(adoption.id),
    shares: adoption.shares,
    ...day,
    ...about(item),
    outlet: adoption.outlet,
    kind: adoption.kind ?? (item.answers && !when.further && tellsAnswers(when.rulebook) ? answerKind : kindNames[item.kind]),
    ...(adoption.level === undefined ? {} : { level: adoption.level }),
    ...(adoption.form === undefined ? {} : { form: adoption.form }),
    ...(adoption.evidence === undefined ? {} : { evidence: adoption.evidence }),
  };
}

const answerKind = '约稿';
/** Whether some rule of the book looks at adoptions of answers by themselves. */
const tellsAnswers = (rulebook: Rulebook | undefined): boolean =>
  rulebook?.rules.some(
    (rule) =>
      isFactRule(rule) &&
      [rule.each]
        .flat()
        .some((where: Where) => names(where.fact, 'adoption') && (names(where['kind'], answerKind) || names(rule.points, answerKind))),
  ) ?? false;
/** Whether a word stands anywhere in a matcher or a table of points. */
function names(value: unknown, word: string): boolean {
  if (typeof value !== 'object' || value === null) return value === word;
  return Object.entries(value).some(([key, inner]) => key === word || names(inner, word));
}

function countedApart(kind: SubmissionKind, rulebook: Rulebook | undefined): 'interview' | 'interpretation' | undefined {
  if (kind !== 'interview' && kind !== 'interpretation') return undefined;
  return rulebook && needsOf([rulebook]).facts.includes(kind) ? kind : undefined;
}

/** A leader's instruction about the item, confirmed by a second person. */
export const instructionFact = (
  item: PostedItem,
  instruction: {
    readonly id: number;
    readonly leader: string;
    readonly level: string;
    readonly outlet?: number | undefined;
    readonly on: string;
    readonly evidence?: string | undefined;
  },
  shares: readonly CreditShare[],
): PostedFact => ({
  fact: 'instruction',
  key: instructionKey(instruction.id),
  shares,
  on: instruction.on,
  ...about(item),
  kind: kindNames[item.kind],
  leader: instruction.leader,
  level: instruction.level,
  ...(instruction.outlet === undefined ? {} : { outlet: instruction.outlet }),
  ...(instruction.evidence === undefined ? {} : { evidence: instruction.evidence }),
});

/** A unit's task in a commission as its facts tell of it. */
export interface PostedTask {
  readonly id: number;
  readonly unit: number;
  /** What was asked for. */
  readonly title: string;
  /** The last day on which an answer was in time. */
  readonly due: string;
  /** How many facts it has posted. */
  readonly facts: number;
}

export const commissionKey = (task: number, number: number): string => `commission:${task}:${number}`;

/**
 * What became of a unit's task. An answer counts on the day it is posted, so that no month that is over changes, and says when it came; a
 * missed one lies on the day it was due.
 */
export const commissionFact = (
  { id, unit, title, due, facts }: PostedTask,
  outcome: TaskOutcome,
  answer: { readonly on: string; readonly deliveredOn?: string; readonly submission?: number },
): PostedFact => ({
  fact: 'commission',
  key: commissionKey(id, facts + 1),
  shares: [{ unit, top: 1, bottom: 1, lead: true }],
  kind: answerKind,
  outcome,
  due,
  note: title,
  ...answer,
});

/** Takes back the fact of a key on a day; the fact itself stays. */
export const reversal = (of: string, on: string, note?: string): PostedReversal => ({
  key: `${of}:reversed`,
  of,
  on,
  ...(note === undefined ? {} : { note }),
});

const about = ({ submission, eventOn }: PostedItem): Pick<PostedFact, 'submission' | 'eventOn'> => ({
  submission,
  ...(eventOn === undefined ? {} : { eventOn }),
});
