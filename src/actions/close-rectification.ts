/**
 * `rectification.close`: a second person saw that it is put right. A text is looked through for the wrong passage once more; of what an
 * inspection found, and of old texts, the person alone looks.
 */
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

export const closeRectification: Action<SeenRectification, SteppedRectification, LoadedRectification> = {
  name: 'rectification.close',
  says: '复核整改，错处已经改掉的办结',
  needs: 'rectification.manage',
  siteOf: ({ site }) => site,
  subject: rectificationSubject,
  input: rectificationSchema(),
  async run(context, { version }, loaded) {
    const { actor, now, record } = context;
    const by = { closed_by: actor.person ?? null, closed_by_name: actor.name, closed_at: now };
    const stepped = await stepRectification(context, loaded, 'close', { version }, by);
    if (stepped.ok) await record({ ...rectifiedThing(loaded), detail: { rectification: loaded.id, word: loaded.word } });
    return stepped;
  },
};
