/** `inspection-subject.note`: somebody saw that subjects were updated on a day; the board counts from there. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { noteUpdates } from '../store/inspection-subjects.ts';
import type { Action } from './action.ts';
import { pastDay } from './inspection-subject.ts';
import { daySchema, idSchema, siteSchema } from './submission-subject.ts';

export interface NoteInspectionSubject {
  readonly site: string;
  readonly subjects: readonly number[];
  readonly on: string;
}

export const noteSubject: Action<NoteInspectionSubject, { readonly noted: number }> = {
  name: 'inspection-subject.note',
  says: '登记检查对象最近一次更新的日期',
  needs: 'inspection.write',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'subjects', 'on'],
    properties: { site: siteSchema, subjects: { type: 'array', minItems: 1, maxItems: 500, items: idSchema }, on: daySchema },
    additionalProperties: false,
  },
  async run({ client, now, record }, { site, subjects, on }) {
    const findings = pastDay(on, now);
    if (findings.length > 0) return refuse('bad-input', findings);
    const noted = await noteUpdates(client, site, subjects, on);
    if (noted === 0) return refuse('conflict', [problem('known', '没有这些对象，或者已经登记了这一天或更晚的更新', 'subjects')]);
    for (const id of subjects) await record({ thing: 'inspection-subject', thingId: String(id), detail: { updatedOn: on } });
    return accept({ noted });
  },
};
