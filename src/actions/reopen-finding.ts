/** `finding.reopen`: what was dismissed is looked at again, as if it were found today for the first time; it keeps the day it was found. */
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

/** Nothing of the life before stays but how often it was confirmed. */
const anew = {
  ...{ confirmed_by: null, confirmed_by_name: null, confirmed_at: null, notice_id: null, due_on: null, overdue_on: null },
  ...{ reply: null, reply_title: null, reply_body: null, replied_by: null, replied_by_name: null, replied_at: null },
  ...{ closed_by: null, closed_by_name: null, closed_at: null },
} as const;

export const reopenFinding: Action<SeenRectification & { readonly reason: string }, SteppedRectification, LoadedRectification> = {
  name: 'finding.reopen',
  says: '把不予认定的错情重新认定，写明理由',
  needs: 'finding.confirm',
  siteOf: ({ site }) => site,
  subject: rectificationSubject,
  input: rectificationSchema({ reason: reasonSchema }, ['reason']),
  run: (context, { version, reason }, loaded) => stepRectification(context, loaded, 'reopen', { version, reason }, { ...anew, reason }),
};
