/** Rows of one sheet of an xlsx (ECMA-376, SpreadsheetML), read as a stream: a workbook of 100,000 rows never lies in memory whole. */
import type { Cell, SheetRow } from '../domain/import/cell.ts';
import { type PackedTexts, packedTexts } from './packed-texts.ts';
import { UnreadableError } from './unreadable.ts';
import { columnAt } from './xlsx-columns.ts';
import { elements, isDateFormat, plainText, serialText, unescaped } from './xlsx-parts.ts';
import { type ZipEntries, zipEntries } from './zip-entries.ts';

export interface OpenedSheet {
  readonly sheet: string;
  readonly otherSheets: readonly string[];
  readonly expectedRows: number;
  readonly rows: AsyncIterable<readonly SheetRow[]>;
}

const PORTION = 500;
/** Beyond this the texts of a workbook would not fit the memory that an import may use. */
const MOST_TEXT = 60_000_000;
const LONGEST_ROW = 4_000_000;

interface Book {
  readonly path: string;
  readonly zip: ZipEntries;
  readonly texts: PackedTexts;
  /** Of each cell style, whether it shows a date. */
  readonly dateStyles: readonly boolean[];
  readonly since1904: boolean;
}

/** Opens the sheet of that name, or the first that is not hidden. Throws UnreadableError. */
export async function openWorkbook(path: string, wanted?: string): Promise<OpenedSheet> {
  const zip = await zipEntries(path);
  if (!zip.has('xl/workbook.xml')) throw new UnreadableError(`${path} 不是 xlsx 工作簿，请另存为 xlsx 或 csv 再导入`);
  const workbook = await whole(zip, 'xl/workbook.xml');
  const targets = new Map(
    elements(await whole(zip, 'xl/_rels/workbook.xml.rels'), 'Relationship').map(({ attributes }) => [
      attributes['Id'],
      attributes['Target'],
    ]),
  );
  const sheets = elements(workbook, 'sheet').map(({ attributes }) => ({
    name: attributes['name'] ?? '',
    hidden: attributes['state'] !== undefined && attributes['state'] !== 'visible',
    target: targets.get(attributes['r:id'] ?? '') ?? '',
  }));
  const sheet = wanted === undefined ? sheets.find(({ hidden }) => !hidden) : sheets.find(({ name }) => name === wanted.trim());
  const entry = sheet && (sheet.target.startsWith('/') ? sheet.target.slice(1) : `xl/${sheet.target}`);
  if (!entry || !zip.has(entry)) {
    const names = sheets.map(({ name }) => `“${name}”`).join('');
    throw new UnreadableError(wanted === undefined ? `${path} 中没有工作表` : `${path} 中没有工作表“${wanted}”，有：${names}`);
  }
  const book: Book = {
    path,
    zip,
    texts: zip.has('xl/sharedStrings.xml') ? await sharedTexts(zip, path) : packedTexts(),
    dateStyles: zip.has('xl/styles.xml') ? dateStyles(await whole(zip, 'xl/styles.xml')) : [],
    since1904: elements(workbook, 'workbookPr').some(({ attributes }) => ['1', 'true'].includes(attributes['date1904'] ?? '')),
  };
  const otherSheets = sheets.filter((one) => one !== sheet && !one.hidden).map(({ name }) => name);
  return { sheet: sheet.name, otherSheets, expectedRows: await rowsOf(zip, entry), rows: sheetRows(book, entry) };
}

async function whole(zip: ZipEntries, name: string): Promise<string> {
  let text = '';
  for await (const chunk of zip.text(name)) {
    text += chunk;
    if (text.length > MOST_TEXT) throw new UnreadableError(`工作簿中的 ${name} 过大，请另存为 csv 再导入`);
  }
  return text;
}

