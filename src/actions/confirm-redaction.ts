/**
 * `redaction.confirm`: a second person agrees; the passage gives way to ■ in all texts of the item and what was said of it, the files' bytes
 * go, and it is not found any more. Hashes and the trail stay. What stands outside is told, for the office to redo.
 */
import { accept } from '../domain/outcome.ts';
import { takeRedaction } from '../domain/submission/redaction.ts';
import { type LoadedRedaction, type Redacted, redact } from '../store/redactions.ts';
import type { Action } from './action.ts';
import { besideSchema, staleBeside } from './desk-subject.ts';
import { redactionSubject, type SeenRedaction, type SteppedRedaction } from './redaction-subject.ts';

export const confirmRedaction: Action<SeenRedaction, SteppedRedaction & Redacted, LoadedRedaction> = {
  name: 'redaction.confirm',
  says: '确认遮盖：各稿、附件、检索里的这段内容都去掉，不能恢复',
  needs: 'submission.redact',
  siteOf: ({ site }) => site,
  subject: redactionSubject,
  input: besideSchema('redaction'),
  async run({ client, actor, now, record }, { version }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const { state, proposer, submission } = loaded;
    const next = takeRedaction('confirm', { state, proposer, person: actor.person });
    if (!next.ok) return next;
    const done = await redact(client, loaded, { person: actor.person, name: actor.name, now });
    if (!done) return staleBeside(loaded);
    const detail = { versions: done.versions };
    await record({ thing: 'redaction', thingId: String(loaded.id), from: state, to: next.value, detail: { submission, ...detail } });
    await record({ thing: 'submission', thingId: String(submission), detail: { redaction: loaded.id, ...detail } });
    return accept({ redaction: loaded.id, version: version + 1, state: next.value, ...done });
  },
};
