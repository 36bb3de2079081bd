/** `commission.edit`: the office says more exactly what it asks for, or gives more time. What has been posted stays as it was. */

import { dayFrom } from '../domain/calendar/day.ts';
import { takeCommission } from '../domain/commission/lifecycle.ts';
import { commissionFindings, sectionFindings } from '../domain/commission/place.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { changeSections, type LoadedCommission, moveCommission, openSections } from '../store/commissions.ts';
import type { Action } from './action.ts';
import {
  briefSchema,
  commissionSubject,
  type SeenCommission,
  type SteppedCommission,
  sectionsSchema,
  seenSchema,
  titleSchema,
} from './commission-subject.ts';
import { staleBeside } from './desk-subject.ts';
import { daySchema } from './submission-subject.ts';

export interface EditCommission extends SeenCommission {
  readonly title?: string;
  readonly brief?: string;
  readonly due?: string;
  readonly mayDecline?: boolean;
  /** All that answer from now on; none: any. */
  readonly sections?: readonly number[];
}

export const editCommission: Action<EditCommission, SteppedCommission, LoadedCommission> = {
  name: 'commission.edit',
  says: '修改约稿的题目、要求，或者改截止日期',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  subject: commissionSubject,
  input: seenSchema('commission', {
    ...{ title: titleSchema, brief: briefSchema, due: daySchema },
    ...{ mayDecline: { type: 'boolean' }, sections: sectionsSchema },
  }),
  async run({ client, now, record }, { site, version, title, brief, due, mayDecline, sections }, loaded) {
    if (loaded.version !== version) return staleBeside(loaded);
    const next = takeCommission('edit', { state: loaded.state });
    if (!next.ok) return next;
    const today = officeDay(now);
    // A day that has passed already is not asked of a change that leaves it alone.
    const wanted = { title: title ?? loaded.title, brief: brief ?? '', due: due === undefined || due === loaded.due ? today : due };
    const known = await openSections(client, site, sections ?? []);
    const findings = [...commissionFindings(wanted, dayFrom(today) ?? 0), ...sectionFindings(sections ?? [], known)];
    if (findings.length > 0) return refuse('bad-input', findings);
    if (!(await moveCommission(client, loaded, { title, brief, due, mayDecline }))) return staleBeside(loaded);
    if (sections) await changeSections(client, site, loaded.id, sections);
    const detail = { title, due, sections, ...(due === undefined || due === loaded.due ? {} : { was: loaded.due }) };
    await record({ thing: 'commission', thingId: String(loaded.id), from: loaded.state, to: next.value, detail });
    return accept({ commission: loaded.id, version: version + 1, state: next.value });
  },
};
