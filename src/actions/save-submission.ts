/** `submission.save`: keeps what was written. Called often and by itself, so it reads and writes little. */
import { dayAt } from '../domain/calendar/day.ts';
import { blockingOf } from '../domain/checks/checks.ts';
import { savingFindings } from '../domain/checks/save.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { filesOf, type GivenText, givenTextFindings, givenTextProperties, unknownNames } from '../domain/submission/given-text.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { takeStep } from '../store/submission-step.ts';
import { currentText } from '../store/submission-texts.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import type { DraftedSubmission } from './submission-subject.ts';
import { type SeenSubmission, situationOf, staleRefusal, stepSchema, submissionSubject } from './submission-subject.ts';

export type SaveSubmission = SeenSubmission & GivenText;

export const saveSubmission: Action<SaveSubmission, DraftedSubmission, LoadedSubmission> = {
  name: 'submission.save',
  says: '保存报送件',
  needs: 'submission.write',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: stepSchema(givenTextProperties),
  async run(context, { site: _, submission: __, version, body, content, ...columns }, loaded) {
    const { client, actor, now, tools, record } = context;
    const stale = async () => staleRefusal(loaded, await currentText(client, loaded.site, loaded.id));
    if (loaded.version !== version) return stale();
    const next = take('save', situationOf(context, loaded));
    if (!next.ok) return next;
    const today = dayAt(now.getTime());
    const cleaned = body === undefined ? undefined : tools.cleanBody(body, loaded.site);
    const text = {
      ...(columns.title === undefined ? {} : { title: columns.title }),
      ...(cleaned ? { body: cleaned.html } : {}),
      ...(content ? { content } : {}),
    };
    const findings = [...givenTextFindings(columns, today), ...blockingOf(savingFindings(text, loaded.settings, today))];
    if (findings.length > 0) return refuse('findings', findings);
    const written = { ...(cleaned ? { body: cleaned.html } : {}), ...(content ? { content } : {}), by: actor.person };
    const saved = await takeStep(client, loaded, { changes: columns, text: written, files: filesOf(cleaned?.html, content) }, now);
    if (!saved.moved) return stale();
    const unknown = unknownNames(saved);
    if (unknown.length > 0) return refuse('bad-input', unknown);
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value });
    const changed = cleaned && cleaned.html !== body ? { body: cleaned.html } : {};
    return accept({ submission: loaded.id, version: version + 1, state: next.value, ...changed, removed: cleaned?.removed ?? [] });
  },
};
