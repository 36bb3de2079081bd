/**
 * An official document (公文) as data: what `rendering` takes and what `bulletin` composes,
 * and, flattened by `asRead`, what `reading` yields and `verification` examines.
 */
import { showDate } from './display.ts';

/** A cell as a document holds it: a number where it is one, text as printed, null where nothing stands. */
export type Cell = string | number | null;

export interface Column {
  readonly title: string;
  /** Numbers stand right, names left, ranks and short marks in the middle. */
  readonly align?: 'left' | 'right' | 'center';
  /** Relative width; 1 where not given. */
  readonly width?: number;
}

export interface TableRow {
  readonly cells: readonly Cell[];
  /** A total (合计) or an area's own line is printed bold. */
  readonly emphasis?: boolean;
}

export interface Table {
  readonly caption?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** Lines under the table; the renderer prints 注： before the first. */
  readonly notes?: readonly string[];
  /** Printed right-aligned under the table, such as 制表人：…. */
  readonly maker?: string;
}

/** heading1 一、黑体 · heading2 （一）楷体 · body 仿宋 with a two-character indent (GB/T 9704-2012, 7.3.3). */
export type ParagraphStyle = 'heading1' | 'heading2' | 'body';

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly style: ParagraphStyle;
  readonly text: string;
}

export type Block = Paragraph | (Table & { readonly kind: 'table' });

export interface Attachment {
  /** The name as the 附件说明 lists it; without end mark. */
  readonly title: string;
  readonly blocks: readonly Block[];
  /** A wrapped document, such as the superior's bulletin of a forwarding notice (转发). */
  readonly document?: OfficialDocument;
}

export interface OfficialDocument {
  /** 发文机关标志, printed red above a red line, such as ××市人民政府办公室文件; absent on a page that is only published. */
  readonly mark?: string;
  /** 发文字号, such as 鄂人口计生传〔2012〕4号. */
  readonly documentNumber?: string;
  readonly title: string;
  /** 主送机关, without the colon. */
  readonly addressees?: string;
  readonly blocks: readonly Block[];
  readonly attachments: readonly Attachment[];
  /** 发文机关署名; several lines for joint issuers. */
  readonly issuers: readonly string[];
  /** (代章): the last issuer seals on behalf of the first. */
  readonly onBehalf?: boolean;
  /** 成文日期, `YYYY-MM-DD`. */
  readonly issuedOn?: string;
  /** 附注, such as 此件主动公开; printed in brackets. */
  readonly remark?: string;
}

/** A table as read: names of columns, and cells without any look. */
export interface ReadTable {
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A document as read from any format: the flat text and the tables, in the order they stand. */
export interface ReadDocument {
  readonly title: string;
  readonly issuer?: string;
  readonly documentNumber?: string;
  /** `YYYY-MM-DD`. */
  readonly issuedOn?: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly ReadTable[];
}

/** One thing printed, in the order it stands: what every renderer prints and what every reader finds again. */
export type Piece =
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string; readonly below: 'mark' | 'title' }
  | { readonly kind: 'title'; readonly text: string; readonly of: 'document' | 'attachment' }
  | { readonly kind: 'addressees'; readonly text: string }
  | Paragraph
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'attachment-list'; readonly names: readonly string[] }
  | { readonly kind: 'signature'; readonly issuers: readonly string[]; readonly date?: string }
  | { readonly kind: 'remark'; readonly text: string }
  /** 附件1: starts a new page. */
  | { readonly kind: 'label'; readonly text: string };

const wide = '\\u1100-\\u11ff\\u2010-\\u206f\\u2e80-\\ua4cf\\uac00-\\ud7ff\\uf900-\\ufaff\\ufe10-\\ufe6f\\uff00-\\uffef\\ud800-\\udfff';
const spaceBesideWide = new RegExp(`(?<=[${wide}]) | (?=[${wide}])`, 'g');
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what XML 1.0 and print cannot carry
const unprintable = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff]/g;

/**
 * Text as it can be printed and read again from any format: no control or invisible characters, white space as one
 * blank, and no blank beside a Chinese character (昆  区 → 昆区), since a blank there is only look.
 */
