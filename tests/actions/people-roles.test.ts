import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { appointPerson } from '../../src/actions/appoint-person.ts';
import { configurePlatform } from '../../src/actions/configure-platform.ts';
import { editAccount } from '../../src/actions/edit-account.ts';
import { editPerson } from '../../src/actions/edit-person.ts';
import { handOverPerson } from '../../src/actions/hand-over-person.ts';
import { invitePerson } from '../../src/actions/invite-person.ts';
import { leavePerson } from '../../src/actions/leave-person.ts';
import { makeToken } from '../../src/actions/make-token.ts';
import { resetPerson } from '../../src/actions/reset-person.ts';
import { revokeToken } from '../../src/actions/revoke-token.ts';
import { withdrawRole } from '../../src/actions/withdraw-role.ts';
import { capabilities, may, reachIn, terminalActor } from '../../src/domain/permission.ts';
import { actorOfToken, touchToken } from '../../src/store/actors.ts';
import { hashOfSecret } from '../../src/store/secrets.ts';
import { actorFor, behind, type Held, type Made, makePerson, signIn, trySignIn } from '../support/people.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, platformOf } from '../views/offices.ts';

let world: World;
let platform: Platform;
let now: Date;
let serial = 0;
/** 甲局, below it 甲一科, below that 甲一股; 乙局 alone; 丙局 in the other site. */
let units: Readonly<Record<string, number>>;
beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world, () => now);
  for (const id of ['alpha', 'beta'])
    await world.db
      .insertInto('sites')
      .values({ id, name: `网站${id}`, recorded_at: new Date(0) })
      .execute();
  const found: Record<string, number> = {};
  for (const [name, site, parent] of [
    ['甲局', 'alpha', undefined],
    ['甲一科', 'alpha', '甲局'],
    ['甲一股', 'alpha', '甲一科'],
    ['乙局', 'alpha', undefined],
    ['丙局', 'beta', undefined],
  ] as const) {
    const values = { site_id: site, key: name, name, group_name: '部门', position: 1, parent_id: parent ? found[parent]! : null };
    found[name] = (await world.db.insertInto('units').values(values).returning('id').executeTakeFirstOrThrow()).id;
  }
  units = found;
});
afterAll(() => world.close());
beforeEach(() => {
  now = new Date('2025-03-10T01:00:00Z');
  serial += 1;
});

const codeOf = (outcome: { readonly ok: boolean; readonly code?: string }): string => (outcome.ok ? 'ok' : (outcome.code ?? ''));
const person = (base: string, ...roles: Held[]): Promise<Made> => makePerson(platform, `${base}${serial}`, roles);
const day = (text: string): void => {
  now = new Date(`${text}T04:00:00Z`);
};

it('lets a role begin and end with its days in the office, and reach the units below its own', async () => {
  const someone = await person('p', { role: 'reviewer', site: 'alpha', unit: units['甲局']!, from: '2025-03-12', to: '2025-03-14' });
  const reach = async (moment: string) => {
    now = new Date(moment);
    const found = await behind(platform, await signIn(platform, someone));
    return reachIn(found!.actor, 'submission.review', 'alpha').units;
  };
  expect(await reach('2025-03-11T15:59:59Z')).toEqual([]);
  // 0:00 on the 12th in Shanghai.
  expect([...(await reach('2025-03-11T16:00:00Z'))].sort()).toEqual([units['甲局'], units['甲一科'], units['甲一股']].sort());
  expect(await reach('2025-03-14T15:59:59Z')).toHaveLength(3);
  expect(await reach('2025-03-14T16:00:00Z')).toEqual([]);
});

it('takes a role back at once, also from a session that is under way, and renews its cookie', async () => {
  const editor = await person('p', { role: 'editor', site: 'alpha' });
  const token = await signIn(platform, editor);
  expect(may((await behind(platform, token))!.actor, 'submission.adopt', { site: 'alpha' })).toBe(true);
  const [held] = await world.db.selectFrom('person_roles').select('id').where('person_id', '=', editor.id).execute();
  accepted(await perform(platform, terminalActor, withdrawRole, { site: 'alpha', appointment: held!.id }));
  const after = (await behind(platform, token))!;
  expect(may(after.actor, 'submission.adopt', { site: 'alpha' })).toBe(false);
  expect(after.session.renew).toBe(true);
  expect(codeOf(await perform(platform, terminalActor, withdrawRole, { site: 'alpha', appointment: held!.id }))).toBe('not-found');
});

