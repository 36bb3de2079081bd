/**
 * `submission.publish-urgently`: what cannot wait goes out with a reason, adopted and signed off by one person; another approves it
 * afterwards (`submission.ratify`), and until then it stands in everybody's way.
 */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { take } from '../domain/submission/lifecycle.ts';
import { sendAnswer } from '../store/answering.ts';
import { adoptInto, type ChosenOutlet, creditedItem, moveSigned, outletFindings } from '../store/desk.ts';
import { postAdoptions, postSubmission } from '../store/posting.ts';
import { type Ordering, orderAll, readOrdering } from '../store/publishing.ts';
import type { CheckedSubmission } from '../store/submission-checks.ts';
import type { Action } from './action.ts';
import { orderingSchemas, outletsSchema, type PublishedSubmission, sharesSchema, stopping } from './desk-subject.ts';
import {
  checkedSubject,
  reasonSchema,
  recordAnswer,
  type SeenSubmission,
  situationOf,
  staleRefusal,
  stepSchema,
} from './submission-subject.ts';

export interface PublishUrgently extends SeenSubmission, Omit<Ordering, 'at'> {
  readonly reason: string;
  /** For what is not adopted yet. */
  readonly outlets?: readonly ChosenOutlet[];
}

export const publishSubmissionUrgently: Action<PublishUrgently, PublishedSubmission, CheckedSubmission> = {
  name: 'submission.publish-urgently',
  says: '紧急发布，写明理由，事后由另一人补签',
  needs: 'submission.publish',
  siteOf: ({ site }) => site,
  subject: checkedSubject,
  input: stepSchema({ ...orderingSchemas, reason: reasonSchema, outlets: outletsSchema({ shares: sharesSchema }) }, ['reason']),
  async run(context, { site, version, reason, outlets = [], ...ordering }, loaded) {
    const { client, actor, now, record } = context;
    if (loaded.version !== version) return staleRefusal(loaded);
    const order = await readOrdering(client, site, ordering, now);
    if (!order.ok) return order;
    const next = take(
      'publish-urgently',
      situationOf(context, loaded, { reason, delivered: order.value.delivered, blocking: await stopping(context, loaded, 'publish') }),
    );
    if (!next.ok) return next;
    const adopted = loaded.state === 'adopted';
    if (adopted !== (outlets.length === 0))
      return refuse('bad-input', [problem('outlets', adopted ? '已采用的不要再写载体' : '请写明采用到哪个载体', 'outlets')]);
    const findings = await outletFindings(client, site, outlets);
    if (findings.length > 0) return refuse('bad-input', findings);
    const by = { person: actor.person, name: actor.name, now };
    const received = loaded.submittedAt === undefined ? { submittedAt: now } : {};
    const decided = adopted ? {} : { decidedAt: now, reasonCode: null };
    const changes = { state: next.value, urgent: true, ratify: true, reason, claimedBy: null, claimedAt: null, ...received, ...decided };
    const step = { changes, as: 'publisher', opinion: reason } as const;
    const adoptions = adopted ? undefined : await adoptInto(client, loaded, outlets, step, by);
    if (adoptions && !adoptions.ok) return adoptions;
    if (adopted && !(await moveSigned(client, loaded, step, by))) return staleRefusal(loaded);
    const ordered = await orderAll(client, loaded, order.value, by);
    if (!ordered.ok) return ordered;
    const answer = loaded.submittedAt === undefined ? await sendAnswer(client, loaded, now) : undefined;
    if (loaded.submittedAt === undefined) await postSubmission(client, creditedItem(loaded), now);
    if (next.value === 'published') await postAdoptions(client, creditedItem(loaded), 'published', now);
    const detail = { publications: ordered.value, adoptions: adoptions?.value ?? [], text: loaded.textVersion };
    await record({ thing: 'submission', thingId: String(loaded.id), from: loaded.state, to: next.value, reason, detail });
    await recordAnswer(context, loaded, answer);
    return accept({ submission: loaded.id, version: version + 1, state: next.value, publications: ordered.value });
  },
};
