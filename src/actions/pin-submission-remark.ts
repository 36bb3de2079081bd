/** `submission.pin`: keeps one remark on top for everybody who opens the item, or takes it down. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { pinRemark } from '../store/remarks.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema, submissionSubject } from './submission-subject.ts';

export interface PinSubmissionRemark {
  readonly site: string;
  readonly submission: number;
  /** Null takes down what is pinned. */
  readonly remark: number | null;
}

export const pinSubmissionRemark: Action<PinSubmissionRemark, { readonly pinned: number | null }, LoadedSubmission> = {
  name: 'submission.pin',
  says: '置顶一条意见',
  needs: 'submission.discuss',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: {
    type: 'object',
    required: ['site', 'submission', 'remark'],
    properties: { site: siteSchema, submission: idSchema, remark: { anyOf: [idSchema, { type: 'null' }] } },
    additionalProperties: false,
  },
  async run({ client, record }, { site, remark }, { id }) {
    if (!(await pinRemark(client, site, id, remark))) return refuse('not-found', [problem('not-found', '这件没有这条意见', 'remark')]);
    await record({ thing: 'submission', thingId: String(id), detail: { pinned: remark } });
    return accept({ pinned: remark });
  },
};
