/** Issues that still lack a rendered document: what the rendering job has to do, also after a crash in between. */
import type pg from 'pg';
import type { OfficialDocument } from '../domain/document.ts';

export interface UnrenderedIssue {
  readonly site: string;
  readonly bulletin: number;
  readonly document: OfficialDocument;
  /** Formats that are there already. */
  readonly present: readonly string[];
}

export async function unrenderedIssues(pool: pg.Pool, formats: readonly string[]): Promise<readonly UnrenderedIssue[]> {
  const found = await pool.query<{ site_id: string; bulletin_id: number; document: OfficialDocument; present: string[] }>(
    `select i.site_id, i.bulletin_id, i.document, coalesce(array_agg(d.format) filter (where d.format is not null), '{}') as present
     from bulletin_issues i left join documents d on d.site_id = i.site_id and d.bulletin_id = i.bulletin_id
     group by i.site_id, i.bulletin_id having count(d.format) filter (where d.format = any($1)) < $2 order by i.frozen_at limit 100`,
    [formats, formats.length],
  );
  return found.rows.map((row) => ({ site: row.site_id, bulletin: Number(row.bulletin_id), document: row.document, present: row.present }));
}
