/** Why the office does not use an item (不予采用的原因): a list with codes, which a site's settings may lengthen. */

export interface RejectionReason {
  /** As stored beside the item. */
  readonly code: string;
  /** As the author, the bulletin and the facts say it; imported facts say it in the same words. */
  readonly name: string;
}

export const rejectionReasons = [
  { code: 'duplicate', name: '重复' },
  { code: 'stale', name: '失去时效' },
  { code: 'quality', name: '质量' },
  { code: 'bulk', name: '一次多条' },
  { code: 'unreviewed', name: '未审核' },
  { code: 'unsuitable', name: '内容不宜' },
  { code: 'other', name: '其他' },
] as const satisfies readonly RejectionReason[];

/** The reason of a code, among the general ones and those a site added; undefined for any other code. */
export const reasonOf = (code: string, added: readonly RejectionReason[] = []): RejectionReason | undefined =>
  [...rejectionReasons, ...added].find((one) => one.code === code);
