/** `commission.withdraw`: the office no longer wants it; what is open is called off, and what was sent or missed stays as it is. */
import { callOffOpen, type LoadedCommission } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { commissionSubject, type SeenCommission, type SteppedCommission, seenSchema, stepCommission } from './commission-subject.ts';
import { reasonSchema } from './submission-subject.ts';

export const withdrawCommission: Action<SeenCommission & { readonly reason: string }, SteppedCommission, LoadedCommission> = {
  name: 'commission.withdraw',
  says: '撤回约稿，写明理由；没有交稿的任务随之取消',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: seenSchema('commission', { reason: reasonSchema }, ['reason']),
  async run(context, { site, version, reason }, loaded) {
    const { client, now, record } = context;
    const stepped = await stepCommission(context, loaded, 'withdraw', { version, reason });
    if (!stepped.ok) return stepped;
    for (const { id, from } of await callOffOpen(client, site, loaded.id, reason, now))
      await record({ thing: 'commission-task', thingId: String(id), from, to: 'called-off', reason, detail: { commission: loaded.id } });
    return stepped;
  },
};
