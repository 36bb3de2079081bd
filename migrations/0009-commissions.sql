-- 约稿: what the office asks units to write, and each unit's task in it.

create table commissions (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  state text not null check (state in ('open', 'locked', 'closed', 'withdrawn')),
  version integer not null default 1,
  title text not null check (title <> ''),
  brief text not null,
  section_id bigint,
  -- The last local day on which an answer is in time.
  due_on date not null,
  may_decline boolean not null,
  placed_on date not null,
  placed_by bigint references people (id),
  placed_by_name text not null,
  reason text,
  recorded_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id, section_id) references sections (site_id, id)
);
create index commissions_state on commissions (site_id, state, id);

create table commission_tasks (
  site_id text not null,
  id bigint generated always as identity,
  commission_id bigint not null,
  unit_id bigint not null,
  state text not null check (state in (
    'asked', 'accepted', 'gathering', 'drafting', 'sent', 'declined', 'missed', 'excused', 'moved', 'called-off')),
  version integer not null default 1,
  -- The item that answers.
  submission_id bigint,
  sent_on date,
  -- Why it was declined, excused, moved, called off or opened again.
  reason text,
  reminders integer not null default 0,
  reminded_at timestamptz,
  -- How many facts it has posted, and whether the last one stands: it is not posted twice.
  facts integer not null default 0,
  posted boolean not null default false,
  recorded_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id, commission_id) references commissions (site_id, id),
  foreign key (site_id, unit_id) references units (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id)
);
create index commission_tasks_commission on commission_tasks (site_id, commission_id, id);
create index commission_tasks_unit on commission_tasks (site_id, unit_id, id);
create index commission_tasks_open on commission_tasks (site_id, unit_id) where state in ('asked', 'accepted', 'gathering', 'drafting');
-- A unit has one task in a commission, and an item answers one.
create unique index commission_tasks_once on commission_tasks (site_id, commission_id, unit_id) where state not in ('moved', 'called-off');
create unique index commission_tasks_item on commission_tasks (site_id, submission_id) where submission_id is not null;

grant select, insert, update on commissions, commission_tasks to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
