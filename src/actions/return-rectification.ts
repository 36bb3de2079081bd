/** `rectification.return`: the answer does not do; the unit is to put it right after all, until a new day. */
import { dayFrom, dayText } from '../domain/calendar/day.ts';
import { problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import type { LoadedRectification } from '../store/rectifications.ts';
import type { Action } from './action.ts';
import {
  rectificationSchema,
  rectificationSubject,
  type SeenRectification,
  type SteppedRectification,
  stepRectification,
} from './rectification-subject.ts';
import { daySchema, reasonSchema } from './submission-subject.ts';

export interface ReturnRectification extends SeenRectification {
  readonly reason: string;
  /** Today or later; so many days from today as the settings give where not given. */
  readonly dueOn?: string;
}

export const returnRectification: Action<ReturnRectification, SteppedRectification, LoadedRectification> = {
  name: 'rectification.return',
  says: '把单位的整改回复退回再改，写明理由和新的期限',
  needs: 'rectification.manage',
  siteOf: ({ site }) => site,
  subject: rectificationSubject,
  input: rectificationSchema({ reason: reasonSchema, dueOn: daySchema }, ['reason']),
  async run(context, { version, reason, dueOn }, loaded) {
    const today = officeDay(context.now);
    if (dueOn !== undefined && (dayFrom(dueOn) === undefined || dueOn < today))
      return refuse('bad-input', [problem('bad-date', '期限不能早于今天', 'dueOn')]);
    const due = dueOn ?? dayText((dayFrom(today) ?? 0) + loaded.settings.rectification.days);
    // Whether it is late is asked anew; what being late counted before stands, and counts once.
    return stepRectification(context, loaded, 'return', { version, reason }, { reason, due_on: due, overdue_on: null });
  },
};
