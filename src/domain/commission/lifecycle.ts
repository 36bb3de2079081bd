/**
 * The life of a commission (约稿) and of each unit's task in it, as data: read by the guards, the buttons, the diagrams in docs, the tests
 * of every state × every step and of SQL's lists of states, and history. That the day has passed is no state: that a task was missed is said
 * by the office, or some days later by the clock, and that is a step.
 */
import { type LifeStep, type OpenLifeStep, openLife, reasonMissing, walkLife } from '../lifecycle.ts';
import { accept, type Outcome } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const commissionStates = ['open', 'locked', 'closed', 'withdrawn'] as const;
/** 进行中 · 停止收稿 · 已办结 · 已撤回. */
export type CommissionState = (typeof commissionStates)[number];
export const commissionStateNames: Readonly<Record<CommissionState, string>> = {
  open: '进行中',
  locked: '停止收稿',
  closed: '已办结',
  withdrawn: '已撤回',
};

export const taskStates = [
  'asked',
  'accepted',
  'gathering',
  'drafting',
  'sent',
  'declined',
  'missed',
  'excused',
  'moved',
  'called-off',
] as const;
/** 待承接 · 已承接 · 收集材料 · 起草中 · 已交稿 · 不承接 · 未完成 · 已免责 · 已改派 · 已取消. */
export type TaskState = (typeof taskStates)[number];
export const taskStateNames: Readonly<Record<TaskState, string>> = {
  asked: '待承接',
  accepted: '已承接',
  gathering: '收集材料',
  drafting: '起草中',
  sent: '已交稿',
  declined: '不承接',
  missed: '未完成',
  excused: '已免责',
  moved: '已改派',
  'called-off': '已取消',
};

/** The unit still has something to do. */
export const openTaskStates = ['asked', 'accepted', 'gathering', 'drafting'] as const satisfies readonly TaskState[];

/**
 * `reason`: one is given. `settled`: no task is open any more. `taken-in`: the commission takes answers. `may-decline`: it lets units
 * decline. `overdue`: its day has passed. `lapsed`: so many days ago that the site lets the clock say so. `linked`: the task has an item.
 */
export type CommissionRequirement = 'reason' | 'settled' | 'taken-in' | 'may-decline' | 'overdue' | 'lapsed' | 'linked';

/** `by-item`: sent where the office has the item, else drafting. */
type Step<State extends string> = LifeStep<State, CommissionRequirement, State | 'stay' | 'by-item'>;

export const commissionSteps = {
  close: { from: ['open', 'locked'], to: 'closed', needs: 'commission.place', requires: ['settled'], label: '办结' },
  edit: { from: ['open', 'locked'], to: 'stay', needs: 'commission.place', requires: [], label: '修改' },
  ask: { from: ['open'], to: 'stay', needs: 'commission.place', requires: [], label: '再约单位' },
  lock: { from: ['open'], to: 'locked', needs: 'commission.place', requires: [], label: '停止收稿' },
  unlock: { from: ['locked', 'closed'], to: 'open', needs: 'commission.place', requires: [], label: '恢复收稿' },
  withdraw: { from: ['open', 'locked'], to: 'withdrawn', needs: 'commission.place', requires: ['reason'], label: '撤回约稿' },
} as const satisfies Record<string, Step<CommissionState>>;
export type CommissionStep = keyof typeof commissionSteps;

