import fc from 'fast-check';
import {
  type AnnualCell,
  type AnnualFormat,
  type AnnualRow,
  type AnnualTable,
  annualCell,
  cellsOfFormat,
} from '../../../src/domain/annual-report/format.ts';
import type { Cell, ReadDocument, ReadTable } from '../../../src/domain/document.ts';

/** Annual reports of any office for the tests: consistent figures in each format, printed in the ways that offices print them. */

export type Figures = ReadonlyMap<AnnualCell, Cell>;

/** How the tables look once read: merged cells blank or repeated, labels in one column, a table split in two, all on one sheet, or in the text. */
export const layouts = ['blank', 'repeated', 'narrow', 'split', 'stacked', 'text'] as const;
export type Layout = (typeof layouts)[number];

type Line = readonly Cell[];

const at = (figures: Figures, row: string, column: string): Cell => figures.get(annualCell(row, column)) ?? null;
const figuresOf = (figures: Figures, row: AnnualRow): Cell[] => row.columns.map(({ id }) => at(figures, row.id, id));
const padded = (cells: Line, width: number, fill: Cell = null): Line => [
  ...cells,
  ...Array<Cell>(Math.max(0, width - cells.length)).fill(fill),
];

function disclosureLines({ rows }: AnnualTable, figures: Figures, repeated: boolean): Line[] {
  const blocks = Map.groupBy(rows, ({ under }) => under?.[0] ?? '');
  return [...blocks].flatMap(([heading, block]): Line[] => {
    const titles = ['信息内容', ...block[0]!.columns.map(({ label }) => label)];
    const fill = (cells: Line): Line => padded(cells, 4, repeated ? cells.at(-1)! : null);
    return [
      padded([heading], 4, repeated ? heading : null),
      fill(titles),
      ...block.map((row) => fill([row.label, ...figuresOf(figures, row)])),
    ];
  });
}

function requestLines({ rows }: AnnualTable, figures: Figures, layout: Layout): Line[] {
  const labels = (row: AnnualRow): Line => {
    const own = [...(row.under ?? []), row.label];
    if (layout === 'narrow') return [row.label];
    return layout === 'repeated' ? padded(own, 3, row.label) : padded(own, 3);
  };
  const wide = layout === 'narrow' ? 1 : 3;
  const head = (cells: Line): Line => [...Array<Cell>(wide).fill(null), ...cells];
  const legal = layout === 'repeated' ? '法人或其他组织' : null;
  const [person, total] = layout === 'repeated' ? ['自然人', '总计'] : [null, null];
  const lines = rows.map((row, index): Line => {
    const previous = rows[index - 1]?.under ?? [];
    const shown =
      layout === 'blank' ? labels(row).map((text, i) => (i < (row.under?.length ?? 0) && previous[i] === text ? null : text)) : labels(row);
    return [...shown, ...figuresOf(figures, row)];
  });
  return [
    [
      '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）',
      ...head(['申请人情况', null, null, null, null, null, null]).slice(1),
    ],
    head(['自然人', '法人或其他组织', legal, legal, legal, legal, '总计']),
    head([person!, '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', total!]),
    ...lines,
  ];
}

function disputeLines({ rows }: AnnualTable, figures: Figures): Line[] {
  const titles = rows[0]!.columns.map(({ label }) => label);
  const none = Array<Cell>(4).fill(null);
  return [
    ['行政复议', ...none, '行政诉讼', ...none, ...none, null],
    [...titles, '未经复议直接起诉', ...none, '复议后起诉', ...none],
    [...none, null, ...titles, ...titles],
    rows.flatMap((row) => figuresOf(figures, row)),
  ];
}

const statisticsLines = ({ rows }: AnnualTable, figures: Figures): Line[] => [
  ['统计指标', '单位', '统计数'],
  ['一、主动公开情况', '——', null],
  ...rows.map((row): Line => [row.label, row.unit!, at(figures, row.id, 'figure')]),
];

function linesOf(table: AnnualTable, figures: Figures, layout: Layout): Line[] {
  if (table.name === 'disclosure') return disclosureLines(table, figures, layout === 'repeated');
  if (table.name === 'requests') return requestLines(table, figures, layout);
  return table.name === 'disputes' ? disputeLines(table, figures) : statisticsLines(table, figures);
}

const tableOf = ([columns = [], ...rows]: readonly Line[]): ReadTable => ({ columns: columns.map((cell) => String(cell ?? '')), rows });

