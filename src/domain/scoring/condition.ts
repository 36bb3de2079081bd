/** Conditions of a rulebook on facts and units, compiled to plain functions. */
import type { Unit } from '../organisation/unit.ts';
import type { FactRow } from './fact.ts';
import type { Condition, Scalar, UnitWhere, Where, Wheres } from './rulebook.ts';

export type Matcher = (row: FactRow) => boolean;
type Test = (value: Scalar) => boolean;

/** Compiles one condition to a test of a value; a missing value is null. */
export function compileCondition(condition: Condition): Test {
  if (Array.isArray(condition)) {
    const allowed = new Set<Scalar>(condition as readonly Scalar[]);
    return (value) => allowed.has(value);
  }
  if (condition === null || typeof condition !== 'object') return (value) => value === condition;
  const { not, exists, contains, atLeast, over, atMost, under } = condition as Exclude<Condition, Scalar | readonly Scalar[]>;
  const tests: Test[] = [];
  if (not !== undefined) {
    const forbidden = compileCondition(not as Condition);
    tests.push((value) => !forbidden(value));
  }
  if (exists !== undefined) tests.push((value) => (value !== null) === exists);
  if (contains !== undefined) {
    const words = typeof contains === 'string' ? [contains] : contains;
    tests.push((value) => typeof value === 'string' && words.some((word) => value.includes(word)));
  }
  const compared =
    (test: (n: number) => boolean): Test =>
    (value) =>
      typeof value === 'number' && test(value);
  if (atLeast !== undefined) tests.push(compared((n) => n >= atLeast));
  if (over !== undefined) tests.push(compared((n) => n > over));
  if (atMost !== undefined) tests.push(compared((n) => n <= atMost));
  if (under !== undefined) tests.push(compared((n) => n < under));
  return (value) => tests.every((test) => test(value));
}

/** An attribute of a unit; null where it has none. */
export const unitValue = (unit: Unit, attribute: string): Scalar => {
  if (attribute === 'group' || attribute === 'name' || attribute === 'key') return unit[attribute];
  if (attribute === 'class' || attribute === 'parent') return unit[attribute] ?? null;
  if (attribute === 'own') return unit.own ?? false;
  return unit.attributes?.[attribute] ?? null;
};

/** For each unit whether the conditions hold. */
export function matchUnits(where: UnitWhere | undefined, units: readonly Unit[]): boolean[] {
  const tests = Object.entries(where ?? {}).map(([attribute, condition]) => [attribute, compileCondition(condition)] as const);
  return units.map((unit) => tests.every(([attribute, test]) => test(unitValue(unit, attribute))));
}

/** How many facts of some kind items have, less those taken back: filled in a first pass over the rows, asked in the second. */
export interface ItemTest {
  readonly matches: Matcher;
  readonly items: Map<number, number>;
}

export const rowValue = (row: FactRow, attribute: string): Scalar => {
  if (attribute === 'fact') return row.fact;
  if (attribute === 'joint') return row.joint;
  if (attribute === 'lead') return row.lead;
  return row.attributes[attribute] ?? null;
};

const special = new Set(['fact', 'unit', 'has', 'lacks']);

/** Compiles conditions on facts; tests on other facts of the item are added to `itemTests`. */
export function compileWhere(where: Partial<Where>, units: readonly Unit[], itemTests: ItemTest[]): Matcher {
  const tests: Matcher[] = [];
  if (where.fact !== undefined) {
    const kinds = new Set(typeof where.fact === 'string' ? [where.fact] : where.fact);
    tests.push((row) => kinds.has(row.fact));
  }
  for (const [attribute, condition] of Object.entries(where)) {
    if (special.has(attribute) || condition === undefined) continue;
    const test = compileCondition(condition as Condition);
    tests.push((row) => test(rowValue(row, attribute)));
  }
  if (where.unit) {
    const fits = matchUnits(where.unit, units);
    tests.push((row) => fits[row.unit] === true);
  }
  for (const [other, wanted] of [
    [where.has, true],
    [where.lacks, false],
  ] as const) {
    if (!other) continue;
    const itemTest: ItemTest = { matches: compileWheres(other, units, itemTests), items: new Map() };
    itemTests.push(itemTest);
    tests.push((row) => (row.item >= 0 && (itemTest.items.get(row.item) ?? 0) > 0) === wanted);
  }
  const [only] = tests;
  return tests.length === 1 && only ? only : (row) => tests.every((test) => test(row));
}

const list = (wheres: Wheres): readonly Where[] => (Array.isArray(wheres) ? wheres : [wheres as Where]);

/** Any of several alternatives. */
export function compileWheres(wheres: Wheres, units: readonly Unit[], itemTests: ItemTest[]): Matcher {
  const matchers = list(wheres).map((where) => compileWhere(where, units, itemTests));
  const [only] = matchers;
  return matchers.length === 1 && only ? only : (row) => matchers.some((matches) => matches(row));
}

/** What conditions read: kinds of facts, attributes, and whether they look at other facts of the item. */
export interface WhereNeeds {
  readonly facts: Set<string>;
  readonly attributes: Set<string>;
  item: boolean;
}

export function collectWhere(wheres: Wheres | Partial<Where>, needs: WhereNeeds): void {
  for (const where of list(wheres as Wheres)) {
    for (const kind of typeof where.fact === 'string' ? [where.fact] : (where.fact ?? [])) needs.facts.add(kind);
    for (const attribute of Object.keys(where)) if (!special.has(attribute)) needs.attributes.add(attribute);
    for (const other of [where.has, where.lacks]) {
      if (!other) continue;
      needs.item = true;
      collectWhere(other, needs);
    }
  }
}
