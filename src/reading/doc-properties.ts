/** What paragraphs and characters of an old Word file say of themselves ([MS-DOC] 2.4.6, 2.6): only what tables and hidden text need. */

export interface DocProperties {
  readonly inTable?: boolean;
  /** It ends a row and says where the cells of that row stand. */
  readonly row?: DocRow;
  /** In a table inside a cell. */
  readonly nested?: boolean;
}

export interface DocRow {
  /** Left edge of each cell and the right one of the last, in twentieths of a point. */
  readonly edges: readonly number[];
  readonly cells: readonly DocCell[];
}

export interface DocCell {
  /** It goes on with the cell before it, or with that above it. */
  readonly across: boolean;
  readonly down: boolean;
}

/** Places in the Word stream. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The properties that hold at a place of the Word stream. */
export type PropertyRuns = (place: number) => DocProperties;

interface Run extends Stretch {
  readonly rules: Buffer;
}

const page = 512;

/** The runs of the pages that a bin table names (2.8.5 PlcBteChpx, 2.8.6 PlcBtePapx), in order. `rulesAt` finds a run's rules. */
function runsOf(word: Buffer, plc: Buffer, rulesAt: (leaf: Buffer, run: number, count: number) => Buffer): readonly Run[] {
  const count = Math.max(0, Math.floor((plc.length - 4) / 8));
  const seen = new Set<number>();
  const runs: Run[] = [];
  for (let i = 0; i < count; i += 1) {
    const number = plc.readUInt32LE((count + 1) * 4 + i * 4) & 0x3fffff;
    const leaf = word.subarray(number * page, (number + 1) * page);
    // A page stands once in a sound file.
    if (leaf.length < page || seen.has(number)) continue;
    seen.add(number);
    const own = Math.min(leaf[page - 1] ?? 0, 101);
    for (let run = 0; run < own; run += 1) {
      runs.push({ from: leaf.readUInt32LE(run * 4), to: leaf.readUInt32LE(run * 4 + 4), rules: rulesAt(leaf, run, own) });
    }
  }
  return runs.toSorted((a, b) => a.from - b.from);
}

const none = Buffer.alloc(0);

/** PapxInFkp (2.9.181): its length in words, and the style before the rules. */
function paragraphRules(leaf: Buffer, run: number, count: number): Buffer {
  const at = (leaf[(count + 1) * 4 + run * 13] ?? 0) * 2;
  const short = leaf[at] ?? 0;
  const from = short === 0 ? at + 2 : at + 1;
  const length = short === 0 ? (leaf[at + 1] ?? 0) * 2 : short * 2 - 1;
  return at === 0 ? none : leaf.subarray(from + 2, from + length);
}

/** Chpx (2.9.32): its length, then the rules. */
function characterRules(leaf: Buffer, run: number, count: number): Buffer {
  const at = (leaf[(count + 1) * 4 + run] ?? 0) * 2;
  return at === 0 ? none : leaf.subarray(at + 1, at + 1 + (leaf[at] ?? 0));
}

/** Bytes of an operand by the three highest bits of its code (2.6.1 Sprm); 0: it says so itself. */
const operandBytes = [1, 1, 2, 4, 2, 2, 0, 3] as const;
const code = {
  ...{ inTable: 0x2416, rowEnd: 0x2417, depth: 0x6649, innerCell: 0x244b, innerRow: 0x244c },
  ...{ defineTable: 0xd608, changeTabs: 0xc615, mergeDown: 0xd62b, mergeAcross: 0x5624 },
  ...{ hugeOld: 0x6645, huge: 0x6646, tableProperties: 0x646b },
  ...{ deleted: 0x0800, hidden: 0x083c },
} as const;

