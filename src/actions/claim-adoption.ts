/** `adoption.claim`: an upper site, a journal or the press used an item; recorded with evidence, counted when a second person confirms it. */
import { claimFindings } from '../domain/adoption/claim.ts';
import { creditShares } from '../domain/adoption/shares.ts';
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import type { JointShare } from '../domain/submission/submission.ts';
import { officeDay } from '../store/actors.ts';
import { addAdoption, closedOutletFindings, keepEvidence, loadMerged, loadOutlets, loadSharing } from '../store/adoptions.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { claimSchema, sharesSchema, wordSchema } from './desk-subject.ts';
import { idSchema, submissionSubject } from './submission-subject.ts';

export interface ClaimAdoption {
  readonly site: string;
  readonly submission: number;
  readonly outlet: number;
  /** The day it appeared there. */
  readonly on: string;
  readonly form?: string;
  readonly kind?: string;
  readonly level?: string;
  readonly shares?: readonly JointShare[];
  /** An address, or the number of an issue. */
  readonly evidence?: string;
  readonly evidenceSha256?: string;
  readonly note?: string;
}

export const claimAdoption: Action<ClaimAdoption, { readonly adoption: number }, LoadedSubmission> = {
  name: 'adoption.claim',
  says: '登记上级网站、刊物或媒体的采用，附上依据',
  needs: 'adoption.claim',
  siteOf: ({ site }) => site,
  subject: submissionSubject,
  input: claimSchema({ outlet: idSchema, form: wordSchema, kind: wordSchema, level: wordSchema, shares: sharesSchema }, ['outlet']),
  async run({ client, actor, now, record }, input, loaded) {
    const { site, outlet, on, form, kind, level, evidence, evidenceSha256, note } = input;
    const findings = claimFindings(loaded.state, input, dayFrom(officeDay(now)) ?? 0);
    if (findings.length > 0) return refuse('bad-input', findings);
    const [place] = await loadOutlets(client, site, [outlet]);
    if (!place) return refuse('bad-input', [problem('unknown-outlet', `没有第 ${outlet} 号采用载体`, 'outlet')]);
    if (place.kind === 'own-site') return refuse('bad-input', [problem('own-site', `“${place.name}”是本站，由编辑在采用时登记`, 'outlet')]);
    const closed = closedOutletFindings(place, 'outlet');
    if (closed.length > 0) return refuse('bad-input', closed);
    if (evidenceSha256 !== undefined && !(await keepEvidence(client, site, loaded.id, evidenceSha256, actor.person)))
      return refuse('bad-input', [problem('unknown-file', '没有这个文件，请重新上传', 'evidenceSha256')]);
    const shares = creditShares(await loadSharing(client, loaded), await loadMerged(client, site, loaded.id), input.shares);
    if (!shares.ok) return shares;
    const adoption = await addAdoption(client, site, {
      ...{ submission: loaded.id, outlet, state: 'claimed', form, kind, level, adoptedOn: on, evidence, evidenceSha256, note },
      ...{ by: actor.person, byName: actor.name, shares: shares.value, now },
    });
    if (adoption === undefined) return refuse('conflict', [problem('in-outlet', `这件在“${place.name}”已有采用记录`, 'outlet')]);
    await record({ thing: 'adoption', thingId: String(adoption), to: 'claimed', detail: { submission: loaded.id, outlet, on } });
    await record({ thing: 'submission', thingId: String(loaded.id), detail: { adoption, outlet: place.name, on } });
    return accept({ adoption });
  },
};