export const taskSteps = {
  accept: { from: ['asked'], to: 'accepted', needs: 'commission.answer', requires: ['taken-in'], label: '承接' },
  gather: { from: ['asked', 'accepted'], to: 'gathering', needs: 'commission.answer', requires: ['taken-in'], label: '在收集材料' },
  draft: { from: ['asked', 'accepted', 'gathering'], to: 'drafting', needs: 'commission.answer', requires: ['taken-in'], label: '在起草' },
  decline: {
    from: ['asked', 'accepted'],
    to: 'declined',
    needs: 'commission.answer',
    requires: ['taken-in', 'may-decline', 'reason'],
    label: '不承接',
  },
  answer: { from: openTaskStates, to: 'by-item', needs: 'commission.answer', requires: ['taken-in'], label: '用稿件应约' },
  detach: { from: ['drafting'], to: 'stay', needs: 'commission.answer', requires: ['taken-in', 'linked'], label: '取消关联' },
  /** With the item: the office received it. */
  send: { from: openTaskStates, to: 'sent', needs: 'commission.answer', requires: ['taken-in', 'linked'], label: '交稿' },
  /** With the item: its author took it back, or gave it up. */
  'take-back': { from: ['sent'], to: 'drafting', needs: 'commission.answer', requires: [], label: '撤回稿件' },
  remind: { from: openTaskStates, to: 'stay', needs: 'commission.place', requires: ['taken-in'], label: '催办' },
  reassign: { from: [...openTaskStates, 'declined'], to: 'moved', needs: 'commission.place', requires: ['taken-in'], label: '改派' },
  'call-off': {
    from: [...openTaskStates, 'declined'],
    to: 'called-off',
    needs: 'commission.place',
    requires: ['reason'],
    label: '取消任务',
  },
  miss: { from: openTaskStates, to: 'missed', needs: 'commission.place', requires: ['overdue'], label: '记为未完成' },
  /** By the clock, where the site leaves it that. */
  lapse: { from: openTaskStates, to: 'missed', needs: 'commission.keep', requires: ['taken-in', 'lapsed'], label: '到期记为未完成' },
  /** With the unit: another goes on with its work. */
  'pass-on': { from: openTaskStates, to: 'stay', needs: 'commission.keep', requires: ['reason'], label: '转交' },
  /** With the unit: nobody goes on with its work, or who does has the same to do already. */
  end: { from: openTaskStates, to: 'called-off', needs: 'commission.keep', requires: ['reason'], label: '随单位取消' },
  excuse: { from: ['missed'], to: 'excused', needs: 'commission.place', requires: ['reason'], label: '免责' },
  reopen: {
    from: ['sent', 'declined', 'missed', 'excused'],
    to: 'accepted',
    needs: 'commission.place',
    requires: ['taken-in', 'reason'],
    label: '退回重办',
  },
} as const satisfies Record<string, Step<TaskState>>;
export type TaskStep = keyof typeof taskSteps;

/** What the guards must know of a commission and, where it is about one, of a task. */
export interface CommissionSituation<State extends string> {
  readonly state: State;
  readonly reason?: string | undefined;
  /** How many tasks are open. */
  readonly open?: number;
  /** State of the commission a task belongs to. */
  readonly commission?: CommissionState;
  readonly mayDecline?: boolean;
  /** Its day has passed. */
  readonly overdue?: boolean;
  /** So long ago that the clock may say that it was missed. */
  readonly lapsed?: boolean;
  readonly linked?: boolean;
  /** The office has the item that answers. */
  readonly received?: boolean;
}

const unmet: Readonly<Record<CommissionRequirement, (situation: CommissionSituation<string>) => string | undefined>> = {
  reason: reasonMissing,
  settled: ({ open = 0 }) => (open > 0 ? `还有 ${open} 个单位没有交稿，先交稿、改派、取消或者记为未完成` : undefined),
  'taken-in': ({ commission }) =>
    commission === undefined || commission === 'open' ? undefined : `这件约稿${commissionStateNames[commission]}，不再收稿`,
  'may-decline': ({ mayDecline }) => (mayDecline ? undefined : '这件约稿不能不承接，有困难请联系办公室'),
  overdue: ({ overdue }) => (overdue ? undefined : '还没有过截止日期'),
  lapsed: ({ lapsed }) => (lapsed ? undefined : '还没有到自动记为未完成的日子'),
  linked: ({ linked }) => (linked ? undefined : '还没有关联稿件'),
};

const commission = { thing: '这件约稿', names: commissionStateNames, steps: commissionSteps, unmet };
const task = { thing: '这项任务', names: taskStateNames, steps: taskSteps, unmet };

/** May the step be taken, and where does it lead? Gives the next state, or refuses with all reasons. */
export const takeCommission = (step: CommissionStep, situation: CommissionSituation<CommissionState>): Outcome<CommissionState> =>
  walkLife(commission, step, situation);

/** The same for a unit's task. */
export function takeTask(step: TaskStep, situation: CommissionSituation<TaskState>): Outcome<TaskState> {
  const next = walkLife(task, step, situation);
  if (!next.ok) return next;
  return accept(next.value !== 'by-item' ? next.value : situation.received ? 'sent' : 'drafting');
}

export const openCommissionSteps = (
  situation: CommissionSituation<CommissionState>,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<CommissionStep>[] => openLife(commission, situation, holds);

/** What comes with the item's own steps, with the unit's changes, or by the clock. */
const notByHand: readonly TaskStep[] = ['send', 'take-back', 'lapse', 'pass-on', 'end'];

/** The steps of a task that are taken by themselves; what cannot be taken at all yet is not shown. */
export const openTaskSteps = (
  situation: CommissionSituation<TaskState>,
  holds: (capability: Capability) => boolean,
): readonly OpenLifeStep<TaskStep>[] =>
  openLife(task, situation, holds).filter(({ step, barred }) => !notByHand.includes(step) && barred === undefined);
