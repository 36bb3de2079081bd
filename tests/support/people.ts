// People who sign in: invited by the terminal, with a password of their own, signed in through the real actions.
import { type Platform, perform } from '../../src/actions/action.ts';
import { appointPerson } from '../../src/actions/appoint-person.ts';
import { invitePerson } from '../../src/actions/invite-person.ts';
import { setPasswordWithCode } from '../../src/actions/set-password-with-code.ts';
import { type SessionRefused, type SessionStarted, type StartSession, startSession } from '../../src/actions/start-session.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { type Actor, type HeldRole, terminalActor, visitorActor } from '../../src/domain/permission.ts';
import { actorOfSession } from '../../src/store/actors.ts';
import { hashOfSecret } from '../../src/store/secrets.ts';
import { accepted } from '../views/offices.ts';

export interface Held {
  readonly role: HeldRole;
  readonly site?: string;
  readonly unit?: number;
  readonly from?: string;
  readonly to?: string;
}

export interface Made {
  readonly id: number;
  readonly name: string;
  readonly signInName: string;
  readonly password: string;
}

export const goodPassword = 'Lan-Tian.Bai-Yun 7';

/** An active person with these roles. */
export async function makePerson(
  platform: Platform,
  signInName: string,
  roles: readonly Held[] = [],
  name = `${signInName}同志`,
): Promise<Made> {
  const invited = accepted(await perform(platform, terminalActor, invitePerson, { signInName, name }));
  accepted(await perform(platform, visitorActor, setPasswordWithCode, { code: invited.code, password: goodPassword }));
  for (const role of roles) accepted(await perform(platform, terminalActor, appointPerson, { ...role, person: invited.person }));
  return { id: invited.person, name, signInName, password: goodPassword };
}

/** Asks to be let in, from 10.0.0.1 where no address is given. */
export function trySignIn(
  platform: Platform,
  who: Pick<StartSession, 'signInName' | 'password'> & Partial<StartSession>,
): Promise<Outcome<SessionStarted | SessionRefused>> {
  const { signInName, password, totp, address = '10.0.0.1', agent = '浏览器' } = who;
  return perform(platform, visitorActor, startSession, { signInName, password, address, agent, ...(totp === undefined ? {} : { totp }) });
}

/** Signs in and gives the cookie's value. Throws where the answer is no. */
export async function signIn(
  platform: Platform,
  { signInName, password }: Pick<Made, 'signInName' | 'password'>,
  totp?: string,
): Promise<string> {
  const answer = accepted(await trySignIn(platform, { signInName, password, ...(totp === undefined ? {} : { totp }) }));
  if (!answer.signedIn) throw new Error(answer.message);
  return answer.token;
}

/** Who stands behind a cookie now; undefined where it is good for nothing. */
export const behind = (platform: Platform, token: string) => actorOfSession(platform.pool, hashOfSecret(token), platform.now());

/** A person signed in, as the door hands her to actions. */
export async function actorFor(platform: Platform, person: Made): Promise<Actor> {
  const found = await behind(platform, await signIn(platform, person));
  if (!found) throw new Error('signed in, but nobody is there');
  return found.actor;
}
