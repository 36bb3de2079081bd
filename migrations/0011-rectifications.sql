-- Wording errors found in items (错情), what became of them, and the notices units were sent about them (整改通知).

create table rectification_notices (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  unit_id bigint not null,
  year integer not null,
  -- Counted within the year.
  number integer not null check (number > 0),
  issued_on date not null,
  due_on date not null,
  -- As it was sent: rendered whenever somebody asks for it.
  document jsonb not null,
  issued_by bigint references people (id),
  issued_by_name text not null,
  recorded_at timestamptz not null,
  primary key (site_id, id),
  unique (site_id, year, number),
  foreign key (site_id, unit_id) references units (site_id, id)
);

create table rectifications (
  site_id text not null,
  id bigint generated always as identity,
  submission_id bigint not null,
  -- What is wrong, as it is compared: one blank for any white space.
  word text not null check (word <> ''),
  correction text not null,
  kind text not null check (kind in ('typo', 'serious', 'sensitive', 'format')),
  severity text not null check (severity in ('ordinary', 'grave')),
  -- Whose error: it stands in the text the unit submitted, or only in what the office made of it.
  side text not null check (side in ('unit', 'office')),
  place text not null,
  version_number integer not null,
  state text not null check (state in ('found', 'confirmed', 'noticed', 'replied', 'closed', 'dismissed')),
  version integer not null default 1,
  found_on date not null,
  found_by bigint references people (id),
  found_by_name text not null,
  note text,
  -- How often it was confirmed: the round of its facts.
  confirmed_count integer not null default 0,
  confirmed_by bigint references people (id),
  confirmed_by_name text,
  confirmed_at timestamptz,
  notice_id bigint,
  due_on date,
  -- The fact that the unit was late is there, or the rulebook of the day has none.
  overdue_on date,
  reply text,
  reply_title text,
  reply_body text,
  replied_by bigint references people (id),
  replied_by_name text,
  replied_at timestamptz,
  closed_by bigint references people (id),
  closed_by_name text,
  closed_at timestamptz,
  -- Why it was dismissed, or returned.
  reason text,
  recorded_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id),
  foreign key (site_id, notice_id) references rectification_notices (site_id, id),
  foreign key (site_id, submission_id, version_number) references submission_versions (site_id, submission_id, number) on delete restrict
);
-- One word wrong in one item is one error, however many look for it.
create unique index rectifications_once on rectifications (site_id, submission_id, word);
create index rectifications_state on rectifications (site_id, state, id);
create index rectifications_found on rectifications (site_id, found_on) where confirmed_at is not null;
create index rectifications_notice on rectifications (site_id, notice_id);
-- Asked by the clock over all sites.
create index rectifications_due on rectifications (due_on) where state = 'noticed' and overdue_on is null;

grant select, insert, update on rectifications to baocaitong_app;
grant select, insert on rectification_notices to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
