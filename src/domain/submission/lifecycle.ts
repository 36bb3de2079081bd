/**
 * The life of a submission (报送件), as data: read by the guard (`take`), the buttons (`openSteps`), the diagram in docs, the tests of
 * every state × every step and of SQL's list of states, and history.
 */
import { accept, type Finding, type Outcome, problem, refuse } from '../outcome.ts';
import type { Capability } from '../permission.ts';

export const submissionStates = [
  'recorded',
  'draft',
  'in-review',
  'returned',
  'submitted',
  'adopted',
  'rejected',
  'merged',
  'scheduled',
  'published',
  'withdrawn',
  'discarded',
] as const;
/** 已登记(随事实导入) · 草稿 · 待审核 · 已退回 · 已报送 · 已采用 · 不予采用 · 已并入 · 待发布 · 已发布 · 已撤下 · 已删除. */
export type SubmissionState = (typeof submissionStates)[number];

export const stateNames: Readonly<Record<SubmissionState, string>> = {
  recorded: '已登记',
  draft: '草稿',
  'in-review': '待审核',
  returned: '已退回',
  submitted: '已报送',
  adopted: '已采用',
  rejected: '不予采用',
  merged: '已并入',
  scheduled: '待发布',
  published: '已发布',
  withdrawn: '已撤下',
  discarded: '已删除',
};

/**
 * What a step asks besides its state and capability.
 * `not-author`: another person than the author. `not-signed`: a person who has not signed this text yet, at any level.
 * `not-adopter`: another than who decided the adoption. `not-urgent-publisher`: another than who published it urgently.
 * `unclaimed`: nobody of the office works on it, or it is this person. `claimed-by-other`, `claimed`: as they say.
 * `never-received`: the office has never had it. `reason`: a reason is given. `clean`: no finding that stops this step. `pending-ratification`: published urgently, not yet approved.
 */
export type Requirement =
  | 'not-author'
  | 'not-signed'
  | 'not-adopter'
  | 'not-urgent-publisher'
  | 'unclaimed'
  | 'claimed'
  | 'never-received'
  | 'reason'
  | 'clean'
  | 'pending-ratification';

interface Step {
  readonly from: readonly SubmissionState[];
  /**
   * `stay`: the state does not change. `review`: in-review while signatures are missing, else submitted.
   * `out`: scheduled where a channel has to deliver it, else published at once.
   */
  readonly to: SubmissionState | 'stay' | 'review' | 'out';
  readonly needs: Capability;
  readonly requires: readonly Requirement[];
  readonly label: string;
}

