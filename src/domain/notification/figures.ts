/** The month's figures as a document, for those who head an office. */
import type { ReportingFigures, ReportingTotals } from '../bulletin/reporting.ts';
import { showValue } from '../display.ts';
import type { Cell, Column, OfficialDocument } from '../document.ts';
import { fraction } from '../exact.ts';

export interface MonthFigures {
  readonly siteName: string;
  /** YYYY-MM. */
  readonly month: string;
  readonly units: readonly ReportingFigures[];
  readonly totals: ReportingTotals;
  /** What a bulletin would say against the units. */
  readonly problems: readonly string[];
  readonly note: string;
}

const rateOf = ({ adopted, submitted }: { readonly adopted: number; readonly submitted: number }): string =>
  showValue(submitted === 0 ? null : fraction(BigInt(adopted), BigInt(submitted)), { percent: true, decimals: 1 });

const columns: readonly Column[] = [
  { title: '单位', align: 'left', width: 3 },
  { title: '报送', align: 'right' },
  { title: '采用', align: 'right' },
  { title: '采用率', align: 'right', width: 1.3 },
  { title: '未采用', align: 'right', width: 1.3 },
  { title: '待办', align: 'right' },
  { title: '无审核人', align: 'right', width: 1.5 },
  { title: '不及时', align: 'right', width: 1.3 },
];

export const figuresTitle = ({ siteName, month }: Pick<MonthFigures, 'siteName' | 'month'>): string => {
  const [year, number] = month.split('-');
  return `${siteName}${year}年${Number(number)}月报送采用情况`;
};

/** What is said in the letter itself. */
export const figuresSentences = ({ totals, problems }: MonthFigures): readonly string[] => [
  `各单位共报送信息 ${totals.submitted} 条，采用 ${totals.adopted} 条，采用率 ${rateOf(totals)}`,
  ...problems,
];

export function figuresDocument(figures: MonthFigures): OfficialDocument {
  const { units, totals, note } = figures;
  const rowOf = (unit: ReportingFigures): readonly Cell[] => [
    unit.unit.name,
    ...[unit.submitted, unit.adopted, rateOf(unit), unit.rejected, unit.waiting, unit.unreviewed, unit.late],
  ];
  const waiting = units.reduce((sum, unit) => sum + unit.waiting, 0);
  const total: readonly Cell[] = [
    '合计',
    ...[totals.submitted, totals.adopted, rateOf(totals), totals.rejected, waiting, totals.unreviewed, totals.late],
  ];
  return {
    title: figuresTitle(figures),
    blocks: [
      ...figuresSentences(figures).map((text) => ({ kind: 'paragraph', style: 'body', text: `${text}。` }) as const),
      { kind: 'table', columns, rows: [...units.map((unit) => ({ cells: rowOf(unit) })), { cells: total, emphasis: true }], notes: [note] },
    ],
    attachments: [],
    issuers: [],
  };
}
