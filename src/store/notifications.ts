/** Where and when people and offices are told what waits for them. */
import type pg from 'pg';
import type { DigestTimes } from '../domain/notification/settings.ts';

export interface PersonNotification {
  /** 0 while the person has settled nothing. */
  readonly version: number;
  readonly name: string;
  /** Confirmed. */
  readonly mail: string | null;
  readonly pending: string | null;
  readonly code: Buffer | null;
  readonly codeEndsAt: Date | null;
  readonly codeTries: number;
  readonly codeSentAt: Date | null;
  /** Null: as the platform has settled. */
  readonly digest: DigestTimes | null;
  readonly digestAt: string | null;
  readonly webhookUrl: string | null;
}

/** Undefined where nobody of this id can sign in. With `hold`, nobody else changes it until the transaction ends. */
export async function loadPersonNotification(client: pg.ClientBase, person: number, hold = false): Promise<PersonNotification | undefined> {
  const found = await client.query<PersonNotification>(
    `select coalesce(n.version, 0) as version, p.name, p.mail, n.mail_pending as pending, n.mail_code as code, n.mail_code_ends_at as "codeEndsAt",
       coalesce(n.mail_code_tries, 0) as "codeTries", n.mail_code_sent_at as "codeSentAt", n.digest, n.digest_at as "digestAt",
       n.webhook_url as "webhookUrl"
     from people p left join notification_settings n on n.person_id = p.id where p.id = $1 and p.state <> 'left'${hold ? ' for no key update of p' : ''}`,
    [person],
  );
  return found.rows[0];
}

export interface PersonChoice {
  readonly digest: DigestTimes | null;
  readonly digestAt: string | null;
  readonly webhookUrl: string | null;
  /** Undefined: as it is. */
  readonly webhookSecret: Uint8Array | null | undefined;
}

/** Where it is still at `version`; false where somebody was faster. */
export async function saveChoice(client: pg.ClientBase, person: number, version: number, choice: PersonChoice): Promise<boolean> {
  const { digest, digestAt, webhookUrl, webhookSecret } = choice;
  const secret = webhookSecret ? Buffer.from(webhookSecret) : null;
  const saved = await client.query(
    `insert into notification_settings as n (person_id, digest, digest_at, webhook_url, webhook_secret) values ($1, $3, $4, $5, $7)
     on conflict (person_id) do update set version = n.version + 1, digest = $3, digest_at = $4, webhook_url = $5,
       webhook_secret = case when $6 then $7 else n.webhook_secret end where n.version = $2`,
    [person, version, digest, digestAt, webhookUrl, webhookSecret !== undefined, secret],
  );
  return saved.rowCount === 1;
}

/** Keeps an address that is to be confirmed by a code; an earlier one is forgotten. */
export async function proposeMail(
  client: pg.ClientBase,
  person: number,
  { address, code, now, endsAt }: { readonly address: string; readonly code: Buffer; readonly now: Date; readonly endsAt: Date },
): Promise<void> {
  await client.query(
    `insert into notification_settings (person_id, mail_pending, mail_code, mail_code_sent_at, mail_code_ends_at) values ($1, $2, $3, $4, $5)
     on conflict (person_id) do update set mail_pending = $2, mail_code = $3, mail_code_sent_at = $4, mail_code_ends_at = $5, mail_code_tries = 0`,
    [person, address, code, now, endsAt],
  );
}

export async function countCodeTry(client: pg.ClientBase, person: number): Promise<void> {
  await client.query('update notification_settings set mail_code_tries = mail_code_tries + 1 where person_id = $1', [person]);
}

/** The address counts from here on; null takes it away. What was to be confirmed is over. */
export async function setMail(client: pg.ClientBase, person: number, mail: string | null): Promise<void> {
  await client.query('update people set mail = $2 where id = $1', [person, mail]);
  await client.query(
    'update notification_settings set mail_pending = null, mail_code = null, mail_code_ends_at = null, mail_code_tries = 0 where person_id = $1',
    [person],
  );
}

/** Notes what waited when it was looked on this day; false where it was looked already. */
export async function noteLook(
  client: pg.ClientBase,
  { person, site }: { readonly person?: number | undefined; readonly site?: string | undefined },
  day: string,
  told: readonly string[] | undefined,
): Promise<boolean> {
  const [table, key] = person === undefined ? ['site_notifications', 'site_id'] : ['notification_settings', 'person_id'];
  const looked = await client.query(
    `insert into ${table} as n (${key}, looked_on, told) values ($1, $2, coalesce($3::text[], '{}'))
     on conflict (${key}) do update set looked_on = $2, told = coalesce($3::text[], n.told) where n.looked_on is distinct from $2::date`,
    [person ?? site, day, told ?? null],
  );
  return looked.rowCount === 1;
}

export interface SiteNotification {
  readonly version: number;
  readonly figuresDay: number | null;
  readonly webhookUrl: string | null;
}

export async function loadSiteNotification(client: pg.ClientBase, site: string): Promise<SiteNotification> {
  const found = await client.query<SiteNotification>(
    'select version, figures_day as "figuresDay", webhook_url as "webhookUrl" from site_notifications where site_id = $1',
    [site],
  );
  return found.rows[0] ?? { version: 0, figuresDay: null, webhookUrl: null };
}

/** Where it is still at `version`; false where somebody was faster. `figuresFor` is a month that is not sent any more. */
export async function saveSiteNotification(
  client: pg.ClientBase,
  site: string,
  version: number,
  to: Omit<SiteNotification, 'version'> & {
    readonly webhookSecret: Uint8Array | null | undefined;
    readonly figuresFor: string | undefined;
  },
): Promise<boolean> {
  const secret = to.webhookSecret ? Buffer.from(to.webhookSecret) : null;
  const saved = await client.query(
    `insert into site_notifications as n (site_id, figures_day, figures_for, webhook_url, webhook_secret) values ($1, $3, $4, $5, $7)
     on conflict (site_id) do update set version = n.version + 1, figures_day = $3, figures_for = greatest($4, n.figures_for), webhook_url = $5,
       webhook_secret = case when $6 then $7 else n.webhook_secret end where n.version = $2`,
    [site, version, to.figuresDay, to.figuresFor ?? null, to.webhookUrl, to.webhookSecret !== undefined, secret],
  );
  return saved.rowCount === 1;
}

/** Notes that a month's figures are on their way; false where they were already. */
export async function noteFigures(client: pg.ClientBase, site: string, month: string): Promise<boolean> {
  const noted = await client.query(
    'update site_notifications set figures_for = $2 where site_id = $1 and figures_for is distinct from $2',
    [site, month],
  );
  return noted.rowCount === 1;
}

/** Secrets of programs and of the mail server, to be sealed anew: how many there were. */
export async function resealNotifications(client: pg.ClientBase, replace: (sealed: Buffer) => Uint8Array): Promise<number> {
  let count = 0;
  for (const [table, key, column] of sealedColumns) {
    const held = await client.query<{ key: unknown; sealed: Buffer }>(
      `select ${key} as key, ${column} as sealed from ${table} where ${column} is not null for update`,
    );
    for (const row of held.rows)
      await client.query(`update ${table} set ${column} = $2 where ${key} = $1`, [row.key, Buffer.from(replace(row.sealed))]);
    count += held.rows.length;
  }
  return count;
}
const sealedColumns = [
  ['notification_settings', 'person_id', 'webhook_secret'],
  ['site_notifications', 'site_id', 'webhook_secret'],
  ['mail_server', 'id', 'password'],
] as const;
