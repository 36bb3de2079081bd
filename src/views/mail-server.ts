/** The mail server: what is settled, how it does, what waits. The password is never shown. */
import type pg from 'pg';
import { type MessageKind, type MessageState, messageKindNames, messageStateNames } from '../domain/notification/lifecycle.ts';
import { defaultDigest } from '../domain/notification/settings.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { loadMailServer, type MailServer } from '../store/mail-server.ts';
import { makeView } from './view.ts';

export interface MailServerSeen {
  readonly settings: MailServer;
  /** A password is held. */
  readonly hasPassword: boolean;
  /** What went wrong last, ISO 8601; mail went out since where `sentAt` is later. */
  readonly fault: string | null;
  readonly faultAt: string | null;
  readonly sentAt: string | null;
  /** Not before then is it tried again. */
  readonly tryAfter: string | null;
  /** Messages that wait, and that did not get out in the last week. */
  readonly waiting: number;
  readonly failed: number;
  /** The newest test mails and faults. */
  readonly recent: readonly {
    readonly message: number;
    readonly kindName: string;
    readonly state: MessageState;
    readonly stateName: string;
    /** Of a test mail; other people's addresses are theirs. */
    readonly address: string | null;
    readonly fault: string | null;
    readonly at: string;
  }[];
}

const none: MailServer = {
  ...{
    version: 0,
    active: true,
    host: '',
    port: 587,
    security: 'starttls',
    user: null,
    sender: '',
    senderName: '报采通',
    certificate: null,
  },
  ...defaultDigest,
};

export const mailServer = makeView<Readonly<Record<string, never>>, MailServerSeen>(
  { view: 'mail-server', says: '发邮件的服务器：设置、最近的故障、还有多少邮件没有发出' },
  { type: 'object', additionalProperties: false },
  async (client, actor) => {
    if (!may(actor, 'platform.configure')) return refuse('forbidden', [problem('forbidden', '您没有查看平台设置的权限')]);
    const held = await loadMailServer(client);
    const counts = await client.query<{ waiting: number; failed: number }>(
      `select count(*) filter (where state = 'due')::int as waiting,
         count(*) filter (where state = 'failed' and recorded_at > now() - interval '7 days')::int as failed
       from messages where state in ('due', 'failed') and channel = 'mail'`,
    );
    return accept({
      ...seenOf(held),
      waiting: counts.rows[0]?.waiting ?? 0,
      failed: counts.rows[0]?.failed ?? 0,
      recent: await recentOf(client),
    });
  },
);

function seenOf(held: Awaited<ReturnType<typeof loadMailServer>>): Omit<MailServerSeen, 'waiting' | 'failed' | 'recent'> {
  if (!held) return { settings: none, hasPassword: false, fault: null, faultAt: null, sentAt: null, tryAfter: null };
  const { password, fault, faultAt, sentAt, tryAfter, failures: _, ...settings } = held;
  const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
  return { settings, hasPassword: password !== null, fault, faultAt: iso(faultAt), sentAt: iso(sentAt), tryAfter: iso(tryAfter) };
}

async function recentOf(client: pg.ClientBase): Promise<MailServerSeen['recent']> {
  const found = await client.query<{
    id: number;
    kind: MessageKind;
    state: MessageState;
    address: string | null;
    fault: string | null;
    at: Date;
  }>(
    `select id, kind, state, case when kind = 'test' then address end as address, fault, coalesce(sent_at, recorded_at) as at from (
       (select * from messages where kind = 'test' order by id desc limit 5) union all
       (select * from messages where state = 'failed' and channel = 'mail' order by id desc limit 5)) m order by id desc limit 8`,
  );
  return found.rows.map(({ id, kind, state, address, fault, at }) => ({
    ...{ message: id, kindName: messageKindNames[kind], state, stateName: messageStateNames[state], address, fault },
    at: at.toISOString(),
  }));
}

/** What the sending job needs of it; undefined where no mail is sent. */
export async function mailAccount(pool: pg.Pool) {
  const held = await loadMailServer(pool);
  if (!held?.active) return undefined;
  const { host, port, security, user, sender, senderName, certificate, password: sealed } = held;
  return { host, port, security, user, sender, senderName, certificate, sealed };
}
