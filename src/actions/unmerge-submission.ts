/** `submission.unmerge`: an item that was merged into another stands by itself again. */
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { mayLetGo, shareAgain } from '../store/merging.ts';
import { type LoadedSubmission, loadSubmission, moveSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import {
  reasonSchema,
  type SeenSubmission,
  type SteppedSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
  submissionSubject,
} from './submission-subject.ts';

export interface UnmergeSubmission extends SeenSubmission {
  readonly reason: string;
}

export const unmergeSubmission: Action<UnmergeSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.unmerge',
  says: '取消并入',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ reason: reasonSchema }, ['reason']),
  async run(context, { site, version, reason }, loaded) {
    const { client, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('unmerge', situationOf(context, loaded, { reason }));
    if (!next.ok) return next;
    const lead = loaded.mergedInto === undefined ? undefined : await loadSubmission(client, site, loaded.mergedInto);
    if (!lead) throw new Error(`submission ${site}/${loaded.id} is merged into nothing`);
    const open = await mayLetGo(client, lead);
    if (!open.ok) return open;
    // The lead moves first, as in merging.
    if (!(await moveSubmission(client, lead, {}, now))) return staleRefusal(lead);
    const changes = { state: next.value, mergedInto: null, decidedAt: null };
    if (!(await moveSubmission(client, loaded, changes, now))) return staleRefusal(loaded);
    await shareAgain(client, lead);
    const detail = { from: lead.id };
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason, detail });
    await record({
      thing: 'submission',
      thingId: String(lead.id),
      from: lead.state,
      to: lead.state,
      reason,
      detail: { takenOut: loaded.id },
    });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
