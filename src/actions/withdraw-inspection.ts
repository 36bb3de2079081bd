/** `inspection.withdraw`: an inspection is called off, with a reason; not once something was confirmed. */
import type { LoadedInspection } from '../store/inspections.ts';
import type { Action } from './action.ts';
import { inspectionSubject, type SeenInspection, type SteppedInspection, seenSchema, stepInspection } from './inspection-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const withdrawInspection: Action<SeenInspection & { readonly reason: string }, SteppedInspection, LoadedInspection> = {
  name: 'inspection.withdraw',
  says: '撤销一次检查，写明理由',
  needs: 'inspection.write',
  siteOf: ({ site }) => site,
  subject: inspectionSubject,
  input: seenSchema('inspection', { reason: reasonSchema }, ['reason']),
  run: (context, { version, reason }, loaded) => stepInspection(context, loaded, 'withdraw', { version, reason }),
};
