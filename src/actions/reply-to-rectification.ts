/**
 * `rectification.reply`: the unit answers with the new text, or says why not. A new text answers everything the unit was told of this
 * item, so it must be free of all of it; the office publishes it as a correction.
 */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { placeIn } from '../domain/rectification/finding.ts';
import { takeRectification } from '../domain/rectification/lifecycle.ts';
import { type LoadedRectification, moveRectifications, noticedOf } from '../store/rectifications.ts';
import { loadText } from '../store/submission-texts.ts';
import type { Action } from './action.ts';
import { editedTextProperties } from './desk-subject.ts';
import {
  aboutRectification,
  rectificationSchema,
  rectificationSubject,
  type SeenRectification,
  type SteppedRectification,
  situationOfRectification,
  staleRectification,
} from './rectification-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export interface ReplyToRectification extends SeenRectification {
  /** The text as it shall be; both or none. */
  readonly title?: string;
  readonly body?: string;
  /** What the unit says; needed where there is no new text. */
  readonly reply?: string;
}

export const replyToRectification: Action<ReplyToRectification, SteppedRectification, LoadedRectification> = {
  name: 'rectification.reply',
  says: '回复整改通知：交改正后的文本，或者说明情况',
  needs: 'rectification.reply',
  siteOf: ({ site }) => site,
  subject: rectificationSubject,
  input: rectificationSchema({ title: editedTextProperties.title, body: editedTextProperties.body, reply: reasonSchema }),
  async run(context, { site, version, title, body, reply = '' }, loaded) {
    const { client, actor, now, tools, record } = context;
    if (loaded.version !== version) return staleRectification(loaded);
    const next = takeRectification('reply', situationOfRectification(context, loaded));
    if (!next.ok) return next;
    const isText = title !== undefined || body !== undefined;
    const { submission } = loaded;
    const present = submission === undefined || !isText ? undefined : await loadText(client, site, submission);
    if (isText && !present) return refuse('bad-input', [problem('no-text', '这一处没有可以在这里改的稿子，请写明怎样改的', 'reply')]);
    if (!isText && reply.trim() === '')
      return refuse('bad-input', [problem('missing', loaded.found ? '请写明怎样整改的' : '请交改正后的文本，或者说明情况', 'reply')]);
    const text = present && {
      ...present,
      title: title ?? present.title,
      body: body === undefined ? present.body : tools.cleanBody(body, site).html,
    };
    const answered = text && submission !== undefined ? await noticedOf(client, site, submission) : [loaded];
    const standing = answered.flatMap(({ word }) => {
      const place = text && placeIn(word, text);
      return place === undefined ? [] : [problem('stands', `${place}里还有“${word}”`, place === '标题' ? 'title' : 'body')];
    });
    if (standing.length > 0) return refuse('bad-input', standing);
    const by = { replied_by: actor.person ?? null, replied_by_name: actor.name, replied_at: now };
    const changes = { ...by, reply: reply.trim() || null, reply_title: text?.title ?? null, reply_body: text?.body ?? null, reason: null };
    if (!(await moveRectifications(client, site, answered, { ...changes, state: next.value }))) return staleRectification(loaded);
    for (const one of answered)
      await record({
        ...{ thing: 'rectification', thingId: String(one.id), from: one.state, to: next.value },
        detail: { ...aboutRectification(one), text: isText },
      });
    return accept({ rectification: loaded.id, version: version + 1, state: next.value });
  },
};
