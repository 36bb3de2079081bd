/** `commission.withdraw`: the office no longer wants it; what is open is called off, and what was sent or missed stays as it is. */
import { takeCommission } from '../domain/commission/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { callOffOpen, type LoadedCommission, moveCommission } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { commissionSubject, type SeenCommission, type SteppedCommission, seenSchema } from './commission-subject.ts';
import { staleBeside } from './desk-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const withdrawCommission: Action<SeenCommission & { readonly reason: string }, SteppedCommission, LoadedCommission> = {
  name: 'commission.withdraw',
  says: '撤回约稿，写明理由；没有交稿的任务随之取消',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: seenSchema('commission', { reason: reasonSchema }, ['reason']),
  async run({ client, now, record }, { site, version, reason }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const next = takeCommission('withdraw', { state: loaded.state, reason });
    if (!next.ok) return next;
    if (!(await moveCommission(client, loaded, { state: next.value, reason }))) return staleBeside(loaded);
    await record({ thing: 'commission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason });
    for (const { id, from } of await callOffOpen(client, site, loaded.id, reason, now))
      await record({ thing: 'commission-task', thingId: String(id), from, to: 'called-off', reason, detail: { commission: loaded.id } });
    return accept({ commission: loaded.id, version: version + 1, state: next.value });
  },
};
