/** `submission.limit-access`: only the people named see an item, within their reach; or everybody again. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { peopleOfSite } from '../store/site-people.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import {
  idSchema,
  type SeenSubmission,
  type SteppedSubmission,
  stepSchema,
  stepSubmission,
  submissionSubject,
} from './submission-subject.ts';

export interface LimitSubmissionAccess extends SeenSubmission {
  /** Ids; the author and whoever limits it are always among them. Null: open to all within reach. */
  readonly people: readonly number[] | null;
}
export interface LimitedSubmission extends SteppedSubmission {
  readonly people: readonly { readonly id: number; readonly name: string }[] | null;
}

export const limitSubmissionAccess: Action<LimitSubmissionAccess, LimitedSubmission, LoadedSubmission> = {
  name: 'submission.limit-access',
  says: '限定可见的人',
  needs: 'submission.discuss',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema({ people: { anyOf: [{ type: 'array', items: idSchema, maxItems: 50 }, { type: 'null' }] } }, ['people']),
  async run(context, { site, version, people }, item) {
    const { client, actor } = context;
    const always = [item.author, actor.person].filter((one): one is number => one !== undefined);
    const wanted = people && [...new Set([...people, ...always])];
    const known = wanted && (await peopleOfSite(client, site, wanted));
    const unknown = (people ?? []).filter((id) => !always.includes(id) && !known?.some((one) => one.id === id));
    if (unknown.length > 0) return refuse('bad-input', [problem('unknown-person', `本网站没有 ${unknown.join('、')} 号人员`, 'people')]);
    const stepped = await stepSubmission(context, item, 'limit-access', { version, detail: { people: wanted } }, () => ({
      changes: { people: wanted },
    }));
    return stepped.ok ? accept({ ...stepped.value, people: known }) : stepped;
  },
};
