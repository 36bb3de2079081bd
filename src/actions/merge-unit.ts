/** `unit.merge`: a unit goes into another from a day on; its people serve the successor from then, past periods stay as they were. */
import { dayBefore, mergeFindings } from '../domain/organisation/unit-change.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { addAppointment, appointmentsIn, endAppointments, withdrawAppointments } from '../store/appointments.ts';
import { holdAppointments } from '../store/people.ts';
import { markRenewal } from '../store/sessions.ts';
import { mergeUnit as merge, unitsHeld } from '../store/unit-changes.ts';
import type { Action, ActionContext } from './action.ts';
import { passOnTasks } from './unit-tasks-subject.ts';

export interface MergeUnit {
  readonly site: string;
  readonly unit: number;
  readonly into: number;
  /** The first local day on which it counts for the other. */
  readonly on: string;
}

export const mergeUnit: Action<MergeUnit, { readonly unit: number; readonly roles: number }> = {
  name: 'unit.merge',
  says: '单位并入另一个单位，从某日起；以前各期不变',
  needs: 'site.configure',
  siteOf: (input) => input.site,
  alone: true,
  input: {
    type: 'object',
    required: ['site', 'unit', 'into', 'on'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      unit: { type: 'integer', minimum: 1 },
      into: { type: 'integer', minimum: 1 },
      on: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' },
    },
  },
  async run(context, input): Promise<Outcome<{ readonly unit: number; readonly roles: number }>> {
    const { db, client, record } = context;
    const { site, unit: id, into: target, on } = input;
    const units = await unitsHeld(db, site);
    const [unit, into] = [units.get(id), units.get(target)];
    if (!unit || !into) return refuse('not-found', [problem('unknown-unit', '网站里没有这个单位', unit ? 'into' : 'unit')]);
    const findings = mergeFindings(unit, into, on, units);
    if (findings.length > 0) return refuse('findings', findings);
    await holdAppointments(client);
    await merge(db, site, id, target, on);
    const roles = await moveRoles(context, input);
    await record({ thing: 'unit', thingId: String(id), detail: { into: target, on, roles } });
    const passed = await passOnTasks(context, site, id);
    if (!passed.ok) return passed;
    return accept({ unit: id, roles });
  },
};

/** Roles in the unit end the day before; their holders get them in the successor. How many were moved. */
async function moveRoles({ db, client, actor, now, record }: ActionContext, { site, unit, into, on }: MergeUnit): Promise<number> {
  const today = officeDay(now);
  const begins = [on, today].sort()[1] as string;
  const roles = await appointmentsIn(db, site, unit, today);
  const there = await appointmentsIn(db, site, into, today);
  const ids = roles.map(({ id }) => id);
  if (on > today) await endAppointments(client, ids, dayBefore(on), now);
  else await withdrawAppointments(client, ids, now);
  for (const { person, role, from, to } of roles) {
    await markRenewal(client, person);
    if (to !== null && to < begins) continue;
    if (there.some((one) => one.person === person && one.role === role && one.to === null)) continue;
    const days = { from: [from, begins].sort()[1] as string, to: to ?? undefined };
    await addAppointment(db, { person, role, site, unit: into, ...days, by: actor.name, now });
    await record({ thing: 'person', thingId: String(person), to: 'appointed', detail: { role, unit: into, instead: unit, ...days } });
  }
  return roles.length;
}
