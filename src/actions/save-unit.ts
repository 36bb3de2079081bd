/** `unit.save`: adds a unit, or changes one. A new name from a day on is `unit.rename`; a name given here sets a slip right, for all periods. */
import { unitFindings } from '../domain/organisation/unit-findings.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { loadUnitRow, placeUnits, saveUnitRow, type UnitRow, unitEntries } from '../store/unit-entries.ts';
import type { Action } from './action.ts';
import { daySchema, idSchema, siteSchema } from './submission-subject.ts';
import { passOnTasks } from './unit-tasks-subject.ts';

export interface SaveUnit {
  readonly site: string;
  /** Absent for a new one. */
  readonly unit?: number;
  /** For a new one: what distinguishes it where the name stands twice; else its name. */
  readonly key?: string;
  readonly name: string;
  readonly parent?: number | null;
  readonly group?: string;
  readonly class?: string | null;
  /** The issuing office itself, kept apart from the ranking. */
  readonly own?: boolean;
  readonly aliases?: readonly string[];
  readonly activeFrom?: string | null;
  readonly activeTo?: string | null;
  /** Place in the directory, 1 for the first. */
  readonly place?: number;
}

const text = { type: 'string', pattern: '^\\S(.*\\S)?$', maxLength: 120, description: '首尾没有空格' } as const;
const orNull = (schema: typeof daySchema) => ({ anyOf: [schema, { type: 'null' as const }] });

export const saveUnit: Action<SaveUnit, { readonly unit: number }> = {
  name: 'unit.save',
  says: '增加或修改一个单位',
  needs: 'site.configure',
  siteOf: ({ site }) => site,
  alone: true,
  input: {
    type: 'object',
    required: ['site', 'name'],
    additionalProperties: false,
    properties: {
      site: siteSchema,
      unit: idSchema,
      key: text,
      name: text,
      parent: orNull(idSchema),
      group: { type: 'string', maxLength: 120 },
      class: orNull(text),
      own: { type: 'boolean' },
      aliases: { type: 'array', items: text, maxItems: 50 },
      activeFrom: orNull(daySchema),
      activeTo: orNull(daySchema),
      place: { type: 'integer', minimum: 1, maximum: 1_000_000 },
    },
  },
  async run(context, { site, unit: id, place, ...given }): Promise<Outcome<{ readonly unit: number }>> {
    const { client, record } = context;
    const before = id === undefined ? undefined : await loadUnitRow(client, site, id);
    if (id !== undefined && !before) return refuse('not-found', [problem('unknown-unit', '网站里没有这个单位', 'unit')]);
    const entries = await unitEntries(client, site);
    const row: UnitRow = { ...newRow, key: given.key ?? given.name, ...before, ...given, ...(before ? { key: before.key } : {}) };
    const parent = entries.find((one) => one.id === row.parent);
    if (row.parent !== null && !parent) return refuse('bad-input', [problem('unknown-unit', '上级单位不在名册', 'parent')]);
    const mine = entries.find((one) => one.id === id);
    const findings = unitFindings(
      {
        ...mine?.planned,
        key: row.key,
        name: row.name,
        aliases: row.aliases,
        ...(parent ? { parent: parent.planned.key } : {}),
        ...(row.activeFrom === null ? {} : { activeFrom: row.activeFrom }),
        ...(row.activeTo === null ? {} : { activeTo: row.activeTo }),
      },
      entries.filter((one) => one !== mine).map(({ planned }) => planned),
    );
    if (findings.length > 0) return refuse('bad-input', findings);
    const unit = await saveUnitRow(client, site, id, row);
    if (place !== undefined) {
      const order = entries.map((one) => one.id).filter((one) => one !== unit);
      await placeUnits(client, site, order.toSpliced(place - 1, 0, unit));
    }
    const detail = { ...(before ? { was: before } : {}), to: row, ...(place === undefined ? {} : { place }) };
    await record({ thing: 'unit', thingId: String(unit), detail });
    const passed = await passOnTasks(context, site, unit);
    return passed.ok ? accept({ unit }) : passed;
  },
};

const newRow = { parent: null, group: '', class: null, own: false, activeFrom: null, activeTo: null, aliases: [] } as const;
