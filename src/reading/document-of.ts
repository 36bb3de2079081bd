/** The document that texts and tables in their order make: title, number, signature, captions. */
import { plainText, type ReadDocument, type ReadTable } from '../domain/document.ts';
import { chineseNumber } from '../domain/verification/figures.ts';
import type { FlowItem, FlowTable, FlowText } from './flow.ts';
import { isOrgan, issuerOfHead, labelPattern, numberPattern, recognised } from './recognise.ts';

const datePattern = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const wordedDate = /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/;
const proseMarks = /[。：；！？，:;]/;

const isNumber = (item: FlowItem | undefined): item is FlowText => item?.kind === 'text' && numberPattern.test(item.text);

/** Texts made plain, empty ones left out. */
const plainItems = (items: readonly FlowItem[]): readonly FlowItem[] =>
  items
    .map((item) => (item.kind === 'text' ? { ...item, text: plainText(item.text) } : item))
    .filter((item) => item.kind === 'table' || item.text !== '');

/** Captions put on their tables. */
function tidy(plain: readonly FlowItem[]): FlowItem[] {
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

/** A line that is a day, in figures or in words (二〇一二年二月三日), as `YYYY-MM-DD`. */
function dayOf(text: string): string | undefined {
  const worded = wordedDate.exec(text.replaceAll('○', '〇'));
  const [, year, month, day] = worded?.map((part, i) => (i === 0 ? part : String(chineseNumber(part)))) ?? datePattern.exec(text) ?? [];
  return year && month && day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}

/** An office and a day in one line: 某局2024年4月3日. */
const signedLine = /^(.{4,40}?)((?:\d{4}|[〇○零一二三四五六七八九]{4})年.{1,3}月.{1,3}日)$/;

function signedIn(text: string): Signature | undefined {
  const issuedOn = dayOf(text);
  if (issuedOn !== undefined) return { issuedOn };
  const [, issuer = '', day = ''] = signedLine.exec(text) ?? [];
  const signedOn = isOrgan(issuer) ? dayOf(day) : undefined;
  return signedOn === undefined ? undefined : { issuer, issuedOn: signedOn };
}

/** The last date that stands alone before the attachments is the date of issue; the names above it are the issuers. */
function signatureOf(paragraphs: readonly string[]): Signature {
  const label = paragraphs.findIndex((text) => labelPattern.test(text));
  const own = label < 0 ? paragraphs : paragraphs.slice(0, label);
  const at = own.findLastIndex((text) => signedIn(text) !== undefined);
  const { issuer, issuedOn } = signedIn(own[at] ?? '') ?? {};
  if (issuedOn === undefined) return {};
  if (issuer !== undefined) return { issuer, issuedOn };
  const issuers: string[] = [];
  for (let i = at - 1; i >= 0; i -= 1) {
    const text = own[i] ?? '';
    if (proseMarks.test(text) || /^\d+[.．、]/.test(text)) break;
    issuers.unshift(text.replace(/[（(]代章[）)]$/, ''));
  }
  return issuers.length === 0 ? { issuedOn } : { issuer: issuers.join('、'), issuedOn };
}

/**
 * The document that a flow of texts and tables makes. The title is the text said to be one; where a format says nothing of
 * roles, title, marks and captions are recognised by their words (see recognise.ts).
 */
export function documentOf(flow: readonly FlowItem[]): ReadDocument {
  const plain = plainItems(flow);
  const said = plain.some((item) => item.kind === 'text' && item.role === 'title');
  const items = tidy(said ? plain : recognised(plain));
  const at = items.findIndex((item) => item.kind === 'text' && item.role === 'title');
  const title = items[at];
  const titleText = title?.kind === 'text' ? title.text : '';
  const number = items.slice(0, Math.max(at, 0)).find(isNumber) ?? [items[at + 1]].find(isNumber);
  const marks = items.flatMap((item, i) => (item.kind === 'text' && item.role === 'mark' && i < at ? [item] : []));
  const rest = items.filter((item) => item !== title && item !== number && !marks.some((mark) => mark === item));
  const paragraphs = rest.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  const signature = signatureOf(paragraphs);
  const named =
    said || signature.issuer !== undefined
      ? undefined
      : issuerOfHead(
          titleText,
          marks.map(({ text }) => text),
        );
  const tables = items.flatMap((item): ReadTable[] => {
    if (item.kind === 'text') return [];
    const { kind: _, ...table } = item;
    return [table];
  });
  return {
    title: titleText,
    ...(named === undefined ? {} : { issuer: named }),
    ...signature,
    ...(number === undefined ? {} : { documentNumber: number.text }),
    paragraphs,
    tables,
  };
}
