/** Trains a site's language model in a thread of its own, so that nobody waits behind it, and measures it beside the one it has. */
import { Worker } from 'node:worker_threads';
import type { Measured } from '../text/train/compare.ts';
import { shippedModel } from './shipped-text.ts';

/** In dist it is compiled. */
const file = new URL(`./model-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

export interface Training {
  readonly texts: readonly string[];
  readonly held: readonly string[];
  /** The model it has, and its gate where that learned. */
  readonly model: Uint8Array;
  readonly gate?: Uint8Array | undefined;
  /** Bytes its n-grams may take. */
  readonly bytes: number;
  /** Sentences held back that it is measured on. */
  readonly sentences: number;
}
export interface Trained {
  readonly bytes: Uint8Array;
  readonly before: Measured;
  readonly after: Measured;
  readonly characters: number;
  readonly held: number;
}
export type Told = { readonly progress: number } | { readonly trained: Trained };

/** Throws where there is no text to learn from. Without a model of its own the site has the one that ships. */
export type TrainModel = (
  given: Pick<Training, 'texts' | 'held' | 'gate'> & { readonly model?: Uint8Array | undefined },
  progress: (done: number) => void,
) => Promise<Trained>;

const mostBytes = 56_000_000;
const mostSentences = 1000;

export const trainModel: TrainModel = async ({ model, ...given }, progress) => {
  const workerData: Training = { ...given, model: model ?? (await shippedModel()), bytes: mostBytes, sentences: mostSentences };
  const worker = new Worker(file, { workerData });
  return new Promise((resolve, reject) => {
    worker.on('message', (told: Told) => ('trained' in told ? resolve(told.trained) : progress(told.progress)));
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the training ended without a model')));
  });
};
