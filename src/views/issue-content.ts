/** What an issue froze, and the files rendered from it. */
import type pg from 'pg';
import type { FrozenFigures } from '../domain/bulletin/figures.ts';
import type { OfficialDocument } from '../domain/document.ts';

export interface IssueContent {
  readonly document: OfficialDocument;
  readonly figures: FrozenFigures;
  readonly files: readonly { readonly format: string; readonly sha256: string }[];
}

export async function issueContent(pool: pg.Pool, site: string, bulletin: number): Promise<IssueContent | undefined> {
  const found = await pool.query<{ document: OfficialDocument; figures: FrozenFigures; files: IssueContent['files'] }>(
    `select i.document, i.figures, coalesce((select json_agg(json_build_object('format', d.format, 'sha256', d.sha256) order by d.format)
       from documents d where d.site_id = i.site_id and d.bulletin_id = i.bulletin_id), '[]') as files
     from bulletin_issues i where i.site_id = $1 and i.bulletin_id = $2`,
    [site, bulletin],
  );
  return found.rows[0];
}
