/** Figures that need themselves. */
import { type Finding, problem } from '../outcome.ts';
import { namesIn, parseFormula } from './formula.ts';
import type { Rulebook } from './rulebook.ts';

/** A figure may not need itself: 合计 needs every `onlyIf`, 得分 needs the score formula. The same figure of the units below is another. */
export function checkCircles(rulebook: Rulebook): Finding[] {
  const reads = (source: string | undefined): string[] => (source === undefined ? [] : namesIn(parseFormula(source), 'own'));
  const needs = new Map<string, string[]>([
    ['合计', rulebook.rules.flatMap((rule) => reads(rule.onlyIf))],
    ['得分', [...(rulebook.score ? reads(rulebook.score) : ['合计']), ...(rulebook.groups ?? []).flatMap((group) => reads(group.score))]],
  ]);
  for (const figure of rulebook.figures ?? []) {
    if ('formula' in figure) needs.set(figure.name, reads(figure.formula));
    else if ('label' in figure)
      needs.set(
        figure.name,
        figure.label.flatMap((one) => reads(one.when)),
      );
    else if ('points' in figure) {
      const ids = figure.points;
      needs.set(
        figure.name,
        ids === 'all' ? ['合计'] : rulebook.rules.filter((rule) => ids.includes(rule.id)).flatMap((rule) => reads(rule.onlyIf)),
      );
    }
  }
  const done = new Set<string>();
  const circle = (name: string, above: readonly string[]): readonly string[] | undefined => {
    if (above.includes(name)) return [...above.slice(above.indexOf(name)), name];
    if (done.has(name)) return undefined;
    for (const next of needs.get(name) ?? []) {
      const found = circle(next, [...above, name]);
      if (found) return found;
    }
    done.add(name);
    return undefined;
  };
  for (const name of needs.keys()) {
    const found = circle(name, []);
    if (found) return [problem('circle', `公式绕回自身：${found.join(' → ')}`, 'figures')];
  }
  return [];
}
