/**
 * `submission.edit`: the office's text of an item. The unit's own stays as it was sent, and the two are shown side by side; whoever
 * signs afterwards signs this one.
 */
import { accept, refuse } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { officeText } from '../store/office-text.ts';
import type { CheckedSubmission } from '../store/submission-checks.ts';
import { takeStep } from '../store/submission-step.ts';
import { currentText } from '../store/submission-texts.ts';
import type { Action } from './action.ts';
import { type EditedText, editedTextProperties, textRefusal } from './desk-subject.ts';
import {
  checkedSubject,
  type DraftedSubmission,
  type SeenSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
} from './submission-subject.ts';

export const editSubmission: Action<SeenSubmission & EditedText, DraftedSubmission & { readonly text: number }, CheckedSubmission> = {
  name: 'submission.edit',
  says: '编辑稿件，另存为本机关的一稿',
  needs: 'submission.edit',
  siteOf: ({ site }) => site,
  subject: checkedSubject,
  input: stepSchema(editedTextProperties),
  async run(context, { site, version, submission: _, ...given }, loaded) {
    const { client, actor, now, tools, record } = context;
    const stale = async () => staleRefusal(loaded, await currentText(client, site, loaded.id));
    if (loaded.version !== version) return stale();
    const next = take('edit', situationOf(context, loaded));
    if (!next.ok) return next;
    const text = officeText(loaded, given, tools, now);
    if (text.findings.length > 0) return refuse('findings', text.findings);
    const by = { person: actor.person, name: actor.name };
    const saved = await takeStep(client, loaded, text.writes(by), now);
    if (!saved.moved) return stale();
    const unknown = textRefusal(saved);
    if (unknown) return unknown;
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, detail: { text: text.number } });
    return accept({ submission: loaded.id, version: version + 1, state: next.value, text: text.number, ...text.told });
  },
};
