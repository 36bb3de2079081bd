/** The rulebooks that the rule texts of ../shared/scoring-cases ask for, by case id. */
import { bulletins000to017 } from './rulebooks/bulletins-000-017.ts';
import type { CasesById } from './rulebooks/case.ts';
import { edges } from './rulebooks/edges.ts';
import { rules101to105 } from './rulebooks/rules-101-105.ts';
import { rules107to116 } from './rulebooks/rules-107-116.ts';
import { rules118to124 } from './rulebooks/rules-118-124.ts';

export const caseRulebooks: CasesById = { ...bulletins000to017, ...rules101to105, ...rules107to116, ...rules118to124, ...edges };
