/** What an item says of itself, in words: its state with what happens next, the steps of its history, its fields. */
import { type SubmissionState, type SubmissionStep, stateNames, submissionSteps } from '../../../domain/submission/lifecycle.ts';
import { disclosureNames, kindNames, type SubmissionKind } from '../../../domain/submission/submission.ts';
import type { DataOf } from '../../api.ts';
import { followingWords } from '../../wording/zh-following.ts';
import { submissionWords } from '../../wording/zh-submission.ts';
import type { TimelineEntry } from '../history-timeline.vue';

export type Item = DataOf<'submission'>;
export type Tone = 'moving' | 'waiting' | 'refused' | 'finished';

/** Waiting for the unit is amber, refused is red, on its way is blue. */
export const toneOf = (state: SubmissionState): Tone =>
  state === 'returned' || state === 'rejected'
    ? 'refused'
    : state === 'draft'
      ? 'waiting'
      : state === 'published' || state === 'merged' || state === 'withdrawn' || state === 'discarded' || state === 'recorded'
        ? 'finished'
        : 'moving';

/** Where the item stands and who acts next. */
export function nextOf(item: Item): string {
  const { next } = followingWords;
  switch (item.state) {
    case 'in-review':
      return next.inReview(item.unit.name, item.level + 1, item.levels, item.claimedBy?.name);
    case 'submitted':
      return item.claimedBy ? next.claimed(item.claimedBy.name) : next.submitted;
    case 'merged':
      return item.mergedInto ? next.merged(item.mergedInto.unitName, item.mergedInto.title) : next.mergedPlain;
    case 'published':
      return item.ratify ? next.publishedUrgently : next.published;
    case 'draft':
      return item.submittedAt === null ? next.draft : next.draftAgain;
    case 'recorded':
    case 'returned':
    case 'adopted':
    case 'rejected':
    case 'scheduled':
    case 'withdrawn':
    case 'discarded':
      return next[item.state];
  }
}

const stepOf = (action: string): string => {
  const name = action.replace(/^submissions?\./, '');
  return name in submissionSteps ? submissionSteps[name as SubmissionStep].label : (followingWords.steps[action] ?? action);
};
/** History for the timeline; one writer's savings in a row are one entry. */
export function timelineOf(history: Item['history']): readonly TimelineEntry[] {
  const shown = history.filter((entry, at) => {
    const after = history[at + 1];
    return !(entry.step === 'submission.save' && after?.step === entry.step && after.by === entry.by);
  });
  return shown.map(({ step, from, to, by, reason, at }) => ({
    at,
    by,
    reason,
    step: stepOf(step),
    to: to === null || to === from ? null : (stateNames[to as SubmissionState] ?? null),
  }));
}

export interface FieldNames {
  readonly sections: ReadonlyMap<number, string>;
  readonly units: ReadonlyMap<number, string>;
}
export const fieldName = (field: string): string => submissionWords.fields[field.replace(/^content\./, '')] ?? field;

/** A field's value as a person reads it; empty where there is none. */
export function fieldText(field: string, value: unknown, names?: FieldNames): string {
  if (value === undefined || value === null || value === '') return '';
  const name = field.replace(/^content\./, '');
  const units = (id: number): string => names?.units.get(id) ?? String(id);
  if (name === 'kind') return kindNames[value as SubmissionKind] ?? String(value);
  if (name === 'disclosure') return disclosureNames[value as keyof typeof disclosureNames] ?? String(value);
  if (name === 'section') return names?.sections.get(value as number) ?? String(value);
  if (name === 'jointIds') return (value as number[]).map(units).join('、');
  if (name === 'declaredNotSecret') return value === true ? submissionWords.form.yes : '';
  if (name === 'attachments')
    return (value as { name: string; description?: string }[])
      .map((one) => [one.name, one.description].filter(Boolean).join('：'))
      .join('\n');
  if (name === 'shares')
    return (value as { unit: number; top: number; bottom: number }[])
      .map((one) => `${units(one.unit)} ${one.top}/${one.bottom}`)
      .join('、');
  if (name === 'policy') return Object.values(value as object).join('，');
  if (name === 'interview') return interviewText(value as Parameters<typeof interviewText>[0]);
  return String(value);
}

function interviewText(interview: NonNullable<Item['text']['content']['interview']>): string {
  return [
    interview.plannedOn ?? '',
    (interview.guests ?? []).map(({ name, post }) => [name, post].filter(Boolean).join('，')).join('；'),
    ...(interview.questions ?? []),
    ...(interview.transcript ?? []).map(({ speaker, said }) => `${speaker}：${said}`),
  ]
    .filter((one) => one !== '')
    .join('\n');
}
