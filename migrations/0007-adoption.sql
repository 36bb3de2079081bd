-- What the office did with an item: adopted it into outlets, published it, and what leaders said about it.

-- Into one that is closed nothing new is adopted; what was, stays and counts.
alter table outlets add column active boolean not null default true;

create table adoptions (
  site_id text not null,
  id bigint generated always as identity,
  submission_id bigint not null,
  outlet_id bigint not null,
  section_id bigint,
  -- 'claimed': adopted above, evidence given, not yet confirmed by a second person.
  state text not null check (state in ('decided', 'claimed', 'confirmed', 'refuted', 'withdrawn')),
  version integer not null default 1,
  form text,
  kind text,
  level text,
  -- The local day of the decision; for an adoption above, the day it appeared there.
  adopted_on date not null,
  -- Address or file that proves an adoption above.
  evidence text,
  evidence_sha256 text,
  note text,
  decided_by bigint references people (id),
  decided_by_name text not null,
  confirmed_by bigint references people (id),
  recorded_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id),
  foreign key (site_id, outlet_id) references outlets (site_id, id),
  foreign key (site_id, section_id) references sections (site_id, id),
  foreign key (site_id, evidence_sha256) references files (site_id, sha256)
);
create index adoptions_submission on adoptions (site_id, submission_id);
create index adoptions_claimed on adoptions (site_id, id) where state = 'claimed';
-- An item stands in an outlet once.
create unique index adoptions_once on adoptions (site_id, submission_id, outlet_id) where state in ('decided', 'claimed', 'confirmed');

-- Each unit's part, once per unit.
create table adoption_shares (
  site_id text not null,
  adoption_id bigint not null,
  unit_id bigint not null,
  share_top integer not null check (share_top >= 0),
  share_bottom integer not null check (share_bottom > 0),
  lead boolean not null,
  primary key (site_id, adoption_id, unit_id),
  foreign key (site_id, adoption_id) references adoptions (site_id, id),
  foreign key (site_id, unit_id) references units (site_id, id)
);

-- Where published items go.
create table channels (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  name text not null check (name <> ''),
  kind text not null check (kind in ('folder', 'webhook')),
  -- Folder: {folder}, a name below the folder that the platform publishes into. Webhook: {url}.
  settings jsonb not null,
  -- Signs webhook deliveries; encrypted with the platform's key file.
  secret bytea,
  version integer not null default 1,
  active boolean not null default true,
  primary key (site_id, id),
  unique (site_id, name)
);

create table publications (
  site_id text not null,
  id bigint generated always as identity,
  submission_id bigint not null,
  -- Null: published by hand, nothing is sent.
  channel_id bigint,
  version_number integer not null,
  -- 'replaced': a corrected text reached the same place.
  state text not null check (state in ('due', 'delivered', 'failed', 'replaced', 'withdrawing', 'withdrawn', 'cancelled')),
  version integer not null default 1,
  due_at timestamptz not null,
  -- Tried so often; the next try is not before.
  attempts integer not null default 0,
  try_after timestamptz not null,
  fault text,
  delivered_at timestamptz,
  -- Where the channel says it stands.
  address text,
  ordered_by bigint references people (id),
  ordered_by_name text not null,
  reason text,
  recorded_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id, submission_id, version_number) references submission_versions (site_id, submission_id, number) on delete restrict,
  foreign key (site_id, channel_id) references channels (site_id, id)
);
create index publications_submission on publications (site_id, submission_id);
create index publications_open on publications (try_after) where state in ('due', 'withdrawing');
create index publications_failed on publications (site_id, id) where state = 'failed';
-- Where something is sent or may have been sent, there is one at a time to be told what comes next.
create unique index publications_due_once on publications (site_id, submission_id, channel_id) where state in ('due', 'withdrawing');

-- 领导批示.
create table instructions (
  site_id text not null,
  id bigint generated always as identity,
  submission_id bigint not null,
  state text not null check (state in ('claimed', 'confirmed', 'refuted', 'withdrawn')),
  version integer not null default 1,
  leader text not null check (leader <> ''),
  level text not null check (level <> ''),
  outlet_id bigint,
  instructed_on date not null,
  body text,
  evidence text,
  evidence_sha256 text,
  recorded_by bigint references people (id),
  recorded_by_name text not null,
  confirmed_by bigint references people (id),
  recorded_at timestamptz not null,
  primary key (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id),
  foreign key (site_id, outlet_id) references outlets (site_id, id),
  foreign key (site_id, evidence_sha256) references files (site_id, sha256)
);
create index instructions_submission on instructions (site_id, submission_id);
create index instructions_claimed on instructions (site_id, id) where state = 'claimed';

-- Few at any time, and asked for by every look at the desk.
create index submissions_ratify on submissions (site_id, id) where ratify;
create index submissions_review on submissions (site_id, review_by) where review_by is not null;
create index submissions_model on submissions (site_id, id) where model_comment is not null;
create index submissions_claimed on submissions (site_id, claimed_by, id) where claimed_by is not null;

-- The newest day somebody looked at their inbox's models and decisions.
create table seen (
  site_id text not null,
  person_id bigint not null references people (id),
  thing text not null,
  seen_at timestamptz not null,
  primary key (site_id, person_id, thing),
  foreign key (site_id) references sites (id)
);

grant select, insert, update on adoptions, channels, publications, instructions, seen to baocaitong_app;
grant select, insert, delete on adoption_shares to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
