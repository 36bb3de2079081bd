import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, capabilities, may, reachOf, roles, terminalActor } from '../../src/domain/permission.ts';
import { reachParameter, sitesReached, visibleSite, visibleSites } from '../../src/store/visible.ts';
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
      expect(found.rows.map((row) => row.id)).toEqual(ids.filter((id) => may(actor, capability, id)));
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
        const reached = capabilities.some((one) => may(actor, one, site));
        expect(seen.ok ? 'seen' : seen.code).toBe(may(actor, capability, site) ? 'seen' : reached ? 'forbidden' : 'not-found');
      }),
      { numRuns: 150 },
    );
    const missing = await visibleSite(client, terminalActor, 'fact.read', 'delta');
    expect(missing.ok ? '' : missing.code).toBe('not-found');
  } finally {
    client.release();
  }
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
