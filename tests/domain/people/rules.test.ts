import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  holdingFindings,
  keepingFindings,
  lastFindings,
  leavingFindings,
  placeFindings,
  powerFindings,
  type RoleHeld,
  rolesOfHead,
  settlingFindings,
} from '../../../src/domain/people/appointment.ts';
import { codeText, readCode } from '../../../src/domain/people/code.ts';
import { defaultPeopleSettings, peopleSettingsFindings, readPeopleSettings } from '../../../src/domain/people/settings.ts';
import { lendable, lendingFindings } from '../../../src/domain/people/token.ts';
import { failuresAfter, waitAfter } from '../../../src/domain/people/waits.ts';
import {
  type Actor,
  capabilities,
  capabilitiesIn,
  type HeldRole,
  heldRoles,
  may,
  mayIn,
  rolePlaces,
  roles,
  separationFindings,
  terminalActor,
  visitorActor,
} from '../../../src/domain/permission.ts';

const actorWith = (role: HeldRole, id = 1): Actor => ({
  name: '某人',
  person: id,
  grants: [
    { role: 'member' },
    rolePlaces[role] === 'platform' ? { role } : { role, site: 'alpha', ...(rolePlaces[role] === 'unit' ? { unit: 1 } : {}) },
  ],
});
const situation = { separation: false, systemAdministrators: [1], securityAdministrators: [] as number[] };
const other = { id: 2, held: [] as RoleHeld[] };
const at = (role: HeldRole): RoleHeld => ({ role, site: rolePlaces[role] === 'platform' ? null : 'alpha' });
const given = (actor: Actor, powers = situation, person = other): HeldRole[] =>
  heldRoles.filter((role) => powerFindings(actor, person, at(role), powers).length === 0);

it('lets the terminal and, without 三员分立, the system administrator give every role, also to herself', () => {
  expect(given(terminalActor)).toEqual(heldRoles);
  expect(given(actorWith('system-administrator'))).toEqual(heldRoles);
  expect(given(actorWith('system-administrator'), situation, { id: 1, held: [] })).toEqual(heldRoles);
});

it('with 三员分立 lets the security administrator give every role, and the system administrator none', () => {
  const apart = { separation: true, systemAdministrators: [1], securityAdministrators: [3] };
  expect(given(actorWith('security-administrator', 3), apart)).toEqual(heldRoles);
  expect(given(actorWith('security-administrator', 3), apart, { id: 3, held: [] })).toEqual([]);
  expect(given(actorWith('system-administrator'), apart)).toEqual([]);
});

it('with 三员分立 and nobody yet to give roles, lets the system administrator appoint the first security administrator, not herself', () => {
  const apart = { separation: true, systemAdministrators: [1], securityAdministrators: [] };
  expect(given(actorWith('system-administrator'), apart)).toEqual(['security-administrator']);
  expect(given(actorWith('system-administrator'), apart, { id: 1, held: [] })).toEqual([]);
});

it('lets the head give the working roles of her own site, to others', () => {
  const head = actorWith('head');
  expect(given(head)).toEqual(rolesOfHead.filter((role) => heldRoles.includes(role)));
  expect(given(head, situation, { id: 1, held: [] })).toEqual([]);
  expect(powerFindings(head, other, { role: 'editor', site: 'beta' }, situation)).not.toEqual([]);
});

it('lets nobody else give any role', () => {
  for (const role of heldRoles.filter((one) => !['system-administrator', 'security-administrator', 'head'].includes(one)))
    expect(given(actorWith(role)), role).toEqual([]);
  expect(given(visitorActor)).toEqual([]);
});

it('with 三员分立 no order of appointments gives one person two of the three, or one of them and a business role', () => {
  const apart = { separation: true, systemAdministrators: [], securityAdministrators: [] };
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...heldRoles), { maxLength: 30 }), (asked) => {
      const held: RoleHeld[] = [];
      for (const role of asked) if (holdingFindings(held, role, apart).length === 0) held.push(at(role));
      expect(separationFindings(held.map(({ role }) => role))).toEqual([]);
      const three = held.filter(({ role }) => ['system-administrator', 'security-administrator', 'auditor'].includes(role));
      expect(new Set(three.map(({ role }) => role)).size).toBeLessThanOrEqual(1);
      if (three.length > 0) expect(new Set(held.map(({ role }) => role)).size).toBe(1);
    }),
  );
});

