/**
 * What verification says about a document: findings, each with its kind, weight and place.
 * The shape and the kinds are the stable interface of `baocaitong verify`.
 */

export type FindingKind =
  | 'sum'
  | 'row-arithmetic'
  | 'rank'
  | 'order'
  | 'duplicate-row'
  | 'narrative'
  | 'rate'
  | 'rounding'
  | 'period'
  | 'note'
  | 'unknown-unit'
  | 'missing-unit'
  | 'zero-row'
  | 'non-numeric-cell'
  | 'identity'
  | 'carry-over'
  | 'template'
  | 'consistency'
  | 'spam'
  | 'wording'
  | 'date'
  | 'document-number';

/** error: the figures contradict each other, certainly · warning: somebody should look · note: worth knowing, explained. */
export type FindingSeverity = 'error' | 'warning' | 'note';

/**
 * Zero-based indexes into `ReadDocument.paragraphs`, `.tables`, and a table's `rows` and `columns`; `part` where it stands in none of them.
 * A table without row and column is its caption.
 */
export interface FindingPlace {
  readonly part?: 'title' | 'document-number' | 'issued-on';
  readonly paragraph?: number;
  readonly table?: number;
  readonly row?: number;
  readonly column?: number;
}

export interface Finding {
  readonly kind: FindingKind;
  readonly severity: FindingSeverity;
  readonly where: FindingPlace;
  /** What the document says. */
  readonly stated?: string | number;
  /** What it ought to say, as far as the document itself tells. */
  readonly expected?: string | number;
  /** A Chinese sentence: where, what stands there, what was expected. */
  readonly message: string;
  /** A reading under which the document is right, or the fault this one follows from. */
  readonly explanation?: string;
}

const figureKinds: ReadonlySet<FindingKind> = new Set(['sum', 'row-arithmetic', 'rank', 'order', 'narrative', 'rate']);

/**
 * Whether a finding stops a bulletin from being issued: only an error in figures does,
 * everything else may be overruled by a person who gives a reason.
 */
export function blocks(finding: Finding): boolean {
  return finding.severity === 'error' && figureKinds.has(finding.kind);
}
