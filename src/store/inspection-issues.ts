/** Issued bulletins of inspections: frozen under their numbers, added and never changed. */
import type pg from 'pg';
import type { OfficialDocument } from '../domain/document.ts';
import type { FrozenInspection } from '../domain/inspection/figures.ts';

export interface InspectionIssueHead {
  readonly issue: number;
  readonly issueYear: number;
  readonly issueNumber: number;
  readonly documentNumber: string;
  readonly issuedOn: string;
  readonly issuedBy: string;
  readonly sha256: string;
  /** The issue that this one corrects, and why; and the one that corrects it. */
  readonly corrects: number | null;
  readonly reason: string | null;
  readonly correctedBy: number | null;
}

export const issueHeadColumns = `x.id as issue, x.issue_year as "issueYear", x.issue_number as "issueNumber", x.document_number as "documentNumber",
  x.issued_on as "issuedOn", x.issued_by_name as "issuedBy", x.sha256, x.corrects_id as corrects, x.reason,
  (select c.id from inspection_issues c where c.site_id = x.site_id and c.corrects_id = x.id) as "correctedBy"`;

/** All of an inspection, the newest first: what it says now, says the first of them. */
export async function inspectionIssues(client: pg.ClientBase, site: string, inspection: number): Promise<readonly InspectionIssueHead[]> {
  const found = await client.query<InspectionIssueHead>(
    `select ${issueHeadColumns} from inspection_issues x where x.site_id = $1 and x.inspection_id = $2 order by x.id desc`,
    [site, inspection],
  );
  return found.rows;
}

/** Whether a bulletin of any kind has this number. */
export async function issuedUnder(client: pg.ClientBase, site: string, documentNumber: string): Promise<boolean> {
  const found = await client.query(
    `select from inspection_issues where site_id = $1 and document_number = $2
     union all select from bulletin_issues where site_id = $1 and document_number = $2 limit 1`,
    [site, documentNumber],
  );
  return (found.rowCount ?? 0) > 0;
}

export interface NewInspectionIssue {
  readonly inspection: number;
  readonly documentNumber: string;
  readonly issuedOn: string;
  readonly now: Date;
  readonly figures: FrozenInspection;
  readonly document: OfficialDocument;
  readonly sha256: string;
  readonly corrects?: { readonly issue: number; readonly reason: string } | undefined;
  readonly by: number | undefined;
  readonly byName: string;
}

/** Adds an issue under the next number of its year; the site is held alone, so numbers follow each other without a gap. */
export async function addInspectionIssue(
  client: pg.ClientBase,
  site: string,
  issue: NewInspectionIssue,
): Promise<{ readonly issue: number; readonly issueYear: number; readonly issueNumber: number }> {
  const made = await client.query<{ issue: number; issueYear: number; issueNumber: number }>(
    `insert into inspection_issues (site_id, inspection_id, issue_year, issue_number, document_number, issued_on, frozen_at, figures, document, sha256,
       corrects_id, reason, issued_by, issued_by_name)
     values ($1, $2, $3, (select coalesce(max(x.issue_number), 0) + 1 from inspection_issues x where x.site_id = $1 and x.issue_year = $3),
       $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     returning id as issue, issue_year as "issueYear", issue_number as "issueNumber"`,
    [
      ...[site, issue.inspection, Number(issue.issuedOn.slice(0, 4)), issue.documentNumber, issue.issuedOn, issue.now],
      ...[JSON.stringify(issue.figures), JSON.stringify(issue.document), issue.sha256, issue.corrects?.issue ?? null],
      ...[issue.corrects?.reason ?? null, issue.by ?? null, issue.byName],
    ],
  );
  return made.rows[0] as { issue: number; issueYear: number; issueNumber: number };
}
