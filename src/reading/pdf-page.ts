import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { openPdf } from './pdf-open.ts';
import { drawnOnce, type TextRun } from './pdf-runs.ts';
import { opened, UnfitError } from './unreadable.ts';

/** A straight stroke or thin bar, as its bounding box. */
export interface Stroke {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly TextRun[];
  readonly strokes: readonly Stroke[];
}

type Matrix = readonly [number, number, number, number, number, number];

const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
];

interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

type Codes = typeof import('pdfjs-dist/legacy/build/pdf.mjs')['OPS'];
type Point = readonly [x: number, y: number];

/** What pdf.js calls the parts of a path, and how many numbers each takes. */
const part = { move: 0, line: 1, close: 4 } as const;
const numbersOf: readonly number[] = [2, 2, 6, 4, 0];
const thin = 2.5;
const mostPages = 1000;

/** The straight lines of a path, each with the points it joins, and the corners of each of its closed or open figures. */
function figuresOf(path: ArrayLike<number>): Point[][] {
  const figures: Point[][] = [];
  for (let at = 0; at < path.length; ) {
    const kind = path[at] ?? 0;
    const count = numbersOf[kind];
    if (count === undefined) break;
    const point: Point = [path[at + count - 1] ?? 0, path[at + count] ?? 0];
    const open = figures.at(-1);
    if (kind === part.move) figures.push([point]);
    else if (kind === part.close) open?.push(open[0] as Point);
    else open?.push(point);
    at += count + 1;
  }
  return figures;
}

function boxOf(points: readonly Point[], matrix: Matrix): Stroke {
  const xs = points.map(([x, y]) => matrix[0] * x + matrix[2] * y + matrix[4]);
  const ys = points.map(([x, y]) => matrix[1] * x + matrix[3] * y + matrix[5]);
  return { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) };
}

const isThin = ({ left, right, bottom, top }: Stroke): boolean => right - left < thin || top - bottom < thin;

/** The lines that a path draws: each side of what is stroked, and what is filled and as thin as a line. Paths that only clip draw none. */
function strokesOfPath(paint: number, path: ArrayLike<number>, matrix: Matrix, codes: Codes): Stroke[] {
  if (paint === codes.endPath) return [];
  const figures = figuresOf(path);
  const filled = paint === codes.fill || paint === codes.eoFill;
  if (filled) return figures.map((points) => boxOf(points, matrix)).filter(isThin);
  return figures.flatMap((points) => points.slice(1).map((point, i) => boxOf([points[i] as Point, point], matrix))).filter(isThin);
}

/** Every line painted, in page coordinates. */
function strokesOf({ fnArray, argsArray }: Operators, base: Matrix, codes: Codes): Stroke[] {
  const strokes: Stroke[] = [];
  const stack: Matrix[] = [];
  let matrix = base;
  fnArray.forEach((operator, i) => {
    if (operator === codes.save) stack.push(matrix);
    else if (operator === codes.restore) matrix = stack.pop() ?? base;
    else if (operator === codes.transform) matrix = times(matrix, argsArray[i] as Matrix);
    else if (operator === codes.paintFormXObjectBegin) {
      stack.push(matrix);
      const [own] = argsArray[i] as readonly [Matrix | null];
      if (own) matrix = times(matrix, own);
    } else if (operator === codes.paintFormXObjectEnd) matrix = stack.pop() ?? base;
    else if (operator === codes.constructPath) {
      const [paint, [path]] = argsArray[i] as readonly [number, readonly [ArrayLike<number> | null]];
      if (path) strokes.push(...strokesOfPath(paint, path, matrix, codes));
    }
  });
  return strokes;
}

async function pageOf(page: PDFPageProxy, codes: Codes): Promise<PdfPage> {
  const { width, height, transform } = page.getViewport({ scale: 1 });
  // The viewport turns the page as it is shown, with y from the top; here y goes up.
  const base = times([1, 0, 0, -1, 0, height], transform as unknown as Matrix);
  const content = await page.getTextContent({ disableNormalization: true });
  const runs = content.items.flatMap((item): TextRun[] => {
    if (!('str' in item) || item.str === '') return [];
    const [a, b, , , x, y] = times(base, item.transform as unknown as Matrix);
    return [{ text: item.str, x, y, width: item.width, size: Math.hypot(a, b) }];
  });
  return { width, height, runs: drawnOnce(runs), strokes: strokesOf(await page.getOperatorList(), base, codes) };
}

export interface PdfPages {
  readonly pages: readonly PdfPage[];
  /** Of the program that made it. */
  readonly creator: string;
}

async function allPages(pdf: PDFDocumentProxy): Promise<PdfPages> {
  if (pdf.numPages > mostPages) throw new UnfitError(`有 ${pdf.numPages} 页，超过能读取的 ${mostPages} 页，请拆分后再试`);
  const { OPS } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const pages: PdfPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    pages.push(await pageOf(page, OPS));
    page.cleanup();
  }
  const { info } = await pdf.getMetadata();
  return { pages, creator: String((info as { readonly Creator?: unknown }).Creator ?? '') };
}

/** All pages with their text runs and lines. Throws DamagedError where the file is damaged, LockedError where it is locked, UnfitError beyond so many pages. */
export async function readPdf(bytes: Uint8Array): Promise<PdfPages> {
  const { pdf, close } = await openPdf(bytes);
  try {
    return await opened(() => allPages(pdf));
  } finally {
    await close();
  }
}

/** The pages alone. Throws like `readPdf`. */
export const pagesOf = async (bytes: Uint8Array): Promise<readonly PdfPage[]> => (await readPdf(bytes)).pages;
