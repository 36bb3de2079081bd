/** `role.withdraw`: takes a role back at once, or lets it end with a day. */
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { lastFindings, powerFindings } from '../domain/people/appointment.ts';
import { officeDay } from '../store/actors.ts';
import { appointmentsOf, endAppointments, loadAppointment, powersSituation, withdrawAppointments } from '../store/appointments.ts';
import { holdAppointments } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { markRenewal } from '../store/sessions.ts';
import type { Action } from './action.ts';

export interface WithdrawRole {
  readonly site?: string;
  readonly appointment: number;
  /** The last local day on which it is held; absent: it ends now. */
  readonly lastDay?: string;
}

export const withdrawRole: Action<WithdrawRole, { readonly appointment: number }> = {
  name: 'role.withdraw',
  says: '免去一个角色，立即或者到某日为止',
  needs: 'person.appoint',
  siteOf: (input) => input.site,
  input: {
    type: 'object',
    required: ['appointment'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      appointment: { type: 'integer', minimum: 1 },
      lastDay: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' },
    },
  },
  async run({ db, client, actor, now, record }, { site, appointment: id, lastDay }): Promise<Outcome<{ readonly appointment: number }>> {
    await holdAppointments(client);
    const one = await loadAppointment(db, id);
    if (!one || one.site !== (site ?? null))
      return refuse('not-found', [problem('unknown-role', '没有这项任命，或者已经免去', 'appointment')]);
    const { people: settings } = await loadPlatformSettings(db);
    const situation = await powersSituation(db, officeDay(now), settings.separation);
    const person = { id: one.person, held: await appointmentsOf(db, one.person, officeDay(now)) };
    const beyond = powerFindings(actor, person, one, situation);
    if (beyond.length > 0) return refuse('forbidden', beyond);
    const findings = lastFindings(actor, person, [one.role], situation);
    if (lastDay !== undefined && dayFrom(lastDay) === undefined) findings.push(problem('bad-date', `没有“${lastDay}”这一天`, 'lastDay'));
    if (lastDay !== undefined && lastDay < officeDay(now))
      findings.push(problem('day-past', '免去的日期不能在今天以前：已经做过的事不会因此无效', 'lastDay'));
    if (findings.length > 0) return refuse('findings', findings);
    if (lastDay === undefined) await withdrawAppointments(client, [id], now);
    else await endAppointments(client, [id], lastDay, now);
    await markRenewal(client, one.person);
    const detail = { appointment: id, role: one.role, ...(one.unit === null ? {} : { unit: one.unit }), ...(lastDay ? { lastDay } : {}) };
    await record({ site: site ?? '', thing: 'person', thingId: String(one.person), to: 'withdrawn', detail });
    return accept({ appointment: id });
  },
};
