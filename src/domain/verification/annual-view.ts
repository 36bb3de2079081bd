/** An annual report made ready: whose it is, of which year, in which format, and its cells. */
import type { AnnualFormat } from '../annual-report/format.ts';
import { annualFormatOf, annualFormats } from '../annual-report/formats.ts';
import type { ReadDocument } from '../document.ts';
import type { AnnualFigures } from './annual-figures.ts';
import { annualFigures } from './annual-tables.ts';
import { chineseNumber, squeeze } from './figures.ts';

/** town: may make no rules of any kind · department · county · city and above, or unknown. */
export type AnnualLevel = 'town' | 'department' | 'county' | 'city' | 'unknown';

export interface AnnualReportView {
  /** The year reported on, by the title; undefined where neither title nor period says it. */
  readonly year?: number;
  /** Whose report it is, by the title or the signature; empty where neither says it. */
  readonly unit: string;
  readonly level: AnnualLevel;
  /** The format by what the tables hold; where they tell nothing, by the year. */
  readonly format?: AnnualFormat;
  /** Whether words of the tables told the format. */
  readonly recognised: boolean;
  readonly figures: AnnualFigures;
}

const titleShape = /(?:政府)?信息公开(?:工作)?(?:情况)?(?:的)?(?:年度)?报告|(?:政府)?信息公开(?:工作)?年报|政务公开(?:工作)?(?:年度)?报告/u;
const yearShape = /(20\d{2})年|(二[〇○零oO0][一二三四五六七八九〇○零oO0]{2})年/u;

/** The texts among which the title is: the title as read, and the lines around it, alone and together, since titles are broken. */
function titlesOf({ title, paragraphs }: ReadDocument): readonly string[] {
  const first = [title, ...paragraphs.slice(0, 4)].map(squeeze);
  return [...first, ...first.slice(0, -1).map((text, at) => text + first[at + 1]!)];
}

/** The title of an annual report; undefined where none of the first lines is one. */
function annualTitle(document: ReadDocument): string | undefined {
  return titlesOf(document).find((text) => text.length < 60 && titleShape.test(text) && yearShape.test(text) && !/[。]/u.test(text));
}

/** A year as printed, in digits or in Chinese. */
function yearIn(text: string): number | undefined {
  const [, digits, chinese] = yearShape.exec(text) ?? [];
  if (digits !== undefined) return Number(digits);
  return chinese === undefined ? undefined : chineseNumber(chinese.replace(/[○零oO0]/gu, '〇'));
}

function unitOf(title: string, issuer: string): string {
  const named = title
    .replace(titleShape, '|')
    .split('|')[0]!
    .replace(yearShape, '')
    .replace(/^关于|^《|年度$|\(.*\)/gu, '')
    .replace(/^度/u, '');
  return named.length >= 2 ? named : squeeze(issuer);
}

function levelOf(unit: string): AnnualLevel {
  const name = unit.replace(/(?:人民)?政府$|办事处$|党政(?:综合)?办公室$/u, '');
  if (/(?:乡|镇|街道|苏木)$/u.test(name)) return 'town';
  if (/(?:人民)?政府办公[室厅]$/u.test(name)) return 'unknown';
  if (/(?:局|委|委员会|办公室|办|厅|中心|队|院|馆|站|所|学校|大学|公司|总社|银行)$/u.test(name)) return 'department';
  if (/(?:县|旗|区)$/u.test(name)) return /自治区$|地区$|特别行政区$|开发区$|新区$|园区$/u.test(name) ? 'unknown' : 'county';
  return /(?:市|州|盟|省)$/u.test(name) ? 'city' : 'unknown';
}

/** The format whose words the document's tables (or, where it has none, its text) hold: at least two of them. */
function formatIn(document: ReadDocument): AnnualFormat | undefined {
  const cells = document.tables.flatMap(({ columns, rows, caption }) => [...columns, ...rows.flat(), caption ?? '']);
  const counted = (texts: readonly unknown[]): AnnualFormat | undefined => {
    const text = squeeze(texts.filter((one) => typeof one === 'string').join('|'));
    const ranked = annualFormats.map((format) => ({ format, marks: format.marks.filter((mark) => mark.test(text)).length }));
    return ranked.filter(({ marks }) => marks >= 2).toSorted((a, b) => b.marks - a.marks)[0]?.format;
  };
  return counted(cells) ?? counted(document.paragraphs);
}

/** The year of the statistical period: 统计期限自2022年1月1日起. */
function periodYear(document: ReadDocument): number | undefined {
  const said = document.paragraphs.map(squeeze).find((text) => /统计期限|统计时限/u.test(text));
  return said === undefined ? undefined : yearIn(said.slice(said.search(/统计期限|统计时限/u)));
}

/** Prepares an annual report for the checks. */
export function viewAnnualReport(document: ReadDocument): AnnualReportView {
  const title = annualTitle(document) ?? squeeze(document.title);
  const year = yearIn(title) ?? periodYear(document);
  const told = formatIn(document);
  const format = told ?? (year === undefined ? undefined : annualFormatOf(year));
  const unit = unitOf(title, document.issuer ?? '');
  return {
    ...(year === undefined ? {} : { year }),
    unit,
    level: levelOf(unit),
    ...(format === undefined ? {} : { format }),
    recognised: told !== undefined,
    figures: format === undefined ? new Map() : annualFigures(document, format),
  };
}
