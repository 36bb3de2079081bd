/** Redactions: what is to be taken out of an item, whether it stands there, and that it is done; files whose bytes are to go. */
import type pg from 'pg';
import type { Placed } from '../domain/permission.ts';
import type { RedactionState } from '../domain/submission/redaction.ts';
import { forgetRescan } from './rescan-findings.ts';
import { writeTokens } from './search.ts';
import { writeAroundOf } from './search-around.ts';

export interface NewRedaction {
  readonly submission: number;
  readonly passage: string | undefined;
  readonly files: readonly string[];
  readonly reason: string;
  readonly by: number | undefined;
  readonly byName: string;
  readonly now: Date;
}

export async function addRedaction(client: pg.ClientBase, site: string, redaction: NewRedaction): Promise<number> {
  const { submission, passage, files, reason, by, byName, now } = redaction;
  const made = await client.query<{ id: number }>(
    `insert into redactions (site_id, submission_id, state, passage, length, files, reason, proposed_by, proposed_by_name, proposed_at)
     values ($1, $2, 'proposed', $3, $4, $5, $6, $7, $8, $9) returning id`,
    [site, submission, passage ?? null, Array.from(passage ?? '').length, files, reason, by ?? null, byName, now],
  );
  return made.rows[0]?.id as number;
}

/** What of it an item has: whether the passage stands anywhere in its texts or what was said of it, and the files that are its. */
export async function redactable(
  client: pg.ClientBase,
  site: string,
  submission: number,
  passage: string | undefined,
  files: readonly string[],
): Promise<{ readonly stands: boolean; readonly files: readonly string[] }> {
  const of = (table: string): string => `from ${table} x where x.site_id = $1 and x.submission_id = $2`;
  const changes = `(redacted_html(x.body, $3, '{}'), redacted_json(x.content, $3, '{}')) is distinct from (x.body, x.content)`;
  const found = await client.query<{ stands: boolean; files: readonly string[] }>(
    `select $3::text is not null and (
         exists (select from submissions s where s.site_id = $1 and s.id = $2 and strpos(concat_ws(' ', s.title, s.reason, s.model_comment), $3) > 0)
         or exists (select ${of('submission_texts')} and ${changes})
         or exists (select ${of('submission_versions')} and (strpos(x.title, $3) > 0 or ${changes}))
         or exists (select ${of('submission_remarks')} and strpos(x.body, $3) > 0)
         or exists (select ${of('submission_signatures')} and strpos(x.opinion, $3) > 0)) as stands,
       array(select b.sha256 from submission_files b where b.site_id = $1 and b.submission_id = $2 and b.sha256 = any($4::text[])) as files`,
    [site, submission, passage ?? null, files],
  );
  return found.rows[0] ?? { stands: false, files: [] };
}

/** A redaction with the item it is of. */
export interface LoadedRedaction extends Placed {
  readonly site: string;
  readonly id: number;
  readonly submission: number;
  readonly state: RedactionState;
  readonly version: number;
  readonly passage?: string;
  readonly proposer: number | undefined;
}

export async function loadRedaction(client: pg.ClientBase, site: string, id: number): Promise<LoadedRedaction | undefined> {
  const found = await client.query<{
    submission_id: number;
    state: RedactionState;
    version: number;
    passage: string | null;
    proposed_by: number | null;
    units: readonly unknown[];
    author_id: number | null;
    people: readonly unknown[] | null;
  }>(
    `select r.submission_id, r.state, r.version, r.passage, r.proposed_by, s.unit_id || s.joint_ids as units, s.author_id, s.people
     from redactions r join submissions s on s.site_id = r.site_id and s.id = r.submission_id where r.site_id = $1 and r.id = $2`,
    [site, id],
  );
  const [row] = found.rows;
  return (
    row && {
      ...{ site, id, submission: row.submission_id, state: row.state, version: row.version, proposer: row.proposed_by ?? undefined },
      ...(row.passage === null ? {} : { passage: row.passage }),
      units: row.units.map(Number),
      ...(row.author_id === null ? {} : { author: row.author_id }),
      ...(row.people === null ? {} : { people: row.people.map(Number) }),
    }
  );
}

interface Decided {
  readonly person: number | undefined;
  readonly name: string;
  readonly now: Date;
}

