/** The text of an old Word file ([MS-DOC], Word 97 and later) with what its paragraphs say of themselves. */
import { openCompound } from './compound.ts';
import { type DocProperties, hiddenStretches, type PropertyRuns, paragraphProperties, type Stretch } from './doc-properties.ts';
import { DamagedError, LockedError } from './unreadable.ts';

export interface DocParagraph {
  /** Without its mark, without field codes and without what a tracked change has deleted. */
  readonly text: string;
  /** The character that ends it: a paragraph, a cell or row of a table, a page or section. */
  readonly end: 'paragraph' | 'cell' | 'page';
  readonly properties: DocProperties;
}

/** One stretch of the text: where its characters lie in the file, and whether each takes one byte or two. */
interface Piece {
  readonly length: number;
  readonly at: number;
  readonly bytes: 1 | 2;
}

// FibRgFcLcb97 ([MS-DOC] 2.5.6) and FibRgLw97 (2.5.4): where the offsets stand in the file's head
const fib = { flags: 10, ccpText: 76, chpx: 0xfa, papx: 0x102, clx: 0x1a2 } as const;
const locked = 0x0100;
const secondTable = 0x0200;

/**
 * The paragraphs of the main text, without heads, feet, notes and boxes. Throws LockedError where it has a password and DamagedError where
 * it is none or cut off.
 */
export function paragraphsOfDoc(bytes: Uint8Array): readonly DocParagraph[] {
  const file = openCompound(bytes);
  const word = file?.stream(['worddocument']);
  if (!file || !word || word.length < 0x1aa || word.readUInt16LE(0) !== 0xa5ec) throw new DamagedError('no Word stream');
  const flags = word.readUInt16LE(fib.flags);
  if (flags & locked) throw new LockedError('the document has a password');
  // nFib of Word 97
  if (word.readUInt16LE(2) < 0x00c1) throw new DamagedError('a Word file from before 1997');
  const table = file.stream([flags & secondTable ? '1table' : '0table']);
  if (!table) throw new DamagedError('no table stream');
  const data = file.stream(['data']) ?? Buffer.alloc(0);
  const part = (at: number): Buffer => {
    const [from, length] = [word.readUInt32LE(at), word.readUInt32LE(at + 4)];
    if (from + length > table.length) throw new DamagedError('the table stream is cut off');
    return table.subarray(from, from + length);
  };
  const pieces = piecesOf(part(fib.clx), word);
  // Pieces that lie over each other would make a small file long without end.
  if (pieces.reduce((sum, piece) => sum + piece.length, 0) > word.length) throw new DamagedError('the pieces are longer than the file');
  const paragraphs = paragraphProperties(word, part(fib.papx), data);
  return splitText(word, pieces, word.readUInt32LE(fib.ccpText), paragraphs, hiddenStretches(word, part(fib.chpx)));
}

/** The piece table (2.9.38 Clx, 2.8.35 PlcPcd). */
function piecesOf(clx: Buffer, word: Buffer): readonly Piece[] {
  let at = 0;
  while (clx[at] === 1 && at + 3 <= clx.length) at += 3 + clx.readUInt16LE(at + 1);
  if (clx[at] !== 2 || at + 5 > clx.length) throw new DamagedError('no piece table');
  const length = clx.readUInt32LE(at + 1);
  const plc = clx.subarray(at + 5, at + 5 + length);
  if (plc.length < length) throw new DamagedError('the piece table is cut off');
  const count = Math.floor((length - 4) / 12);
  return Array.from({ length: Math.max(0, count) }, (_, i): Piece => {
    const characters = plc.readUInt32LE(i * 4 + 4) - plc.readUInt32LE(i * 4);
    const fc = plc.readUInt32LE((count + 1) * 4 + i * 8 + 2);
    const half = (fc & 0x40000000) !== 0;
    const piece: Piece = { length: characters, at: half ? (fc & 0x3fffffff) >>> 1 : fc & 0x3fffffff, bytes: half ? 1 : 2 };
    if (characters < 0 || piece.at + characters * piece.bytes > word.length) throw new DamagedError('a piece lies outside the file');
    return piece;
  });
}

const ends: ReadonlyMap<string, DocParagraph['end']> = new Map([
  ['\r', 'paragraph'],
  ['\u0007', 'cell'],
  ['\u000c', 'page'],
]);

/** The narrow characters are those of Windows-1252 (2.9.73 FcCompressed). */
const narrow = new TextDecoder('windows-1252');
const wide = new TextDecoder('utf-16le');

/** Splits the text at its marks; what is hidden or deleted, and the codes of fields, are left out. */
function splitText(
  word: Buffer,
  pieces: readonly Piece[],
  length: number,
  properties: PropertyRuns,
  hidden: readonly Stretch[],
): DocParagraph[] {
  const paragraphs: DocParagraph[] = [];
  const shown = fieldFilter();
  let [text, left] = ['', length];
  for (const { length: own, at, bytes } of pieces) {
    const count = Math.min(own, left);
    left -= count;
    const characters = (bytes === 1 ? narrow : wide).decode(word.subarray(at, at + count * bytes));
    let from = 0;
    for (let i = 0; i <= characters.length; i += 1) {
      const end = ends.get(characters[i] ?? '');
      if (end === undefined && i < characters.length) continue;
      text += shown(seen(characters.slice(from, i), at + from * bytes, bytes, hidden));
      from = i + 1;
      if (end === undefined) continue;
      paragraphs.push({ text, end, properties: properties(at + i * bytes) });
      text = '';
    }
  }
  return text === '' ? paragraphs : [...paragraphs, { text, end: 'paragraph', properties: {} }];
}

function seen(text: string, at: number, bytes: number, hidden: readonly Stretch[]): string {
  const over = hidden.filter(({ from, to }) => from < at + text.length * bytes && to > at);
  if (over.length === 0) return text;
  return Array.from(text, (_, i) => at + i * bytes)
    .map((place, i) => (over.some(({ from, to }) => from <= place && place < to) ? '' : text.charAt(i)))
    .join('');
}

/** Lets through what a field shows, not what it is told to do (2.8.25 Plcfld): codes stand between 0x13 and 0x14, results up to 0x15. */
function fieldFilter(): (text: string) => string {
  let open: ('code' | 'result')[] = [];
  return (text) => {
    if (open.length === 0 && !text.includes('\u0013')) return text;
    let out = '';
    for (const character of text) {
      if (character === '\u0013') open.push('code');
      else if (character === '\u0014') open = [...open.slice(0, -1), 'result'];
      else if (character === '\u0015') open.pop();
      else if (!open.includes('code')) out += character;
    }
    return out;
  };
}
