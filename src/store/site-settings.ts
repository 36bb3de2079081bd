/** What a site holds of its settings: only what differs from the defaults. */
import type pg from 'pg';
import { readSettings, type SiteSettings } from '../domain/organisation/settings.ts';

/** Settings in force by the text they were read from: sites change theirs once a year, and every request asks. */
const known = new Map<string, SiteSettings>();
const MOST_KNOWN = 200;

/** The settings in force, from the JSON text that a site holds. */
export function settingsFrom(text: string): SiteSettings {
  let settings = known.get(text);
  if (!settings) {
    settings = readSettings(JSON.parse(text));
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(text, settings);
  }
  return settings;
}

/** Undefined where there is no such site. */
export async function loadSettings(client: pg.ClientBase, site: string): Promise<{ readonly body: unknown } | undefined> {
  const found = await client.query<{ body: unknown }>('select settings as body from sites where id = $1', [site]);
  return found.rows[0];
}

export async function saveSettings(client: pg.ClientBase, site: string, body: unknown): Promise<void> {
  await client.query('update sites set settings = $2::jsonb where id = $1', [site, JSON.stringify(body)]);
}
