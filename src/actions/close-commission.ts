/** `commission.close`: every unit answered, or it was settled otherwise. */
import { takeCommission } from '../domain/commission/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedCommission, moveCommission } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { commissionSubject, type SeenCommission, type SteppedCommission, seenSchema } from './commission-subject.ts';
import { staleBeside } from './desk-subject.ts';

export const closeCommission: Action<SeenCommission, SteppedCommission, LoadedCommission> = {
  name: 'commission.close',
  says: '办结约稿',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: seenSchema('commission'),
  async run({ client, record }, { version }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const next = takeCommission('close', loaded);
    if (!next.ok) return next;
    if (!(await moveCommission(client, loaded, { state: next.value }))) return staleBeside(loaded);
    await record({ thing: 'commission', thingId: String(loaded.id), from: loaded.state, to: next.value });
    return accept({ commission: loaded.id, version: version + 1, state: next.value });
  },
};
