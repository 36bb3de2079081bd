/** Protected phrases at the size of an office beside a bare loop over the text, and beside windows compared with every phrase. */
import { readFileSync } from 'node:fs';
import { readDictionary } from '../src/text/dictionary.ts';
import { foldMap } from '../src/text/fold.ts';
import { findNear, indexPhrases } from '../src/text/near.ts';
import { protectedLayer } from '../src/text/protected.ts';
import type { ProtectedList } from '../src/text/protected-lists.ts';
import { type Measured, measure, median } from './measured.ts';

const asset = (name: string): Buffer => readFileSync(new URL(`../assets/${name}`, import.meta.url));
const list = (name: string): ProtectedList => JSON.parse(asset(`protected/${name}.json`).toString()) as ProtectedList;
const offices = ['人民政府办公室', '市场监督管理局', '住房和城乡建设局', '自然资源局', '卫生健康委员会', '教育局'];

/** The shipped lists, and units of every place until there are 20,000 phrases. */
function listsOf(most: number): ProtectedList[] {
  const shipped = ['bodies', 'laws', 'slogans', 'places'].map(list);
  const places = (shipped[3] as ProtectedList).phrases;
  const left = most - shipped.reduce((sum, one) => sum + one.phrases.length, 0);
  const phrases = offices.flatMap((office) => places.map((place) => `${place}${office}`)).slice(0, left);
  return [...shipped, { name: '单位', kind: 'unit', source: '', date: '', phrases }];
}

/** Official prose made of the shipped lists and plain words, with a slip every 2,000 characters. */
function textOf(lists: readonly ProtectedList[], length: number): string {
  const phrases = lists.flatMap((one) => one.phrases);
  const words = [
    '各级党委和政府要认真贯彻落实',
    '，进一步加强组织领导',
    '。会议强调，',
    '有关部门和单位负责同志参加会议',
    '，推动工作取得新成效。\n',
  ];
  const parts: string[] = [];
  for (let at = 0, size = 0; size < length; at += 1) {
    const phrase = phrases[(at * 7919) % phrases.length] as string;
    const part = `${words[at % words.length]}${at % 100 === 0 ? `${phrase.slice(0, 1)}${phrase.slice(2)}` : phrase}${words[(at * 3 + 1) % words.length]}`;
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

/** One edit or none, by the plain rule: what stands before and after the first difference. */
function isNear(text: string, at: number, phrase: string): boolean {
  let same = 0;
  while (same < phrase.length && text[at + same] === phrase[same]) same += 1;
  if (same === phrase.length) return true;
  const rest = phrase.slice(same + 1);
  return text.startsWith(rest, at + same + 1) || text.startsWith(rest, at + same) || text.startsWith(phrase.slice(same), at + same + 1);
}

function bareLoop(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (sum + text.charCodeAt(at)) | 0;
  return sum;
}

export async function run(): Promise<Measured[]> {
  const lists = listsOf(20_000);
  const dictionary = readDictionary(asset('dictionary/words.bin'));
  const fold = foldMap();
  const text = textOf(lists, 60_000);
  const begin = process.memoryUsage();
  const layer = protectedLayer(lists, dictionary, { fold });
  const held = process.memoryUsage();
  const memory = (held.heapUsed + held.arrayBuffers - begin.heapUsed - begin.arrayBuffers) / 2 ** 20;
  const phrases = [...new Set(lists.flatMap((one) => one.phrases))].filter((one) => one.length >= 4);
  const index = indexPhrases(phrases);
  const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const piece = text.slice(0, 40);
  const times = await measure(3, {
    bare: async () => bareLoop(text),
    keys: async () => findNear(index, units),
    layer: async () => layer.look(text, 'strict'),
    compile: async () => protectedLayer(lists, dictionary, { fold }),
    windows: async () => {
      let near = 0;
      for (let at = 0; at < piece.length; at += 1) for (const phrase of phrases) if (isNear(piece, at, phrase)) near += 1;
      return near;
    },
  });
  const perSecond = (name: keyof typeof times, length: number): number => length / median(times[name]) / 1000;
  const [bare, ours, whole, peer] = [
    perSecond('bare', text.length),
    perSecond('keys', text.length),
    perSecond('layer', text.length),
    perSecond('windows', piece.length),
  ];
  const beside = `逐窗口比对 ${peer.toFixed(3)} 百万字/秒`;
  return [
    {
      name: `近似短语查找，${phrases.length} 条`,
      value: ours,
      unit: '百万字/秒',
      peer: `空循环 ${bare.toFixed(0)} 百万字/秒`,
      ratio: bare / ours,
    },
    { name: '受保护短语层（含判断）', value: whole, unit: '百万字/秒', peer: beside, ratio: whole / peer, bound: '≥ 5 百万字/秒' },
    { name: '受保护短语编译', value: median(times.compile), unit: 'ms', bound: '< 500' },
    { name: '受保护短语内存', value: memory, unit: 'MB' },
  ];
}
