/** Where I am signed in. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { loadPlatformSettings } from '../store/platform-settings.ts';
import { onConnection } from '../store/transaction.ts';
import { makeView } from './view.ts';

export interface MySession {
  readonly id: number;
  readonly address: string;
  readonly agent: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly seenAt: string;
  readonly endsAt: string;
  /** The one that asks. */
  readonly current: boolean;
}

export const mySessions = makeView<Readonly<Record<string, never>>, { readonly rows: readonly MySession[] }>(
  { view: 'my-sessions', says: '本人在哪些设备上登录着' },
  { type: 'object', additionalProperties: false },
  async (client, actor) => {
    if (actor.person === undefined) return refuse('not-found', [problem('no-account', '您没有登录')]);
    const { people } = await loadPlatformSettings(onConnection(client));
    const found = await client.query<{ id: number; address: string; agent: string; started_at: Date; seen_at: Date; ends_at: Date }>(
      `select id, address, agent, started_at, seen_at, ends_at from sessions
       where person_id = $1 and ended_at is null and ends_at > now() and seen_at > now() - make_interval(mins => $2)
       order by seen_at desc, id desc limit 200`,
      [actor.person, people.idleMinutes],
    );
    return accept({
      rows: found.rows.map((row) => ({
        ...{ id: row.id, address: row.address, agent: row.agent, current: row.id === actor.session },
        ...{ startedAt: row.started_at.toISOString(), seenAt: row.seen_at.toISOString(), endsAt: row.ends_at.toISOString() },
      })),
    });
  },
);
