/**
 * `submission.edit`: the office's text of an item. The unit's own stays as it was sent, and the two are shown side by side; whoever
 * signs afterwards signs this one. Called often and by itself: as long as one person writes and nothing else happens to the item, that
 * is one text version and one line of history.
 */
import { accept, refuse } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { type EditedSubmission, loadEdited, officeText, sitsAt } from '../store/office-text.ts';
import { takeStep } from '../store/submission-step.ts';
import { currentText } from '../store/submission-texts.ts';
import type { Action, Subject } from './action.ts';
import { type EditedText, editedTextProperties, textRefusal } from './desk-subject.ts';
import {
  checkedSubject,
  type DraftedSubmission,
  type SeenSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
} from './submission-subject.ts';

const editedSubject: Subject<{ readonly site: string; readonly submission: number }, EditedSubmission> = {
  ...checkedSubject,
  load: ({ client, now }, { site, submission }) => loadEdited(client, site, submission, now),
};

export const editSubmission: Action<SeenSubmission & EditedText, DraftedSubmission & { readonly text: number }, EditedSubmission> = {
  name: 'submission.edit',
  says: '编辑稿件，另存为本机关的一稿',
  needs: 'submission.edit',
  siteOf: ({ site }) => site,
  subject: editedSubject,
  input: stepSchema(editedTextProperties),
  async run(context, { site, version, submission: _, ...given }, loaded) {
    const { client, actor, now, tools, record, goesOn } = context;
    const stale = async () => staleRefusal(loaded, await currentText(client, site, loaded.id));
    if (loaded.version !== version) return stale();
    const next = take('edit', situationOf(context, loaded));
    if (!next.ok) return next;
    const sits = sitsAt(loaded, actor.person, now);
    let text = officeText(loaded, given, tools, now, sits && loaded.lastEdit?.unnamed === true);
    if (text.findings.length > 0) return refuse('findings', text.findings);
    const by = { person: actor.person, name: actor.name };
    let saved = await takeStep(client, loaded, text.writes(by), now);
    if (!saved.moved) return stale();
    let reached = version + 1;
    if (!saved.replaced) {
      // An expert was invited to it just now: what they are to read stays, and this is a version of its own.
      text = officeText(loaded, given, tools, now);
      saved = await takeStep(client, { ...loaded, version: reached }, text.writes(by), now);
      reached += 1;
    }
    const unknown = textRefusal(saved);
    if (unknown) return unknown;
    if (sits && text.number === loaded.textVersion) goesOn();
    else
      await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, detail: { text: text.number } });
    return accept({ submission: loaded.id, version: reached, state: next.value, text: text.number, ...text.told });
  },
};
