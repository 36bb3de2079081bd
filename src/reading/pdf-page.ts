import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Box, identity, type Matrix, moved, times } from './pdf-matrix.ts';

/** A run of text on a page: points from the page's lower left corner, baseline at y. */
export interface TextRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

/** A straight stroke or thin bar, as its bounding box. */
export type Stroke = Box;

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly TextRun[];
  readonly strokes: readonly Stroke[];
}

interface Operators {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

/** Every painted path that is as thin as a line, in page coordinates. */
function strokesOf({ fnArray, argsArray }: Operators): Stroke[] {
  const strokes: Stroke[] = [];
  const stack: Matrix[] = [];
  let matrix = identity;
  fnArray.forEach((operator, i) => {
    if (operator === OPS.save) stack.push(matrix);
    else if (operator === OPS.restore) matrix = stack.pop() ?? identity;
    else if (operator === OPS.transform) matrix = times(matrix, argsArray[i] as Matrix);
    else if (operator === OPS.constructPath) {
      const box = (argsArray[i] as readonly [number, unknown, Readonly<Record<number, number>> | null])[2];
      if (!box) return;
      const [x0, y0, x1, y1] = [box[0] ?? 0, box[1] ?? 0, box[2] ?? 0, box[3] ?? 0];
      const stroke = moved(matrix, { left: x0, bottom: y0, right: x1, top: y1 });
      if (stroke.right - stroke.left < 2.5 || stroke.top - stroke.bottom < 2.5) strokes.push(stroke);
    }
  });
  return strokes;
}

/** All pages with their text runs and line strokes. Throws what pdf.js throws where the file is damaged or locked. */
export async function pagesOf(bytes: Uint8Array): Promise<readonly PdfPage[]> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, disableFontFace: true, verbosity: 0 });
  const pdf = await task.promise;
  try {
    const pages: PdfPage[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const content = await page.getTextContent({ disableNormalization: true });
      const runs = content.items.flatMap((item): TextRun[] => {
        if (!('str' in item) || item.str === '') return [];
        const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
        return [{ text: item.str, x, y, width: item.width, size: Math.hypot(a, b) }];
      });
      const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = page.view;
      pages.push({ width: x1 - x0, height: y1 - y0, runs, strokes: strokesOf(await page.getOperatorList()) });
      page.cleanup();
    }
    return pages;
  } finally {
    await task.destroy();
  }
}
