import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type Actor,
  capabilities,
  may,
  mayIn,
  type Placed,
  type RoleGrant,
  reachOf,
  roles,
  terminalActor,
} from '../../src/domain/permission.ts';
import { reachParameter, rowsReached, sitesReached, visibleSite, visibleSites } from '../../src/store/visible.ts';
import { openWorld, type World } from '../support/world.ts';

const ids = ['alpha', 'beta', 'gamma'] as const;
let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.db
    .insertInto('sites')
    .values(ids.map((id) => ({ id, name: `网站${id}`, recorded_at: new Date(0) })))
    .execute();
});
afterAll(() => world.close());

const actors = fc
  .array(fc.record({ role: fc.constantFrom(...roles), site: fc.option(fc.constantFrom(...ids), { nil: undefined }) }), { maxLength: 4 })
  .map((grants): Actor => ({ name: '某人', grants: grants.map(({ role, site }) => (site === undefined ? { role } : { role, site })) }));

it('reaches exactly the sites that `may` allows, for every capability', async () => {
  await fc.assert(
    fc.asyncProperty(actors, fc.constantFrom(...capabilities), async (actor, capability) => {
      const found = await world.database.pool.query<{ id: string }>(`select id from sites where ${sitesReached('id', '$1')} order by id`, [
        reachParameter(actor, capability),
      ]);
      expect(found.rows.map((row) => row.id)).toEqual(ids.filter((id) => mayIn(actor, capability, id)));
    }),
    { numRuns: 150 },
  );
});

it('shows a site, refuses it as forbidden where another capability reaches it, and does not know it otherwise', async () => {
  const client = await world.database.pool.connect();
  try {
    await fc.assert(
      fc.asyncProperty(actors, fc.constantFrom(...capabilities), fc.constantFrom(...ids), async (actor, capability, site) => {
        const seen = await visibleSite(client, actor, capability, site);
        const reached = capabilities.some((one) => mayIn(actor, one, site));
        expect(seen.ok ? 'seen' : seen.code).toBe(may(actor, capability, { site }) ? 'seen' : reached ? 'forbidden' : 'not-found');
      }),
      { numRuns: 150 },
    );
    const missing = await visibleSite(client, terminalActor, 'fact.read', 'delta');
    expect(missing.ok ? '' : missing.code).toBe('not-found');
  } finally {
    client.release();
  }
});

const someUnits = [1, 2, 3, 4] as const;
/** Unit 1 lies above 2, 2 above 3; 4 stands alone. */
const below: Readonly<Record<number, readonly number[]>> = { 1: [1, 2, 3], 2: [2, 3], 3: [3], 4: [4] };
const grantOf = fc
  .record({
    role: fc.constantFrom(...roles),
    site: fc.option(fc.constantFrom(...ids), { nil: undefined }),
    unit: fc.option(fc.constantFrom(...someUnits), { nil: undefined }),
  })
  .map(({ role, site, unit }): RoleGrant => {
    if (site === undefined) return { role };
    return unit === undefined ? { role, site } : { role, site, unit, below: below[unit]! };
  });
const people = fc.record({ grants: fc.array(grantOf, { maxLength: 3 }), person: fc.option(fc.constantFrom(7, 8), { nil: undefined }) });
const thing = fc.record({
  units: fc.uniqueArray(fc.constantFrom(...someUnits), { minLength: 1, maxLength: 3 }),
  author: fc.constantFrom(7, 8),
  people: fc.option(fc.uniqueArray(fc.constantFrom(7, 8, 9)), { nil: undefined }),
  unsent: fc.boolean(),
});

it('reaches exactly the rows that `may` allows: by unit, by units a thing is shared with, by author, by named persons, never sent', async () => {
  const columns = { unit: 't.unit', joint: 't.joint', author: 't.author', people: 't.people', unsent: 't.unsent' };
  await fc.assert(
    fc.asyncProperty(
      people,
      fc.constantFrom(...capabilities),
      fc.constantFrom(...ids),
      fc.array(thing, { minLength: 1, maxLength: 6 }),
      async ({ grants, person }, capability, site, things) => {
        const actor: Actor = { name: '某人', grants, ...(person === undefined ? {} : { person }) };
        const rows = things.map((one, at) => ({
          at,
          unit: one.units[0],
          joint: one.units.slice(1),
          author: one.author,
          people: one.people ?? null,
          unsent: one.unsent,
        }));
        const values: unknown[] = [JSON.stringify(rows)];
        const where = rowsReached(actor, capability, site, columns, (value) => `$${values.push(value)}`);
        const found = await world.database.pool.query<{ at: number }>(
          `select at from (select (r->>'at')::int as at, (r->>'unit')::bigint as unit, (r->>'author')::bigint as author,
             (r->>'unsent')::boolean as unsent,
             array(select jsonb_array_elements_text(r->'joint')::bigint) as joint,
             case when r->>'people' is null then null else array(select jsonb_array_elements_text(r->'people')::bigint) end as people
           from jsonb_array_elements($1::jsonb) r) t where ${where} order by at`,
          values,
        );
        const allowed = things.flatMap((one, at) => {
          const { units, author, unsent } = one;
          const placed: Placed = { site, units, author, unsent, ...(one.people ? { people: one.people } : {}) };
          return may(actor, capability, placed) ? [at] : [];
        });
        expect(found.rows.map(({ at }) => at)).toEqual(allowed);
      },
    ),
    { numRuns: 300 },
  );
});

it('keeps a draft that was never sent from whoever reaches all of a site or the platform, unless the unit’s own roles are held too', () => {
  const draft: Placed = { site: 'alpha', units: [3], author: 7, unsent: true };
  const sees = (grants: readonly RoleGrant[], thing: Placed, person = 8): boolean =>
    may({ name: '某人', person, grants }, 'submission.read', thing);
  const own: RoleGrant = { role: 'contributor', site: 'alpha', unit: 3, below: [3] };
  for (const role of ['editor', 'head', 'disclosure-clerk', 'leader', 'client'] as const) {
    expect(sees([{ role, site: 'alpha' }], draft), role).toBe(false);
    expect(sees([{ role, site: 'alpha' }], { ...draft, unsent: false }), role).toBe(true);
    // An editor who also writes for the unit sees what they wrote themselves.
    expect(sees([{ role, site: 'alpha' }, own], draft, 7), role).toBe(true);
    expect(sees([{ role, site: 'alpha' }, own], draft), role).toBe(false);
  }
  for (const role of ['auditor', 'program'] as const) expect(sees([{ role }], draft), role).toBe(false);
  expect(sees([{ role: 'reviewer', site: 'alpha', unit: 1, below: below[1]! }], draft)).toBe(true);
  expect(sees([own], draft, 7)).toBe(true);
  expect(may(terminalActor, 'submission.read', draft)).toBe(true);
});

it('gives sites page by page in the order of their ids', async () => {
  const client = await world.database.pool.connect();
  try {
    const first = await visibleSites(client, terminalActor, 'fact.read', { limit: 2 });
    expect(first.map((site) => site.id)).toEqual(['alpha', 'beta']);
    const second = await visibleSites(client, terminalActor, 'fact.read', { limit: 2, after: 'beta' });
    expect(second.map((site) => site.id)).toEqual(['gamma']);
    expect(reachOf(terminalActor, 'fact.read')).toBe('all');
  } finally {
    client.release();
  }
});
