/** `submission.comment`: says something about an item; the item itself does not move. */
import { accept } from '../domain/outcome.ts';
import { addRemark, type LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema, submissionSubject } from './submission-subject.ts';

export interface CommentOnSubmission {
  readonly site: string;
  readonly submission: number;
  readonly body: string;
}

export const commentOnSubmission: Action<CommentOnSubmission, { readonly remark: number }, LoadedSubmission> = {
  name: 'submission.comment',
  says: '发表意见',
  needs: 'submission.discuss',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: {
    type: 'object',
    required: ['site', 'submission', 'body'],
    properties: {
      site: siteSchema,
      submission: idSchema,
      body: { type: 'string', pattern: '\\S', maxLength: 4000, description: '请写意见' },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, body }, { id, textVersion }) {
    const remark = await addRemark(client, site, id, {
      kind: 'comment',
      person: actor.person,
      name: actor.name,
      body: body.trim(),
      ...(textVersion > 0 ? { version: textVersion } : {}),
      now,
    });
    await record({ thing: 'submission', thingId: String(id), detail: { remark } });
    return accept({ remark });
  },
};
