import { disputeIdentities, disputesTable } from './disputes-table.ts';
import { type AnnualColumn, type AnnualFormat, type AnnualTable, annualCell } from './format.ts';
import { sixSections } from './format-2021.ts';
import { requestIdentities, requestsTable2019 } from './requests-table.ts';

const fileColumns: readonly AnnualColumn[] = [
  { id: 'newlyMade', label: '本年新制作数量', titled: /新制作数量?$/u },
  { id: 'newlyDisclosed', label: '本年新公开数量', titled: /新公开数量?$/u },
  { id: 'disclosed', label: '对外公开总数量', titled: /公开总数量?$/u },
];
const itemColumns: readonly AnnualColumn[] = [
  { id: 'itemsBefore', label: '上一年项目数量', titled: /上一?年项目数量?$/u },
  { id: 'itemsChanged', label: '本年增/减', titled: /增\/?减$/u },
];
const decisionColumns: readonly AnnualColumn[] = [...itemColumns, { id: 'decisions', label: '处理决定数量', titled: /处理决定数量?$/u }];
const purchaseColumns: readonly AnnualColumn[] = [
  { id: 'purchases', label: '采购项目数量', titled: /采购项目数量?$/u },
  { id: 'amount', label: '采购总金额', titled: /采购总?金额(?:\(.*\))?$/u, money: true },
];

const disclosureTable: AnnualTable = {
  name: 'disclosure',
  title: '主动公开政府信息情况表',
  rows: [
    { id: 'rule', label: '规章', under: ['第二十条第（一）项'], labelled: /^规章$/u, columns: fileColumns },
    { id: 'normative', label: '规范性文件', under: ['第二十条第（一）项'], labelled: /^(?:行政)?规范性文件$/u, columns: fileColumns },
    { id: 'permit', label: '行政许可', under: ['第二十条第（五）项'], labelled: /^行政许可$/u, columns: decisionColumns },
    {
      id: 'service',
      label: '其他对外管理服务事项',
      under: ['第二十条第（五）项'],
      labelled: /^其他对外管理服务事项$/u,
      columns: decisionColumns,
    },
    { id: 'penalty', label: '行政处罚', under: ['第二十条第（六）项'], labelled: /^行政处罚$/u, columns: decisionColumns },
    { id: 'coercion', label: '行政强制', under: ['第二十条第（六）项'], labelled: /^行政强制(?:措施)?$/u, columns: decisionColumns },
    { id: 'fee', label: '行政事业性收费', under: ['第二十条第（八）项'], labelled: /^行政事业性收费$/u, columns: itemColumns },
    { id: 'purchase', label: '政府集中采购', under: ['第二十条第（九）项'], labelled: /^政府集中采购$/u, columns: purchaseColumns },
  ],
};

const files = [
  ['rule', '规章'],
  ['normative', '规范性文件'],
] as const;

export const annualFormat2019: AnnualFormat = {
  name: '2019',
  title: '2019年印发的格式',
  from: 2019,
  to: 2020,
  source: '国办公开办函〔2019〕60号',
  sections: sixSections,
  tables: [disclosureTable, requestsTable2019, disputesTable],
  identities: [...requestIdentities(requestsTable2019), ...disputeIdentities],
  bounds: files.map(([row, label]) => ({
    figure: annualCell(row, 'newlyDisclosed'),
    atMost: [annualCell(row, 'disclosed')],
    says: `${label}的本年新公开数量不多于对外公开总数量`,
  })),
  marks: [/本年新制作/u, /本年新公开/u, /对外公开总数/u, /其他对外管理服务事项/u, /上一年项目数/u, /政府集中采购/u],
};
