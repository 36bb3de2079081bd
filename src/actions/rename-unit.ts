/** `unit.rename`: a new name from a day on; past periods keep the old one. */
import { renameFindings } from '../domain/organisation/unit-change.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { formerNames, renameUnit as rename, unitsHeld } from '../store/unit-changes.ts';
import type { Action } from './action.ts';

export interface RenameUnit {
  readonly site: string;
  readonly unit: number;
  readonly name: string;
  /** The first local day of the new name. */
  readonly on: string;
}

export const renameUnit: Action<RenameUnit, { readonly unit: number }> = {
  name: 'unit.rename',
  says: '单位更名，从某日起；以前各期仍用旧名',
  needs: 'site.configure',
  siteOf: (input) => input.site,
  alone: true,
  input: {
    type: 'object',
    required: ['site', 'unit', 'name', 'on'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      unit: { type: 'integer', minimum: 1 },
      name: { type: 'string', pattern: '^\\S(.*\\S)?$', maxLength: 120, description: '首尾没有空格' },
      on: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' },
    },
  },
  async run({ db, record }, { site, unit: id, name, on }): Promise<Outcome<{ readonly unit: number }>> {
    const unit = (await unitsHeld(db, site)).get(id);
    if (!unit) return refuse('not-found', [problem('unknown-unit', '网站里没有这个单位', 'unit')]);
    const findings = renameFindings(unit, name, on, await formerNames(db, site, id));
    if (findings.length > 0) return refuse('findings', findings);
    await rename(db, site, unit, name, on);
    await record({ thing: 'unit', thingId: String(id), detail: { was: unit.name, name, on } });
    return accept({ unit: id });
  },
};
