/** `site.set-up`: makes a site from a plan, or brings it to the plan; units are known again by their key and are never taken away. */

import { checkSitePlan, keyOf, type SitePlan, sitePlanSchema } from '../domain/organisation/site-plan.ts';
import { accept, type Finding, type Outcome, refuse } from '../domain/outcome.ts';
import { loadHeldUnits, saveSitePlan } from '../store/site-plan.ts';
import type { Action } from './action.ts';

export interface SiteSetUp {
  readonly site: string;
  readonly added: number;
  readonly updated: number;
  /** Keys of units that the site has and the plan does not name; they stay. */
  readonly kept: readonly string[];
  readonly notes: readonly Finding[];
}

export const setUpSite: Action<SitePlan, SiteSetUp> = {
  name: 'site.set-up',
  says: '设立或修改网站、单位和载体',
  needs: 'site.set-up',
  siteOf: (input) => input.id,
  alone: true,
  input: sitePlanSchema,
  async run({ db, now, record }, plan): Promise<Outcome<SiteSetUp>> {
    const held = await loadHeldUnits(db, plan.id);
    const findings = checkSitePlan(plan, held);
    if (findings.length > 0) return refuse('bad-input', findings);
    await saveSitePlan(db, plan, now);
    const before = new Map(held.map((unit) => [unit.key, unit.name]));
    const planned = new Set(plan.units.map(keyOf));
    const updated = plan.units.filter((unit) => before.has(keyOf(unit))).length;
    const kept = held.filter((unit) => !planned.has(unit.key)).map((unit) => unit.key);
    const result = { site: plan.id, added: plan.units.length - updated, updated, kept, notes: renamed(plan, before) };
    await record({
      site: plan.id,
      thing: 'site',
      thingId: plan.id,
      detail: { units: plan.units.length, added: result.added, updated, kept },
    });
    return accept(result);
  },
};

/** A name that changed without a former name would also change the tables of past periods. */
function renamed(plan: SitePlan, before: ReadonlyMap<string, string>): Finding[] {
  return plan.units.flatMap((unit, index) => {
    const name = before.get(keyOf(unit));
    if (name === undefined || name === unit.name || unit.formerNames?.some((former) => former.name === name)) return [];
    const message = `“${name}”改名为“${unit.name}”，以前各期也会显示新名；如属更名，请在 formerNames 写明“${name}”用到哪一天`;
    return [{ code: 'renamed', level: 'note', where: `units[${index}].name`, message }];
  });
}
