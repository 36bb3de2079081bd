/**
 * Facts as scoring sees them: one row for each unit of a fact, or for each group of equal ones.
 */
import type { DayNumber, Moment } from '../calendar/day.ts';
import { type DayBasis, dayBases, type Scalar } from './rulebook.ts';

/** The fact vocabulary: every countable thing has one of these kinds. */
export const factKinds = [
  'submission',
  'adoption',
  'forward',
  'instruction',
  'commission',
  'deduction',
  'bonus',
  'adjustment',
  'quota',
  'appraisal',
  'refusal',
  'exclusion',
  'publication',
  'interview',
  'interpretation',
  'veto',
  'edit',
  'complaint',
] as const;
export type FactKind = (typeof factKinds)[number];

/** One countable thing as recorded. */
export interface Fact {
  readonly id: string;
  readonly fact: FactKind;
  /** Keys of the units, each with its share of the whole. */
  readonly units: readonly { readonly unit: string; readonly top: number; readonly bottom: number }[];
  readonly on: Moment;
  readonly recorded?: Moment;
  readonly days: Partial<Record<Exclude<DayBasis, 'on'>, DayNumber>>;
  /** Facts of one item share it. */
  readonly item?: string;
  /** n equal facts about n different items. */
  readonly count: number;
  readonly ref?: string;
  readonly batch?: string;
  readonly attributes: Readonly<Record<string, Scalar>>;
}

/** What the fold takes: facts of one unit on one day that are equal in every attribute the rulebook reads. */
export interface FactRow {
  readonly fact: string;
  /** Index of the unit. */
  readonly unit: number;
  /** The day that decides the period. */
  readonly day: DayNumber;
  /** Which of the fact's days that is; a rule sees only rows of its own basis. */
  readonly basis: DayBasis;
  /** The day whose rulebook gives the points: that of the fact itself, also for a late entry or a reversal. */
  readonly ruleDay: DayNumber;
  /** Number of the item, or -1 where the fact is an item of its own. */
  readonly item: number;
  /** Negative for a reversal. */
  readonly count: number;
  readonly shareTop: number;
  readonly shareBottom: number;
  /** This row stands for its fact in counts over all units; the other units of a joint item do not. */
  readonly lead: boolean;
  readonly joint: boolean;
  /** Entered after its period was issued (补记). */
  readonly late: boolean;
  /** Absent in grouped rows. */
  readonly id?: string;
  readonly attributes: Readonly<Record<string, Scalar>>;
}

/** A period that was issued: facts of its days recorded later count in the first period still open. */
export interface IssuedPeriod {
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** When its figures were frozen, in milliseconds since 1970. */
  readonly frozenAt: number;
}

/** The day a fact counts on: its own, or the first open day after the issued periods that it came too late for. */
export function countingDay(on: DayNumber, recordedAt: number | undefined, issued: readonly IssuedPeriod[]): DayNumber {
  let day = on;
  for (const period of [...issued].sort((a, b) => a.from - b.from)) {
    if (recordedAt !== undefined && day >= period.from && day <= period.to && recordedAt > period.frozenAt) day = period.to + 1;
  }
  return day;
}

export interface ExpandOptions {
  /** Day bases that the rulebooks read, besides `on`. */
  readonly bases: readonly DayBasis[];
  readonly countsAt: 'publication' | 'adoption';
  readonly issued?: readonly IssuedPeriod[];
  readonly unitIndex: (key: string) => number;
}

/**
 * Facts → rows in the order of their days and moments, on one day reversals last. A reversal (adjustment with `ref`, without
 * points) becomes a row of count −n, on its own day but never before the fact itself counts.
 */
export function expandFacts(facts: readonly Fact[], options: ExpandOptions): FactRow[] {
  const items = new Map<string, number>();
  const itemNumber = (item: string | undefined): number => {
    if (item === undefined) return -1;
    const known = items.get(item);
    if (known !== undefined) return known;
    items.set(item, items.size);
    return items.size - 1;
  };
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const published = options.countsAt === 'publication' ? publicationDays(facts) : undefined;
  const ordered: { readonly row: FactRow; readonly at: number; readonly depth: number; readonly input: number }[] = [];
  const bases: readonly DayBasis[] = ['on', ...options.bases];

  facts.forEach((entry, input) => {
    const { source, depth } = standsFor(entry, byId);
    const sign = depth % 2 === 0 ? 1 : -1;
    for (const basis of bases) {
      const own = dayOn(source, basis, published);
      if (own === undefined) continue;
      const dated = depth === 0 ? own : Math.max(own, entry.on.day);
      const counted = countingDay(own, source.recorded?.at, options.issued ?? []);
      const day = Math.max(counted, countingDay(dated, entry.recorded?.at, options.issued ?? []));
      source.units.forEach(({ unit, top, bottom }, index) => {
        const row: FactRow = {
          fact: source.fact,
          unit: options.unitIndex(unit),
          day,
          basis,
          ruleDay: own,
          item: itemNumber(source.item),
          count: sign * source.count,
          shareTop: top,
          shareBottom: bottom,
          lead: index === 0,
          joint: source.units.length > 1,
          late: day !== dated,
          id: source.id,
          attributes: source.attributes,
        };
        ordered.push({ row, at: entry.on.at, depth, input });
      });
    }
  });
  ordered.sort((a, b) => a.row.day - b.row.day || a.depth - b.depth || a.at - b.at || a.input - b.input);
  return ordered.map(({ row }) => row);
}

/**
 * The fact that a chain of reversals ends at, and how long the chain is: an odd one takes the fact back, an even one puts it
 * back (a reversal that was itself taken back). A reversal of nothing known, or of itself, stands for itself.
 */
function standsFor(entry: Fact, byId: ReadonlyMap<string, Fact>): { readonly source: Fact; readonly depth: number } {
  let source: Fact | undefined = entry;
  for (let depth = 0; source && depth <= byId.size; depth += 1) {
    if (!isReversal(source)) return { source, depth };
    source = byId.get(source.ref as string);
  }
  return { source: entry, depth: 0 };
}

/** An adjustment that names a fact and no points takes that fact back. */
export const isReversal = (fact: Pick<Fact, 'fact' | 'ref' | 'attributes'>): boolean =>
  fact.fact === 'adjustment' && fact.ref !== undefined && (fact.attributes['points'] ?? null) === null;

const dayOn = (fact: Fact, basis: DayBasis, published: ReadonlyMap<string, DayNumber> | undefined): DayNumber | undefined => {
  if (basis !== 'on') return fact.days[basis];
  if (fact.fact !== 'adoption') return fact.on.day;
  if (!published) return fact.on.day;
  return fact.days.publishedOn ?? (fact.item === undefined ? undefined : published.get(fact.item)) ?? fact.on.day;
};

function publicationDays(facts: readonly Fact[]): Map<string, DayNumber> {
  const days = new Map<string, DayNumber>();
  for (const fact of facts) {
    if (fact.fact !== 'publication' || fact.item === undefined) continue;
    days.set(fact.item, Math.min(fact.on.day, days.get(fact.item) ?? Number.POSITIVE_INFINITY));
  }
  return days;
}

export const otherBases = dayBases.filter((basis): basis is Exclude<DayBasis, 'on'> => basis !== 'on');
