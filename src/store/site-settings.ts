/** What a site holds of its settings: only what differs from the defaults. */
import type pg from 'pg';

/** Undefined where there is no such site. */
export async function loadSettings(client: pg.ClientBase, site: string): Promise<{ readonly body: unknown } | undefined> {
  const found = await client.query<{ body: unknown }>('select settings as body from sites where id = $1', [site]);
  return found.rows[0];
}

export async function saveSettings(client: pg.ClientBase, site: string, body: unknown): Promise<void> {
  await client.query('update sites set settings = $2::jsonb where id = $1', [site, JSON.stringify(body)]);
}
