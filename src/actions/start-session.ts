/** `session.start`: signs a person in. A refused attempt is kept as well: it counts, and history shows it. */
import { accept, type Outcome, problem, type Refusal, refuse } from '../domain/outcome.ts';
import { readCode, readSignInName } from '../domain/people/code.ts';
import type { PeopleSettings } from '../domain/people/settings.ts';
import { type Person, personBySignInName, takeRecoveryCode, takeTotpStep } from '../store/people.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { hashOfSecret } from '../store/secrets.ts';
import { addSession, forgetSessions, knownAddress } from '../store/sessions.ts';
import { countFailure, forgetFailures, forgetOldFailures, holdAttempt, waitOf } from '../store/sign-in.ts';
import type { Action, ActionContext } from './action.ts';

export interface StartSession {
  readonly signInName: string;
  readonly password: string;
  /** Six digits of an authenticator app, or a recovery code. */
  readonly totp?: string;
  readonly address: string;
  readonly agent: string;
}

export interface SessionStarted {
  readonly signedIn: true;
  /** The cookie's value: kept nowhere else. */
  readonly token: string;
  readonly person: { readonly id: number; readonly name: string };
  readonly mustChangePassword: boolean;
  /** ISO 8601; the session ends then at the latest. */
  readonly endsAt: string;
}

export interface SessionRefused {
  readonly signedIn: false;
  /** `totp`: the password was right, and a code is asked for or was wrong. */
  readonly reason: 'wrong' | 'totp';
  readonly message: string;
  /** Until the next try. */
  readonly waitSeconds: number;
}

const text = { type: 'string', minLength: 1, maxLength: 256 } as const;

export const startSession: Action<StartSession, SessionStarted | SessionRefused> = {
  name: 'session.start',
  says: '登录',
  needs: 'session.start',
  siteOf: () => undefined,
  inside: true,
  secret: true,
  input: {
    type: 'object',
    required: ['signInName', 'password', 'address', 'agent'],
    additionalProperties: false,
    properties: { signInName: text, password: text, totp: { type: 'string', maxLength: 64 }, address: text, agent: { type: 'string' } },
  },
  async run(context, input): Promise<Outcome<SessionStarted | SessionRefused>> {
    const { db, client, now, tools } = context;
    const { people: settings } = await loadPlatformSettings(db);
    const signInName = readSignInName(input.signInName);
    const pair = { signInName, address: input.address };
    if (!(await holdAttempt(client, pair))) return tooMany(1);
    // Whoever has signed in from here before is not kept out by what others do at the same address.
    const known = await knownAddress(client, signInName, input.address, now);
    const ofAddress = known ? 0 : await waitOf(client, { address: input.address }, now, settings);
    const wait = Math.max(await waitOf(client, pair, now, settings), ofAddress);
    if (wait > 0) return tooMany(wait);
    const person = await personBySignInName(db, signInName);
    const active = person?.state === 'active' ? person : undefined;
    const right = await tools.verifyPassword(active?.passwordHash ?? undefined, input.password);
    if (!active || !right) return refused(context, person, input, 'wrong-password', settings);
    const second = await secondStep(context, active, input.totp);
    if (second === 'done') return started(context, active, input, settings);
    return refused(context, person, input, second, settings);
  },
};

const tooMany = (waitSeconds: number): Refusal =>
  refuse('too-many', [problem('sign-in-waits', `登录失败次数太多，请 ${waitSeconds} 秒后再试`)], { waitSeconds });

type SecondStep = 'done' | 'wanted' | 'wrong-code' | 'sealed' | 'wrong-password';

async function secondStep({ db, client, now, tools }: ActionContext, person: Person, code = ''): Promise<SecondStep> {
  if (!person.totpSecret) return 'done';
  const typed = readCode(code);
  if (typed === '') return 'wanted';
  if (!/^\d{6}$/.test(typed)) return (await takeRecoveryCode(client, person.id, hashOfSecret(typed))) ? 'done' : 'wrong-code';
  const secret = tools.open(person.totpSecret);
  if (!secret) return 'sealed';
  const step = tools.totpStep(secret, typed, now);
  return step !== undefined && (await takeTotpStep(db, person.id, step)) ? 'done' : 'wrong-code';
}

async function started(
  { db, client, now, tools, record }: ActionContext,
  person: Person,
  { address, agent }: StartSession,
  settings: PeopleSettings,
): Promise<Outcome<SessionStarted>> {
  const token = Buffer.from(tools.randomBytes(32)).toString('base64url');
  const endsAt = new Date(now.getTime() + settings.sessionHours * 3_600_000);
  await forgetFailures(client, { signInName: person.signInName, address });
  await forgetSessions(client, person.id, now);
  const session = await addSession(db, {
    tokenHash: hashOfSecret(token),
    person: person.id,
    now,
    endsAt,
    address,
    agent: agent.slice(0, 300),
  });
  await record({ thing: 'person', thingId: String(person.id), to: 'signed-in', detail: { session, address } });
  const age = person.passwordChangedAt ? now.getTime() - person.passwordChangedAt.getTime() : 0;
  const expired = settings.passwordDays > 0 && age > settings.passwordDays * 86_400_000;
  return accept({
    signedIn: true,
    token,
    person: { id: person.id, name: person.name },
    mustChangePassword: person.mustChangePassword || expired,
    endsAt: endsAt.toISOString(),
  });
}

const says: Readonly<Record<Exclude<SecondStep, 'done'>, string>> = {
  'wrong-password': '登录名或口令不对',
  wanted: '请输入动态口令',
  'wrong-code': '动态口令不对，或者已经用过：请等下一个',
  sealed: '动态口令的密钥打不开（平台的密钥文件不在）：请用恢复码登录，或请管理员重置',
};

async function refused(
  { client, now, record }: ActionContext,
  person: Person | undefined,
  { signInName, address }: StartSession,
  second: Exclude<SecondStep, 'done'>,
  settings: PeopleSettings,
): Promise<Outcome<SessionRefused>> {
  let waitSeconds = 0;
  if (second !== 'wanted') {
    waitSeconds = await countFailure(client, { signInName: readSignInName(signInName), address }, now, settings);
    await countFailure(client, { address }, now, settings);
    await forgetOldFailures(client, now, settings);
  }
  // A name that nobody has is not written down: it may be a password typed in the wrong field.
  await record({
    thing: 'person',
    thingId: person ? String(person.id) : '-',
    to: second === 'wanted' ? 'code-wanted' : 'sign-in-refused',
    detail: { address, waitSeconds },
  });
  return accept({ signedIn: false, reason: second === 'wrong-password' ? 'wrong' : 'totp', message: says[second], waitSeconds });
}
