import { type AnnualCell, annualCell } from '../annual-report/format.ts';
import { isAbbreviationOf } from './annual-units.ts';
import type { AnnualReportView } from './annual-view.ts';
import { carriedFrom, followsOn } from './annual-witness.ts';
import { cellWords, printedFigure, statedFigure } from './annual-words.ts';
import type { Check, DocumentView } from './document-view.ts';
import { same, tidy } from './figures.ts';
import type { Finding } from './finding.ts';

/** The columns of 二、上年结转 against last year's 四、结转下年度; the total's difference follows from those before it. */
function carriedFindings(report: AnnualReportView, last: AnnualReportView): readonly Finding[] {
  const row = report.format?.tables.flatMap(({ rows }) => rows).find(({ id }) => id === 'carriedIn');
  const differences = (row?.columns ?? []).flatMap(({ id }) => {
    const cell = annualCell('carriedIn', id);
    const figure = report.figures.get(cell);
    const expected = carriedFrom(last, cell);
    return figure === undefined || expected === undefined || same(figure.value, expected) ? [] : [{ id, figure, expected }];
  });
  const before = differences.filter(({ id }) => id !== 'total');
  const off = tidy(before.reduce((sum, { figure, expected }) => sum + figure.value - expected, 0));
  return differences.map(({ id, figure, expected }): Finding => {
    const year = last.year === undefined ? '上年' : `${last.year}年`;
    const message = `${cellWords(figure)}为${printedFigure(figure)}，${year}报告的“四、结转下年度继续办理”为${expected}，两者应当相等。`;
    const base: Finding = { kind: 'carry-over', severity: 'error', where: figure.where, stated: statedFigure(figure), expected, message };
    if (id !== 'total' || before.length === 0 || !same(figure.value - expected, off)) return base;
    return { ...base, severity: 'warning', explanation: '由同一处错误引起：更正前面各列后总计即相符。' };
  });
}

interface Stock {
  readonly now: AnnualCell;
  /** What last year's and this year's cells add up to it. */
  readonly before: readonly AnnualCell[];
  readonly plus: readonly AnnualCell[];
  readonly minus: readonly AnnualCell[];
  readonly says: string;
}

const stocks: readonly Stock[] = [
  ...['rule', 'normative'].map((row) => ({
    now: annualCell(row, 'inForce'),
    before: [annualCell(row, 'inForce')],
    plus: [annualCell(row, 'made')],
    minus: [annualCell(row, 'abolished')],
    says: '上年现行有效件数加本年制发件数减本年废止件数',
  })),
  ...['rule', 'normative'].map((row) => ({
    now: annualCell(row, 'disclosed'),
    before: [annualCell(row, 'disclosed')],
    plus: [annualCell(row, 'newlyDisclosed')],
    minus: [],
    says: '上年对外公开总数量加本年新公开数量',
  })),
  ...['permit', 'service', 'penalty', 'coercion', 'fee'].map((row) => ({
    now: annualCell(row, 'itemsBefore'),
    before: [annualCell(row, 'itemsBefore'), annualCell(row, 'itemsChanged')],
    plus: [],
    minus: [],
    says: '上年报告的上一年项目数量加增减数',
  })),
];

/** What is in force at the end of a year: re-counting happens, so a difference is only worth a look. */
function stockFindings(report: AnnualReportView, last: AnnualReportView): readonly Finding[] {
  return stocks.flatMap(({ now, before, plus, minus, says }): readonly Finding[] => {
    const figure = report.figures.get(now);
    const values = [...before.map((cell) => last.figures.get(cell)), ...[...plus, ...minus].map((cell) => report.figures.get(cell))];
    if (figure?.cell.kind !== 'number' || values.some((one) => one?.cell.kind !== 'number')) return [];
    const signed = values.map((one, at) => (at < before.length + plus.length ? one!.value : -one!.value));
    const expected = tidy(signed.reduce((sum, value) => sum + value, 0));
    if (same(figure.value, expected)) return [];
    const message = `${cellWords(figure)}为${figure.value}，${says}为${expected}（${signed.join('，')}），请核对。`;
    const explanation = '若本年重新清理、核对过，或上年口径不同，两数可以不等，请在报告中说明。';
    return [{ kind: 'carry-over', severity: 'warning', where: figure.where, stated: figure.value, expected, message, explanation }];
  });
}

const least = 6;

/** A report whose figures are last year's, one and all. */
function copied(report: AnnualReportView, last: AnnualReportView): readonly Finding[] {
  const filled = [...report.figures].filter(([, { value }]) => value !== 0);
  if (filled.length < least || !filled.every(([cell, { value }]) => last.figures.get(cell)?.value === value)) return [];
  const message = `表中${filled.length}个不为0的数字与上年报告完全相同，请核对是否沿用了上年的表。`;
  return [{ kind: 'carry-over', severity: 'warning', where: filled[0]![1].where, message }];
}

const oneFinding = (message: string): readonly Finding[] => [{ kind: 'carry-over', severity: 'note', where: {}, message }];

/** Figures that last year's report decides: what was carried over, and what was in force. */
export const annualCarryOverCheck: Check = {
  name: 'an annual report carries on from last year’s',
  find: ({ report, against }: DocumentView) => {
    if (report === undefined || against === undefined) return [];
    const last = against.report;
    if (last === undefined) return oneFinding('用来对照的文件不是政府信息公开工作年度报告，没有核对结转数。');
    if (!followsOn(report, last)) {
      return oneFinding(`用来对照的是${last.year}年的报告，不是${report.year! - 1}年的，没有核对结转数。`);
    }
    if (last.figures.size === 0) return oneFinding('没有从上年报告中读到表格，没有核对结转数。');
    const another = `用来对照的是“${last.unit}”的报告，本报告是“${report.unit}”的；若不是更名前后的同一单位，以下对照无效。`;
    return [
      ...(isAbbreviationOf(report.unit, last.unit) ? [] : oneFinding(another)),
      ...carriedFindings(report, last),
      ...stockFindings(report, last),
      ...copied(report, last),
    ];
  },
};
