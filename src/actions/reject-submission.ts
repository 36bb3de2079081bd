/** `submission.reject`: the office does not use an item; its author reads why. */
import { reasonOf } from '../domain/adoption/reasons.ts';
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { hasMerged, rejectWith, saidReason } from '../store/desk.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { mergedRefusal, reasonCodeSchema, unknownReason } from './desk-subject.ts';
import {
  reasonSchema,
  type SeenSubmission,
  type SteppedSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
  submissionSubject,
} from './submission-subject.ts';

export interface RejectSubmission extends SeenSubmission {
  /** One of the site's list. */
  readonly reasonCode: string;
  readonly reason?: string;
}

export const rejectSubmission: Action<RejectSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.reject',
  says: '不予采用，写明理由',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ reasonCode: reasonCodeSchema, reason: reasonSchema }, ['reasonCode']),
  async run(context, { site, version, reasonCode, reason: text }, loaded) {
    const { client, actor, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const reason = reasonOf(reasonCode, loaded.settings.rejectReasons);
    if (!reason) return unknownReason(loaded.settings);
    const said = saidReason({ ...reason, text });
    const next = take('reject', situationOf(context, loaded, { reason: said }));
    if (!next.ok) return next;
    if (await hasMerged(client, site, loaded.id)) return mergedRefusal();
    const by = { person: actor.person, name: actor.name, now };
    if (!(await rejectWith(client, loaded, next.value, { ...reason, text }, by))) return staleRefusal(loaded);
    const detail = { reasonCode };
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason: said, detail });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
