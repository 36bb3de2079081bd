/** The checks made at every saving, on what is being saved alone: nothing is looked up for them. */
import type { DayNumber } from '../calendar/day.ts';
import type { SiteSettings } from '../organisation/settings.ts';
import type { Finding } from '../outcome.ts';
import type { SubmissionText } from '../submission/submission.ts';
import { runChecks } from './checks.ts';

/** Findings of the set `save` for the parts of a text that are given. */
export const savingFindings = (text: Partial<SubmissionText>, settings: SiteSettings, today: DayNumber): readonly Finding[] =>
  runChecks({
    set: 'save',
    today,
    settings,
    kind: 'other',
    title: text.title ?? '',
    body: text.body ?? '',
    content: text.content ?? {},
    unit: 0,
    jointIds: [],
    levels: 0,
    counts: { reviewers: 0, today: 0, monthEnd: 0, equalTitles: [], jointUnits: [] },
    wording: [],
    similar: [],
  });
