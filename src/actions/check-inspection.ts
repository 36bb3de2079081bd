/** `inspection.check`: somebody looked at subjects of an inspection; what is wrong with them is recorded by itself. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { checkSubjects, type LoadedInspection } from '../store/inspections.ts';
import type { Action } from './action.ts';
import { inspectionSubject, pastDay, unlessUnderWay } from './inspection-subject.ts';
import { daySchema, idSchema, siteSchema } from './submission-subject.ts';

export interface CheckInspection {
  readonly site: string;
  readonly inspection: number;
  /** `all`: all that nobody has looked at yet. */
  readonly subjects: readonly number[] | 'all';
  readonly on: string;
}

export const checkInspection: Action<CheckInspection, { readonly inspection: number; readonly checked: number }, LoadedInspection> = {
  name: 'inspection.check',
  says: '登记检查过的对象',
  needs: 'inspection.write',
  siteOf: ({ site }) => site,
  subject: inspectionSubject,
  input: {
    type: 'object',
    required: ['site', 'inspection', 'subjects', 'on'],
    properties: {
      ...{ site: siteSchema, inspection: idSchema, on: daySchema },
      subjects: { anyOf: [{ type: 'array', minItems: 1, maxItems: 1000, items: idSchema }, { enum: ['all'] }] },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, subjects, on }, loaded) {
    const closed = unlessUnderWay(loaded);
    if (closed) return closed;
    const findings = pastDay(on, now);
    if (findings.length > 0) return refuse('bad-input', findings);
    const checked = await checkSubjects(client, site, loaded.id, { subjects, on, byName: actor.name });
    if (checked === 0) return refuse('conflict', [problem('known', '这些对象都已登记过，或者不在这次检查中', 'subjects')]);
    await record({ thing: 'inspection', thingId: String(loaded.id), detail: { name: loaded.name, checked, on } });
    return accept({ inspection: loaded.id, checked });
  },
};
