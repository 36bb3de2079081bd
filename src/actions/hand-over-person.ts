/** `person.hand-over`: a successor takes over somebody's roles and open work in a site; the predecessor's roles there end. */
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { holdingFindings, type PowersSituation, powerFindings } from '../domain/people/appointment.ts';
import { officeDay } from '../store/actors.ts';
import {
  type Account,
  type Appointment,
  addAppointment,
  loadAccount,
  powersSituation,
  withdrawAppointments,
} from '../store/appointments.ts';
import { moveAuthorship, moveClaims, type OpenKind, openCounts } from '../store/open-work.ts';
import { holdAppointments } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { markRenewal } from '../store/sessions.ts';
import type { Action } from './action.ts';

export interface HandOverPerson {
  readonly site: string;
  readonly from: number;
  readonly to: number;
}

export interface HandedOver {
  readonly roles: number;
  readonly written: number;
  readonly claimed: number;
  /** What stays with the predecessor, because the successor stands on its other side. */
  readonly left: Readonly<Record<OpenKind, number>>;
}

export const handOverPerson: Action<HandOverPerson, HandedOver> = {
  name: 'person.hand-over',
  says: '移交：把一个人在网站里的角色和未办完的事交给接手的人',
  needs: 'person.appoint',
  siteOf: (input) => input.site,
  input: {
    type: 'object',
    required: ['site', 'from', 'to'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      from: { type: 'integer', minimum: 1 },
      to: { type: 'integer', minimum: 1 },
    },
  },
  async run({ db, client, actor, now, record }, { site, from, to }): Promise<Outcome<HandedOver>> {
    await holdAppointments(client);
    const day = officeDay(now);
    const giver = await loadAccount(db, actor, 'person.appoint', { person: from, site, day });
    const taker = await loadAccount(db, actor, 'person.appoint', { person: to, site, day });
    if (!giver || !taker || taker.person.state === 'left' || from === to)
      return refuse('not-found', [problem('unknown-person', '移交的人和接手的人应是本网站的两个人', giver ? 'to' : 'from')]);
    const { people: settings } = await loadPlatformSettings(db);
    const roles = giver.held.filter((one) => one.site === site);
    const findings = againstIt(actor, giver, taker, roles, await powersSituation(db, day, settings.separation));
    if (findings.length > 0) return refuse(findings.some(({ code }) => code === 'separation') ? 'findings' : 'forbidden', findings);
    const missing = roles.filter((one) => !taker.held.some((held) => covers(held, one)));
    for (const { role, unit, from: first, to: last } of missing)
      await addAppointment(db, {
        ...{ person: to, role, site, unit: unit ?? undefined, by: actor.name, now },
        ...{ from: [first, day].sort()[1] as string, to: last ?? undefined },
      });
    const written = await moveAuthorship(client, { site, from, to, now });
    const claimed = await moveClaims(client, { site, from, to, now });
    const left = await openCounts(client, { site, person: from, day });
    await withdrawAppointments(
      client,
      roles.map(({ id }) => id),
      now,
    );
    await markRenewal(client, from);
    await markRenewal(client, to);
    for (const { id, state } of [...written, ...claimed])
      await record({ thing: 'submission', thingId: String(id), from: state, to: state, detail: { handedOver: { from, to } } });
    const detail = { to, roles: roles.map(({ role }) => role), written: written.length, claimed: claimed.length };
    await record({ thing: 'person', thingId: String(from), to: 'handed-over', detail });
    return accept({ roles: missing.length, written: written.length, claimed: claimed.length, left: { ...left, 'to-review': 0 } });
  },
};

const covers = (a: Appointment, b: Appointment): boolean => a.role === b.role && a.site === b.site && a.unit === b.unit && a.to === null;

/** The actor gives and takes each of these roles, and the successor may hold them. */
function againstIt(
  actor: Parameters<typeof powerFindings>[0],
  giver: Account,
  taker: Account,
  roles: readonly Appointment[],
  situation: PowersSituation,
): Finding[] {
  const all = roles.flatMap((one) => [
    ...powerFindings(actor, { id: giver.person.id, held: giver.held }, one, situation),
    ...powerFindings(actor, { id: taker.person.id, held: taker.held }, one, situation),
    ...holdingFindings(taker.held, one.role, situation),
  ]);
  return [...new Map(all.map((finding) => [finding.message, finding])).values()];
}
