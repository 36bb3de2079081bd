/** `finding.revoke`: a confirmed error does not stand after all; what it counted is taken back today. */

import { takeBackDeduction } from '../store/rectification-facts.ts';
import type { LoadedRectification } from '../store/rectifications.ts';
import type { Action } from './action.ts';
import {
  rectificationSchema,
  rectificationSubject,
  rectifiedThing,
  type SeenRectification,
  type SteppedRectification,
  stepRectification,
} from './rectification-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const revokeFinding: Action<SeenRectification & { readonly reason: string }, SteppedRectification, LoadedRectification> = {
  name: 'finding.revoke',
  says: '撤销错情的认定，写明理由，已扣的分从今天起冲销',
  needs: 'finding.confirm',
  siteOf: ({ site }) => site,
  subject: rectificationSubject,
  input: rectificationSchema({ reason: reasonSchema }, ['reason']),
  async run(context, { version, reason }, loaded) {
    const { client, now, record } = context;
    const stepped = await stepRectification(context, loaded, 'revoke', { version, reason }, { reason });
    if (!stepped.ok) return stepped;
    const reversed = await takeBackDeduction(client, loaded, reason, now);
    const detail = { rectification: loaded.id, word: loaded.word, reversed };
    await record({ ...rectifiedThing(loaded), reason, detail });
    return stepped;
  },
};
