import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { makeToken } from '../../src/actions/make-token.ts';
import { resetPerson } from '../../src/actions/reset-person.ts';
import { type Actor, heldRoles, may, rolePlaces, terminalActor, visitorActor } from '../../src/domain/permission.ts';
import { handoverPack } from '../../src/views/handover-pack.ts';
import { me } from '../../src/views/me.ts';
import { mySessions } from '../../src/views/my-sessions.ts';
import { myTokens } from '../../src/views/my-tokens.ts';
import { type People, people } from '../../src/views/people.ts';
import { person } from '../../src/views/person.ts';
import { platformSettings } from '../../src/views/platform-settings.ts';
import { tokens } from '../../src/views/tokens.ts';
import { actorFor, behind, type Made, makePerson, signIn } from '../support/people.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, platformOf } from './offices.ts';

let world: World;
let platform: Platform;
let units: Readonly<Record<string, number>>;
const made: Record<string, Made> = {};
const actors: Record<string, Actor> = {};

beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world);
  const found: Record<string, number> = {};
  for (const id of ['alpha', 'beta']) {
    await world.db
      .insertInto('sites')
      .values({ id, name: `网站${id}`, recorded_at: new Date(0) })
      .execute();
    for (const name of ['甲局', '乙局']) {
      const values = { site_id: id, key: name, name, group_name: '部门', position: 1 };
      found[`${id} ${name}`] = (await world.db.insertInto('units').values(values).returning('id').executeTakeFirstOrThrow()).id;
    }
  }
  units = found;
  for (const role of heldRoles) {
    const place = rolePlaces[role];
    const at = place === 'platform' ? {} : { site: 'alpha', ...(place === 'unit' ? { unit: units['alpha 甲局']! } : {}) };
    made[role] = await makePerson(platform, `the-${role}`, [{ role, ...at }]);
    actors[role] = await actorFor(platform, made[role]);
  }
  made['both'] = await makePerson(platform, 'both', [
    { role: 'contributor', site: 'alpha', unit: units['alpha 乙局']! },
    { role: 'editor', site: 'beta' },
  ]);
  actors['both'] = await actorFor(platform, made['both']);
  made['beta'] = await makePerson(platform, 'only-beta', [{ role: 'contributor', site: 'beta', unit: units['beta 甲局']! }]);
  made['nobody'] = await makePerson(platform, 'nobody');
});
afterAll(() => world.close());

const names = (page: People): string[] => page.rows.map((row) => row.signInName);
const codeOf = (outcome: { readonly ok: boolean; readonly code?: string }): string => (outcome.ok ? 'ok' : (outcome.code ?? ''));

it('tells who I am, with every role by its place, and what is open to me in each site', async () => {
  const seen = accepted(await me(platform.pool, actors['both']!, {}));
  expect(seen.person).toEqual({ id: made['both']!.id, name: 'both同志', signInName: 'both' });
  expect(seen.roles).toEqual([
    { role: 'contributor', site: 'alpha', siteName: '网站alpha', unit: units['alpha 乙局'], unitName: '乙局' },
    { role: 'editor', site: 'beta', siteName: '网站beta' },
  ]);
  expect(seen.sites.map(({ id }) => id)).toEqual(['alpha', 'beta']);
  expect(seen.capabilities['alpha']).toContain('submission.write');
  expect(seen.capabilities['alpha']).not.toContain('submission.adopt');
  expect(seen.capabilities['beta']).toContain('submission.adopt');
  expect(seen.platform).toContain('account.keep');
  expect(seen.platform).not.toContain('person.manage');
  expect(seen.mustChangePassword).toBe(false);
});

it('tells a person without a role only who they are, and nothing to whoever is not signed in', async () => {
  const seen = accepted(await me(platform.pool, await actorFor(platform, made['nobody']!), {}));
  expect(seen).toMatchObject({ roles: [], sites: [], capabilities: {} });
  expect(seen.platform).not.toContain('person.read');
  expect(codeOf(await me(platform.pool, visitorActor, {}))).toBe('not-found');
});

