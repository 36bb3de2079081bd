/** Training, loading and the decoder: quality against speed on the development sets, beside scoring alone, which nothing can be faster than. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfusions } from '../src/text/confusions.ts';
import { type DecoderOptions, decode, type Edit, whileTyping } from '../src/text/decoder.ts';
import { crossEntropy, type LanguageModel, scoreTokens, Walk } from '../src/text/model.ts';
import { readModel, writeModel } from '../src/text/model-file.ts';
import { tokenise } from '../src/text/tokens.ts';
import { train } from '../src/text/train/train.ts';
import { readWords } from '../src/text/words.ts';
import type { Measured } from './measured.ts';

const assets = join(import.meta.dirname, '../assets');
const shared = [join(import.meta.dirname, '../../shared'), '/work/shared'].find(existsSync) ?? '';
const sets = ['official-documents.train', 'law.dev', 'competition.dev', 'clean-peoples-daily.dev', 'clean-xuexi.dev'];

type Row = readonly [wrong: string, right: string];
const rowsOf = (set: string): Row[] =>
  readFileSync(join(shared, 'proofreading-data', `${set}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t') as unknown as Row);
const corpus = (name: string): string =>
  execFileSync('xz', ['-dc', join(shared, 'lm-corpus', `${name}.txt.xz`)], { encoding: 'utf8', maxBuffer: 2 ** 30 });

const applied = (text: string, edits: readonly Edit[]): string =>
  edits.reduceRight((so, { start, end, to }) => so.slice(0, start) + to + so.slice(end), text);

/** Sentence level: P over changed, R over wrong sentences, FPR over clean ones; per cent. */
function quality(rows: readonly Row[], decoded: readonly (readonly Edit[])[], least: number): { f1: number; fpr: number } {
  let [changed, mended, wrong, alarms] = [0, 0, 0, 0];
  rows.forEach(([text, right], at) => {
    const out = applied(
      text,
      (decoded[at] ?? []).filter(({ score }) => score >= least),
    );
    if (text !== right) wrong += 1;
    if (out === text) return;
    changed += 1;
    if (text === right) alarms += 1;
    else if (out === right) mended += 1;
  });
  const [precision, recall] = [mended / Math.max(1, changed), mended / Math.max(1, wrong)];
  const f1 = precision + recall === 0 ? 0 : (200 * precision * recall) / (precision + recall);
  return { f1, fpr: (100 * alarms) / Math.max(1, rows.length - wrong) };
}

const words = readWords(readFileSync(join(assets, 'dictionary/words.bin')));
const confusions = readConfusions(readFileSync(join(assets, 'confusions/confusions.bin')));

/** Milliseconds of processor time of the best of three runs. */
function cpu(work: () => void): number {
  work();
  return Math.min(
    ...[1, 2, 3].map(() => {
      const before = process.cpuUsage();
      work();
      return process.cpuUsage(before).user / 1000;
    }),
  );
}

function speeds(model: LanguageModel): Measured[] {
  const text = rowsOf('official-documents.train')
    .map(([, right]) => right)
    .join('\n');
  const bound = cpu(() => {
    const tokens = tokenise(model.vocabulary, text);
    scoreTokens(new Walk(model), tokens.ids, 1, tokens.length, new Float32Array(tokens.length), new Uint8Array(tokens.length));
  });
  const rows = rowsOf('official-documents.train');
  const curve: readonly [string, Partial<DecoderOptions>][] = [
    ['全部', {}],
    ['全部，意外值≥20', { surprise: 20 }],
    ['单字', { pairs: false }],
    ['单字，意外值≥20', { surprise: 20, pairs: false }],
    ['边写边查', whileTyping],
  ];
  return curve.map(([name, options]) => {
    const time = cpu(() => decode(model, confusions, words, text, options));
    const { f1, fpr } = quality(
      rows,
      rows.map(([wrong]) => decode(model, confusions, words, wrong, options)),
      0,
    );
    return {
      name: `解码，${name}：F1 ${f1.toFixed(1)}，误报 ${fpr.toFixed(2)}%`,
      value: text.length / time,
      unit: '千字/秒',
      peer: `只打分 ${(text.length / bound).toFixed(0)}`,
      ratio: bound / time,
      bound: options === whileTyping ? '≥300 千字/秒' : '≥60 千字/秒',
    };
  });
}

/** Quality without a gate: at log-odds 0, and the best under 0.5 % of false alarms. */
function qualities(model: LanguageModel, name: string): Measured[] {
  return sets.map((set) => {
    const rows = rowsOf(set);
    const decoded = rows.map(([wrong]) => decode(model, confusions, words, wrong));
    const all = [0, 0.5, 1, 1.5, 2, 2.5, 3, 4].map((least) => ({ least, ...quality(rows, decoded, least) }));
    const careful = all.find(({ fpr }) => fpr <= 0.5) ?? all.at(-1);
    const points = [all[0], careful].map((one) => `≥${one?.least}：F1 ${one?.f1.toFixed(1)}，误报 ${one?.fpr.toFixed(2)}%`);
    return { name: `${name}，${set}：${points.join('；')}`, value: all[0]?.f1 ?? 0, unit: 'F1' };
  });
}

export async function run(): Promise<readonly Measured[]> {
  const bytes = readFileSync(join(assets, 'model/base.model'));
  const loading = cpu(() => readModel(bytes));
  const model = readModel(bytes);
  const texts = ['laws', 'official', 'news'].map(corpus);
  const start = process.cpuUsage();
  const trained = train(texts, { bytes: 56_000_000 });
  const training = process.cpuUsage(start).user / 1e6;
  const size = writeModel(trained).length / 1e6;
  const held = rowsOf('official-documents.train')
    .map(([, right]) => right)
    .join('\n');
  return [
    { name: `装入模型，${(bytes.length / 1e6).toFixed(1)} MB`, value: loading, unit: 'ms', bound: '<200' },
    { name: `训练，${(trained.trainedOn / 1e6).toFixed(1)} 百万字，得 ${size.toFixed(1)} MB`, value: training, unit: 's', bound: '<60' },
    { name: '每字意外，自带模型', value: crossEntropy(model, held), unit: 'nat' },
    { name: '每字意外，加新闻训练', value: crossEntropy(trained, held), unit: 'nat' },
    ...speeds(model),
    ...qualities(model, '自带模型'),
    ...qualities(trained, '加新闻训练'),
  ];
}
