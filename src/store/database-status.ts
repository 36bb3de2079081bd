// Whether the database of a place runs, and stopping the one that is ours: without starting anything.
import pg from 'pg';
import type { Place } from './database.ts';
import { embeddedStatus, stopEmbedded } from './embedded-postgres.ts';

export interface DatabaseStatus {
  readonly running: boolean;
  /** The server's process, where it is ours. */
  readonly pid?: number;
}

export async function databaseStatus(place: Place): Promise<DatabaseStatus> {
  if ('folder' in place) {
    const { running, pid } = embeddedStatus(place.folder);
    return pid === undefined ? { running } : { running, pid };
  }
  const client = new pg.Client({ connectionString: place.url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return { running: true };
  } catch {
    return { running: false };
  }
}

/** Stops our own server whoever uses it; a server that others run is left alone. Gives whether it was stopped. */
export async function stopDatabase(place: Place): Promise<boolean> {
  return 'folder' in place ? stopEmbedded(place.folder) : false;
}
