/** What the texts of a document are where its format does not say: title, mark, captions. Told by their words and places alone. */
import type { FlowItem, FlowText } from './flow.ts';

/** 发文字号: 代字〔2012〕4号, its mistaken brackets too, or 第3期. */
export const numberPattern = /^[^，。：；\s]{1,40}(?:[〔[［【（(]\d{4}[〕\]］】）)]第?\d+号|第?\d+[期号])$/;
export const labelPattern = /^附件\d*[：:]?$/;
const datePattern = /^(?:\d{4}|[〇○零一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$/;
const titleEnd =
  /(?:通报|通知|报告|公告|通告|函|意见|决定|办法|规定|细则|方案|请示|批复|纪要|总结|简报|专报|情况|统计|表|名单|排名|一览)(?:[（(][^（）()]*[）)])?$/;
const organEnd = /(?:政府|办公室|办公厅|委员会|[局厅部院委办处站馆镇乡]|中心|街道|小组|大队|支队|公司|大学|学校|医院)$/;
const foot = /^(?:注|备注|说明|制表|填表|填报|审核)/;

/** Whether a text is the name of an office. */
export const isOrgan = (text: string): boolean => organEnd.test(text) && !/\d|关于/.test(text) && text.length >= 4 && text.length <= 40;
const isMark = (text: string): boolean => isOrgan(text.replace(/文件$/, ''));

/** The texts before addressees, prose and tables: among them stands the title. */
function headTexts(items: readonly FlowItem[]): readonly FlowText[] {
  const texts: FlowText[] = [];
  for (const item of items.slice(0, 10)) {
    if (item.kind === 'table' || /[：:]$|[。；]/.test(item.text) || item.text.length > 80 || labelPattern.test(item.text)) break;
    texts.push(item);
  }
  return texts;
}

/** Whether a line of a title goes on in the next one. */
function goesOn(line: string, next: string): boolean {
  if (numberPattern.test(line) || line.length < 4 || line.length > 40 || /文件$/.test(line)) return false;
  if (next.startsWith('关于')) return isOrgan(line);
  return !next.includes('关于') && (line.includes('关于') || !titleEnd.test(line));
}

/** Where the title stands among the first texts: it ends in the name of a kind of document and may take several lines. */
function titleAmong(texts: readonly string[]): { readonly from: number; readonly to: number } | undefined {
  const ends = texts.findIndex((text) => titleEnd.test(text) && !numberPattern.test(text));
  if (ends < 0) return undefined;
  const to = /^[的和及暨]/.test(texts[ends + 1] ?? '') ? ends + 1 : ends;
  let from = ends;
  while (from > 0 && ends - from < 3 && goesOn(texts[from - 1] ?? '', texts[from] ?? '')) from -= 1;
  return { from, to };
}

const textAt = (items: readonly FlowItem[], at: number): string => {
  const item = items[at];
  return item?.kind === 'text' ? item.text : '';
};

/** Which of the texts called headlines is the title: one that ends like a title, else the first. */
function headlineOf(items: readonly FlowItem[]): number | undefined {
  const all = items.flatMap((item, at) => (item.kind === 'text' && item.role === 'headline' ? [at] : []));
  return all.find((at) => titleEnd.test(textAt(items, at))) ?? all[0];
}

/** The items with the title put together and called so, and the issuer's mark above it; without a title, the first text that may be one. */
function withTitle(items: readonly FlowItem[]): readonly FlowItem[] {
  const said = headlineOf(items);
  const head = headTexts(items).map(({ text }) => text);
  const firstFit = said ?? head.findIndex((text) => !numberPattern.test(text));
  const told = said !== undefined && titleEnd.test(textAt(items, said)) ? undefined : titleAmong(head);
  const title = told ?? (firstFit < 0 ? undefined : { from: firstFit, to: firstFit });
  if (title === undefined) return items;
  const text = Array.from({ length: title.to - title.from + 1 }, (_, i) => textAt(items, title.from + i)).join('');
  const above = items
    .slice(0, title.from)
    .map((item): FlowItem => (item.kind === 'text' && isMark(item.text) ? { ...item, role: 'mark' } : item));
  return [...above, { kind: 'text', role: 'title', text }, ...items.slice(title.to + 1)];
}

/** A short line without an end mark, that is no date, label, list or note. */
function mayCaption(item: FlowItem | undefined): item is FlowText {
  if (item?.kind !== 'text' || item.role !== undefined) return false;
  const { text } = item;
  if (text.length > 60 || /[。；！？]|[：:，,]$/.test(text) || datePattern.test(text) || labelPattern.test(text)) return false;
  return !foot.test(text) && !/^[（(](?:此件|联系)/.test(text) && !/^\d+[.．、]《/.test(text);
}

const sectionHead = /^[一二三四五六七八九十]{1,3}、/;
const unitLine = /^[（(]?(?:计量)?单位[：:]/;
const isBrackets = (text: string): boolean => /^[（(](?![一二三四五六七八九十\d]{1,3}[）)]).*[）)]$/.test(text);

/** The items with the line above each table called its caption; a caption of two lines is put together. */
function withCaptions(items: readonly FlowItem[]): readonly FlowItem[] {
  const made: FlowItem[] = [];
  for (const item of items) {
    const last = made.at(-1);
    const unit = item.kind === 'table' && last?.kind === 'text' && unitLine.test(last.text) ? made.pop() : undefined;
    const line = made.at(-1);
    if (item.kind === 'table' && mayCaption(line)) {
      made.pop();
      const above = made.at(-1);
      const two = mayCaption(above) && above.text.length <= 30 && (/^\d{4}年/.test(line.text) || isBrackets(line.text));
      if (two) made.pop();
      if (unit) made.push(unit);
      // The heading of a section stays a line of the text as well.
      const role = sectionHead.test(line.text) ? 'heading' : 'caption';
      made.push({ kind: 'text', role, text: two ? above.text + line.text : line.text });
    } else if (unit) made.push(unit);
    made.push(item);
  }
  return made;
}

/** Roles for the texts of a document whose format gives none. A title directly over a table is its caption too. */
export function recognised(items: readonly FlowItem[]): readonly FlowItem[] {
  const captioned = withCaptions(withTitle(items));
  const title = captioned.findIndex((item) => item.kind === 'text' && item.role === 'title');
  const text = captioned[title];
  return captioned.map((item, at) =>
    item.kind === 'table' && at === title + 1 && text?.kind === 'text' && item.caption === undefined
      ? { ...item, caption: text.text }
      : item,
  );
}

/** The issuer that a title or the mark over it names, where no signature does: 某局关于…的通报. */
export function issuerOfHead(title: string, marks: readonly string[]): string | undefined {
  const named = /^(.{2,40}?)关于/.exec(title)?.[1];
  if (named !== undefined && isOrgan(named)) return named;
  const mark = marks.map((text) => text.replace(/文件$/, '')).find(isOrgan);
  return mark;
}
