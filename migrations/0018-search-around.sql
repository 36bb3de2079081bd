-- Search finds what lies around items too; dead links of published texts.

alter table search_texts drop constraint search_texts_thing_check;
alter table search_texts add constraint search_texts_thing_check
  check (thing in ('submission', 'rectification', 'notice', 'inspection-finding', 'commission', 'bulletin'));
-- Kept apart from its row, so that rows that hold a word are read without it.
alter table search_texts set (toast_tuple_target = 128);
-- The site's newest line of history when the index had seen all that lies around items; 0: never.
alter table search_progress add column last_line bigint not null default 0;

-- Links of published texts that did not answer when the clock asked them at night.
create table dead_links (
  site_id text not null,
  id bigint generated always as identity,
  submission_id bigint not null,
  -- The text it stands in; what is found there later is another finding.
  version_number integer not null,
  link text not null check (link <> ''),
  -- In the text, or the address under which the item itself is published.
  own boolean not null,
  fault text not null,
  found_on date not null,
  asked_on date not null,
  -- In so many nights.
  times integer not null default 1,
  primary key (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id)
);
create unique index dead_links_once on dead_links (site_id, submission_id, md5(link));

-- How far a site's published items were asked.
create table link_walks (
  site_id text not null references sites (id),
  night date not null,
  -- Links asked in that night; all items were gone through in it.
  asked integer not null,
  ended boolean not null,
  -- The item the walk goes on after.
  last_id bigint not null,
  primary key (site_id)
);
grant select, insert, update, delete on dead_links to baocaitong_app;
grant select, insert, update on link_walks to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
