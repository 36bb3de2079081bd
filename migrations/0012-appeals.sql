-- Appeals of units against lines of their scores, rejections and issued bulletins; and who received a bulletin for a unit.

create table appeals (
  site_id text not null,
  id bigint generated always as identity,
  unit_id bigint not null,
  about text not null check (about in ('fact', 'rejection', 'issue')),
  fact_id bigint,
  submission_id bigint,
  bulletin_id bigint,
  state text not null check (state in ('raised', 'granted', 'partly-granted', 'refused', 'taken-back')),
  version integer not null default 1,
  reason text not null check (reason <> ''),
  raised_by bigint references people (id),
  raised_by_name text not null,
  raised_at timestamptz not null,
  -- Until when the office answers.
  due_on date not null,
  -- What it brought: the fact taken back, the item in the queue again, or points of an adjustment.
  remedy text check (remedy in ('reverse', 'reopen', 'points')),
  points numeric,
  answer text,
  answered_by bigint references people (id),
  answered_by_name text,
  answered_at timestamptz,
  primary key (site_id, id),
  foreign key (site_id, unit_id) references units (site_id, id),
  foreign key (site_id, fact_id) references facts (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id),
  foreign key (site_id, bulletin_id) references bulletin_issues (site_id, bulletin_id),
  check ((about = 'fact') = (fact_id is not null)),
  check ((about = 'rejection') = (submission_id is not null)),
  check ((about = 'issue') = (bulletin_id is not null)),
  check ((remedy = 'points') = (points is not null) or remedy is null and points is null)
);
create index appeals_unit on appeals (site_id, unit_id, id);
create index appeals_open on appeals (site_id, id) where state = 'raised';
-- One thing is appealed against once, unless that was taken back; a rejection once for each time.
create unique index appeals_fact on appeals (site_id, fact_id, unit_id) where fact_id is not null and state <> 'taken-back';
create unique index appeals_issue on appeals (site_id, bulletin_id, unit_id) where bulletin_id is not null and state <> 'taken-back';
create unique index appeals_rejection on appeals (site_id, submission_id) where submission_id is not null and state = 'raised';

-- 签收: once for each unit.
create table bulletin_receipts (
  site_id text not null,
  bulletin_id bigint not null,
  unit_id bigint not null,
  signed_by bigint references people (id),
  signed_by_name text not null,
  signed_at timestamptz not null,
  primary key (site_id, bulletin_id, unit_id),
  foreign key (site_id, bulletin_id) references bulletin_issues (site_id, bulletin_id),
  foreign key (site_id, unit_id) references units (site_id, id)
);

grant select, insert, update on appeals to baocaitong_app;
grant select, insert on bulletin_receipts to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
