/** `administrator.claim`: whoever has the code from the terminal becomes the first system administrator. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { readCode, readSignInName, signInNameFindings } from '../domain/people/code.ts';
import { passwordFindings } from '../domain/people/password.ts';
import { officeDay } from '../store/actors.ts';
import { addAppointment, hasAdministrator } from '../store/appointments.ts';
import { takeCode } from '../store/one-time-codes.ts';
import { addPerson, holdAppointments } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { hashOfSecret } from '../store/secrets.ts';
import type { Action } from './action.ts';

export interface ClaimAdministrator {
  readonly code: string;
  readonly signInName: string;
  readonly name: string;
  readonly password: string;
}

const text = { type: 'string', minLength: 1, maxLength: 256 } as const;

export const claimAdministrator: Action<ClaimAdministrator, { readonly person: number; readonly name: string }> = {
  name: 'administrator.claim',
  says: '用终端显示的一次性口令设立第一位系统管理员',
  needs: 'administrator.claim',
  siteOf: () => undefined,
  secret: true,
  input: {
    type: 'object',
    required: ['code', 'signInName', 'name', 'password'],
    additionalProperties: false,
    properties: {
      code: text,
      signInName: { type: 'string', minLength: 1, maxLength: 128 },
      name: { type: 'string', pattern: '^(?=.*\\S)[^\\p{Cc}]{1,64}$', description: '姓名，至多 64 个字' },
      password: text,
    },
  },
  async run({ db, client, now, tools, record }, input): Promise<Outcome<{ readonly person: number; readonly name: string }>> {
    await holdAppointments(client);
    const taken = await takeCode(client, hashOfSecret(readCode(input.code)), 'first-administrator', now);
    if (!taken || (await hasAdministrator(db, officeDay(now))))
      return refuse('not-found', [
        problem('unknown-code', '这个一次性口令不对，或者已经用过、过期：请在服务器上执行 baocaitong first-administrator 再要一个', 'code'),
      ]);
    const owner = { signInName: readSignInName(input.signInName), name: input.name.trim() };
    const { people: settings } = await loadPlatformSettings(db);
    const findings = [...signInNameFindings(owner.signInName), ...passwordFindings(input.password, owner, settings)];
    if (findings.length > 0) return refuse('findings', findings);
    const person = await addPerson(db, { ...owner, passwordHash: await tools.hashPassword(input.password), now });
    if (person === undefined)
      return refuse('conflict', [problem('sign-in-name-taken', `登录名“${owner.signInName}”已有人用`, 'signInName')]);
    const role = { person, role: 'system-administrator', site: undefined, unit: undefined, from: officeDay(now), to: undefined } as const;
    await addAppointment(db, { ...role, by: '终端', now });
    await record({ thing: 'person', thingId: String(person), to: 'active', detail: { name: owner.name, role: role.role } });
    return accept({ person, name: owner.name });
  },
};