it('lets the head of a site invite and appoint for her units, and in no other site', async () => {
  const head = await actorFor(platform, await person('head', { role: 'head', site: 'alpha' }));
  const invite = (site: string, role: 'contributor' | 'head' | 'editor', unit?: number) =>
    perform(platform, head, invitePerson, {
      site,
      signInName: `new${serial}${role}${site}`,
      name: '新人',
      roles: [{ role, ...(unit === undefined ? {} : { unit }) }],
    });
  accepted(await invite('alpha', 'contributor', units['甲一科']!));
  expect(codeOf(await invite('alpha', 'head'))).toBe('forbidden');
  expect(codeOf(await invite('beta', 'editor'))).toBe('forbidden');
  expect(codeOf(await invite('alpha', 'contributor', units['丙局']!))).toBe('findings');
  expect(codeOf(await perform(platform, head, invitePerson, { signInName: `x${serial}`, name: '某' }))).toBe('forbidden');
  expect(codeOf(await perform(platform, head, invitePerson, { site: 'alpha', signInName: `x${serial}`, name: '某' }))).toBe('findings');
  expect(codeOf(await perform(platform, head, appointPerson, { role: 'editor', site: 'alpha', person: head.person! }))).toBe('forbidden');
});

it('shows a head nobody of other sites, and lets her appoint them by their sign-in name', async () => {
  const head = await actorFor(platform, await person('head', { role: 'head', site: 'alpha' }));
  const foreign = await person('foreign', { role: 'contributor', site: 'beta', unit: units['丙局']! });
  const role = { role: 'contributor' as const, site: 'alpha', unit: units['乙局']! };
  expect(codeOf(await perform(platform, head, appointPerson, { ...role, person: foreign.id }))).toBe('not-found');
  expect(codeOf(await perform(platform, head, resetPerson, { site: 'alpha', person: foreign.id }))).toBe('not-found');
  accepted(await perform(platform, head, appointPerson, { ...role, signInName: foreign.signInName.toUpperCase() }));
  expect(codeOf(await perform(platform, head, appointPerson, { ...role, person: foreign.id }))).toBe('findings');
  // One person, two sites, one sign-in; but the account reaches further than the head does.
  const actor = await actorFor(platform, foreign);
  expect(may(actor, 'submission.write', { site: 'alpha', units: [units['乙局']!], author: foreign.id })).toBe(true);
  expect(may(actor, 'submission.write', { site: 'beta', units: [units['丙局']!], author: foreign.id })).toBe(true);
  expect(codeOf(await perform(platform, head, resetPerson, { site: 'alpha', person: foreign.id }))).toBe('forbidden');
});

it('lets nobody without the power invite, appoint, edit, reset, close or hand over', async () => {
  const target = await person('t', { role: 'contributor', site: 'alpha', unit: units['甲局']! });
  for (const role of ['contributor', 'reviewer', 'editor', 'leader', 'disclosure-clerk', 'auditor', 'client'] as const) {
    const place =
      role === 'auditor' ? {} : { site: 'alpha', ...(role === 'contributor' || role === 'reviewer' ? { unit: units['甲局']! } : {}) };
    const actor = await actorFor(platform, await person(`n-${role}`, { role, ...place }));
    const site = 'alpha';
    expect(codeOf(await perform(platform, actor, invitePerson, { site, signInName: `y${serial}`, name: '某' })), role).toBe('forbidden');
    expect(codeOf(await perform(platform, actor, appointPerson, { site, role: 'editor', person: target.id })), role).toBe('forbidden');
    expect(codeOf(await perform(platform, actor, editPerson, { site, person: target.id, version: 1, name: '改' })), role).toBe('forbidden');
    expect(codeOf(await perform(platform, actor, resetPerson, { site, person: target.id })), role).toBe('forbidden');
    expect(codeOf(await perform(platform, actor, leavePerson, { site, person: target.id })), role).toBe('forbidden');
    expect(codeOf(await perform(platform, actor, handOverPerson, { site, from: target.id, to: actor.person! })), role).toBe('forbidden');
    expect(codeOf(await perform(platform, actor, configurePlatform, { version: 0, people: {} })), role).toBe('forbidden');
  }
});

