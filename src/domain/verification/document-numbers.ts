import type { ReadDocument } from '../document.ts';
import { chineseNumber, squeeze } from './figures.ts';
import type { FindingPlace } from './finding.ts';

/** A document number (发文字号) as it stands, right or not. */
export interface NumberLine {
  readonly where: FindingPlace;
  readonly printed: string;
  readonly year: number;
  /** As GB/T 9704-2012 (7.2.5) has it: 代字〔2012〕4号. */
  readonly expected: string;
  /** What is wrong, in clauses. */
  readonly faults: readonly string[];
}

const open = '〔[【({<〈《「';
const close = '〕\\]】)}>〉》」';
const usual = new RegExp(
  `^([\\u4e00-\\u9fff]{1,24}?)(第)?([${open}]?)((?:19|20)\\d{2}|\\d{2})([${close}]?)(第)?([0-9]{1,5}|[一二三四五六七八九十百]{1,5})[号號]$`,
  'u',
);
const yearFirst = new RegExp(`^[${open}]((?:19|20)\\d{2})[${close}]([\\u4e00-\\u9fff]{1,24}?)(?:第)?(\\d{1,5})[号號]$`, 'u');
const yearLast = new RegExp(`^([\\u4e00-\\u9fff]{1,24}?)(?:第)?(\\d{1,5})[号號][${open}]((?:19|20)\\d{2})[${close}]$`, 'u');

const put = (code: string, year: string, nth: string): string => `${code}〔${year.length === 2 ? `20${year}` : year}〕${nth}号`;

function orderFault(line: string): Omit<NumberLine, 'where' | 'printed'> | undefined {
  const faults = ['应依次为发文机关代字、年份、发文顺序号'];
  const first = yearFirst.exec(line);
  if (first !== null) return { year: Number(first[1]), expected: put(first[2]!, first[1]!, String(Number(first[3]))), faults };
  const last = yearLast.exec(line);
  if (last !== null) return { year: Number(last[3]), expected: put(last[1]!, last[3]!, String(Number(last[2]))), faults };
  return undefined;
}

/** Reads a line that is nothing but a document number; undefined where it is something else (公告2023年第5号, 国务院令第711号). */
function numberLine(text: string): Omit<NumberLine, 'where' | 'printed'> | undefined {
  const line = squeeze(text);
  const match = usual.exec(line);
  if (match === null) return orderFault(line);
  const [, code = '', early, opening = '', year = '', closing = '', late, digits = ''] = match;
  // without any bracket two figures may be anything
  if (opening === '' && closing === '' && year.length === 2) return undefined;
  const arabic = /\d/u.test(digits);
  const nth = String(arabic ? Number(digits) : chineseNumber(digits));
  const faults = [
    ...(opening === '〔' && closing === '〕' ? [] : ['年份应当用六角括号“〔〕”括入']),
    ...(year.length === 4 ? [] : ['年份应当标全称']),
    ...(early === undefined && late === undefined ? [] : ['发文顺序号不加“第”字']),
    ...(arabic && digits.startsWith('0') ? ['发文顺序号不编虚位'] : []),
    ...(arabic ? [] : ['发文顺序号用阿拉伯数字']),
  ];
  return { year: Number(year.length === 2 ? `20${year}` : year), expected: put(code, year, nth), faults };
}

/** The document numbers that stand alone: the document's own first, then those of wrapped documents; the same text counts once. */
export function numberLines(document: ReadDocument): readonly NumberLine[] {
  const places: readonly (readonly [string, FindingPlace])[] = [
    ...(document.documentNumber === undefined ? [] : [[document.documentNumber, { part: 'document-number' }] as const]),
    [document.title, { part: 'title' }],
    ...document.paragraphs.map((text, paragraph) => [text, { paragraph }] as const),
  ];
  const found = places.flatMap(([text, where]): readonly NumberLine[] => {
    const line = text.length > 60 ? undefined : numberLine(text);
    return line === undefined ? [] : [{ ...line, where, printed: text.trim() }];
  });
  return found.filter((one, at) => found.findIndex((other) => squeeze(other.printed) === squeeze(one.printed)) === at);
}
