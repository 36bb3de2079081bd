-- Working days, letters kept as they were sent, and messages that can be sent again.

-- Arrangements of years that an office has brought, and by what a deadline was counted, so that it can move with them.

create table calendar (
  year smallint primary key check (year between 1990 and 2100),
  version integer not null default 1,
  -- {"off": {"2027-01-01": "元旦"}, "work": {…}}
  days jsonb not null,
  -- Where it was taken from, in a few words.
  source text not null check (source <> ''),
  imported_by bigint references people (id),
  imported_by_name text not null,
  imported_at timestamptz not null
);

-- In how many days the office answers, counted how; null where it was not noted.
alter table appeals add column answer_days smallint check (answer_days > 0);
alter table appeals add column answer_count text check (answer_count in ('working', 'natural'));
-- The deadline lies in, or runs through, a year whose arrangement was not loaded.
alter table appeals add column due_provisional boolean not null default false;
create index appeals_working on appeals (site_id, id) where state = 'raised' and answer_count = 'working';

-- What was sent to a unit, as it was sent.
create table letters (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  unit_id bigint not null,
  kind text not null check (kind in ('zero-report')),
  period_from date not null,
  period_to date not null,
  document jsonb not null,
  -- Of the document in canonical JSON.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  sent_by bigint references people (id),
  sent_by_name text not null,
  sent_at timestamptz not null,
  primary key (site_id, id),
  -- Of one thing a unit is told once.
  unique (site_id, unit_id, kind, period_from, period_to),
  foreign key (site_id, unit_id) references units (site_id, id)
);
create index letters_period on letters (site_id, period_from, period_to);

-- Who of the unit read it first, and when.
create table letter_readings (
  site_id text not null,
  letter_id bigint not null,
  read_by bigint references people (id),
  read_by_name text not null,
  read_at timestamptz not null,
  primary key (site_id, letter_id),
  foreign key (site_id, letter_id) references letters (site_id, id)
);

-- A message that did not get out keeps what it says, so that it can be sent again, until it is forgotten.
do $$
declare held text;
begin
  select conname into held from pg_constraint where conrelid = 'messages'::regclass and contype = 'c'
    and pg_get_constraintdef(oid) like '%content IS NOT NULL%';
  execute format('alter table messages drop constraint %I', held);
end $$;
alter table messages add check (state <> 'due' or content is not null);
alter table messages add check (state in ('due', 'failed') or content is null);

create index messages_site_failed on messages (site_id, id) where state = 'failed';

grant select, insert on letters, letter_readings to baocaitong_app;
grant select, insert, update on calendar to baocaitong_app;