it('lets a head keep only accounts that reach no further than her site and her people', () => {
  const head = actorWith('head');
  const keeps = (held: RoleHeld[]): boolean => keepingFindings(head, { id: 2, held }, situation).length === 0;
  expect(keeps([{ role: 'contributor', site: 'alpha' }])).toBe(true);
  expect(
    keeps([
      { role: 'contributor', site: 'alpha' },
      { role: 'contributor', site: 'beta' },
    ]),
  ).toBe(false);
  expect(
    keeps([
      { role: 'editor', site: 'alpha' },
      { role: 'system-administrator', site: null },
    ]),
  ).toBe(false);
  expect(keeps([{ role: 'head', site: 'alpha' }])).toBe(false);
  expect(keeps([])).toBe(false);
});

it('with 三员分立 keeps the system administrator out of the accounts of the other two, and the security administrator out of all others', () => {
  const apart = { separation: true, systemAdministrators: [1], securityAdministrators: [3] };
  const keeps = (actor: Actor, role: HeldRole): boolean => keepingFindings(actor, { id: 2, held: [at(role)] }, apart).length === 0;
  for (const role of heldRoles) {
    const three = ['system-administrator', 'security-administrator', 'auditor'].includes(role);
    expect(keeps(actorWith('system-administrator'), role), role).toBe(!three);
    expect(keeps(actorWith('security-administrator', 3), role), role).toBe(three);
  }
  expect(settlingFindings(actorWith('system-administrator'), true)).not.toEqual([]);
  expect(settlingFindings(actorWith('security-administrator', 3), true)).toEqual([]);
  expect(settlingFindings(actorWith('system-administrator'), false)).toEqual([]);
});

it('lets the head close an account without a role where the roles that ended last were hers to give, with 三员分立 as without', () => {
  for (const separation of [false, true]) {
    const apart = { separation, systemAdministrators: [1], securityAdministrators: [3] };
    const head: Actor = { name: '负责人', person: 4, grants: [{ role: 'head', site: 'alpha' }] };
    const closes = (actor: Actor, held: RoleHeld[], ended: RoleHeld[], id = 2): boolean =>
      leavingFindings(actor, { id, held, ended }, apart).length === 0;
    for (const role of heldRoles)
      expect(closes(head, [], [at(role)]), role).toBe(rolesOfHead.includes(role) && rolePlaces[role] !== 'platform');
    expect(closes(head, [], [])).toBe(false);
    expect(closes(head, [], [{ role: 'editor', site: 'beta' }])).toBe(false);
    expect(closes(head, [], [at('editor'), { role: 'editor', site: 'beta' }])).toBe(false);
    expect(closes(head, [{ role: 'editor', site: 'beta' }], [at('editor')])).toBe(false);
    expect(closes(head, [], [at('editor')], 4)).toBe(false);
    expect(closes(actorWith('system-administrator'), [], [at('editor')])).toBe(true);
    expect(closes(actorWith('security-administrator', 3), [], [at('editor')])).toBe(false);
  }
});

it('never leaves the platform without an administrator', () => {
  const admin = actorWith('system-administrator');
  const two = { ...situation, systemAdministrators: [1, 2] };
  expect(lastFindings(admin, { id: 1, held: [] }, ['system-administrator'], situation)).not.toEqual([]);
  expect(lastFindings(admin, { id: 1, held: [] }, ['system-administrator'], two)).toEqual([]);
  expect(lastFindings(admin, other, ['editor'], situation)).toEqual([]);
});

it('asks for the place that a role has', () => {
  expect(placeFindings('contributor', 'alpha', 1)).toEqual([]);
  expect(placeFindings('contributor', undefined, 1)).not.toEqual([]);
  expect(placeFindings('contributor', 'alpha', undefined)).not.toEqual([]);
  expect(placeFindings('editor', 'alpha', 1)).not.toEqual([]);
  expect(placeFindings('editor', undefined, undefined)).not.toEqual([]);
  expect(placeFindings('auditor', undefined, undefined)).toEqual([]);
  expect(placeFindings('auditor', 'alpha', undefined)).not.toEqual([]);
});

