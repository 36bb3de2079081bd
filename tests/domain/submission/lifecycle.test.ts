import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  openSteps,
  type Requirement,
  type SubmissionSituation,
  type SubmissionState,
  type SubmissionStep,
  stateNames,
  submissionStates,
  submissionSteps,
  take,
} from '../../../src/domain/submission/lifecycle.ts';
import { disclosures, submissionKinds } from '../../../src/domain/submission/submission.ts';

const situation = (over: Partial<SubmissionSituation> = {}): SubmissionSituation => ({
  state: 'draft',
  author: 1,
  levels: 1,
  level: 0,
  signers: [1],
  ratify: false,
  person: 2,
  reason: '有理由',
  delivered: false,
  blocking: [],
  ...over,
});
const steps = Object.keys(submissionSteps) as SubmissionStep[];
/** What makes every requirement of a step met. */
const ready = (step: SubmissionStep, state: SubmissionState): SubmissionSituation =>
  situation({
    state,
    ratify: step === 'ratify',
    ...(['release', 'release-review'].includes(step) ? { claimedBy: 3 } : {}),
  });

/** The table of DESIGN 4.2, written out again by hand: step → from → to (with one level of review, nothing signed yet, no channel). */
const expected: Readonly<Record<SubmissionStep, Partial<Record<SubmissionState, SubmissionState>>>> = {
  save: { draft: 'draft', returned: 'returned' },
  submit: { draft: 'in-review', returned: 'in-review' },
  recall: { 'in-review': 'draft', submitted: 'draft' },
  discard: { draft: 'discarded', returned: 'discarded' },
  restore: { discarded: 'draft' },
  'mark-urgent': { draft: 'draft', 'in-review': 'in-review', returned: 'returned', submitted: 'submitted' },
  'limit-access': {
    draft: 'draft',
    'in-review': 'in-review',
    returned: 'returned',
    submitted: 'submitted',
    adopted: 'adopted',
    rejected: 'rejected',
  },
  'claim-review': { 'in-review': 'in-review' },
  'release-review': { 'in-review': 'in-review' },
  approve: { 'in-review': 'submitted' },
  return: { 'in-review': 'returned' },
  claim: { submitted: 'submitted', adopted: 'adopted' },
  release: { submitted: 'submitted', adopted: 'adopted' },
  edit: { submitted: 'submitted', adopted: 'adopted' },
  'send-back': { submitted: 'returned' },
  adopt: { submitted: 'adopted' },
  reject: { submitted: 'rejected' },
  reopen: { rejected: 'submitted' },
  merge: { submitted: 'merged' },
  unmerge: { merged: 'submitted' },
  unadopt: { adopted: 'submitted' },
  publish: { adopted: 'published' },
  'publish-urgently': { 'in-review': 'published', submitted: 'published', adopted: 'published' },
  unschedule: { scheduled: 'adopted' },
  deliver: { scheduled: 'published', published: 'published' },
  ratify: { scheduled: 'scheduled', published: 'published' },
  correct: { published: 'published' },
  withdraw: { published: 'withdrawn' },
};

describe('every step in every state', () => {
  it.each(steps)('%s leads where it may lead, and is refused as the wrong moment everywhere else', (step) => {
    for (const state of submissionStates) {
      const outcome = take(step, ready(step, state));
      const wanted = expected[step][state];
      expect(outcome.ok ? outcome.value : outcome.code, `${step} in ${state}`).toBe(wanted ?? 'wrong-state');
    }
  });

  it('says in the refusal what the item is and what was wanted', () => {
    const outcome = take('approve', situation({ state: 'published' }));
    expect(outcome.ok ? '' : outcome.findings[0]?.message).toBe('这件已发布，现在不能审核通过');
  });

  it('offers as buttons exactly the steps that may be taken', () => {
    for (const state of submissionStates) {
      const open = openSteps(situation({ state }), () => true);
      const barred = open.filter((one) => one.barred !== undefined).map(({ step }) => step);
      const takable = steps.filter((step) => take(step, situation({ state })).ok);
      expect(
        open.map(({ step }) => step).filter((step) => !barred.includes(step)),
        state,
      ).toEqual(takable);
      expect(openSteps(situation({ state }), () => false)).toEqual([]);
    }
  });
});

