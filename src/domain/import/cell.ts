/** Cells of a table as a file reader yields them, and the small things done to every one of them. */

/** Dates of a spreadsheet come as local text (`2023-01-05`, `2023-01-05T09:30:00`); a formula comes as its value. */
export type Cell = string | number | boolean | null;

export interface SheetRow {
  /** As the spreadsheet counts: the first row is 1. */
  readonly row: number;
  readonly cells: readonly Cell[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters a database or a document cannot hold
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff]/;

/** True where a text holds characters that no clerk typed: a damaged or wrongly decoded cell. */
export const isDamaged = (text: string): boolean => unprintable.test(text);

/** A cell as text without surrounding space; undefined where nothing stands in it. */
export function cellText(cell: Cell | undefined): string | undefined {
  if (cell === null || cell === undefined) return undefined;
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  const text = typeof cell === 'number' ? String(cell) : cell.trim();
  return text === '' ? undefined : text;
}

/** Full-width letters, digits and signs (２０２３－０１) as half-width ones; all else stays. */
export function halfWidth(text: string): string {
  if (!/[\u3000\uff01-\uff5e]/.test(text)) return text;
  return text.replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll('\u3000', ' ');
}

/** What two spellings of one name have in common: width, case and spaces do not count (昆  区 = 昆区). */
export const nameKey = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
