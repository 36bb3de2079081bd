import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { beginTotp } from '../../src/actions/begin-totp.ts';
import { changePassword } from '../../src/actions/change-password.ts';
import { claimAdministrator } from '../../src/actions/claim-administrator.ts';
import { configurePlatform } from '../../src/actions/configure-platform.ts';
import { confirmTotp } from '../../src/actions/confirm-totp.ts';
import { endOtherSessions } from '../../src/actions/end-other-sessions.ts';
import { endSession } from '../../src/actions/end-session.ts';
import { invitePerson } from '../../src/actions/invite-person.ts';
import { leavePerson } from '../../src/actions/leave-person.ts';
import { makeToken } from '../../src/actions/make-token.ts';
import { offerAdministrator } from '../../src/actions/offer-administrator.ts';
import { removeTotp } from '../../src/actions/remove-totp.ts';
import { renewSession } from '../../src/actions/renew-session.ts';
import { resetPerson } from '../../src/actions/reset-person.ts';
import { rotateKey } from '../../src/actions/rotate-key.ts';
import { setPasswordWithCode } from '../../src/actions/set-password-with-code.ts';
import { may, terminalActor, visitorActor } from '../../src/domain/permission.ts';
import { totpCode } from '../../src/engines/totp.ts';
import { touchSession } from '../../src/store/actors.ts';
import { actorFor, behind, goodPassword, makePerson, signIn, trySignIn } from '../support/people.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, platformOf, testKeys } from '../views/offices.ts';

let world: World;
let platform: Platform;
let now: Date;
let serial = 0;
beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world, () => now);
  await world.db
    .insertInto('sites')
    .values({ id: 'alpha', name: '甲网站', recorded_at: new Date(0) })
    .execute();
});
afterAll(() => world.close());
beforeEach(() => {
  now = new Date('2025-03-10T01:00:00Z');
  serial += 1;
});

const later = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000);
};
const name = (base: string): string => `${base}${serial}`;
const wrong = 'Wrong-One.Xy 3';
const codeOf = (outcome: { readonly ok: boolean; readonly code?: string }): string => (outcome.ok ? 'ok' : (outcome.code ?? ''));

it('makes the first administrator with a code from the terminal, once', async () => {
  const { code } = accepted(await perform(platform, terminalActor, offerAdministrator, {}));
  const input = { signInName: ' Zhao ', name: '赵主任', password: goodPassword };
  expect(codeOf(await perform(platform, visitorActor, claimAdministrator, { ...input, code: 'AAAAA-AAAAA' }))).toBe('not-found');
  // A weak password leaves the code good.
  expect(codeOf(await perform(platform, visitorActor, claimAdministrator, { ...input, code, password: 'admin123' }))).toBe('findings');
  const claimed = accepted(await perform(platform, visitorActor, claimAdministrator, { ...input, code: code.toLowerCase() }));
  expect(codeOf(await perform(platform, visitorActor, claimAdministrator, { ...input, signInName: 'qian', code }))).toBe('not-found');
  expect(codeOf(await perform(platform, terminalActor, offerAdministrator, {}))).toBe('wrong-state');
  const actor = await actorFor(platform, { id: claimed.person, name: '赵主任', signInName: 'ZHAO', password: goodPassword });
  expect(may(actor, 'person.appoint')).toBe(true);
  expect(may(actor, 'submission.read', { site: 'alpha' })).toBe(false);
});

it('offers no administrator to anybody but the terminal', async () => {
  const person = await makePerson(platform, name('p'), [{ role: 'system-administrator' }]);
  expect(codeOf(await perform(platform, await actorFor(platform, person), offerAdministrator, {}))).toBe('forbidden');
  expect(codeOf(await perform(platform, visitorActor, offerAdministrator, {}))).toBe('forbidden');
});

it('gives the same answer to a wrong password, an unknown name, an invited person and one who has left', async () => {
  const person = await makePerson(platform, name('known'));
  const gone = await makePerson(platform, name('gone'));
  accepted(await perform(platform, terminalActor, leavePerson, { person: gone.id }));
  accepted(await perform(platform, terminalActor, invitePerson, { signInName: name('invited'), name: '新人' }));
  const answers = [];
  for (const [signInName, password] of [
    [person.signInName, wrong],
    [name('nobody'), wrong],
    [gone.signInName, gone.password],
    [name('invited'), wrong],
  ] as const)
    answers.push(await trySignIn(platform, { signInName, password, address: `10.1.${serial}.${answers.length}` }));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toEqual({ ok: true, value: { signedIn: false, reason: 'wrong', message: '登录名或口令不对', waitSeconds: 0 } });
});

