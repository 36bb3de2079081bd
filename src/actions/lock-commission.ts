/** `commission.lock`: no more answers are taken; what is open can still be said to be missed. */
import { takeCommission } from '../domain/commission/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type LoadedCommission, moveCommission } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { commissionSubject, type SeenCommission, type SteppedCommission, seenSchema } from './commission-subject.ts';
import { staleBeside } from './desk-subject.ts';

export const lockCommission: Action<SeenCommission, SteppedCommission, LoadedCommission> = {
  name: 'commission.lock',
  says: '停止收稿：不再接受应约的稿件',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: seenSchema('commission'),
  async run({ client, record }, { version }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const next = takeCommission('lock', loaded);
    if (!next.ok) return next;
    if (!(await moveCommission(client, loaded, { state: next.value }))) return staleBeside(loaded);
    await record({ thing: 'commission', thingId: String(loaded.id), from: loaded.state, to: next.value });
    return accept({ commission: loaded.id, version: version + 1, state: next.value });
  },
};
