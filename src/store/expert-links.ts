/** Links by which outside experts read one text version: found by the hash of their code, every use noted. */
import type pg from 'pg';
import type { SubmissionText } from '../domain/submission/submission.ts';
import { hashOfSecret } from './secrets.ts';
import { holdSubmission } from './submissions.ts';

export interface NewExpertLink {
  readonly site: string;
  readonly submission: number;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly by: number | undefined;
  readonly endsAt: Date;
}

export async function addExpertLink(client: pg.ClientBase, link: NewExpertLink, now: Date): Promise<number> {
  // Nobody edits it at this moment: an editor's own text would make room for the next one.
  await holdSubmission(client, link.site, link.submission);
  const made = await client.query<{ id: number }>(
    `insert into expert_links (site_id, submission_id, version_number, code_hash, name, made_by, recorded_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
    [link.site, link.submission, link.version, hashOfSecret(link.code), link.name, link.by ?? null, now, link.endsAt],
  );
  return made.rows[0]?.id as number;
}

/** Ends a link of the item now. False where it has none of this id, or it has been ended. */
export async function revokeExpertLink(client: pg.ClientBase, site: string, submission: number, link: number, now: Date): Promise<boolean> {
  const ended = await client.query(
    'update expert_links set revoked_at = $4 where site_id = $1 and submission_id = $2 and id = $3 and revoked_at is null',
    [site, submission, link, now],
  );
  return ended.rowCount === 1;
}

/** A link that is neither over nor ended, with the text it opens. */
export interface OpenExpertLink extends SubmissionText {
  readonly link: number;
  readonly submission: number;
  readonly version: number;
  /** The expert. */
  readonly name: string;
  readonly unitName: string;
  readonly siteName: string;
  readonly endsAt: Date;
}

export async function openExpertLink(client: pg.ClientBase, site: string, code: string, now: Date): Promise<OpenExpertLink | undefined> {
  const found = await client.query<OpenExpertLink>(
    `select l.id as link, l.submission_id as submission, l.version_number as version, l.name, u.name as "unitName", w.name as "siteName",
       l.ends_at as "endsAt", v.title, v.body, v.content
     from expert_links l join sites w on w.id = l.site_id
     join submission_versions v on v.site_id = l.site_id and v.submission_id = l.submission_id and v.number = l.version_number
     join submissions s on s.site_id = l.site_id and s.id = l.submission_id join units u on u.site_id = s.site_id and u.id = s.unit_id
     where l.site_id = $1 and l.code_hash = $2 and l.revoked_at is null and l.ends_at > $3`,
    [site, hashOfSecret(code), now],
  );
  return found.rows[0];
}

export async function noteExpertVisit(
  client: pg.ClientBase,
  site: string,
  visit: { readonly link: number; readonly what: 'read' | 'comment'; readonly address: string },
  now: Date,
): Promise<void> {
  await client.query('insert into expert_visits (site_id, link_id, what, address, recorded_at) values ($1, $2, $3, $4, $5)', [
    site,
    visit.link,
    visit.what,
    visit.address,
    now,
  ]);
}
