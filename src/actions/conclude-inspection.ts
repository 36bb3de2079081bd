/** `inspection.conclude`: every subject was looked at, and what was found was confirmed or refuted. */
import type { LoadedInspection } from '../store/inspections.ts';
import type { Action } from './action.ts';
import { inspectionSubject, type SeenInspection, type SteppedInspection, seenSchema, stepInspection } from './inspection-subject.ts';

export const concludeInspection: Action<SeenInspection, SteppedInspection, LoadedInspection> = {
  name: 'inspection.conclude',
  says: '结束检查：对象都查过，问题都核实过',
  needs: 'inspection.write',
  siteOf: ({ site }) => site,
  subject: inspectionSubject,
  input: seenSchema('inspection'),
  run: (context, { version }, loaded) => stepInspection(context, loaded, 'conclude', { version }),
};