async function sharedTexts(zip: ZipEntries, path: string): Promise<PackedTexts> {
  const texts = packedTexts();
  for await (const item of pieces(zip.text('xl/sharedStrings.xml'), 'si', path)) {
    texts.push(plainText(item));
    if (texts.size() > MOST_TEXT) throw new UnreadableError(`${path} 中的文字过多，请另存为 csv 再导入`);
  }
  return texts;
}

function dateStyles(styles: string): boolean[] {
  const formats = new Map(elements(styles, 'numFmt').map(({ attributes }) => [attributes['numFmtId'], attributes['formatCode'] ?? '']));
  const cells = elements(styles, 'cellXfs')[0]?.inner ?? '';
  return elements(cells, 'xf').map(({ attributes }) => {
    const id = attributes['numFmtId'] ?? '0';
    return isDateFormat(Number(id), formats.get(id));
  });
}

/** From the dimension that stands before the rows; 0 where it does not. */
async function rowsOf(zip: ZipEntries, entry: string): Promise<number> {
  for await (const chunk of zip.text(entry)) {
    const last = /<(?:\w+:)?dimension\b[^>]*ref="(?:[A-Z]+\d+:)?[A-Z]+(\d+)"/.exec(chunk)?.[1];
    return Number(last ?? 0);
  }
  return 0;
}

async function* sheetRows(book: Book, entry: string): AsyncGenerator<readonly SheetRow[]> {
  let portion: SheetRow[] = [];
  let row = 0;
  for await (const piece of pieces(book.zip.text(entry), 'row', book.path)) {
    row = Number(/^[^>]*?\sr="(\d+)"/.exec(piece)?.[1] ?? row + 1);
    portion.push({ row, cells: rowCells(book, piece) });
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

/** The elements of a name, one after the other, out of a text that comes in chunks; they do not nest. */
async function* pieces(chunks: AsyncIterable<string>, name: string, path: string): AsyncGenerator<string> {
  const pattern = new RegExp(`<((?:\\w+:)?)${name}(?=[\\s/>])[^>]*?(?:/>|(?<!/)>[\\s\\S]*?</\\1${name}>)`, 'g');
  let held = '';
  for await (const chunk of chunks) {
    held += chunk;
    let end = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(held); match; match = pattern.exec(held)) {
      end = pattern.lastIndex;
      yield match[0];
    }
    held = held.slice(end);
    if (held.length > LONGEST_ROW) throw new UnreadableError(`${path} 中有一处长得异常，文件可能损坏`);
  }
}

const cellPattern = /<((?:\w+:)?)c(?=[\s/>])([^>]*?)(?:\/>|>([\s\S]*?)<\/\1c>)/g;

function rowCells(book: Book, piece: string): Cell[] {
  const cells: Cell[] = [];
  let next = 0;
  for (const [, , head = '', inner] of piece.matchAll(cellPattern)) {
    const at = columnAt(/\sr="([A-Z]+)\d+"/.exec(head)?.[1]) ?? next;
    next = at + 1;
    const cell = inner === undefined ? null : cellOf(book, head, inner);
    if (cell === null) continue;
    while (cells.length < at) cells.push(null);
    cells[at] = cell;
  }
  return cells;
}

function cellOf(book: Book, head: string, inner: string): Cell {
  const type = /\st="(\w+)"/.exec(head)?.[1] ?? 'n';
  if (type === 'inlineStr') return plainText(inner);
  const value = /<(?:\w+:)?v\b[^>]*>([\s\S]*?)<\/(?:\w+:)?v>/.exec(inner)?.[1];
  if (value === undefined) return null;
  if (type === 's') return book.texts.at(Number(value)) ?? null;
  if (type === 'b') return value === '1';
  if (type !== 'n') return unescaped(value);
  const number = Number(value);
  const isDate = book.dateStyles[Number(/\ss="(\d+)"/.exec(head)?.[1] ?? 0)] === true;
  return isDate ? (serialText(number, book.since1904) ?? number) : number;
}