describe('requirements', () => {
  const requiring = (requirement: Requirement): SubmissionStep[] =>
    steps.filter((step) => (submissionSteps[step].requires as readonly Requirement[]).includes(requirement));
  const refusedBy = (step: SubmissionStep, over: Partial<SubmissionSituation>): string[] => {
    const [state] = submissionSteps[step].from;
    const outcome = take(step, { ...ready(step, state as SubmissionState), ...over });
    return outcome.ok ? [] : outcome.findings.map(({ code }) => code);
  };

  it.each([
    ['not-author', { person: 1 }, ['approve', 'return', 'adopt', 'reject', 'merge', 'publish', 'ratify', 'claim-review']],
    ['not-signed', { signers: [1, 2] }, ['approve', 'claim-review']],
    ['not-adopter', { adopter: 2 }, ['publish']],
    ['not-urgent-publisher', { urgentPublisher: 2 }, ['ratify']],
    ['never-received', { received: true }, ['restore']],
    ['reason', { reason: ' ' }, ['return', 'send-back', 'reject', 'reopen', 'unadopt', 'withdraw', 'publish-urgently', 'mark-urgent']],
    ['unclaimed', { claimedBy: 9 }, ['recall', 'approve', 'return', 'claim', 'edit', 'adopt', 'reject', 'claim-review']],
  ] as const)('%s stops the steps that ask for it, and these are known', (requirement, over, known) => {
    expect(requiring(requirement)).toEqual(expect.arrayContaining([...known]));
    for (const step of steps) expect(refusedBy(step, over).includes(requirement), step).toBe(requiring(requirement).includes(step));
  });

  it('gives all reasons at once, and lets the site lift what it has lifted', () => {
    const outcome = take(
      'approve',
      situation({ state: 'in-review', person: 1, signers: [1], blocking: [{ code: 'body', level: 'error', message: '空' }] }),
    );
    expect(outcome.ok ? [] : outcome.findings.map(({ code }) => code)).toEqual(['not-author', 'not-signed', 'body']);
    expect(take('publish', situation({ state: 'adopted', adopter: 2, lifted: ['not-adopter'] })).ok).toBe(true);
  });

  it('lets findings stop only what must be clean', () => {
    const blocking = [{ code: 'title', level: 'error', message: '没有标题' }] as const;
    for (const step of steps) expect(refusedBy(step, { blocking }).includes('title'), step).toBe(requiring('clean').includes(step));
  });
});

describe('levels of review', () => {
  it.each([0, 1, 2, 3, 4, 5])('%i: so many signatures bring the item to the office, and no fewer', (levels) => {
    let state = take('submit', situation({ levels }));
    for (let level = 0; level < levels; level += 1) {
      expect(state.ok ? state.value : '').toBe('in-review');
      state = take('approve', situation({ state: 'in-review', levels, level }));
    }
    expect(state.ok ? state.value : '').toBe('submitted');
  });
});

describe('the same words everywhere', () => {
  const sql = readFileSync(join(import.meta.dirname, '../../../migrations/0006-submissions.sql'), 'utf8');
  const listed = (column: string): string[] =>
    [...(new RegExp(`column ${column} text[^(]*check \\(${column} in \\(([^)]*)\\)`).exec(sql)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(
      ([, name = '']) => name,
    );

  it('stand in SQL and in the domain', () => {
    expect(listed('state')).toEqual([...submissionStates]);
    expect(listed('kind')).toEqual([...submissionKinds]);
    expect(listed('disclosure')).toEqual([...disclosures]);
    expect(Object.keys(stateNames)).toEqual([...submissionStates]);
  });

  it('name an action for every step, but for what the program and a merging take by another name', () => {
    const folder = join(import.meta.dirname, '../../../src/actions');
    const names = readdirSync(folder).flatMap(
      (file) => /name: '(submission\.[a-z-]+)'/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? [],
    );
    const without = steps.filter((step) => !names.includes(`submission.${step}`));
    expect(without.filter((step) => !['deliver', 'merge'].includes(step))).toEqual([]);
  });
});
