/** `submission.ratify`: another person approves what was published urgently. */
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { moveSigned } from '../store/desk.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
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

export interface RatifySubmission extends SeenSubmission {
  readonly opinion?: string;
}

export const ratifySubmission: Action<RatifySubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.ratify',
  says: '补签紧急发布的一件',
  needs: 'submission.publish',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ opinion: reasonSchema }),
  async run(context, { version, opinion }, loaded) {
    const { client, actor, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const next = take('ratify', situationOf(context, loaded));
    if (!next.ok) return next;
    const by = { person: actor.person, name: actor.name, now };
    if (!(await moveSigned(client, loaded, { changes: { ratify: false }, as: 'ratifier', opinion }, by))) return staleRefusal(loaded);
    const detail = { text: loaded.textVersion, ...(opinion === undefined ? {} : { opinion }) };
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, detail });
    return accept({ submission: loaded.id, version: version + 1, state: next.value });
  },
};