export function plainText(text: string): string {
  return text.toWellFormed().replace(unprintable, '').replace(/\s+/g, ' ').trim().replace(spaceBesideWide, '');
}

/** A cell as printed: numbers never in exponent form, nothing for null. Throws RangeError on NaN and infinities. */
export function printedCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return plainText(cell);
  if (!Number.isFinite(cell)) throw new RangeError(`a cell cannot hold ${cell}`);
  const text = String(cell === 0 ? 0 : cell);
  return text.includes('e') ? cell.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 }) : text;
}

const plainNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const figureLook = /^[－−-]?[\d０-９]+(?:[,，][\d０-９]{3})*(?:[.．][\d０-９]+)?[%％]?$/;
const grouped = /^-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?%?$/;

/** A figure in half-width signs and without thousands separators (１，４００ → 1400, ３８％ → 38%); other text as it is. */
function plainFigure(text: string): string {
  if (!figureLook.test(text)) return text;
  const narrow = text.normalize('NFKC').replace('−', '-');
  return grouped.test(narrow) ? narrow.replaceAll(',', '') : narrow;
}

/**
 * A printed cell as read: a decimal number (no leading zero, no sign but minus) is a number, in full-width digits and with
 * thousands separators too; nothing is null, all else text.
 */
export function readCell(text: string): Cell {
  const plain = plainFigure(plainText(text));
  if (plain === '') return null;
  const exactly = plainNumber.test(plain) && plain !== '-0' && plain.replace(/\D/g, '').length <= 15;
  return exactly ? Number(plain) : plain;
}

/** The lines of the 附件说明 (GB/T 9704-2012, 7.3.4): 附件：名 for one, 附件：1.名 and 2.名 for several. */
export function attachmentListLines(names: readonly string[]): readonly string[] {
  if (names.length < 2) return names.map((name) => `附件：${name}`);
  return names.map((name, i) => `${i === 0 ? '附件：' : ''}${i + 1}.${name}`);
}

/** The lines under a table: its notes, 注： before the first, then the maker. */
export function tableFootLines(table: Table): readonly string[] {
  const notes = (table.notes ?? []).map(plainText).filter((note) => note !== '');
  const maker = plainText(table.maker ?? '');
  return [...notes.map((note, i) => (i === 0 && !/^注[：:]/.test(note) ? `注：${note}` : note)), ...(maker === '' ? [] : [maker])];
}

const withoutEndMark = (text: string): string => plainText(text).replace(/[。；;，,]$/, '');

function blockPieces(blocks: readonly Block[], under?: string): Piece[] {
  return blocks.flatMap((block, i): Piece[] => {
    if (block.kind === 'paragraph') {
      const text = plainText(block.text);
      return text === '' ? [] : [{ ...block, text }];
    }
    const { caption, ...bare } = block;
    const own = plainText(caption ?? '');
    // The attachment's title already stands above its first table.
    const repeated = i === 0 && own === under;
    return [{ kind: 'table', table: own === '' || repeated ? bare : { ...bare, caption: own } }];
  });
}

function attachmentPieces(attachment: Attachment, label: string): Piece[] {
  const title = withoutEndMark(attachment.title);
  const head: Piece[] = [{ kind: 'label', text: label }];
  if (attachment.document) return [...head, ...piecesOf(attachment.document, true), ...blockPieces(attachment.blocks)];
  return [...head, { kind: 'title', text: title, of: 'attachment' }, ...blockPieces(attachment.blocks, title)];
}

function signaturePieces(document: OfficialDocument): Piece[] {
  const last = document.issuers.length - 1;
  const issuers = document.issuers.map((issuer, i) => plainText(issuer) + (document.onBehalf && i === last ? '（代章）' : ''));
  if (issuers.length === 0 && document.issuedOn === undefined) return [];
  return [{ kind: 'signature', issuers, ...(document.issuedOn === undefined ? {} : { date: showDate(document.issuedOn) }) }];
}

