/** `administrator.offer`: a code with which somebody becomes the first system administrator; only at the server's own terminal. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { codeText, readCode } from '../domain/people/code.ts';
import { officeDay } from '../store/actors.ts';
import { hasAdministrator } from '../store/appointments.ts';
import { addCode } from '../store/one-time-codes.ts';
import { hashOfSecret } from '../store/secrets.ts';
import type { Action } from './action.ts';

export interface CodeOffered {
  readonly code: string;
  readonly endsAt: string;
}

const hours = 24;

export const offerAdministrator: Action<Readonly<Record<string, never>>, CodeOffered> = {
  name: 'administrator.offer',
  says: '给出设立第一位系统管理员的一次性口令',
  needs: 'administrator.offer',
  siteOf: () => undefined,
  inside: true,
  secret: true,
  input: { type: 'object', additionalProperties: false },
  async run({ db, now, tools, record }): Promise<Outcome<CodeOffered>> {
    if (await hasAdministrator(db, officeDay(now)))
      return refuse('wrong-state', [
        problem('has-administrator', '已经有系统管理员；忘了口令，请用 baocaitong people reset 登录名 给他一个一次性口令'),
      ]);
    const code = codeText(tools.randomBytes(13));
    const endsAt = new Date(now.getTime() + hours * 3_600_000);
    await addCode(db, { hash: hashOfSecret(readCode(code)), purpose: 'first-administrator', now, endsAt });
    await record({ thing: 'platform', thingId: 'administrator', to: 'offered' });
    return accept({ code, endsAt: endsAt.toISOString() });
  },
};