export const submissionSteps = {
  save: { from: ['draft', 'returned'], to: 'stay', needs: 'submission.write', requires: [], label: '保存' },
  submit: { from: ['draft', 'returned'], to: 'review', needs: 'submission.write', requires: ['clean'], label: '报送' },
  recall: { from: ['in-review', 'submitted'], to: 'draft', needs: 'submission.write', requires: ['unclaimed'], label: '撤回' },
  discard: { from: ['draft', 'returned'], to: 'discarded', needs: 'submission.write', requires: [], label: '删除' },
  // What was received and then discarded was taken out of the figures; it is not to come in a second time.
  restore: { from: ['discarded'], to: 'draft', needs: 'submission.write', requires: ['never-received'], label: '恢复' },
  'mark-urgent': {
    from: ['draft', 'in-review', 'returned', 'submitted'],
    to: 'stay',
    needs: 'submission.urge',
    requires: ['reason'],
    label: '标为紧急',
  },
  'limit-access': {
    from: ['draft', 'in-review', 'returned', 'submitted', 'adopted', 'rejected'],
    to: 'stay',
    needs: 'submission.discuss',
    requires: [],
    label: '限定可见的人',
  },
  'claim-review': {
    from: ['in-review'],
    to: 'stay',
    needs: 'submission.review',
    requires: ['not-author', 'not-signed', 'unclaimed'],
    label: '领审',
  },
  'release-review': { from: ['in-review'], to: 'stay', needs: 'submission.review', requires: ['claimed'], label: '放回' },
  approve: {
    from: ['in-review'],
    to: 'review',
    needs: 'submission.review',
    requires: ['not-author', 'not-signed', 'unclaimed', 'clean'],
    label: '审核通过',
  },
  return: {
    from: ['in-review'],
    to: 'returned',
    needs: 'submission.review',
    requires: ['not-author', 'unclaimed', 'reason'],
    label: '退回修改',
  },
  claim: { from: ['submitted', 'adopted'], to: 'stay', needs: 'submission.edit', requires: ['unclaimed'], label: '领办' },
  release: { from: ['submitted', 'adopted'], to: 'stay', needs: 'submission.edit', requires: ['claimed'], label: '放回' },
  edit: { from: ['submitted', 'adopted'], to: 'stay', needs: 'submission.edit', requires: ['unclaimed'], label: '编辑' },
  'send-back': {
    from: ['submitted'],
    to: 'returned',
    needs: 'submission.adopt',
    requires: ['reason', 'unclaimed'],
    label: '退回重写',
  },
  adopt: { from: ['submitted'], to: 'adopted', needs: 'submission.adopt', requires: ['not-author', 'unclaimed', 'clean'], label: '采用' },
  reject: {
    from: ['submitted'],
    to: 'rejected',
    needs: 'submission.adopt',
    requires: ['not-author', 'reason', 'unclaimed'],
    label: '不予采用',
  },
  reopen: { from: ['rejected'], to: 'submitted', needs: 'submission.adopt', requires: ['reason'], label: '重新考虑' },
  merge: { from: ['submitted'], to: 'merged', needs: 'submission.adopt', requires: ['not-author', 'unclaimed'], label: '并入' },
  unmerge: { from: ['merged'], to: 'submitted', needs: 'submission.adopt', requires: ['reason'], label: '取消并入' },
  unadopt: { from: ['adopted'], to: 'submitted', needs: 'submission.adopt', requires: ['reason'], label: '撤销采用' },
  publish: {
    from: ['adopted'],
    to: 'out',
    needs: 'submission.publish',
    requires: ['not-author', 'not-adopter', 'clean'],
    label: '签发',
  },
  'publish-urgently': {
    from: ['in-review', 'submitted', 'adopted'],
    to: 'out',
    needs: 'submission.publish',
    requires: ['reason', 'clean'],
    label: '紧急发布',
  },
  unschedule: { from: ['scheduled'], to: 'adopted', needs: 'submission.publish', requires: ['reason'], label: '取消签发' },
  deliver: { from: ['scheduled', 'published'], to: 'published', needs: 'publication.deliver', requires: [], label: '送达' },
  ratify: {
    from: ['scheduled', 'published'],
    to: 'stay',
    needs: 'submission.publish',
    requires: ['pending-ratification', 'not-author', 'not-urgent-publisher'],
    label: '补签',
  },
  correct: { from: ['published'], to: 'stay', needs: 'submission.publish', requires: ['reason', 'clean'], label: '更正' },
  withdraw: { from: ['published'], to: 'withdrawn', needs: 'submission.publish', requires: ['reason'], label: '撤下' },
} as const satisfies Record<string, Step>;
export type SubmissionStep = keyof typeof submissionSteps;

/** What the guard must know of an item and of who acts. */
export interface SubmissionSituation {
  readonly state: SubmissionState;
  readonly author: number | undefined;
  readonly levels: number;
  readonly level: number;
  /** Who signed the present text, in any part. */
  readonly signers: readonly number[];
  readonly adopter?: number;
  readonly urgentPublisher?: number;
  readonly claimedBy?: number;
  /** The office has had it before. */
  readonly received?: boolean;
  /** Published urgently and not yet approved. */
  readonly ratify: boolean;
  /** Who acts; undefined for the terminal and the program. */
  readonly person: number | undefined;
  readonly reason?: string;
  /** A channel has to deliver what is published. */
  readonly delivered: boolean;
  /** Findings that stop this step by the site's settings. */
  readonly blocking: readonly Finding[];
  /** Requirements the site's settings lift: publishing by the adopter in an office of one person. */
  readonly lifted?: readonly Requirement[];
}

