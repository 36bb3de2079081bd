/**
 * The scanner beside npm's engines and beside a loop that only reads the text: 10,000 and 100,000 patterns over 4 million characters of laws
 * (MB of UTF-16: two bytes a code unit). Patterns are stretches of 3 to 8 characters of other laws, nearly all with one character exchanged,
 * so that beginnings are as common as in real lists and hits are rare; none stands within another, since mint-filter does not tell both. All
 * engines must find equally many. `npm run bench scanner`.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AhoCorasick } from '@monyone/aho-corasick';
// @ts-expect-error fastscan comes without types
import FastScanner from 'fastscan';
import { Mint } from 'mint-filter';
import { foldMap } from '../src/text/fold.ts';
import { scan } from '../src/text/scanner.ts';
import { compileScanner } from '../src/text/scanner-compile.ts';
import { type Measured, measure, median } from './measured.ts';

const corpus = [join(import.meta.dirname, '../../shared'), '/work/shared']
  .map((folder) => join(folder, 'lm-corpus/laws.txt.xz'))
  .find(existsSync);
/** Code units of a piece, and how often each is read: the least of its times is what the machine can do while others use it too. */
const PIECE = 25_000;
const ROUNDS = 15;
const TEXT = 4_000_000;

/** Reproducible numbers (linear congruence, Numerical Recipes). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What stands within a pattern: 3 characters and more. */
function partsOf(pattern: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from + 3 <= pattern.length; from += 1)
    for (let to = from + 3; to <= pattern.length; to += 1) if (to - from < pattern.length) parts.push(pattern.slice(from, to));
  return parts;
}

function patternsOf(source: string, count: number): readonly string[] {
  const roll = dice(count);
  const patterns = new Set<string>();
  while (patterns.size < count) {
    const at = roll(source.length - 8);
    const cut = source.slice(at, at + 3 + roll(6));
    if (!/^\p{Script=Han}+$/u.test(cut)) continue;
    const turn = roll(cut.length);
    const other = source[roll(source.length)] ?? '';
    patterns.add(roll(50) === 0 || !/\p{Script=Han}/u.test(other) ? cut : cut.slice(0, turn) + other + cut.slice(turn + 1));
  }
  return [...patterns].filter((pattern) => !partsOf(pattern).some((part) => patterns.has(part)));
}

/** MB/s of UTF-16 text, by the least time of each piece. */
function best(text: string, work: (piece: string) => void): number {
  let least = 0;
  for (let from = 0; from < text.length; from += PIECE) {
    // A copy, flat: a slice is read through its parent.
    const piece = Buffer.from(text.slice(from, from + PIECE), 'utf16le').toString('utf16le');
    let time = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round += 1) {
      const begun = performance.now();
      work(piece);
      time = Math.min(time, performance.now() - begun);
    }
    least += time;
  }
  return (text.length * 2) / 1000 / least;
}

async function compare(text: string, source: string, count: number, must: number): Promise<readonly Measured[]> {
  const patterns = patternsOf(source, count);
  const begun = performance.now();
  const scanner = compileScanner(patterns, foldMap());
  const built = performance.now() - begun;
  const tables = [...Object.values(scanner), scanner.triples.bits, scanner.pairs.bits].filter(
    (one) => ArrayBuffer.isView(one) && one !== scanner.fold,
  );
  const [aho, fast, mint] = [new AhoCorasick([...patterns]), new FastScanner(patterns), new Mint([...patterns])];
  const counts = { ours: 0, aho: 0, fast: 0, mint: 0, bare: 0 };
  const few = text.slice(0, TEXT / 8);
  const found = (): void => {
    counts.ours += 1;
  };
  const ours = (given: string) => async (): Promise<void> => {
    counts.ours = 0;
    scan(scanner, given, found);
  };
  const mine = best(few, (piece) => scan(scanner, piece, found));
  const bare = best(few, (piece) => {
    let sum = 0;
    for (let at = 0; at < piece.length; at += 1) sum = (sum + piece.charCodeAt(at)) | 0;
    counts.bare = sum;
  });
  const peers = await measure(1, {
    aho: async () => {
      counts.aho = aho.matchInText(few).length;
    },
    fast: async () => {
      counts.fast = fast.search(few).length;
    },
    mint: async () => {
      counts.mint = mint.filter(few, { replace: false }).words.length;
    },
    ours: ours(few),
  });
  if (counts.ours === 0 || counts.aho !== counts.ours || counts.fast !== counts.ours || counts.mint !== counts.ours)
    throw new Error(`the engines disagree: ${JSON.stringify(counts)}`);
  const speed = (length: number, ms: readonly number[]): number => (length * 2) / 1e6 / (median(ms) / 1000);
  const beside = (name: string, value: number): Measured => ({
    name: `扫描 ${count} 词：${name}`,
    value,
    unit: 'MB/s',
    ratio: mine / value,
  });
  return [
    {
      name: `扫描 ${count} 词（相同 ${counts.ours} 处）`,
      value: mine,
      unit: 'MB/s',
      peer: '只读一遍',
      ratio: mine / bare,
      bound: `≥ ${must} MB/s`,
    },
    beside('@monyone/aho-corasick', speed(few.length, peers.aho)),
    beside('fastscan', speed(few.length, peers.fast)),
    beside('mint-filter', speed(few.length, peers.mint)),
    { name: `编译 ${count} 词`, value: built, unit: 'ms' },
    { name: `表 ${count} 词`, value: tables.reduce((sum, one) => sum + (one as Int32Array).byteLength, 0) / 1e6, unit: 'MB' },
  ];
}

export async function run(): Promise<readonly Measured[]> {
  const laws = execFileSync('xz', ['-dc', corpus ?? ''], { maxBuffer: 2 ** 28 }).toString();
  const text = laws.slice(0, TEXT);
  const source = laws.slice(TEXT, TEXT * 3);
  return [...(await compare(text, source, 10_000, 300)), ...(await compare(text, source, 100_000, 130))];
}
