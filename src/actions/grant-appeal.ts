/** `appeal.grant`: another person than who decided finds the unit right; what that brings counts from today. */
import type { LoadedAppeal } from '../store/appeals.ts';
import type { Action } from './action.ts';
import { appealSubject, type SteppedAppeal, type WonAppeal, winAppeal, wonSchema } from './appeal-subject.ts';

export const grantAppeal: Action<WonAppeal, SteppedAppeal, LoadedAppeal> = {
  name: 'appeal.grant',
  says: '支持申诉：冲销原来那条、重新考虑稿件，或者另记调整',
  needs: 'appeal.decide',
  siteOf: ({ site }) => site,
  subject: appealSubject,
  input: wonSchema,
  run: (context, input, loaded) => winAppeal(context, loaded, 'grant', input),
};
