-- Rulebooks with dates, and bulletins whose issues are frozen.

create table rulebooks (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  name text not null,
  starts_on date not null,
  body jsonb not null,
  recorded_at timestamptz not null,
  primary key (site_id, id),
  unique (site_id, starts_on)
);

create table bulletins (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  period_from date not null,
  period_to date not null,
  state text not null check (state in ('draft', 'issued', 'superseded')),
  version integer not null default 1,
  -- What the clerk wrote or chose: title, narrative template, problems, next steps, addressees, remark.
  body jsonb not null,
  -- The bulletin whose issue this one corrects.
  corrects_id bigint,
  recorded_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id, corrects_id) references bulletins (site_id, id),
  check (period_from <= period_to)
);

-- Added once, never changed: the app's role has no right to update or delete here.
create table bulletin_issues (
  site_id text not null references sites (id),
  bulletin_id bigint not null,
  -- 期号: counted by year in each site; the 发文字号 is what the office's registry gave, where it gave one.
  issue_year integer not null,
  issue_number integer not null check (issue_number > 0),
  document_number text,
  -- The date printed on it; some bulletins on a web page carry none.
  issued_on date,
  frozen_at timestamptz not null,
  period_from date not null,
  period_to date not null,
  rulebook_id bigint,
  -- The figures as shown and the document as text: rendering again gives the same content.
  figures jsonb not null,
  document jsonb not null,
  -- Over document and figures in canonical JSON.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Findings that were overruled, each with its reason.
  overruled jsonb not null default '[]',
  corrects_id bigint,
  primary key (site_id, bulletin_id),
  unique (site_id, issue_year, issue_number),
  unique (site_id, document_number),
  foreign key (site_id, bulletin_id) references bulletins (site_id, id),
  foreign key (site_id, rulebook_id) references rulebooks (site_id, id),
  foreign key (site_id, corrects_id) references bulletin_issues (site_id, bulletin_id)
);

-- Rendered files of an issue; the bytes lie in the content store under their hash.
create table documents (
  site_id text not null references sites (id),
  bulletin_id bigint not null,
  format text not null check (format in ('docx', 'xlsx', 'pdf', 'html')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_size integer not null,
  rendered_at timestamptz not null,
  primary key (site_id, bulletin_id, format),
  foreign key (site_id, bulletin_id) references bulletin_issues (site_id, bulletin_id)
);

-- Every step of everything with a life. Added to, never changed.
create table history (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  thing text not null,
  thing_id text not null,
  step text not null,
  from_state text,
  to_state text,
  by_actor text not null,
  reason text,
  detail jsonb,
  at timestamptz not null,
  primary key (site_id, id)
);
create index history_thing on history (site_id, thing, thing_id);
