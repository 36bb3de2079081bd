/** What the steps of a commission and of its units' tasks act on, and what every step of a task shares. */
import {
  type CommissionState,
  type CommissionStep,
  type TaskState,
  type TaskStep,
  takeCommission,
  takeTask,
} from '../domain/commission/lifecycle.ts';
import { accept, type Outcome } from '../domain/outcome.ts';
import type { Schema } from '../domain/schema.ts';
import { officeDay } from '../store/actors.ts';
import {
  type LoadedCommission,
  type LoadedTask,
  loadCommission,
  loadTasks,
  moveCommission,
  moveTask,
  type TaskChanges,
} from '../store/commissions.ts';
import { takeBackOutcome } from '../store/posting.ts';
import type { ActionContext, Subject } from './action.ts';
import { staleBeside } from './desk-subject.ts';
import { idSchema, siteSchema, versionSchema } from './submission-subject.ts';

export const commissionSubject: Subject<{ readonly site: string; readonly commission: number }, LoadedCommission> = {
  reads: 'commission.read',
  load: ({ client }, { site, commission }) => loadCommission(client, site, commission),
  missing: ({ commission }) => `没有第 ${commission} 号约稿，或者您看不到它`,
};

export const taskSubject: Subject<{ readonly site: string; readonly task: number }, LoadedTask> = {
  reads: 'commission.read',
  load: async ({ client }, { site, task }) => (await loadTasks(client, site, [task]))[0],
  missing: ({ task }) => `没有第 ${task} 号约稿任务，或者您看不到它`,
};

/** A commission in the version seen, and what a step of it answers. */
export interface SeenCommission {
  readonly site: string;
  readonly commission: number;
  readonly version: number;
}
export interface SteppedCommission {
  readonly commission: number;
  readonly version: number;
  readonly state: CommissionState;
}

/** The same for a unit's task. */
export interface SeenTask {
  readonly site: string;
  readonly task: number;
  readonly version: number;
}
export interface SteppedTask {
  readonly task: number;
  readonly version: number;
  readonly state: TaskState;
}

/** Input of a step: what it acts on, in the version seen. */
export const seenSchema = (
  thing: 'commission' | 'task',
  properties: Readonly<Record<string, Schema>> = {},
  required: readonly string[] = [],
): Schema => ({
  type: 'object',
  required: ['site', thing, 'version', ...required],
  properties: { site: siteSchema, [thing]: idSchema, version: versionSchema, ...properties },
  additionalProperties: false,
});

export const titleSchema: Schema = { type: 'string', minLength: 1, maxLength: 200 };
export const briefSchema: Schema = { type: 'string', maxLength: 5000 };
export const sectionsSchema: Schema = { type: 'array', maxItems: 50, items: idSchema };
export const askedUnitsSchema: Schema = { type: 'array', minItems: 1, maxItems: 300, items: idSchema };

/** Takes a step of a commission that changes nothing but its state: asks the lifecycle, moves it from the version seen, and leaves its line. */
export async function stepCommission(
  { client, now, record }: Pick<ActionContext, 'client' | 'now' | 'record'>,
  loaded: LoadedCommission,
  step: CommissionStep,
  { version, reason }: { readonly version: number; readonly reason?: string },
): Promise<Outcome<SteppedCommission>> {
  if (loaded.version !== version) return staleBeside(loaded);
  const said = reason === undefined ? {} : { reason };
  const next = takeCommission(step, { state: loaded.state, open: loaded.open, ...said });
  if (!next.ok) return next;
  const opened = step === 'unlock' ? { openedOn: officeDay(now) } : {};
  if (!(await moveCommission(client, loaded, { state: next.value, ...said, ...opened }))) return staleBeside(loaded);
  await record({ thing: 'commission', thingId: String(loaded.id), from: loaded.state, to: next.value, ...said });
  return accept({ commission: loaded.id, version: version + 1, state: next.value });
}

interface TaskAsked {
  readonly version: number;
  readonly reason?: string | undefined;
  /** The office has the item that answers. */
  readonly received?: boolean;
  /** So long overdue that the clock may say that it was missed. */
  readonly lapsed?: boolean;
  /** Kept in history besides the reason. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/**
 * Takes a step of a task: asks the lifecycle, takes back the fact that no longer holds, moves the task from the version seen, and leaves
 * its line of history. What else changes, `changes` says of the next state.
 */
export async function stepTask(
  { client, now, record }: Pick<ActionContext, 'client' | 'now' | 'record'>,
  loaded: LoadedTask,
  step: TaskStep,
  { version, reason, received, lapsed, detail }: TaskAsked,
  changes: (next: TaskState) => Omit<TaskChanges, 'state'> = () => ({}),
): Promise<Outcome<SteppedTask>> {
  if (loaded.version !== version) return staleBeside(loaded);
  const { state, commissionState: commission, mayDecline, due, submission } = loaded;
  const situation = { state, commission, mayDecline, overdue: due < officeDay(now), linked: submission !== undefined };
  const said = { ...(received === undefined ? {} : { received }), ...(lapsed === undefined ? {} : { lapsed }), reason };
  const next = takeTask(step, { ...situation, ...said });
  if (!next.ok) return next;
  if (!(await moveTask(client, loaded, { state: next.value, reason, ...changes(next.value) }, now))) return staleBeside(loaded);
  await record({
    thing: 'commission-task',
    thingId: String(loaded.id),
    from: state,
    to: next.value,
    ...(reason === undefined ? {} : { reason }),
    detail: { commission: loaded.commission, unit: loaded.unit, ...detail },
  });
  return accept({ task: loaded.id, version: version + 1, state: next.value });
}

/** The same where what was posted of the task no longer holds. */
export async function stepBack(
  context: Pick<ActionContext, 'client' | 'now' | 'record'>,
  loaded: LoadedTask,
  step: 'excuse' | 'reopen',
  asked: TaskAsked & { readonly reason: string },
): Promise<Outcome<SteppedTask>> {
  const stepped = await stepTask(context, loaded, step, asked, () => ({
    ...{ posted: false, sentOn: null },
    // Opened again, it has its days from today on.
    ...(step === 'reopen' ? { askedOn: officeDay(context.now) } : {}),
  }));
  if (stepped.ok && loaded.posted) await takeBackOutcome(context.client, loaded.site, loaded, asked.reason, context.now);
  return stepped;
}
