/** `publication.attempt`: the program takes a due publication in hand; from here on its channel may have it. */
import { takePublication } from '../domain/adoption/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedPublication, leaseUntil, movePublication } from '../store/publications.ts';
import type { Action } from './action.ts';
import { besideSchema, publicationSubject, type SeenPublication, type SteppedPublication, staleBeside } from './desk-subject.ts';

export const attemptPublication: Action<SeenPublication, SteppedPublication, LoadedPublication> = {
  name: 'publication.attempt',
  says: '开始送出一项发布',
  inside: true,
  needs: 'publication.deliver',
  siteOf: ({ site }) => site,
  subject: publicationSubject,
  input: besideSchema('publication'),
  async run({ client, now, record }, { version }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const next = takePublication('attempt', loaded.state);
    if (!next.ok) return next;
    const attempts = loaded.attempts + 1;
    if (!(await movePublication(client, loaded, { attempts, tryAfter: leaseUntil(now) }))) return staleBeside(loaded);
    await record({ thing: 'publication', thingId: String(loaded.id), from: loaded.state, to: next.value, detail: { attempts } });
    return accept({ publication: loaded.id, version: version + 1, state: next.value });
  },
};