it('edits name, sign-in name and phone, once for each version; the own phone oneself', async () => {
  const someone = await person('p');
  const edit = (version: number, to: object) => perform(platform, terminalActor, editPerson, { person: someone.id, version, ...to });
  accepted(await edit(1, { name: '李四', signInName: `Lisi${serial}`, phone: '8210000' }));
  expect(codeOf(await edit(1, { name: '王五' }))).toBe('stale-version');
  expect(codeOf(await edit(2, { signInName: (await person('other')).signInName }))).toBe('conflict');
  expect(accepted(await trySignIn(platform, { signInName: `LISI${serial}`, password: someone.password })).signedIn).toBe(true);
  const actor = await actorFor(platform, { ...someone, signInName: `lisi${serial}` });
  expect(accepted(await perform(platform, actor, editAccount, { version: 2, phone: ' ' }))).toEqual({ version: 3 });
  const row = await world.db.selectFrom('people').select(['phone', 'name']).where('id', '=', someone.id).executeTakeFirstOrThrow();
  expect(row).toEqual({ phone: null, name: '李四' });
});

it('with 三员分立 goes from one administrator to three, each of whom can do only their part', async () => {
  const apart = await openWorld();
  try {
    const own = platformOf(apart, () => now);
    await apart.db
      .insertInto('sites')
      .values({ id: 'alpha', name: '甲网站', recorded_at: new Date(0) })
      .execute();
    const system = await makePerson(own, 'system', [{ role: 'system-administrator' }]);
    const mixed = await makePerson(own, 'mixed', [{ role: 'auditor' }, { role: 'editor', site: 'alpha' }]);
    const admin = await actorFor(own, system);
    const settle = (actor: typeof admin, version: number, people: object) => perform(own, actor, configurePlatform, { version, people });
    const refused = await settle(admin, 0, { separation: true });
    expect(refused).toMatchObject({ ok: false, code: 'findings', findings: [{ message: expect.stringContaining('mixed同志') }] });
    accepted(await perform(own, terminalActor, leavePerson, { person: mixed.id }));
    accepted(await settle(admin, 0, { separation: true }));
    // The account is made by the one, the role given by the other.
    const security = await makePerson(own, 'security');
    const [auditor, editor] = [await makePerson(own, 'auditor'), await makePerson(own, 'editor')];
    const appoint = (actor: typeof admin, role: 'security-administrator' | 'auditor' | 'editor' | 'system-administrator', id: number) =>
      perform(own, actor, appointPerson, { role, person: id, ...(role === 'editor' ? { site: 'alpha' } : {}) });
    expect(codeOf(await appoint(admin, 'auditor', auditor.id))).toBe('forbidden');
    expect(codeOf(await appoint(admin, 'security-administrator', system.id))).toBe('forbidden');
    accepted(await appoint(admin, 'security-administrator', security.id));
    expect(codeOf(await appoint(admin, 'security-administrator', auditor.id))).toBe('forbidden');
    const guard = await actorFor(own, security);
    accepted(await appoint(guard, 'auditor', auditor.id));
    accepted(await appoint(guard, 'editor', editor.id));
    expect(codeOf(await appoint(guard, 'editor', auditor.id))).toBe('findings');
    expect(codeOf(await appoint(guard, 'auditor', system.id))).toBe('findings');
    expect(codeOf(await appoint(guard, 'system-administrator', security.id))).toBe('forbidden');
    expect(codeOf(await perform(own, guard, invitePerson, { signInName: 'made-by-guard', name: '某' }))).toBe('forbidden');
    // Whoever resets a password could get in with it.
    expect(codeOf(await perform(own, admin, resetPerson, { person: security.id }))).toBe('forbidden');
    expect(codeOf(await perform(own, admin, leavePerson, { person: security.id }))).toBe('forbidden');
    expect(codeOf(await perform(own, guard, resetPerson, { person: editor.id }))).toBe('forbidden');
    accepted(await perform(own, admin, resetPerson, { person: editor.id }));
    // The one who is watched cannot switch it off.
    expect(codeOf(await settle(admin, 1, { separation: false }))).toBe('forbidden');
    accepted(await settle(guard, 1, { separation: false }));
  } finally {
    await apart.close();
  }
});

it('keeps the last system administrator, and closes the accounts of others with all they hold', async () => {
  const only = await openWorld();
  try {
    const own = platformOf(only, () => now);
    await only.db
      .insertInto('sites')
      .values({ id: 'alpha', name: '甲网站', recorded_at: new Date(0) })
      .execute();
    const [one, two] = [
      await makePerson(own, 'one', [{ role: 'system-administrator' }]),
      await makePerson(own, 'two', [{ role: 'system-administrator' }]),
    ];
    const [first, second] = [await actorFor(own, one), await actorFor(own, two)];
    expect(codeOf(await perform(own, first, leavePerson, { person: one.id }))).toBe('forbidden');
    accepted(await perform(own, first, leavePerson, { person: two.id, reason: '调动' }));
    // Even as somebody who was still signed in a moment ago.
    expect(codeOf(await perform(own, second, leavePerson, { person: one.id }))).toBe('findings');
  } finally {
    await only.close();
  }
});

