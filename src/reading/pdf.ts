import { type Cell, plainText } from '../domain/document.ts';
import type { FlowItem, FlowText } from './flow.ts';
import { bodyOf, type Grid, gridsOf, headOf, joinLines, linesOf, lineText, middleOf } from './pdf-grid.ts';
import { type PdfPage, pagesOf } from './pdf-page.ts';
import { opened } from './unreadable.ts';

/** A printed line outside tables. */
interface Line {
  readonly kind: 'line';
  readonly page: number;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

type Element = Line | { readonly kind: 'grid'; readonly page: number; readonly grid: Grid };

const pageNumber = /^[—–-]\s*\d+\s*[—–-]$/;
/** GB/T 9704: titles are 2号 (22 pt); a table's caption is 4号 (14 pt) in our layout, between text of 3号 and notes of 小四. */
const isTitle = (line: Line): boolean => Math.abs(line.size - 22) < 0.4;
const isCaption = (line: Line): boolean => Math.abs(line.size - 14) < 0.4;

function elementsOf(page: PdfPage, number: number): Element[] {
  const grids = gridsOf(page.strokes, page.runs);
  const outside = page.runs.filter(
    (run) => !grids.some((grid) => run.y > grid.bottom - 1 && run.y < grid.top && middleOf(run) > grid.left && middleOf(run) < grid.right),
  );
  const lines = linesOf(outside).flatMap((runs): Line[] => {
    const seen = runs.filter((run) => run.text.trim() !== '');
    const first = seen[0];
    const text = lineText(runs);
    const inFooter = first !== undefined && first.y < page.height * 0.13 && pageNumber.test(text);
    return first === undefined || inFooter
      ? []
      : [{ kind: 'line', page: number, text, x: first.x, y: first.y, size: Math.max(...seen.map((run) => run.size)) }];
  });
  const height = (element: Element): number => (element.kind === 'line' ? element.y : element.grid.top);
  return [...lines, ...grids.map((grid): Element => ({ kind: 'grid', page: number, grid }))].toSorted((a, b) => height(b) - height(a));
}

/** Whether a line goes on with the paragraph that the line before it belongs to. */
function continues(line: Line, before: Line, left: number, list: ListIndent | undefined): boolean {
  if (Math.abs(line.size - before.size) > 0.4 || /^附件\d*$/.test(line.text)) return false;
  const drop = before.page === line.page ? before.y - line.y : 0;
  if (isTitle(line) || isCaption(line)) return before.page === line.page && drop < line.size * 2;
  if (drop > line.size * 2.4) return false;
  if (list) return list.several ? line.x > list.x + 3 : Math.abs(line.x - list.x) < 3;
  return line.x - left < line.size * 0.5;
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

function textsOf(lines: readonly Line[], left: number, followedByTable: boolean): FlowText[] {
  const paragraphs: { lines: Line[] }[] = [];
  let list: ListIndent | undefined;
  for (const line of lines) {
    const paragraph = paragraphs.at(-1);
    const before = paragraph?.lines.at(-1);
    if (paragraph && before && continues(line, before, left, list)) {
      paragraph.lines.push(line);
      continue;
    }
    const inList = list !== undefined && before !== undefined && (before.page !== line.page || before.y - line.y < line.size * 2.4);
    list = listIndent(line) ?? (inList && list && Math.abs(line.x - list.x) < 3 ? list : undefined);
    paragraphs.push({ lines: [line] });
  }
  return paragraphs.map(({ lines: own }, i): FlowText => {
    const first = own[0];
    const text = joinLines(own.map((line) => line.text));
    const caption = first && isCaption(first) && followedByTable && i === paragraphs.length - 1;
    return { kind: 'text', text, ...(first && isTitle(first) ? { role: 'heading' } : caption ? { role: 'caption' } : {}) };
  });
}

interface OpenTable {
  readonly columns: readonly string[];
  readonly rows: (readonly Cell[])[];
}

/**
 * Texts and tables of a pdf with a text layer, rebuilt from where things stand: rules make tables, a table that goes on at
 * the very top of the next page under the same heads is one table, indents and gaps make paragraphs. Made for our own
 * layout (GB/T 9704-2012). Throws DamagedError where the file is damaged or locked.
 */
export async function flowOfPdf(bytes: Uint8Array): Promise<readonly FlowItem[]> {
  const pages = await opened(() => pagesOf(bytes));
  const elements = pages.flatMap(elementsOf);
  const left = Math.min(...elements.map((element) => (element.kind === 'line' ? element.x : element.grid.left)));
  const items: FlowItem[] = [];
  let open: OpenTable | undefined;
  let pending: Line[] = [];
  const flush = (beforeTable: boolean) => {
    items.push(...textsOf(pending, left, beforeTable));
    pending = [];
  };
  for (const element of elements) {
    if (element.kind === 'line') {
      pending.push(element);
      open = undefined;
      continue;
    }
    const columns = headOf(element.grid);
    const rows = bodyOf(element.grid);
    if (open && columns.join('\n') === open.columns.join('\n')) {
      open.rows.push(...rows);
      continue;
    }
    flush(true);
    open = { columns, rows: [...rows] };
    items.push({ kind: 'table', columns, rows: open.rows });
  }
  flush(false);
  return withTitle(items);
}

/** The first 2号 text is the document's title; what stands above it is the mark, or the number. */
function withTitle(items: readonly FlowItem[]): FlowItem[] {
  const at = items.findIndex((item) => item.kind === 'text' && item.role === 'heading' && plainText(item.text) !== '');
  return items.map((item, i) => (item.kind === 'text' && i <= at ? { ...item, role: i === at ? 'title' : 'mark' } : item));
}
