/** 签收: which units a bulletin goes to, and who received it for each. */
import type pg from 'pg';
import type { Placed } from '../domain/permission.ts';

/** Unit `u` was at work in the period of issue `i`, and is not the office itself. */
export const receivesIssue = `not u.own and (u.active_from is null or u.active_from <= i.period_to)
  and (u.active_to is null or u.active_to >= i.period_from) and (u.merged_on is null or u.merged_on > i.period_to)`;

/** Issues in force `i` with the units `u` they go to, and the receipt `r` of each where somebody signed. */
export const receivedIssues = `bulletin_issues i join bulletins b on b.site_id = i.site_id and b.id = i.bulletin_id and b.state = 'issued'
  join units u on u.site_id = i.site_id and ${receivesIssue}
  left join bulletin_receipts r on r.site_id = i.site_id and r.bulletin_id = i.bulletin_id and r.unit_id = u.id`;

/** A bulletin as one unit receives it. */
export interface ReceivedIssue extends Placed {
  readonly site: string;
  readonly bulletin: number;
  readonly unit: number;
  readonly unitName: string;
  /** Corrected since: the correction is what is received. */
  readonly corrected: boolean;
}

/** Undefined where it was not issued, or does not go to the unit. */
export async function loadReceived(
  client: pg.ClientBase,
  site: string,
  bulletin: number,
  unit: number,
): Promise<ReceivedIssue | undefined> {
  const found = await client.query<{ name: string; corrected: boolean }>(
    `select u.name, b.state <> 'issued' as corrected from bulletin_issues i join bulletins b on b.site_id = i.site_id and b.id = i.bulletin_id
     join units u on u.site_id = i.site_id and u.id = $3 where i.site_id = $1 and i.bulletin_id = $2 and ${receivesIssue}`,
    [site, bulletin, unit],
  );
  const [row] = found.rows;
  return row && { site, bulletin, unit, units: [unit], unitName: row.name, corrected: row.corrected };
}

/** Signs for a unit; false where somebody of it has signed already. */
export async function addReceipt(
  client: pg.ClientBase,
  { site, bulletin, unit }: Pick<ReceivedIssue, 'site' | 'bulletin' | 'unit'>,
  by: { readonly person: number | undefined; readonly name: string; readonly now: Date },
): Promise<boolean> {
  const added = await client.query(
    `insert into bulletin_receipts (site_id, bulletin_id, unit_id, signed_by, signed_by_name, signed_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing`,
    [site, bulletin, unit, by.person ?? null, by.name, by.now],
  );
  return added.rowCount === 1;
}
