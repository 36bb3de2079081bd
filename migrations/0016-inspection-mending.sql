-- What an inspection found is put right like a wording error (整改); bulletins of inspections are issued and frozen.

-- A rectification is about the wording of an item, or about something that an inspection found. `word` is then the indicator.
alter table rectifications alter column submission_id drop not null;
alter table rectifications alter column version_number drop not null;
alter table rectifications alter column kind drop not null;
alter table rectifications add column inspection_finding_id bigint;
alter table rectifications add foreign key (site_id, inspection_finding_id) references inspection_findings (site_id, id);
alter table rectifications add check ((submission_id is null) <> (inspection_finding_id is null));
alter table rectifications add check ((submission_id is null) = (kind is null) and (submission_id is null) = (version_number is null));
-- Once for each finding.
create unique index rectifications_finding on rectifications (site_id, inspection_finding_id) where inspection_finding_id is not null;
-- A unit's lists begin with its findings.
create index inspection_findings_unit on inspection_findings (site_id, unit_id, id);

-- Added once, never changed: the app's role has no right to update or delete here.
create table inspection_issues (
  site_id text not null references sites (id),
  id bigint generated always as identity,
  inspection_id bigint not null,
  -- Counted by year in each site, apart from the bulletins of scores; the 发文字号 is what the office's registry gave.
  issue_year integer not null,
  issue_number integer not null check (issue_number > 0),
  document_number text not null check (document_number <> ''),
  issued_on date not null,
  frozen_at timestamptz not null,
  -- The figures as counted and the document as text: rendering again gives the same content.
  figures jsonb not null,
  document jsonb not null,
  -- Over document and figures in canonical JSON.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- The issue that this one corrects, and why.
  corrects_id bigint,
  reason text,
  issued_by bigint references people (id),
  issued_by_name text not null,
  primary key (site_id, id),
  unique (site_id, issue_year, issue_number),
  unique (site_id, document_number),
  foreign key (site_id, inspection_id) references inspections (site_id, id),
  foreign key (site_id, corrects_id) references inspection_issues (site_id, id),
  check ((corrects_id is null) = (reason is null))
);
-- One first issue of each inspection, and each is corrected once: a further correction names the last.
create unique index inspection_issues_first on inspection_issues (site_id, inspection_id) where corrects_id is null;
create unique index inspection_issues_corrected on inspection_issues (site_id, corrects_id) where corrects_id is not null;
create index inspection_issues_inspection on inspection_issues (site_id, inspection_id, id);

grant select, insert on inspection_issues to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
