/** `submission.discard`: the author gives an item up. One that the office had received is taken out of the figures, on this day. */
import { dayAt, dayText } from '../domain/calendar/day.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { stepUnlessLead } from './desk-subject.ts';
import { type SeenSubmission, type SteppedSubmission, stepSchema, submissionSubject } from './submission-subject.ts';

export const discardSubmission: Action<SeenSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.discard',
  says: '删除报送件',
  needs: 'submission.write',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema(),
  run: (context, { version }, item) => {
    const fact = `submission:${item.id}`;
    const reversal = {
      fact: 'adjustment',
      unit: item.unit,
      on: dayText(dayAt(context.now.getTime())),
      sourceKey: `${fact}:reversed`,
      refKey: fact,
      note: '作者删除',
    };
    return stepUnlessLead(context, item, 'discard', version, (state) => ({
      changes: { state },
      facts: item.submittedAt ? [reversal] : [],
    }));
  },
};
