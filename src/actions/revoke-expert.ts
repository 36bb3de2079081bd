/** `expert.revoke`: a link opens nothing any more. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { revokeExpertLink } from '../store/expert-links.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema, submissionSubject } from './submission-subject.ts';

export interface RevokeExpert {
  readonly site: string;
  readonly submission: number;
  readonly link: number;
}

export const revokeExpert: Action<RevokeExpert, { readonly link: number }, LoadedSubmission> = {
  name: 'expert.revoke',
  says: '收回专家的看稿链接',
  needs: 'submission.discuss',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: {
    type: 'object',
    required: ['site', 'submission', 'link'],
    properties: { site: siteSchema, submission: idSchema, link: idSchema },
    additionalProperties: false,
  },
  async run({ client, now, record }, { site, link }, { id }) {
    if (!(await revokeExpertLink(client, site, id, link, now)))
      return refuse('not-found', [problem('not-found', '没有这个链接，或者已经收回', 'link')]);
    await record({ thing: 'submission', thingId: String(id), detail: { link } });
    return accept({ link });
  },
};
