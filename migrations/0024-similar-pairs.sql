-- Joint events: what an item is known by as an account of an event, a day with a name, a place, a number or words of its title, as numbers
-- like the bands and made by the same job. Items that share one may tell of one event; the texts decide.
alter table search_texts add column events integer[] not null default '{}';
create index search_texts_events on search_texts using gin (events) with (fastupdate = off);

-- Items that were received or recorded and whose texts are alike, as the texts were when the job came by: each with those that were there
-- before it. For figures and lists of a period; what is shown beside an item is asked of the present texts.
create table similar_pairs (
  site_id text not null,
  submission_id bigint not null,
  earlier_id bigint not null,
  -- In thousandths; from the least that a site may settle on.
  similarity smallint not null check (similarity between 700 and 1000),
  -- When the earlier one was there.
  earlier_at timestamptz not null,
  primary key (site_id, submission_id, earlier_id),
  foreign key (site_id, submission_id) references submissions (site_id, id),
  foreign key (site_id, earlier_id) references submissions (site_id, id),
  check (submission_id <> earlier_id)
);
create index similar_pairs_earlier on similar_pairs (site_id, earlier_id);
grant select, insert, update, delete on similar_pairs to baocaitong_app;
