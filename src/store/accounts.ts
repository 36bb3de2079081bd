/** Who stands behind a secret of a request, as a door asks it: the actor of today, with the use of the session or token noted. */
import type pg from 'pg';
import type { Actor } from '../domain/permission.ts';
import { actorOfSession, actorOfToken, officeDay, sessionStands, tokenStands, touchSession, touchToken } from './actors.ts';
import { type Ahead, askAhead } from './transaction.ts';

/** Who was found behind a secret a moment ago, and what must be asked before anything they asked for is believed. */
export interface Presumed {
  readonly actor: Actor;
  readonly ahead: Ahead;
}

interface Kept {
  readonly actor: Actor;
  readonly stamp: number;
  readonly day: string;
}
/** About a kilobyte each. */
const MOST_KEPT = 2000;

/** `now` reads the clock. */
export function accountsOf(pool: pg.Pool, now: () => Date) {
  const kept = new Map<string, Kept>();
  const keep = (hash: Buffer, actor: Actor, stamp: number, moment: Date): void => {
    const [oldest] = kept.size >= MOST_KEPT ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
    kept.set(hash.toString('latin1'), { actor, stamp, day: officeDay(moment) });
  };
  const presume = (hash: Buffer, stands: typeof sessionStands): Presumed | undefined => {
    const name = hash.toString('latin1');
    const found = kept.get(name);
    if (!found) return undefined;
    const moment = now();
    if (found.day === officeDay(moment)) return { actor: found.actor, ahead: askAhead(stands(hash, found.stamp, moment)) };
    kept.delete(name);
    return undefined;
  };
  return {
    bySession: async (hash: Buffer): Promise<{ readonly actor: Actor; readonly renew: boolean } | undefined> => {
      const moment = now();
      const found = await actorOfSession(pool, hash, moment);
      if (!found) return undefined;
      await touchSession(pool, found.session, moment);
      keep(hash, found.actor, found.session.stamp, moment);
      return { actor: found.actor, renew: found.session.renew };
    },
    byToken: async (hash: Buffer, address: string): Promise<Actor | undefined> => {
      const moment = now();
      const found = await actorOfToken(pool, hash, moment);
      if (!found) return undefined;
      await touchToken(pool, found.token, moment, address);
      keep(hash, found.actor, found.token.stamp, moment);
      return found.actor;
    },
    /** Without asking anything yet; undefined where nobody was found behind it lately. */
    presumeSession: (hash: Buffer): Presumed | undefined => presume(hash, sessionStands),
    presumeToken: (hash: Buffer): Presumed | undefined => presume(hash, tokenStands),
  };
}
