/**
 * The page of an official document in figures: GB/T 9704-2012, 5.1–5.2 and 7.5. Lengths in millimetres where the name
 * says mm, in points elsewhere.
 */
export const a4 = { widthMm: 210, heightMm: 297 } as const;
export const marginMm = { top: 37, right: 26, bottom: 35, left: 28 } as const;
export const typeAreaMm = { width: 156, height: 225 } as const;

export const pointsPerMm = 72 / 25.4;
const linesPerPage = 22;
export const charactersPerLine = 28;

/** Sizes by their Chinese names. */
export const size2 = 22;
export const size3 = 16;
export const size4 = 14;

/** 22 lines fill the 225 mm of the type area: 28.99 pt. */
export const linePitch = (typeAreaMm.height * pointsPerMm) / linesPerPage;
/** 28 characters fill the 156 mm: 15.79 pt, a little less than the 16 pt of 3号, so characters stand a hair closer. */
export const characterPitch = (typeAreaMm.width * pointsPerMm) / charactersPerLine;

/** 发文机关标志: its top edge stands 35 mm under that of the type area (7.2.4). */
export const markTopMm = 35;
/** Page number: 7 mm under the type area (7.5). */
export const pageNumberDropMm = 7;
/** Red line: 4 mm under the number (7.2.7). */
export const redLineDropMm = 4;
export const red = 'FF0000';

/** How wide text is in multiples of its size: Chinese characters and marks 1, Latin letters and digits less. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if ((character.codePointAt(0) ?? 0) >= 0x2010) width += 1;
    else if (/[MWmw@%&]/.test(character)) width += 0.92;
    else width += /[A-Z#$+<=>~_^]/.test(character) ? 0.72 : 0.56;
  }
  return width;
}

/**
 * The size of 发文机关标志: as large as the type area allows in one line, at most 62 pt; the standard fixes none. Never that
 * of the title, so that a reader of the pdf can tell the two apart.
 */
export function markSize(text: string): number {
  const fitting = Math.floor(((typeAreaMm.width * pointsPerMm) / Math.max(textWidth(text), 1)) * 0.98);
  return Math.min(62, fitting === size2 ? size2 - 1 : fitting);
}

/** How many characters of a size stand in one line of the type area. */
export const capacity = (size: number): number => Math.floor((typeAreaMm.width * pointsPerMm) / size);

/** Lines under a table are no larger than the table's own and at most 小四. */
export const footSize = (tableSize: number): number => Math.min(12, tableSize);

/** How wide a signature's line is, in characters of the body's pitch. */
export const signatureWidth = (text: string): number => (textWidth(text) * size3) / characterPitch;
