/** What an office settles about wording, as the server has it; asked again now and then, so that a new word soon speaks. */
import { nothingSettled, type SiteWording } from '../../text/site-layers.ts';
import { see } from '../session.ts';

/** How old it may be, in milliseconds. */
const fresh = 60_000;
let held: { readonly wording: SiteWording; readonly at: number } | undefined;

/** Where it cannot be had, what ships alone is looked with. */
export async function wordingOf(site: string): Promise<SiteWording> {
  if (held?.wording.site === site && Date.now() - held.at < fresh) return held.wording;
  try {
    held = { wording: await see('wording-lists', { site }), at: Date.now() };
    return held.wording;
  } catch {
    return held?.wording.site === site ? held.wording : { site, version: '', ...nothingSettled };
  }
}
