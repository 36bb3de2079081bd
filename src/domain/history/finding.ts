/** What a check of history finds. */
export type HistoryFindingKind =
  | 'line-changed'
  | 'line-missing'
  | 'line-inserted'
  | 'line-moved'
  | 'seal-changed'
  | 'seal-missing'
  | 'head-missing'
  | 'issue-changed'
  | 'text-changed';

export interface HistoryFinding {
  readonly kind: HistoryFindingKind;
  /** Number of the seal. */
  readonly seal?: number;
  /** Id of the line. */
  readonly line?: number;
  /** Number of the bulletin. */
  readonly bulletin?: number;
  /** Number of the item. */
  readonly submission?: number;
  readonly message: string;
}
