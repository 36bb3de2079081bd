import type { Cell } from '../document.ts';

/** A cell as verification sees it: a number, nothing ("/", "—", "", "?"), or text. */
export interface ParsedCell {
  readonly kind: 'number' | 'blank' | 'text';
  /** The number; 0 where the cell is blank or text, so that sums may simply add. */
  readonly value: number;
  /** The cell without spaces, full-width digits and brackets made half-width. */
  readonly text: string;
  readonly percent: boolean;
  /** Decimals as printed. */
  readonly decimals: number;
  /** What stands in brackets behind a number, such as 包括开发区 in `5(包括开发区)`. */
  readonly remark?: string;
}

const blankMarks = new Set(['', '/', '-', '--', '—', '——', '–', '―', '?', '??', '无', '…', '*', '空']);
const numberShape = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(%)?(?:条|篇|件|次|分|个|份|期)?(?:\(([^()]*)\))?$/;

/** Two figures are the same where they differ by no more than binary fractions do: 135.4 is 100.2 + 35.2. */
export function same(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-6;
}

/** A figure without the noise of binary fractions: 0.1 + 0.2 is 0.3. */
export function tidy(value: number): number {
  return Number(value.toFixed(6));
}

/** Full-width letters, digits and marks made half-width, all white space taken out: 昆　　区 is 昆区. */
export function squeeze(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').replace(/−/gu, '-');
}

/**
 * Reads one cell. Thousands separators, full-width digits, a per cent sign, a unit and a bracketed remark behind the number are understood;
 * "/", "—", "?" and the empty cell are nothing; all else is text.
 */
export function parseCell(cell: Cell): ParsedCell {
  if (typeof cell === 'number') {
    const decimals = /\.(\d+)$/u.exec(String(cell))?.[1]?.length ?? 0;
    return { kind: 'number', value: cell, text: String(cell), percent: false, decimals };
  }
  const text = squeeze(cell ?? '');
  if (blankMarks.has(text)) return { kind: 'blank', value: 0, text, percent: false, decimals: 0 };
  const match = numberShape.exec(text);
  if (match === null) return { kind: 'text', value: 0, text, percent: false, decimals: 0 };
  const [, sign = '', whole = '', fraction = '', percent, remark] = match;
  const value = Number(`${sign}${whole.replaceAll(',', '')}.${fraction}`);
  const parsed = { kind: 'number' as const, value, text, percent: percent !== undefined, decimals: fraction.length };
  return remark === undefined ? parsed : { ...parsed, remark };
}

/**
 * The quotient as a percentage, rounded half up to the given decimals: `percentage(250, 577, 1)` is 43.3.
 * Computed in whole numbers, so that an exact half is never lost. Both figures may have up to four decimals; the divisor is positive.
 */
export function percentage(part: number, whole: number, decimals: number): number {
  const scale = 10n ** BigInt(decimals);
  const a = BigInt(Math.round(part * 10_000)) * 100n * scale;
  const b = BigInt(Math.round(whole * 10_000));
  const twice = 2n * a + b;
  const floor = twice >= 0n ? twice / (2n * b) : -((-twice + 2n * b - 1n) / (2n * b));
  return Number(floor) / 10 ** decimals;
}

const digitOf: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const powerOf: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/**
 * The value of a Chinese numeral without 万 and 亿: 二千三百四十九 is 2349, 十二 is 12, 二〇二三 is 2023.
 * The text holds only such characters.
 */
export function chineseNumber(text: string): number {
  if (!/[十百千]/u.test(text)) return Number(Array.from(text, (character) => digitOf[character] ?? 0).join(''));
  let total = 0;
  let digit = 0;
  for (const character of text) {
    const power = powerOf[character];
    if (power === undefined) digit = digitOf[character] ?? 0;
    else {
      total += (digit === 0 ? 1 : digit) * power;
      digit = 0;
    }
  }
  return total + digit;
}
