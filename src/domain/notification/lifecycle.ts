/** The life of a message (通知) as data: made, sent once, or given up. */
import { accept, type Finding, type Outcome, problem, refuse } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const messageStates = ['due', 'sent', 'failed', 'dropped'] as const;
/** 待发 · 已发 · 未发出 · 不再发. */
export type MessageState = (typeof messageStates)[number];
export const messageStateNames: Readonly<Record<MessageState, string>> = {
  due: '待发',
  sent: '已发',
  failed: '未发出',
  dropped: '不再发',
};

export const messageKinds = ['digest', 'figures', 'code', 'test'] as const;
/** 待办提醒 · 每月数字 · 邮箱验证码 · 试发. */
export type MessageKind = (typeof messageKinds)[number];
export const messageKindNames: Readonly<Record<MessageKind, string>> = {
  digest: '待办提醒',
  figures: '每月数字',
  code: '邮箱验证码',
  test: '试发',
};
export const messageChannels = ['mail', 'webhook'] as const;
export type MessageChannel = (typeof messageChannels)[number];
export const messageChannelNames: Readonly<Record<MessageChannel, string>> = { mail: '邮件', webhook: '接口' };

interface Step {
  readonly from: readonly MessageState[];
  /** `stay`: the state does not change. */
  readonly to: MessageState | 'stay';
  readonly needs: Capability;
  readonly requires: readonly never[];
  readonly label: string;
}

export const messageSteps = {
  /** The program takes it in hand: from here on the server may have it. */
  attempt: { from: ['due'], to: 'stay', needs: 'message.deliver', requires: [], label: '送出' },
  deliver: { from: ['due'], to: 'sent', needs: 'message.deliver', requires: [], label: '发出' },
  'try-later': { from: ['due'], to: 'stay', needs: 'message.deliver', requires: [], label: '稍后再发' },
  'give-up': { from: ['due'], to: 'failed', needs: 'message.deliver', requires: [], label: '停止发送' },
  /** A newer one tells the same, or nobody is there to get it. */
  drop: { from: ['due'], to: 'dropped', needs: 'message.deliver', requires: [], label: '不再发' },
  /** By hand, where it was given up. */
  retry: { from: ['failed'], to: 'due', needs: 'message.retry', requires: [], label: '再发一次' },
} as const satisfies Record<string, Step>;
export type MessageStep = keyof typeof messageSteps;

/** May the step be taken, and where does it lead? */
export function takeMessage(step: MessageStep, state: MessageState): Outcome<MessageState> {
  const { from, to, label } = messageSteps[step];
  if (!(from as readonly MessageState[]).includes(state))
    return refuse('wrong-state', [problem('wrong-state', `通知${messageStateNames[state]}，不能${label}`)]);
  return accept(to === 'stay' ? state : to);
}

/** The steps open in a state. */
export const openSteps = (state: MessageState): readonly MessageStep[] =>
  (Object.keys(messageSteps) as MessageStep[]).filter((step) => (messageSteps[step].from as readonly MessageState[]).includes(state));

/** What stands against sending a message again that was given up. */
export function retryFindings({ kind, kept }: { readonly kind: MessageKind; readonly kept: boolean }): readonly Finding[] {
  if (kind === 'code') return [problem('expired', '验证码已经过期，请本人再寄一次')];
  return kept ? [] : [problem('forgotten', '这条通知的内容已经清掉，不能再发')];
}

/** Minutes until the next try of a message that its receiver refused, after so many tries. */
const waits = [5, 15, 60, 180, 360] as const;
/** So many tries before it is given up. */
export const MOST_MESSAGE_TRIES = waits.length + 1;
export const messageWait = (tries: number): number => waits[Math.min(Math.max(tries, 1), waits.length) - 1] as number;

/** A try that was begun and of which nothing was heard for so many minutes is made again: the program was ended in the middle. */
export const MESSAGE_LEASE_MINUTES = 5;
