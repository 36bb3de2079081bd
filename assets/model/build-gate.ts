// `node assets/model/build-gate.ts LAWS.txt OFFICIAL.txt PAIRS`: grows gate.bin. PAIRS is the folder of the research sets. See GATE.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfusions } from '../../src/text/confusions.ts';
import type { Edit } from '../../src/text/decoder.ts';
import { admitted, type Gate, type Trees, writeGate } from '../../src/text/gate.ts';
import type { LanguageModel } from '../../src/text/model.ts';
import { readModel } from '../../src/text/model-file.ts';
import { boost, type Rows } from '../../src/text/train/boost.ts';
import { corrupt, numbersFrom, slipsOf } from '../../src/text/train/corrupt.ts';
import { joinRows } from '../../src/text/train/learn.ts';
import { train } from '../../src/text/train/train.ts';
import { chosen } from '../../src/text/typos.ts';
import { readWords } from '../../src/text/words.ts';
import { type Decoded, decoded, madeOf, type Pair, pairsOf, qualityOf, rowsOf } from './gate-rows.ts';

const [lawsFile, officialFile, folder] = process.argv.slice(2);
if (!lawsFile || !officialFile || !folder) throw new Error('usage: node assets/model/build-gate.ts LAWS.txt OFFICIAL.txt PAIRS');
const here = (path: string): Uint8Array => readFileSync(join(import.meta.dirname, '..', path));
const laws = readFileSync(lawsFile, 'utf8').split('\n');
const official = readFileSync(officialFile, 'utf8').split('\n');
const confusions = readConfusions(here('confusions/confusions.bin'));
const words = readWords(here('dictionary/words.bin'));
const slips = slipsOf(confusions);
const base = readModel(here('model/base.model'));

/** Blocks of lines that a model has not seen: what it has seen, it corrects too well. */
const officialHeld = (line: number): boolean => Math.floor(line / 40) % 8 === 3;
const lawsHeld = (line: number): boolean => Math.floor(line / 100) % 20 === 3;
const bytes = 14_000_000;

function modelWithoutHeld(): LanguageModel {
  const seen = official.filter((_, line) => !officialHeld(line)).join('\n');
  return train([laws.filter((_, line) => !lawsHeld(line)).join('\n'), seen, seen, seen], { bytes });
}

/** Sentences of lines, half of them with mistakes made. */
function practice(lines: readonly string[], count: number, seed: number): readonly Pair[] {
  const next = numbersFrom(seed);
  const sentences = lines.flatMap((line) => line.split(/(?<=[。；！？])/)).filter(({ length }) => length >= 8 && length <= 200);
  const stride = Math.max(1, Math.floor(sentences.length / count));
  const chosen = sentences.filter((_, nth) => nth % stride === 0).slice(0, count);
  return chosen.map((right) => [next() < 0.5 ? corrupt(slips, right, next) : right, right]);
}

const tell = (what: string): boolean => process.stderr.write(`${what}\n`);
tell('models');
const held = modelWithoutHeld();
const lawsAlone = train([laws.join('\n')], { bytes });
tell('rows');
const synthetic = joinRows([
  rowsOf(
    decoded(
      held,
      confusions,
      words,
      practice(
        official.filter((_, line) => officialHeld(line)),
        5000,
        1,
      ),
    ),
    0.5,
  ),
  // A model of laws alone meets what it does not know: from these the gate learns to keep quiet out of domain.
  rowsOf(
    decoded(
      lawsAlone,
      confusions,
      words,
      practice(
        official.filter((_, line) => Math.floor(line / 40) % 8 === 5),
        3500,
        2,
      ),
    ),
    2,
  ),
  rowsOf(
    decoded(
      held,
      confusions,
      words,
      practice(
        laws.filter((_, line) => lawsHeld(line)),
        2500,
        3,
      ),
    ),
    0.5,
  ),
]);
const pairsWeigh = 10;
const sets = Object.fromEntries(
  ['official-documents.train', 'clean-peoples-daily.dev', 'clean-xuexi.dev', 'law.dev'].map((name) => [
    name,
    decoded(base, confusions, words, pairsOf(join(folder, `${name}.tsv`))),
  ]),
) as Record<string, readonly Decoded[]>;
const documents = sets['official-documents.train'] as readonly Decoded[];

tell('trees');
const folds = 5;
const grown = (rows: readonly Rows[]): Trees => boost(joinRows([synthetic, ...rows]), { trees: 300, depth: 4, rate: 0.06 });
const trees = grown([rowsOf(documents, pairsWeigh)]);
/** For a fold, trees that have not seen its documents. */
const crossed = Array.from({ length: folds }, (_, fold) =>
  grown([
    rowsOf(
      documents.filter((_one, nth) => nth % folds !== fold),
      pairsWeigh,
    ),
  ]),
);

const beside = 0;
/** Of each sentence the edits that a gate chooses, with their log-odds. */
type Scored = readonly (readonly { readonly edit: Edit; readonly score: number }[])[];
const scoresOf = (sentences: readonly Decoded[], by: (nth: number) => Trees): Scored =>
  sentences.map(({ edits }, nth) => edits.map((edit) => chosen({ trees: by(nth) }, edit)));
const qualityAt = (sentences: readonly Decoded[], scores: Scored, from: number): ReturnType<typeof qualityOf> => {
  const gate: Gate = { trees, from: { strict: from, full: from }, beside };
  return qualityOf(
    sentences.map(({ pair }, nth) => {
      const own = scores[nth] as Scored[number];
      const keep = admitted(
        gate,
        own.map(({ score }) => score),
        new Uint8Array(own.length),
        'full',
      );
      const edits = own.map(({ edit }) => edit);
      return [...pair, madeOf(pair, edits, keep)] as const;
    }),
  );
};
const scores = Object.fromEntries(
  Object.entries(sets).map(([name, sentences]) => [
    name,
    scoresOf(sentences, (nth) => (name === 'official-documents.train' ? (crossed[nth % folds] as Trees) : trees)),
  ]),
) as Record<string, Scored>;

/** The lowest log-odds at which each of these sets has no more false positives than this. */
function pointOf(most: Readonly<Record<string, number>>): number {
  for (let from = -5; from < 10; from += 0.05)
    if (Object.entries(most).every(([name, share]) => qualityAt(sets[name]!, scores[name]!, from).falsePositives <= share)) return from;
  return 10;
}
const from = {
  strict: pointOf({ 'clean-peoples-daily.dev': 0.003, 'clean-xuexi.dev': 0.005 }),
  full: pointOf({ 'official-documents.train': 0.005, 'clean-xuexi.dev': 0.005 }),
};
const gate = writeGate({ trees, from, beside });
writeFileSync(join(import.meta.dirname, 'gate.bin'), gate);
process.stdout.write(
  `gate.bin ${gate.length} bytes, ${synthetic.labels.length + rowsOf(documents, 1).labels.length} rows, strict from ${from.strict}, full from ${from.full}\n`,
);
for (const point of ['strict', 'full'] as const)
  for (const name of Object.keys(sets))
    process.stdout.write(`${point} ${name} ${JSON.stringify(qualityAt(sets[name]!, scores[name]!, from[point]))}\n`);
