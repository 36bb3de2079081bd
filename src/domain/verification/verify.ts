import type { ReadDocument } from '../document.ts';
import { annualChecks } from './annual-checks.ts';
import { cellCheck } from './check-cells.ts';
import { consistencyCheck } from './check-consistency.ts';
import { dateCheck } from './check-dates.ts';
import { documentNumberCheck } from './check-document-numbers.ts';
import { duplicateCheck } from './check-duplicates.ts';
import { missingUnitCheck } from './check-missing-units.ts';
import { narrativeCheck } from './check-narrative.ts';
import { noteCheck } from './check-notes.ts';
import { orderCheck } from './check-order.ts';
import { periodCheck } from './check-periods.ts';
import { rankCheck } from './check-ranks.ts';
import { rateCheck } from './check-rates.ts';
import { rowCheck } from './check-rows.ts';
import { sumCheck } from './check-sums.ts';
import { unknownUnitCheck } from './check-unknown-units.ts';
import { wordingCheck } from './check-wording.ts';
import { zeroRowCheck } from './check-zero-rows.ts';
import { settle } from './consequences.ts';
import type { Divisions } from './divisions.ts';
import { type Check, type Proofread, viewDocument } from './document-view.ts';
import type { Finding, FindingKind } from './finding.ts';
import type { KnownFigures } from './known.ts';

/** Everything that is examined. A new check is one more item here. */
export const verificationChecks: readonly Check[] = [
  cellCheck,
  sumCheck,
  rowCheck,
  rankCheck,
  orderCheck,
  duplicateCheck,
  rateCheck,
  narrativeCheck,
  noteCheck,
  missingUnitCheck,
  unknownUnitCheck,
  zeroRowCheck,
  consistencyCheck,
  periodCheck,
  dateCheck,
  documentNumberCheck,
  wordingCheck,
  ...annualChecks,
];

export interface VerifyOptions {
  /** Only findings of these kinds. */
  readonly kinds?: readonly FindingKind[];
  /** What whoever composed the document knows of its figures; what is known is not guessed. */
  readonly known?: KnownFigures;
  /** Looks through the wording, certain of what it says; without one only injected wording is looked for. */
  readonly proofread?: Proofread;
  /** Administrative divisions; without them no name of a unit is unknown. */
  readonly divisions?: Divisions;
  /** Last period's or last year's document: what is carried over from it, or compared with it, must agree. */
  readonly against?: ReadDocument;
  /** That it is an annual report, or that it is none; otherwise title and tables tell. */
  readonly annual?: boolean;
}

/**
 * Examines a document as read, of any office, and gives what does not agree in it: each finding with its place and, where the
 * document itself accounts for the difference, the reading that explains it. Knows nothing but the document and what it is told; never throws.
 */
export function verify(document: ReadDocument, options: VerifyOptions = {}): Finding[] {
  const view = viewDocument(document, options);
  const findings = settle(verificationChecks.flatMap((check) => check.find(view)));
  return findings.filter((finding) => options.kinds?.includes(finding.kind) ?? true);
}
