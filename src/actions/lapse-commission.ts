/** `commission.lapse`: the clock says that a unit missed it, as many days later as the site lets pass; the fact counts on the day it was due. */
import { lapsesOn } from '../domain/commission/place.ts';
import { readSettings } from '../domain/organisation/settings.ts';
import { officeDay } from '../store/actors.ts';
import type { LoadedTask } from '../store/commissions.ts';
import { postOutcome } from '../store/posting.ts';
import { loadSettings } from '../store/site-settings.ts';
import type { Action } from './action.ts';
import { type SeenTask, type SteppedTask, seenSchema, stepTask, taskSubject } from './commission-subject.ts';

export const lapseCommission: Action<SeenTask, SteppedTask, LoadedTask> = {
  name: 'commission.lapse',
  says: '过了截止日期，又满了网站设置的天数还没有交稿的，自动记为未完成',
  needs: 'commission.keep',
  siteOf: ({ site }) => site,
  subject: { ...taskSubject, reads: 'commission.keep' },
  inside: true,
  input: seenSchema('task'),
  async run(context, { site, version }, task) {
    const { client, now } = context;
    const { commissionsMissedAfter } = readSettings((await loadSettings(client, site))?.body);
    const from = lapsesOn(task, commissionsMissedAfter);
    const lapsed = from !== undefined && from <= officeDay(now);
    const stepped = await stepTask(context, task, 'lapse', { version, lapsed }, () => ({ facts: task.facts + 1, posted: true }));
    if (stepped.ok) await postOutcome(client, site, task, 'missed', { on: task.due }, now);
    return stepped;
  },
};
