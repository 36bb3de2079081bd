/** `submission.send-back`: the office asks the unit to write it anew; the conversation stays with it. */
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { hasMerged } from '../store/desk.ts';
import { takeStep } from '../store/submission-step.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { mergedRefusal } from './desk-subject.ts';
import {
  reasonSchema,
  type SeenSubmission,
  type SteppedSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
  submissionSubject,
} from './submission-subject.ts';

export interface SendBackSubmission extends SeenSubmission {
  readonly reason: string;
}

export const sendBackSubmission: Action<SendBackSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.send-back',
  says: '退回单位重写，写明理由',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ reason: reasonSchema }, ['reason']),
  async run(context, { site, version, reason }, loaded) {
    const { client, actor, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('send-back', situationOf(context, loaded, { reason }));
    if (!next.ok) return next;
    if (await hasMerged(client, site, loaded.id)) return mergedRefusal();
    const { moved } = await takeStep(
      client,
      loaded,
      {
        changes: { state: next.value, level: 0, reasonCode: null, reason, claimedBy: null, claimedAt: null },
        remark: { kind: 'return', person: actor.person, name: actor.name, body: reason, version: loaded.textVersion },
      },
      now,
    );
    if (!moved) return staleRefusal(loaded);
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
