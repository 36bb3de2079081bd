/** Learns from what offices took over and passed over which mistaken characters are worth saying there. */
import { type Platform, perform } from '../actions/action.ts';
import { learnGate } from '../actions/learn-gate.ts';
import { programActor } from '../domain/permission.ts';
import { shippedGate } from '../engines/shipped-text.ts';
import { type Gate, writeGate } from '../text/gate.ts';
import type { Rows } from '../text/train/boost.ts';
import { learnOnTop } from '../text/train/learn.ts';
import { type AnswersToLearn, answersToLearn } from '../views/answers-to-learn.ts';

/** Answers that were judged by other figures, before the program was another, are passed over. */
function rowsOf({ answers }: AnswersToLearn, width: number): Rows {
  const fitting = answers.filter(({ figures }) => figures.length === width);
  return {
    width,
    figures: Float32Array.from(fitting.flatMap(({ figures }) => figures)),
    labels: Uint8Array.from(fitting, ({ taken }) => +taken),
    weights: new Float32Array(fitting.length).fill(1),
  };
}

/** Gives in how many sites another gate decides now. */
export async function learnGates(platform: Platform): Promise<number> {
  let count = 0;
  let gate: Gate | undefined;
  for await (const one of answersToLearn(platform.pool)) {
    gate ??= await shippedGate();
    const learned = learnOnTop(gate, rowsOf(one, gate.trees.width));
    const { lossBefore, lossAfter } = learned;
    const done = await perform(platform, programActor, learnGate, {
      ...{ site: one.site, lastAnswer: one.answers.at(-1)?.id ?? 0, answers: one.answers.length, lossBefore, lossAfter },
      ...(learned.better ? { gate: Buffer.from(writeGate(learned.gate)).toString('base64') } : {}),
    });
    if (done.ok && done.value.learned) count += 1;
  }
  return count;
}
