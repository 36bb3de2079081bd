-- What waits for a person, told by mail or to a program of theirs: addresses, times, the mail server, and what is on its way.

-- Confirmed by a code that was sent there; nothing else is sent to any other address.
alter table people add column mail text check (mail <> '');

create table notification_settings (
  person_id bigint primary key references people (id),
  version integer not null default 1,
  -- Null: as the platform has settled.
  digest text check (digest in ('off', 'daily', 'workdays')),
  digest_at text check (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  webhook_url text,
  -- Signs what is sent there; encrypted with the platform's key file.
  webhook_secret bytea,
  -- An address that the person has named and not yet confirmed: SHA-256 of the code, and how often it was tried.
  mail_pending text,
  mail_code bytea,
  mail_code_ends_at timestamptz,
  mail_code_tries integer not null default 0,
  mail_code_sent_at timestamptz,
  -- The last day on which it was looked what waits, and what waited when that was told last.
  looked_on date,
  told text[] not null default '{}',
  check ((webhook_url is null) = (webhook_secret is null)),
  check ((mail_pending is null) = (mail_code is null) and (mail_pending is null) = (mail_code_ends_at is null))
);

create table site_notifications (
  site_id text primary key references sites (id),
  version integer not null default 1,
  -- The day of the month on which the heads get the figures of the month before; null: never.
  figures_day smallint check (figures_day between 1 and 31),
  -- The last month whose figures were sent, YYYY-MM.
  figures_for text,
  webhook_url text,
  webhook_secret bytea,
  looked_on date,
  told text[] not null default '{}',
  check ((webhook_url is null) = (webhook_secret is null))
);

create table mail_server (
  id boolean primary key default true check (id),
  version integer not null default 1,
  active boolean not null,
  host text not null check (host <> ''),
  port integer not null check (port between 1 and 65535),
  security text not null check (security in ('none', 'starttls', 'tls')),
  user_name text,
  -- Encrypted with the platform's key file.
  password bytea,
  sender text not null check (sender <> ''),
  sender_name text not null,
  -- PEM, where the server's certificate is signed by nobody whom everybody trusts.
  certificate text,
  -- When people get their digest who have not chosen.
  digest text not null check (digest in ('off', 'daily', 'workdays')),
  digest_at text not null check (digest_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  -- Could not be reached so often in a row; all mail waits until then.
  failures integer not null default 0,
  try_after timestamptz,
  fault text,
  fault_at timestamptz,
  sent_at timestamptz
);

-- What is to be sent, once each.
create table messages (
  id bigint generated always as identity primary key,
  -- What it is: made twice, it is there once.
  key text not null unique,
  kind text not null check (kind in ('digest', 'figures', 'code', 'test')),
  channel text not null check (channel in ('mail', 'webhook')),
  person_id bigint references people (id),
  site_id text references sites (id),
  -- Null: the confirmed address, or the program, of the person or site when it is sent.
  address text,
  state text not null check (state in ('due', 'sent', 'failed', 'dropped')),
  version integer not null default 1,
  attempts integer not null default 0,
  try_after timestamptz not null,
  fault text,
  -- Kept no longer than it waits.
  content jsonb,
  message_id text,
  recorded_at timestamptz not null,
  sent_at timestamptz,
  check ((state = 'due') = (content is not null)),
  check ((state = 'sent') = (sent_at is not null))
);
create index messages_due on messages (try_after, id) where state = 'due';
create index messages_person on messages (person_id, id);
create index messages_failed on messages (id) where state = 'failed';

grant select, insert, update on site_notifications, mail_server to baocaitong_app;
grant select, insert, update, delete on notification_settings, messages to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