function headPieces(document: OfficialDocument, wrapped: boolean): Piece[] {
  const mark = wrapped ? '' : plainText(document.mark ?? '');
  const number = plainText(document.documentNumber ?? '');
  const numbered = (below: 'mark' | 'title'): Piece[] => (number === '' ? [] : [{ kind: 'number', text: number, below }]);
  const title: Piece = { kind: 'title', text: plainText(document.title), of: wrapped ? 'attachment' : 'document' };
  return mark === '' ? [title, ...numbered('title')] : [{ kind: 'mark', text: mark }, ...numbered('mark'), title];
}

/**
 * Everything a document prints, in order (GB/T 9704-2012, 7.2–7.3): 发文机关标志, 发文字号, 标题, 主送机关, 正文, 附件说明,
 * 署名 and 成文日期, 附注, then each attachment. A wrapped document stands whole in its attachment, its number under its
 * title and without the red head, which belongs to the first page of a document of its own.
 * Texts are plain (see `plainText`). Throws RangeError where `issuedOn` is no day.
 */
export function piecesOf(document: OfficialDocument, wrapped = false): readonly Piece[] {
  const addressees = plainText(document.addressees ?? '').replace(/[：:]$/, '');
  const remark = plainText(document.remark ?? '').replace(/^（(.*)）$/, '$1');
  const several = document.attachments.length > 1;
  const names = document.attachments.map((attachment) => withoutEndMark(attachment.title));
  return [
    ...headPieces(document, wrapped),
    ...(addressees === '' ? [] : [{ kind: 'addressees', text: `${addressees}：` } as const]),
    ...blockPieces(document.blocks),
    ...(names.length === 0 ? [] : [{ kind: 'attachment-list', names } as const]),
    ...signaturePieces(document),
    ...(remark === '' ? [] : [{ kind: 'remark', text: `（${remark}）` } as const]),
    ...document.attachments.flatMap((attachment, i) => attachmentPieces(attachment, several ? `附件${i + 1}` : '附件')),
  ];
}

function pieceLines(piece: Piece): readonly string[] {
  switch (piece.kind) {
    case 'table':
      return tableFootLines(piece.table);
    case 'attachment-list':
      return attachmentListLines(piece.names);
    case 'signature':
      return piece.date === undefined ? piece.issuers : [...piece.issuers, piece.date];
    default:
      return [piece.text];
  }
}

function tableAsRead(table: Table, above: Piece | undefined): ReadTable {
  const caption = table.caption ?? (above?.kind === 'title' && above.of === 'attachment' ? above.text : undefined);
  return {
    ...(caption === undefined ? {} : { caption }),
    columns: table.columns.map((column) => plainText(column.title)),
    rows: table.rows.map((row) => row.cells.map((cell) => readCell(printedCell(cell)))),
  };
}

/**
 * The document as `reading` yields it from any of our four formats. `paragraphs` are all printed lines but the mark,
 * the document's own number and title and what stands in tables; signature, date and attachments' heads are among them.
 * A table without caption directly under an attachment's title has that title as its caption.
 * The issuer is known only where a date stands under it: that is how a reader recognises a signature.
 */
export function asRead(document: OfficialDocument): ReadDocument {
  const pieces = piecesOf(document);
  const number = plainText(document.documentNumber ?? '');
  const own = (piece: Piece): boolean => piece.kind === 'mark' || (piece.kind === 'title' && piece.of === 'document');
  const ownNumber = number === '' ? -1 : pieces.findIndex((piece) => piece.kind === 'number');
  const issuer = document.issuers.map(plainText).join('、');
  return {
    title: plainText(document.title),
    ...(issuer === '' || document.issuedOn === undefined ? {} : { issuer }),
    ...(number === '' ? {} : { documentNumber: number }),
    ...(document.issuedOn === undefined ? {} : { issuedOn: document.issuedOn }),
    paragraphs: pieces.filter((piece, i) => !own(piece) && i !== ownNumber).flatMap(pieceLines),
    tables: pieces.flatMap((piece, i) => (piece.kind === 'table' ? [tableAsRead(piece.table, pieces[i - 1])] : [])),
  };
}
