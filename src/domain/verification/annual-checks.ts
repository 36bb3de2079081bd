import { annualCarryOverCheck } from './check-annual-carry-over.ts';
import { annualCellCheck } from './check-annual-cells.ts';
import { annualConsistencyCheck } from './check-annual-consistency.ts';
import { annualIdentityCheck } from './check-annual-identities.ts';
import { annualNarrativeCheck } from './check-annual-narrative.ts';
import { annualTemplateCheck } from './check-annual-template.ts';
import { annualTextCheck } from './check-annual-text.ts';
import type { Check } from './document-view.ts';

/** What is examined of an annual disclosure report alone. */
export const annualChecks: readonly Check[] = [
  annualTemplateCheck,
  annualCellCheck,
  annualIdentityCheck,
  annualCarryOverCheck,
  annualConsistencyCheck,
  annualNarrativeCheck,
  annualTextCheck,
];
