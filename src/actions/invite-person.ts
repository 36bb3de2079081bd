/** `person.invite`: a new account, with its first roles, and a code with which its owner sets the password. */
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { daysFindings, holdingFindings, invitingFindings, placeFindings, powerFindings } from '../domain/people/appointment.ts';
import { codeText, readCode, readSignInName, signInNameFindings } from '../domain/people/code.ts';
import { type HeldRole, heldRoles } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { addAppointment, placeExists, powersSituation } from '../store/appointments.ts';
import { addCode } from '../store/one-time-codes.ts';
import { addPerson, holdAppointments } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { hashOfSecret } from '../store/secrets.ts';
import type { Action, ActionContext } from './action.ts';

export interface RoleWanted {
  readonly role: HeldRole;
  readonly unit?: number;
  /** First and last local day; from today, and without an end, where they are absent. */
  readonly from?: string;
  readonly to?: string;
}

export interface InvitePerson {
  /** The site that the roles are in; absent for roles of the whole platform. */
  readonly site?: string;
  readonly signInName: string;
  readonly name: string;
  readonly phone?: string;
  readonly roles?: readonly RoleWanted[];
}

export interface PersonInvited {
  readonly person: number;
  /** Shown once. */
  readonly code: string;
  readonly endsAt: string;
}

const day = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' } as const;

export const invitePerson: Action<InvitePerson, PersonInvited> = {
  name: 'person.invite',
  says: '建立账号，给出设置口令用的一次性口令',
  needs: 'person.manage',
  siteOf: (input) => input.site,
  secret: true,
  input: {
    type: 'object',
    required: ['signInName', 'name'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      signInName: { type: 'string', minLength: 1, maxLength: 128 },
      name: { type: 'string', pattern: '^(?=.*\\S)[^\\p{Cc}]{1,64}$', description: '姓名，至多 64 个字' },
      phone: { type: 'string', maxLength: 40 },
      roles: {
        type: 'array',
        maxItems: 20,
        items: {
          type: 'object',
          required: ['role'],
          additionalProperties: false,
          properties: { role: { enum: heldRoles }, unit: { type: 'integer', minimum: 1 }, from: day, to: day },
        },
      },
    },
  },
  async run(context, input): Promise<Outcome<PersonInvited>> {
    const { db, client, now, tools, record } = context;
    await holdAppointments(client);
    const { people: settings } = await loadPlatformSettings(db);
    const findings = await invitationFindings(context, input, settings.separation);
    if (findings.length > 0) return refuse(findings.some(({ code }) => powerCodes.has(code)) ? 'forbidden' : 'findings', findings);
    const signInName = readSignInName(input.signInName);
    const person = await addPerson(db, { signInName, name: input.name.trim(), phone: input.phone, now });
    if (person === undefined)
      return refuse('conflict', [
        problem('sign-in-name-taken', `登录名“${signInName}”已有人用；如果就是这个人，请按登录名任命`, 'signInName'),
      ]);
    for (const { role, unit, from = officeDay(now), to } of input.roles ?? [])
      await addAppointment(db, { person, role, site: input.site, unit, from, to, by: context.actor.name, now });
    const code = codeText(tools.randomBytes(13));
    const endsAt = new Date(now.getTime() + settings.codeHours * 3_600_000);
    await addCode(db, { hash: hashOfSecret(readCode(code)), purpose: 'set-password', person, now, endsAt });
    const detail = { name: input.name.trim(), roles: input.roles ?? [], ...(input.site === undefined ? {} : { site: input.site }) };
    await record({ site: '', thing: 'person', thingId: String(person), to: 'invited', detail });
    return accept({ person, code, endsAt: endsAt.toISOString() });
  },
};

const powerCodes = new Set(['beyond-power', 'separation', 'self-appointment']);

/** Everything against the new account and its roles, at once. */
async function invitationFindings({ db, actor, now }: ActionContext, input: InvitePerson, separation: boolean): Promise<Finding[]> {
  const situation = await powersSituation(db, officeDay(now), separation);
  const wanted = (input.roles ?? []).map(({ role }) => ({ role, site: input.site ?? null }));
  const findings = [...invitingFindings(actor, wanted, situation), ...signInNameFindings(readSignInName(input.signInName))];
  // Not yet anybody: no id, no roles.
  const nobody = { id: 0, held: [] };
  for (const [index, { role, unit, from, to }] of (input.roles ?? []).entries()) {
    const held = wanted.slice(0, index);
    const place = placeFindings(role, input.site, unit);
    findings.push(...place, ...powerFindings(actor, nobody, { role, site: input.site ?? null }, situation));
    findings.push(...holdingFindings(held, role, situation));
    findings.push(...daysFindings(from, to, `roles[${index}].`));
    if (place.length === 0 && input.site !== undefined && !(await placeExists(db, input.site, unit)))
      findings.push(problem('unknown-unit', '网站里没有这个单位', `roles[${index}].unit`));
  }
  return findings;
}
