/** An item answers a commission (应约): what happens to the task when the office receives the item, or its author takes it back. */
import type pg from 'pg';
import { commissionFact, commissionKey, reversal } from '../domain/adoption/posting.ts';
import { type TaskState, type TaskStep, takeTask } from '../domain/commission/lifecycle.ts';
import { outcomeOf } from '../domain/commission/place.ts';
import type { SubmissionState, SubmissionStep } from '../domain/submission/lifecycle.ts';
import { officeDay } from './actors.ts';
import { moveTask } from './commissions.ts';
import { addFact } from './posting.ts';
import type { StepFact, TaskWrite } from './submission-step.ts';
import type { AnsweredTask, LoadedSubmission } from './submissions.ts';

/** What goes with a step of the item: the task's move, its fact, and what history says of it. */
export interface TaskMove {
  readonly task: TaskWrite;
  readonly facts: readonly StepFact[];
  readonly from: TaskState;
  readonly to: TaskState;
}

/** Undefined where the step does not concern the task, or the task does not allow it: the item goes its way all the same. */
export function taskMoveOf(item: LoadedSubmission, step: SubmissionStep, next: SubmissionState, now: Date): TaskMove | undefined {
  const { task } = item;
  if (!task) return undefined;
  if ((step === 'submit' || step === 'approve') && next === 'submitted') return received(item, task, now);
  if (step === 'recall' || step === 'discard') return takenBack(task, step === 'discard', now);
  return undefined;
}

const nextOf = (step: TaskStep, { state, commissionState }: AnsweredTask): TaskState | undefined => {
  const next = takeTask(step, { state, commission: commissionState, linked: true });
  return next.ok ? next.value : undefined;
};

/** The fact of an answer that came today. */
function answerFact(item: LoadedSubmission, task: AnsweredTask, now: Date) {
  const today = officeDay(now);
  return commissionFact(task, outcomeOf(today, task.due), { on: today, deliveredOn: today, submission: item.id });
}

function received(item: LoadedSubmission, task: AnsweredTask, now: Date): TaskMove | undefined {
  const to = nextOf('send', task);
  if (to === undefined) return undefined;
  const { key, shares: _, submission: __, ...fact } = answerFact(item, task, now);
  return {
    task: { id: task.id, version: task.version, state: to, sentOn: fact.on, facts: task.facts + 1, posted: true, unlink: false },
    facts: [{ ...fact, unit: task.unit, sourceKey: key }],
    from: task.state,
    to,
  };
}

function takenBack(task: AnsweredTask, unlink: boolean, now: Date): TaskMove | undefined {
  const to = nextOf('take-back', task);
  if (to === undefined && !unlink) return undefined;
  const undone = reversal(commissionKey(task.id, task.facts), officeDay(now), '作者撤回应约的稿件');
  return {
    task: {
      ...{ id: task.id, version: task.version, state: to ?? task.state, sentOn: null, facts: task.facts },
      ...{ posted: to === undefined && task.posted, unlink },
    },
    facts:
      to !== undefined && task.posted
        ? [{ fact: 'adjustment', unit: task.unit, on: undone.on, sourceKey: undone.key, refKey: undone.of, note: undone.note }]
        : [],
    from: task.state,
    to: to ?? task.state,
  };
}

/** The same where the office has the item at once, without a step of the unit's: published urgently. Gives whether the task moved. */
export async function sendAnswer(client: pg.ClientBase, item: LoadedSubmission, now: Date): Promise<TaskMove | undefined> {
  const move = item.task && received(item, item.task, now);
  if (!move || !item.task) return undefined;
  const { sentOn, facts, posted } = move.task;
  const at = { site: item.site, id: item.task.id, version: item.task.version };
  if (!(await moveTask(client, at, { state: move.to, sentOn, facts, posted }, now))) return undefined;
  await addFact(client, item.site, answerFact(item, item.task, now), now);
  return move;
}
