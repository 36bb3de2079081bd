/** `person.leave`: closes an account: roles, sessions and tokens end, claims go back to the queue, and what stays open is counted. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { lastFindings, leavingFindings } from '../domain/people/appointment.ts';
import { reachOf } from '../domain/permission.ts';
import { officeDay } from '../store/actors.ts';
import { endedLast, loadAccount, powersSituation, sitesEver, withdrawAppointments } from '../store/appointments.ts';
import { voidCodes } from '../store/one-time-codes.ts';
import { type OpenKind, openCounts, releaseClaims } from '../store/open-work.ts';
import { holdAppointments, markLeft } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { endSessions } from '../store/sessions.ts';
import { revokeTokensOf } from '../store/tokens.ts';
import type { Action } from './action.ts';

export interface LeavePerson {
  readonly site?: string;
  readonly person: number;
  readonly reason?: string;
}

export interface PersonLeft {
  readonly person: number;
  /** What stays open, by each site the actor keeps people of: to be handed over. */
  readonly open: Readonly<Record<string, Readonly<Record<OpenKind, number>>>>;
}

export const leavePerson: Action<LeavePerson, PersonLeft> = {
  name: 'person.leave',
  says: '一个人离开：停用账号，结束他的角色、登录和接口令牌，并列出未办完的事',
  needs: 'person.manage',
  siteOf: (input) => input.site,
  input: {
    type: 'object',
    required: ['person'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      person: { type: 'integer', minimum: 1 },
      reason: { type: 'string', maxLength: 500 },
    },
  },
  async run({ db, client, actor, now, record }, { site, person, reason }): Promise<Outcome<PersonLeft>> {
    await holdAppointments(client);
    const day = officeDay(now);
    const account = await loadAccount(db, actor, 'person.manage', { person, site, day });
    if (!account) return refuse('not-found', [problem('unknown-person', '没有这个人，或者您看不到', 'person')]);
    const { people: settings } = await loadPlatformSettings(db);
    const situation = await powersSituation(db, day, settings.separation);
    const asked = { id: person, held: account.held, ended: await endedLast(client, person, now) };
    const findings = leavingFindings(actor, asked, situation);
    if (findings.length > 0) return refuse('forbidden', findings);
    const last = lastFindings(
      actor,
      asked,
      account.held.map(({ role }) => role),
      situation,
    );
    if (last.length > 0) return refuse('findings', last);
    if (account.person.state === 'left') return refuse('wrong-state', [problem('has-left', '这个人已经离开')]);
    const open: Record<string, Record<OpenKind, number>> = {};
    // Also where no role is held any more: what was claimed there would wait for nobody.
    for (const one of await sitesEver(db, person)) {
      open[one] = await openCounts(client, { site: one, person, day });
      for (const { id } of await releaseClaims(client, one, person))
        await record({ site: one, thing: 'submission', thingId: String(id), detail: { claimedBy: null, was: person } });
    }
    await withdrawAppointments(
      client,
      account.held.map(({ id }) => id),
      now,
    );
    const sessions = await endSessions(client, person, now);
    const tokens = await revokeTokensOf(client, person, now);
    await voidCodes(db, 'set-password', person, now);
    await markLeft(db, person, now);
    const detail = { roles: account.held.length, sessions, tokens, open };
    await record({
      site: '',
      thing: 'person',
      thingId: String(person),
      from: account.person.state,
      to: 'left',
      detail,
      ...(reason ? { reason } : {}),
    });
    const reached = reachOf(actor, 'person.manage');
    const told = Object.entries(open).filter(([one]) => reached === 'all' || reached.includes(one));
    return accept({ person, open: Object.fromEntries(told) });
  },
};
