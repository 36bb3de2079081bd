/** `commission.lock`: no more answers are taken; what is open can still be said to be missed. */
import type { LoadedCommission } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { commissionSubject, type SeenCommission, type SteppedCommission, seenSchema, stepCommission } from './commission-subject.ts';

export const lockCommission: Action<SeenCommission, SteppedCommission, LoadedCommission> = {
  name: 'commission.lock',
  says: '停止收稿：不再接受应约的稿件',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: seenSchema('commission'),
  run: (context, { version }, loaded) => stepCommission(context, loaded, 'lock', { version }),
};
