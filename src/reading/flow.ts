import { type Cell, plainText, type ReadDocument, type ReadTable } from '../domain/document.ts';

/** What a format's reader yields: texts and tables in the order they stand, with what the format says of their role. */
export type FlowItem = FlowText | FlowTable;

export interface FlowText {
  readonly kind: 'text';
  readonly text: string;
  /** `title` is the document's own, `heading` an attachment's; `mark` the red head; `caption` belongs to the table that follows. */
  readonly role?: 'mark' | 'title' | 'heading' | 'caption';
}

export interface FlowTable {
  readonly kind: 'table';
  readonly caption?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** 发文字号: 代字〔2012〕4号, its mistaken brackets too, or 第3期. */
const numberPattern = /^[^，。：；\s]{1,40}(?:[〔[［【（(]\d{4}[〕\]］】）)]第?\d+号|第?\d+[期号])$/;
const datePattern = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const labelPattern = /^附件\d*[：:]?$/;
const proseMarks = /[。：；！？，:;]/;

const isNumber = (item: FlowItem | undefined): item is FlowText => item?.kind === 'text' && numberPattern.test(item.text);

/** Texts made plain, empty ones left out, captions put on their tables. */
function tidy(items: readonly FlowItem[]): FlowItem[] {
  const plain = items
    .map((item) => (item.kind === 'text' ? { ...item, text: plainText(item.text) } : item))
    .filter((item) => item.kind === 'table' || item.text !== '');
  const captionOf = (table: FlowTable, above: FlowItem | undefined): string | undefined => {
    if (table.caption !== undefined && plainText(table.caption) !== '') return plainText(table.caption);
    return above?.kind === 'text' && (above.role === 'caption' || above.role === 'heading') ? above.text : undefined;
  };
  const captioned = plain.map((item, i): FlowItem => {
    const caption = item.kind === 'table' ? captionOf(item, plain[i - 1]) : undefined;
    return item.kind === 'text' || caption === undefined ? item : { ...item, caption };
  });
  return captioned.filter((item, i) => !(item.kind === 'text' && item.role === 'caption' && captioned[i + 1]?.kind === 'table'));
}

interface Signature {
  readonly issuer?: string;
  readonly issuedOn?: string;
}

/** The last date that stands alone before the attachments is the date of issue; the names above it are the issuers. */
function signatureOf(paragraphs: readonly string[]): Signature {
  const label = paragraphs.findIndex((text) => labelPattern.test(text));
  const own = label < 0 ? paragraphs : paragraphs.slice(0, label);
  const at = own.findLastIndex((text) => datePattern.test(text));
  const date = datePattern.exec(own[at] ?? '');
  if (!date) return {};
  const [, year = '', month = '', day = ''] = date;
  const issuers: string[] = [];
  for (let i = at - 1; i >= 0; i -= 1) {
    const text = own[i] ?? '';
    if (proseMarks.test(text) || /^\d+[.．、]/.test(text)) break;
    issuers.unshift(text.replace(/[（(]代章[）)]$/, ''));
  }
  const issuedOn = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return issuers.length === 0 ? { issuedOn } : { issuer: issuers.join('、'), issuedOn };
}

/** The document that a flow of texts and tables makes. The title is the text said to be one, otherwise the first. */
export function documentOf(flow: readonly FlowItem[]): ReadDocument {
  const items = tidy(flow);
  const said = items.findIndex((item) => item.kind === 'text' && item.role === 'title');
  const at = said < 0 ? items.findIndex((item) => item.kind === 'text') : said;
  const title = items[at];
  const above = items.slice(0, Math.max(at, 0)).find(isNumber);
  const below = above === undefined && isNumber(items[at + 1]) ? items[at + 1] : undefined;
  const number = above ?? (below?.kind === 'text' ? below : undefined);
  const rest = items.slice(at + (below ? 2 : 1));
  const paragraphs = rest.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  const tables = items.flatMap((item): ReadTable[] => {
    if (item.kind === 'text') return [];
    const { kind: _, ...table } = item;
    return [table];
  });
  return {
    title: title?.kind === 'text' ? title.text : '',
    ...signatureOf(paragraphs),
    ...(number === undefined ? {} : { documentNumber: number.text }),
    paragraphs,
    tables,
  };
}
