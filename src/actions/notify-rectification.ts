/** `rectification.notify`: the unit is told what is wrong in its items and until when to put it right; the notice is kept as it was sent. */
import { dayFrom, partsOf } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { takeRectification } from '../domain/rectification/lifecycle.ts';
import { composeInspectionNotice, composeNotice } from '../domain/rectification/notice.ts';
import { countsOverdue } from '../domain/rectification/posting.ts';
import { officeDay } from '../store/actors.ts';
import { rulebookOn } from '../store/posting.ts';
import { addNotice, noticeHead } from '../store/rectification-notices.ts';
import { moveRectifications } from '../store/rectifications.ts';
import type { Action } from './action.ts';
import { ofItem } from './desk-subject.ts';
import {
  aboutRectification,
  loadFindings,
  rectificationsSchema,
  type SeenFinding,
  situationOfRectification,
} from './rectification-subject.ts';
import { daySchema, siteSchema } from './submission-subject.ts';

export interface NotifyRectification {
  readonly site: string;
  /** All of one unit. */
  readonly items: readonly SeenFinding[];
  readonly dueOn: string;
}

export const notifyRectification: Action<NotifyRectification, { readonly notice: number; readonly number: number }> = {
  name: 'rectification.notify',
  says: '向单位发整改通知，写明期限',
  needs: 'rectification.manage',
  siteOf: ({ site }) => site,
  // Numbers follow each other without a gap.
  alone: true,
  input: {
    type: 'object',
    required: ['site', 'items', 'dueOn'],
    properties: { site: siteSchema, items: rectificationsSchema, dueOn: daySchema },
    additionalProperties: false,
  },
  async run(context, { site, items, dueOn }) {
    const { client, actor, now, record } = context;
    const today = officeDay(now);
    const day = dayFrom(today) ?? 0;
    if (dayFrom(dueOn) === undefined || dueOn < today) return refuse('bad-input', [problem('bad-date', '期限不能早于今天', 'dueOn')]);
    const loaded = await loadFindings(context, site, items, 'rectification.manage');
    if (!loaded.ok) return loaded;
    const taken = loaded.value.map((one) => takeRectification('notify', situationOfRectification(context, one)));
    const [refused] = taken.flatMap((one) => (one.ok ? [] : [one]));
    if (refused)
      return refuse(
        refused.code,
        taken.flatMap((one, at) => (one.ok ? [] : ofItem(one.findings, at))),
      );
    const unit = loaded.value[0]?.unit ?? 0;
    if (loaded.value.some((one) => one.unit !== unit))
      return refuse('bad-input', [problem('units', '一份整改通知只发给一个单位，请按单位分开选', 'items')]);
    const found = loaded.value.flatMap((one) => one.found ?? []);
    if (new Set(loaded.value.map((one) => one.found?.inspection)).size > 1)
      return refuse('bad-input', [problem('kinds', '稿件的错情和每次检查的问题分开发通知，请分开选', 'items')]);
    const { year } = partsOf(day);
    const head = await noticeHead(client, site, unit, year);
    if (!head) throw new Error(`unit ${site}/${unit} has items and is not there`);
    const deducts = countsOverdue(await rulebookOn(client, site, dueOn));
    const about = { ...head, year, issuedOn: today, dueOn, deducts };
    const document = found.length > 0 ? composeInspectionNotice({ ...about, found }) : composeNotice({ ...about, findings: loaded.value });
    const by = { by: actor.person, byName: actor.name, now };
    const notice = await addNotice(client, site, { unit, year, number: head.number, issuedOn: today, dueOn, document, ...by });
    if (!(await moveRectifications(client, site, loaded.value, { state: 'noticed', notice_id: notice, due_on: dueOn, reason: null })))
      return refuse('stale-version', [problem('stale-version', '其中有的错情已被别人办过，请先看过现在的情况再办理', 'items')]);
    for (const one of loaded.value)
      await record({
        ...{ thing: 'rectification', thingId: String(one.id), from: one.state, to: 'noticed' },
        detail: { ...aboutRectification(one), notice, dueOn },
      });
    return accept({ notice, number: head.number });
  },
};
