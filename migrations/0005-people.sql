-- Who signs in, what they may do, and with what. People belong to no site: one person may work for several.

create table people (
  id bigint generated always as identity primary key,
  sign_in_name text not null unique check (sign_in_name ~ '^\S{2,64}$'),
  name text not null check (name <> ''),
  phone text,
  -- Invited: has not set a password yet. Left: cannot sign in any more; the name stays with what was done.
  state text not null check (state in ('invited', 'active', 'left')),
  version integer not null default 1,
  password_hash text,
  password_changed_at timestamptz,
  must_change_password boolean not null default false,
  -- Encrypted with the platform's key file, which lies outside data and database.
  totp_secret bytea,
  -- Shown to the person, but not yet proved by a first code.
  totp_pending bytea,
  -- The last time step a code was accepted for: no code works twice.
  totp_step bigint,
  -- SHA-256 of the recovery codes that have not been used.
  recovery_hashes bytea[] not null default '{}',
  recorded_at timestamptz not null,
  left_at timestamptz,
  check (state <> 'active' or password_hash is not null),
  check ((state = 'left') = (left_at is not null))
);

-- Hashes of former passwords, so that the last few are not used again.
create table person_passwords (
  person_id bigint not null references people (id),
  id bigint generated always as identity,
  hash text not null,
  recorded_at timestamptz not null,
  primary key (person_id, id)
);

create table person_roles (
  id bigint generated always as identity primary key,
  person_id bigint not null references people (id),
  role text not null check (role in (
    'contributor', 'reviewer', 'editor', 'head', 'disclosure-clerk', 'disclosure-head',
    'system-administrator', 'security-administrator', 'auditor', 'leader', 'client')),
  -- Without a site: on the whole platform.
  site_id text references sites (id),
  unit_id bigint,
  -- Local days on which the role is held; without an end, until it is taken back.
  from_on date not null,
  to_on date,
  given_by text not null,
  recorded_at timestamptz not null,
  -- Taken back before its days were over.
  withdrawn_at timestamptz,
  foreign key (site_id, unit_id) references units (site_id, id),
  check (to_on is null or to_on >= from_on),
  check ((role in ('contributor', 'reviewer')) = (unit_id is not null)),
  check (unit_id is null or site_id is not null)
);
create index person_roles_person on person_roles (person_id);
create index person_roles_unit on person_roles (site_id, unit_id);
-- The units below somebody's own, those merged into it included, are looked up with every request.
create index units_merged on units (site_id, merged_into) where merged_into is not null;

create table sessions (
  -- SHA-256 of the cookie's value; the value itself is kept nowhere.
  token_hash bytea primary key,
  id bigint generated always as identity unique,
  person_id bigint not null references people (id),
  started_at timestamptz not null,
  seen_at timestamptz not null,
  -- The absolute end; the idle end is reckoned from seen_at.
  ends_at timestamptz not null,
  ended_at timestamptz,
  -- The person's password or rights changed: the cookie gets a new value with the next request.
  renew boolean not null default false,
  -- The value before it was renewed, still good for requests that are under way.
  former_hash bytea unique,
  former_until timestamptz,
  address text not null,
  agent text not null,
  check ((former_hash is null) = (former_until is null))
);
create index sessions_person on sessions (person_id);

-- Codes that work once: making the first administrator, setting a password.
create table one_time_codes (
  code_hash bytea primary key,
  purpose text not null check (purpose in ('first-administrator', 'set-password')),
  person_id bigint references people (id),
  recorded_at timestamptz not null,
  ends_at timestamptz not null,
  used_at timestamptz,
  check ((purpose = 'set-password') = (person_id is not null))
);

-- Failed attempts by account and address together: nobody can lock somebody else out from another place.
create table sign_in_failures (
  -- SHA-256 of the name as typed (it may be a password typed in the wrong field); empty: all names tried from the address.
  name_hash text not null,
  address text not null,
  failures integer not null,
  failed_at timestamptz not null,
  waits_until timestamptz not null,
  primary key (name_hash, address)
);
create index sign_in_failures_failed on sign_in_failures (failed_at);

create table tokens (
  id bigint generated always as identity primary key,
  token_hash bytea not null unique,
  name text not null check (name <> ''),
  -- Who answers for it; it never reaches further than this person.
  person_id bigint not null references people (id),
  site_id text not null references sites (id),
  capabilities text[] not null,
  recorded_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  used_at timestamptz,
  used_from text
);
create index tokens_person on tokens (person_id);

-- What an action answered to a request that carried a key, so that a repeated request is not done twice. Kept 24 hours.
create table idempotency_keys (
  actor text not null,
  key text not null check (length(key) between 8 and 128),
  action text not null,
  input_hash text not null,
  answer jsonb not null,
  recorded_at timestamptz not null,
  primary key (actor, key)
);
create index idempotency_keys_recorded on idempotency_keys (recorded_at);

create table platform_settings (
  id boolean primary key default true check (id),
  body jsonb not null default '{}',
  version integer not null default 1
);

-- Moved with every action on people, units, sites and the platform: the server keeps for a minute who stands behind a cookie, and asks
-- with every request whether this still stands where it stood.
create table rights_stamp (
  id boolean primary key default true check (id),
  value bigint not null
);
insert into rights_stamp (value) values (1);

-- Things of the whole platform (people, tokens) have history too: under the empty site.
alter table history drop constraint history_site_id_fkey;
alter table history add column by_person bigint;
create index history_person on history (site_id, by_person, id) where by_person is not null;

grant select, insert, update on people, person_roles, sessions, one_time_codes, tokens, platform_settings to baocaitong_app;
grant select, insert, update, delete on sign_in_failures to baocaitong_app;
grant select, insert, delete on person_passwords, idempotency_keys to baocaitong_app;
grant delete on sessions to baocaitong_app;
grant select, update on rights_stamp to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
