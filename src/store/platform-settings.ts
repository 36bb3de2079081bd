/** What the platform as a whole has settled. */
import type { Kysely } from 'kysely';
import { type PeopleSettings, readPeopleSettings } from '../domain/people/settings.ts';
import type { Tables } from './tables.ts';

export interface PlatformSettings {
  /** What differs from the defaults, as it is held. */
  readonly body: Readonly<Record<string, unknown>>;
  /** 0 while nothing was settled. */
  readonly version: number;
  readonly people: PeopleSettings;
}

export async function loadPlatformSettings(db: Kysely<Tables>): Promise<PlatformSettings> {
  const row = await db.selectFrom('platform_settings').select(['body', 'version']).executeTakeFirst();
  const body = (row?.body ?? {}) as Record<string, unknown>;
  return { body, version: row?.version ?? 0, people: readPeopleSettings(body) };
}

/** Replaces the settings where they are still at `version`; false where somebody was faster. */
export async function savePlatformSettings(db: Kysely<Tables>, version: number, body: Readonly<Record<string, unknown>>): Promise<boolean> {
  const text = JSON.stringify(body);
  if (version === 0) {
    const made = await db
      .insertInto('platform_settings')
      .values({ body: text })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return made.numInsertedOrUpdatedRows === 1n;
  }
  const saved = await db
    .updateTable('platform_settings')
    .set({ body: text, version: version + 1 })
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}
