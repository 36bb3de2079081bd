import { type AnnualColumn, type AnnualIdentity, type AnnualRow, type AnnualTable, annualCell, rowIdentities } from './format.ts';

/** 收到和处理政府信息公开申请情况, alike in the formats of 2019 and 2021 but for 其他处理. */

const applicantColumns: readonly AnnualColumn[] = [
  { id: 'person', label: '自然人', titled: /自然人$/u },
  { id: 'business', label: '商业企业', titled: /企业$/u },
  { id: 'institute', label: '科研机构', titled: /科研机构$/u },
  { id: 'welfare', label: '社会公益组织', titled: /公益组织$/u },
  { id: 'legal', label: '法律服务机构', titled: /法律服务机构$/u },
  { id: 'otherBody', label: '其他', titled: /其他$/u },
  { id: 'total', label: '总计', titled: /[总合]计$/u },
];

type Named = readonly [id: string, label: string, labelled: RegExp];

const result = '三、本年度办理结果';
const columns = applicantColumns;
const rowsUnder = (under: readonly string[], rows: readonly Named[]): readonly AnnualRow[] =>
  rows.map(([id, label, labelled]) => ({ id, label, labelled, columns, under }));

const opened: readonly AnnualRow[] = rowsUnder(
  [],
  [
    ['received', '一、本年新收政府信息公开申请数量', /本年度?新收/u],
    ['carriedIn', '二、上年结转政府信息公开申请数量', /上年度?结转/u],
  ],
);

const answered: readonly AnnualRow[] = [
  ...rowsUnder(
    [result],
    [
      ['disclosed', '（一）予以公开', /^予以公开/u],
      ['partlyDisclosed', '（二）部分公开（区分处理的，只计这一情形，不计其他情形）', /^部分公开/u],
    ],
  ),
  ...rowsUnder(
    [result, '（三）不予公开'],
    [
      ['refusedSecret', '1.属于国家秘密', /国家秘密/u],
      ['refusedForbidden', '2.其他法律行政法规禁止公开', /禁止公开/u],
      ['refusedSecurity', '3.危及“三安全一稳定”', /三安全|危及国家安全/u],
      ['refusedThirdParty', '4.保护第三方合法权益', /第三方/u],
      ['refusedInternal', '5.属于三类内部事务信息', /内部事务/u],
      ['refusedProcess', '6.属于四类过程性信息', /过程性/u],
      ['refusedEnforcement', '7.属于行政执法案卷', /执法案卷/u],
      ['refusedInquiry', '8.属于行政查询事项', /行政查询/u],
    ],
  ),
  ...rowsUnder(
    [result, '（四）无法提供'],
    [
      ['notHeld', '1.本机关不掌握相关政府信息', /不掌握/u],
      ['notMade', '2.没有现成信息需要另行制作', /没有现成|另行制作/u],
      ['unclear', '3.补正后申请内容仍不明确', /补正后.*不明确/u],
    ],
  ),
  ...rowsUnder(
    [result, '（五）不予处理'],
    [
      ['petition', '1.信访举报投诉类申请', /信访|举报投诉/u],
      ['repeated', '2.重复申请', /^重复申请/u],
      ['publication', '3.要求提供公开出版物', /公开出版物/u],
      ['excessive', '4.无正当理由大量反复申请', /大量反复/u],
      ['confirmation', '5.要求行政机关确认或重新出具已获取信息', /重新出具/u],
    ],
  ),
];

const otherRows2021 = rowsUnder(
  [result, '（六）其他处理'],
  [
    ['uncorrected', '1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请', /不补正/u],
    ['unpaid', '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请', /收费通知|未?缴费|缴纳费用/u],
    ['otherwise', '3.其他', /^其他$/u],
  ],
);
const otherRow2019 = rowsUnder([result], [['otherwise', '（六）其他处理', /^其他处理/u]]);

const closing: readonly AnnualRow[] = [
  ...rowsUnder([result], [['concluded', '（七）总计', /^[总合]计$/u]]),
  ...rowsUnder([], [['carriedOut', '四、结转下年度继续办理', /结转下一?年|下年度继续办理/u]]),
];

function requestsTable(other: readonly AnnualRow[]): AnnualTable {
  return { name: 'requests', title: '政府信息公开申请情况表', rows: [...opened, ...answered, ...other, ...closing] };
}

export const requestsTable2021 = requestsTable(otherRows2021);
export const requestsTable2019 = requestsTable(otherRow2019);

/** 第一项加第二项之和，等于第三项加第四项之和; （七）总计 is the sum of the results; each 总计 the sum of its row. */
export function requestIdentities({ rows }: AnnualTable): readonly AnnualIdentity[] {
  const results = rows.filter(({ id }) => !['received', 'carriedIn', 'concluded', 'carriedOut'].includes(id));
  const down = columns.flatMap(({ id }): AnnualIdentity[] => [
    {
      parts: results.map((row) => annualCell(row.id, id)),
      totals: [annualCell('concluded', id)],
      balance: annualCell('concluded', id),
      says: '第三项各办理结果之和等于（七）总计',
    },
    {
      parts: [annualCell('received', id), annualCell('carriedIn', id)],
      totals: [annualCell('concluded', id), annualCell('carriedOut', id)],
      balance: annualCell('carriedOut', id),
      says: '第一项加第二项之和，等于第三项加第四项之和',
    },
  ]);
  return [...rowIdentities(rows), ...down];
}
