/** `submission.correct`: a published text is corrected, with a reason; the corrected one goes to where the first one stands. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { officeText } from '../store/office-text.ts';
import { channelsToCorrect } from '../store/publications.ts';
import { orderAll } from '../store/publishing.ts';
import type { CheckedSubmission } from '../store/submission-checks.ts';
import { takeStep } from '../store/submission-step.ts';
import { currentText } from '../store/submission-texts.ts';
import type { Action } from './action.ts';
import { type EditedText, editedTextProperties, type PublishedSubmission, stopping, textRefusal } from './desk-subject.ts';
import { checkedSubject, reasonSchema, type SeenSubmission, situationOf, staleRefusal, stepSchema } from './submission-subject.ts';

export interface CorrectSubmission extends SeenSubmission, EditedText {
  readonly reason: string;
}

export const correctSubmission: Action<CorrectSubmission, PublishedSubmission, CheckedSubmission> = {
  name: 'submission.correct',
  says: '更正已发布的一件，写明理由',
  needs: 'submission.publish',
  siteOf: ({ site }) => site,
  subject: checkedSubject,
  input: stepSchema({ ...editedTextProperties, reason: reasonSchema }, ['reason']),
  async run(context, { site, version, submission: _, reason, ...given }, loaded) {
    const { client, actor, now, tools, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded, await currentText(client, site, loaded.id));
    const text = officeText(loaded, given, tools, now);
    const corrected = { ...loaded, title: text.text.title, text: text.text };
    const blocking = [...text.findings, ...(await stopping(context, corrected, 'publish'))];
    const next = take('correct', situationOf(context, loaded, { reason, blocking }));
    if (!next.ok) return next;
    if (text.number === loaded.textVersion) return refuse('bad-input', [problem('unchanged', '更正稿和已发布的一样')]);
    const by = { person: actor.person, name: actor.name, now };
    const signature = {
      version: text.number,
      sha256: text.sha256,
      as: 'office',
      person: actor.person,
      name: actor.name,
      opinion: reason,
    } as const;
    const saved = await takeStep(client, loaded, { ...text.writes(by), signatures: [signature] }, now);
    if (!saved.moved) return staleRefusal(loaded);
    const unknown = textRefusal(saved);
    if (unknown) return unknown;
    const channels = (await channelsToCorrect(client, site, loaded.id)).map((channel) => channel ?? undefined);
    const order = { channels, dueAt: now, address: undefined, delivered: true };
    const ordered = await orderAll(client, { site, id: loaded.id, textVersion: text.number }, order, by);
    if (!ordered.ok) return ordered;
    const detail = { publications: ordered.value, text: text.number };
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason, detail });
    return accept({ submission: loaded.id, version: version + 1, state: next.value, publications: ordered.value });
  },
};