const unmet: Readonly<Record<Requirement, (situation: SubmissionSituation) => string | undefined>> = {
  'not-author': ({ author, person }) => (person !== undefined && person === author ? '不能由作者本人办理，请另一位同事办理' : undefined),
  'not-signed': ({ signers, person }) =>
    person !== undefined && signers.includes(person) ? '您已经签过这一稿，下一级须由另一人审核' : undefined,
  'not-adopter': ({ adopter, person }) =>
    person !== undefined && person === adopter ? '采用和签发须由两个人办理，请另一位同事签发' : undefined,
  'not-urgent-publisher': ({ urgentPublisher, person }) =>
    person !== undefined && person === urgentPublisher ? '紧急发布须由另一人补签' : undefined,
  unclaimed: ({ claimedBy, person }) => (claimedBy !== undefined && claimedBy !== person ? '已有人领办，请先请对方放回' : undefined),
  claimed: ({ claimedBy }) => (claimedBy === undefined ? '没有人领办这件' : undefined),
  'never-received': ({ received }) => (received ? '办公室收到过又被删除的，已从统计中扣除，不能恢复；请另写一件' : undefined),
  reason: ({ reason }) => (reason === undefined || reason.trim() === '' ? '请写明理由' : undefined),
  clean: () => undefined,
  'pending-ratification': ({ ratify }) => (ratify ? undefined : '这件不需要补签'),
};

/**
 * May the step be taken, and where does it lead? Takes the step and the situation; gives the next state (the same where nothing
 * changes), or refuses: `wrong-state`, `conflict` where another person must act or somebody holds it, `findings` with what stops it.
 * All reasons come at once.
 */
export function take(step: SubmissionStep, situation: SubmissionSituation): Outcome<SubmissionState> {
  const { from, to, label }: Step = submissionSteps[step];
  const requires: readonly Requirement[] = submissionSteps[step].requires;
  if (!from.includes(situation.state))
    return refuse('wrong-state', [problem('wrong-state', `这件${stateNames[situation.state]}，现在不能${label}`)]);
  const missing = requires
    .filter((one) => !situation.lifted?.includes(one))
    .flatMap((one) => {
      const message = unmet[one](situation);
      return message === undefined ? [] : [problem(one, message, one === 'reason' ? 'reason' : undefined)];
    });
  const blocking = requires.includes('clean') ? situation.blocking : [];
  const others = missing.filter(({ code }) => code !== 'reason');
  if (others.length > 0) return refuse('conflict', [...missing, ...blocking]);
  if (missing.length > 0) return refuse('bad-input', [...missing, ...blocking]);
  if (blocking.length > 0) return refuse('findings', blocking);
  return accept(after(step, to, situation));
}

function after(step: SubmissionStep, to: Step['to'], { state, level, levels, delivered }: SubmissionSituation): SubmissionState {
  if (to === 'stay') return state;
  if (to === 'out') return delivered ? 'scheduled' : 'published';
  if (to !== 'review') return to;
  // A text that was changed is signed anew from the first level; each approval adds one.
  const signed = step === 'approve' ? level + 1 : 0;
  return signed < levels ? 'in-review' : 'submitted';
}

const fromState = new Map<SubmissionState, readonly SubmissionStep[]>(
  submissionStates.map((state) => [
    state,
    (Object.keys(submissionSteps) as SubmissionStep[]).filter((step) => (submissionSteps[step] as Step).from.includes(state)),
  ]),
);
const stepsFrom = (state: SubmissionState): readonly SubmissionStep[] => fromState.get(state) ?? [];

/** A step as a button shows it. */
export interface OpenStep {
  readonly step: SubmissionStep;
  readonly label: string;
  readonly needsReason: boolean;
  /** Why the person cannot take it now, though it is open to somebody; absent where they can. */
  readonly barred?: string;
}

/**
 * The steps open in this situation to someone with these capabilities. Findings do not hide a button: the answer to pressing it says
 * what is wrong.
 */
export function openSteps(situation: SubmissionSituation, holds: (capability: Capability) => boolean): readonly OpenStep[] {
  return stepsFrom(situation.state).flatMap((step) => {
    const { needs, label, requires }: Step = submissionSteps[step];
    if (!holds(needs)) return [];
    const needsReason = requires.includes('reason');
    const barred = requires
      .filter((one) => one !== 'reason' && !situation.lifted?.includes(one))
      .map((one) => unmet[one](situation))
      .find((message) => message !== undefined);
    if (barred !== undefined && requires.includes('pending-ratification') && !situation.ratify) return [];
    if ((step === 'release' || step === 'release-review') && situation.claimedBy === undefined) return [];
    return [{ step, label, needsReason, ...(barred === undefined ? {} : { barred }) }];
  });
}
