/** Reads `{units, facts}` (the neutral format of `baocaitong score`) with every fault named by its place. */
import { momentFrom } from '../calendar/day.ts';
import { exact } from '../exact.ts';
import type { Unit } from '../organisation/unit.ts';
import { accept, type Finding, type Outcome, problem, refuse } from '../outcome.ts';
import { type Fact, type FactKind, factKinds } from './fact.ts';
import type { DayBasis, Scalar } from './rulebook.ts';

export interface FactsFile {
  readonly units: readonly Unit[];
  readonly facts: readonly Fact[];
  /** Batches of which one fact names an unknown unit: none of their facts counts. */
  readonly refusedBatches: readonly string[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isScalar = (value: unknown): value is Scalar => value === null || ['string', 'number', 'boolean'].includes(typeof value);

const unitKeys = new Set(['key', 'name', 'group', 'class', 'parent', 'own']);
/** Keys of a fact that are not attributes. */
const structural = new Set(['id', 'fact', 'unit', 'units', 'shares', 'on', 'recorded', 'count', 'ref', 'batch', 'item']);
const dayKeys: readonly [key: string, basis: Exclude<DayBasis, 'on'>][] = [
  ['due', 'due'],
  ['deliveredOn', 'deliveredOn'],
  ['eventOn', 'eventOn'],
  ['publishedOn', 'publishedOn'],
];

/** Refuses with `bad-input` and all findings; a wrong unit inside a batch refuses that batch only, whole. */
export function readFacts(value: unknown): Outcome<FactsFile> {
  if (!isRecord(value) || !Array.isArray(value['units']) || !Array.isArray(value['facts'])) {
    return refuse('bad-input', [problem('structure', '应为 {"units": […], "facts": […]}', '（整体）')]);
  }
  const findings: Finding[] = [];
  const listed = value['units'].map((one, index) => readUnit(one, `units[${index}]`, findings));
  const units = listed.filter((unit) => unit !== undefined);
  const keys = new Set(units.map((unit) => unit.key));
  findings.push(...checkUnits(listed, keys));

  const read = value['facts'].map((one, index) => readFact(one, index, findings));
  const refused = new Set<string>();
  findings.push(...checkFacts(read, keys, refused));
  if (findings.length > 0) return refuse('bad-input', findings);
  const facts = read.filter((fact): fact is Fact => fact !== undefined && !(fact.batch !== undefined && refused.has(fact.batch)));
  return accept({ units, facts, refusedBatches: [...refused] });
}

/** Units that stand twice, whose superior is unknown, or that stand above themselves. */
function checkUnits(units: readonly (Unit | undefined)[], keys: ReadonlySet<string>): Finding[] {
  const parents = new Map(units.flatMap((unit) => (unit ? [[unit.key, unit.parent] as const] : [])));
  const found = new Set<string>();
  return units.flatMap((unit, index): Finding[] => {
    if (!unit) return [];
    const { key, parent } = unit;
    if (found.has(key)) return [problem('duplicate', `单位“${key}”重复`, `units[${index}]`)];
    found.add(key);
    if (parent === undefined) return [];
    if (!keys.has(parent)) return [problem('unknown-unit', `上级单位“${parent}”不在名册`, `units[${index}].parent`)];
    return standsAboveItself(key, parents) ? [problem('circle', `“${key}”的上级绕回自身`, `units[${index}].parent`)] : [];
  });
}

function standsAboveItself(key: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (let at = parents.get(key); at !== undefined && !seen.has(at); at = parents.get(at)) {
    if (at === key) return true;
    seen.add(at);
  }
  return false;
}

/** Ids that stand twice, units and facts referred to that do not exist; a wrong unit in a batch is put into `refused` instead. */
function checkFacts(facts: readonly (Fact | undefined)[], keys: ReadonlySet<string>, refused: Set<string>): Finding[] {
  const ids = new Set(facts.map((fact) => fact?.id));
  const found = new Set<string>();
  return facts.flatMap((fact, index): Finding[] => {
    if (!fact) return [];
    const { id, ref, batch, units } = fact;
    const findings: Finding[] = found.has(id) ? [problem('duplicate', `id“${id}”重复`, `facts[${index}].id`)] : [];
    found.add(id);
    const unknown = units.filter(({ unit }) => !keys.has(unit));
    if (unknown.length > 0 && batch !== undefined) refused.add(batch);
    else findings.push(...unknown.map(({ unit }) => problem('unknown-unit', `单位“${unit}”不在名册`, `facts[${index}]`)));
    if (ref !== undefined && !ids.has(ref)) findings.push(problem('unknown-fact', `ref 所指的“${ref}”不存在`, `facts[${index}].ref`));
    return findings;
  });
}

function readUnit(value: unknown, where: string, findings: Finding[]): Unit | undefined {
  if (!isRecord(value) || typeof value['name'] !== 'string' || value['name'] === '') {
    findings.push(problem('structure', '单位要有 name', where));
    return undefined;
  }
  for (const key of ['key', 'group', 'class', 'parent']) {
    if (typeof (value[key] ?? '') !== 'string')
      findings.push(problem('structure', `${key} 应为文字，现为 ${JSON.stringify(value[key])}`, `${where}.${key}`));
  }
  if (typeof (value['own'] ?? false) !== 'boolean') findings.push(problem('structure', 'own 应为 true 或 false', `${where}.own`));
  const attributes = Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string | number | boolean] => !unitKeys.has(entry[0]) && isScalar(entry[1]) && entry[1] !== null,
    ),
  );
  const text = (key: string): string | undefined => (typeof value[key] === 'string' ? value[key] : undefined);
  return {
    key: text('key') ?? value['name'],
    name: value['name'],
    group: text('group') ?? '',
    ...(text('class') === undefined ? {} : { class: text('class') as string }),
    ...(text('parent') === undefined ? {} : { parent: text('parent') as string }),
    ...(value['own'] === true ? { own: true } : {}),
    ...(Object.keys(attributes).length > 0 ? { attributes } : {}),
  };
}

