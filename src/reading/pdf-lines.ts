/** The lines and ruled tables of a pdf's pages in the order they are read, without page numbers and what runs along on every page. */
import { tablesInColumns } from './pdf-columns.ts';
import { linesOf, lineText, middleOf, type PageTable, ruledTables } from './pdf-grid.ts';
import type { PdfPage } from './pdf-page.ts';
import type { TextRun } from './pdf-runs.ts';

/** A printed line outside tables. */
export interface Line {
  readonly kind: 'line';
  readonly page: number;
  readonly text: string;
  /** Where its first and last visible characters stand. */
  readonly x: number;
  readonly right: number;
  readonly y: number;
  readonly size: number;
}

export type Element = Line | { readonly kind: 'table'; readonly page: number; readonly table: PageTable };

const dashed = /^[—–―－-]+\s*\d{1,4}\s*[—–―－-]+$/;
const counted =
  /^(?:第\s*\d{1,4}\s*页|\d{1,4}\s*[/／]\s*\d{1,4}|第\s*\d{1,4}\s*页\s*[，,/]?\s*共\s*\d{1,4}\s*页|page\s*\d{1,4}(?:\s*of\s*\d{1,4})?)$/i;
const bare = /^\d{1,4}$/;

/** Blanks that indent a line are no part of it: how wide they are. */
function indentOf({ text, size }: TextRun): number {
  const blanks = /^[\s\u3000]*/.exec(text)?.[0] ?? '';
  return [...blanks].reduce((sum, blank) => sum + (blank === '\u3000' ? size : size / 2), 0);
}

function lineOf(runs: readonly TextRun[], page: number): Line | undefined {
  const seen = runs.filter((run) => run.text.trim() !== '');
  const [first, last] = [seen[0], seen.at(-1)];
  if (!first || !last) return undefined;
  const size = Math.max(...seen.map((run) => run.size));
  return { kind: 'line', page, text: lineText(runs), x: first.x + indentOf(first), right: last.x + last.width, y: first.y, size };
}

function elementsOf(page: PdfPage, number: number): Element[] {
  const ruled = ruledTables(page.strokes, page.runs);
  const outside = page.runs.filter(
    (run) =>
      !ruled.some((table) => run.y > table.bottom - 1 && run.y < table.top && middleOf(run) > table.left && middleOf(run) < table.right),
  );
  const all = linesOf(outside);
  const loose = tablesInColumns(all);
  const taken = new Set(loose.flatMap(({ runs }) => runs));
  const lines = all.flatMap((runs) => (runs.some((run) => taken.has(run)) ? [] : (lineOf(runs, number) ?? [])));
  const tables = [...ruled, ...loose.map(({ table }) => table)];
  const height = (element: Element): number => (element.kind === 'line' ? element.y : element.table.top);
  return [...lines, ...tables.map((table): Element => ({ kind: 'table', page: number, table }))].toSorted((a, b) => height(b) - height(a));
}

/** Numbers of pages: with dashes or words, or bare where they count along with the pages. */
function isPageNumber(line: Line, margins: readonly Line[]): boolean {
  if (dashed.test(line.text) || counted.test(line.text)) return true;
  if (!bare.test(line.text)) return false;
  const ahead = (one: Line): number => Number(one.text) - one.page;
  return ahead(line) === 1 || margins.some((other) => other.page !== line.page && bare.test(other.text) && ahead(other) === ahead(line));
}

/** Whether the same words stand at the same height on most pages, three at least. */
function runsAlong(line: Line, margins: readonly Line[], pages: number): boolean {
  const same = margins.filter((other) => other.text === line.text && Math.abs(other.y - line.y) < 3);
  return same.length >= 3 && same.length * 2 > pages;
}

/** The elements of all pages in order. */
export function elementsOfPages(pages: readonly PdfPage[]): readonly Element[] {
  const all = pages.map(elementsOf);
  const inMargin = (element: Element): element is Line => {
    const height = pages[element.page]?.height ?? 0;
    return element.kind === 'line' && (element.y < height * 0.13 || element.y > height * 0.91);
  };
  const margins = all.flat().filter(inMargin);
  return all
    .flat()
    .filter((element) => !inMargin(element) || !(isPageNumber(element, margins) || runsAlong(element, margins, pages.length)));
}
