/** Hashes under which secrets are looked up, and the lock that keeps sealing and changing the key apart. */
import { createHash } from 'node:crypto';
import type pg from 'pg';

/** SHA-256 of a token or code: they are long and random, so nothing slower is needed. */
export const hashOfSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/**
 * Held until the transaction ends: shared by whoever stores something sealed, alone by whoever seals everything anew. So nothing is
 * stored under a key that is being given up.
 */
export async function holdSeals(client: pg.ClientBase, alone = false): Promise<void> {
  await client.query(`select pg_advisory_xact_lock${alone ? '' : '_shared'}(hashtextextended('seals', 2))`);
}
