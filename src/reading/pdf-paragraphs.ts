/** Lines of a pdf joined to the paragraphs, titles and captions they were. */
import type { FlowText } from './flow.ts';
import { joinLines, type PageTable } from './pdf-grid.ts';
import type { Element, Line } from './pdf-lines.ts';

/** What the text of a document looks like. */
export interface Measure {
  /** Size of most of its characters. */
  readonly size: number;
  readonly titleSize: number;
  readonly left: number;
  readonly right: number;
  /** Whether paragraphs begin two characters further right than they go on. */
  readonly indented: boolean;
}

const sentenceEnd = /[。！？!?；;：:”）)]$/;
const pause = /[。；;，,：:、]$/;
const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.4;

/** GB/T 9704: text is 3号 (16 pt), titles are 2号 (22 pt). Where nothing says otherwise, so it is. */
const standard = { text: 16, title: 22, caption: 14 } as const;

/** The size that most characters of the lines have; lines right above a table are its captions, not text. */
function textSize(elements: readonly Element[]): number {
  const characters = new Map<number, number>();
  elements.forEach((element, i) => {
    if (element.kind !== 'line' || elements[i + 1]?.kind === 'table') return;
    const size = Math.round(element.size * 2) / 2;
    characters.set(size, (characters.get(size) ?? 0) + element.text.length);
  });
  const [most] = [...characters].toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? standard.text;
}

/** 2号 where a line has it, else the largest size above that of the text. The red head of a letter is larger still, and above it. */
function titleSizeOf(lines: readonly Line[], text: number): number {
  if (lines.some((line) => near(line.size, standard.title))) return standard.title;
  const larger = lines.filter((line) => line.size > text * 1.15 && line.size < 32).map((line) => line.size);
  return larger.length === 0 ? standard.title : Math.max(...larger);
}

/** `width` is that of a page: a line that ends in its left half is never full. */
export function measureOf(elements: readonly Element[], width: number): Measure {
  const lines = elements.filter((element) => element.kind === 'line');
  const tables = elements.flatMap((element) => (element.kind === 'table' ? [element.table] : []));
  const size = textSize(elements);
  const text = lines.filter((line) => near(Math.round(line.size * 2) / 2, size));
  const first = Math.min(...text.map((line) => line.x));
  const indented = text.some((line) => Math.abs(line.x - first - size * 2) < size * 0.6);
  // Where every line is indented, a table tells where the text would begin.
  const beside = indented ? undefined : tables.find(({ left }) => Math.abs(first - left - size * 2) < size * 0.6);
  const right = Math.max(width * 0.7, ...text.map((line) => line.right), ...(text.length < 3 ? tables.map((table) => table.right) : []));
  return { size, titleSize: titleSizeOf(lines, size), left: beside?.left ?? first, right, indented };
}

/** Where the names of the 附件说明 stand: lines that start further right (several) or just there (one) go on with a name. */
interface ListIndent {
  readonly x: number;
  readonly several: boolean;
}

function listIndent(line: Line): ListIndent | undefined {
  const match = /^附件：(1\.)?/.exec(line.text);
  return match ? { x: line.x + 3 * 15.79, several: match[1] !== undefined } : undefined;
}

const isTitle = (line: Line, measure: Measure): boolean => near(line.size, measure.titleSize);
/** A table's caption is 4号 in our layout, between text of 3号 and notes of 小四. */
const isCaption = (line: Line, measure: Measure): boolean => near(line.size, standard.caption) && !near(measure.size, standard.caption);

/** Whether a line goes on with the paragraph that the line before it belongs to. */
function continues(line: Line, before: Line, measure: Measure, list: ListIndent | undefined): boolean {
  if (Math.abs(line.size - before.size) > 0.4 || /^附件\d*[：:]?$/.test(line.text)) return false;
  const drop = before.page === line.page ? before.y - line.y : 0;
  if (isTitle(line, measure)) return before.page === line.page && drop < line.size * 2.4;
  if (isCaption(line, measure)) return before.page === line.page && drop < line.size * 2;
  if (drop > line.size * 2.4) return false;
  if (list && (list.several ? line.x > list.x + 3 : Math.abs(line.x - list.x) < 3)) return true;
  // A paragraph ends where its last line is not full, and begins indented.
  if (line.x - measure.left > line.size * 0.5) return false;
  return before.right > measure.right - line.size * 1.6 || brokenByHand(before, measure);
}

/** A line of text that is nearly full and ends no sentence: lines of so many characters each, whatever their width. */
function brokenByHand(before: Line, measure: Measure): boolean {
  if (!measure.indented || sentenceEnd.test(before.text)) return false;
  return before.x - measure.left < before.size * 2.6 && before.right - measure.left > (measure.right - measure.left) * 0.75;
}

function paragraphsOf(lines: readonly Line[], measure: Measure): Line[][] {
  const paragraphs: Line[][] = [];
  let list: ListIndent | undefined;
  for (const line of lines) {
    const paragraph = paragraphs.at(-1);
    const before = paragraph?.at(-1);
    if (paragraph && before && continues(line, before, measure, list)) {
      paragraph.push(line);
      continue;
    }
    const inList = list !== undefined && before !== undefined && (before.page !== line.page || before.y - line.y < line.size * 2.4);
    list = listIndent(line) ?? (inList && list && Math.abs(line.x - list.x) < 3 ? list : undefined);
    paragraphs.push([line]);
  }
  return paragraphs;
}

/** Whether a line stands in the middle over a table, and not because it is full. */
function isCentred(line: Line, table: PageTable, measure: Measure): boolean {
  const aside = Math.abs((line.x + line.right) / 2 - (table.left + table.right) / 2);
  return aside < line.size && line.x - table.left > line.size * 1.5 && !pause.test(line.text) && line.size >= measure.size - 0.4;
}

/** How many of the last lines are the caption of the table under them: lines in the middle, one right over the other. */
function captionLines(lines: readonly Line[], table: PageTable, measure: Measure): number {
  let count = 0;
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const [line, below] = [lines[at], lines[at + 1]];
    if (!line || !isCentred(line, table, measure)) break;
    if (below && (below.page !== line.page || line.y - below.y > line.size * 2.4)) break;
    // Larger type over it is a title of its own, unless the line below only adds to it in brackets.
    if (below && !near(line.size, below.size) && !/^[（(]/.test(below.text)) break;
    count += 1;
  }
  return count;
}

/** The texts that lines make; `table` is what stands right under them. */
export function textsOf(lines: readonly Line[], measure: Measure, table?: PageTable): FlowText[] {
  const last = lines.at(-1);
  const plainCaption = last !== undefined && isCaption(last, measure);
  const captioned =
    table === undefined || plainCaption || last === undefined || isTitle(last, measure) ? 0 : captionLines(lines, table, measure);
  const paragraphs = paragraphsOf(lines.slice(0, lines.length - captioned), measure);
  const texts = paragraphs.map((own, i): FlowText => {
    const first = own[0];
    const text = joinLines(own.map((line) => line.text));
    const caption = first && isCaption(first, measure) && table !== undefined && captioned === 0 && i === paragraphs.length - 1;
    return { kind: 'text', text, ...(first && isTitle(first, measure) ? { role: 'heading' } : caption ? { role: 'caption' } : {}) };
  });
  if (captioned === 0) return texts;
  return [...texts, { kind: 'text', role: 'caption', text: joinLines(lines.slice(-captioned).map((line) => line.text)) }];
}
