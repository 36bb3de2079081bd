// The place that a backup is restored to: a new data folder, which goes again if the restore fails, or an empty database.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, type OpenOptions, openDatabase, type Place } from './database.ts';
import { clusterMajor, layoutOf } from './embedded-folder.ts';

export interface RestoreTarget {
  readonly database: Database;
  /** Closes it and takes away what `openRestoreTarget` made. */
  discard(): Promise<void>;
}

/** Opens the place without making tables. Throws `StartRefusal`; whether its tables are empty is for `beginLoading` to see. */
export async function openRestoreTarget(place: Place, options: OpenOptions = {}): Promise<RestoreTarget> {
  const fresh = 'folder' in place && clusterMajor(layoutOf(place.folder)) === undefined;
  const existed = 'folder' in place && existsSync(place.folder);
  const kept = existed ? new Set(readdirSync(place.folder)) : new Set<string>();
  const clear = () => {
    if (!fresh || !('folder' in place)) return;
    if (!existed) rmSync(place.folder, { recursive: true, force: true });
    else
      for (const name of readdirSync(place.folder)) if (!kept.has(name)) rmSync(join(place.folder, name), { recursive: true, force: true });
  };
  try {
    const database = await openDatabase(place, { ...options, migrate: false });
    const discard = async () => {
      await database.close();
      clear();
    };
    return { database, discard };
  } catch (error) {
    clear();
    throw error;
  }
}
