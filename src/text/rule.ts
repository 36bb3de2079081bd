/** Rules of form (punctuation, numbers, dates …): each is one item of a list that says what it looks for, why, and after which source. */
import type { Layer, Point, TextFinding, TextFindingKind } from './finding.ts';

/** A place that a rule objects to. */
export interface Objection {
  readonly start: number;
  readonly end: number;
  readonly suggestions?: readonly string[];
  /** Instead of the rule's own words, where the place matters. */
  readonly message?: string;
}

export interface TextRule {
  /** Known by it in settings. */
  readonly id: string;
  readonly kind: TextFindingKind;
  readonly severity: TextFinding['severity'];
  /** `strict`: certain enough to be said always; `full`: only where everything is wanted. */
  readonly at: Point;
  /** The standard it comes from, as an office would cite it. */
  readonly source: string;
  readonly message: string;
  /** It looks beyond the line: what it says of a line depends on the lines around it. */
  readonly wide?: boolean;
  readonly find: (text: string) => Iterable<Objection>;
}

/**
 * Objects wherever a pattern stands. `judge` may refuse a place (undefined) or say what should stand there. The pattern must be global and
 * bounded: no unlimited repetition before what must follow, so that the time is linear.
 */
export function byPattern(
  pattern: RegExp,
  judge: (match: RegExpExecArray) => { readonly suggestions?: readonly string[]; readonly message?: string } | undefined = () => ({}),
): (text: string) => Iterable<Objection> {
  return function* (text) {
    for (const match of text.matchAll(pattern)) {
      const verdict = judge(match);
      if (verdict && match[0] !== '') yield { start: match.index, end: match.index + match[0].length, ...verdict };
    }
  };
}

/** One suggestion. */
export const instead = (text: string): { readonly suggestions: readonly string[] } => ({ suggestions: [text] });

/** What the rules say, in the order of the text. `disabled`: ids of rules that stay silent. */
export function layerOf(name: string, rules: readonly TextRule[], disabled: ReadonlySet<string> = new Set()): Layer {
  const look = (text: string, point: Point): readonly TextFinding[] => {
    const findings: TextFinding[] = [];
    for (const rule of rules) {
      if (disabled.has(rule.id) || (point === 'strict' && rule.at === 'full')) continue;
      for (const { start, end, suggestions = [], message = rule.message } of rule.find(text))
        findings.push({
          start,
          end,
          text: text.slice(start, end),
          kind: rule.kind,
          severity: rule.severity,
          suggestions,
          rule: rule.source,
          message,
        });
    }
    return findings.sort((a, b) => a.start - b.start || a.end - b.end);
  };
  return { name, look };
}
