/** The mail server that the platform sends by, and when people get their digest who have not chosen. */
import type pg from 'pg';
import { type DigestSettings, type DigestTimes, defaultDigest, type MailSecurity } from '../domain/notification/settings.ts';

export interface MailServer extends DigestSettings {
  /** 0 while none is settled. */
  readonly version: number;
  readonly active: boolean;
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly user: string | null;
  readonly sender: string;
  readonly senderName: string;
  /** PEM, where the server's certificate is signed by nobody whom everybody trusts. */
  readonly certificate: string | null;
}
export interface HeldMailServer extends MailServer {
  /** Sealed. */
  readonly password: Buffer | null;
  readonly failures: number;
  readonly tryAfter: Date | null;
  readonly fault: string | null;
  readonly faultAt: Date | null;
  readonly sentAt: Date | null;
}

interface Row {
  readonly version: number;
  readonly active: boolean;
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  readonly user_name: string | null;
  readonly password: Buffer | null;
  readonly sender: string;
  readonly sender_name: string;
  readonly certificate: string | null;
  readonly digest: DigestTimes;
  readonly digest_at: string;
  readonly failures: number;
  readonly try_after: Date | null;
  readonly fault: string | null;
  readonly fault_at: Date | null;
  readonly sent_at: Date | null;
}

export async function loadMailServer(client: pg.ClientBase | pg.Pool): Promise<HeldMailServer | undefined> {
  const found = await client.query<Row>(
    `select version, active, host, port, security, user_name, password, sender, sender_name, certificate, digest, digest_at, failures,
       try_after, fault, fault_at, sent_at from mail_server`,
  );
  const [row] = found.rows;
  if (!row) return undefined;
  const { user_name: user, sender_name: senderName, digest_at: digestAt, try_after: tryAfter, fault_at: faultAt, sent_at: sentAt } = row;
  const { version, active, host, port, security, password, sender, certificate, digest, failures, fault } = row;
  return {
    ...{ version, active, host, port, security, user, password, sender, senderName, certificate, digest, digestAt },
    ...{ failures, tryAfter, fault, faultAt, sentAt },
  };
}

/** When people get their digest who have not chosen. */
export const digestDefaults = (server: DigestSettings | undefined): DigestSettings =>
  server ? { digest: server.digest, digestAt: server.digestAt } : defaultDigest;

/** Settles the server where it is still at `version`; false where somebody was faster. It is tried at once. The password stays where none is given. */
export async function saveMailServer(
  client: pg.ClientBase,
  { version, active, host, port, security, user, sender, senderName, certificate, digest, digestAt }: MailServer,
  password: Uint8Array | null | undefined,
): Promise<boolean> {
  const values = [
    ...[active, host, port, security, user, sender, senderName, certificate, digest, digestAt],
    ...[password !== undefined, password ? Buffer.from(password) : null],
  ];
  const saved = await client.query(
    version === 0
      ? `insert into mail_server (active, host, port, security, user_name, sender, sender_name, certificate, digest, digest_at, password)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $11::boolean then $12::bytea end) on conflict (id) do nothing`
      : `update mail_server set version = version + 1, active = $1, host = $2, port = $3, security = $4, user_name = $5, sender = $6,
           sender_name = $7, certificate = $8, digest = $9, digest_at = $10, password = case when $11::boolean then $12::bytea else password end,
           failures = 0, try_after = null where version = $13`,
    version === 0 ? values : [...values, version],
  );
  return saved.rowCount === 1;
}

/** Mail goes out: the server answers. */
export async function noteServerAnswers(client: pg.ClientBase, now: Date): Promise<void> {
  await client.query('update mail_server set failures = 0, try_after = null, sent_at = $1', [now]);
}

/** The server could not be reached, or let nobody in: all mail waits. True where it is the first time in a row. */
export async function noteServerFault(
  client: pg.ClientBase,
  fault: string,
  now: Date,
  wait: (failures: number) => number,
): Promise<boolean> {
  const found = await client.query<{ failures: number }>(
    'update mail_server set failures = failures + 1, fault = $1, fault_at = $2 returning failures',
    [fault, now],
  );
  const failures = found.rows[0]?.failures ?? 1;
  await client.query('update mail_server set try_after = $1', [new Date(now.getTime() + wait(failures) * 60_000)]);
  return failures === 1;
}

/** All mail is tried at once. */
export async function hurryMail(client: pg.ClientBase): Promise<void> {
  await client.query('update mail_server set try_after = null');
}
