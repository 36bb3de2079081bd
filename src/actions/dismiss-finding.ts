/** `finding.dismiss`: what was found is no error. */
import type { LoadedRectification } from '../store/rectifications.ts';
import type { Action } from './action.ts';
import {
  rectificationSchema,
  rectificationSubject,
  type SeenRectification,
  type SteppedRectification,
  stepRectification,
} from './rectification-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const dismissFinding: Action<SeenRectification & { readonly reason: string }, SteppedRectification, LoadedRectification> = {
  name: 'finding.dismiss',
  says: '对登记的错情不予认定，写明理由',
  needs: 'finding.confirm',
  siteOf: ({ site }) => site,
  subject: rectificationSubject,
  input: rectificationSchema({ reason: reasonSchema }, ['reason']),
  run: (context, { version, reason }, loaded) => stepRectification(context, loaded, 'dismiss', { version, reason }, { reason }),
};