function* rulesIn(rules: Buffer): Generator<readonly [code: number, operand: Buffer]> {
  for (let at = 0; at + 2 <= rules.length; ) {
    const own = rules.readUInt16LE(at);
    at += 2;
    const fixed = operandBytes[(own >> 13) as 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7];
    if (fixed === 0 && at >= rules.length) return;
    // sprmTDefTable has two bytes of length, one more than it is; sprmPChgTabs says 255 where it is longer than it can say.
    if (own === code.changeTabs && rules[at] === 0xff) return;
    const long = own === code.defineTable;
    const head = fixed > 0 ? 0 : long ? 2 : 1;
    if (at + head > rules.length) return;
    const length = fixed > 0 ? fixed : long ? Math.max(0, rules.readUInt16LE(at) - 1) : (rules[at] ?? 0);
    yield [own, rules.subarray(at + head, at + head + length)];
    at += head + length;
  }
}

/** Paragraph properties by place. Rules too long for their page lie in the data stream. */
export function paragraphProperties(word: Buffer, plc: Buffer, data: Buffer): PropertyRuns {
  const runs = runsOf(word, plc, paragraphRules);
  const known = new Map<Run, DocProperties>();
  return (place) => {
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((runs[middle]?.from ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    const run = runs[low - 1];
    if (!run || place >= run.to) return {};
    const found = known.get(run) ?? propertiesOf(run.rules, data);
    known.set(run, found);
    return found;
  };
}

interface Gathered {
  inTable?: boolean;
  rowEnd?: boolean;
  depth?: number;
  innerRow?: boolean;
  edges?: number[];
  cells?: { across: boolean; down: boolean }[];
}

function gather(rules: Buffer, data: Buffer, into: Gathered, outer: boolean): void {
  for (const [own, operand] of rulesIn(rules)) {
    const first = operand[0] ?? 0;
    if (own === code.inTable) into.inTable = first === 1;
    else if (own === code.rowEnd) into.rowEnd = first === 1;
    else if (own === code.innerRow) into.innerRow = first === 1;
    else if (own === code.depth && operand.length === 4) into.depth = operand.readInt32LE(0);
    else if (own === code.defineTable) defineRow(operand, into);
    else if (own === code.mergeDown) {
      const cell = into.cells?.[first];
      if (cell) cell.down = operand[1] === 1;
    } else if (own === code.mergeAcross) {
      for (const cell of into.cells?.slice(first + 1, operand[1] ?? 0) ?? []) cell.across = true;
    } else if (outer && (own === code.huge || own === code.hugeOld || own === code.tableProperties) && operand.length === 4) {
      const at = operand.readUInt32LE(0);
      if (at + 2 <= data.length) gather(data.subarray(at + 2, at + 2 + data.readUInt16LE(at)), data, into, false);
    }
  }
}

/** TDefTableOperand (2.9.318): edges of the cells, then 20 bytes for each (2.9.312 TC80; its first bits merge it). */
function defineRow(operand: Buffer, into: Gathered): void {
  const count = operand[0] ?? 0;
  const from = 1 + (count + 1) * 2;
  if (count === 0 || count > 63 || operand.length < from) return;
  into.edges = Array.from({ length: count + 1 }, (_, i) => operand.readInt16LE(1 + i * 2));
  into.cells = Array.from({ length: count }, (_, i) => {
    const at = from + i * 20;
    const flags = at + 2 <= operand.length ? operand.readUInt16LE(at) : 0;
    return { across: (flags & 3) === 1, down: ((flags >> 5) & 3) === 1 };
  });
}

function propertiesOf(rules: Buffer, data: Buffer): DocProperties {
  const found: Gathered = {};
  gather(rules, data, found, true);
  const nested = (found.depth ?? 0) > 1 || found.innerRow === true;
  const { edges, cells } = found;
  return {
    ...(found.inTable || (found.depth ?? 0) > 0 ? { inTable: true } : {}),
    ...(nested ? { nested } : {}),
    ...(found.rowEnd && edges && cells ? { row: { edges, cells } } : {}),
  };
}

/** Where text is hidden, or deleted by a change that is tracked. */
export function hiddenStretches(word: Buffer, plc: Buffer): readonly Stretch[] {
  return runsOf(word, plc, characterRules).filter(({ rules }) => {
    for (const [own, operand] of rulesIn(rules)) if ((own === code.deleted || own === code.hidden) && operand[0] === 1) return true;
    return false;
  });
}
