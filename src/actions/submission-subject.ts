/** What every step of a submission shares: its input, how it is loaded, what the lifecycle is asked, and what is said where somebody was faster. */
import { accept, type Finding, type Outcome, problem, type Refusal, refuse } from '../domain/outcome.ts';
import type { Schema } from '../domain/schema.ts';
import { type SubmissionSituation, type SubmissionState, type SubmissionStep, take } from '../domain/submission/lifecycle.ts';
import { type SituationDetails, situationFor } from '../domain/submission/situation.ts';
import { type TaskMove, taskMoveOf } from '../store/answering.ts';
import { type CheckedSubmission, loadChecked } from '../store/submission-checks.ts';
import { finishStep, type LastWrites } from '../store/submission-step.ts';
import { type LoadedSubmission, loadSubmission } from '../store/submissions.ts';
import type { ActionContext, Subject } from './action.ts';

/** An item in the version that the asker saw. */
export interface SeenSubmission {
  readonly site: string;
  readonly submission: number;
  readonly version: number;
}
/** What a step answers. */
export interface SteppedSubmission {
  readonly submission: number;
  readonly version: number;
  readonly state: SubmissionState;
}

/** What drafting and saving answer. */
export interface DraftedSubmission extends SteppedSubmission {
  /** The text as it was kept, where sanitising changed it. */
  readonly body?: string;
  /** What sanitising took out of the text. */
  readonly removed: readonly Finding[];
}

export const idSchema: Schema = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
export const siteSchema: Schema = { type: 'string', minLength: 1, maxLength: 40 };
export const versionSchema: Schema = { type: 'integer', minimum: 1, maximum: 2_147_483_646 };
export const reasonSchema: Schema = { type: 'string', maxLength: 2000 };
/** A day; the action says where it does not exist. */
export const daySchema: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' };

/** The schema of a step's input: the item in the version seen, and what the step takes besides. */
export function stepSchema(properties: Readonly<Record<string, Schema>> = {}, required: readonly string[] = []): Schema {
  return {
    type: 'object',
    required: ['site', 'submission', 'version', ...required],
    properties: { site: siteSchema, submission: idSchema, version: versionSchema, ...properties },
    additionalProperties: false,
  };
}

const missing = ({ submission }: { readonly submission: number }): string => `没有第 ${submission} 号报送件，或者您看不到它`;

export const submissionSubject: Subject<{ readonly site: string; readonly submission: number }, LoadedSubmission> = {
  reads: 'submission.read',
  load: ({ client }, { site, submission }) => loadSubmission(client, site, submission),
  missing,
};

/** The same with its text and what the checks look at. */
export const checkedSubject: Subject<{ readonly site: string; readonly submission: number }, CheckedSubmission> = {
  reads: 'submission.read',
  load: ({ client, now }, { site, submission }) => loadChecked(client, site, submission, now),
  missing,
};

/** What the lifecycle asks of an item and of who acts. */
export const situationOf = (
  { actor }: Pick<ActionContext, 'actor'>,
  loaded: LoadedSubmission,
  details: SituationDetails = {},
): SubmissionSituation => situationFor(actor.person, loaded, details);

/** Refuses where the version seen is not the present one; `current` tells the asker what is. */
export function staleRefusal(
  loaded: { readonly version: number; readonly state: SubmissionState },
  current: Readonly<Record<string, unknown>> = {},
  where = 'version',
): Refusal {
  return refuse('stale-version', [problem('stale-version', '这件已被别人改过，请先看过现在的内容再办理', where)], {
    current: { version: loaded.version, state: loaded.state, ...current },
  });
}

export interface StepAsked extends SituationDetails {
  /** The version the asker saw. */
  readonly version: number;
  /** Kept in history besides the reason. */
  readonly detail?: unknown;
}

/**
 * Takes a step: asks the lifecycle, moves the item from the version seen with all that `writes` says of the next state, and leaves the
 * line of history. The last thing an action does: it goes to the server with the end.
 */
export async function stepSubmission(
  context: ActionContext,
  loaded: LoadedSubmission,
  step: SubmissionStep,
  { version, detail, ...details }: StepAsked,
  writes: (next: SubmissionState) => LastWrites,
  refused: (why: string) => Refusal = () => staleRefusal(loaded),
): Promise<Outcome<SteppedSubmission>> {
  if (loaded.version !== version) return staleRefusal(loaded);
  const next = take(step, situationOf(context, loaded, details));
  if (!next.ok) return next;
  const answer = taskMoveOf(loaded, step, next.value, context.now);
  context.finish(() => finishStep(context.client, loaded, withAnswer(writes(next.value), answer), context.now), refused);
  await context.record({
    thing: 'submission',
    thingId: String(loaded.id),
    from: loaded.state,
    to: next.value,
    ...(details.reason === undefined ? {} : { reason: details.reason }),
    ...(detail === undefined ? {} : { detail }),
  });
  await recordAnswer(context, loaded, answer);
  return accept({ submission: loaded.id, version: version + 1, state: next.value });
}

/** The task of a commission that the item answers moves with it. */
const withAnswer = (writes: LastWrites, answer: TaskMove | undefined): LastWrites =>
  answer ? { ...writes, task: answer.task, facts: [...(writes.facts ?? []), ...answer.facts] } : writes;

/** The task's own line of history. */
export async function recordAnswer({ record }: Pick<ActionContext, 'record'>, item: LoadedSubmission, answer: TaskMove | undefined) {
  if (!answer) return;
  const detail = { submission: item.id, commission: item.task?.commission };
  await record({ thing: 'commission-task', thingId: String(answer.task.id), from: answer.from, to: answer.to, detail });
}

/** Nobody holds it any more: what a step that moves it on changes besides. */
export const letGo = { claimedBy: null, claimedAt: null } as const;
