/** One item: everything its page shows, of whoever may see it. */
import { dayFrom, startOf } from '../domain/calendar/day.ts';
import type { CheckSet } from '../domain/checks/check.ts';
import { runChecks } from '../domain/checks/checks.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import { type OpenStep, openSteps, type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { situationFor } from '../domain/submission/situation.ts';
import { kindNames, type SubmissionText } from '../domain/submission/submission.ts';
import { type CheckedSubmission, checkContextOf, loadCheckedWith, type WrittenSubmission } from '../store/submission-checks.ts';
import { dayProperty, idProperty, siteProperty } from './submission-list.ts';
import { type PartsFound, type SubmissionParts, submissionParts, submissionPartsSql } from './submission-parts.ts';
import { noSuchDay } from './today.ts';
import { makeView } from './view.ts';

export interface SubmissionInput {
  readonly site: string;
  readonly submission: number;
  /** The day to check for, YYYY-MM-DD; today where not given. */
  readonly on?: string;
}

/** One item by itself. */
export interface SubmissionHead {
  readonly submission: number;
  readonly version: number;
  readonly state: CheckedSubmission['state'];
  readonly stateName: string;
  readonly kind: CheckedSubmission['kind'];
  readonly kindName: string;
  readonly text: SubmissionText;
  readonly eventOn: string | null;
  readonly disclosure: CheckedSubmission['disclosure'] | null;
  readonly paperOn: string | null;
  readonly urgent: boolean;
  /** Published urgently, and not yet approved by another person. */
  readonly ratify: boolean;
  readonly levels: number;
  readonly level: number;
  readonly textVersion: number;
  readonly textSha256: string | null;
  readonly submittedAt: string | null;
  readonly decidedAt: string | null;
  /** Who changed the working text last, and when (ISO 8601). */
  readonly changedBy: string | null;
  readonly changedAt: string;
  /** Whose it is: the person who looks. */
  readonly mine: boolean;
  /** The buttons: what may be done now, and why not where it is barred for this person. */
  readonly steps: readonly OpenStep[];
}

export interface SubmissionPage extends SubmissionHead, SubmissionParts {
  /** May comment, pin, invite experts. */
  readonly mayDiscuss: boolean;
  /** What the checks of the next step find: of sending in a draft, of signing in review. */
  readonly findings: readonly Finding[];
}

export const submission = makeView<SubmissionInput, SubmissionPage>(
  { view: 'submission', says: '一件稿件的全部：文本、签署、历史、意见，以及本人现在能办的步骤' },
  {
    type: 'object',
    required: ['site', 'submission'],
    properties: { site: siteProperty, submission: idProperty, on: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, submission: id, on }) => {
    const day = on === undefined ? undefined : dayFrom(on);
    if (on !== undefined && day === undefined) return noSuchDay(on);
    const found = await loadCheckedWith<PartsFound>(client, site, id, {
      day,
      beside: submissionPartsSql,
      checkedIn: Object.keys(setOf) as (keyof typeof setOf)[],
    });
    if (!found || !may(actor, 'submission.read', found.item))
      return refuse('not-found', [problem('not-found', `没有第 ${id} 号报送件，或者您看不到它`, 'submission')]);
    const { item, today, beside } = found;
    const now = new Date(startOf(today));
    const mayDiscuss = may(actor, 'submission.discuss', item);
    return accept({
      ...headOf(item, actor),
      ...submissionParts(beside, item, { discuss: mayDiscuss, redact: may(actor, 'submission.redact', item) }),
      mayDiscuss,
      findings: findingsOf(item, now),
    });
  },
  'one statement',
);

export function headOf(item: WrittenSubmission, actor: Actor): SubmissionHead {
  return {
    submission: item.id,
    version: item.version,
    state: item.state,
    stateName: stateNames[item.state],
    kind: item.kind,
    kindName: kindNames[item.kind],
    text: item.text,
    eventOn: item.eventOn ?? null,
    disclosure: item.disclosure ?? null,
    paperOn: item.paperOn ?? null,
    urgent: item.urgent,
    ratify: item.ratify,
    levels: item.levels,
    level: item.level,
    textVersion: item.textVersion,
    textSha256: item.textSha256 ?? null,
    submittedAt: item.submittedAt?.toISOString() ?? null,
    decidedAt: item.decidedAt?.toISOString() ?? null,
    changedBy: item.changedBy ?? null,
    changedAt: item.changedAt.toISOString(),
    mine: actor.person !== undefined && actor.person === item.author,
    steps: openSteps(situationFor(actor.person, item), (capability) => may(actor, capability, item)),
  };
}

/** What is checked of an item that the office has not received: for the next step of its unit. */
const setOf = { draft: 'submit', returned: 'submit', 'in-review': 'review' } as const satisfies Partial<Record<SubmissionState, CheckSet>>;

function findingsOf(item: CheckedSubmission, now: Date): readonly Finding[] {
  const set: CheckSet | undefined = (setOf as Partial<Record<SubmissionState, CheckSet>>)[item.state];
  return set === undefined ? [] : runChecks(checkContextOf(item, set, now));
}
