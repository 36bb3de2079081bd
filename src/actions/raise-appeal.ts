/** `appeal.raise`: a unit asks the office to look again at a line of its score, a rejected item or its row in an issued bulletin. */
import { type AppealTarget, appealTargetNames, raisedUntil, raiseFindings } from '../domain/appeal/remedy.ts';
import { dayFrom, dayText } from '../domain/calendar/day.ts';
import { dueAfter } from '../domain/calendar/working-days.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { addAppeal, type LoadedTarget, loadTarget } from '../store/appeals.ts';
import { loadCalendar } from '../store/calendar.ts';
import { loadSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { idSchema, reasonSchema, siteSchema } from './submission-subject.ts';

export interface RaiseAppeal {
  readonly site: string;
  readonly unit: number;
  readonly about: AppealTarget;
  /** With `fact`. */
  readonly fact?: number;
  /** With `rejection`. */
  readonly submission?: number;
  /** With `issue`. */
  readonly bulletin?: number;
  readonly reason: string;
}

export interface RaisedAppeal {
  readonly appeal: number;
  /** YYYY-MM-DD. */
  readonly dueOn: string;
  /** The holidays of its year are not known yet. */
  readonly provisional: boolean;
}

export const raiseAppeal: Action<RaiseAppeal, RaisedAppeal, LoadedTarget> = {
  name: 'appeal.raise',
  says: '对一条得分、一次不予采用或通报里本单位的一行提出申诉',
  needs: 'appeal.raise',
  siteOf: ({ site }) => site,
  subject: {
    reads: 'appeal.raise',
    load: ({ client }, { site, unit, about, fact, submission, bulletin }) =>
      loadTarget(client, site, unit, { about, fact, submission, bulletin }),
    missing: ({ about }) => `没有这一条${appealTargetNames[about]}，或者不是您单位的`,
  },
  input: {
    type: 'object',
    required: ['site', 'unit', 'about', 'reason'],
    properties: {
      ...{ site: siteSchema, unit: idSchema, about: { enum: ['fact', 'rejection', 'issue'] } },
      ...{ fact: idSchema, submission: idSchema, bulletin: idSchema, reason: reasonSchema },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, unit, reason }, target) {
    const { about, fact, submission, bulletin, settings } = target;
    const item = submission === undefined ? undefined : await loadSubmission(client, site, submission);
    // An item that others may not see is not there for a colleague, be it rejected or not.
    if (item && !may(actor, 'submission.read', item))
      return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
    const today = dayFrom(officeDay(now)) ?? 0;
    const { raiseDays, answerDays, count } = settings.appeals;
    const calendar = await loadCalendar(client);
    const counted = { count, dayOne: settings.deadlines.dayOne };
    const { gone, before, days } = target;
    const findings = raiseFindings({
      reason,
      today,
      until: raisedUntil(days, raiseDays, (day, many) => dueAfter(calendar, day, many, counted).due),
      gone,
      before,
    });
    if (findings.length > 0) return refuse(findings.some(({ code }) => code !== 'reason') ? 'conflict' : 'bad-input', findings);
    const { due, provisional } = dueAfter(calendar, today, answerDays, counted);
    const dueOn = dayText(due);
    const thing = { about, fact, submission, bulletin };
    const deadline = { dueOn, provisional, answerDays, count };
    const appeal = await addAppeal(client, site, { ...thing, unit, reason, by: actor.person, byName: actor.name, now, ...deadline });
    if (appeal === undefined) return refuse('conflict', [problem('before', '本单位已就这一条提过申诉，请到“我的申诉”查看')]);
    await record({ thing: 'appeal', thingId: String(appeal), to: 'raised', reason, detail: { unit, ...thing, ...deadline } });
    return accept({ appeal, dueOn, provisional });
  },
};
