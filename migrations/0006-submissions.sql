-- What units report: the current row, its text, the texts that were signed or sent, and who said what about it.

create table sections (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  name text not null check (name <> ''),
  parent_id bigint,
  -- Words that suggest this section to a writer.
  keywords text[] not null default '{}',
  -- 国办发〔2017〕47号 ColumnType, ColumnDescription.
  column_type text,
  description text,
  position integer not null,
  active boolean not null default true,
  primary key (site_id, id),
  unique (site_id, name),
  foreign key (site_id, parent_id) references sections (site_id, id)
);

alter table submissions
  -- 'recorded': came in by import with its facts; nobody works on it here.
  add column state text not null default 'recorded' check (state in (
    'recorded', 'draft', 'in-review', 'returned', 'submitted', 'adopted', 'rejected', 'merged', 'scheduled', 'published', 'withdrawn', 'discarded')),
  add column version integer not null default 1,
  add column kind text not null default 'news' check (kind in ('news', 'notice', 'policy', 'interpretation', 'interview', 'other')),
  add column author_id bigint references people (id),
  add column section_id bigint,
  -- Other units of a joint item; the unit itself is not repeated here.
  add column joint_ids bigint[] not null default '{}',
  add column event_on date,
  -- 主动公开, 依申请公开, 不予公开; null while undecided.
  add column disclosure text check (disclosure in ('proactive', 'on-request', 'none')),
  -- The last frozen text; 0 while none was sent.
  add column text_version integer not null default 0,
  -- Signatures wanted and given on the way through the unit.
  add column levels integer not null default 0 check (levels between 0 and 5),
  add column level integer not null default 0 check (level >= 0),
  add column claimed_by bigint references people (id),
  add column claimed_at timestamptz,
  -- When the office first received it, and when it last decided.
  add column submitted_at timestamptz,
  add column decided_at timestamptz,
  -- Why it was returned, rejected or withdrawn: for its author, in lists.
  add column reason_code text,
  add column reason text,
  add column merged_into bigint,
  add column urgent boolean not null default false,
  -- Urgent, and nobody has approved it yet.
  add column ratify boolean not null default false,
  -- 补录: entered later from paper, with the day on the paper.
  add column paper_on date,
  -- Only these people, within their reach, see it.
  add column people bigint[],
  -- Shown to all units as a model, with a comment.
  add column model_comment text,
  add column review_by date,
  -- The item on another site that this one is a copy of.
  add column origin_site text,
  add column origin_id bigint,
  add column changed_at timestamptz,
  add foreign key (site_id, section_id) references sections (site_id, id),
  add foreign key (site_id, merged_into) references submissions (site_id, id),
  add check ((state = 'recorded') = (author_id is null)),
  add check (level <= levels),
  add check ((state = 'merged') = (merged_into is not null));
-- The office's queue and every list: newest first within a state, a unit, an author.
create index submissions_state on submissions (site_id, state, id desc) where state <> 'recorded';
create index submissions_unit on submissions (site_id, unit_id, state, id desc) where state <> 'recorded';
create index submissions_author on submissions (site_id, author_id, id desc) where author_id is not null;
create index submissions_joint on submissions using gin (joint_ids) where joint_ids <> '{}';
create index submissions_title on submissions (site_id, title);
create index submissions_merged on submissions (site_id, merged_into) where merged_into is not null;
-- What a unit sent in lately: for the checks of its next item. No index is on what every save changes (changed_at, version).
create index submissions_sent on submissions (site_id, unit_id, submitted_at) where submitted_at is not null;
-- What was received in a period, by unit and state, is counted without looking at the rows; of the merged ones it is looked up where they went.
create index submissions_submitted on submissions (site_id, submitted_at) include (unit_id, state)
  where submitted_at is not null and state <> 'discarded';
create index submissions_merged_sent on submissions (site_id, submitted_at) where state = 'merged';

-- Ends a transaction from within a statement that found nothing to write: what is sent behind it is not done, and the asker is told why.
create function refuse_write(why text) returns void language plpgsql as $$
begin
  raise exception using errcode = 'BC001', message = 'a write was refused', detail = why;
end $$;

-- The text people are working on; replaced by saving.
create table submission_texts (
  site_id text not null,
  submission_id bigint not null,
  -- Sanitised HTML of the small vocabulary.
  body text not null,
  -- What is said besides: source, author, phone, basis, attachments, shares, fields of its kind.
  content jsonb not null,
  changed_by bigint references people (id),
  changed_at timestamptz not null,
  primary key (site_id, submission_id),
  foreign key (site_id, submission_id) references submissions (site_id, id)
);

