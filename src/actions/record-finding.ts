/** `finding.record`: a wrong word stands in an item. Recorded once for the item and word, whoever and whatever finds it again. */
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import {
  type FaultSide,
  faultOf,
  faultOfPublished,
  spelled,
  usualSeverity,
  type WordingKind,
  type WordingSeverity,
  wordingFindings,
  wordingKinds,
  wordingSeverities,
} from '../domain/rectification/finding.ts';
import type { RectificationState } from '../domain/rectification/lifecycle.ts';
import { officeDay } from '../store/actors.ts';
import { addRectification, isOffice, writtenVersions } from '../store/new-rectifications.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { daySchema, idSchema, reasonSchema, siteSchema, submissionSubject } from './submission-subject.ts';

export interface RecordFinding {
  readonly site: string;
  readonly submission: number;
  readonly word: string;
  readonly correction: string;
  readonly kind: WordingKind;
  /** By the kind where not given. */
  readonly severity?: WordingSeverity;
  /** The day it was found, today where not given: what it counts, counts on that day. */
  readonly on?: string;
  readonly note?: string;
}
export interface RecordedFinding {
  readonly rectification: number;
  readonly version: number;
  readonly state: RectificationState;
  readonly side: FaultSide;
  /** It was found before: nothing was added. */
  readonly again: boolean;
}

export const recordFinding: Action<RecordFinding, RecordedFinding, LoadedSubmission> = {
  name: 'finding.record',
  says: '登记稿件里的错情：错处、应为、类型',
  needs: 'finding.record',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: {
    type: 'object',
    required: ['site', 'submission', 'word', 'correction', 'kind'],
    properties: {
      site: siteSchema,
      submission: idSchema,
      word: { type: 'string', minLength: 1, maxLength: 200 },
      correction: { type: 'string', maxLength: 200 },
      kind: { enum: wordingKinds },
      severity: { enum: wordingSeverities },
      on: daySchema,
      note: reasonSchema,
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, submission, kind, severity, note, ...given }, loaded) {
    const finding = { word: spelled(given.word), correction: spelled(given.correction), kind };
    const today = officeDay(now);
    const on = given.on ?? today;
    const findings = [
      ...wordingFindings(finding),
      ...(dayFrom(on) === undefined || on > today ? [problem('bad-date', '发现日期不对，不能晚于今天', 'on')] : []),
    ];
    if (findings.length > 0) return refuse('bad-input', findings);
    const versions = await writtenVersions(client, site, loaded.id);
    const fault =
      loaded.state === 'recorded'
        ? faultOfPublished(finding.word, versions, await isOffice(client, site, loaded.unit))
        : faultOf(finding.word, versions);
    if (!fault) return refuse('bad-input', [problem('not-in-text', `稿件里没有“${finding.word}”，请照原文写，或者在正文里选`, 'word')]);
    const added = await addRectification(client, site, {
      ...finding,
      ...{ submission, severity: severity ?? usualSeverity(kind), side: fault.side, place: fault.place, textVersion: fault.version },
      ...{ foundOn: on, by: actor.person, byName: actor.name, note, now },
    });
    const { id, version, state, isNew } = added;
    const detail = { submission, word: finding.word, ...(isNew ? { side: fault.side } : { again: true }) };
    await record({ thing: 'rectification', thingId: String(id), ...(isNew ? { to: state } : {}), detail });
    return accept({ rectification: id, version, state, side: fault.side, again: !isNew });
  },
};