it('leaves nothing open to whoever has left: no session, no token, no code, no role, no password', async () => {
  const editor = await person('p', { role: 'editor', site: 'alpha' });
  const token = await signIn(platform, editor);
  const actor = (await behind(platform, token))!.actor;
  const lent = accepted(
    await perform(platform, actor, makeToken, { name: '接口', site: 'alpha', capabilities: ['submission.read'], days: 5 }),
  );
  expect(accepted(await perform(platform, terminalActor, leavePerson, { person: editor.id })).open).toEqual({
    alpha: { draft: 0, returned: 0, 'on-the-way': 0, claimed: 0, 'to-review': 0 },
  });
  expect(await behind(platform, token)).toBeUndefined();
  expect(await actorOfToken(platform.pool, hashOfSecret(lent.token), now)).toBeUndefined();
  expect(accepted(await trySignIn(platform, editor)).signedIn).toBe(false);
  expect(codeOf(await perform(platform, terminalActor, resetPerson, { person: editor.id }))).toBe('wrong-state');
  expect(codeOf(await perform(platform, terminalActor, appointPerson, { person: editor.id, role: 'editor', site: 'alpha' }))).toBe(
    'not-found',
  );
  const row = await world.db.selectFrom('people').selectAll().where('id', '=', editor.id).executeTakeFirstOrThrow();
  expect([row.state, row.password_hash, row.name]).toEqual(['left', null, editor.name]);
});

