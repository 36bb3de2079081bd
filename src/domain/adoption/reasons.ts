/** Why the office does not use an item (不予采用的原因): a list with codes, which each site's settings hold. */

export interface RejectionReason {
  /** As stored beside the item. */
  readonly code: string;
  /** As the author, the bulletin and the facts say it; imported facts say it in the same words. */
  readonly name: string;
}

/** The reason of a code; undefined where the list has none. */
export const reasonOf = (code: string, reasons: readonly RejectionReason[]): RejectionReason | undefined =>
  reasons.find((one) => one.code === code);
