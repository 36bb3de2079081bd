/** People who hold a role in a site. */
import type pg from 'pg';

/** Of these people, those who hold a role in the site or on the platform and have not left. */
export async function peopleOfSite(
  client: pg.ClientBase,
  site: string,
  ids: readonly number[],
): Promise<readonly { readonly id: number; readonly name: string }[]> {
  const found = await client.query<{ id: number; name: string }>(
    `select p.id, p.name from people p where p.id = any($2::bigint[]) and p.state <> 'left'
       and exists (select from person_roles r where r.person_id = p.id and r.withdrawn_at is null and (r.site_id = $1 or r.site_id is null))
     order by p.id`,
    [site, ids],
  );
  return found.rows;
}