it('opens no site to visitors and to those signed in without a role, and only the account to whoever must set a new password', () => {
  const open = (actor: Actor) => capabilities.filter((capability) => may(actor, capability));
  expect(open(visitorActor)).toEqual(expect.arrayContaining(['administrator.claim', 'password.set-with-code', 'session.start']));
  expect(open(visitorActor)).not.toContain('account.keep');
  expect(open({ name: '某人', person: 1, grants: [{ role: 'member' }] })).toContain('account.keep');
  const must: Actor = { name: '某人', person: 1, grants: [{ role: 'member' }, { role: 'system-administrator' }], only: ['account.keep'] };
  expect(open(must)).toEqual(['account.keep']);
  for (const capability of capabilities) {
    expect(mayIn(visitorActor, capability, 'alpha')).toBe(false);
    expect(mayIn({ name: '某人', grants: [{ role: 'member' }] }, capability, 'alpha')).toBe(false);
  }
});

it('names every role, and never appoints to those that come by themselves', () => {
  expect(roles.filter((role) => !(heldRoles as readonly string[]).includes(role))).toEqual(['program', 'member', 'visitor']);
});

it('lends to programs only what is held in the site itself, and never power over people', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...heldRoles), fc.constantFrom('alpha', 'beta')), { maxLength: 5 }), (held) => {
      const grants = held.map(([role, site]) =>
        rolePlaces[role] === 'platform' ? { role } : { role, site, ...(rolePlaces[role] === 'unit' ? { unit: 1, below: [1] } : {}) },
      );
      const actor: Actor = { name: '某人', person: 1, grants: [{ role: 'member' }, ...grants] };
      const open = lendable(actor, 'alpha');
      const there = { ...actor, grants: grants.filter((grant) => 'site' in grant && grant.site === 'alpha') };
      for (const capability of open) expect(capabilitiesIn(there, 'alpha')).toContain(capability);
      for (const capability of [
        'person.manage',
        'person.appoint',
        'token.manage',
        'account.keep',
        'platform.configure',
        'submission.review',
      ] as const)
        expect(open).not.toContain(capability);
      expect(lendingFindings(actor, 'alpha', open).length === 0).toBe(open.length > 0);
    }),
  );
});

it('waits only after some failures, longer each time, and never longer than the longest', () => {
  const settings = defaultPeopleSettings;
  const waits = Array.from({ length: 60 }, (_, index) => waitAfter(index, settings.freeFailures, settings));
  expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  expect(waits.slice(5, 11)).toEqual([30, 60, 120, 240, 480, 900]);
  expect(Math.max(...waits)).toBe(settings.longestWaitSeconds);
  expect(failuresAfter(undefined, 0, settings)).toBe(1);
  expect(failuresAfter({ failures: 4, failedAt: 0 }, 1000, settings)).toBe(5);
  expect(failuresAfter({ failures: 4, failedAt: 0 }, settings.forgetFailuresMinutes * 60_000, settings)).toBe(1);
});

it('reads a code however it is typed, and never makes two of one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 13, maxLength: 13 }), (bytes) => {
      const code = codeText(bytes);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){3}$/);
      expect(readCode(code)).toBe(code.replaceAll('-', ''));
      expect(readCode(` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l')} `)).toBe(readCode(code));
    }),
  );
  const first = new Uint8Array(13);
  for (let bit = 0; bit < 100; bit += 1) {
    const second = Uint8Array.from(first);
    second[bit >> 3] = 128 >> (bit & 7);
    expect(codeText(second), String(bit)).not.toBe(codeText(first));
  }
});

it('takes settings only within their bounds, and reads anything held as settings within them', () => {
  expect(peopleSettingsFindings(defaultPeopleSettings)).toEqual([]);
  expect(peopleSettingsFindings({ ...defaultPeopleSettings, passwordLength: 4, idleMinutes: 0 }).map(({ where }) => where)).toEqual([
    'passwordLength',
    'idleMinutes',
  ]);
  expect(peopleSettingsFindings({ ...defaultPeopleSettings, firstWaitSeconds: 600, longestWaitSeconds: 60 })).toHaveLength(1);
  fc.assert(
    fc.property(fc.anything(), fc.dictionary(fc.constantFrom(...Object.keys(defaultPeopleSettings)), fc.anything()), (junk, held) => {
      expect(readPeopleSettings(junk).passwordLength).toBeGreaterThanOrEqual(8);
      const read = readPeopleSettings(held);
      expect(peopleSettingsFindings({ ...read, longestWaitSeconds: 3600 })).toEqual([]);
      expect(Object.keys(read).sort()).toEqual(Object.keys(defaultPeopleSettings).sort());
    }),
  );
});
