/** `submission.feature`: an adopted item is shown to all units as a model, with a comment; an empty comment takes it away again. */
import { mayBeModel } from '../domain/adoption/model.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { stateNames } from '../domain/submission/lifecycle.ts';
import { type LoadedSubmission, moveSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import {
  reasonSchema,
  type SeenSubmission,
  type SteppedSubmission,
  staleRefusal,
  stepSchema,
  submissionSubject,
} from './submission-subject.ts';

export interface FeatureSubmission extends SeenSubmission {
  readonly comment: string;
}

export const featureSubmission: Action<FeatureSubmission, SteppedSubmission, LoadedSubmission> = {
  name: 'submission.feature',
  says: '作为范文点评，给各单位看；点评留空即取消',
  needs: 'submission.adopt',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ comment: reasonSchema }, ['comment']),
  async run({ client, now, record }, { version, comment }, loaded) {
    if (loaded.version !== version) return staleRefusal(loaded);
    const said = comment.trim();
    if (said !== '' && !mayBeModel(loaded.state))
      return refuse('wrong-state', [problem('wrong-state', `这件${stateNames[loaded.state]}，采用后才能作为范文`)]);
    if (loaded.people) return refuse('conflict', [problem('for-few', '这件只限指定的人查看，不能给各单位看')]);
    if (!(await moveSubmission(client, loaded, { modelComment: said === '' ? null : said }, now))) return staleRefusal(loaded);
    const detail = said === '' ? { model: false } : { model: true, comment: said };
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: loaded.state, detail });
    return accept({ submission: loaded.id, version: version + 1, state: loaded.state });
  },
};
