import type { Piece } from '../domain/document.ts';
import { textWidth } from './page.ts';

/**
 * Blank lines before a piece (GB/T 9704-2012, 7.2.5, 7.3.1–7.3.7): two under the red line and under the mark, one between
 * title and text, one before 附件说明 and signature; an attachment's title stands on line 3, under its label on line 1.
 */
export function blankLinesBefore(piece: Piece, before: Piece | undefined): number {
  if (!before) return 0;
  switch (piece.kind) {
    case 'title':
      return before.kind === 'label' ? 1 : 2;
    case 'number':
      return piece.below === 'mark' ? 2 : 0;
    case 'attachment-list':
    case 'signature':
      return 1;
    case 'remark':
    case 'label':
      return 0;
    default:
      return before.kind === 'title' || before.kind === 'number' ? 1 : 0;
  }
}

/**
 * Where signature lines start, in characters from the right end of the type area (7.3.5.2, without seal): the issuer two
 * blanks from the right, the date two characters right of the issuer above it, but no nearer than two blanks to the right.
 * Gives one figure for each issuer, then one for the date.
 */
export function signatureStarts(issuers: readonly number[], date: number | undefined): readonly number[] {
  const blanks = 2;
  const starts = issuers.map((width) => width + blanks);
  if (date === undefined) return starts;
  const last = starts.at(-1);
  if (last === undefined) return [date + 4];
  if (last - 2 >= date + blanks) return [...starts, last - 2];
  return [...starts.slice(0, -1), date + blanks + 2, date + blanks];
}

/** Whether a paragraph is the text's last before the signature: some of it must stand on the signature's page (7.3.5). */
export function closesText(pieces: readonly Piece[], at: number): boolean {
  return linesToSignature(pieces, at) > 0;
}

/** How many lines the attachment list and the signature after a paragraph take, blank ones included; 0 where other text follows. */
export function linesToSignature(pieces: readonly Piece[], at: number): number {
  const next = pieces[at + 1];
  const list = next?.kind === 'attachment-list' ? next.names : [];
  const signature = list.length > 0 ? pieces[at + 2] : next;
  if (signature?.kind !== 'signature') return 0;
  // A name has 22 characters in a line beside 附件：1.
  const listLines = list.reduce((lines, name) => lines + Math.ceil(textWidth(name) / 22), list.length > 0 ? 1 : 0);
  return listLines + 1 + signature.issuers.length + (signature.date === undefined ? 0 : 1);
}