it('asks the hash of an unknown name as it asks that of a known one', async () => {
  const asked: (string | undefined)[] = [];
  const watched: Platform = {
    ...platform,
    tools: {
      ...platform.tools,
      verifyPassword: (hash, password) => {
        asked.push(hash);
        return platform.tools.verifyPassword(hash, password);
      },
    },
  };
  await trySignIn(watched, { signInName: name('nobody'), password: wrong, address: `10.2.${serial}.1` });
  expect(asked).toEqual([undefined]);
});

it('keeps a failed attempt in history without the name where nobody has it: it may be a password', async () => {
  const person = await makePerson(platform, name('p'));
  await trySignIn(platform, { signInName: person.signInName, password: wrong, address: `10.3.${serial}.1` });
  await trySignIn(platform, { signInName: 'My-Secret.Password9', password: wrong, address: `10.3.${serial}.1` });
  const lines = await world.db
    .selectFrom('history')
    .selectAll()
    .where('step', '=', 'session.start')
    .orderBy('id', 'desc')
    .limit(2)
    .execute();
  expect(lines.map((line) => [line.site_id, line.thing_id, line.to_state])).toEqual([
    ['', '-', 'sign-in-refused'],
    ['', String(person.id), 'sign-in-refused'],
  ]);
  expect(JSON.stringify(lines)).not.toContain('secret');
  expect(JSON.stringify(await world.db.selectFrom('sign_in_failures').selectAll().execute()).toLowerCase()).not.toContain('my-secret');
});

it('makes whoever guesses wait, longer each time, while the person gets in from another address', async () => {
  const head = await makePerson(platform, name('head'));
  const evil = { signInName: head.signInName, password: wrong, address: `10.4.${serial}.66` };
  const waits: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    const answer = await trySignIn(platform, evil);
    if (!answer.ok || answer.value.signedIn) throw new Error('not refused');
    waits.push(answer.value.waitSeconds);
    later(answer.value.waitSeconds);
  }
  expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240]);
  await trySignIn(platform, evil);
  const blocked = await trySignIn(platform, { ...evil, password: head.password });
  expect(codeOf(blocked)).toBe('too-many');
  expect(blocked).toMatchObject({ beside: { waitSeconds: 480 } });
  // On issuing day, in the middle of it, from her own desk.
  const own = accepted(await trySignIn(platform, { ...evil, password: head.password, address: `10.4.${serial}.7` }));
  expect(own.signedIn).toBe(true);
  later(480);
  expect(accepted(await trySignIn(platform, { ...evil, password: head.password })).signedIn).toBe(true);
});

