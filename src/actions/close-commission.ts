/** `commission.close`: every unit answered, or it was settled otherwise. */
import type { LoadedCommission } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { commissionSubject, type SeenCommission, type SteppedCommission, seenSchema, stepCommission } from './commission-subject.ts';

export const closeCommission: Action<SeenCommission, SteppedCommission, LoadedCommission> = {
  name: 'commission.close',
  says: '办结约稿',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: seenSchema('commission'),
  run: (context, { version }, loaded) => stepCommission(context, loaded, 'close', { version }),
};
