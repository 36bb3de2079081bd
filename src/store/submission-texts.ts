/** The text people work on, and the texts that were sent, signed, edited or published: those are never changed. */
import type pg from 'pg';
import { canonicalJson } from '../domain/canonical.ts';
import type { SubmissionContent, SubmissionText } from '../domain/submission/submission.ts';
import type { LoadedSubmission } from './submissions.ts';

/** What a text's hash is taken over: title, body and content in one form only. */
export const textToHash = ({ title, body, content }: SubmissionText): string => canonicalJson({ title, body, content });

/** The working text. */
export async function loadText(client: pg.ClientBase, site: string, id: number): Promise<SubmissionText | undefined> {
  const found = await client.query<{ title: string; body: string; content: SubmissionContent }>(
    `select s.title, t.body, t.content from submissions s join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id
     where s.site_id = $1 and s.id = $2`,
    [site, id],
  );
  const [row] = found.rows;
  return row && { title: row.title, body: row.body, content: row.content };
}

/** A frozen text. */
export async function loadVersion(client: pg.ClientBase, site: string, id: number, number: number): Promise<SubmissionText | undefined> {
  const found = await client.query<{ title: string; body: string; content: SubmissionContent }>(
    'select title, body, content from submission_versions where site_id = $1 and submission_id = $2 and number = $3',
    [site, id, number],
  );
  const [row] = found.rows;
  return row && { title: row.title, body: row.body, content: row.content };
}

export interface Freezing {
  readonly side: 'unit' | 'office';
  readonly by: number | undefined;
  readonly byName: string;
  readonly now: Date;
  readonly sha256: (text: string) => Promise<string> | string;
}

/**
 * The working text as a text version: added, or the last one again where nothing was changed since. The item's `text_version` is moved
 * by the step that freezes (`changes: {textVersion}`).
 */
export async function freezeText(
  client: pg.ClientBase,
  loaded: LoadedSubmission,
  { side, by, byName, now, sha256 }: Freezing,
): Promise<{ readonly number: number; readonly sha256: string }> {
  const text = await loadText(client, loaded.site, loaded.id);
  if (!text) throw new Error(`submission ${loaded.site}/${loaded.id} has no text`);
  const hash = await sha256(textToHash(text));
  if (hash === loaded.textSha256) return { number: loaded.textVersion, sha256: hash };
  const number = loaded.textVersion + 1;
  await client.query(
    `insert into submission_versions (site_id, submission_id, number, side, title, body, content, sha256, written_by, written_by_name, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing`,
    [loaded.site, loaded.id, number, side, text.title, text.body, JSON.stringify(text.content), hash, by ?? null, byName, now],
  );
  return { number, sha256: hash };
}

/** The working text with what belongs to it and who wrote it last: for somebody whose own text came too late. */
export async function currentText(client: pg.ClientBase, site: string, id: number): Promise<Readonly<Record<string, unknown>>> {
  const found = await client.query<Readonly<Record<string, unknown>>>(
    `select s.version, s.state, json_build_object('title', s.title, 'body', t.body, 'content', t.content, 'kind', s.kind, 'section', s.section_id,
       'eventOn', s.event_on, 'disclosure', s.disclosure, 'jointIds', s.joint_ids, 'paperOn', s.paper_on) as text,
       p.name as "changedBy", t.changed_at as "changedAt"
     from submissions s join submission_texts t on t.site_id = s.site_id and t.submission_id = s.id left join people p on p.id = t.changed_by
     where s.site_id = $1 and s.id = $2`,
    [site, id],
  );
  return found.rows[0] ?? {};
}
