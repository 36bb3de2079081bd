/** The month's figures as a document, for those who head an office. */
import type { FrozenCell, FrozenGroup } from '../bulletin/figures.ts';
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
  /** The last bulletin: ranks and scores as it was issued. */
  readonly standings?: MonthStandings | undefined;
}
export interface MonthStandings {
  readonly title: string;
  readonly groups: readonly FrozenGroup[];
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
export const figuresSentences = ({ totals, problems, standings }: MonthFigures): readonly string[] => [
  `各单位共报送信息 ${totals.submitted} 条，采用 ${totals.adopted} 条，采用率 ${rateOf(totals)}`,
  ...problems,
  ...(standings ? standings.groups.flatMap((group) => leadersIn(standings.title, group)) : []),
];

/** So many of a table are named in the letter. */
const NAMED = 3;

/** The first of a table, in one sentence; those of one rank together. */
function leadersIn(title: string, { name, title: table, rows }: FrozenGroup): readonly string[] {
  const leaders = rows.filter(({ rank }) => rank !== null && rank <= NAMED).sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  if (leaders.length === 0) return [];
  const said = leaders.map(({ unit, rank, score }) => `第${rank}名${unit}${score === null ? '' : `（${shownScore(score)}分）`}`);
  return [`最近一期通报《${title}》${table === '' ? name : table}：${said.join('、')}`];
}

/** A score that has no end as a decimal is held as a fraction. */
function shownScore(score: string): string {
  const [n = '0', d = '1'] = score.split('/');
  return String(Math.round((Number(n) / Number(d)) * 100) / 100);
}

const plainNumber = /^-?\d{1,12}(\.\d{1,6})?$/;
const cellOf = ({ shown }: FrozenCell): Cell => (plainNumber.test(shown) ? Number(shown) : shown);

/** A table of the last bulletin as it was issued. */
const standingsTable = (issue: string, { name, title, columns: heads, rows }: FrozenGroup) =>
  ({
    kind: 'table',
    caption: title === '' ? name : title,
    columns: heads.map((head) => ({ title: head.title, align: head.title.includes('单位') ? ('left' as const) : ('right' as const) })),
    rows: rows.map(({ cells }) => ({ cells: cells.map(cellOf) })),
    notes: [`名次和得分照最近一期通报《${issue}》，与印发的一样。`],
  }) as const;

export function figuresDocument(figures: MonthFigures): OfficialDocument {
  const { units, totals, note, standings } = figures;
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
      ...(standings?.groups ?? []).map((group) => standingsTable(standings?.title ?? '', group)),
    ],
    attachments: [],
    issuers: [],
  };
}
