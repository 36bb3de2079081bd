/** Who stands behind a secret of a request, as a door asks it: the actor of today, with the use of the session or token noted. */
import type pg from 'pg';
import type { Actor } from '../domain/permission.ts';
import { actorOfSession, actorOfToken, touchSession, touchToken } from './actors.ts';

/** `now` reads the clock. */
export function accountsOf(pool: pg.Pool, now: () => Date) {
  return {
    bySession: async (hash: Buffer): Promise<{ readonly actor: Actor; readonly renew: boolean } | undefined> => {
      const moment = now();
      const found = await actorOfSession(pool, hash, moment);
      if (!found) return undefined;
      await touchSession(pool, found.session, moment);
      return { actor: found.actor, renew: found.session.renew };
    },
    byToken: async (hash: Buffer, address: string): Promise<Actor | undefined> => {
      const moment = now();
      const found = await actorOfToken(pool, hash, moment);
      if (found) await touchToken(pool, found.token, moment, address);
      return found?.actor;
    },
  };
}
