/** `baocaitong similar FILE.jsonl [--threshold 0.8]`: which texts of a file are alike. No database, no server. */
import { foldedLength } from '../text/similar/fold.ts';
import { likenessOf, type ShingleSize, shinglesOf, shortReach, sizeFor } from '../text/similar/shingles.ts';
import { createTextIndex } from '../text/similar/text-index.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { type JsonLine, type JsonLines, openJsonLines } from './json-lines.ts';
import { type ProgressBar, progressBar } from './progress-bar.ts';

const usage =
  '用法：baocaitong similar 文件.jsonl [--threshold 0.8] [--json]\n' +
  '  文件每行一个 JSON：{"id": 编号, "text": 正文}；--threshold 是相似度的下限，0.1 到 1。';

type Id = string | number;
interface Item {
  readonly id: Id;
  readonly text: string;
}
interface Pair {
  readonly a: Id;
  readonly b: Id;
  readonly similarity: number;
}

/** Characters of texts that are kept beside their shingles while pairs are compared. */
const KEPT = 4_000_000;
/** Output is written in pieces of about so many characters. */
const PIECE = 65_536;

function itemOf({ number, value }: Pick<JsonLine, 'number' | 'value'>): Item {
  const { id, text } = (typeof value === 'object' && value !== null ? value : {}) as { readonly id?: unknown; readonly text?: unknown };
  if (typeof id !== 'string' && typeof id !== 'number') throw new UsageError(`第 ${number} 行没有编号：要有 "id"，是字符串或数字。`);
  if (typeof text !== 'string') throw new UsageError(`第 ${number} 行没有正文：要有 "text"，是字符串。`);
  return { id, text };
}

function thresholdOf(given: string | undefined): number {
  const threshold = given === undefined ? 0.8 : Number(given);
  if (given?.trim() === '' || !(threshold >= 0.1 && threshold <= 1))
    throw new UsageError(`--threshold 应是 0.1 到 1 之间的数，不能是“${given}”。`);
  return threshold;
}

/** Where each item stands in the file; its number in the index is its place here. */
interface Places {
  readonly at: (item: number) => Pick<JsonLine, 'number' | 'offset' | 'length'>;
  readonly add: (line: JsonLine) => void;
  readonly count: () => number;
}

function places(): Places {
  let held = new Float64Array(3 * 1024);
  let count = 0;
  return {
    at: (item) => ({ number: held[3 * item]!, offset: held[3 * item + 1]!, length: held[3 * item + 2]! }),
    add: ({ number, offset, length }) => {
      if (3 * count === held.length) {
        const wider = new Float64Array(held.length * 2);
        wider.set(held);
        held = wider;
      }
      held.set([number, offset, length], 3 * count);
      count += 1;
    },
    count: () => count,
  };
}

/** An item as it is compared. */
interface Compared extends Item {
  readonly length: number;
  readonly shingles: (size: ShingleSize) => Int32Array;
}

function comparedOf({ id, text }: Item): Compared {
  const made: Partial<Record<ShingleSize, Int32Array>> = {};
  return {
    id,
    text,
    length: foldedLength(text, shortReach),
    shingles: (size) => {
      made[size] ??= shinglesOf(text, size);
      return made[size];
    },
  };
}

/** Items by their number, read from the file when they are asked for; those asked for last are kept. */
function reader(file: JsonLines, where: Places): (item: number) => Promise<Compared> {
  const kept = new Map<number, Compared>();
  let characters = 0;
  return async (item) => {
    const known = kept.get(item);
    if (known) {
      kept.delete(item);
      kept.set(item, known);
      return known;
    }
    const line = where.at(item);
    const read = comparedOf(itemOf({ number: line.number, value: await file.again(line) }));
    kept.set(item, read);
    characters += read.text.length;
    for (const [old, { text }] of kept) {
      if (characters <= KEPT || old === item) break;
      kept.delete(old);
      characters -= text.length;
    }
    return read;
  };
}

/** All pairs of at least the threshold, the earlier line first, in the order of the later lines. The whole file is read once before. */
async function* pairsOf(file: JsonLines, threshold: number, show: ProgressBar['show']): AsyncGenerator<Pair> {
  const index = createTextIndex(threshold);
  const where = places();
  for await (const line of file.lines()) {
    index.add(where.count(), itemOf(line).text);
    where.add(line);
    if (where.count() % 256 === 0) show(where.count(), (where.count() * file.size) / (line.offset + line.length));
  }
  const read = reader(file, where);
  for (let item = 0; item < where.count(); item += 1) {
    const before = index.candidatesOf(item).filter(({ id }) => id < item);
    for (const { id } of before.sort((a, b) => a.id - b.id)) {
      const [one, other] = [await read(id), await read(item)];
      const size = sizeFor(one.length, other.length);
      const { similarity } = likenessOf(one.shingles(size), other.shingles(size));
      if (similarity >= threshold) yield { a: one.id, b: other.id, similarity: Math.round(similarity * 10_000) / 10_000 };
    }
    if (item % 256 === 0) show(item, where.count());
  }
}

/** Writes pairs as they are found; gives how many. Nothing is written before the whole file was read and found good. */
async function writePairs(pairs: AsyncIterable<Pair>, json: boolean, write: (text: string) => void): Promise<number> {
  let count = 0;
  let out = '';
  for await (const pair of pairs) {
    out += json ? `${count === 0 ? '[' : ',\n'}${JSON.stringify(pair)}` : `${pair.a}\t${pair.b}\t${(pair.similarity * 100).toFixed(1)}%\n`;
    count += 1;
    if (out.length < PIECE) continue;
    write(out);
    out = '';
  }
  if (json) out += count === 0 ? '[]\n' : ']\n';
  else if (count === 0) out = '没有相似的正文。\n';
  write(out);
  return count;
}

/**
 * `baocaitong similar FILE.jsonl`: pairs of texts whose similarity (Jaccard index of runs of four characters) is at least the threshold.
 * Reads the file in pieces and keeps some 270 bytes for each line. Exit 0: compared, whatever was found; 2: bad usage or input.
 */
export async function similarCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { options, rest } = parseOptions(argv, { threshold: 'text', json: 'flag' });
  const [path, more] = rest;
  if (path === undefined || more !== undefined) throw new UsageError(usage);
  const threshold = thresholdOf(options.threshold);
  const file = await openJsonLines(path);
  const bar = progressBar(io.stderr, process.stderr.isTTY === true);
  try {
    await writePairs(pairsOf(file, threshold, bar.show), options.json === true, io.stdout);
    return 0;
  } finally {
    bar.end();
    await file.close();
  }
}
