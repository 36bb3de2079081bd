/**
 * Units that are renamed, merged or split, from a day on. Facts stay with the unit they were recorded for: periods that end before the day
 * show what they always showed, later ones the new name or the successor.
 */
import { dayFrom, dayText } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';

/** A unit as it stands. */
export interface UnitHeld {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly parent: number | null;
  readonly activeFrom: string | null;
  readonly activeTo: string | null;
  readonly mergedInto: number | null;
  readonly mergedOn: string | null;
}

/** A former name with the last day on which it was used. */
export interface FormerName {
  readonly name: string;
  readonly to: string | null;
}

/** The local day before. */
export const dayBefore = (day: string): string => dayText((dayFrom(day) ?? 0) - 1);

const dayFindings = (on: string): Finding[] => (dayFrom(on) === undefined ? [problem('bad-date', `没有“${on}”这一天`, 'on')] : []);

/** Findings of level error against a new name from a day on. */
export function renameFindings(unit: UnitHeld, name: string, on: string, former: readonly FormerName[]): Finding[] {
  const findings = dayFindings(on);
  if (unit.mergedInto !== null) findings.push(problem('merged', `“${unit.name}”已并入别的单位`, 'unit'));
  if (name === unit.name) findings.push(problem('same-name', `现在就叫“${name}”`, 'name'));
  const latest = former.reduce((last, one) => (one.to !== null && one.to > last ? one.to : last), '');
  // The present name was in use for a day at least.
  if (latest !== '' && latest >= dayBefore(on))
    findings.push(problem('day-turned', `上一个曾用名用到 ${latest}，现名至少用过一天才能再更名`, 'on'));
  if (unit.activeFrom !== null && on <= unit.activeFrom)
    findings.push(problem('day-turned', `“${unit.name}”从 ${unit.activeFrom} 才有，更名的日期要在那以后`, 'on'));
  if (former.some((one) => one.name === unit.name)) findings.push(problem('name-twice', `“${unit.name}”已经是曾用名`, 'name'));
  return findings;
}

/** Findings against merging a unit into another from a day on; `units` are all of the site. */
export function mergeFindings(unit: UnitHeld, into: UnitHeld, on: string, units: ReadonlyMap<number, UnitHeld>): Finding[] {
  const findings = dayFindings(on);
  if (unit.mergedInto !== null) findings.push(problem('merged', `“${unit.name}”已并入别的单位`, 'unit'));
  if (unit.id === into.id) findings.push(problem('circle', '不能并入自身', 'into'));
  if (into.mergedOn !== null && into.mergedOn <= on) findings.push(problem('merged', `“${into.name}”那时已并入别的单位`, 'into'));
  if (into.activeTo !== null && into.activeTo < on) findings.push(problem('ended', `“${into.name}”只到 ${into.activeTo}`, 'into'));
  if (into.activeFrom !== null && into.activeFrom > on)
    findings.push(problem('not-yet', `“${into.name}”从 ${into.activeFrom} 才有`, 'into'));
  const seen = new Set<number>();
  for (let at = into.mergedInto; at !== null && !seen.has(at); at = units.get(at)?.mergedInto ?? null) {
    seen.add(at);
    if (at === unit.id && unit.id !== into.id) findings.push(problem('circle', `“${into.name}”自己并入了“${unit.name}”`, 'into'));
  }
  return findings;
}

/** A unit that begins where another is split. */
export interface NewPart {
  readonly key?: string;
  readonly name: string;
  readonly group?: string;
  readonly class?: string;
}

/** Findings against splitting a unit into parts from a day on; `taken` are keys and names of the site's units. */
export function splitFindings(unit: UnitHeld, parts: readonly NewPart[], on: string, taken: ReadonlySet<string>): Finding[] {
  const findings = dayFindings(on);
  if (unit.mergedInto !== null) findings.push(problem('merged', `“${unit.name}”已并入别的单位`, 'unit'));
  if (unit.activeTo !== null && unit.activeTo < on) findings.push(problem('ended', `“${unit.name}”只到 ${unit.activeTo}`, 'unit'));
  if (unit.activeFrom !== null && on <= unit.activeFrom)
    findings.push(problem('day-turned', `“${unit.name}”从 ${unit.activeFrom} 才有，分设的日期要在那以后`, 'on'));
  const keys = parts.map((part) => part.key ?? part.name);
  keys.forEach((key, index) => {
    if (keys.indexOf(key) < index || taken.has(key)) findings.push(problem('key-taken', `已有单位“${key}”`, `parts[${index}]`));
  });
  return findings;
}
