-- Who reports, and where it appears. Tenant tables carry site_id first in every key, so that sites can be placed on nodes.

create table sites (
  id text primary key check (id ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
  name text not null check (name <> ''),
  settings jsonb not null default '{}',
  recorded_at timestamptz not null
);

create table units (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  -- Unique in the site: the name, or parent/name where a name stands twice (市本级).
  key text not null check (key <> ''),
  name text not null check (name <> ''),
  parent_id bigint,
  group_name text not null,
  class text,
  -- The issuing office itself: its items are kept apart.
  own boolean not null default false,
  attributes jsonb not null default '{}',
  position integer not null,
  active_from date,
  active_to date,
  merged_into bigint,
  merged_on date,
  primary key (site_id, id),
  unique (site_id, key),
  foreign key (site_id, parent_id) references units (site_id, id),
  foreign key (site_id, merged_into) references units (site_id, id),
  check ((merged_into is null) = (merged_on is null)),
  check (active_to is null or active_from is null or active_from <= active_to)
);
create index units_parent on units (site_id, parent_id);

-- Other names of a unit: aliases for import, and former official names with the days they were in use.
create table unit_names (
  site_id text not null references sites (id),
  unit_id bigint not null,
  name text not null check (name <> ''),
  kind text not null check (kind in ('former', 'alias')),
  used_from date,
  used_to date,
  primary key (site_id, unit_id, name),
  foreign key (site_id, unit_id) references units (site_id, id)
);
create index unit_names_name on unit_names (site_id, name);

create table outlets (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  name text not null check (name <> ''),
  kind text not null check (kind in ('own-site', 'upper-site', 'journal', 'press')),
  level text,
  position integer not null,
  primary key (site_id, id),
  unique (site_id, name)
);
