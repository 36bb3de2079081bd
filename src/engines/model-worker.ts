/** A thread that trains: it ends with its work, and its memory goes with it. */
import { parentPort, workerData } from 'node:worker_threads';
import { figureNames } from '../text/figures.ts';
import { readGate, writeGate } from '../text/gate.ts';
import { readModel, writeModel } from '../text/model-file.ts';
import { measure, practiceRows, sentencesOf } from '../text/train/compare.ts';
import { correctGate } from '../text/train/learn.ts';
import { train } from '../text/train/train.ts';
import type { Teaching, Told, Training } from './model-trainer.ts';
import { readTypos } from './shipped-text.ts';

/** A person's decision beside a mistake that was made. */
const decidedWeigh = 3;

const tell = (told: Told): void => parentPort?.postMessage(told);

/** Lines of the texts, each once, and of those held back none that stands among them. */
function apart({ texts, held }: Training): { readonly lines: readonly string[]; readonly heldLines: readonly string[] } {
  const lines = new Set(texts.flatMap((text) => text.split('\n')).filter((line) => line !== ''));
  return {
    lines: [...lines],
    heldLines: [...new Set(held.flatMap((text) => text.split('\n')))].filter((line) => line !== '' && !lines.has(line)),
  };
}

async function work(training: Training): Promise<void> {
  const { lines, heldLines } = apart(training);
  const sentences = sentencesOf(heldLines, training.sentences);
  const typos = await readTypos({ bytes: training.model, name: '' });
  const data = training.gate ? { ...typos, gate: readGate(training.gate) } : typos;
  const before = measure(data, sentences, (done) => tell({ progress: done * 0.2 }));
  const model = train([lines.join('\n')], { bytes: training.bytes, progress: (done) => tell({ progress: 0.2 + done * 0.6 }) });
  const bytes = writeModel(model);
  const after = measure({ ...data, model: readModel(bytes) }, sentences, (done) => tell({ progress: 0.8 + done * 0.2 }));
  const held = heldLines.reduce((sum, line) => sum + line.length, 0);
  tell({ trained: { bytes, before, after, characters: model.trainedOn, held } });
}

async function teach({ sentences, model, gate, decided }: Teaching): Promise<void> {
  const typos = await readTypos({ bytes: model, name: '' });
  const width = figureNames.length;
  const fit = decided.filter(({ figures }) => figures.length === width);
  const rows = {
    width,
    figures: Float32Array.from(fit.flatMap(({ figures }) => figures)),
    labels: Uint8Array.from(fit, ({ taken }) => +taken),
    weights: new Float32Array(fit.length).fill(decidedWeigh),
  };
  const known = practiceRows(typos, sentences);
  const learned = correctGate({ shipped: typos.gate, present: gate ? readGate(gate) : typos.gate, known, decided: rows });
  tell({ taught: { gate: writeGate(learned.gate), better: learned.better, lossBefore: learned.lossBefore, lossAfter: learned.lossAfter } });
}

const given = workerData as Training | Teaching;
await ('decided' in given ? teach(given) : work(given));
