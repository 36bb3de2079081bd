/** `finding.confirm`: it is an error. The deduction is posted, dated by the finding, where the error is the unit's. */

import { postDeduction } from '../store/rectification-facts.ts';
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

export const confirmFinding: Action<SeenRectification, SteppedRectification, LoadedRectification> = {
  name: 'finding.confirm',
  says: '认定错情，属单位的按计分办法扣分',
  needs: 'finding.confirm',
  siteOf: ({ site }) => site,
  subject: rectificationSubject,
  input: rectificationSchema(),
  async run(context, { version }, loaded) {
    const { client, actor, now, record } = context;
    const round = loaded.rounds + 1;
    const stepped = await stepRectification(
      context,
      loaded,
      'confirm',
      { version },
      {
        ...{ confirmed_by: actor.person ?? null, confirmed_by_name: actor.name, confirmed_at: now, confirmed_count: round, reason: null },
      },
    );
    if (!stepped.ok) return stepped;
    const deducted = await postDeduction(client, loaded, round, now);
    const detail = { rectification: loaded.id, word: loaded.word, side: loaded.side, deducted };
    await record({ ...rectifiedThing(loaded), detail });
    return stepped;
  },
};
