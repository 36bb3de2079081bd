import { type AnnualColumn, type AnnualRow, type AnnualTable, rowIdentities } from './format.ts';

/** 政府信息公开行政复议、行政诉讼情况: printed as one line of fifteen figures, three groups of five. The same since 2019. */

export const disputeColumns: readonly AnnualColumn[] = [
  { id: 'upheld', label: '结果维持', titled: /维持$/u },
  { id: 'corrected', label: '结果纠正', titled: /纠正$/u },
  { id: 'otherResult', label: '其他结果', titled: /其他(?:结果)?$/u },
  { id: 'pending', label: '尚未审结', titled: /未审结$/u },
  { id: 'total', label: '总计', titled: /[总合]计$/u },
];

const rows: readonly AnnualRow[] = [
  { id: 'review', label: '行政复议', labelled: /^行政复议(?!后)/u, columns: disputeColumns },
  { id: 'suit', label: '行政诉讼（未经复议直接起诉）', labelled: /直接起诉/u, columns: disputeColumns },
  { id: 'suitAfterReview', label: '行政诉讼（复议后起诉）', labelled: /复议后起诉/u, columns: disputeColumns },
];

export const disputesTable: AnnualTable = { name: 'disputes', title: '行政复议、行政诉讼情况表', rows };
export const disputeIdentities = rowIdentities(rows);
