/**
 * The text people work on, and the texts that were sent, signed, edited or published. Those are never changed; but an editor's own makes
 * room for the same editor's next one while nothing names it.
 */
import type pg from 'pg';
import { canonicalJson } from '../domain/canonical.ts';
import type { SubmissionContent, SubmissionText } from '../domain/submission/submission.ts';

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
