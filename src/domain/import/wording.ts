/** A row of an office's own words as a file → an entry, a person in office, something switched off; or findings with its row. */
import { dayText } from '../calendar/day.ts';
import { type Finding, problem } from '../outcome.ts';
import { type EntryKind, entryFindings, entryKindNames, entryKinds, holderFindings, mostPut, offKeyPattern } from '../wording/entry.ts';
import { type Cell, cellText, isDamaged, nameKey, type SheetRow } from './cell.ts';
import { cellMeant } from './csv.ts';
import { readDate } from './dates.ts';
import type { ImportFinding } from './row.ts';

/** Header words of each field; the first is the one that is written. */
const fieldWords = {
  kind: ['种类', '类别', '类型', 'kind'],
  find: ['词语', '词语或姓名', '词', '姓名', 'find', 'name'],
  put: ['应为', '建议', '改为', '推荐', 'put'],
  why: ['理由', '依据', '说明', 'why'],
  post: ['职务', 'post'],
  from: ['到任日期', '任职日期', '起', 'from'],
  to: ['离任日期', '止', 'to'],
  position: ['排序', '位次', 'position'],
} as const satisfies Record<string, readonly string[]>;
type WordingField = keyof typeof fieldWords;
const wordingFields = Object.keys(fieldWords) as readonly WordingField[];
/** The heading of a file of words, as it is written. */
export const wordingHeading: readonly string[] = wordingFields.map((field) => fieldWords[field][0]);

