/** What a site is set up from: its units and outlets as one plan, and everything that may be wrong with it. */
import { dayFrom } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';
import type { Schema } from '../schema.ts';

export interface PlannedUnit {
  /** Unique in the site; the name where it is absent. */
  readonly key?: string;
  readonly name: string;
  readonly parent?: string;
  readonly group?: string;
  readonly class?: string;
  readonly own?: boolean;
  readonly aliases?: readonly string[];
  readonly formerNames?: readonly { readonly name: string; readonly from?: string; readonly to?: string }[];
  readonly activeFrom?: string;
  readonly activeTo?: string;
  readonly mergedInto?: string;
  readonly mergedOn?: string;
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

export interface PlannedOutlet {
  readonly name: string;
  readonly kind: 'own-site' | 'upper-site' | 'journal' | 'press';
  readonly level?: string;
}

export interface SitePlan {
  readonly id: string;
  readonly name: string;
  /** In directory order. */
  readonly units: readonly PlannedUnit[];
  readonly outlets?: readonly PlannedOutlet[];
  readonly settings?: Readonly<Record<string, unknown>>;
}

const text: Schema = { type: 'string', minLength: 1 };
const day: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' };
const scalar: Schema = { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] };

export const sitePlanSchema: Schema = {
  type: 'object',
  required: ['id', 'name', 'units'],
  additionalProperties: false,
  properties: {
    id: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{1,39}$', description: '小写字母、数字和连字符，2 至 40 个' },
    name: text,
    settings: { type: 'object' },
    units: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: {
          key: text,
          name: text,
          parent: text,
          group: { type: 'string' },
          class: text,
          own: { type: 'boolean' },
          aliases: { type: 'array', items: text },
          formerNames: {
            type: 'array',
            items: { type: 'object', required: ['name'], additionalProperties: false, properties: { name: text, from: day, to: day } },
          },
          activeFrom: day,
          activeTo: day,
          mergedInto: text,
          mergedOn: day,
          attributes: { type: 'object', additionalProperties: scalar },
        },
      },
    },
    outlets: {
      type: 'array',
      items: {
        type: 'object',
        required: ['name', 'kind'],
        additionalProperties: false,
        properties: { name: text, kind: { enum: ['own-site', 'upper-site', 'journal', 'press'] }, level: text },
      },
    },
  },
};

/** Keys of a site file that tell its reader where it comes from and say nothing to the program. */
const documentation = new Set(['period', 'source', 'invented', '$schema']);

/** A site file without its documentation; anything that is no object comes back as it is. */
export function withoutDocumentation(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !documentation.has(key)));
}

export const keyOf = (unit: PlannedUnit): string => unit.key ?? unit.name;

/** A unit that the site has already. */
export interface HeldUnit {
  readonly key: string;
  readonly name: string;
  readonly parent: string | null;
  readonly mergedInto: string | null;
}

/**
 * Everything that keeps a plan from being carried out, at once: keys that stand twice, superiors and successors that do not exist,
 * circles, impossible days, names that two units claim. `held` are the units the site has; those of the plan replace theirs by key.
 */
export function checkSitePlan(plan: SitePlan, held: readonly HeldUnit[] = []): Finding[] {
  const findings: Finding[] = [...twice(plan.units.map(keyOf), 'units', '单位的键')];
  findings.push(
    ...twice(
      (plan.outlets ?? []).map(({ name }) => name),
      'outlets',
      '载体',
    ),
  );
  const parents = new Map(held.map((unit) => [unit.key, unit.parent ?? undefined]));
  const successors = new Map(held.map((unit) => [unit.key, unit.mergedInto ?? undefined]));
  for (const unit of plan.units) {
    parents.set(keyOf(unit), unit.parent);
    successors.set(keyOf(unit), unit.mergedInto);
  }
  plan.units.forEach((unit, index) => {
    const where = `units[${index}]`;
    for (const [field, target, what, chain] of [
      ['parent', unit.parent, '上级单位', parents],
      ['mergedInto', unit.mergedInto, '并入的单位', successors],
    ] as const) {
      if (target === undefined) continue;
      if (!parents.has(target)) findings.push(problem('unknown-unit', `${what}“${target}”不在名册`, `${where}.${field}`));
      else if (circles(keyOf(unit), chain)) findings.push(problem('circle', `“${keyOf(unit)}”的${what}绕回自身`, `${where}.${field}`));
    }
    if ((unit.mergedInto === undefined) !== (unit.mergedOn === undefined)) {
      findings.push(problem('merged-half', '并入（mergedInto）和日期（mergedOn）要一起写', where));
    }
    const names = [...new Set(unit.aliases ?? []), ...(unit.formerNames ?? []).map(({ name }) => name)];
    findings.push(...twice(names, where, '别名或曾用名').map((finding) => ({ ...finding, where })));
    findings.push(...checkDays(unit, where));
  });
  return [...findings, ...claimedTwice(plan)];
}

function twice(names: readonly string[], path: string, what: string): Finding[] {
  const first = new Map<string, number>();
  return names.flatMap((name, index) => {
    const before = first.get(name);
    if (before === undefined) first.set(name, index);
    return before === undefined ? [] : [problem('duplicate', `${what}“${name}”写了两次`, `${path}[${index}]`)];
  });
}

function circles(key: string, next: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at = next.get(key); at !== undefined && !seen.has(at); at = next.get(at)) {
    if (at === key) return true;
    seen.add(at);
  }
  return false;
}

function checkDays(unit: PlannedUnit, where: string): Finding[] {
  const findings: Finding[] = [];
  const check = (path: string, text: string | undefined): void => {
    if (text !== undefined && dayFrom(text) === undefined) findings.push(problem('bad-date', `没有“${text}”这一天`, path));
  };
  const ordered = (path: string, from: string | undefined, to: string | undefined): void => {
    if (from !== undefined && to !== undefined && from > to) findings.push(problem('days-turned', `起日 ${from} 在止日 ${to} 之后`, path));
  };
  for (const field of ['activeFrom', 'activeTo', 'mergedOn'] as const) check(`${where}.${field}`, unit[field]);
  ordered(`${where}.activeFrom`, unit.activeFrom, unit.activeTo);
  (unit.formerNames ?? []).forEach(({ from, to }, index) => {
    const path = `${where}.formerNames[${index}]`;
    check(`${path}.from`, from);
    check(`${path}.to`, to);
    ordered(path, from, to);
    if (to === undefined) findings.push(problem('former-open', '曾用名要写明用到哪一天（to），否则它仍是现名', path));
  });
  return findings;
}

/** An alias that is another unit's key or alias could never be read rightly. A name may stand twice below different superiors. */
function claimedTwice(plan: SitePlan): Finding[] {
  const keys = new Map(plan.units.map((unit, index) => [keyOf(unit), index]));
  const aliases = new Map<string, number>();
  return plan.units.flatMap((unit, index) =>
    (unit.aliases ?? []).flatMap((alias, place) => {
      const other = keys.get(alias) ?? aliases.get(alias);
      aliases.set(alias, index);
      if (other === undefined || other === index) return [];
      const owner = plan.units[other] as PlannedUnit;
      return [problem('name-claimed', `别名“${alias}”已经是“${keyOf(owner)}”的名称或别名`, `units[${index}].aliases[${place}]`)];
    }),
  );
}
