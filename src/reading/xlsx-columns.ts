/** The number of a column from 0 by its letters: A, B … Z, AA; undefined where there are none, or more than a sheet has. */
export function columnAt(letters: string | undefined): number | undefined {
  if (letters === undefined || letters.length > 3) return undefined;
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
