/** Files that people handed in: which there are, and who may have their bytes. */
import type pg from 'pg';
import { type Actor, mayIn, reachIn } from '../domain/permission.ts';
import { placedSubmission, rowsReached } from './visible.ts';

export interface FileRow {
  readonly site: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly byteSize: number;
}

/** Adds a file; the same bytes handed in again keep their first row. */
export async function addFile(client: pg.ClientBase, file: FileRow, person: number | undefined, now: Date): Promise<void> {
  await client.query(
    `insert into files (site_id, sha256, name, media_type, byte_size, person_id, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (site_id, sha256) do nothing`,
    [file.site, file.sha256, file.name, file.mediaType, file.byteSize, person ?? null, now],
  );
}

/** A snapshot of a finding: all of the site's, or, of the own units, of those that were confirmed. */
function snapshotReached(actor: Actor, site: string, bind: (value: unknown) => string): string {
  const own = rowsReached(actor, 'inspection.read', site, { unit: 'g.unit_id' }, bind);
  return reachIn(actor, 'inspection.read', site).all ? 'true' : `g.state = 'confirmed' and ${own}`;
}

/**
 * The file, where the actor sees a submission that it belongs to or a finding that it shows, or handed it in: history says who did, also where somebody else had
 * handed in the same bytes before.
 */
export async function fileReached(client: pg.ClientBase, actor: Actor, site: string, sha256: string): Promise<FileRow | undefined> {
  const values: unknown[] = [site, sha256];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const columns = placedSubmission('s');
  const ways = [
    `exists (select from submission_files b join submissions s on s.site_id = b.site_id and s.id = b.submission_id
       where b.site_id = f.site_id and b.sha256 = f.sha256 and ${rowsReached(actor, 'submission.read', site, columns, bind)})`,
  ];
  if (mayIn(actor, 'inspection.read', site))
    ways.push(
      `exists (select from inspection_findings g where g.site_id = f.site_id and g.snapshot_sha256 = f.sha256 and ${snapshotReached(actor, site, bind)})`,
    );
  if (actor.person !== undefined && mayIn(actor, 'file.keep', site))
    ways.push(
      `exists (select from history h where h.site_id = f.site_id and h.thing = 'file' and h.thing_id = f.sha256 and h.by_person = ${bind(actor.person)})`,
    );
  const found = await client.query<FileRow>(
    `select f.site_id as site, f.sha256, f.name, f.media_type as "mediaType", f.byte_size as "byteSize" from files f
     where f.site_id = $1 and f.sha256 = $2 and not exists (select from removed_files r where r.site_id = f.site_id and r.sha256 = f.sha256)
       and (${ways.join(' or ')})`,
    values,
  );
  return found.rows[0];
}
