import { type AnnualCell, annualCell } from '../annual-report/format.ts';
import type { Witness } from './annual-faults.ts';
import { annualSayings } from './annual-sayings.ts';
import type { AnnualReportView } from './annual-view.ts';
import type { DocumentView } from './document-view.ts';
import { same } from './figures.ts';

/** What last year's report says of this year's cells: its 结转下年度 is this year's 上年结转. */
export function carriedFrom(last: AnnualReportView, cell: AnnualCell): number | undefined {
  const [row, column = ''] = cell.split('/');
  const figure = row === 'carriedIn' ? last.figures.get(annualCell('carriedOut', column)) : undefined;
  return figure?.cell.kind === 'number' ? figure.value : undefined;
}

/** Whether last year's report is of the year before. */
export const followsOn = (report: AnnualReportView, last: AnnualReportView): boolean =>
  report.year === undefined || last.year === undefined || report.year === last.year + 1;

/** What tells of a cell beside the tables: the text, and last year's report. */
export function annualWitness({ document, report, against }: DocumentView): Witness {
  const sayings = annualSayings(document.paragraphs).filter(({ means }) => means.some((cells) => cells.length === 1));
  const last = against?.report;
  return (cell, value) => {
    const carried = report !== undefined && last !== undefined && followsOn(report, last) ? carriedFrom(last, cell) : undefined;
    if (carried !== undefined) return same(carried, value);
    return sayings.some((saying) => saying.means[0]!.length === 1 && saying.means[0]![0] === cell && same(saying.value, value));
  };
}
