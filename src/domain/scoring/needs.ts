/** What a line of rulebooks must be told about facts: `store/facts.ts` fetches exactly this, grouped where it may be. */
import { type Window, windows as windowNames } from '../calendar/day.ts';
import { collectWhere, type WhereNeeds } from './condition.ts';
import { type DayBasis, isFactRule, isWindowRule, type Rulebook, type Where } from './rulebook.ts';

export interface Needs {
  /** Kinds of facts that some rule or count reads. */
  readonly facts: readonly string[];
  /** Attributes that conditions, point tables and breakdowns read. */
  readonly attributes: readonly string[];
  /** Days that decide the period; a fact comes once for each basis it has. */
  readonly bases: readonly DayBasis[];
  /** Items must be told apart: same-item clauses, `once`, different items, facts of the same item. */
  readonly items: boolean;
  /** Facts must come in the order of their moments: only the first counts. */
  readonly order: boolean;
  /** Facts of different items compete: they must come by their days, whatever their items. */
  readonly acrossItems: boolean;
  /** Facts of any day may matter: conditions look at other facts of the item. */
  readonly unbounded: boolean;
  /** Windows in which something is judged or limited. */
  readonly windows: readonly Exclude<Window, 'period'>[];
}

const isWindow = (attribute: string): boolean => windowNames.some((window) => window === attribute);

/** The needs of all rulebooks together; figures and totals are read of each, since any may be the current one. */
export function needsOf(rulebooks: readonly Rulebook[]): Needs {
  const where: WhereNeeds = { facts: new Set(['exclusion']), attributes: new Set(), item: false };
  const bases = new Set<DayBasis>(['on']);
  const windows = new Set<Window>();
  let items = false;
  let acrossItems = false;
  for (const book of rulebooks) {
    for (const rule of book.rules) {
      if (isFactRule(rule)) {
        collectWhere(rule.each, where);
        for (const factor of rule.times ?? []) collectWhere(factor.when as Partial<Where>, where);
        if (rule.points === 'own' || rule.points === 'minus-own') where.attributes.add('points');
        else if (typeof rule.points === 'object' && 'by' in rule.points) where.attributes.add(rule.points.by);
        else if (typeof rule.points === 'object') {
          for (const one of rule.points) {
            collectWhere(one.when as Partial<Where>, where);
            if (typeof one.points === 'string') where.attributes.add('points');
          }
        }
        if (rule.once) items = true;
        for (const attribute of rule.once ?? []) if (attribute !== 'item' && !isWindow(attribute)) where.attributes.add(attribute);
        if (rule.once && !rule.once.includes('item')) acrossItems = true;
        bases.add(rule.dayOf ?? 'on');
      } else if (isWindowRule(rule)) {
        if ('count' in rule.measure) {
          collectWhere(rule.measure.count, where);
          bases.add(rule.measure.dayOf ?? 'on');
          if (rule.measure.of === 'items') items = true;
        } else if ('rate' in rule.measure) {
          collectWhere(rule.measure.rate, where);
          collectWhere(rule.measure.among, where);
        }
        windows.add(rule.per);
      }
    }
    for (const limit of book.limits ?? []) {
      if (limit.per === 'item') items = true;
      else windows.add(limit.per);
    }
    for (const counted of [...(book.figures ?? []), ...(book.totals ?? [])]) {
      if (!('count' in counted)) continue;
      collectWhere(counted.count, where);
      bases.add(counted.dayOf ?? 'on');
      if (counted.of === 'items') items = true;
      if ('by' in counted && counted.by !== undefined) where.attributes.add(counted.by);
    }
  }
  const sameItem = rulebooks.flatMap((book) => book.sameItem ?? []);
  windows.delete('period');
  for (const known of ['joint', 'lead']) where.attributes.delete(known);
  return {
    facts: [...where.facts].sort(),
    attributes: [...where.attributes].sort(),
    bases: [...bases],
    items: items || where.item || sameItem.length > 0,
    order: sameItem.some((same) => same.take === 'first'),
    acrossItems,
    unbounded: where.item,
    windows: [...windows] as Exclude<Window, 'period'>[],
  };
}
