import { type AnnualFormat, type AnnualSection, type AnnualTable, annualCell } from '../annual-report/format.ts';
import { annualFormatOf, annualFormats } from '../annual-report/formats.ts';
import type { ReadDocument } from '../document.ts';
import type { AnnualReportView } from './annual-view.ts';
import type { Check, DocumentView } from './document-view.ts';
import { chineseNumber, squeeze } from './figures.ts';
import type { Finding, FindingPlace } from './finding.ts';

const finding = (severity: Finding['severity'], where: FindingPlace, message: string, explanation?: string): Finding => {
  const base = { kind: 'template', severity, where, message } as const;
  return explanation === undefined ? base : { ...base, explanation };
};

/** The first place that holds a word of a format. */
function placeOfMark({ tables, paragraphs }: ReadDocument, format: AnnualFormat): FindingPlace {
  const marked = (cell: unknown): boolean => typeof cell === 'string' && format.marks.some((mark) => mark.test(squeeze(cell)));
  for (const [table, { columns, rows }] of tables.entries()) {
    if (columns.some(marked)) return { table };
    const row = rows.findIndex((cells) => cells.some(marked));
    if (row >= 0) return { table, row };
  }
  const paragraph = paragraphs.findIndex(marked);
  return paragraph < 0 ? {} : { paragraph };
}

/** The tables of one format in the report of a year that has another. */
function wrongFormat(document: ReadDocument, { year, format, recognised }: AnnualReportView): readonly Finding[] {
  const due = year === undefined ? undefined : annualFormatOf(year);
  if (!recognised || format === undefined || due === undefined || due === format) return [];
  const message = `表格是${format.title}（${format.source}），${year}年的报告应当用${due.title}（${due.source}）。`;
  return [{ ...finding('warning', placeOfMark(document, format), message), stated: format.name, expected: due.name }];
}

const countWord = '[一二三四五六七八九十\\d]{1,2}';
const partsSentence = new RegExp(`(?:由|包括|分为|包含)([^。；]{6,200}?)(?:等|共|等共)?(${countWord})(?:个)?部分`, 'u');

/** Names in a list; what stands in one name with a mark between (行政复议、行政诉讼) is one. */
const listed = (text: string): readonly string[] =>
  text
    .replace(/(行政复议)[、和及与]((?:提起)?行政诉讼)/gu, '$1$2')
    .replace(/(行政诉讼)[、和及与]((?:申请)?行政复议)/gu, '$1$2')
    .split(/[、，,]/u)
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** 由…等六部分组成, of which five are named. */
function namedParts(paragraphs: readonly string[], sections: readonly AnnualSection[]): readonly Finding[] {
  return paragraphs.flatMap((text, paragraph): readonly Finding[] => {
    const [, list = '', number = ''] = partsSentence.exec(squeeze(text)) ?? [];
    const names = listed(list);
    const said = /\d/u.test(number) ? Number(number) : chineseNumber(number);
    // 需要说明的事项与附表 may be one part or two
    const joined = /[与和及]/u.test(names.at(-1) ?? '') ? 1 : 0;
    if (names.length < 3 || (said >= names.length && said <= names.length + joined)) return [];
    const missing = said === sections.length ? sections.filter(({ named }) => !names.some((name) => named.test(name))) : [];
    const gone = missing.length === 0 ? '' : `，没有列出${missing.map(({ title }) => `“${title}”`).join('、')}`;
    const message = `第${paragraph + 1}段称报告有${said}个部分，列出的是${names.length}个${gone}。`;
    return [{ ...finding('warning', { paragraph }, message), stated: said, expected: names.length }];
  });
}

const heading = /^(?:[一二三四五六七八]、|第[一二三四五六七八]部分)/u;