function readFact(value: unknown, index: number, findings: Finding[]): Fact | undefined {
  const where = `facts[${index}]`;
  const before = findings.length;
  const wrong = (message: string, key?: string): undefined => {
    findings.push(problem('structure', message, key === undefined ? where : `${where}.${key}`));
    return undefined;
  };
  if (!isRecord(value)) return wrong('应为对象');
  const kind = value['fact'];
  if (!factKinds.includes(kind as FactKind)) wrong(`没有“${String(kind)}”这种事实；可用：${factKinds.join('、')}`, 'fact');
  const on = typeof value['on'] === 'string' ? momentFrom(value['on']) : undefined;
  if (!on) wrong(`日期“${String(value['on'])}”不存在或写法不对，应如 2024-05-01`, 'on');
  const recorded = typeof value['recorded'] === 'string' ? momentFrom(value['recorded']) : undefined;
  if ((value['recorded'] ?? undefined) !== undefined && !recorded) wrong(`日期“${String(value['recorded'])}”不存在或写法不对`, 'recorded');
  const count = value['count'] ?? 1;
  if (!Number.isInteger(count) || (count as number) < 1) wrong(`count 应为正整数，现为 ${JSON.stringify(count)}`, 'count');
  const days: Partial<Record<Exclude<DayBasis, 'on'>, number>> = {};
  for (const [key, basis] of dayKeys) {
    if (value[key] === undefined || value[key] === null) continue;
    const moment = typeof value[key] === 'string' ? momentFrom(value[key]) : undefined;
    if (moment) days[basis] = moment.day;
    else wrong(`日期“${String(value[key])}”不存在或写法不对`, key);
  }
  const points = value['points'];
  if (points !== undefined && points !== null && !isDecimal(points)) wrong(`points 应为数，现为 ${JSON.stringify(points)}`, 'points');
  const units = readShares(value, wrong);
  if (findings.length > before || !on || !units) return undefined;
  const text = (key: string): string | undefined => (value[key] === undefined || value[key] === null ? undefined : String(value[key]));
  const [item, ref, batch] = [text('item'), text('ref'), text('batch')];
  return {
    id: text('id') ?? `#${index + 1}`,
    fact: kind as FactKind,
    units,
    on,
    ...(recorded ? { recorded } : {}),
    days,
    ...(item === undefined ? {} : { item }),
    count: count as number,
    ...(ref === undefined ? {} : { ref }),
    ...(batch === undefined ? {} : { batch }),
    attributes: attributesOf(value, on.day, days),
  };
}

/** A number, or text that is one, whose parts the fold can add up (some fifteen digits). */
const isDecimal = (value: unknown): boolean => {
  if (typeof value !== 'number' && typeof value !== 'string') return false;
  try {
    const { n, d } = exact(value);
    return Number.isSafeInteger(Number(n)) && Number.isSafeInteger(Number(d));
  } catch {
    return false;
  }
};

/** Everything that is not structure, with two attributes reckoned here: `age` (days after the event) and `lateBy` (days after the due day). */
function attributesOf(value: Record<string, unknown>, on: number, days: Fact['days']): Record<string, Scalar> {
  const attributes: Record<string, Scalar> = {};
  for (const [key, held] of Object.entries(value)) if (!structural.has(key) && isScalar(held)) attributes[key] = held;
  if (days.eventOn !== undefined) attributes['age'] = on - days.eventOn;
  if (days.due !== undefined && days.deliveredOn !== undefined) attributes['lateBy'] = days.deliveredOn - days.due;
  return attributes;
}

type Share = Fact['units'][number];

/** One unit, or several with equal or given shares; a unit named twice is credited once. */
function readShares(value: Record<string, unknown>, wrong: (message: string, key?: string) => undefined): readonly Share[] | undefined {
  const { unit, units, shares } = value;
  if (units === undefined) {
    if (typeof unit !== 'string' || unit === '') return wrong('缺少 unit', 'unit');
    return [{ unit, top: 1, bottom: 1 }];
  }
  if (!Array.isArray(units) || units.length === 0 || !units.every((one): one is string => typeof one === 'string')) {
    return wrong('units 应为单位名称的列表', 'units');
  }
  const different = [...new Set(units)];
  if (shares === undefined) return different.map((one) => ({ unit: one, top: 1, bottom: different.length }));
  const given = different.map((one) => (Array.isArray(shares) ? shares[units.indexOf(one)] : isRecord(shares) ? shares[one] : undefined));
  const fits = Array.isArray(shares) ? shares.length === units.length : Object.keys(shares ?? {}).every((one) => units.includes(one));
  if (!fits || !given.every(isDecimal)) return wrong('shares 应与 units 一一对应，且都是数', 'shares');
  return different.map((one, index) => {
    const { n, d } = exact(given[index] as number | string);
    return { unit: one, top: Number(n), bottom: Number(d) };
  });
}
