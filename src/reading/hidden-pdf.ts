/** What a PDF writes and does not show (ISO 32000-1, 9.3), as the HTML that `text/hidden.ts` looks through. */
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { escapeMarkup } from '../domain/submission/rich-runs.ts';
import { type Box, coversBox, identity, type Matrix, moved, times } from './pdf-matrix.ts';

interface State {
  readonly matrix: Matrix;
  /** `#rrggbb`; undefined where it is a pattern or another thing that is not followed. */
  readonly colour: string | undefined;
  readonly alpha: number;
  readonly mode: number;
  readonly size: number;
  readonly scale: number;
  readonly rise: number;
}
/** Something that covers a part of the page: what is written on it may be seen, whatever its colour. */
interface Ground extends Box {
  readonly picture: boolean;
}
interface Glyph {
  readonly unicode?: string;
  readonly width?: number;
}

const start: State = { matrix: identity, colour: '#000000', alpha: 1, mode: 0, size: 0, scale: 1, rise: 0 };
/** Painted as an area; all else that makes a path draws lines, or clips. */
const fills: ReadonlySet<number> = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const pictures: ReadonlySet<number> = new Set([
  ...[OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject, OPS.paintInlineImageXObjectGroup],
  ...[
    OPS.paintImageXObjectRepeat,
    OPS.paintImageMaskXObjectRepeat,
    OPS.paintImageMaskXObjectGroup,
    OPS.paintSolidColorImageMask,
    OPS.shadingFill,
  ],
]);
const unknownColours: ReadonlySet<number> = new Set([OPS.setFillColorN, OPS.setFillColorSpace]);
/** Neither filled nor stroked: 3, and 7 which only clips. */
const unpainted = new Set([3, 7]);
/** Points; smaller than any print. */
const tiny = 2;
const white = /^#f[4-9a-f]f[4-9a-f]f[4-9a-f]$/i;

const unit: Box = { left: 0, bottom: 0, right: 1, top: 1 };

/** Walks through what a page paints, in its order. */
class Painter {
  readonly hidden: { readonly why: string; readonly text: string }[] = [];
  readonly #view: Box;
  readonly #stack: State[] = [];
  readonly #grounds: Ground[] = [];
  #state = start;
  #line: Matrix = identity;
  #text: Matrix = identity;
  #leading = 0;

  constructor(view: Box) {
    this.#view = view;
  }

  take(operator: number, given: unknown): void {
    const values = (Array.isArray(given) ? given : []) as readonly unknown[];
    if (operator === OPS.save) this.#stack.push(this.#state);
    else if (operator === OPS.restore) this.#state = this.#stack.pop() ?? start;
    else if (operator === OPS.transform) this.#change({ matrix: times(this.#state.matrix, values as unknown as Matrix) });
    else if (operator === OPS.paintFormXObjectBegin) {
      this.#stack.push(this.#state);
      if (Array.isArray(values[0])) this.#change({ matrix: times(this.#state.matrix, values[0] as unknown as Matrix) });
    } else if (operator === OPS.paintFormXObjectEnd) this.#state = this.#stack.pop() ?? start;
    else if (operator === OPS.constructPath) this.#path(values);
    else if (pictures.has(operator)) this.#cover(operator === OPS.shadingFill ? undefined : unit, true);
    else if (operator === OPS.setFillRGBColor) this.#change({ colour: typeof values[0] === 'string' ? values[0] : undefined });
    else if (unknownColours.has(operator)) this.#change({ colour: undefined });
    else if (operator === OPS.setGState) this.#graphics(values[0]);
    else this.#write(operator, values);
  }

