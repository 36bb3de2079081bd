/**
 * `outlet.save`: adds an outlet (采用载体), or changes one. What is counted by its name and kind keeps them: past scores would change. An
 * outlet is closed, never deleted: what was adopted into it stays and counts.
 */
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
  /** False: closed, nothing new is adopted into it. What is not said stays. */
  readonly active?: boolean;
}

export const saveOutlet: Action<SaveOutlet, { readonly outlet: number }> = {
  name: 'outlet.save',
  says: '增加、修改、停用或恢复一个采用载体',
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
      active: { type: 'boolean' },
    },
  },
  async run(
    { client, record },
    { site, outlet: id, name, kind, level = '', place, active },
  ): Promise<Outcome<{ readonly outlet: number }>> {
    const held = await outletRows(client, site);
    const before = held.find((one) => one.id === id);
    if (id !== undefined && !before) return refuse('not-found', [problem('unknown-outlet', '网站里没有这个载体', 'outlet')]);
    const to = { name, kind, level: level.trim() || null, active: active ?? before?.active ?? true };
    const findings = outletFindings(to, before, held);
    if (findings.length > 0) return refuse('findings', findings);
    const outlet = await saveOutletRow(client, site, id, to);
    if (place !== undefined) {
      const order = held.map((one) => one.id).filter((one) => one !== outlet);
      await placeOutlets(client, site, order.toSpliced(place - 1, 0, outlet));
    }
    const was = before && { name: before.name, kind: before.kind, level: before.level, active: before.active };
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
  const same = held.find((one) => one.name === to.name && one !== before);
  if (same) findings.push(problem('duplicate', `已有载体“${to.name}”${same.active ? '' : '，已停用：请恢复使用，不必另立'}`, 'name'));
  const counted = before?.used === true && (before.name !== to.name || before.kind !== to.kind);
  if (counted)
    findings.push(
      problem('in-use', `“${before.name}”已有采用记录，计分办法按它的名称和种类计分：名称、种类不能再改，请另立一个载体`, 'name'),
    );
  return findings;
}
