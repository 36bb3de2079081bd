-- Search: what each item is found by. And redaction: what two persons take out of an item's texts for good.

create table search_texts (
  site_id text not null references sites (id),
  thing text not null check (thing in ('submission')),
  thing_id bigint not null,
  -- The item's version that this was made of.
  version integer not null,
  -- Made by the program, without places: it proposes an item, and the item's text decides. Holds the site too, so that one site's words
  -- are not looked through for another's.
  tokens tsvector not null,
  primary key (site_id, thing, thing_id)
);
-- Written by the clock's job and not while people wait: so nothing is left pending that a search would have to read through.
create index search_texts_tokens on search_texts using gin (tokens) with (fastupdate = off);

-- How far a site's items are indexed: new ones by id, changed ones by the moment.
create table search_progress (
  site_id text not null references sites (id),
  -- Of the rules the tokens were made by; others begin anew.
  rules integer not null,
  last_id bigint not null,
  looked_at timestamptz not null,
  primary key (site_id)
);
-- What changed lately, at next to no cost for whoever writes.
create index submissions_changed on submissions using brin (site_id, changed_at) with (pages_per_range = 16, autosummarize = on);

grant select, insert, update, delete on search_texts, search_progress to baocaitong_app;
