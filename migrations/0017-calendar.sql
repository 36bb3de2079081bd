-- Working days: arrangements of years that an office has brought, and by what a deadline was counted, so that it can move with them.

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

grant select, insert, update on calendar to baocaitong_app;
