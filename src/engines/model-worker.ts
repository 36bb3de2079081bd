/** A thread that trains: it ends with its work, and its memory goes with it. */
import { parentPort, workerData } from 'node:worker_threads';
import { readModel, writeModel } from '../text/model-file.ts';
import { measure, sentencesOf } from '../text/train/compare.ts';
import { siteGate } from '../text/train/learn.ts';
import { train } from '../text/train/train.ts';
import type { Told, Training } from './model-trainer.ts';
import { readTypos } from './shipped-text.ts';

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
  const data = { ...typos, gate: siteGate(typos.gate, training.gate) };
  const before = measure(data, sentences, (done) => tell({ progress: done * 0.2 }));
  const model = train([lines.join('\n')], { bytes: training.bytes, progress: (done) => tell({ progress: 0.2 + done * 0.6 }) });
  const bytes = writeModel(model);
  const after = measure({ ...data, model: readModel(bytes) }, sentences, (done) => tell({ progress: 0.8 + done * 0.2 }));
  const held = heldLines.reduce((sum, line) => sum + line.length, 0);
  tell({ trained: { bytes, before, after, characters: model.trainedOn, held } });
}

await work(workerData as Training);
