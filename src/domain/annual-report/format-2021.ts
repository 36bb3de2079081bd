import { disputeIdentities, disputesTable } from './disputes-table.ts';
import type { AnnualColumn, AnnualFormat, AnnualSection, AnnualTable } from './format.ts';
import { requestIdentities, requestsTable2021 } from './requests-table.ts';

const fileColumns: readonly AnnualColumn[] = [
  { id: 'made', label: '本年制发件数', titled: /制发件?数量?$/u },
  { id: 'abolished', label: '本年废止件数', titled: /废止件?数量?$/u },
  { id: 'inForce', label: '现行有效件数', titled: /现行有效件?数量?$/u },
];
const decisionColumns: readonly AnnualColumn[] = [{ id: 'decisions', label: '本年处理决定数量', titled: /处理决定数量?$/u }];
const feeColumns: readonly AnnualColumn[] = [
  { id: 'amount', label: '本年收费金额（单位：万元）', titled: /收费金额(?:\(.*\))?$/u, money: true },
];

const disclosureTable: AnnualTable = {
  name: 'disclosure',
  title: '主动公开政府信息情况表',
  rows: [
    { id: 'rule', label: '规章', under: ['第二十条第（一）项'], labelled: /^规章$/u, columns: fileColumns },
    { id: 'normative', label: '行政规范性文件', under: ['第二十条第（一）项'], labelled: /^(?:行政)?规范性文件$/u, columns: fileColumns },
    { id: 'permit', label: '行政许可', under: ['第二十条第（五）项'], labelled: /^行政许可$/u, columns: decisionColumns },
    { id: 'penalty', label: '行政处罚', under: ['第二十条第（六）项'], labelled: /^行政处罚$/u, columns: decisionColumns },
    { id: 'coercion', label: '行政强制', under: ['第二十条第（六）项'], labelled: /^行政强制(?:措施)?$/u, columns: decisionColumns },
    { id: 'fee', label: '行政事业性收费', under: ['第二十条第（八）项'], labelled: /^行政事业性收费$/u, columns: feeColumns },
  ],
};

/** The six parts, laid down in 2019 and kept in 2021. */
export const sixSections: readonly AnnualSection[] = [
  { title: '总体情况', named: /总体情况|^概述/u },
  { title: '主动公开政府信息情况', named: /主动公开(?:政府信息)?(?:的)?(?:工作)?情况/u },
  { title: '收到和处理政府信息公开申请情况', named: /(?:收到|处理).*申请|依申请公开/u },
  { title: '政府信息公开行政复议、行政诉讼情况', named: /行政复议|行政诉讼/u },
  { title: '存在的主要问题及改进情况', named: /存在.*问题|问题.*改进|改进(?:情况|措施)/u },
  { title: '其他需要报告的事项', named: /其他.*(?:报告|说明).*事项|其他事项|需要(?:报告|说明)的/u },
];

export const annualFormat2021: AnnualFormat = {
  name: '2021',
  title: '2021年印发的格式',
  from: 2021,
  source: '国办公开办函〔2021〕30号',
  sections: sixSections,
  tables: [disclosureTable, requestsTable2021, disputesTable],
  identities: [...requestIdentities(requestsTable2021), ...disputeIdentities],
  bounds: [],
  marks: [/本年制发件?数/u, /本年废止件?数/u, /现行有效件?数/u, /本年收费金额/u],
};
