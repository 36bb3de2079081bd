/** `person.appoint`: gives a person a role, from a day on, with or without an end. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { daysFindings, holdingFindings, placeFindings, powerFindings } from '../domain/people/appointment.ts';
import { readSignInName } from '../domain/people/code.ts';
import { type HeldRole, heldRoles } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { type Account, addAppointment, appointmentsOf, loadAccount, placeExists, powersSituation } from '../store/appointments.ts';
import { holdAppointments, personBySignInName } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { markRenewal } from '../store/sessions.ts';
import type { Action, ActionContext } from './action.ts';

export interface AppointPerson {
  readonly site?: string;
  readonly unit?: number;
  readonly role: HeldRole;
  /** Somebody one sees in the list, or somebody one knows by the sign-in name: people of other sites are not listed. */
  readonly person?: number;
  readonly signInName?: string;
  readonly from?: string;
  readonly to?: string;
}

const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' } as const;

export const appointPerson: Action<AppointPerson, { readonly appointment: number; readonly person: number }> = {
  name: 'person.appoint',
  says: '任命：给一个人一个角色，写明起止日期',
  needs: 'person.appoint',
  siteOf: (input) => input.site,
  input: {
    type: 'object',
    required: ['role'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      unit: { type: 'integer', minimum: 1 },
      role: { enum: heldRoles },
      person: { type: 'integer', minimum: 1 },
      signInName: { type: 'string', minLength: 1, maxLength: 128 },
      from: day,
      to: day,
    },
  },
  async run(context, input): Promise<Outcome<{ readonly appointment: number; readonly person: number }>> {
    const { db, client, actor, now, record } = context;
    await holdAppointments(client);
    const account = await asked(context, input);
    if (!account || account.person.state === 'left') return refuse('not-found', [problem('unknown-person', '没有这个人', 'person')]);
    const { people: settings } = await loadPlatformSettings(db);
    const situation = await powersSituation(db, officeDay(now), settings.separation);
    const { role, site, unit, from = officeDay(now), to } = input;
    const person = { id: account.person.id, held: account.held };
    const beyond = powerFindings(actor, person, { role, site: site ?? null }, situation);
    if (beyond.length > 0) return refuse('forbidden', beyond);
    const findings = [...placeFindings(role, site, unit), ...holdingFindings(account.held, role, situation)];
    findings.push(...daysFindings(from, to));
    const twice = account.held.some(
      (one) =>
        one.role === role &&
        one.site === (site ?? null) &&
        one.unit === (unit ?? null) &&
        one.from <= (to ?? '9') &&
        from <= (one.to ?? '9'),
    );
    if (twice) findings.push(problem('held-already', '这个人在这些日子里已经有这个角色', 'role'));
    if (findings.length === 0 && site !== undefined && !(await placeExists(db, site, unit)))
      findings.push(problem('unknown-unit', '网站里没有这个单位', 'unit'));
    if (findings.length > 0) return refuse('findings', findings);
    const appointment = await addAppointment(db, { person: person.id, role, site, unit, from, to, by: actor.name, now });
    await markRenewal(client, person.id);
    const detail = { appointment, role, ...(unit === undefined ? {} : { unit }), from, ...(to === undefined ? {} : { to }) };
    await record({ site: site ?? '', thing: 'person', thingId: String(person.id), to: 'appointed', detail });
    return accept({ appointment, person: person.id });
  },
};

async function asked({ db, actor, now }: ActionContext, input: AppointPerson): Promise<Account | undefined> {
  if (input.person !== undefined)
    return loadAccount(db, actor, 'person.appoint', { person: input.person, site: input.site, day: officeDay(now) });
  const person = input.signInName === undefined ? undefined : await personBySignInName(db, readSignInName(input.signInName));
  return person && { person, held: await appointmentsOf(db, person.id, officeDay(now)) };
}
