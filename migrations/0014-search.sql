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

-- 遮盖: a passage, or files, that one person wants out of an item for good; another confirms.
create table redactions (
  site_id text not null,
  id bigint generated always as identity,
  submission_id bigint not null,
  state text not null check (state in ('proposed', 'done', 'refused')),
  version integer not null default 1,
  -- The passage itself only while it waits; its length stays.
  passage text check (passage <> ''),
  length integer not null check (length >= 0),
  -- By SHA-256.
  files text[] not null default '{}',
  reason text not null check (reason <> ''),
  proposed_by bigint references people (id),
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by bigint references people (id),
  decided_by_name text,
  decided_at timestamptz,
  -- The text versions in which something was replaced: their hashes are those of the texts that were signed.
  versions integer[] not null default '{}',
  primary key (site_id, id),
  foreign key (site_id, submission_id) references submissions (site_id, id),
  check (state = 'proposed' or passage is null),
  check (length > 0 or files <> '{}'),
  check ((state = 'proposed') = (decided_at is null))
);
create index redactions_submission on redactions (site_id, submission_id);
create index redactions_proposed on redactions (site_id, id) where state = 'proposed';

-- Files whose bytes are gone; the hash stays.
create table removed_files (
  site_id text not null,
  sha256 text not null,
  redaction_id bigint not null,
  removed_at timestamptz not null,
  primary key (site_id, sha256),
  foreign key (site_id, sha256) references files (site_id, sha256),
  foreign key (site_id, redaction_id) references redactions (site_id, id)
);

-- Of the same length in characters, so that a reader sees how much is missing and nothing else.
create function redacted_text(held text, passage text) returns text language sql immutable as $$
  select case when passage is null then held else replace(held, passage, repeat('■', char_length(passage))) end
$$;

-- In stored rich text: also where the passage runs through tags or holds signs that are written otherwise there; descriptions and links
-- too. Images of the files are taken out.
create function redacted_html(held text, passage text, gone text[]) returns text language plpgsql immutable as $$
declare
  tokens text[];
  places integer[];
  characters text;
  source text;
  found integer;
  start integer := 1;
  plain text := translate(passage, chr(160) || chr(9) || chr(10), '   ');
  written text := replace(replace(replace(replace(passage, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;');
begin
  select array_agg(m[1] order by n) into tokens
    from regexp_matches(held, '<[^>]*>|&(?:amp|lt|gt|quot|nbsp);|.', 'g') with ordinality as r(m, n);
  if tokens is null then return held; end if;
  for i in 1 .. cardinality(tokens) loop
    if tokens[i] !~ '^<.+>$' then continue; end if;
    if exists (select from unnest(gone) g where strpos(tokens[i], g) > 0) then tokens[i] := ''; continue; end if;
    if passage is null then continue; end if;
    source := coalesce(substring(tokens[i] from 'src="[^"]*"'), '');
    if source <> '' then tokens[i] := replace(tokens[i], source, chr(1)); end if;
    if strpos(tokens[i], '="') > 0 then tokens[i] := replace(replace(tokens[i], written, repeat('■', char_length(passage))), passage, repeat('■', char_length(passage))); end if;
    if source <> '' then tokens[i] := replace(tokens[i], chr(1), source); end if;
  end loop;
  if passage is null then return array_to_string(tokens, ''); end if;
  select string_agg(case t when '&amp;' then '&' when '&lt;' then '<' when '&gt;' then '>' when '&quot;' then '"' when '&nbsp;' then ' ' else t end, '' order by n),
      array_agg(n::integer order by n) into characters, places
    from unnest(tokens) with ordinality as u(t, n) where t <> '' and t !~ '^<.+>$';
  characters := translate(characters, chr(160) || chr(9) || chr(10), '   ');
  loop
    found := strpos(substr(characters, start), plain);
    exit when found is null or found = 0;
    start := start + found - 1;
    for i in start .. start + char_length(plain) - 1 loop tokens[places[i]] := '■'; end loop;
    start := start + char_length(plain);
  end loop;
  return array_to_string(tokens, '');
end $$;

-- In what is said besides: every text but hashes and kinds of files; entries of the files are taken out.
create function redacted_json(held jsonb, passage text, gone text[]) returns jsonb language plpgsql immutable as $$
begin
  return case jsonb_typeof(held)
    when 'string' then to_jsonb(redacted_text(held #>> '{}', passage))
    when 'array' then (select coalesce(jsonb_agg(redacted_json(e, passage, gone) order by n), '[]')
      from jsonb_array_elements(held) with ordinality as x(e, n) where not coalesce(e ->> 'sha256' = any (gone), false))
    when 'object' then (select coalesce(jsonb_object_agg(k, case when k in ('sha256', 'mediaType') then v else redacted_json(v, passage, gone) end), '{}')
      from jsonb_each(held) as x(k, v))
    else held end;
end $$;

-- The one way in which a text that was signed is changed: a redaction that waits, confirmed by another person than who proposed it,
-- replaces its own passage and takes out its own files, and nothing else. Gives the text versions it changed; null where none waits.
create function redact_submission(of_site text, of_redaction bigint, person bigint, person_name text, at timestamptz) returns integer[]
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
revoke all on function redact_submission(text, bigint, bigint, text, timestamptz) from public;
grant execute on function redact_submission(text, bigint, bigint, text, timestamptz) to baocaitong_app;

grant select, insert on redactions to baocaitong_app;
-- For refusing one; the passage goes with that.
grant update (state, version, passage, decided_by, decided_by_name, decided_at) on redactions to baocaitong_app;
grant select on removed_files to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
