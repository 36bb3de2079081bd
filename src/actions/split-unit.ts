/**
 * `unit.split`: new units begin where one was, from a day on; it ends, and the first of them goes on with its work, or it goes on beside them.
 * Facts stay where they are.
 */
import { dayBefore, type NewPart, splitFindings } from '../domain/organisation/unit-change.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { officeDay } from '../store/actors.ts';
import { appointmentsIn } from '../store/appointments.ts';
import { endUnit, splitUnit as split, unitsHeld } from '../store/unit-changes.ts';
import type { Action } from './action.ts';
import { passOnTasks } from './unit-tasks-subject.ts';

export interface SplitUnit {
  readonly site: string;
  readonly unit: number;
  /** The first local day of the new units. */
  readonly on: string;
  readonly parts: readonly NewPart[];
  /** The unit goes on beside its parts. */
  readonly goesOn?: boolean;
}

export interface UnitSplit {
  readonly units: readonly number[];
  /** Persons with roles in the unit, who are to be appointed in its parts. */
  readonly people: readonly number[];
}

const text = { type: 'string', pattern: '^\\S(.*\\S)?$', maxLength: 120, description: '首尾没有空格' } as const;

export const splitUnit: Action<SplitUnit, UnitSplit> = {
  name: 'unit.split',
  says: '单位分设为几个单位，从某日起，没有办完的约稿由写在最前的接办；以前各期不变',
  needs: 'site.configure',
  siteOf: (input) => input.site,
  alone: true,
  input: {
    type: 'object',
    required: ['site', 'unit', 'on', 'parts'],
    additionalProperties: false,
    properties: {
      site: { type: 'string', minLength: 1 },
      unit: { type: 'integer', minimum: 1 },
      on: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' },
      goesOn: { type: 'boolean' },
      parts: {
        type: 'array',
        minItems: 1,
        maxItems: 50,
        items: {
          type: 'object',
          required: ['name'],
          additionalProperties: false,
          properties: { key: text, name: text, group: { type: 'string', maxLength: 120 }, class: text },
        },
      },
    },
  },
  async run(context, { site, unit: id, on, parts, goesOn = false }): Promise<Outcome<UnitSplit>> {
    const { db, now, record } = context;
    const units = await unitsHeld(db, site);
    const unit = units.get(id);
    if (!unit) return refuse('not-found', [problem('unknown-unit', '网站里没有这个单位', 'unit')]);
    const findings = splitFindings(unit, parts, on, new Set([...units.values()].map(({ key }) => key)));
    if (findings.length > 0) return refuse('findings', findings);
    const added = await split(db, site, id, parts, on);
    if (!goesOn) await endUnit(db, site, id, dayBefore(on), added[0]);
    await record({ thing: 'unit', thingId: String(id), detail: { parts: added, on, goesOn } });
    for (const [index, part] of parts.entries())
      await record({ thing: 'unit', thingId: String(added[index]), detail: { ...part, from: id, on } });
    const passed = await passOnTasks(context, site, id);
    if (!passed.ok) return passed;
    const people = [...new Set((await appointmentsIn(db, site, id, officeDay(now))).map(({ person }) => person))];
    return accept({ units: added, people });
  },
};
