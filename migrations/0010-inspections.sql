-- Inspections (检查): what is inspected and how often it has to be updated, campaigns over it, and what they found.

create table inspection_subjects (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  kind text not null check (kind in ('site', 'section', 'account', 'unit')),
  name text not null check (name <> ''),
  address text,
  -- Responsible for it.
  unit_id bigint not null,
  -- A section of our own: its last update comes from what is published in it.
  section_id bigint,
  -- It has to be updated every so many days; null: nobody watches it.
  interval_days integer check (interval_days > 0),
  -- The last update as recorded by hand or by a list.
  updated_on date,
  version integer not null default 1,
  active boolean not null default true,
  recorded_at timestamptz not null,
  primary key (site_id, id),
  unique (site_id, kind, unit_id, name),
  foreign key (site_id, unit_id) references units (site_id, id),
  foreign key (site_id, section_id) references sections (site_id, id)
);
create index inspection_subjects_section on inspection_subjects (site_id, section_id) where section_id is not null;

create table inspections (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  name text not null check (name <> ''),
  state text not null check (state in ('planned', 'under-way', 'concluded', 'withdrawn')),
  version integer not null default 1,
  -- 'list': its subjects are those of lists that are imported.
  method text not null check (method in ('whole', 'sample', 'list')),
  kinds text[] not null,
  sample_size integer check (sample_size > 0),
  -- With the subjects of that day it gives the same sample again.
  seed integer not null,
  from_on date not null,
  to_on date not null,
  -- As the settings had it when the inspection was planned.
  fail_below integer not null,
  reason text,
  recorded_by bigint references people (id),
  recorded_by_name text not null,
  recorded_at timestamptz not null,
  primary key (site_id, id),
  unique (site_id, name),
  check (from_on <= to_on)
);

create table inspection_checks (
  site_id text not null,
  inspection_id bigint not null,
  subject_id bigint not null,
  -- Null while nobody has looked at it.
  checked_on date,
  checked_by_name text,
  primary key (site_id, inspection_id, subject_id),
  foreign key (site_id, inspection_id) references inspections (site_id, id),
  foreign key (site_id, subject_id) references inspection_subjects (site_id, id)
);
create index inspection_checks_subject on inspection_checks (site_id, subject_id);

create table inspection_findings (
  site_id text not null,
  id bigint generated always as identity,
  inspection_id bigint not null,
  subject_id bigint not null,
  -- Responsible when it was found.
  unit_id bigint not null,
  -- 'confirmed': a second person found it right; what is put right refers to it.
  state text not null check (state in ('found', 'confirmed', 'refuted')),
  version integer not null default 1,
  indicator text not null,
  indicator_name text not null,
  veto boolean not null,
  -- What it takes away, as the settings or the list had it.
  points numeric check (points >= 0),
  body text not null check (body <> ''),
  place text,
  link text,
  snapshot_sha256 text,
  found_on date not null,
  reason text,
  -- By which a row of a list is known again.
  source_key text,
  found_by bigint references people (id),
  found_by_name text not null,
  confirmed_by bigint references people (id),
  confirmed_by_name text,
  recorded_at timestamptz not null,
  primary key (site_id, id),
  unique (site_id, inspection_id, source_key),
  foreign key (site_id, inspection_id, subject_id) references inspection_checks (site_id, inspection_id, subject_id),
  foreign key (site_id, unit_id) references units (site_id, id),
  foreign key (site_id, snapshot_sha256) references files (site_id, sha256)
);
create index inspection_findings_inspection on inspection_findings (site_id, inspection_id, id);
create index inspection_findings_snapshot on inspection_findings (site_id, snapshot_sha256) where snapshot_sha256 is not null;

grant select, insert, update on inspection_subjects, inspections, inspection_checks, inspection_findings to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
