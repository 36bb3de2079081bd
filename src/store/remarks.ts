/** The conversation about an item, and the one remark that is pinned. */
import type pg from 'pg';

/** Pins a remark of the item, or (null) takes down what is pinned. False where the item has no such remark. */
export async function pinRemark(client: pg.ClientBase, site: string, submission: number, remark: number | null): Promise<boolean> {
  if (remark === null) {
    await client.query('delete from submission_pins where site_id = $1 and submission_id = $2', [site, submission]);
    return true;
  }
  const pinned = await client.query(
    `insert into submission_pins (site_id, submission_id, remark_id)
     select site_id, submission_id, id from submission_remarks where site_id = $1 and submission_id = $2 and id = $3
     on conflict (site_id, submission_id) do update set remark_id = excluded.remark_id`,
    [site, submission, remark],
  );
  return pinned.rowCount === 1;
}
