-- Search finds what lies around items too; a redaction takes its passage out of what was said of errors; dead links of published texts.

alter table search_texts drop constraint search_texts_thing_check;
alter table search_texts add constraint search_texts_thing_check
  check (thing in ('submission', 'rectification', 'notice', 'inspection-finding', 'commission', 'bulletin'));
-- Kept apart from its row, so that rows that hold a word are read without it.
alter table search_texts set (toast_tuple_target = 128);
-- The site's newest line of history when the index had seen all that lies around items; 0: never.
alter table search_progress add column last_line bigint not null default 0;

-- The one way in which a text that was signed is changed: a redaction that waits, confirmed by another person than who proposed it,
-- replaces its own passage and takes out its own files, and nothing else. Gives the text versions it changed; null where none waits.
create or replace function redact_submission(of_site text, of_redaction bigint, person bigint, person_name text, at timestamptz) returns integer[]
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  r redactions;
  p text;
  changed integer[];
begin
  select * into r from redactions where site_id = of_site and id = of_redaction and state = 'proposed' for update;
  if not found then return null; end if;
  if person = r.proposed_by then raise exception using errcode = '42501', message = 'a redaction is confirmed by another person'; end if;
  p := r.passage;
  with done as (update submission_versions v
      set title = redacted_text(v.title, p), body = redacted_html(v.body, p, r.files), content = redacted_json(v.content, p, r.files)
      where v.site_id = of_site and v.submission_id = r.submission_id
        and (v.title, v.body, v.content) is distinct from (redacted_text(v.title, p), redacted_html(v.body, p, r.files), redacted_json(v.content, p, r.files))
      returning v.number)
    select coalesce(array_agg(number order by number), '{}') into changed from done;
  update submission_texts t set body = redacted_html(t.body, p, r.files), content = redacted_json(t.content, p, r.files)
    where t.site_id = of_site and t.submission_id = r.submission_id;
  update submissions s set title = redacted_text(s.title, p), reason = redacted_text(s.reason, p), model_comment = redacted_text(s.model_comment, p),
      version = s.version + 1, changed_at = at where s.site_id = of_site and s.id = r.submission_id;
  if p is not null then
    update submission_remarks m set body = redacted_text(m.body, p), name = redacted_text(m.name, p)
      where m.site_id = of_site and m.submission_id = r.submission_id and strpos(m.body || m.name, p) > 0;
    update submission_signatures g set opinion = redacted_text(g.opinion, p)
      where g.site_id = of_site and g.submission_id = r.submission_id and strpos(g.opinion, p) > 0;
    update adoptions a set note = redacted_text(a.note, p), evidence = redacted_text(a.evidence, p)
      where a.site_id = of_site and a.submission_id = r.submission_id and strpos(concat(a.note, a.evidence), p) > 0;
    update instructions i set body = redacted_text(i.body, p), evidence = redacted_text(i.evidence, p)
      where i.site_id = of_site and i.submission_id = r.submission_id and strpos(concat(i.body, i.evidence), p) > 0;
    update publications b set reason = redacted_text(b.reason, p), fault = redacted_text(b.fault, p)
      where b.site_id = of_site and b.submission_id = r.submission_id and strpos(concat(b.reason, b.fault), p) > 0;
    update facts f set note = redacted_text(f.note, p), evidence = redacted_text(f.evidence, p)
      where f.site_id = of_site and f.submission_id = r.submission_id and strpos(concat(f.note, f.evidence), p) > 0;
    update rectifications e set word = redacted_text(e.word, p), correction = redacted_text(e.correction, p), place = redacted_text(e.place, p),
        note = redacted_text(e.note, p), reply = redacted_text(e.reply, p), reply_title = redacted_text(e.reply_title, p),
        reply_body = redacted_html(e.reply_body, p, '{}'), reason = redacted_text(e.reason, p), version = e.version + 1
      where e.site_id = of_site and e.submission_id = r.submission_id
        and (strpos(concat_ws(' ', e.word, e.correction, e.place, e.note, e.reply, e.reply_title, e.reason), p) > 0
          or redacted_html(e.reply_body, p, '{}') is distinct from e.reply_body);
    update files f set name = redacted_text(f.name, p) from submission_files b
      where f.site_id = of_site and b.site_id = of_site and b.submission_id = r.submission_id and b.sha256 = f.sha256 and strpos(f.name, p) > 0;
    update unit_defaults d set body = redacted_json(d.body, p, '{}') from submissions s
      where s.site_id = of_site and s.id = r.submission_id and d.site_id = of_site and d.unit_id = s.unit_id and strpos(d.body::text, p) > 0;
    delete from idempotency_keys k where strpos(k.answer::text, p) > 0 or strpos(k.answer::text, substr(to_json(p)::text, 2, length(to_json(p)::text) - 2)) > 0;
  end if;
  insert into removed_files (site_id, sha256, redaction_id, removed_at)
    select of_site, g, r.id, at from unnest(r.files) g on conflict do nothing;
  delete from submission_files b where b.site_id = of_site and b.sha256 = any (r.files);
  update redactions set state = 'done', passage = null, decided_by = person, decided_by_name = person_name, decided_at = at, versions = changed,
      version = version + 1 where site_id = of_site and id = of_redaction;
  return changed;
end $$;

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
