/** Which column of a file holds what. */
import { type Finding, problem } from '../outcome.ts';
import { cellText, nameKey, type SheetRow } from './cell.ts';

/** Header words of each field; the first is the one messages use. */
const fieldWords = {
  key: ['编号', '事实编号', '流水号', 'key', 'id'],
  fact: ['类型', '事实', '事实类型', 'fact', 'type'],
  units: ['单位', '报送单位', '单位名称', '报送单位名称', '来稿单位', '供稿单位', 'unit', 'units'],
  shares: ['份额', '分配比例', 'shares', 'share'],
  on: ['日期', '采用日期', '报送日期', '时间', '采用时间', '报送时间', 'on', 'date'],
  outlet: ['载体', '采用载体', '刊物', '采用刊物', '媒体', 'outlet'],
  title: ['标题', '信息标题', '题目', '信息题目', 'title'],
  item: ['信息编号', '稿件编号', 'item'],
  level: ['级别', '采用级别', '层级', 'level'],
  kind: ['类别', '信息类别', 'kind'],
  form: ['形式', '采用形式', '采用方式', 'form'],
  count: ['数量', '条数', '篇数', '件数', 'count'],
  points: ['分值', '得分', '分数', 'points'],
  reason: ['原因', '事由', '退稿原因', '未采用原因', 'reason'],
  outcome: ['结果', '完成情况', '办理结果', 'outcome'],
  met: ['达标', '是否达标', '是否完成', 'met'],
  due: ['截止日期', '要求完成日期', '截稿日期', 'due'],
  delivered: ['完成日期', '交稿日期', '报来日期', 'deliveredon'],
  event: ['事件日期', '事发日期', '活动日期', 'eventon'],
  published: ['发布日期', '发布时间', '刊发日期', 'publishedon'],
  leader: ['批示领导', '领导', 'leader'],
  batch: ['批次', 'batch'],
  ref: ['引用', '冲销', '冲销编号', '引用编号', 'ref'],
  note: ['备注', '说明', 'note'],
  evidence: ['依据', '佐证', '网址', '链接', 'evidence', 'url'],
  invented: ['虚构', 'invented'],
  /** A running number of the file, which says nothing about the fact. */
  ordinal: ['序号', 'no', 'no.'],
} as const satisfies Record<string, readonly string[]>;

export type Field = keyof typeof fieldWords;

export const fieldNames = Object.fromEntries(Object.entries(fieldWords).map(([field, words]) => [field, words[0]])) as Record<
  Field,
  string
>;

const byWord = new Map<string, Field>(
  Object.entries(fieldWords).flatMap(([field, words]) => words.map((word): [string, Field] => [nameKey(word), field as Field])),
);

export interface Columns {
  readonly row: number;
  /** Columns up to the last that has a name. */
  readonly width: number;
  /** Index of the column of each field that stands in the file. */
  readonly at: Readonly<Partial<Record<Field, number>>>;
  /** Columns of other names, kept as further attributes. */
  readonly others: readonly { readonly index: number; readonly name: string }[];
}

/** The field a header means; a remark in brackets after it (分值（分）) does not matter. */
export const fieldOf = (header: string): Field | undefined => byWord.get(nameKey(header).replace(/[([【].*$/, ''));

/** Whether a row looks like the heading of a table of facts: two names at least that we know. */
export const looksLikeHeader = (row: SheetRow): boolean =>
  row.cells.filter((cell) => typeof cell === 'string' && fieldOf(cell) !== undefined).length >= 2;

/** Reads the heading. Findings name columns that stand twice and those that are missing. */
export function readHeader(row: SheetRow, options: { readonly hasFact: boolean }): { columns: Columns; findings: Finding[] } {
  const at: Partial<Record<Field, number>> = {};
  const others: { index: number; name: string }[] = [];
  const findings: Finding[] = [];
  const where = `第${row.row}行`;
  const names = new Map<string, number>();
  row.cells.forEach((cell, index) => {
    const name = cellText(cell);
    if (name === undefined) return;
    const field = fieldOf(name);
    const first = field === undefined ? names.get(name) : at[field];
    names.set(name, index);
    if (first !== undefined) {
      const other = cellText(row.cells[first]) ?? '';
      findings.push(
        problem('duplicate-column', `第${first + 1}列“${other}”和第${index + 1}列“${name}”说的是同一项，请删去或改名其中一列`, where),
      );
    } else if (field === undefined) others.push({ index, name });
    else at[field] = index;
  });
  const width = row.cells.findLastIndex((cell) => cellText(cell) !== undefined) + 1;
  const missing = (['units', 'on'] as const).filter((field) => at[field] === undefined).map((field) => fieldNames[field]);
  if (at.fact === undefined && !options.hasFact) missing.push(fieldNames.fact);
  if (missing.length > 0) {
    const hint = missing.includes(fieldNames.fact) ? '；全部是同一类型时可用 --fact 采用 指明' : '';
    findings.push(problem('missing-column', `缺少${missing.map((name) => `“${name}”`).join('、')}列${hint}`, where));
  }
  return { columns: { row: row.row, width, at, others }, findings };
}
