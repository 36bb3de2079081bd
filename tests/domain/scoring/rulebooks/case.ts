import type { Rulebook } from '../../../../src/domain/scoring/rulebook.ts';

/** The rulebooks that a case's rule text asks for. Column titles and total names are those of its expected values. */
export interface CaseRulebooks {
  readonly rulebooks: readonly Rulebook[];
  /** For cases with variants: the rulebooks of each, by its name. */
  readonly variants?: Readonly<Record<string, readonly Rulebook[]>>;
}
export type CasesById = Readonly<Record<string, CaseRulebooks>>;

export const only = (rulebook: Rulebook): CaseRulebooks => ({ rulebooks: [rulebook] });
