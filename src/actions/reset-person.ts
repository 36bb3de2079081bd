/** `person.reset`: the password is lost or known to others: nobody signs in with it any more, and a code sets a new one. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { keepingFindings } from '../domain/people/appointment.ts';
import { codeText, readCode } from '../domain/people/code.ts';
import { officeDay } from '../store/actors.ts';
import { loadAccount, powersSituation } from '../store/appointments.ts';
import { addCode } from '../store/one-time-codes.ts';
import { awaitPassword, holdAppointments, saveSecondStep } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { hashOfSecret } from '../store/secrets.ts';
import { endSessions } from '../store/sessions.ts';
import type { Action } from './action.ts';

export interface ResetPerson {
  readonly site?: string;
  readonly person: number;
  /** Also switches the second step off: the telephone is lost. */
  readonly totp?: boolean;
}

export interface PersonReset {
  readonly person: number;
  readonly code: string;
  readonly endsAt: string;
}

export const resetPerson: Action<ResetPerson, PersonReset> = {
  name: 'person.reset',
  says: '停用一个人现在的口令，给出设置新口令用的一次性口令',
  needs: 'person.manage',
  siteOf: (input) => input.site,
  secret: true,
  input: {
    type: 'object',
    required: ['person'],
    additionalProperties: false,
    properties: { site: { type: 'string', minLength: 1 }, person: { type: 'integer', minimum: 1 }, totp: { type: 'boolean' } },
  },
  async run({ db, client, actor, now, tools, record }, { site, person, totp = false }): Promise<Outcome<PersonReset>> {
    await holdAppointments(client);
    const account = await loadAccount(db, actor, 'person.manage', { person, site, day: officeDay(now) });
    if (!account) return refuse('not-found', [problem('unknown-person', '没有这个人，或者您看不到', 'person')]);
    const { people: settings } = await loadPlatformSettings(db);
    const situation = await powersSituation(db, officeDay(now), settings.separation);
    const findings = keepingFindings(actor, { id: person, held: account.held }, situation);
    if (person === actor.person) findings.push(problem('own-account', '自己的口令请用“修改口令”'));
    if (findings.length > 0) return refuse('forbidden', findings);
    if (account.person.state === 'left') return refuse('wrong-state', [problem('has-left', '这个人已经离开')]);
    await awaitPassword(db, person);
    if (totp) await saveSecondStep(client, person, { secret: null, pending: null, step: null, recoveryHashes: [] });
    const ended = await endSessions(client, person, now);
    const code = codeText(tools.randomBytes(13));
    const endsAt = new Date(now.getTime() + settings.codeHours * 3_600_000);
    await addCode(db, { hash: hashOfSecret(readCode(code)), purpose: 'set-password', person, now, endsAt });
    await record({
      site: '',
      thing: 'person',
      thingId: String(person),
      from: account.person.state,
      to: 'invited',
      detail: { totp, ended },
    });
    return accept({ person, code, endsAt: endsAt.toISOString() });
  },
};
