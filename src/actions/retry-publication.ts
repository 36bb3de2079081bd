/** `publication.retry`: what could not be delivered, or taken down, is tried again at once. */
import { takePublication } from '../domain/adoption/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedPublication, movePublication } from '../store/publications.ts';
import type { Action } from './action.ts';
import { besideSchema, publicationSubject, type SeenPublication, type SteppedPublication, staleBeside } from './desk-subject.ts';

export const retryPublication: Action<SeenPublication, SteppedPublication, LoadedPublication> = {
  name: 'publication.retry',
  says: '把没有送到频道的再送一次',
  needs: 'submission.publish',
  siteOf: ({ site }) => site,
  subject: publicationSubject,
  input: besideSchema('publication'),
  async run({ client, now, record }, { version }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const next = takePublication(loaded.state === 'withdrawing' ? 'hurry' : 'retry', loaded.state);
    if (!next.ok) return next;
    // One try counted: its channel may have it, whatever was heard.
    if (!(await movePublication(client, loaded, { state: next.value, attempts: 1, tryAfter: now }))) return staleBeside(loaded);
    await record({ thing: 'publication', thingId: String(loaded.id), from: loaded.state, to: next.value });
    return accept({ publication: loaded.id, version: version + 1, state: next.value });
  },
};
