/** `commission.place`: the office asks units to write (约稿), until a day; each gets a task. A unit that has many already is told of, not spared. */

import { dayFrom } from '../domain/calendar/day.ts';
import { commissionFindings, crowded, sectionFindings, unitFindings } from '../domain/commission/place.ts';
import { readSettings } from '../domain/organisation/settings.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { addCommission, addTasks, askedUnits, openSections } from '../store/commissions.ts';
import { loadSettings } from '../store/site-settings.ts';
import type { Action } from './action.ts';
import { askedUnitsSchema, briefSchema, type SteppedCommission, sectionsSchema, titleSchema } from './commission-subject.ts';
import { daySchema, siteSchema } from './submission-subject.ts';

export interface PlaceCommission {
  readonly site: string;
  readonly title: string;
  readonly brief: string;
  /** An answer goes into one of them; into any where none is named. */
  readonly sections?: readonly number[];
  /** The last day on which an answer is in time, YYYY-MM-DD. */
  readonly due: string;
  /** Units may decline, with a reason. */
  readonly mayDecline?: boolean;
  readonly units: readonly number[];
}
export interface PlacedCommission extends SteppedCommission {
  /** Units that have now more open tasks than the site finds reasonable. */
  readonly crowded: readonly { readonly unit: number; readonly name: string; readonly open: number }[];
}

export const placeCommission: Action<PlaceCommission, PlacedCommission> = {
  name: 'commission.place',
  says: '约稿：向若干单位约一篇稿，写明要求和截止日期',
  needs: 'commission.place',
  siteOf: ({ site }) => site,
  input: {
    type: 'object',
    required: ['site', 'title', 'brief', 'due', 'units'],
    properties: {
      ...{ site: siteSchema, title: titleSchema, brief: briefSchema, sections: sectionsSchema, due: daySchema },
      ...{ mayDecline: { type: 'boolean' }, units: askedUnitsSchema },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { site, title, brief, sections = [], due, mayDecline = false, units }) {
    const today = officeDay(now);
    const found = await askedUnits(client, site, units, today);
    const findings: Finding[] = [
      ...commissionFindings({ title, brief, due }, dayFrom(today) ?? 0),
      ...unitFindings(units),
      ...units.flatMap((unit, at) => {
        const one = found.find((known) => known.unit === unit);
        if (!one) return [problem('unknown-unit', '网站里没有这个单位', `units[${at}]`)];
        return one.active ? [] : [problem('unit-gone', `“${one.name}”已撤销或合并`, `units[${at}]`)];
      }),
      ...sectionFindings(sections, await openSections(client, site, sections)),
    ];
    if (findings.length > 0) return refuse('bad-input', findings);
    const settings = readSettings((await loadSettings(client, site))?.body);
    const by = { by: actor.person, byName: actor.name };
    const commission = await addCommission(client, site, { title, brief, sections, due, mayDecline, placedOn: today, ...by }, now);
    const tasks = await addTasks(client, site, commission, units, now);
    await record({ thing: 'commission', thingId: String(commission), to: 'open', detail: { title, due, units } });
    for (const { id, unit } of tasks)
      await record({ thing: 'commission-task', thingId: String(id), to: 'asked', detail: { commission, unit } });
    const over = found.map((one) => ({ ...one, open: one.open + 1 })).filter(({ open }) => crowded(open, settings.commissionsAtOnce));
    return accept({ commission, version: 1, state: 'open', crowded: over.map(({ unit, name, open }) => ({ unit, name, open })) });
  },
};
