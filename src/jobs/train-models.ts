/**
 * Trains sites' language models from what they published: where somebody asked for it, and once a week at night. One at a time, in a thread
 * of its own. The old model stays where the new one is worse; one that broke off is begun anew.
 */
import { type Platform, perform } from '../actions/action.ts';
import { beginTraining, type EndTraining, endTraining, progressTraining } from '../actions/keep-training.ts';
import { programActor } from '../domain/permission.ts';
import { isHeldBack, trainingDue } from '../domain/wording/training.ts';
import type { Trained, TrainModel } from '../engines/model-trainer.ts';
import type { ContentStore } from '../files/content-store.ts';
import { wordingOf } from '../views/texts-to-rescan.ts';
import { modelsToRemove, publishedTexts, trainingsToDo } from '../views/trainings-to-do.ts';

export interface TrainingOptions {
  readonly train: TrainModel;
  readonly documents: Pick<ContentStore, 'put' | 'read' | 'exists' | 'remove'>;
  /** The newest texts, up to so many characters: training takes about 60 bytes of memory for each. */
  readonly mostCharacters?: number;
}

const firstHour = 1;
const lastHour = 6;
const pageSize = 500;
const stepPercent = 5;

/** Texts to train on and texts held back, the newest first. */
async function archiveOf(
  platform: Platform,
  site: string,
  most: number,
): Promise<{ readonly texts: readonly string[]; readonly held: readonly string[] }> {
  const [texts, held]: [string[], string[]] = [[], []];
  let characters = 0;
  let before = Number.MAX_SAFE_INTEGER;
  while (characters < most) {
    const page = await publishedTexts(platform.pool, site, before, pageSize);
    for (const { submission, text } of page) {
      characters += text.length;
      (isHeldBack(submission) ? held : texts).push(text);
    }
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    before = last.submission;
  }
  return { texts, held };
}

async function ended(platform: Platform, given: EndTraining): Promise<boolean> {
  const done = await perform(platform, programActor, endTraining, given);
  if (!done.ok)
    throw new Error(`the training of ${given.site} could not be ended: ${done.findings.map(({ message }) => message).join('; ')}`);
  return done.value.taken;
}

async function trainSite(platform: Platform, site: string, training: number, options: TrainingOptions): Promise<boolean> {
  const { train, documents, mostCharacters = 8_000_000 } = options;
  let told = 0;
  let telling: Promise<unknown> = Promise.resolve();
  const progress = (done: number): void => {
    const percent = Math.floor(done * 100);
    if (percent < told + stepPercent) return;
    told = percent;
    telling = telling.then(() => perform(platform, programActor, progressTraining, { site, training, progress: Math.min(99, percent) }));
  };
  let trained: Trained;
  try {
    const { model, gate } = await wordingOf(platform.pool, site);
    const held = model !== undefined && (await documents.exists(model)) ? await documents.read(model) : undefined;
    trained = await train({ ...(await archiveOf(platform, site, mostCharacters)), model: held, gate }, progress);
  } catch (fault) {
    await telling;
    await ended(platform, { site, training, fault: fault instanceof Error ? fault.message : String(fault) });
    return false;
  }
  await telling;
  const { bytes, ...figures } = trained;
  const { sha256, byteSize } = await documents.put(bytes);
  const taken = await ended(platform, { site, training, trained: { ...figures, sha256, byteSize } });
  // The bytes of one that is not used are nobody's.
  if (!taken) await documents.remove(sha256);
  return taken;
}

/** Trains what is asked for or due; gives how many new models are used. */
export async function trainModels(platform: Platform, options: TrainingOptions): Promise<number> {
  const now = platform.now();
  const hour = (now.getUTCHours() + 8) % 24;
  const atNight = hour >= firstHour && hour < lastHour;
  let taken = 0;
  for (const { site, training, last, texts } of await trainingsToDo(platform.pool)) {
    if (training === undefined && !(atNight && trainingDue(last, texts, now))) continue;
    const begun = await perform(platform, programActor, beginTraining, { site, texts, ...(training === undefined ? {} : { training }) });
    if (begun.ok && (await trainSite(platform, site, begun.value.training, options))) taken += 1;
  }
  for (const sha256 of await modelsToRemove(platform.pool))
    if (await options.documents.exists(sha256)) await options.documents.remove(sha256);
  return taken;
}
