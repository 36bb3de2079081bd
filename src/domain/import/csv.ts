/** A table as csv that spreadsheets open as it is meant (RFC 4180, with the mark that says UTF-8). */

/** A spreadsheet takes what begins so for a formula; with the mark before it, it is text. */
const formula = /^'*[=+\-@＝＋－＠\t\r]/;
const guarded = /^'+[=+\-@＝＋－＠\t\r]/;

/** A text that no spreadsheet runs. */
export const textCell = (text: string): string => (formula.test(text) ? `'${text}` : text);

/** What `textCell` was given. */
export const cellMeant = (text: string): string => (guarded.test(text) ? text.slice(1) : text);

const quoted = (text: string): string => `"${textCell(text).replaceAll('"', '""')}"`;

export const csvText = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
