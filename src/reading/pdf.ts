import { plainText } from '../domain/document.ts';
import type { FlowItem } from './flow.ts';
import { flowOfGrid, type Grid } from './grid.ts';
import type { PageTable } from './pdf-grid.ts';
import { elementsOfPages, type Line } from './pdf-lines.ts';
import { readPdf } from './pdf-page.ts';
import { measureOf, textsOf } from './pdf-paragraphs.ts';

const isFigure = (text: string): boolean => /^[-+]?[\d０-９][\d０-９.,，．]*[%％]?$/.test(text);

/** Whether a table at the top of a page goes on with the one that ended the page before: as many columns of the same widths, no head of its own. */
function goesOn(open: PageTable, table: PageTable): boolean {
  const edges = ({ edges: own, left }: PageTable): number[] => own.map((edge) => edge - left);
  const [before, after] = [edges(open), edges(table)];
  // Columns without rules are as wide as what stands in them.
  const reach = open.ruled && table.ruled ? 3 : 24;
  if (open.ruled !== table.ruled) return false;
  if (before.length !== after.length || before.some((edge, i) => Math.abs(edge - (after[i] ?? 0)) > reach)) return false;
  if (sameHead(open, table)) return true;
  const isHead = (table.grid.rows[0] ?? []).map(plainText).every((cell) => cell !== '' && !isFigure(cell) && cell.length < 20);
  return !(isHead && open.grid.rows.length > 1);
}

const sameHead = (open: PageTable, table: PageTable): boolean =>
  open.grid.rows[0]?.map(plainText).join('\n') === table.grid.rows[0]?.map(plainText).join('\n');

function joined(one: Grid, other: Grid): Grid {
  const below = one.rows.length;
  const spans = [...(one.spans ?? []), ...(other.spans ?? []).map((span) => ({ ...span, row: span.row + below }))];
  return { rows: [...one.rows, ...other.rows], spans };
}

/** A table in parts: from the pages it goes over. */
interface OpenTable {
  readonly last: PageTable;
  readonly grid: Grid;
}

/**
 * Texts and tables of a pdf with a text layer, rebuilt from where things stand: rules make tables, a table that goes on at
 * the very top of the next page is one table, indents, gaps and lines that are not full make paragraphs.
 * Throws LockedError where it asks for a password, DamagedError where it is damaged.
 */
export async function flowOfPdf(bytes: Uint8Array): Promise<readonly FlowItem[]> {
  const { pages, creator } = await readPdf(bytes);
  const elements = elementsOfPages(pages);
  const measure = measureOf(elements, pages[0]?.width ?? 0);
  const items: FlowItem[] = [];
  let open: OpenTable | undefined;
  let pending: Line[] = [];
  let page = 0;
  const close = (): void => {
    if (open) items.push(...flowOfGrid(open.grid));
    open = undefined;
  };
  for (const element of elements) {
    if (element.kind === 'line') {
      // A note at the foot of a page does not end the table that goes on behind it.
      if (element.size > measure.size - 2) close();
      pending.push(element);
      continue;
    }
    const { table } = element;
    const atTop = element.page !== page && pending.every((line) => line.page !== element.page);
    page = element.page;
    if (open && atTop && goesOn(open.last, table) && (pending.length === 0 || sameHead(open.last, table))) {
      open = { last: table, grid: joined(open.grid, table.grid) };
      continue;
    }
    close();
    items.push(...textsOf(pending, measure, table));
    pending = [];
    open = { last: table, grid: table.grid };
  }
  close();
  items.push(...textsOf(pending, measure));
  // Our own pdfs are set by Typst in the sizes of GB/T 9704; of others the words tell more than the sizes.
  return /^Typst\b/.test(creator) ? withTitle(items) : withoutTitle(items);
}

/** The first text as large as a title is the document's title; what stands above it is the mark, or the number. */
function withTitle(items: readonly FlowItem[]): FlowItem[] {
  const at = titleAt(items);
  return items.map((item, i) => (item.kind === 'text' && i <= at ? { ...item, role: i === at ? 'title' : 'mark' } : item));
}

/** The same text left to be known by its words. */
function withoutTitle(items: readonly FlowItem[]): FlowItem[] {
  const at = titleAt(items);
  return items.map((item, i): FlowItem => (item.kind === 'text' && i === at ? { kind: 'text', text: item.text } : item));
}

const titleAt = (items: readonly FlowItem[]): number =>
  items.findIndex((item) => item.kind === 'text' && item.role === 'heading' && plainText(item.text) !== '');