/** Not to be done; the passage is forgotten with that. False where somebody was faster. */
export async function refuseRedaction(
  client: pg.ClientBase,
  { site, id, version }: LoadedRedaction,
  { person, name, now }: Decided,
): Promise<boolean> {
  const moved = await client.query(
    `update redactions set state = 'refused', passage = null, decided_by = $4, decided_by_name = $5, decided_at = $6, version = version + 1
     where site_id = $1 and id = $2 and version = $3 and state = 'proposed'`,
    [site, id, version, person ?? null, name, now],
  );
  return moved.rowCount === 1;
}

/** Where the passage still stands, and what the office has to redo by hand. */
export interface Redacted {
  /** Text versions in which something was replaced. */
  readonly versions: readonly number[];
  /** Lines of history, of the item and what lies around it, that hold the passage: history is never changed. */
  readonly inHistory: number;
  /** Issued bulletins that hold it: they are frozen. */
  readonly inBulletins: number;
  /** Letters and notices of rectification that were sent and hold it. */
  readonly inLetters: number;
}

/** Takes it out of everything that is kept of the item, in one step of the database; undefined where somebody was faster. */
export async function redact(
  client: pg.ClientBase,
  { site, id, submission, passage }: LoadedRedaction,
  { person, name, now }: Decided,
): Promise<Redacted | undefined> {
  await forgetRescan(client, site, submission, passage);
  const done = await client.query<{ versions: readonly number[] | null }>('select redact_submission($1, $2, $3, $4, $5) as versions', [
    ...[site, id, person ?? null, name, now],
  ]);
  const versions = done.rows[0]?.versions;
  if (!versions) return undefined;
  await writeTokens(client, site, [submission]);
  await writeAroundOf(client, site, submission);
  const left = await client.query<{ history: number; bulletins: number; letters: number }>(whereItStands, [
    site,
    submission,
    passage ?? null,
    id,
  ]);
  const { history = 0, bulletins = 0, letters = 0 } = left.rows[0] ?? {};
  return { versions: versions.map(Number), inHistory: history, inBulletins: bulletins, inLetters: letters };
}

/** Where passage `$3` of redaction `$4` still stands: in what is never changed. */
const whereItStands = `with things as (
    select 'submission' as thing, ($2::bigint)::text as id
    union select 'file', b.sha256 from submission_files b where b.site_id = $1 and b.submission_id = $2::bigint
    union select 'file', unnest(r.files) from redactions r where r.site_id = $1 and r.id = $4
    union select 'rectification', r.id::text from rectifications r where r.site_id = $1 and r.submission_id = $2::bigint
    union select 'wording-answer', w.id::text from wording_answers w where w.site_id = $1 and w.submission_id = $2::bigint
    union select 'appeal', a.id::text from appeals a where a.site_id = $1
      and (a.submission_id = $2::bigint or a.fact_id in (select f.id from facts f where f.site_id = $1 and f.submission_id = $2::bigint)))
  select (select count(*) from history h join things t on t.thing = h.thing and t.id = h.thing_id
      where h.site_id = $1 and strpos(concat(h.reason, h.detail::text), $3) > 0) as history,
    (select count(*) from bulletin_issues b where b.site_id = $1 and strpos(concat(b.document::text, b.figures::text), $3) > 0) as bulletins,
    (select count(*) from letters l where l.site_id = $1 and strpos(l.document::text, $3) > 0)
      + (select count(*) from rectification_notices n where n.site_id = $1 and strpos(n.document::text, $3) > 0) as letters`;

/** Bytes that no site holds any more, as each that had them took them out. */
export async function filesToRemove(pool: Pick<pg.Pool, 'query'>): Promise<readonly string[]> {
  const found = await pool.query<{ sha256: string }>(
    `select distinct r.sha256 from removed_files r
     where not exists (select from files f where f.sha256 = r.sha256
         and not exists (select from removed_files q where q.site_id = f.site_id and q.sha256 = f.sha256))
       and not exists (select from documents d where d.sha256 = r.sha256)`,
  );
  return found.rows.map(({ sha256 }) => sha256);
}

/** Whether a file of these bytes was taken out here before. */
export async function wasRemoved(client: pg.ClientBase, site: string, sha256: string): Promise<boolean> {
  const found = await client.query('select from removed_files where site_id = $1 and sha256 = $2', [site, sha256]);
  return (found.rowCount ?? 0) > 0;
}
