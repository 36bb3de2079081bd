/** Several units' items as one: what hangs on the lead, and what its adoptions are worth to whom after that. */
import type pg from 'pg';
import { creditShares } from '../domain/adoption/shares.ts';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { loadMerged, loadSharing, shareAnew } from './adoptions.ts';
import { standingAdoptions } from './posting.ts';
import type { LoadedSubmission } from './submissions.ts';

/** States in which other items may be merged into one: the office has it in hand. */
const leading: readonly SubmissionState[] = ['submitted', 'adopted', 'scheduled'];

/** Whether items may be merged into this one: the office has it in hand, and no adoption of it has counted. */
export async function mayLead(client: pg.ClientBase, lead: LoadedSubmission): Promise<Outcome<true>> {
  if (leading.includes(lead.state)) return mayLetGo(client, lead);
  return refuse('wrong-state', [problem('wrong-state', `第 ${lead.id} 号${stateNames[lead.state]}，现在不能并入别的稿件`, 'lead')]);
}

/** Whether credit can still be shared anew. A lead that went back to its unit, or was refused, holds nothing any more. */
export async function mayLetGo(client: pg.ClientBase, lead: LoadedSubmission): Promise<Outcome<true>> {
  const adoptions = await standingAdoptions(client, lead.site, lead.id, ['decided', 'confirmed']);
  return adoptions.some(({ posted }) => posted)
    ? refuse('conflict', [problem('counted', `第 ${lead.id} 号的采用已经计入，份额不能再变；请先撤销采用`, 'lead')])
    : accept(true);
}

/** The adoptions of the lead that do not count yet are shared anew, in equal parts among all its units, each once. */
export async function shareAgain(client: pg.ClientBase, lead: LoadedSubmission): Promise<void> {
  const adoptions = await standingAdoptions(client, lead.site, lead.id, ['decided', 'claimed']);
  if (adoptions.length === 0) return;
  const shares = creditShares(await loadSharing(client, lead), await loadMerged(client, lead.site, lead.id));
  // Without chosen parts nothing can be wrong with them, but for parts given with the text; those were checked when it was sent.
  if (!shares.ok)
    throw new Error(`shares of ${lead.site}/${lead.id} do not fit: ${shares.findings.map(({ message }) => message).join('; ')}`);
  for (const { id } of adoptions) await shareAnew(client, lead.site, id, shares.value);
}
