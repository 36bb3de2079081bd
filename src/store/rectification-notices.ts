/** Notices to units (整改通知): numbered within the year, kept as they were sent. */
import type pg from 'pg';
import type { OfficialDocument } from '../domain/document.ts';

export interface NewNotice {
  readonly unit: number;
  readonly year: number;
  readonly number: number;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly document: OfficialDocument;
  readonly by: number | undefined;
  readonly byName: string;
  readonly now: Date;
}

/** Who sends: the office's own unit where the site has one, else the site; to whom; and the number that comes next. */
export async function noticeHead(
  client: pg.ClientBase,
  site: string,
  unit: number,
  year: number,
): Promise<{ readonly issuer: string; readonly unit: string; readonly number: number } | undefined> {
  const found = await client.query<{ issuer: string; unit: string; number: number }>(
    `select coalesce((select o.name from units o where o.site_id = w.id and o.own order by o.position limit 1), w.name) as issuer, u.name as unit,
       (select coalesce(max(n.number), 0) + 1 from rectification_notices n where n.site_id = w.id and n.year = $3) as number
     from sites w join units u on u.site_id = w.id and u.id = $2 where w.id = $1`,
    [site, unit, year],
  );
  return found.rows[0];
}

export async function addNotice(client: pg.ClientBase, site: string, notice: NewNotice): Promise<number> {
  const made = await client.query<{ id: number }>(
    `insert into rectification_notices (site_id, unit_id, year, number, issued_on, due_on, document, issued_by, issued_by_name, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      ...[site, notice.unit, notice.year, notice.number, notice.issuedOn, notice.dueOn, JSON.stringify(notice.document)],
      ...[notice.by ?? null, notice.byName, notice.now],
    ],
  );
  return made.rows[0]?.id as number;
}