it('says that a new password is due, and offers nothing else', async () => {
  const token = await signIn(platform, made['leader']!);
  await world.db.updateTable('people').set({ must_change_password: true }).where('id', '=', made['leader']!.id).execute();
  const seen = accepted(await me(platform.pool, (await behind(platform, token))!.actor, {}));
  expect(seen).toMatchObject({ mustChangePassword: true, sites: [], capabilities: {}, roles: [{ role: 'leader' }] });
  await world.db.updateTable('people').set({ must_change_password: false }).where('id', '=', made['leader']!.id).execute();
});

it('shows people to those who may read them, each within their sites, and to nobody else', async () => {
  const everybody = await world.db.selectFrom('people').select('sign_in_name').orderBy('id').execute();
  for (const role of heldRoles) {
    const actor = actors[role]!;
    const all = await people(platform.pool, actor, { limit: 200 });
    if (may(actor, 'person.read')) expect(names(accepted(all)), role).toEqual(everybody.map((row) => row.sign_in_name));
    else if (may(actor, 'person.read', { site: 'alpha' })) {
      const seen = names(accepted(all));
      expect(seen, role).toContain('both');
      expect(seen, role).not.toContain('only-beta');
      expect(seen, role).not.toContain('the-auditor');
      expect(codeOf(await people(platform.pool, actor, { site: 'beta' })), role).toBe('not-found');
      expect(codeOf(await person(platform.pool, actor, { person: made['beta']!.id })), role).toBe('not-found');
    } else expect(codeOf(all), role).toBe('forbidden');
  }
});

it('does not show in one site what somebody is in another', async () => {
  const row = accepted(await people(platform.pool, actors['head']!, { text: 'both' })).rows[0]!;
  expect(row.roles.map(({ site, unitName }) => [site, unitName])).toEqual([['alpha', '乙局']]);
  const whole = accepted(await people(platform.pool, terminalActor, { text: 'both' })).rows[0]!;
  expect(whole.roles.map(({ site }) => site)).toEqual(['alpha', 'beta']);
});

it('filters by site, unit, role, state and text, page by page', async () => {
  const see = async (input: object) => names(accepted(await people(platform.pool, terminalActor, input)));
  expect(await see({ site: 'beta' })).toEqual(['both', 'only-beta']);
  expect(await see({ site: 'alpha', unit: units['alpha 乙局'] })).toEqual(['both']);
  expect(await see({ role: 'editor' })).toEqual(['the-editor', 'both']);
  expect(await see({ site: 'beta', role: 'editor' })).toEqual(['both']);
  expect(await see({ text: 'ONLY' })).toEqual(['only-beta']);
  accepted(await perform(platform, terminalActor, resetPerson, { person: made['nobody']!.id }));
  expect(await see({ state: 'invited' })).toEqual(['nobody']);
  const whole = await see({ limit: 200 });
  const paged: string[] = [];
  for (let after: string | undefined = '0'; after !== undefined; ) {
    const page: People = accepted(await people(platform.pool, terminalActor, { after, limit: 4 }));
    paged.push(...names(page));
    after = page.next;
  }
  expect(paged).toEqual(whole);
});

it('says of a person what the one who looks may do', async () => {
  const page = async (actor: Actor, who: string) => accepted(await person(platform.pool, actor, { person: made[who]!.id, site: 'alpha' }));
  expect(await page(actors['head']!, 'contributor')).toMatchObject({
    keeping: [],
    appointable: ['contributor', 'reviewer', 'editor', 'disclosure-clerk', 'leader'],
  });
  expect((await page(actors['head']!, 'both')).keeping).toHaveLength(1);
  expect(await page(actors['editor']!, 'contributor')).toMatchObject({ keeping: ['您不管理账号'], appointable: [] });
  expect((await page(actors['system-administrator']!, 'both')).appointable).toEqual(heldRoles);
});

