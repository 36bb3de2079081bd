/** The figures of an inspection: what the page, the bulletin's sentences and its tables all say. Only what was confirmed counts. */
import { showValue } from '../display.ts';
import { add, compare, divide, type Exact, exact, subtract, toNumber, zero } from '../exact.ts';
import type { FoundState } from './lifecycle.ts';
import type { InspectedKind } from './subject.ts';

/** A subject of the inspection. */
export interface InspectedSubject {
  readonly subject: number;
  readonly kind: InspectedKind;
  readonly name: string;
  readonly unit: number;
  readonly unitName: string;
  /** `YYYY-MM-DD`; undefined while nobody has looked at it. */
  readonly checkedOn?: string | undefined;
}

/** Something found, as the figures see it. */
export interface CountedFound {
  readonly subject: number;
  readonly state: FoundState;
  readonly veto: boolean;
  /** What it takes away, a decimal; undefined where the settings give it none. */
  readonly points?: string | undefined;
}

export interface JudgedSubject extends InspectedSubject {
  /** Confirmed findings, vetoes among them. */
  readonly found: number;
  readonly vetoes: number;
  readonly deducted: Exact;
  readonly failed: boolean;
}

export interface InspectionCounts {
  readonly subjects: number;
  readonly checked: number;
  readonly passed: number;
  readonly failed: number;
  /** Of those checked, how many failed; null where none was checked. */
  readonly failRate: Exact | null;
  /** Checked subjects with anything confirmed against them. */
  readonly troubled: number;
  readonly found: number;
  readonly vetoes: number;
}
export interface UnitInspection extends InspectionCounts {
  readonly unit: number;
  readonly unitName: string;
}
export interface InspectionFigures extends InspectionCounts {
  /** Found and not yet looked at by a second person: they count nowhere. */
  readonly open: number;
  readonly kinds: readonly (InspectionCounts & { readonly kind: InspectedKind })[];
  /** The units with most failures first; on a tie in the order given. */
  readonly units: readonly UnitInspection[];
  /** Units of which something failed: those a bulletin names. */
  readonly namedUnits: readonly string[];
  readonly judged: readonly JudgedSubject[];
}

/** As an issue keeps them: rates as printed, points as decimals. */
export interface FrozenInspection extends Omit<InspectionFigures, 'failRate' | 'kinds' | 'units' | 'judged'> {
  readonly failRate: string;
  readonly kinds: readonly object[];
  readonly units: readonly object[];
  readonly judged: readonly object[];
}
export function frozenInspection(figures: InspectionFigures): FrozenInspection {
  const printed = <Counts extends InspectionCounts>(counts: Counts): Omit<Counts, 'failRate'> & { readonly failRate: string } => ({
    ...counts,
    failRate: showValue(counts.failRate, { percent: true, decimals: 2 }),
  });
  return {
    ...printed(figures),
    kinds: figures.kinds.map(printed),
    units: figures.units.map(printed),
    judged: figures.judged.map((one) => ({ ...one, deducted: toNumber(one.deducted) })),
  };
}

const FULL = exact(100);

/**
 * Judges every subject and counts. A subject fails by a confirmed veto, or where 100 less what its findings take away is under
 * `failBelow`; 0 leaves it to vetoes alone. Subjects nobody looked at neither pass nor fail.
 */
export function inspectionFigures(
  subjects: readonly InspectedSubject[],
  found: readonly CountedFound[],
  failBelow: number,
): InspectionFigures {
  const confirmed = Map.groupBy(
    found.filter(({ state }) => state === 'confirmed'),
    ({ subject }) => subject,
  );
  const judged = subjects.map((one): JudgedSubject => {
    const own = confirmed.get(one.subject) ?? [];
    const vetoes = own.filter(({ veto }) => veto).length;
    const deducted = own.reduce((all, { points }) => (points === undefined ? all : add(all, exact(points))), zero);
    const low = failBelow > 0 && compare(subtract(FULL, deducted), exact(failBelow)) < 0;
    return { ...one, found: own.length, vetoes, deducted, failed: one.checkedOn !== undefined && (vetoes > 0 || low) };
  });
  const units = [...Map.groupBy(judged, ({ unit }) => unit)].map(([unit, own]): UnitInspection => {
    return { unit, unitName: own[0]?.unitName ?? '', ...countsOf(own) };
  });
  units.sort((a, b) => b.failed - a.failed || b.vetoes - a.vetoes || b.found - a.found);
  return {
    ...countsOf(judged),
    open: found.filter(({ state }) => state === 'found').length,
    kinds: [...Map.groupBy(judged, ({ kind }) => kind)].map(([kind, own]) => ({ kind, ...countsOf(own) })),
    units,
    namedUnits: units.filter(({ failed }) => failed > 0).map(({ unitName }) => unitName),
    judged,
  };
}

function countsOf(judged: readonly JudgedSubject[]): InspectionCounts {
  const checked = judged.filter(({ checkedOn }) => checkedOn !== undefined);
  const failed = checked.filter((one) => one.failed).length;
  const total = (number: (one: JudgedSubject) => number): number => checked.reduce((sum, one) => sum + number(one), 0);
  return {
    subjects: judged.length,
    checked: checked.length,
    passed: checked.length - failed,
    failed,
    failRate: divide(exact(failed), exact(checked.length)) ?? null,
    troubled: checked.filter(({ found }) => found > 0).length,
    found: total(({ found }) => found),
    vetoes: total(({ vetoes }) => vetoes),
  };
}