  #change(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change };
  }
  #graphics(pairs: unknown): void {
    for (const [name, value] of (Array.isArray(pairs) ? pairs : []) as readonly (readonly [string, unknown])[]) {
      if (name === 'ca' && typeof value === 'number') this.#change({ alpha: value });
      if (name === 'Font' && Array.isArray(value)) this.#change({ size: Number(value[1]) });
    }
  }
  #path([operator, , bounds]: readonly unknown[]): void {
    const box = bounds as Readonly<Record<number, number>> | null | undefined;
    if (!box || !fills.has(operator as number) || this.#state.alpha === 0) return;
    // White upon white is still white.
    if (this.#state.colour !== undefined && white.test(this.#state.colour)) return;
    this.#cover({ left: box[0] ?? 0, bottom: box[1] ?? 0, right: box[2] ?? 0, top: box[3] ?? 0 }, false);
  }
  #cover(box: Box | undefined, picture: boolean): void {
    this.#grounds.push({ ...(box === undefined ? this.#view : moved(this.#state.matrix, box)), picture });
  }

  #write(operator: number, values: readonly unknown[]): void {
    const [one, two] = values as readonly number[];
    if (operator === OPS.beginText) [this.#line, this.#text] = [identity, identity];
    else if (operator === OPS.setFont) this.#change({ size: Number(two) });
    else if (operator === OPS.setTextRenderingMode) this.#change({ mode: Number(one) });
    else if (operator === OPS.setHScale) this.#change({ scale: Number(one) });
    else if (operator === OPS.setTextRise) this.#change({ rise: Number(one) });
    else if (operator === OPS.setLeading) this.#leading = -Number(one);
    else if (operator === OPS.setTextMatrix) this.#set((Array.isArray(one) ? one : values) as unknown as Matrix);
    else if (operator === OPS.moveText || operator === OPS.setLeadingMoveText) {
      if (operator === OPS.setLeadingMoveText) this.#leading = two ?? 0;
      this.#set(times(this.#line, [1, 0, 0, 1, one ?? 0, two ?? 0]));
    } else if (operator === OPS.nextLine) this.#set(times(this.#line, [1, 0, 0, 1, 0, this.#leading]));
    else if (operator === OPS.showText) this.#show((values[0] ?? []) as readonly (Glyph | number | null)[]);
  }
  #set(matrix: Matrix): void {
    [this.#line, this.#text] = [matrix, matrix];
  }

  #show(glyphs: readonly (Glyph | number | null)[]): void {
    const { size, scale, rise } = this.#state;
    let [text, width] = ['', 0];
    for (const glyph of glyphs) {
      if (typeof glyph === 'number') width -= (glyph / 1000) * size * scale;
      else if (glyph) {
        text += glyph.unicode ?? '';
        width += ((glyph.width ?? 0) / 1000) * size * scale;
      }
    }
    const whole = times(this.#state.matrix, this.#text);
    const box = moved(whole, { left: 0, right: width, bottom: rise, top: rise + size });
    this.#text = times(this.#text, [1, 0, 0, 1, width, 0]);
    const why = this.#why(box, Math.abs(size) * Math.hypot(whole[2], whole[3]));
    const last = this.hidden.at(-1);
    if (why === undefined || text.trim() === '') return;
    if (last?.why === why) this.hidden[this.hidden.length - 1] = { why, text: `${last.text} ${text}` };
    else this.hidden.push({ why, text });
  }

  /** Why nobody sees what stands there. */
  #why(box: Box, height: number): string | undefined {
    const { mode, alpha, colour } = this.#state;
    const { left, right, bottom, top } = this.#view;
    if (box.right < left || box.left > right || box.top < bottom || box.bottom > top) return '在页面之外';
    if (unpainted.has(mode)) return this.#isScanned(box) ? undefined : '不显示的文字';
    if (alpha === 0) return '完全透明';
    if (height > 0 && height <= tiny) return '字号小得看不见';
    const isWhite = colour !== undefined && white.test(colour) && (mode === 0 || mode === 4);
    return isWhite && !this.#grounds.some((ground) => coversBox(ground, box)) ? '文字与背景同色' : undefined;
  }
  /** The words of a scanned page stand unseen on its picture, so that they can be searched and copied. */
  #isScanned(box: Box): boolean {
    return this.#grounds.some((ground) => ground.picture && coversBox(ground, box));
  }
}

/** Longer than this is enough to know what it is. */
const longest = 500;

/**
 * The texts of the first pages that their reader does not see, each with why: not painted (but for the words of a scan on its picture),
 * white where nothing lies under it, transparent, too small, or off the page. What is painted over later, and clipping, are not followed.
 * Throws what pdf.js throws where the file is damaged or locked.
 */
export async function hiddenPageOfPdf(bytes: Uint8Array, pages = Number.POSITIVE_INFINITY): Promise<string> {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, disableFontFace: true, verbosity: 0 });
  const pdf = await task.promise;
  try {
    let html = '';
    for (let number = 1; number <= Math.min(pages, pdf.numPages); number += 1) {
      const page = await pdf.getPage(number);
      const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
      const painter = new Painter({ left, bottom, right, top });
      const { fnArray, argsArray } = await page.getOperatorList();
      for (const [at, operator] of fnArray.entries()) painter.take(operator, argsArray[at]);
      for (const { why, text } of painter.hidden) html += `<p hidden="第${number}页，${why}">${escapeMarkup(text.slice(0, longest))}</p>\n`;
      page.cleanup();
    }
    return html;
  } finally {
    await task.destroy();
  }
}
