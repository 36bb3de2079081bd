/** Looks what waits for whom at the time each has chosen, from the same inbox that they see, and puts one digest on its way where it is new. */
import { type Platform, perform } from '../actions/action.ts';
import { queueDigest } from '../actions/queue-digest.ts';
import { dayText, momentFrom } from '../domain/calendar/day.ts';
import { type DigestBasis, digestContent, digestKey } from '../domain/notification/content.ts';
import { type Actor, programActor } from '../domain/permission.ts';
import { type DueDigest, dueDigests } from '../views/due-digests.ts';
import { type Inbox, type InboxRow, inbox } from '../views/inbox.ts';
import { type BesideTask, besideTasks, inboxBeside } from '../views/inbox-beside.ts';
import { personAsActor } from '../views/person-as-actor.ts';

/** What is known of one look; what waits beyond is looked at the next day. */
const MOST_LOOKED_AT = 1000;

/** Gives how many digests were put on their way. */
export async function queueDigests(platform: Platform, publicUrl: string | undefined): Promise<number> {
  let queued = 0;
  for (const due of await dueDigests(platform.pool, platform.now())) {
    const { person, site } = due;
    const waiting = await waitingFor(platform, due);
    const basis: DigestBasis = { ...waiting, name: due.name, told: due.told, day: today(platform.now()), publicUrl };
    const content = digestContent(basis);
    const outcome = await perform(platform, programActor, queueDigest, {
      ...(person === undefined ? {} : { person }),
      ...(site === undefined ? {} : { site }),
      ...(content ? { digest: { content, told: waiting.items.map(digestKey) } } : {}),
    });
    // Another process may have been faster.
    if (!outcome.ok && outcome.code !== 'conflict')
      throw new Error(`a digest could not be queued: ${outcome.findings.map(({ message }) => message).join('; ')}`);
    if (outcome.ok && outcome.value.messages.length > 0) queued += 1;
  }
  return queued;
}

const today = (now: Date): string => dayText(momentFrom(now.toISOString())?.day ?? 0);

/** Whoever may act in the office, and is nobody in particular: what waits there for somebody. */
const officeActor = (site: string, name: string): Actor => ({
  name,
  person: 0,
  grants: [
    { role: 'editor', site },
    { role: 'head', site },
  ],
});

async function waitingFor(platform: Platform, { person, site, name }: DueDigest): Promise<Pick<DigestBasis, 'counts' | 'items'>> {
  const { pool } = platform;
  const actor = person === undefined ? officeActor(site ?? '', name) : await personAsActor(pool, person, platform.now());
  if (!actor) return { counts: [], items: [] };
  const beside = await besideFor(platform, actor);
  let counts: Inbox['counts'] = [];
  const items: InboxRow[] = [];
  for (let after: string | undefined; ; ) {
    const page = await inbox(pool, actor, { limit: 200, ...(after === undefined ? {} : { after }) });
    if (!page.ok) throw new Error(`the inbox of ${name} could not be read: ${page.findings.map(({ message }) => message).join('; ')}`);
    counts = page.value.counts;
    items.push(...page.value.rows);
    after = page.value.next;
    if (after === undefined || items.length >= MOST_LOOKED_AT)
      return { counts: [...counts, ...beside.counts], items: [...items, ...beside.items] };
  }
}

/** Bulletins to sign for, letters to read, appeals to answer. */
async function besideFor({ pool }: Platform, actor: Actor): Promise<Pick<DigestBasis, 'counts' | 'items'>> {
  const seen = await inboxBeside(pool, actor, {});
  if (!seen.ok) throw new Error(`what waits besides items could not be read: ${seen.findings.map(({ message }) => message).join('; ')}`);
  const { rows } = seen.value;
  const tasks = (Object.keys(besideTasks) as BesideTask[]).map((task) => ({ task, count: rows.filter((row) => row.task === task).length }));
  return {
    counts: tasks.filter(({ count }) => count > 0).map(({ task, count }) => ({ task, name: besideTasks[task], count })),
    items: rows.map(({ id, ...row }) => ({ ...row, submission: null, beside: id, urgent: false })),
  };
}