it('writes nothing while somebody has to wait: waiting costs the office no rows', async () => {
  const person = await makePerson(platform, name('p'));
  const evil = { signInName: person.signInName, password: wrong, address: `10.5.${serial}.1` };
  for (let round = 0; round < 5; round += 1) await trySignIn(platform, evil);
  const count = async () =>
    (
      await world.db
        .selectFrom('history')
        .select((eb) => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n;
  const before = await count();
  for (let round = 0; round < 10; round += 1) expect(codeOf(await trySignIn(platform, evil))).toBe('too-many');
  expect(await count()).toBe(before);
});

it('counts attempts that come all at once one after another', async () => {
  const person = await makePerson(platform, name('p'));
  const evil = { signInName: person.signInName, password: wrong, address: `10.6.${serial}.1` };
  const answers = await Promise.all(Array.from({ length: 24 }, () => trySignIn(platform, evil)));
  const tried = answers.filter((answer) => answer.ok).length;
  expect(tried).toBeGreaterThan(0);
  expect(tried).toBeLessThanOrEqual(5);
});

it('stops whoever tries many names from one address, but not those who have signed in from there before', async () => {
  const [insider, stranger] = [await makePerson(platform, name('in')), await makePerson(platform, name('out'))];
  const address = `10.7.${serial}.1`;
  const settings = { version: 0, people: { freeFailuresOfAddress: 10 } };
  accepted(await perform(platform, terminalActor, configurePlatform, settings));
  await trySignIn(platform, { ...insider, address });
  for (let round = 0; round < 10; round += 1)
    await trySignIn(platform, { signInName: `spray${serial}-${round}`, password: wrong, address });
  expect(codeOf(await trySignIn(platform, { ...stranger, address }))).toBe('too-many');
  expect(accepted(await trySignIn(platform, { ...stranger, address: `10.7.${serial}.2` })).signedIn).toBe(true);
  expect(accepted(await trySignIn(platform, { ...insider, address })).signedIn).toBe(true);
  accepted(await perform(platform, terminalActor, configurePlatform, { version: 1, people: { freeFailuresOfAddress: 100 } }));
});

it.each([
  [
    'used within the idle limit',
    [
      ['ask', 29],
      ['ask', 29],
      ['ask', 29],
    ],
    true,
  ],
  [
    'idle for too long',
    [
      ['ask', 29],
      ['wait', 31],
    ],
    false,
  ],
  ['over after its hours, however busy', Array.from({ length: 25 }, () => ['ask', 29] as const), false],
] as const)('a session %s', async (_, steps, alive) => {
  const person = await makePerson(platform, name('p'));
  const token = await signIn(platform, person);
  for (const [what, minutes] of steps) {
    later(minutes * 60);
    const found = what === 'ask' ? await behind(platform, token) : undefined;
    if (found) await touchSession(platform.pool, found.session, now);
  }
  expect((await behind(platform, token)) !== undefined).toBe(alive);
});

it('ends a session when signed out, in another place, everywhere else, and with the account', async () => {
  const person = await makePerson(platform, name('p'));
  const [one, two, three, four] = [
    await signIn(platform, person),
    await signIn(platform, person),
    await signIn(platform, person),
    await signIn(platform, person),
  ];
  const actorOf = async (token: string) => (await behind(platform, token))!.actor;
  accepted(await perform(platform, await actorOf(one), endSession, {}));
  expect(await behind(platform, one)).toBeUndefined();
  accepted(await perform(platform, await actorOf(two), endSession, { session: (await actorOf(three)).session! }));
  expect(await behind(platform, three)).toBeUndefined();
  const stranger = await actorFor(platform, await makePerson(platform, name('s')));
  expect(codeOf(await perform(platform, stranger, endSession, { session: (await actorOf(two)).session! }))).toBe('not-found');
  expect(accepted(await perform(platform, await actorOf(two), endOtherSessions, {}))).toEqual({ ended: 1 });
  expect(await behind(platform, four)).toBeUndefined();
  accepted(await perform(platform, terminalActor, leavePerson, { person: person.id }));
  expect(await behind(platform, two)).toBeUndefined();
});

it('notes the use of a session at most once a minute', async () => {
  const token = await signIn(platform, await makePerson(platform, name('p')));
  const seen = async () => (await behind(platform, token))!.session;
  const first = await seen();
  later(59);
  await touchSession(platform.pool, first, now);
  expect((await seen()).seenAt).toEqual(first.seenAt);
  later(1);
  await touchSession(platform.pool, first, now);
  expect((await seen()).seenAt).toEqual(now);
});

it('changes the password: other sessions end, the cookie is renewed, the old one is good for half a minute', async () => {
  const person = await makePerson(platform, name('p'));
  const [token, elsewhere] = [await signIn(platform, person), await signIn(platform, person)];
  const { actor } = (await behind(platform, token))!;
  const change = (password: string, newPassword: string) => perform(platform, actor, changePassword, { password, newPassword });
  expect(codeOf(await change(wrong, 'Fresh-Grass.88'))).toBe('findings');
  expect(codeOf(await change(person.password, person.password))).toBe('findings');
  expect(accepted(await change(person.password, 'Fresh-Grass.88'))).toEqual({ ended: 1 });
  expect(await behind(platform, elsewhere)).toBeUndefined();
  const after = (await behind(platform, token))!;
  expect(after.session.renew).toBe(true);
  const renewed = accepted(await perform(platform, after.actor, renewSession, {}));
  expect((await behind(platform, renewed.token))?.session).toMatchObject({ id: after.session.id, renew: false });
  expect(codeOf(await perform(platform, after.actor, renewSession, {}))).toBe('wrong-state');
  later(29);
  expect((await behind(platform, token))?.session.renew).toBe(false);
  later(2);
  expect(await behind(platform, token)).toBeUndefined();
  expect(await behind(platform, renewed.token)).toBeDefined();
  // The last five are not taken again.
  expect(codeOf(await change('Fresh-Grass.88', person.password))).toBe('findings');
});

it('keeps no more former passwords than are refused', async () => {
  const person = await makePerson(platform, name('p'));
  const actor = await actorFor(platform, person);
  let password = person.password;
  for (let round = 0; round < 7; round += 1) {
    const newPassword = `Fresh-Grass.8${round}`;
    accepted(await perform(platform, actor, changePassword, { password, newPassword }));
    password = newPassword;
  }
  const kept = await world.db.selectFrom('person_passwords').select('hash').where('person_id', '=', person.id).execute();
  expect(kept).toHaveLength(5);
  accepted(await perform(platform, actor, changePassword, { password, newPassword: person.password }));
});

it('opens nothing but the account once a password has grown too old', async () => {
  const person = await makePerson(platform, name('p'), [{ role: 'editor', site: 'alpha' }]);
  later(91 * 86_400);
  const answer = accepted(await trySignIn(platform, person));
  expect(answer).toMatchObject({ signedIn: true, mustChangePassword: true });
  const { actor, session } = (await behind(platform, answer.signedIn ? answer.token : ''))!;
  expect(session.mustChangePassword).toBe(true);
  expect(may(actor, 'submission.read', { site: 'alpha' })).toBe(false);
  accepted(await perform(platform, actor, changePassword, { password: person.password, newPassword: 'Fresh-Grass.88' }));
  const fresh = (await behind(platform, answer.signedIn ? answer.token : ''))!;
  expect(may(fresh.actor, 'submission.read', { site: 'alpha' })).toBe(true);
});

/** Switches the second step on; gives the seed and the recovery codes. */
async function withSecondStep(person: Awaited<ReturnType<typeof makePerson>>) {
  const actor = await actorFor(platform, person);
  expect(codeOf(await perform(platform, actor, beginTotp, { password: wrong }))).toBe('findings');
  accepted(await perform(platform, actor, beginTotp, { password: person.password }));
  const row = await world.db.selectFrom('people').select('totp_pending').where('id', '=', person.id).executeTakeFirstOrThrow();
  const seed = testKeys.open(row.totp_pending!)!;
  const code = (): string => totpCode(seed, Math.floor(now.getTime() / 30_000));
  const { recoveryCodes } = accepted(await perform(platform, actor, confirmTotp, { code: code() }));
  return { actor, code, recoveryCodes };
}

it('asks for the second step, takes each code once, and a recovery code once', async () => {
  const person = await makePerson(platform, name('p'));
  const { code, recoveryCodes } = await withSecondStep(person);
  expect(recoveryCodes).toHaveLength(10);
  const attempt = (totp?: string) => trySignIn(platform, { ...person, ...(totp === undefined ? {} : { totp }) });
  expect(accepted(await attempt())).toMatchObject({ signedIn: false, reason: 'totp', waitSeconds: 0 });
  // The code that switched it on is used up.
  expect(accepted(await attempt(code()))).toMatchObject({ signedIn: false, reason: 'totp' });
  later(30);
  const right = code();
  expect(accepted(await attempt(right)).signedIn).toBe(true);
  expect(accepted(await attempt(right))).toMatchObject({ signedIn: false, reason: 'totp' });
  expect(accepted(await attempt(recoveryCodes[3]!.toLowerCase())).signedIn).toBe(true);
  expect(accepted(await attempt(recoveryCodes[3])).signedIn).toBe(false);
  expect(accepted(await trySignIn(platform, { ...person, password: wrong, totp: right }))).toMatchObject({ reason: 'wrong' });
});

it('counts wrong codes as failures, so that codes cannot be tried through', async () => {
  const person = await makePerson(platform, name('p'));
  await withSecondStep(person);
  later(30);
  const address = `10.8.${serial}.1`;
  for (let round = 0; round < 5; round += 1) accepted(await trySignIn(platform, { ...person, totp: '000000', address }));
  expect(codeOf(await trySignIn(platform, { ...person, totp: '000000', address }))).toBe('too-many');
});

it('switches the second step off with the password, or by whoever keeps the account', async () => {
  const person = await makePerson(platform, name('p'));
  const { actor } = await withSecondStep(person);
  expect(codeOf(await perform(platform, actor, removeTotp, { password: wrong }))).toBe('findings');
  accepted(await perform(platform, actor, removeTotp, { password: person.password }));
  expect(accepted(await trySignIn(platform, person)).signedIn).toBe(true);
  const other = await makePerson(platform, name('q'));
  await withSecondStep(other);
  const { code } = accepted(await perform(platform, terminalActor, resetPerson, { person: other.id, totp: true }));
  accepted(await perform(platform, visitorActor, setPasswordWithCode, { code, password: 'Fresh-Grass.88' }));
  expect(accepted(await trySignIn(platform, { ...other, password: 'Fresh-Grass.88' })).signedIn).toBe(true);
});

it('seals secrets anew with a new key, and signs in with the code as before', async () => {
  const person = await makePerson(platform, name('p'));
  const { code } = await withSecondStep(person);
  testKeys.addKey();
  expect(accepted(await perform(platform, terminalActor, rotateKey, {})).sealed).toBeGreaterThan(0);
  testKeys.dropOldKeys();
  later(30);
  expect(accepted(await trySignIn(platform, { ...person, totp: code() })).signedIn).toBe(true);
});

it('says so where the key file is lost, and lets a recovery code in', async () => {
  const person = await makePerson(platform, name('p'));
  const { code, recoveryCodes } = await withSecondStep(person);
  later(30);
  const lost: Platform = { ...platform, tools: { ...platform.tools, open: () => undefined } };
  expect(accepted(await trySignIn(lost, { ...person, totp: code() }))).toMatchObject({
    signedIn: false,
    message: expect.stringContaining('密钥文件'),
  });
  expect(accepted(await trySignIn(lost, { ...person, totp: recoveryCodes[0]! })).signedIn).toBe(true);
  const refused = await perform(lost, terminalActor, rotateKey, {});
  expect(codeOf(refused)).toBe('conflict');
});

it('sets a password with a code once, within its hours, and only with the newest code', async () => {
  const set = (code: string, password = goodPassword) => perform(platform, visitorActor, setPasswordWithCode, { code, password });
  const invite = (signInName: string) => perform(platform, terminalActor, invitePerson, { signInName, name: '新人' });
  const first = accepted(await invite(name('a')));
  expect(codeOf(await set(first.code, '12345678'))).toBe('findings');
  expect(accepted(await set(first.code))).toEqual({ signInName: name('a'), name: '新人' });
  expect(codeOf(await set(first.code))).toBe('not-found');
  const second = accepted(await invite(name('b')));
  later(169 * 3600);
  expect(codeOf(await set(second.code))).toBe('not-found');
  const [old, fresh] = [
    accepted(await perform(platform, terminalActor, resetPerson, { person: second.person })),
    accepted(await perform(platform, terminalActor, resetPerson, { person: second.person })),
  ];
  expect(codeOf(await set(old.code))).toBe('not-found');
  accepted(await set(fresh.code));
  expect(codeOf(await invite(name('B').toLowerCase()))).toBe('conflict');
});

it('lets nobody in with the old password once it was reset', async () => {
  const person = await makePerson(platform, name('p'));
  const token = await signIn(platform, person);
  accepted(await perform(platform, terminalActor, resetPerson, { person: person.id }));
  expect(await behind(platform, token)).toBeUndefined();
  expect(accepted(await trySignIn(platform, person))).toMatchObject({ signedIn: false, reason: 'wrong' });
});

it('keeps no secret under the key of a request', async () => {
  const person = await makePerson(platform, name('p'), [{ role: 'editor', site: 'alpha' }]);
  const actor = await actorFor(platform, person);
  const token = { name: '接口', site: 'alpha', capabilities: ['submission.read' as const], days: 1 };
  accepted(await perform(platform, actor, makeToken, token, { idempotencyKey: `key-of-token-${serial}` }));
  const change = { password: person.password, newPassword: 'Fresh-Grass.88' };
  accepted(await perform(platform, actor, changePassword, change, { idempotencyKey: `key-of-change-${serial}` }));
  const kept = await world.db.selectFrom('idempotency_keys').select('key').where('key', 'like', `key-of-%-${serial}`).execute();
  expect(kept).toEqual([]);
});
