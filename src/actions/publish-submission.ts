/** `submission.publish`: another person signs off an adopted item; it goes out now or at a set time. */

import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import type { Schema } from '../domain/schema.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { creditedItem, moveSigned, officeWriter } from '../store/desk.ts';
import { postAdoptions } from '../store/posting.ts';
import { type Ordering, orderAll, readOrdering } from '../store/publishing.ts';
import type { CheckedSubmission } from '../store/submission-checks.ts';
import type { Action } from './action.ts';
import { orderingSchemas, type PublishedSubmission, stopping } from './desk-subject.ts';
import {
  checkedSubject,
  daySchema,
  reasonSchema,
  type SeenSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
} from './submission-subject.ts';

export interface PublishSubmission extends SeenSubmission, Ordering {
  readonly opinion?: string;
  /** When somebody should look whether it still holds. */
  readonly reviewBy?: string;
}

const momentSchema: Schema = { type: 'string', minLength: 16, maxLength: 40 };

export const publishSubmission: Action<PublishSubmission, PublishedSubmission, CheckedSubmission> = {
  name: 'submission.publish',
  says: '签发：马上发布，或定时发布',
  needs: 'submission.publish',
  siteOf: ({ site }) => site,
  subject: checkedSubject,
  input: stepSchema({ ...orderingSchemas, at: momentSchema, opinion: reasonSchema, reviewBy: daySchema }),
  async run(context, { site, version, opinion, reviewBy, ...ordering }, loaded) {
    const { client, actor, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    if (reviewBy !== undefined && dayFrom(reviewBy) === undefined) return refuse('bad-input', [problem('day', '没有这一天', 'reviewBy')]);
    const order = await readOrdering(client, site, ordering, now);
    if (!order.ok) return order;
    const next = take(
      'publish',
      situationOf(context, loaded, { delivered: order.value.delivered, blocking: await stopping(context, loaded, 'publish') }),
    );
    if (!next.ok) return next;
    // Whoever last wrote the office's text adopted it in effect, whoever decided before that.
    if (!loaded.settings.onePerson && actor.person !== undefined && (await officeWriter(client, loaded)) === actor.person)
      return refuse('conflict', [problem('not-editor', '这一稿由您编辑定稿，须由另一位同事签发')]);
    const by = { person: actor.person, name: actor.name, now };
    const changes = { state: next.value, claimedBy: null, claimedAt: null, ...(reviewBy === undefined ? {} : { reviewBy }) };
    if (!(await moveSigned(client, loaded, { changes, as: 'publisher', opinion }, by))) return staleRefusal(loaded);
    const ordered = await orderAll(client, loaded, order.value, by);
    if (!ordered.ok) return ordered;
    if (next.value === 'published') await postAdoptions(client, creditedItem(loaded), 'published', now);
    const detail = { publications: ordered.value, at: order.value.dueAt.toISOString(), text: loaded.textVersion };
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, detail });
    return accept({ submission: loaded.id, version: version + 1, state: next.value, publications: ordered.value });
  },
};
