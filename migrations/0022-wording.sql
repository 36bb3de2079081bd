-- Proofreading in the product: what an office keeps of its own about wording, and what people answered to findings.

-- Another one as soon as anything changes by which a site's texts are proofread: entries, names, units, its gate.
alter table sites add column wording_version integer not null default 0;

-- An office's own words: not to be written, worth a thought, written otherwise, written wrongly; or right, whatever anything says of them.
create table site_wording (
  site_id text not null,
  id bigint generated always as identity,
  kind text not null check (kind in ('forbidden', 'caution', 'variant', 'confusion', 'allowed')),
  find text not null check (find <> ''),
  put text[] not null default '{}',
  why text,
  state text not null check (state in ('active', 'withdrawn')),
  added_by bigint references people (id),
  added_by_name text not null,
  added_at timestamptz not null,
  withdrawn_by_name text,
  withdrawn_at timestamptz,
  primary key (site_id, id),
  foreign key (site_id) references sites (id),
  check ((state = 'withdrawn') = (withdrawn_at is not null))
);
-- A word stands once: two entries would say two things of it.
create unique index site_wording_find on site_wording (site_id, find) where state = 'active';
create index site_wording_state on site_wording (site_id, state, kind, id);

-- What ships and stays silent here: `list:word`, `protected:phrase`, `rule:id`.
create table wording_off (
  site_id text not null,
  key text not null check (key <> ''),
  off_by_name text not null,
  off_at timestamptz not null,
  primary key (site_id, key),
  foreign key (site_id) references sites (id)
);

-- Persons in office, with their posts and the days of these.
create table office_holders (
  site_id text not null,
  id bigint generated always as identity,
  name text not null check (name <> ''),
  post text not null check (post <> ''),
  from_on date not null,
  to_on date,
  -- In which order they are named, 1 first.
  position integer check (position > 0),
  state text not null check (state in ('active', 'withdrawn')),
  kept_by_name text not null,
  kept_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id) references sites (id),
  check (to_on is null or to_on >= from_on)
);
create index office_holders_state on office_holders (site_id, state, id);

-- What people said to a finding: taken over, or passed over. Only added.
create table wording_answers (
  site_id text not null,
  id bigint generated always as identity,
  submission_id bigint not null,
  text_version integer not null,
  -- Hash of what was found and how, by which it is known again in the item.
  key text not null,
  kind text not null,
  rule text not null,
  -- Personal data covered.
  found text not null,
  suggestion text not null,
  answer text not null check (answer in ('taken', 'ignored')),
  -- By which a mistaken character was judged; the gate learns from them.
  figures real[],
  answered_by bigint references people (id),
  answered_by_name text not null,
  answered_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id)
);
create index wording_answers_submission on wording_answers (site_id, submission_id) where answer = 'ignored';
create index wording_answers_taught on wording_answers (site_id, id) where figures is not null;

-- Gates that learned from a site's answers; the newest that was kept decides. Only added.
create table wording_gates (
  site_id text not null,
  id bigint generated always as identity,
  -- Null: it was no better than the one before, which stays.
  gate bytea,
  -- Up to which answer it learned, and from how many.
  last_answer bigint not null,
  answers integer not null,
  -- Loss on the answers held back, before and after.
  loss_before real not null,
  loss_after real not null,
  made_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id) references sites (id)
);

grant select, insert, update on site_wording, office_holders to baocaitong_app;
grant select, insert, delete on wording_off to baocaitong_app;
grant select, insert on wording_answers, wording_gates to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
