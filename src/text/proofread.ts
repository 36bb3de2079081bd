/** Proofreading: layers look at a text, and of what overlaps the weightier finding stays. */
import { dateRules } from './dates.ts';
import type { Layer, Point, TextFinding } from './finding.ts';
import { type FoldMap, foldMap } from './fold.ts';
import { type ListOptions, listLayer, type WordList } from './lists.ts';
import { numberRules } from './numbers.ts';
import { privacyRules } from './privacy.ts';
import { punctuationRules } from './punctuation.ts';
import { layerOf, type TextRule } from './rule.ts';
import { slipRules } from './slips.ts';
import { spamRules } from './spam.ts';
import { totalRules } from './totals.ts';
import { scriptTable, traditionalRules } from './traditional.ts';

const weight: Readonly<Record<TextFinding['severity'], number>> = { error: 2, warning: 1, note: 0 };

/** The weightier first: by severity, then the longer, then the one of the earlier layer. */
const heavier = (a: Ranked, b: Ranked): number =>
  weight[b.finding.severity] - weight[a.finding.severity] ||
  b.finding.end - b.finding.start - (a.finding.end - a.finding.start) ||
  a.layer - b.layer ||
  a.finding.start - b.finding.start;

interface Ranked {
  readonly finding: TextFinding;
  readonly layer: number;
}

/**
 * Looks through a text with all layers; gives the findings in the order of their places, none overlapping another. Any string is taken.
 * @param point how certain a finding has to be.
 */
export const proofread = (text: string, layers: readonly Layer[], point: Point): readonly TextFinding[] =>
  weightiest(
    text.length,
    layers.map(({ look }) => look(text, point)),
  );

/**
 * Of what several layers found in one text, what stays: in the order of the places, none overlapping another.
 * @param length of the text, in code units.
 * @param found by each layer, the layers in their order.
 */
export function weightiest<Found extends TextFinding>(length: number, found: readonly (readonly Found[])[]): readonly Found[] {
  const ranked = found.flatMap((findings, layer) => findings.map((finding) => ({ finding, layer })));
  const kept: Found[] = [];
  const taken = new Uint8Array(ranked.length === 0 ? 0 : length);
  for (const { finding } of ranked.sort(heavier)) {
    // What stays is as long as the text at most, so that looking for what is taken costs no more than marking it.
    if (taken.subarray(finding.start, finding.end).includes(1)) continue;
    taken.fill(1, finding.start, finding.end);
    kept.push(finding);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** A phrase that is broken over two lines stays so: as much of it as before stands on the second. */
function withBreak(put: string, stands: string): string {
  const [gap = ''] = /\s*\n\s*/.exec(stands) ?? [];
  const after = gap === '' ? 0 : stands.length - stands.indexOf(gap) - gap.length;
  return gap === '' || after >= put.length ? put : put.slice(0, put.length - after) + gap + put.slice(put.length - after);
}

/**
 * The text with the first suggestion of every finding of the kinds put in its place, mistaken characters where nothing else is said;
 * findings as `proofread` gives them.
 */
export function corrected(
  text: string,
  findings: readonly TextFinding[],
  kinds: ReadonlySet<TextFinding['kind']> = new Set(['typo', 'protected-phrase']),
): string {
  let result = '';
  let at = 0;
  for (const { start, end, kind, suggestions } of findings) {
    const put = suggestions[0];
    if (put === undefined || !kinds.has(kind) || start < at) continue;
    result += text.slice(at, start) + withBreak(put, text.slice(start, end));
    at = end;
  }
  return result + text.slice(at);
}

export interface RuleOptions extends ListOptions {
  /** Ids of rules of form that stay silent. */
  readonly silent?: ReadonlySet<string>;
  /** Codes of six digits of GB/T 2260, for identity numbers; without them the province alone is looked at. */
  readonly regions?: ReadonlySet<string>;
  /** Characters that no simplified text writes (`never` of assets/fold/traditional.json); without them none is looked for. */
  readonly traditional?: string;
}

/** All rules of form by the name of their layer, in the order in which the layers look. */
function ruleSets(fold: FoldMap, { regions, traditional = '' }: RuleOptions): Readonly<Record<string, readonly TextRule[]>> {
  return {
    slips: slipRules,
    spam: spamRules,
    privacy: privacyRules(regions),
    dates: dateRules,
    numbers: numberRules,
    totals: totalRules,
    punctuation: punctuationRules,
    traditional: traditionalRules(scriptTable(traditional, fold), fold),
  };
}

/** Every rule of form, to be listed or switched off: id, source and message of each, not what it finds. */
export const formRules = (): readonly TextRule[] => Object.values(ruleSets(foldMap(), {})).flat();

/**
 * The layers of everything that a rule or a list can say. An office's own words come as a list more; made anew within milliseconds when
 * they change.
 */
export function ruleLayers(lists: readonly WordList[], fold: FoldMap, options: RuleOptions = {}): readonly Layer[] {
  const rules = Object.entries(ruleSets(fold, options));
  return [listLayer(lists, fold, options), ...rules.map(([name, set]) => layerOf(name, set, options.silent))];
}
