/** A row of an office's list of old published texts → a text, or findings with its row. */
import { type DayNumber, dayText } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';
import { escapeMarkup } from '../submission/rich-runs.ts';
import { type Cell, cellText, isDamaged, nameKey, type SheetRow } from './cell.ts';
import { readDate } from './dates.ts';
import type { UnitNames } from './unit-names.ts';

/** Header words of each field; the first is the one messages use. */
const fieldWords = {
  key: ['编号', '文章编号', 'key', 'id'],
  title: ['标题', '文章标题', '题目', 'title', 'articletitle'],
  date: ['发布日期', '发布时间', '日期', '时间', 'date', 'pubdate'],
  address: ['网址', '链接', '地址', 'url'],
  unit: ['单位', '报送单位', '信息来源', '来源', 'unit', 'source', 'contentsource'],
  body: ['正文', '内容', '文章内容', 'body', 'content', 'text'],
  section: ['栏目', '栏目名称', 'section', 'columnname'],
} as const satisfies Record<string, readonly string[]>;
type PublishedField = keyof typeof fieldWords;
export const publishedFields = Object.keys(fieldWords) as readonly PublishedField[];

const byWord = new Map<string, PublishedField>(
  publishedFields.flatMap((field) => fieldWords[field].map((word): [string, PublishedField] => [nameKey(word), field])),
);
const fieldOf = (cell: Cell): PublishedField | undefined => (typeof cell === 'string' ? byWord.get(nameKey(cell)) : undefined);

export type PublishedColumns = Readonly<Partial<Record<PublishedField, number>>>;

/** Whether a row looks like the heading of a list of texts: two names at least that we know. */
export const looksLikePublishedHeader = (row: SheetRow): boolean => row.cells.filter((cell) => fieldOf(cell) !== undefined).length >= 2;

/** Reads the heading: which column holds what. Of two columns of one field the first counts. Findings name what is missing. */
export function readPublishedHeader(row: SheetRow): { readonly columns: PublishedColumns; readonly findings: readonly Finding[] } {
  const columns: Partial<Record<PublishedField, number>> = {};
  row.cells.forEach((cell, index) => {
    const field = fieldOf(cell);
    if (field !== undefined) columns[field] ??= index;
  });
  const missing = (['title', 'date'] as const).filter((field) => columns[field] === undefined).map((field) => `“${fieldWords[field][0]}”`);
  return { columns, findings: missing.length === 0 ? [] : [problem('missing-column', `缺少${missing.join('、')}列`, `第${row.row}行`)] };
}

/** A text that was published before there was this platform. */
export interface PublishedText {
  readonly row: number;
  /** By which it is known again: its number, else its address, else unit, day and title. */
  readonly key: string;
  readonly title: string;
  /** Local day, `YYYY-MM-DD`. */
  readonly on: string;
  /** The moment, where a time was given; else the beginning of the day. */
  readonly at: number;
  readonly address?: string;
  readonly unit: number;
  /** As written; empty where the list has none. */
  readonly body: string;
  readonly section?: string;
}
export type PublishedRowReading =
  | { readonly ok: true; readonly text: PublishedText }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const MOST_TITLE = 200;
const MOST_BODY = 2_000_000;

/** A reader of rows below a heading. `own` is the unit of texts that name none. */
export function publishedReader(
  columns: PublishedColumns,
  names: UnitNames,
  own: number | undefined,
): (row: SheetRow) => PublishedRowReading {
  return (row) => {
    const where = `第${row.row}行`;
    const cell = (field: PublishedField): Cell | undefined => (columns[field] === undefined ? undefined : row.cells[columns[field]]);
    const text = (field: PublishedField): string | undefined => cellText(cell(field));
    const findings: Finding[] = [];
    const fault = (code: string, message: string): void => {
      findings.push(problem(code, message, where));
    };
    const title = text('title');
    if (title === undefined) fault('no-title', '没有标题');
    else if (title.length > MOST_TITLE) fault('long-title', `标题超过 ${MOST_TITLE} 个字`);
    const date = readDate(cell('date') ?? null);
    if (!date) fault('bad-date', `日期“${text('date') ?? ''}”写法不对，应如 2024-05-01`);
    const body = text('body') ?? '';
    if (body.length > MOST_BODY) fault('long-body', `正文超过 ${MOST_BODY} 个字`);
    if (isDamaged(body) || isDamaged(title ?? '')) fault('damaged', '内容里有损坏的字符，请检查文件的编码');
    const address = text('address');
    if (address !== undefined && !/^https?:\/\/\S+$/i.test(address))
      fault('bad-address', `网址“${address}”写法不对，应以 http:// 或 https:// 开头`);
    const unit = unitOf(text('unit'), date?.day, names, own, fault);
    if (findings.length > 0 || title === undefined || !date || unit === undefined) return { ok: false, findings };
    const on = dayText(date.day);
    const section = text('section');
    return {
      ok: true,
      text: {
        row: row.row,
        key: `published:${text('key') ?? address ?? `${unit}:${on}:${title}`}`,
        title,
        on,
        at: date.at,
        unit,
        body,
        ...(address === undefined ? {} : { address }),
        ...(section === undefined ? {} : { section }),
      },
    };
  };
}

function unitOf(
  name: string | undefined,
  day: DayNumber | undefined,
  names: UnitNames,
  own: number | undefined,
  fault: (code: string, message: string) => void,
): number | undefined {
  if (name === undefined) {
    if (own === undefined) fault('no-unit', '没有写单位，名册中也没有本机关');
    return own;
  }
  const found = names.find(name, day ?? 0);
  if (found.ok) return found.unit.id;
  fault(found.code, found.message);
  return undefined;
}

/** Plain text as HTML: a paragraph for each line. HTML stays as it is, to be cleaned. */
export function asMarkup(body: string): string {
  if (/<(p|div|br|table|img|span|h[1-6])\b/i.test(body)) return body;
  return body
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => `<p>${escapeMarkup(line)}</p>`)
    .join('');
}
