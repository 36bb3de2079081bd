/** `outlet.save`: adds an outlet (采用载体), or changes one. What is counted by its name and kind keeps them: past scores would change. */
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type OutletKind, type OutletRow, outletRows, placeOutlets, saveOutletRow } from '../store/outlets.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema } from './submission-subject.ts';

export interface SaveOutlet {
  readonly site: string;
  /** Absent for a new one. */
  readonly outlet?: number;
  readonly name: string;
  readonly kind: OutletKind;
  /** 本级、市级、省级…, as the rulebook says it; empty for none. */
  readonly level?: string;
  /** Place in the list, 1 for the first. */
  readonly place?: number;
}

export const saveOutlet: Action<SaveOutlet, { readonly outlet: number }> = {
  name: 'outlet.save',
  says: '增加或修改一个采用载体',
  needs: 'site.configure',
  siteOf: ({ site }) => site,
  alone: true,
  input: {
    type: 'object',
    required: ['site', 'name', 'kind'],
    additionalProperties: false,
    properties: {
      site: siteSchema,
      outlet: idSchema,
      name: { type: 'string', pattern: '^\\S(.*\\S)?$', maxLength: 120, description: '首尾没有空格' },
      kind: { enum: ['own-site', 'upper-site', 'journal', 'press'] },
      level: { type: 'string', maxLength: 40 },
      place: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    },
  },
  async run({ client, record }, { site, outlet: id, name, kind, level = '', place }): Promise<Outcome<{ readonly outlet: number }>> {
    const held = await outletRows(client, site);
    const before = held.find((one) => one.id === id);
    if (id !== undefined && !before) return refuse('not-found', [problem('unknown-outlet', '网站里没有这个载体', 'outlet')]);
    const to = { name, kind, level: level.trim() || null };
    const findings = outletFindings(to, before, held);
    if (findings.length > 0) return refuse('findings', findings);
    const outlet = await saveOutletRow(client, site, id, to);
    if (place !== undefined) {
      const order = held.map((one) => one.id).filter((one) => one !== outlet);
      await placeOutlets(client, site, order.toSpliced(place - 1, 0, outlet));
    }
    const was = before && { name: before.name, kind: before.kind, level: before.level };
    await record({ thing: 'outlet', thingId: String(outlet), detail: { ...(was ? { was } : {}), to } });
    return accept({ outlet });
  },
};

function outletFindings(
  to: { readonly name: string; readonly kind: OutletKind },
  before: OutletRow | undefined,
  held: readonly OutletRow[],
): Finding[] {
  const findings: Finding[] = [];
  if (held.some((one) => one.name === to.name && one !== before)) findings.push(problem('duplicate', `已有载体“${to.name}”`, 'name'));
  const counted = before?.used === true && (before.name !== to.name || before.kind !== to.kind);
  if (counted)
    findings.push(
      problem('in-use', `“${before.name}”已有采用记录，计分办法按它的名称和种类计分：名称、种类不能再改，请另立一个载体`, 'name'),
    );
  return findings;
}
