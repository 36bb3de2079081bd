/** Has sites' gates learn from what people took over and passed over, once a day at most; beside it they practise on published sentences. */
import { type Platform, perform } from '../actions/action.ts';
import { learnGate } from '../actions/learn-gate.ts';
import { programActor } from '../domain/permission.ts';
import type { TeachGate } from '../engines/model-trainer.ts';
import type { ContentStore } from '../files/content-store.ts';
import { sentencesOf } from '../text/train/compare.ts';
import { gatesToTeach, taughtAnswers } from '../views/gates-to-teach.ts';
import { wordingOf } from '../views/texts-to-rescan.ts';
import { publishedTexts } from '../views/trainings-to-do.ts';

export interface TeachingOptions {
  readonly teach: TeachGate;
  readonly documents: Pick<ContentStore, 'read' | 'exists'>;
}

/** Fewer answers teach nothing; so many new ones are worth a lesson. */
const leastAnswers = 50;
const freshAnswers = 20;
const mostAnswers = 5000;
const waitMs = 20 * 3_600_000;
const mostTexts = 500;
const mostSentences = 2000;

async function teachSite(platform: Platform, site: string, { teach, documents }: TeachingOptions): Promise<boolean> {
  const [{ model, gate }, answers, texts] = await Promise.all([
    wordingOf(platform.pool, site),
    taughtAnswers(platform.pool, site, mostAnswers),
    publishedTexts(platform.pool, site, Number.MAX_SAFE_INTEGER, mostTexts),
  ]);
  const sentences = sentencesOf(
    texts.map(({ text }) => text),
    mostSentences,
  );
  const held = model !== undefined && (await documents.exists(model)) ? await documents.read(model) : undefined;
  const taught = await teach({ sentences, gate, model: held, decided: answers.map(({ taken, figures }) => ({ taken, figures })) });
  const { lossBefore, lossAfter, better } = taught;
  const lesson = { site, lastAnswer: answers.at(-1)?.id ?? 0, answers: answers.length, lossBefore, lossAfter };
  const kept = better ? { gate: Buffer.from(taught.gate).toString('base64') } : {};
  const done = await perform(platform, programActor, learnGate, { ...lesson, ...kept });
  if (!done.ok) throw new Error(`the lesson of ${site} could not be kept: ${done.findings.map(({ message }) => message).join('; ')}`);
  return done.value.taken;
}

/** Gives how many gates are used from now on that were not before. */
export async function teachGates(platform: Platform, options: TeachingOptions): Promise<number> {
  const before = new Date(platform.now().getTime() - waitMs);
  let taken = 0;
  for (const site of await gatesToTeach(platform.pool, { least: leastAnswers, fresh: freshAnswers, before }))
    if (await teachSite(platform, site, options)) taken += 1;
  return taken;
}
