-- Near-duplicates: each item's text is also kept by the bands of its sketch. Texts that share a band may be alike; the texts decide. Made
-- by the same job as the words, from the same text. A band's number holds its site, so that one site's are not looked through for another's.
alter table search_texts add column bands integer[] not null default '{}';
create index search_texts_bands on search_texts using gin (bands) with (fastupdate = off);
