/** 常山（101）、六安（103）、广元（105）. */
import { type CasesById, only } from './case.ts';

export const rules101to105: CasesById = {
  '101-monthly-base-cap': only({
    name: '月度基础分',
    from: '2014-01-01',
    rules: [
      {
        id: '月度基础分',
        per: 'month',
        measure: { count: { fact: 'submission', kind: ['动态', '要情'] } },
        steps: [{ atLeast: 8, points: 10 }],
        otherwise: 0,
      },
    ],
    limits: [{ rules: ['月度基础分'], per: 'year', max: 120 }],
    figures: [{ name: '达标月数', windowsOf: '月度基础分', met: true }],
    columns: ['名次', '单位', '达标月数', '得分'],
  }),
  '101-adoption-ladder': only({
    name: '信息采用得分',
    from: '2014-01-01',
    countsAt: 'adoption',
    rules: [
      {
        id: '县级采用',
        each: { fact: 'adoption' },
        points: { by: 'outlet', table: { 要情快报: 5, 常山政务: 10, 常山政务增刊: 30, 政务参阅: 30 } },
      },
      {
        id: '市级采用',
        each: { fact: 'adoption' },
        points: [
          { when: { outlet: '衢州政务信息动态', form: '单篇' }, points: 50 },
          { when: { outlet: '衢州政务信息动态' }, points: 20 },
          { when: { outlet: '衢州政务工作交流' }, points: 80 },
        ],
      },
    ],
    figures: [
      { name: '县级采用得分', points: ['县级采用'] },
      { name: '市级采用得分', points: ['市级采用'] },
    ],
    columns: ['名次', '单位', '县级采用得分', '市级采用得分', '得分'],
  }),
  '103-reported-up-vs-adopted': only({
    name: '六安市政务信息计分标准',
    from: '2013-01-01',
    countsAt: 'adoption',
    rules: [
      {
        id: '上报',
        each: { fact: 'forward' },
        points: { by: 'outlet', table: { 省政府办公厅: 5, 国务院办公厅: 30 } },
      },
      {
        id: '采用',
        each: { fact: 'adoption' },
        points: [
          { when: { outlet: '政务要情' }, points: 10 },
          { when: { outlet: '政务快讯', form: '专报' }, points: 10 },
          { when: { outlet: '政务快讯' }, points: 5 },
          { when: { outlet: '省政府办公厅' }, points: 40 },
          { when: { outlet: '国务院办公厅' }, points: 80 },
        ],
      },
    ],
    figures: [
      { name: '上报得分', points: ['上报'] },
      { name: '采用得分', points: ['采用'] },
    ],
    columns: ['名次', '单位', '上报得分', '采用得分', '得分'],
  }),
  '103-instruction-per-item': only({
    name: '采用与批示',
    from: '2013-01-01',
    countsAt: 'adoption',
    rules: [
      { id: '采用', each: { fact: 'adoption' }, points: { by: 'outlet', table: { 政务要情: 10, 政务快讯: 5 } } },
      { id: '批示', name: '市主要领导批示', each: { fact: 'instruction', level: '市主要领导' }, points: 30, once: ['item'] },
    ],
    figures: [
      { name: '采用得分', points: ['采用'] },
      { name: '批示得分', points: ['批示'] },
    ],
    columns: ['名次', '单位', '采用得分', '批示得分', '得分'],
  }),
  '105-decimal-and-levels': only({
    name: '广元市政务信息计分办法',
    from: '2008-01-01',
    countsAt: 'adoption',
    rules: [
      {
        id: '采用',
        each: { fact: 'adoption' },
        points: [
          { when: { outlet: ['政务晨讯', '要情专报'] }, points: 2 },
          { when: { outlet: ['政府工作通报', '政务参阅'] }, points: 5 },
          { when: { outlet: '市政府门户网站', form: '文字' }, points: 1 },
          { when: { outlet: '市政府门户网站', form: '图片' }, points: 0.5 },
          { when: { outlet: '国务院办公厅信息刊物' }, points: 10 },
          { when: { outlet: '川政晨讯', form: '参阅' }, points: 3 },
          { when: { outlet: '川政晨讯', form: '重要' }, points: 5 },
        ],
      },
      {
        id: '领导批示',
        each: { fact: 'instruction' },
        points: { by: 'level', table: { 国务院领导: 20, 省政府领导: 10, 市政府领导: 5 } },
      },
    ],
    columns: ['名次', '单位', { figure: '得分', title: '得分显示', show: { decimals: 1 } }],
  }),
  '105-commission-late': only({
    name: '约稿与批示反馈',
    from: '2008-01-01',
    countsAt: 'adoption',
    rules: [
      { id: '采用', each: { fact: 'adoption' }, points: { by: 'outlet', table: { 政务晨讯: 2, 约稿: 5 } } },
      {
        id: '不报或迟报',
        name: '约稿和批示反馈不报或迟报',
        each: { fact: 'commission', kind: ['约稿', '批示反馈'], outcome: ['late', 'missed'] },
        points: -10,
        dayOf: 'due',
      },
    ],
  }),
  '105-converted-yearly': only({
    name: '年度得分折算',
    from: '2008-01-01',
    countsAt: 'adoption',
    rules: [
      { id: '采用', each: { fact: 'adoption' }, points: { by: 'outlet', table: { 政务晨讯: 2, 政务参阅: 5, 国务院办公厅信息刊物: 10 } } },
      { id: '领导批示', each: { fact: 'instruction', level: '国务院领导' }, points: 20 },
    ],
    figures: [{ name: '折算得分', formula: '5 * 得分 / maxInGroup(得分)', show: { decimals: 2 } }],
    columns: ['名次', '单位', '得分', '折算得分'],
  }),
};
