/** Named values of units: columns, scores and totals read them here, so every place shows the same number. */
import { type Exact, exact, sum, zero } from '../exact.ts';
import type { Unit } from '../organisation/unit.ts';
import { unitValue } from './condition.ts';
import { evaluate, type Formula, type FormulaScope, parseFormula, type Value } from './formula.ts';
import type { Ledger } from './ledger.ts';
import { type CounterSpec, counterKey, resolveOver } from './plan.ts';
import type { CountFigure, Figure, Group, Over, Rulebook, Tree } from './rulebook.ts';

/** A group with its units: indexes in directory order. */
export interface PreparedGroup {
  readonly group: Group;
  readonly members: readonly number[];
}

export interface Figures {
  /** A figure of a unit in a group, over a range of the plan (by index). */
  readonly value: (name: string, unit: number, group: PreparedGroup, range: number) => Value;
  readonly holds: (
    formula: string,
    unit: number,
    group: PreparedGroup,
    range: number,
    extra?: (name: string) => Value | undefined,
  ) => boolean;
  readonly rangeOf: (over: Over | undefined) => number;
  /** The unit itself and all units under it. */
  readonly subtree: (unit: number) => readonly number[];
}

/** What a count figure counts. */
export const figureCounter = (figure: CountFigure): CounterSpec => {
  const spec = { count: figure.count, of: figure.of ?? 'facts', basis: figure.dayOf ?? 'on', leadOnly: false, by: undefined } as const;
  return { key: counterKey(spec), ...spec };
};

/** The counts a rulebook's figures and totals need. */
export function countersOf(book: Rulebook): CounterSpec[] {
  const specs: CounterSpec[] = [];
  for (const figure of book.figures ?? []) if ('count' in figure) specs.push(figureCounter(figure));
  for (const total of book.totals ?? []) {
    if (!('count' in total)) continue;
    const spec = { count: total.count, of: total.of ?? 'facts', basis: total.dayOf ?? 'on', leadOnly: true, by: total.by } as const;
    specs.push({ key: counterKey(spec), ...spec });
  }
  return specs;
}

/** Every `over` a rulebook uses. */
export function oversOf(book: Rulebook): Over[] {
  const overs: Over[] = [];
  for (const figure of book.figures ?? []) if (figure.over !== undefined) overs.push(figure.over);
  for (const total of book.totals ?? []) overs.push(...totalOvers(total.over));
  return overs;
}

const isOver = (over: Over | readonly Over[]): over is Over =>
  typeof over === 'string' || (over.length === 2 && /^\d/.test(String(over[0])) && !Array.isArray(over[0]));

/** One or several `over`s as a list. */
export const totalOvers = (over: Over | readonly Over[] | undefined): readonly Over[] =>
  over === undefined ? [] : isOver(over) ? [over] : over;

