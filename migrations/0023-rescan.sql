-- Published texts are looked through anew when lists, names or the model change (用语巡查); what is found waits for the office. The platform
-- trains a site's own language model from what it published.

-- How far a site was looked through.
create table rescan_walks (
  site_id text not null references sites (id),
  -- Under which lists, names and model.
  stamp text not null,
  night date not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  -- The item the walk goes on after.
  last_id bigint not null,
  -- Texts that were due when it began, and looked at since; looked at in that night; words found.
  due integer not null,
  looked integer not null,
  tonight integer not null,
  found integer not null,
  -- Somebody asked for it now, whatever the hour.
  wanted_at timestamptz,
  primary key (site_id)
);

-- Which text of an item was looked at, and under what.
create table rescanned_texts (
  site_id text not null,
  submission_id bigint not null,
  version_number integer not null,
  stamp text not null,
  primary key (site_id, submission_id),
  foreign key (site_id, submission_id) references submissions (site_id, id)
);

create table rescan_findings (
  site_id text not null,
  id bigint generated always as identity,
  submission_id bigint not null,
  -- The text it was last found in.
  version_number integer not null,
  -- What is wrong, as it is compared; covered where it is personal data.
  word text not null check (word <> ''),
  -- What the finding itself spans, where in the word, and what was offered for it first: by which an answer to it is known again.
  found text not null,
  found_at integer not null check (found_at >= 0),
  suggestion text not null,
  -- Null where nobody can say.
  correction text,
  kind text not null check (kind in ('typo', 'protected-phrase', 'forbidden', 'caution', 'variant', 'punctuation', 'number', 'date', 'privacy', 'spam',
    'traditional')),
  severity text not null check (severity in ('error', 'warning')),
  rule text not null,
  message text not null,
  place text not null,
  -- Whose: it stands in the text the unit submitted, or only in what the office made of it.
  side text not null check (side in ('unit', 'office')),
  times integer not null check (times > 0),
  state text not null check (state in ('found', 'confirmed', 'ignored', 'gone')),
  version integer not null default 1,
  found_on date not null,
  rectification_id bigint,
  decided_by bigint references people (id),
  decided_by_name text,
  decided_at timestamptz,
  primary key (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id),
  foreign key (site_id, rectification_id) references rectifications (site_id, id)
);
-- One word wrong in one item is one finding, however often it is looked for.
create unique index rescan_findings_once on rescan_findings (site_id, submission_id, word);
create index rescan_findings_state on rescan_findings (site_id, state, id);
create index rescan_findings_rule on rescan_findings (site_id, rule, id) where state = 'found';
create index rescan_findings_word on rescan_findings (site_id, found, id) where state = 'found';
create index rescan_findings_day on rescan_findings (site_id, found_on) where state <> 'gone';

grant select, insert, update on rescan_walks to baocaitong_app;
grant select, insert, update, delete on rescanned_texts, rescan_findings to baocaitong_app;

-- Trainings of a site's own language model from what it published; the newest that was taken reads its texts. The bytes lie in the content
-- store under their hash.
create table model_trainings (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  state text not null check (state in ('wanted', 'running', 'taken', 'kept', 'failed')),
  version integer not null default 1,
  -- Null: the clock.
  asked_by bigint references people (id),
  asked_by_name text not null,
  asked_at timestamptz not null,
  began_at timestamptz,
  ended_at timestamptz,
  -- Per cent.
  progress integer not null default 0 check (progress between 0 and 100),
  -- Published texts there were, and characters it was trained on and measured on.
  texts integer,
  characters bigint,
  held bigint,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  byte_size bigint,
  -- Of the model until then and of the new one, on text held back from both: nats a character, corrections (F1), clean sentences changed.
  before jsonb,
  after jsonb,
  fault text,
  primary key (site_id, id),
  check ((state = 'taken') = (sha256 is not null))
);
create unique index model_trainings_open on model_trainings (site_id) where state in ('wanted', 'running');
create index model_trainings_taken on model_trainings (site_id, id) where state = 'taken';

grant select, insert, update on model_trainings to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
