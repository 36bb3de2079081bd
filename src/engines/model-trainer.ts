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
/** What a gate learns from. */
export interface Teaching {
  /** Of published texts. */
  readonly sentences: readonly string[];
  readonly model: Uint8Array;
  readonly gate?: Uint8Array | undefined;
  readonly decided: readonly { readonly taken: boolean; readonly figures: readonly number[] }[];
}
export interface Taught {
  readonly gate: Uint8Array;
  readonly better: boolean;
  readonly lossBefore: number;
  readonly lossAfter: number;
}
export type Told = { readonly progress: number } | { readonly trained: Trained } | { readonly taught: Taught };

/** Throws where there is no text to learn from. Without a model of its own the site has the one that ships. */
export type TrainModel = (
  given: Pick<Training, 'texts' | 'held' | 'gate'> & { readonly model?: Uint8Array | undefined },
  progress: (done: number) => void,
) => Promise<Trained>;

const mostBytes = 56_000_000;
const mostSentences = 1000;

/** One piece of work in a thread that ends with it. */
function inThread<Result>(workerData: Training | Teaching, take: (told: Told) => Result | undefined): Promise<Result> {
  const worker = new Worker(file, { workerData });
  return new Promise((resolve, reject) => {
    worker.on('message', (told: Told) => {
      const result = take(told);
      if (result !== undefined) resolve(result);
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('the training ended without a result')));
  });
}

export const trainModel: TrainModel = async ({ model, ...given }, progress) =>
  inThread({ ...given, model: model ?? (await shippedModel()), bytes: mostBytes, sentences: mostSentences }, (told) => {
    if ('progress' in told) progress(told.progress);
    return 'trained' in told ? told.trained : undefined;
  });

/** A site's gate after its people's answers. */
export type TeachGate = (given: Omit<Teaching, 'model'> & { readonly model?: Uint8Array | undefined }) => Promise<Taught>;

export const teachGate: TeachGate = async ({ model, ...given }) =>
  inThread({ ...given, model: model ?? (await shippedModel()) }, (told) => ('taught' in told ? told.taught : undefined));