const byWord = new Map<string, WordingField>(
  wordingFields.flatMap((field) => fieldWords[field].map((word): [string, WordingField] => [nameKey(word), field])),
);
const fieldOf = (cell: Cell): WordingField | undefined =>
  typeof cell === 'string' ? byWord.get(nameKey(cellMeant(cell)).replace(/[([【].*$/, '')) : undefined;

export interface WordingColumns {
  /** Index of the column of each field that stands in the file. */
  readonly at: Readonly<Partial<Record<WordingField, number>>>;
  /** Columns up to the last that has a name. */
  readonly width: number;
}

/** Whether a row looks like the heading of such a file: two names at least that we know. */
export const looksLikeWordingHeader = (row: SheetRow): boolean => row.cells.filter((cell) => fieldOf(cell) !== undefined).length >= 2;

/** Reads the heading: which column holds what. Findings name what is missing and what stands twice. */
export function readWordingHeader(row: SheetRow): { readonly columns: WordingColumns; readonly findings: readonly Finding[] } {
  const at: Partial<Record<WordingField, number>> = {};
  const findings: Finding[] = [];
  const where = `第${row.row}行`;
  row.cells.forEach((cell, index) => {
    const field = fieldOf(cell);
    if (field === undefined) return;
    const first = at[field];
    if (first === undefined) at[field] = index;
    else
      findings.push(
        problem('duplicate-column', `第${first + 1}列和第${index + 1}列都是“${fieldWords[field][0]}”，请删去或改名其中一列`, where),
      );
  });
  const needed: readonly WordingField[] = at.post === undefined ? ['kind', 'find'] : ['find', 'from'];
  const missing = needed.filter((field) => at[field] === undefined).map((field) => `“${fieldWords[field][0]}”`);
  if (missing.length > 0) findings.push(problem('missing-column', `缺少${missing.join('、')}列`, where));
  const width = row.cells.findLastIndex((cell) => cellText(cell) !== undefined) + 1;
  return { columns: { at, width }, findings };
}

export const holderKindName = '领导';
export const offKindName = '停用';
/** Words of the column of kinds. */
export const wordingKindNames: readonly string[] = [...entryKinds.map((kind) => entryKindNames[kind]), holderKindName, offKindName];

/** What a row says. Where the file has no column for something, it is undefined; where the cell is empty, null. */
export interface EntryRow {
  readonly what: 'entry';
  readonly row: number;
  readonly kind: EntryKind;
  readonly find: string;
  readonly put: readonly string[];
  readonly why: string | null | undefined;
}
export interface HolderRow {
  readonly what: 'holder';
  readonly row: number;
  readonly name: string;
  readonly post: string;
  /** YYYY-MM-DD. */
  readonly from: string;
  readonly to: string | null | undefined;
  readonly position: number | null | undefined;
}
export interface OffRow {
  readonly what: 'off';
  readonly row: number;
  /** As `wording.switch-off` names it. */
  readonly key: string;
}
export type WordingRow = EntryRow | HolderRow | OffRow;
export type WordingRowReading =
  | { readonly ok: true; readonly read: WordingRow }
  | { readonly ok: false; readonly findings: readonly ImportFinding[] };

const longest = { find: 200, put: 60, why: 200, name: 30, post: 60 } as const;
const offKey = new RegExp(offKeyPattern);
type Wrong = (message: string, code?: string) => undefined;
interface Held {
  readonly cell: (field: WordingField) => Cell;
  /** Without the mark that keeps a spreadsheet from taking it for a formula. */
  readonly text: (field: WordingField) => string | undefined;
  /** As `text`; null where the column is there and the cell is empty. */
  readonly perhaps: (field: WordingField) => string | null | undefined;
}

/** A reader for the rows below a heading. */
export function wordingReader({ at, width }: WordingColumns): (row: SheetRow) => WordingRowReading {
  return (row) => {
    const findings: ImportFinding[] = [];
    const wrong: Wrong = (message, code = 'bad-cell') => {
      findings.push({ code, level: 'error', row: row.row, where: `第${row.row}行`, message });
      return undefined;
    };
    const cell = (field: WordingField): Cell => (at[field] === undefined ? null : (row.cells[at[field]] ?? null));
    const text = (field: WordingField): string | undefined => {
      const held = cellText(cell(field));
      return held === undefined ? undefined : cellMeant(held);
    };
    const perhaps = (field: WordingField) => (at[field] === undefined ? undefined : (text(field) ?? null));
    const held: Held = { cell, text, perhaps };
    if (row.cells.some((one) => typeof one === 'string' && isDamaged(one))) wrong('内容里有损坏的字符，请检查文件的编码', 'damaged');
    if (row.cells.some((one, index) => index >= width && cellText(one) !== undefined))
      wrong('后面还有没有列名的内容，多半是某格里的逗号没有加引号', 'extra-cell');
    const kindName = text('kind') ?? (at.kind === undefined ? holderKindName : undefined);
    const read = kindName === undefined ? wrong('没有种类', 'no-kind') : readRow(row.row, kindName, held, wrong);
    return findings.length > 0 || !read ? { ok: false, findings } : { ok: true, read };
  };
}

function readRow(row: number, kindName: string, held: Held, wrong: Wrong): WordingRow | undefined {
  if (kindName === holderKindName) return readHolder(row, held, wrong);
  const find = held.text('find');
  if (kindName === offKindName) {
    if (find === undefined || !offKey.test(find)) wrong('停用的要写成 词表:词语、protected:固定表述 或 rule:规则，照导出的写', 'bad-key');
    return find === undefined ? undefined : { what: 'off', row, key: find };
  }
  const kind = entryKinds.find((one) => entryKindNames[one] === kindName || one === kindName);
  if (kind === undefined) wrong(`没有“${kindName}”这个种类；可用：${wordingKindNames.join('、')}`, 'unknown-kind');
  if (find === undefined) wrong('没有词语', 'no-word');
  if (kind === undefined || find === undefined) return undefined;
  const put = readPut(held.cell('put'));
  const why = held.perhaps('why');
  for (const { code, message } of entryFindings({ kind, find, put, why: why ?? undefined })) wrong(message, code);
  if (put.length > mostPut) wrong(`应为最多写 ${mostPut} 个`, 'too-many');
  if (put.some((one) => one.length > longest.put)) wrong(`应为的词语最多 ${longest.put} 个字`, 'too-long');
  if ((why ?? '').length > longest.why) wrong(`理由最多 ${longest.why} 个字`, 'too-long');
  return { what: 'entry', row, kind, find, put, why };
}

/** Corrections as people write them down, in one cell; a line for each where one of them holds such a sign itself. */
function readPut(cell: Cell): readonly string[] {
  const text = typeof cell === 'string' ? cellMeant(cell) : (cellText(cell) ?? '');
  return text
    .split(/[\n\r]/.test(text) ? /[\n\r]+/ : /[、；;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function readHolder(row: number, { cell, text, perhaps }: Held, wrong: Wrong): HolderRow | undefined {
  const [name = '', post = ''] = [text('find'), text('post')];
  const day = (field: 'from' | 'to', what: string): string | undefined => {
    const read = readDate(meantCell(cell(field)));
    if (read) return dayText(read.day);
    wrong(`${what}“${text(field)}”不存在或写法不对，应如 2024-05-01`, 'bad-date');
    return undefined;
  };
  const from = text('from') === undefined ? wrong('没有到任日期', 'no-day') : day('from', '到任日期');
  const until = perhaps('to');
  const to = typeof until === 'string' ? day('to', '离任日期') : until;
  for (const { code, message } of holderFindings({ name, post, from: from || '2000-01-01', to: from ? (to ?? undefined) : undefined }))
    wrong(message, code);
  if (name.length > longest.name) wrong(`姓名最多 ${longest.name} 个字`, 'too-long');
  if (post.length > longest.post) wrong(`职务最多 ${longest.post} 个字`, 'too-long');
  const place = perhaps('position');
  if (typeof place === 'string' && !/^(?:[1-9]\d{0,2}|1000)$/.test(place)) wrong(`排序“${place}”应为 1 至 1000 的整数`, 'bad-number');
  return from ? { what: 'holder', row, name, post, from, to, position: typeof place === 'string' ? Number(place) : place } : undefined;
}

const meantCell = (cell: Cell): Cell => (typeof cell === 'string' ? cellMeant(cell) : cell);