-- Texts as they were sent, signed, edited or published: never changed. Only what an editor of the office is writing makes room for what the
-- same editor writes next, while nothing names it: `on delete restrict` keeps what was signed, published or shown to an expert.
create table submission_versions (
  site_id text not null,
  submission_id bigint not null,
  number integer not null check (number > 0),
  -- Whose text: the unit's, or the office's after editing.
  side text not null check (side in ('unit', 'office')),
  title text not null,
  body text not null,
  content jsonb not null,
  -- Over title, body and content in canonical JSON.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  written_by bigint references people (id),
  written_by_name text not null,
  recorded_at timestamptz not null,
  primary key (site_id, submission_id, number),
  foreign key (site_id, submission_id) references submissions (site_id, id)
);

-- Who put their name to which text.
create table submission_signatures (
  site_id text not null,
  submission_id bigint not null,
  id bigint generated always as identity,
  version_number integer not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  as_what text not null check (as_what in ('author', 'reviewer', 'office', 'ratifier', 'publisher')),
  -- Which level of review, from 1; 0 for the others.
  level integer not null default 0,
  person_id bigint references people (id),
  name text not null,
  opinion text,
  recorded_at timestamptz not null,
  primary key (site_id, submission_id, id),
  foreign key (site_id, submission_id, version_number) references submission_versions (site_id, submission_id, number) on delete restrict
);

-- The conversation about an item; one remark may be pinned.
create table submission_remarks (
  site_id text not null,
  submission_id bigint not null,
  id bigint generated always as identity,
  kind text not null check (kind in ('comment', 'return', 'reject', 'expert')),
  person_id bigint references people (id),
  name text not null,
  body text not null check (body <> ''),
  version_number integer,
  recorded_at timestamptz not null,
  primary key (site_id, submission_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id)
);
create table submission_pins (
  site_id text not null,
  submission_id bigint not null,
  remark_id bigint not null,
  primary key (site_id, submission_id),
  foreign key (site_id, submission_id, remark_id) references submission_remarks (site_id, submission_id, id)
);

-- An outside expert reads one text through a link and may comment on it.
create table expert_links (
  site_id text not null,
  id bigint generated always as identity,
  submission_id bigint not null,
  version_number integer not null,
  code_hash bytea not null,
  name text not null check (name <> ''),
  made_by bigint references people (id),
  recorded_at timestamptz not null,
  ends_at timestamptz not null,
  revoked_at timestamptz,
  primary key (site_id, id),
  unique (site_id, code_hash),
  foreign key (site_id, submission_id, version_number) references submission_versions (site_id, submission_id, number) on delete restrict
);
create index expert_links_submission on expert_links (site_id, submission_id);
create table expert_visits (
  site_id text not null,
  link_id bigint not null,
  id bigint generated always as identity,
  what text not null check (what in ('read', 'comment')),
  address text not null,
  recorded_at timestamptz not null,
  primary key (site_id, link_id, id),
  foreign key (site_id, link_id) references expert_links (site_id, id)
);

-- Files people handed in; the bytes lie in the content store under their hash.
create table files (
  site_id text not null references sites (id),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null check (name <> ''),
  media_type text not null,
  byte_size bigint not null check (byte_size > 0),
  person_id bigint references people (id),
  recorded_at timestamptz not null,
  primary key (site_id, sha256)
);
create table submission_files (
  site_id text not null,
  submission_id bigint not null,
  sha256 text not null,
  primary key (site_id, submission_id, sha256),
  foreign key (site_id, submission_id) references submissions (site_id, id),
  foreign key (site_id, sha256) references files (site_id, sha256)
);
create index submission_files_file on submission_files (site_id, sha256);

-- What a unit filled in last: signer, responsible editor, phone.
create table unit_defaults (
  site_id text not null,
  unit_id bigint not null,
  body jsonb not null,
  changed_at timestamptz not null,
  primary key (site_id, unit_id),
  foreign key (site_id, unit_id) references units (site_id, id)
);

grant select on sections, submission_texts, submission_versions, submission_signatures, submission_remarks, submission_pins,
  expert_links, expert_visits, files, submission_files, unit_defaults to baocaitong_app;
grant insert, update on sections, submission_texts, expert_links, unit_defaults to baocaitong_app;
grant insert, delete on submission_versions to baocaitong_app;
grant insert on submission_signatures, submission_remarks, expert_visits, files to baocaitong_app;
grant insert, update, delete on submission_pins to baocaitong_app;
grant insert, delete on submission_files to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