/** The six headings, where the report has most of them. */
function missingSections({ paragraphs, tables }: ReadDocument, sections: readonly AnnualSection[]): readonly Finding[] {
  const headings = [...paragraphs, ...tables.map(({ caption }) => caption ?? '')]
    .map(squeeze)
    .filter((text) => text.length <= 40 && heading.test(text));
  const missing = sections.filter(({ named }) => !headings.some((text) => named.test(text.replace(heading, ''))));
  if (missing.length === 0 || sections.length - missing.length < 3) return [];
  const names = missing.map(({ title }) => `“${title}”`).join('、');
  return [finding('warning', {}, `报告应有六个部分，没有找到${names}。没有相应情况的，也应当保留标题并写明。`)];
}

const found = ({ figures }: AnnualReportView, table: AnnualTable): number =>
  table.rows.filter((row) => row.columns.some(({ id }) => figures.has(annualCell(row.id, id)))).length;

/** Tables that are not there or could not be read, and rows that a table lacks. */
function missingTables(report: AnnualReportView, document: ReadDocument): readonly Finding[] {
  const { format } = report;
  if (format === undefined) return [];
  const absent = format.tables.filter((table) => found(report, table) === 0);
  const severity = document.tables.length > 0 && absent.length < format.tables.length ? 'warning' : 'note';
  const tables = absent.map(({ title }) => finding(severity, {}, `没有找到或读不出“${title}”，其中的数字没有核对。`));
  const rows = format.tables.flatMap((table): readonly Finding[] => {
    const lacking = table.rows.filter((row) => !row.columns.some(({ id }) => report.figures.has(annualCell(row.id, id))));
    if (lacking.length === 0 || lacking.length * 2 > table.rows.length) return [];
    const names = lacking.map(({ label }) => `“${label}”`).join('、');
    return [
      finding(
        document.tables.length > 0 ? 'warning' : 'note',
        placeOfTable(report, table),
        `“${table.title}”中没有${names}，或没有读出这一行。`,
      ),
    ];
  });
  return [...tables, ...rows];
}

function placeOfTable({ figures }: AnnualReportView, { name }: AnnualTable): FindingPlace {
  const first = [...figures.values()].find(({ table }) => table === name);
  return first?.where.table === undefined ? {} : { table: first.where.table };
}

/** Cells left empty or struck out where the format wants 0, told once for each table. */
function emptyCells(report: AnnualReportView): readonly Finding[] {
  if (report.format === undefined || report.format.name === '2014') return [];
  return report.format.tables.flatMap((table): readonly Finding[] => {
    const empty = [...report.figures.values()].filter((one) => one.table === table.name && one.cell.kind === 'blank');
    if (empty.length === 0) return [];
    const marks = new Set(empty.map(({ cell }) => (cell.text === '' ? '空白' : `“${cell.text}”`)));
    const message = `“${table.title}”有${empty.length}格是${[...marks].join('、')}，核对时按0计；没有发生的应当填0。`;
    return [finding('note', empty[0]!.where, message)];
  });
}

/** 规范性文件 in the place of 行政规范性文件, since 2021. */
function oldLabel({ format, figures }: AnnualReportView, { tables, paragraphs }: ReadDocument): readonly Finding[] {
  const place = figures.get(annualCell('normative', 'made'))?.where;
  if (format !== annualFormats[0] || place === undefined) return [];
  const cells = place.table === undefined ? [paragraphs[place.paragraph ?? 0]] : (tables[place.table]?.rows[place.row ?? -1] ?? []);
  if (cells.some((cell) => squeeze(String(cell ?? '')).includes('行政规范性文件'))) return [];
  const { column: _, ...where } = place;
  return [finding('note', where, '行名是“规范性文件”，2021年印发的格式是“行政规范性文件”。')];
}

/** The report has the parts, tables and rows that its year's format lays down. */
export const annualTemplateCheck: Check = {
  name: 'an annual report follows the format of its year',
  find: ({ report, document }: DocumentView) => {
    if (report === undefined) return [];
    const sections = (report.year === undefined ? report.format : annualFormatOf(report.year))?.sections ?? [];
    return [
      ...wrongFormat(document, report),
      ...namedParts(document.paragraphs, sections),
      ...missingSections(document, sections),
      ...missingTables(report, document),
      ...emptyCells(report),
      ...oldLabel(report, document),
    ];
  },
};
