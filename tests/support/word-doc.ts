// Old Word files ([MS-DOC]) as small as they can be: paragraphs, tables with merged cells, hidden text, a password.
import { createRequire } from 'node:module';

const { CFB } = createRequire(import.meta.url)('@e965/xlsx') as {
  CFB: {
    utils: { cfb_new(): object; cfb_add(file: object, name: string, content: Uint8Array): void };
    write(file: object, options: { type: 'buffer' }): Buffer;
  };
};

/** A compound file of these streams. */
export function compoundOf(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const file = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(file, name, content);
  return CFB.write(file, { type: 'buffer' });
}

interface Paragraph {
  readonly text: string;
  readonly end: string;
  readonly rules: Buffer;
}
export interface DocCell {
  readonly text: string;
  /** Where it ends, in twentieths of a point from the left. */
  readonly to: number;
  /** It goes on with the cell above it, or with the one before it. */
  readonly merged?: 'down' | 'across';
}

const rule = (code: number, ...operand: readonly number[]): Buffer => Buffer.from([code & 0xff, code >> 8, ...operand]);
const inTable = rule(0x2416, 1);

export const text = (content: string): readonly Paragraph[] => [{ text: content, end: '\r', rules: Buffer.alloc(0) }];

/** A row of a table that begins at the left edge. */
export function row(...cells: readonly DocCell[]): readonly Paragraph[] {
  const edges = [0, ...cells.map(({ to }) => to)];
  const look = Buffer.alloc(cells.length * 20);
  cells.forEach(({ merged }, i) => {
    look.writeUInt16LE(merged === 'down' ? 1 << 5 : merged === 'across' ? 1 : 0, i * 20);
  });
  const places = Buffer.alloc(edges.length * 2);
  edges.forEach((edge, i) => {
    places.writeInt16LE(edge, i * 2);
  });
  const table = Buffer.concat([Buffer.from([cells.length]), places, look]);
  const define = Buffer.concat([rule(0xd608), Buffer.from([(table.length + 1) & 0xff, (table.length + 1) >> 8]), table]);
  return [
    ...cells.map((cell) => ({ text: cell.text, end: '\u0007', rules: inTable })),
    { text: '', end: '\u0007', rules: Buffer.concat([inTable, rule(0x2417, 1), define]) },
  ];
}

const page = 512;
const textAt = 0x600;

/** A page of properties with one run. */
function leaf(from: number, to: number, content: Buffer, kind: 'paragraph' | 'character'): Buffer {
  const bytes = Buffer.alloc(page);
  bytes.writeUInt32LE(from, 0);
  bytes.writeUInt32LE(to, 4);
  bytes[8] = 12;
  content.copy(bytes, 24);
  bytes[page - 1] = 1;
  if (kind === 'character' && content.length === 0) bytes[8] = 0;
  return bytes;
}

function paragraphLeaf(from: number, to: number, rules: Buffer): Buffer {
  const own = Buffer.concat([Buffer.from([0, 0]), rules, Buffer.alloc(rules.length % 2)]);
  return leaf(from, to, Buffer.concat([Buffer.from([0, own.length / 2]), own]), 'paragraph');
}

/** Places and pages as a bin table. */
function binTable(starts: readonly number[], end: number, first: number): Buffer {
  const plc = Buffer.alloc((starts.length + 1) * 4 + starts.length * 4);
  [...starts, end].forEach((place, i) => {
    plc.writeUInt32LE(place, i * 4);
  });
  starts.forEach((_, i) => {
    plc.writeUInt32LE(first + i, (starts.length + 1) * 4 + i * 4);
  });
  return plc;
}

export interface DocOptions {
  /** Text that is there, but hidden or deleted by a change that is tracked. */
  readonly hidden?: string;
  readonly deleted?: string;
  readonly locked?: boolean;
  /** Says that the text is longer than it is. */
  readonly endless?: boolean;
}

/** A Word file of these paragraphs. */
export function docOf(parts: readonly (readonly Paragraph[])[], options: DocOptions = {}): Uint8Array {
  const paragraphs = parts.flat();
  const all = paragraphs.map((paragraph) => paragraph.text + paragraph.end).join('');
  const body = Buffer.from(all, 'utf16le');
  const firstPage = Math.ceil((textAt + body.length) / page);
  let at = textAt;
  const starts: number[] = [];
  const leaves = paragraphs.map((paragraph) => {
    const to = at + (paragraph.text.length + 1) * 2;
    starts.push(at);
    const made = paragraphLeaf(at, to, paragraph.rules);
    at = to;
    return made;
  });
  const marks = [[options.hidden, 0x083c] as const, [options.deleted, 0x0800] as const].flatMap(([words, code]) => {
    const place = words === undefined ? -1 : all.indexOf(words);
    return words === undefined || place < 0
      ? []
      : [{ from: textAt + place * 2, to: textAt + (place + words.length) * 2, rules: rule(code, 1) }];
  });
  const characterLeaves = marks.map(({ from, to, rules }) =>
    leaf(from, to, Buffer.concat([Buffer.from([rules.length]), rules]), 'character'),
  );
  const word = Buffer.alloc((firstPage + leaves.length + characterLeaves.length) * page + 4096);
  body.copy(word, textAt);
  [...leaves, ...characterLeaves].forEach((made, i) => {
    made.copy(word, (firstPage + i) * page);
  });
  const length = options.endless ? 1 << 24 : all.length;
  const clx = Buffer.alloc(5 + 16);
  clx[0] = 2;
  clx.writeUInt32LE(16, 1);
  clx.writeUInt32LE(length, 9);
  clx.writeUInt32LE(textAt, 15);
  const tables = [
    clx,
    binTable(starts, at, firstPage),
    binTable(
      marks.map(({ from }) => from),
      at,
      firstPage + leaves.length,
    ),
  ] as const;
  word.writeUInt16LE(0xa5ec, 0);
  word.writeUInt16LE(0x00c1, 2);
  word.writeUInt16LE(0x0200 | (options.locked ? 0x0100 : 0), 10);
  word.writeUInt32LE(length, 76);
  let offset = 0;
  tables.forEach((table, i) => {
    const place = [0x1a2, 0x102, 0xfa][i] as number;
    word.writeUInt32LE(offset, place);
    word.writeUInt32LE(table.length, place + 4);
    offset += table.length;
  });
  return compoundOf({ '/WordDocument': word, '/1Table': Buffer.concat([...tables, Buffer.alloc(4096)]) });
}
