-- What happened. Facts are added, never overwritten: a withdrawal is another fact that refers to the first.

create table imports (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  file_name text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  row_count integer not null,
  added integer not null,
  recorded_at timestamptz not null,
  primary key (site_id, id)
);

create table submissions (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  unit_id bigint not null,
  -- The key by which the source knows the item; facts of one item share it.
  source_key text not null,
  title text not null,
  recorded_at timestamptz not null,
  -- True where the title was made up for a demonstration.
  invented boolean not null default false,
  primary key (site_id, id),
  unique (site_id, source_key),
  foreign key (site_id, unit_id) references units (site_id, id)
);

create table facts (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  fact text not null check (fact in (
    'submission', 'adoption', 'forward', 'instruction', 'commission', 'deduction', 'bonus', 'adjustment', 'quota',
    'appraisal', 'refusal', 'exclusion', 'publication', 'interview', 'interpretation', 'veto', 'edit', 'complaint')),
  unit_id bigint not null,
  -- The local day (Asia/Shanghai) the fact belongs to.
  fact_on date not null,
  -- The moment, where it is known; orders facts of one day.
  happened_at timestamptz,
  recorded_at timestamptz not null,
  -- For an adoption: the day it was published; 'infinity' while publication is pending.
  published_on date,
  due_on date,
  delivered_on date,
  event_on date,
  submission_id bigint,
  outlet_id bigint,
  level text,
  kind text,
  form text,
  outcome text,
  reason text,
  leader text,
  met boolean,
  points numeric,
  -- n equal facts about n different items.
  count integer not null default 1 check (count > 0),
  -- This unit's part of a joint item, as a fraction, and whether this is the row that stands for the item in overall counts.
  share_top integer not null default 1 check (share_top >= 0),
  share_bottom integer not null default 1 check (share_bottom > 0),
  lead boolean not null default true,
  -- One of several units of a joint item.
  joint boolean not null default false,
  -- The fact that an adjustment or edit refers to.
  ref_id bigint,
  batch text,
  note text,
  evidence text,
  -- Further attributes a rulebook may read.
  attributes jsonb not null default '{}',
  -- A row is known again by its source key, or by file hash and row.
  source_key text not null,
  import_id bigint,
  invented boolean not null default false,
  primary key (site_id, id),
  unique (site_id, source_key, unit_id),
  foreign key (site_id, unit_id) references units (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id),
  foreign key (site_id, outlet_id) references outlets (site_id, id),
  foreign key (site_id, ref_id) references facts (site_id, id),
  foreign key (site_id, import_id) references imports (site_id, id),
  check (fact <> 'adjustment' or ref_id is not null or points is not null)
);
-- An adoption counts on its publication or on its decision, as the rulebook says; everything else on its day.
create index facts_day on facts (site_id, fact_on);
create index facts_published on facts (site_id, coalesce(published_on, fact_on));
create index facts_unit_day on facts (site_id, unit_id, fact_on);
create index facts_submission on facts (site_id, submission_id);
create index facts_ref on facts (site_id, ref_id) where ref_id is not null;
create index facts_joint on facts (site_id) where joint;
-- The few facts that every scoring asks for apart: who is left out, what was taken back.
create index facts_exclusion on facts (site_id, fact_on) where fact = 'exclusion';
create index facts_adjustment on facts (site_id, fact_on) where fact = 'adjustment';