it('lists my own sessions and tokens, and all tokens to whoever watches over them', async () => {
  const token = await signIn(platform, made['editor']!);
  const actor = (await behind(platform, token))!.actor;
  const rows = accepted(await mySessions(platform.pool, actor, {})).rows;
  expect(rows).toHaveLength(2);
  expect(rows.filter(({ current }) => current).map(({ id }) => id)).toEqual([actor.session]);
  expect(rows[0]).toMatchObject({ address: '10.0.0.1', agent: '浏览器' });
  accepted(await perform(platform, actor, makeToken, { name: '门户', site: 'alpha', capabilities: ['submission.read'], days: 3 }));
  const mine = accepted(await myTokens(platform.pool, actor, {}));
  expect(mine.rows.map((one) => [one.name, one.site, one.capabilities, one.usedAt])).toEqual([
    ['门户', 'alpha', ['submission.read'], null],
  ]);
  expect(mine.lendable['alpha']).toContain('submission.read');
  expect(accepted(await myTokens(platform.pool, actors['head']!, {})).rows).toEqual([]);
  expect(accepted(await tokens(platform.pool, actors['security-administrator']!, {})).rows).toEqual(mine.rows);
  for (const role of heldRoles.filter((one) => one !== 'security-administrator'))
    expect(codeOf(await tokens(platform.pool, actors[role]!, {})), role).toBe('forbidden');
  expect(codeOf(await mySessions(platform.pool, visitorActor, {}))).toBe('not-found');
});

it('shows the settings to the two who settle them', async () => {
  for (const role of heldRoles)
    expect(codeOf(await platformSettings(platform.pool, actors[role]!, {})), role).toBe(
      ['system-administrator', 'security-administrator'].includes(role) ? 'ok' : 'forbidden',
    );
});

it('packs what somebody has open: counted for whoever hands it over, readable for whoever may read it', async () => {
  const contributor = made['contributor']!;
  let serial = 0;
  const add = async (state: 'draft' | 'in-review' | 'submitted' | 'published', author: Made, more: object = {}) => {
    serial += 1;
    const values = {
      site_id: 'alpha',
      unit_id: units['alpha 甲局']!,
      source_key: `S${serial}`,
      title: `第${serial}件`,
      recorded_at: new Date(),
    };
    await world.db
      .insertInto('submissions')
      .values({ ...values, state, author_id: author.id, ...more })
      .execute();
  };
  await add('draft', contributor);
  await add('in-review', contributor);
  await add('published', contributor);
  await add('submitted', made['both']!, { claimed_by: made['editor']!.id, claimed_at: new Date() });
  const pack = async (actor: Actor, who: string) =>
    accepted(await handoverPack(platform.pool, actor, { site: 'alpha', person: made[who]!.id }));
  const own = await pack(actors['contributor']!, 'contributor');
  expect(own.counts).toEqual({ draft: 1, returned: 0, 'on-the-way': 1, claimed: 0, 'to-review': 0 });
  expect(own.items.map((one) => [one.kind, one.title])).toEqual([
    ['draft', '第1件'],
    ['on-the-way', '第2件'],
  ]);
  expect(own.roles.map(({ role }) => role)).toEqual(['contributor']);
  expect((await pack(actors['head']!, 'editor')).items.map(({ kind }) => kind)).toEqual(['claimed']);
  expect((await pack(actors['head']!, 'reviewer')).counts['to-review']).toBe(1);
  // Keeps accounts, and reads no item.
  const kept = await pack(actors['system-administrator']!, 'contributor');
  expect([kept.counts.draft, kept.items]).toEqual([1, []]);
  expect(codeOf(await handoverPack(platform.pool, actors['contributor']!, { site: 'alpha', person: made['editor']!.id }))).toBe(
    'forbidden',
  );
  expect(codeOf(await handoverPack(platform.pool, actors['head']!, { site: 'alpha', person: made['beta']!.id }))).toBe('not-found');
  expect(codeOf(await handoverPack(platform.pool, actors['head']!, { site: 'beta', person: made['beta']!.id }))).toBe('not-found');
});