let item = 0;
async function submission(values: {
  unit: string;
  author: Made;
  state: 'draft' | 'returned' | 'in-review' | 'submitted' | 'adopted';
  claimed?: Made;
}): Promise<number> {
  item += 1;
  const { id } = await world.db
    .insertInto('submissions')
    .values({
      site_id: 'alpha',
      unit_id: units[values.unit]!,
      source_key: `S${item}`,
      title: `第${item}件`,
      recorded_at: now,
      state: values.state,
      author_id: values.author.id,
      ...(values.claimed ? { claimed_by: values.claimed.id, claimed_at: now } : {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

it('hands over roles and open work, but nothing whose other side the successor stands on', async () => {
  const at = { site: 'alpha', unit: units['甲局']! };
  const from = await person('from', { role: 'contributor', ...at }, { role: 'editor', site: 'alpha' });
  const to = await person('to', { role: 'reviewer', ...at });
  const third = await person('third', { role: 'contributor', ...at });
  const draft = await submission({ unit: '甲局', author: from, state: 'draft' });
  const returned = await submission({ unit: '甲局', author: from, state: 'returned' });
  const signed = await submission({ unit: '甲局', author: from, state: 'in-review' });
  const claimed = await submission({ unit: '甲局', author: third, state: 'submitted', claimed: from });
  const own = await submission({ unit: '甲局', author: to, state: 'submitted', claimed: from });
  const done = await submission({ unit: '甲局', author: from, state: 'adopted' });
  const sha256 = 'a'.repeat(64);
  const version = {
    site_id: 'alpha',
    submission_id: signed,
    number: 1,
    side: 'unit' as const,
    title: '题',
    body: '文',
    content: '{}',
    sha256,
  };
  await world.db
    .insertInto('submission_versions')
    .values({ ...version, written_by: from.id, written_by_name: from.name, recorded_at: now })
    .execute();
  const signature = { site_id: 'alpha', submission_id: signed, version_number: 1, sha256, as_what: 'reviewer' as const, level: 1 };
  await world.db
    .insertInto('submission_signatures')
    .values({ ...signature, person_id: to.id, name: to.name, recorded_at: now })
    .execute();

  const handed = accepted(await perform(platform, terminalActor, handOverPerson, { site: 'alpha', from: from.id, to: to.id }));
  expect(handed).toMatchObject({ roles: 2, written: 2, claimed: 2, left: { 'on-the-way': 1, draft: 0, claimed: 0 } });
  const rows = await world.db
    .selectFrom('submissions')
    .selectAll()
    .where('id', 'in', [draft, returned, signed, claimed, own, done])
    .orderBy('id')
    .execute();
  expect(rows.map((row) => [row.author_id, row.claimed_by])).toEqual([
    [to.id, null],
    [to.id, null],
    [from.id, null],
    [third.id, to.id],
    [to.id, null],
    [from.id, null],
  ]);
  const history = await world.db.selectFrom('history').select(['thing', 'thing_id']).where('step', '=', 'person.hand-over').execute();
  expect(
    history
      .filter((line) => line.thing === 'submission')
      .map((line) => Number(line.thing_id))
      .sort(),
  ).toEqual([draft, returned, claimed, own].sort());
  const successor = await actorFor(platform, to);
  expect(may(successor, 'submission.write', { site: 'alpha', units: [units['甲局']!], author: to.id })).toBe(true);
  expect(may(successor, 'submission.adopt', { site: 'alpha' })).toBe(true);
  expect((await actorFor(platform, from)).grants).toEqual([{ role: 'member' }]);
});

it('lets a head hand over only roles that she gives', async () => {
  const head = await actorFor(platform, await person('head', { role: 'head', site: 'alpha' }));
  const [other, successor] = [await person('oh', { role: 'head', site: 'alpha' }), await person('s', { role: 'editor', site: 'alpha' })];
  expect(codeOf(await perform(platform, head, handOverPerson, { site: 'alpha', from: other.id, to: successor.id }))).toBe('forbidden');
  const contributor = await person('c', { role: 'contributor', site: 'alpha', unit: units['乙局']! });
  accepted(await perform(platform, head, handOverPerson, { site: 'alpha', from: contributor.id, to: successor.id }));
});

it('lets the head who took the last roles away close the account, and gives her no way into it', async () => {
  const head = await actorFor(platform, await person('head', { role: 'head', site: 'alpha' }));
  const at = { site: 'alpha', unit: units['乙局']! };
  const leave = (who: Made, site = 'alpha') => perform(platform, head, leavePerson, { site, person: who.id });
  const handOver = (from: Made, to: Made, by = head) => perform(platform, by, handOverPerson, { site: 'alpha', from: from.id, to: to.id });

  const successor = await person('s', { role: 'editor', site: 'alpha' });
  const leaver = await person('c', { role: 'contributor', ...at }, { role: 'editor', site: 'alpha' });
  accepted(await handOver(leaver, successor));
  expect(codeOf(await perform(platform, head, resetPerson, { site: 'alpha', person: leaver.id }))).toBe('forbidden');
  const stranger = await actorFor(platform, await person('bh', { role: 'head', site: 'beta' }));
  expect(codeOf(await perform(platform, stranger, leavePerson, { site: 'beta', person: leaver.id }))).toBe('not-found');
  const token = await signIn(platform, leaver);
  accepted(await leave(leaver));
  expect(await behind(platform, token)).toBeUndefined();
  expect(codeOf(await leave(leaver))).toBe('wrong-state');

  // Who is still needed elsewhere, whose last role was elsewhere, or not hers to give, is not hers to close.
  const elsewhere = await person('e', { role: 'contributor', ...at }, { role: 'contributor', site: 'beta', unit: units['丙局']! });
  accepted(await handOver(elsewhere, successor));
  expect(codeOf(await leave(elsewhere))).toBe('forbidden');
  now = new Date(now.getTime() + 60_000);
  const [inBeta] = await world.db
    .selectFrom('person_roles')
    .select('id')
    .where('person_id', '=', elsewhere.id)
    .where('site_id', '=', 'beta')
    .execute();
  accepted(await perform(platform, terminalActor, withdrawRole, { site: 'beta', appointment: inBeta!.id }));
  expect(codeOf(await leave(elsewhere))).toBe('forbidden');
  const former = await person('h', { role: 'head', site: 'alpha' }, { role: 'contributor', ...at });
  accepted(await handOver(former, successor, terminalActor));
  expect(codeOf(await leave(former))).toBe('forbidden');

  // A role that ended with its day; one still to come keeps the account.
  const ends = await person('d', { role: 'contributor', ...at, to: '2025-03-10' });
  const comes = await person('f', { role: 'contributor', ...at, to: '2025-03-10' }, { role: 'leader', site: 'beta', from: '2025-04-01' });
  day('2025-03-11');
  accepted(await leave(ends));
  expect(codeOf(await leave(comes))).toBe('forbidden');
});

it('puts back what was claimed where no role is held any more', async () => {
  const admin = await actorFor(platform, await person('a', { role: 'system-administrator' }));
  const [editor, author] = [await person('p', { role: 'editor', site: 'alpha' }), await person('c')];
  const claimed = await submission({ unit: '乙局', author, state: 'submitted', claimed: editor });
  const [role] = await world.db.selectFrom('person_roles').select('id').where('person_id', '=', editor.id).execute();
  accepted(await perform(platform, terminalActor, withdrawRole, { site: 'alpha', appointment: role!.id }));
  accepted(await perform(platform, admin, leavePerson, { person: editor.id }));
  const row = await world.db.selectFrom('submissions').select('claimed_by').where('id', '=', claimed).executeTakeFirstOrThrow();
  expect(row.claimed_by).toBeNull();
});

it('lends a program what is asked and held, in one site, and takes it away with the owner’s own right', async () => {
  const owner = await person('p', { role: 'editor', site: 'alpha', to: '2025-04-30' }, { role: 'editor', site: 'beta' });
  const actor = await actorFor(platform, owner);
  const make = (wanted: readonly (typeof capabilities)[number][], site = 'alpha', days = 365) =>
    perform(platform, actor, makeToken, { name: '门户接口', site, capabilities: wanted, days });
  expect(codeOf(await make(['person.appoint']))).toBe('findings');
  expect(codeOf(await make(['bulletin.issue']))).toBe('findings');
  expect(codeOf(await make(['submission.read'], 'gamma'))).toBe('findings');
  expect(codeOf(await make(['submission.read'], 'alpha', 900))).toBe('findings');
  const { token, id } = accepted(await make(['submission.read', 'fact.import']));
  const acting = async () => (await actorOfToken(platform.pool, hashOfSecret(token), now))?.actor;
  const program = (await acting())!;
  for (const capability of capabilities)
    for (const site of ['alpha', 'beta'])
      expect(may(program, capability, { site }), `${capability} ${site}`).toBe(
        site === 'alpha' && ['submission.read', 'fact.import'].includes(capability),
      );
  for (const capability of capabilities) expect(may(program, capability), capability).toBe(false);
  expect(program.name).toContain('门户接口');
  expect(
    codeOf(await perform(platform, program, makeToken, { name: '再给', site: 'alpha', capabilities: ['submission.read'], days: 1 })),
  ).toBe('forbidden');
  await touchToken(platform.pool, { id, usedAt: null }, now, '10.9.0.1');
  expect((await actorOfToken(platform.pool, hashOfSecret(token), now))?.token.usedAt).toEqual(now);
  // The owner's role in the site ends; the token is still there, and reaches nothing.
  day('2025-05-01');
  expect(may((await acting())!, 'submission.read', { site: 'alpha' })).toBe(false);
  const stranger = await actorFor(platform, await person('s'));
  expect(codeOf(await perform(platform, stranger, revokeToken, { token: id }))).toBe('not-found');
  const guard = await actorFor(platform, await person('g', { role: 'security-administrator' }));
  accepted(await perform(platform, guard, revokeToken, { token: id }));
  expect(await acting()).toBeUndefined();
  expect(codeOf(await perform(platform, guard, revokeToken, { token: id }))).toBe('wrong-state');
});

it('ends a token with its days, and keeps its value nowhere', async () => {
  const owner = await person('p', { role: 'client', site: 'alpha' });
  const actor = await actorFor(platform, owner);
  const { token, id } = accepted(
    await perform(platform, actor, makeToken, { name: '接口', site: 'alpha', capabilities: ['fact.import'], days: 2 }),
  );
  const dump = JSON.stringify([
    await world.db.selectFrom('tokens').selectAll().where('id', '=', id).execute(),
    await world.db.selectFrom('history').selectAll().where('thing', '=', 'token').execute(),
  ]);
  expect(dump).not.toContain(token.slice(4));
  now = new Date(now.getTime() + 2 * 86_400_000 - 1000);
  expect(await actorOfToken(platform.pool, hashOfSecret(token), now)).toBeDefined();
  now = new Date(now.getTime() + 1000);
  expect(await actorOfToken(platform.pool, hashOfSecret(token), now)).toBeUndefined();
});

it('gives a platform administrator nothing to lend', async () => {
  const auditor = await actorFor(platform, await person('p', { role: 'auditor' }));
  expect(
    codeOf(await perform(platform, auditor, makeToken, { name: '接口', site: 'alpha', capabilities: ['submission.read'], days: 2 })),
  ).toBe('findings');
});
