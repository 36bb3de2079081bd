/** `appeal.grant-partly`: the unit is right in part; points of an adjustment say how much. */
import type { LoadedAppeal } from '../store/appeals.ts';
import type { Action } from './action.ts';
import { appealSubject, type SteppedAppeal, type WonAppeal, winAppeal, wonSchema } from './appeal-subject.ts';

export const grantPartlyAppeal: Action<WonAppeal, SteppedAppeal, LoadedAppeal> = {
  name: 'appeal.grant-partly',
  says: '部分支持申诉，另记一条调整',
  needs: 'appeal.decide',
  siteOf: ({ site }) => site,
  subject: appealSubject,
  input: wonSchema,
  run: (context, input, loaded) => winAppeal(context, loaded, 'grant-partly', input),
};
