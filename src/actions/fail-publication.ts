/** `publication.fail`: a channel could not be reached, or said no; it is tried again later, and after so many tries waits for somebody. */
import { MOST_TRIES, waitAfter } from '../domain/adoption/delivery.ts';
import { takePublication } from '../domain/adoption/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedPublication, movePublication } from '../store/publications.ts';
import type { Action } from './action.ts';
import { besideSchema, publicationSubject, type SeenPublication, type SteppedPublication, staleBeside } from './desk-subject.ts';

export interface FailPublication extends SeenPublication {
  /** In a sentence, for whoever looks at the list. */
  readonly fault: string;
}

export const failPublication: Action<FailPublication, SteppedPublication, LoadedPublication> = {
  name: 'publication.fail',
  says: '记下送达失败的原因',
  inside: true,
  needs: 'publication.deliver',
  siteOf: ({ site }) => site,
  subject: publicationSubject,
  input: besideSchema('publication', { fault: { type: 'string', minLength: 1, maxLength: 1000 } }, ['fault']),
  async run({ client, now, record }, { version, fault }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const next = takePublication(loaded.state === 'due' && loaded.attempts >= MOST_TRIES ? 'give-up' : 'try-later', loaded.state);
    if (!next.ok) return next;
    const tryAfter = new Date(now.getTime() + waitAfter(loaded.attempts) * 60_000);
    if (!(await movePublication(client, loaded, { state: next.value, fault, tryAfter }))) return staleBeside(loaded);
    const detail = { fault, attempts: loaded.attempts };
    await record({ thing: 'publication', thingId: String(loaded.id), from: loaded.state, to: next.value, detail });
    return accept({ publication: loaded.id, version: version + 1, state: next.value });
  },
};
