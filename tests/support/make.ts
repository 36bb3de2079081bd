// Valid things, of which a test overrides what it is about.

import { dayFrom } from '../../src/domain/calendar/day.ts';
import type { CheckContext } from '../../src/domain/checks/check.ts';
import { defaultSettings } from '../../src/domain/organisation/settings.ts';
import type { GivenText } from '../../src/domain/submission/given-text.ts';
import type { SubmissionContent } from '../../src/domain/submission/submission.ts';
import type { Office, OfficePerson, OfficeUnit, Stepped } from './world.ts';

/** What passes every check of the office's clock (2024-05-15). */
export const content = (over: Partial<SubmissionContent> = {}): SubmissionContent => ({
  source: '县教育局',
  byline: '张报送',
  phone: '0471-1234567',
  signer: '李审核',
  declaredNotSecret: true,
  ...over,
});

export const text = (over: Partial<GivenText> = {}): GivenText & { readonly title: string } => ({
  title: '县教育局部署校园安全工作',
  body: '<p>5月14日，县教育局召开会议，部署校园安全工作。</p>',
  content: content(),
  kind: 'news',
  eventOn: '2024-05-14',
  disclosure: 'proactive',
  ...over,
});

/** What checks look at, with nothing to find. */
export const checked = (over: Partial<CheckContext> = {}): CheckContext => ({
  set: 'submit',
  today: dayFrom('2024-05-15') ?? 0,
  settings: defaultSettings,
  kind: 'news',
  title: '县教育局部署校园安全工作',
  body: '<p>5月14日，县教育局召开会议，部署校园安全工作。</p>',
  content: content(),
  section: 1,
  eventOn: '2024-05-14',
  disclosure: 'proactive',
  unit: 1,
  jointIds: [],
  authorName: '张报送',
  levels: 1,
  counts: { reviewers: 1, today: 0, monthEnd: 0, equalTitles: [], jointUnits: [] },
  wording: [],
  similar: [],
  ...over,
});

/** A draft of somebody's, ready to be sent. */
export const drafted = (office: Office, who: OfficePerson = 'reporter', unit: OfficeUnit = 'bureau', over: Partial<GivenText> = {}) =>
  office.as(who).must<Stepped>('submission.draft', { site: office.site, unit: office.units[unit], ...text(over) });

/** The step of an item that was just seen. */
export const seen = (office: Office, { submission, version }: Stepped) => ({ site: office.site, submission, version });

/** Sent by the bureau: it waits for two reviewers. */
export const inReview = async (office: Office, over: Partial<GivenText> = {}) =>
  office.as('reporter').must('submission.submit', seen(office, await drafted(office, 'reporter', 'bureau', over)));

/** Received by the office from the township, which has no reviewer. */
export const received = async (office: Office, over: Partial<GivenText> = {}) =>
  office.as('townshipReporter').must('submission.submit', seen(office, await drafted(office, 'townshipReporter', 'township', over)));