/** Figures of a fold. `groups` are those of the tables: a formula that looks at units below sees each in its own group. */
export function makeFigures(ledger: Ledger, groups: readonly PreparedGroup[] = []): Figures {
  const { plan } = ledger;
  const { units } = plan;
  const book = plan.current.rulebook;
  const figures = new Map((book.figures ?? []).map((figure) => [figure.name, figure]));
  const formulas = new Map<string, Formula>();
  // By the group itself, not its name: a unit seen alone has other figures than among those it is ranked with.
  const memo = new WeakMap<PreparedGroup, Map<string, Value>>();
  const childrenOf = children(units);

  const subtree = (unit: number): readonly number[] => [unit, ...(childrenOf[unit] ?? []).flatMap(subtree)];
  const treeUnits = (tree: Tree, unit: number): readonly number[] => {
    const all = tree === 'self' ? [unit] : subtree(unit);
    return tree === 'below' ? all.slice(1) : all;
  };
  const parsed = (source: string): Formula => {
    const known = formulas.get(source) ?? parseFormula(source);
    formulas.set(source, known);
    return known;
  };
  const rangeOf = (over: Over | undefined): number => {
    if (over === undefined) return 0;
    const { from, to } = resolveOver(over, plan.period, plan.yearStart);
    return plan.ranges.findIndex((range) => range.from === from && range.to === to);
  };
  const ownGroups = new Map<number, PreparedGroup>();
  const ownGroup = (unit: number): PreparedGroup => {
    const name = units[unit]?.group ?? '';
    const known = ownGroups.get(unit) ?? groups.find(({ members }) => members.includes(unit)) ?? { group: { name }, members: [unit] };
    ownGroups.set(unit, known);
    return known;
  };
  const scopeOf = (unit: number, group: PreparedGroup, range: number, extra?: (name: string) => Value | undefined): FormulaScope => ({
    value: (name) => extra?.(name) ?? value(name, unit, group, range),
    attribute: (name) => attributeOf(units[unit] as Unit, name),
    others: (which) =>
      which === 'InGroup'
        ? group.members.map((other) => scopeOf(other, group, range))
        : (childrenOf[unit] ?? []).map((child) => scopeOf(child, ownGroup(child), range)),
  });

  const rulePoints = (unit: number, rule: number, group: PreparedGroup, range: number): Exact => {
    const points = ledger.points(unit, rule, range);
    const condition = plan.current.rulebook.rules.find((one) => one.id === plan.ruleIds[rule])?.onlyIf;
    return points.n === 0n || condition === undefined || evaluate(parsed(condition), scopeOf(unit, group, range)) === true ? points : zero;
  };
  const linesTotal = (unit: number, group: PreparedGroup, range: number): Exact =>
    sum(plan.ruleIds.map((_, rule) => (plan.aside.has(rule) ? zero : rulePoints(unit, rule, group, range))));

  const figureValue = (figure: Figure, unit: number, group: PreparedGroup, range: number): Value => {
    if ('count' in figure)
      return ledger.tallies.counted(plan.counterOf(figureCounter(figure).key), treeUnits(figure.tree ?? defaultTree(group), unit), range);
    if ('points' in figure) {
      const wanted = figure.points;
      const members = treeUnits(figure.tree ?? defaultTree(group), unit);
      if (wanted === 'all') return sum(members.map((member) => linesTotal(member, group, range)));
      const rules = wanted.map((id) => plan.ruleIds.indexOf(id)).filter((rule) => rule >= 0);
      return sum(members.flatMap((member) => rules.map((rule) => rulePoints(member, rule, group, range))));
    }
    if ('windowsOf' in figure)
      return exact(ledger.windowsMet(unit, figure.windowsOf, plan.ranges[range] as { from: number; to: number }, figure.met));
    const scope = scopeOf(unit, group, range);
    if ('formula' in figure) return evaluate(parsed(figure.formula), scope);
    return figure.label.find((one) => evaluate(parsed(one.when), scope) === true)?.text ?? figure.otherwise ?? null;
  };
  const compute = (name: string, unit: number, group: PreparedGroup, range: number): Value => {
    if (name === '合计') return sum(treeUnits(defaultTree(group), unit).map((member) => linesTotal(member, group, range)));
    if (name === '得分') {
      const formula = group.group.score ?? book.score;
      return formula === undefined ? value('合计', unit, group, range) : evaluate(parsed(formula), scopeOf(unit, group, range));
    }
    const figure = figures.get(name);
    if (!figure) return null;
    return figureValue(figure, unit, group, figure.over === undefined ? range : rangeOf(figure.over));
  };
  const value: Figures['value'] = (name, unit, group, range) => {
    const held = memo.get(group) ?? new Map<string, Value>();
    memo.set(group, held);
    const key = `${range}/${unit}/${name}`;
    const known = held.get(key);
    if (known !== undefined) return known;
    const made = compute(name, unit, group, range);
    held.set(key, made);
    return made;
  };
  return {
    value,
    holds: (formula, unit, group, range, extra) => evaluate(parsed(formula), scopeOf(unit, group, range, extra)) === true,
    rangeOf,
    subtree,
  };
}

/** Which units a figure of a group looks at where it does not say. */
export const defaultTree = (group: PreparedGroup): Tree => (group.group.rollUp ? 'all' : 'self');

const attributeOf = (unit: Unit, name: string): Value => {
  const held = unitValue(unit, name);
  return typeof held === 'number' ? exact(held) : held;
};

function children(units: readonly Unit[]): number[][] {
  const index = new Map(units.map((unit, at) => [unit.key, at]));
  const found: number[][] = units.map(() => []);
  units.forEach((unit, at) => {
    const parent = unit.parent === undefined ? undefined : index.get(unit.parent);
    if (parent !== undefined) found[parent]?.push(at);
  });
  return found;
}
