/** The issue in force for a period: what was frozen, and not corrected since. */
import type pg from 'pg';
import type { BulletinBody } from '../domain/bulletin/compose.ts';
import type { FrozenFigures } from '../domain/bulletin/figures.ts';
import { dayFrom, type Period } from '../domain/calendar/day.ts';
import type { IssuedPeriod } from '../domain/scoring/fact.ts';
import type { PeriodInput } from './period.ts';

export interface IssueHead {
  readonly bulletin: number;
  readonly year: number;
  readonly number: number;
  readonly documentNumber: string | null;
  readonly issuedOn: string | null;
  /** ISO 8601. */
  readonly frozenAt: string;
  readonly sha256: string;
}
export interface PeriodIssue extends IssueHead {
  readonly figures: FrozenFigures;
  readonly areas: BulletinBody['areas'];
}

interface IssueRow {
  readonly bulletin_id: number;
  readonly issue_year: number;
  readonly issue_number: number;
  readonly document_number: string | null;
  readonly issued_on: string | null;
  readonly frozen_at: Date;
  readonly sha256: string;
  readonly figures: FrozenFigures;
  readonly areas: BulletinBody['areas'] | null;
}

/** A forwarding notice freezes no figures of its own, so it is not the issue of its period. */
export async function issueOfPeriod(client: pg.ClientBase, site: string, period: PeriodInput): Promise<PeriodIssue | undefined> {
  const found = await client.query<IssueRow>(
    `select i.bulletin_id, i.issue_year, i.issue_number, i.document_number, i.issued_on, i.frozen_at, i.sha256, i.figures, b.body->'areas' as areas
     from bulletin_issues i join bulletins b on b.site_id = i.site_id and b.id = i.bulletin_id
     where i.site_id = $1 and i.period_from = $2 and i.period_to = $3 and i.rulebook_id is not null and b.state = 'issued'
     order by i.frozen_at desc limit 1`,
    [site, period.from, period.to],
  );
  const [row] = found.rows;
  return (
    row && {
      ...headOf(row),
      figures: row.figures,
      areas: row.areas ?? undefined,
    }
  );
}

const headOf = (row: Omit<IssueRow, 'figures' | 'areas'>): IssueHead => ({
  bulletin: row.bulletin_id,
  year: row.issue_year,
  number: row.issue_number,
  documentNumber: row.document_number,
  issuedOn: row.issued_on,
  frozenAt: row.frozen_at.toISOString(),
  sha256: row.sha256,
});

/** The last issue in force with figures whose period begins by a day: what units were told last. */
export async function lastIssue(
  client: pg.ClientBase,
  site: string,
  by: string,
): Promise<
  | {
      readonly head: IssueHead;
      readonly title: string;
      readonly from: string;
      readonly to: string;
      readonly groups: FrozenFigures['groups'];
    }
  | undefined
> {
  const found = await client.query<
    Omit<IssueRow, 'figures' | 'areas'> & { period_from: string; period_to: string; title: string; groups: FrozenFigures['groups'] }
  >(
    `select i.bulletin_id, i.issue_year, i.issue_number, i.document_number, i.issued_on, i.frozen_at, i.sha256, i.period_from, i.period_to,
       i.document->>'title' as title, i.figures->'groups' as groups
     from bulletin_issues i join bulletins b on b.site_id = i.site_id and b.id = i.bulletin_id
     where i.site_id = $1 and i.period_from <= $2 and i.rulebook_id is not null and b.state = 'issued'
     order by i.period_to desc, i.frozen_at desc limit 1`,
    [site, by],
  );
  const [row] = found.rows;
  return row && { head: headOf(row), title: row.title, from: row.period_from, to: row.period_to, groups: row.groups };
}

/** When periods of a site were frozen. */
export async function frozenPeriods(client: pg.ClientBase, site: string): Promise<readonly IssuedPeriod[]> {
  const found = await client.query<{ period_from: string; period_to: string; frozen_at: Date }>(
    'select period_from, period_to, frozen_at from bulletin_issues where site_id = $1 and rulebook_id is not null',
    [site],
  );
  return found.rows.map((row) => ({
    from: dayFrom(row.period_from) ?? 0,
    to: dayFrom(row.period_to) ?? 0,
    frozenAt: row.frozen_at.getTime(),
  }));
}

export const periodOf = (issue: { readonly from: string; readonly to: string }): Period => ({
  from: dayFrom(issue.from) ?? 0,
  to: dayFrom(issue.to) ?? 0,
});
