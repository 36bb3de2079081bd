/**
 * Near-duplicates at 1,000,000 items of about 540 characters, beside npm minhash and a bare loop over the same characters: what is taken in,
 * what a question costs, what is found of what brute force finds, and the bytes. `npm run bench similar`; BENCH_ITEMS for fewer.
 *
 * Taking in is measured in processor time. A question of some microseconds cannot be: it is asked in several passes over all questions, so that
 * each finds the memory cold, and its least time counts; what one pass gave stands beside it, with the load of the machine.
 */
import { loadavg } from 'node:os';
import { LshIndex, Minhash } from 'minhash';
import { wordTable } from '../src/text/similar/fold.ts';
import { compareTexts, likenessOf, shinglesOf } from '../src/text/similar/shingles.ts';
import { createSketchIndex } from '../src/text/similar/sketch-index.ts';
import { commonSpans } from '../src/text/similar/spans.ts';
import { loadIndex, storeIndex } from '../src/text/similar/stored.ts';
import { createTextIndex, type TextIndex } from '../src/text/similar/text-index.ts';
import { type Measured, percentile } from './measured.ts';
import { dice, nearText, officialText } from './official-texts.ts';

const ITEMS = Number(process.env['BENCH_ITEMS'] ?? 1_000_000);
const BATCH = 5000;
/** Every how many batches the bare loop is measured. */
const EVERY = 5;
const QUERIES = 3000;
const PASSES = 5;
/** Questions that tell how much is found: so many that three digits behind the point mean something. */
const SOUGHT = 20_000;
/** Items that are nearly one text: a band that all of them share. */
const ALIKE = 20_000;
/** How many of a band a question about them looks at. */
const REACH = 64;
const PEER_ITEMS = 400;
/** Items of the sample that brute force compares with every question. */
const SAMPLE = 3000;
const BRUTE = 1500;

/** One item in twenty is another one's text with changes. */
const textOf = (id: number): string =>
  inOnePiece(id % 20 === 19 ? nearText(officialText(id - 1 - (id % 7)), 0.8 + (id % 5) / 25, dice(id)) : officialText(id));

/** As a text comes from the database or a file: what was joined from pieces is a tree of them, and slower to read. */
const inOnePiece = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');

/** The least that reading every character and looking it up costs. */
function bareLoop(texts: readonly string[]): number {
  const words = wordTable();
  let sum = 0;
  for (const text of texts) for (let at = 0; at < text.length; at += 1) sum = (sum + words[text.charCodeAt(at)]!) | 0;
  return sum;
}

/** Processor time of this thread in ms: what else runs on the machine is not counted. */
function cpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

interface Ingest {
  readonly ours: number;
  readonly bare: number;
  readonly characters: number;
}

function ingest(index: TextIndex): Ingest {
  let [ours, bare, characters, sum] = [0, 0, 0, 0];
  for (let from = 0; from < ITEMS; from += BATCH) {
    const texts = Array.from({ length: Math.min(BATCH, ITEMS - from) }, (_, at) => textOf(from + at));
    for (const text of texts) characters += text.length;
    const start = cpu();
    texts.forEach((text, at) => {
      index.add(from + at, text);
    });
    ours += cpu() - start;
    if (from % (BATCH * EVERY) !== 0) continue;
    const again = cpu();
    sum += bareLoop(texts);
    bare += (cpu() - again) * EVERY;
  }
  return { ours, bare: sum === 0.5 ? 0 : bare, characters };
}

function peer(): number {
  const index = new LshIndex({ bandSize: 4 });
  const texts = Array.from({ length: PEER_ITEMS }, (_, id) => textOf(id));
  const start = cpu();
  for (const [id, text] of texts.entries()) {
    const hash = new Minhash({ numPerm: 64 });
    for (let at = 0; at + 4 <= text.length; at += 1) hash.update(text.slice(at, at + 4));
    index.insert(String(id), hash);
  }
  return (PEER_ITEMS / (cpu() - start)) * 1000;
}

/** A question: a text of known likeness to one item. */
function questionOf(query: number): { readonly id: number; readonly held: string; readonly text: string } {
  const roll = dice(query + 77);
  const id = roll(ITEMS);
  const held = textOf(id);
  return { id, held, text: inOnePiece(nearText(held, 0.86 + roll(14) / 100, roll)) };
}

interface Asked {
  /** Least times of each question, and those of one pass; ms. */
  readonly candidates: readonly number[];
  readonly onePass: readonly number[];
  readonly verified: readonly number[];
}

function ask(index: TextIndex): Asked {
  const questions = Array.from({ length: QUERIES }, (_, query) => questionOf(query).text);
  const verified: number[] = [];
  const passes = Array.from({ length: PASSES + 1 }, () =>
    questions.map((text) => {
      const start = performance.now();
      index.candidates(text);
      return performance.now() - start;
    }),
  ).slice(1);
  for (const text of questions) {
    const texts = new Map(index.candidates(text).map(({ id }) => [id, textOf(id)]));
    const start = performance.now();
    index.candidates(text).filter((one) => compareTexts(text, texts.get(one.id) as string).similarity >= 0.8);
    verified.push(performance.now() - start);
  }
  const candidates = questions.map((_, at) => Math.min(...passes.map((times) => times[at] ?? Number.NaN)));
  return { candidates, onePass: passes.at(-1) ?? [], verified };
}

/** Of the items that are asked for with a text of likeness 0.8 and more, how many are found. */
function seek(index: TextIndex): { readonly alike: number; readonly found: number } {
  let [alike, found] = [0, 0];
  for (let query = 0; query < SOUGHT; query += 1) {
    const { id, held, text } = questionOf(query);
    if (compareTexts(text, held).similarity < 0.8) continue;
    alike += 1;
    if (index.candidates(text).some((one) => one.id === id)) found += 1;
  }
  return { alike, found };
}

