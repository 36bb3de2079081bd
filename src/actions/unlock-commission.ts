/** `commission.unlock`: answers are taken again, also of one that was closed too early. */
import type { LoadedCommission } from '../store/commissions.ts';
import type { Action } from './action.ts';
import { commissionSubject, type SeenCommission, type SteppedCommission, seenSchema, stepCommission } from './commission-subject.ts';

export const unlockCommission: Action<SeenCommission, SteppedCommission, LoadedCommission> = {
  name: 'commission.unlock',
  says: '恢复收稿',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: seenSchema('commission'),
  run: (context, { version }, loaded) => stepCommission(context, loaded, 'unlock', { version }),
};