function tablesOf(format: AnnualFormat, figures: Figures, layout: Layout): ReadTable[] {
  const lines = format.tables.map((table) => linesOf(table, figures, layout));
  if (layout === 'text') return [];
  if (layout === 'stacked') {
    const width = Math.max(...lines.flat().map((cells) => cells.length));
    return [tableOf(lines.flat().map((cells) => padded(cells, width)))];
  }
  if (layout !== 'split') return lines.map(tableOf);
  return lines.flatMap((table) => (table.length > 12 ? [tableOf(table.slice(0, 12)), tableOf(table.slice(12))] : [tableOf(table)]));
}

/** The tables as lines of text: 一、本年新收 13 0 …; statistics as label, unit and figure, each on a line. */
function textOf({ tables }: AnnualFormat, figures: Figures): string[] {
  return tables.flatMap(({ name, rows }) =>
    rows.flatMap((row): string[] => {
      if (name === 'statistics') return [row.label, `${row.unit} ${at(figures, row.id, 'figure')}`];
      return [`${row.label} ${figuresOf(figures, row).join(' ')}`];
    }),
  );
}

export interface Made {
  readonly format: AnnualFormat;
  readonly figures: Figures;
  readonly year?: number;
  readonly unit?: string;
  readonly layout?: Layout;
  readonly text?: readonly string[];
}

/** The report as a reader gives it. */
export function reportOf({ format, figures, layout = 'blank', text = [], unit = '某市', year = format.from }: Made): ReadDocument {
  const title = `${unit}${year}年政府信息公开工作年度报告`;
  const period = `本报告所列数据的统计期限自${year}年1月1日起至${year}年12月31日止。`;
  const headings = format.sections.map((section, i) => `${'一二三四五六'[i]}、${section.title}`);
  const body = layout === 'text' ? textOf(format, figures) : [];
  return {
    title,
    issuer: unit,
    paragraphs: [period, headings[0] ?? '一、概述', ...text, ...headings.slice(1), ...body],
    tables: tablesOf(format, figures, layout),
  };
}

const sum = (cells: readonly AnnualCell[], figures: ReadonlyMap<AnnualCell, number>): number =>
  cells.reduce((total, cell) => total + (figures.get(cell) ?? 0), 0);

const dealtWith = new Set(['received', 'carriedIn', 'concluded', 'carriedOut']);

/** What came in is what was dealt with and what is left, in each column but the total. */
function settleRequests({ rows }: AnnualTable, figures: Map<AnnualCell, number>): void {
  for (const { id } of rows[0]!.columns.slice(0, -1)) {
    const of = (row: string): number => figures.get(annualCell(row, id))!;
    const results = rows.filter((row) => !dealtWith.has(row.id)).map((row) => annualCell(row.id, id));
    figures.set(annualCell('concluded', id), sum(results, figures));
    const all = of('concluded') + of('carriedOut');
    figures.set(annualCell('carriedIn', id), Math.min(of('carriedIn'), all));
    figures.set(annualCell('received', id), all - of('carriedIn'));
  }
}

/** Figures that keep every identity and bound of a format. */
function consistent(format: AnnualFormat, given: readonly number[]): ReadonlyMap<AnnualCell, number> {
  const figures = new Map(cellsOfFormat(format).map((cell, i): [AnnualCell, number] => [cell, given[i % given.length]!]));
  for (const cell of figures.keys()) if (cell.startsWith('rule/')) figures.set(cell, 0);
  const requests = format.tables.find(({ name }) => name === 'requests');
  if (requests !== undefined) settleRequests(requests, figures);
  // parts of totals that are parts themselves (不同意公开答复数) are settled before these
  for (const _ of 'twice')
    for (const { parts, totals } of format.identities) if (totals.length === 1) figures.set(totals[0]!, sum(parts, figures));
  for (const { figure, atMost } of format.bounds) figures.set(figure, Math.min(figures.get(figure)!, sum(atMost, figures)));
  if (format.name === '2014') figures.set(annualCell('responded', 'figure'), 1);
  return figures;
}

/** Consistent figures of any size. */
export const consistentFigures = (format: AnnualFormat): fc.Arbitrary<ReadonlyMap<AnnualCell, number>> =>
  fc
    .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 4000 })), { minLength: 211, maxLength: 211 })
    .map((given) => consistent(format, given));

/** One set of figures, alike every time. */
export const plainFigures = (format: AnnualFormat, from = 3): ReadonlyMap<AnnualCell, number> =>
  consistent(
    format,
    Array.from({ length: 211 }, (_, i) => (i * from) % 7),
  );

export const changed = (figures: Figures, cell: AnnualCell, value: Cell): Figures => new Map([...figures, [cell, value]]);
