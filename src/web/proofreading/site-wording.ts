/** What an office settles about wording, as the server has it; asked again now and then, so that a new word soon speaks. */
import { nothingSettled } from '../../text/site-layers.ts';
import { see } from '../session.ts';
import type { Settled } from './protocol.ts';

/** How old it may be, in milliseconds. */
const fresh = 60_000;
type Of = Pick<Settled, 'wording' | 'own'>;
let held: (Of & { readonly at: number }) | undefined;

/** Where it cannot be had, what ships alone is looked with. */
export async function wordingOf(site: string): Promise<Of> {
  if (held?.wording.site === site && Date.now() - held.at < fresh) return held;
  try {
    const { own, ...wording } = await see('wording-lists', { site });
    held = { wording, own, at: Date.now() };
    return held;
  } catch {
    return held?.wording.site === site ? held : { wording: { site, version: '', ...nothingSettled } };
  }
}
