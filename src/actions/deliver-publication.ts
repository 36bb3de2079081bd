/**
 * `publication.deliver`: a channel has what it was sent (or has taken it down). At the first delivery the item is published, and what
 * was adopted counts, on this day.
 */
import { takePublication } from '../domain/adoption/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { creditedItem } from '../store/desk.ts';
import { postAdoptions } from '../store/posting.ts';
import { type LoadedPublication, movePublication, replaceEarlier } from '../store/publications.ts';
import { loadSubmission, moveSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { besideSchema, publicationSubject, type SeenPublication, type SteppedPublication, staleBeside } from './desk-subject.ts';
import { situationOf } from './submission-subject.ts';

export interface DeliverPublication extends SeenPublication {
  /** Where the channel says it stands. */
  readonly address?: string;
}

export const deliverPublication: Action<DeliverPublication, SteppedPublication, LoadedPublication> = {
  name: 'publication.deliver',
  says: '记下频道已经收到',
  inside: true,
  needs: 'publication.deliver',
  siteOf: ({ site }) => site,
  subject: publicationSubject,
  input: besideSchema('publication', { address: { type: 'string', maxLength: 2000 } }),
  async run(context, { site, version, address }, loaded) {
    const { client, now, record } = context;
    if (loaded.version !== version) return staleBeside(loaded);
    const next = takePublication(loaded.state === 'withdrawing' ? 'taken-down' : 'deliver', loaded.state);
    if (!next.ok) return next;
    const delivered = next.value === 'delivered';
    const changes = { state: next.value, fault: null, address, ...(delivered ? { deliveredAt: now } : {}) };
    if (!(await movePublication(client, loaded, changes))) return staleBeside(loaded);
    const detail = { submission: loaded.submission, ...(address === undefined ? {} : { address }) };
    await record({ thing: 'publication', thingId: String(loaded.id), from: loaded.state, to: next.value, detail });
    if (delivered) {
      await replaceEarlier(client, loaded);
      const item = await loadSubmission(client, site, loaded.submission);
      if (!item) throw new Error(`publication ${site}/${loaded.id} is of no item`);
      const published = take('deliver', situationOf(context, item));
      if (!published.ok) return published;
      if (item.state !== published.value) {
        if (!(await moveSubmission(client, item, { state: published.value }, now))) return staleBeside(loaded);
        await postAdoptions(client, creditedItem(item), 'published', now);
        const said = { publication: loaded.id, ...(address === undefined ? {} : { address }) };
        await record({ thing: 'submission', thingId: String(item.id), from: item.state, to: published.value, detail: said });
      }
    }
    return accept({ publication: loaded.id, version: version + 1, state: next.value });
  },
};
