/** Forgets what is over. */
import { type Platform, perform } from '../actions/action.ts';
import { tidyPlatform as tidy } from '../actions/tidy-platform.ts';
import { programActor } from '../domain/permission.ts';

/** Gives how many rows were forgotten. */
export async function tidyPlatform(platform: Platform): Promise<number> {
  const tidied = await perform(platform, programActor, tidy, {});
  if (tidied.ok) return tidied.value.answers + tidied.value.sessions + tidied.value.messages;
  if (tidied.code === 'conflict') return 0;
  throw new Error(`the platform could not be tidied: ${tidied.findings.map(({ message }) => message).join('; ')}`);
}
