/** Seals what was written since the last seals. Which sites have such lines is read from the tables. */
import { type Platform, perform } from '../actions/action.ts';
import { sealHistory } from '../actions/seal-history.ts';
import { programActor } from '../domain/permission.ts';
import { unsealedHistories } from '../views/unsealed-histories.ts';

/** Seals every site that has unsealed lines, and the platform's own history; gives how many lines were sealed. */
export async function sealHistories(platform: Platform): Promise<number> {
  let lines = 0;
  for (const site of await unsealedHistories(platform.pool)) {
    for (let complete = false; !complete; ) {
      const sealed = await perform(platform, programActor, sealHistory, { site });
      // Another process may have been faster: nothing is left then.
      if (!sealed.ok && sealed.code !== 'conflict')
        throw new Error(
          `history of ${site || 'the platform'} could not be sealed: ${sealed.findings.map(({ message }) => message).join('; ')}`,
        );
      lines += sealed.ok ? sealed.value.lines : 0;
      complete = !sealed.ok || sealed.value.complete;
    }
  }
  return lines;
}
