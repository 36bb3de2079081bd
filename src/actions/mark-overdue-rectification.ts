/** `rectification.mark-overdue`: the day passed without an answer; its fact is posted once, where the rulebook has points for it. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { isOverdue } from '../domain/rectification/lifecycle.ts';
import { officeDay } from '../store/actors.ts';
import { noteOverdue, postOverdue } from '../store/rectification-facts.ts';
import type { LoadedRectification } from '../store/rectifications.ts';
import type { Action } from './action.ts';
import {
  aboutRectification,
  rectificationSchema,
  rectificationSubject,
  type SeenRectification,
  type SteppedRectification,
  staleRectification,
} from './rectification-subject.ts';

export const markOverdueRectification: Action<SeenRectification, SteppedRectification, LoadedRectification> = {
  name: 'rectification.mark-overdue',
  says: '到期没有整改的，按计分办法记一次逾期',
  needs: 'rectification.mark-overdue',
  siteOf: ({ site }) => site,
  subject: rectificationSubject,
  inside: true,
  input: rectificationSchema(),
  async run({ client, now, record }, { site, version }, loaded) {
    if (loaded.version !== version) return staleRectification(loaded);
    const { id, state, dueOn } = loaded;
    const today = officeDay(now);
    if (!isOverdue({ state, dueOn }, today)) return refuse('wrong-state', [problem('wrong-state', '这处错情没有逾期')]);
    if (!(await noteOverdue(client, site, id, today))) return staleRectification(loaded);
    const deducted = await postOverdue(client, loaded, now);
    await record({ thing: 'rectification', thingId: String(id), detail: { ...aboutRectification(loaded), dueOn, deducted } });
    return accept({ rectification: id, version, state });
  },
};
