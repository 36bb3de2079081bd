// Proofreading while somebody writes: a text of 5,000 characters as the worker looks at it, first whole, then with one line changed.
import { readdirSync, readFileSync } from 'node:fs';
import { readConfusions } from '../src/text/confusions.ts';
import { readDictionary } from '../src/text/dictionary.ts';
import { foldMap } from '../src/text/fold.ts';
import { readGate } from '../src/text/gate.ts';
import type { WordList } from '../src/text/lists.ts';
import { readModel } from '../src/text/model-file.ts';
import type { ProtectedList } from '../src/text/protected-lists.ts';
import { nothingSettled, type ShippedText } from '../src/text/site-layers.ts';
import { modelNames } from '../src/text/typos.ts';
import { readWords } from '../src/text/words.ts';
import { looksOf } from '../src/web/proofreading/looks.ts';
import { openReader } from '../src/web/proofreading/reader.ts';
import type { Measured } from './measured.ts';

const asset = (path: string): Buffer => readFileSync(new URL(`../assets/${path}`, import.meta.url));
const listsIn = (folder: string): unknown[] =>
  readdirSync(new URL(`../assets/${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(asset(folder + name).toString()));

/** Lines of the invented office's items, each with a day and a figure of its own, up to so many characters. */
function linesOf(length: number): readonly string[] {
  const texts = readdirSync(new URL('../assets/demo-work/texts/', import.meta.url)).flatMap(
    (name) =>
      asset(`demo-work/texts/${name}`)
        .toString()
        .match(/[\p{Script=Han}，。、；：“”《》（）]{40,}/gu) ?? [],
  );
  const lines: string[] = [];
  for (let at = 0, sum = 0; sum < length; at += 1) {
    const line = `${(at % 12) + 1}月${(at % 28) + 1}日，${texts[at % texts.length]}共${at + 20}人参加。`;
    lines.push(line);
    sum += line.length;
  }
  return lines;
}

/** The clock of a thread ticks every few milliseconds: single times are coarse, their mean is not. */
const mean = (times: readonly number[]): number => times.reduce((sum, one) => sum + one, 0) / times.length;
const worst = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] as number;
/** Milliseconds of this thread's own time: others on the machine do not count. */
function timed(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

export async function run(): Promise<readonly Measured[]> {
  const scripts = JSON.parse(asset('fold/traditional.json').toString()) as { readonly pairs: string; readonly never: string };
  const quick: ShippedText = {
    fold: foldMap(scripts.pairs),
    traditional: scripts.never,
    lists: listsIn('lists/') as readonly WordList[],
    protectedLists: listsIn('protected/') as readonly ProtectedList[],
    dictionary: readDictionary(asset('dictionary/words.bin')),
  };
  const none = { site: 'x', version: '1', ...nothingSettled };
  const settled = { wording: none, point: 'strict', on: '2026-01-01' } as const;
  const lines = linesOf(5_000);
  const characters = lines.reduce((sum, { length }) => sum + length, 0);
  const opened = Array.from({ length: 40 }, () => {
    const reader = openReader(looksOf(quick, settled));
    return timed(() => reader.look(lines));
  });
  const reader = openReader(looksOf(quick, settled));
  reader.look(lines);
  const typed = Array.from({ length: 400 }, (_, at) => {
    const now = lines.with(at % lines.length, `${lines[at % lines.length]}写到第${at}字`);
    return timed(() => reader.look(now));
  });
  const typos = {
    ...{ model: readModel(asset('model/base.model')), confusions: readConfusions(asset('confusions/confusions.bin')) },
    ...{ words: readWords(asset('dictionary/words.bin')), gate: readGate(asset('model/gate.bin')), name: modelNames.shipped },
  };
  const deep = Array.from({ length: 4 }, () => {
    const fresh = openReader(looksOf({ ...quick, typos }, settled));
    return timed(() => fresh.deepen(lines, () => false));
  });
  const { deep: lookDeep } = looksOf({ ...quick, typos }, settled);
  const sentences = lines.map((line) => timed(() => lookDeep?.(line)));
  const name = `边写边查 ${characters} 字`;
  return [
    { name: `${name} 第一次，平均`, value: mean(opened), unit: 'ms', bound: '≤ 20' },
    { name: `${name} 第一次，p99`, value: worst(opened), unit: 'ms', bound: '≤ 20' },
    { name: `${name} 改一行，平均`, value: mean(typed), unit: 'ms', bound: '≤ 20' },
    { name: `${name} 改一行，p99`, value: worst(typed), unit: 'ms', bound: '≤ 20' },
    { name: `${name} 错别字，空闲时`, value: mean(deep), unit: 'ms' },
    { name: '错别字 一段', value: mean(sentences), unit: 'ms' },
  ];
}