/** A question about a text that thousands have sent: all of them, and as many of each band as are looked at. µs. */
function crowded(): { readonly all: number; readonly some: number; readonly given: number } {
  const index = createTextIndex(0.8);
  const base = officialText(1);
  for (let id = 0; id < ALIKE; id += 1) index.add(id, nearText(base, 0.97, dice(id)));
  const [all, some, given]: [number[], number[], number[]] = [[], [], []];
  for (let query = 0; query < 200; query += 1) {
    const text = inOnePiece(nearText(base, 0.97, dice(ALIKE + query)));
    const start = performance.now();
    index.candidates(text);
    const between = performance.now();
    given.push(index.candidates(text, REACH).length);
    some.push((performance.now() - between) * 1000);
    all.push((between - start) * 1000);
  }
  return { all: percentile(all, 0.5), some: percentile(some, 0.5), given: percentile(given, 0.5) };
}

/** The same on a sample, where brute force says what there is to find: pairs of 0.8 and more that both find, and that only one does. */
function againstBruteForce(): { readonly there: number; readonly found: number; readonly wrong: number } {
  const index = createTextIndex(0.8);
  const texts = Array.from({ length: SAMPLE }, (_, id) => textOf(id));
  const shingles = texts.map((text) => shinglesOf(text, 4));
  texts.forEach((text, id) => {
    index.add(id, text);
  });
  let [there, found, wrong] = [0, 0, 0];
  for (let query = 0; query < BRUTE; query += 1) {
    const text = nearText(texts[(query * 7) % SAMPLE] as string, 0.88 + (query % 12) / 100, dice(query));
    const asked = shinglesOf(text, 4);
    const all = new Set(shingles.flatMap((one, id) => (likenessOf(asked, one).similarity >= 0.8 ? [id] : [])));
    const kept = index.candidates(text).filter(({ id }) => compareTexts(text, texts[id] as string).similarity >= 0.8);
    there += all.size;
    found += kept.filter(({ id }) => all.has(id)).length;
    wrong += kept.filter(({ id }) => !all.has(id)).length;
  }
  return { there, found, wrong };
}

function storing(): { readonly load: number; readonly spans: number } {
  const index = createSketchIndex(4);
  const sketch = new Uint16Array(64);
  for (let id = 0; id < 100_000; id += 1) {
    for (let at = 0; at < 64; at += 1) sketch[at] = Math.imul(id * 64 + at, 0x9e37_79b1) >>> 16;
    index.add(id, sketch);
  }
  const buffer = storeIndex(index);
  const start = performance.now();
  loadIndex(buffer);
  const load = performance.now() - start;
  const text = Array.from({ length: 10 }, (_, id) => officialText(id)).join('\n');
  const other = nearText(text, 0.9, dice(1));
  const times = Array.from({ length: 30 }, () => {
    const begun = performance.now();
    commonSpans(text, other);
    return performance.now() - begun;
  });
  return { load, spans: percentile(times, 0.5) };
}

export async function run(): Promise<readonly Measured[]> {
  const index = createTextIndex(0.8);
  const { ours, bare, characters } = ingest(index);
  const rate = (ITEMS / ours) * 1000;
  const peerRate = peer();
  const { candidates, onePass, verified } = ask(index);
  const { alike, found } = seek(index);
  const hot = crowded();
  const brute = againstBruteForce();
  const { load, spans } = storing();
  const million = `${ITEMS / 10_000} 万件、平均 ${Math.round(characters / ITEMS)} 字`;
  return [
    {
      name: `相似：收入（${million}，处理器时间）`,
      value: rate,
      unit: '件/秒',
      peer: `minhash ${peerRate.toFixed(0)} 件/秒`,
      ratio: rate / peerRate,
      bound: '≥ 120000',
    },
    { name: '相似：收入与空读一遍之比', value: ours / bare, unit: '倍', peer: `空读 ${((ITEMS / bare) * 1000).toFixed(0)} 件/秒` },
    { name: '相似：候选 p50', value: percentile(candidates, 0.5) * 1000, unit: 'µs' },
    {
      name: `相似：候选 p99（每问取 ${PASSES} 遍中最短，负载 ${loadavg()[0]?.toFixed(1)}）`,
      value: percentile(candidates, 0.99) * 1000,
      unit: 'µs',
      peer: `只问一遍 ${(percentile(onePass, 0.99) * 1000).toFixed(0)} µs`,
      bound: '≤ 100 µs',
    },
    {
      name: `相似：${ALIKE / 10_000} 万件近乎同文时的候选 p50（每带最多看 ${REACH} 件，给出 ${hot.given} 件）`,
      value: hot.some,
      unit: 'µs',
      peer: `全部看完 ${hot.all.toFixed(0)} µs`,
      ratio: hot.all / hot.some,
    },
    { name: '相似：按原文核实 p99', value: percentile(verified, 0.99), unit: 'ms', bound: '≤ 10 ms' },
    { name: `相似：找全率（相似度 ≥ 0.8 的 ${alike} 件，找到 ${found} 件）`, value: found / alike, unit: '', bound: '≥ 0.999' },
    {
      name: `相似：与逐对比较相符（${brute.there} 对，找到 ${brute.found} 对，误报 ${brute.wrong}）`,
      value: brute.found / brute.there,
      unit: '',
      bound: '≥ 0.999，误报 0',
    },
    { name: '相似：每件字节', value: index.bytes() / index.size(), unit: 'B', bound: '≤ 280 B' },
    { name: '相似：载入 10 万件的索引', value: load, unit: 'ms' },
    { name: '相似：两篇 5400 字的相同段落', value: spans, unit: 'ms' },
  ];
}
