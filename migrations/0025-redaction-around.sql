-- A redaction takes its passage out of what lies around the item too: appeals about it, the commission it answers, what inspections
-- found at its address, what was answered to proofreading, and messages that wait. Letters, notices and issued bulletins stay as they were sent.

alter function redact_submission(text, bigint, bigint, text, timestamptz) rename to redact_item;
revoke all on function redact_item(text, bigint, bigint, text, timestamptz) from public, baocaitong_app;
-- Called by the one below alone, with its rights.
alter function redact_item(text, bigint, bigint, text, timestamptz) security invoker;

create function redact_submission(of_site text, of_redaction bigint, person bigint, person_name text, at timestamptz) returns integer[]
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  p text;
  item bigint;
  changed integer[];
begin
  select passage, submission_id into p, item from redactions where site_id = of_site and id = of_redaction and state = 'proposed' for update;
  changed := redact_item(of_site, of_redaction, person, person_name, at);
  if changed is null or p is null then return changed; end if;
  update appeals a set reason = redacted_text(a.reason, p), answer = redacted_text(a.answer, p), version = a.version + 1
    where a.site_id = of_site and strpos(concat_ws(' ', a.reason, a.answer), p) > 0
      and (a.submission_id = item or a.fact_id in (select f.id from facts f where f.site_id = of_site and f.submission_id = item));
  update commissions c set title = redacted_text(c.title, p), brief = redacted_text(c.brief, p), reason = redacted_text(c.reason, p), version = c.version + 1
    where c.site_id = of_site and strpos(concat_ws(' ', c.title, c.brief, c.reason), p) > 0
      and c.id in (select t.commission_id from commission_tasks t where t.site_id = of_site and t.submission_id = item);
  update commission_tasks t set reason = redacted_text(t.reason, p), version = t.version + 1
    where t.site_id = of_site and t.submission_id = item and strpos(t.reason, p) > 0;
  update inspection_findings f set body = redacted_text(f.body, p), place = redacted_text(f.place, p), reason = redacted_text(f.reason, p), version = f.version + 1
    where f.site_id = of_site and strpos(concat_ws(' ', f.body, f.place, f.reason), p) > 0
      and f.link in (select b.address from publications b where b.site_id = of_site and b.submission_id = item);
  update wording_answers w set found = redacted_text(w.found, p), suggestion = redacted_text(w.suggestion, p)
    where w.site_id = of_site and w.submission_id = item and strpos(w.found || ' ' || w.suggestion, p) > 0;
  update messages m set content = redacted_json(m.content, p, '{}'), version = m.version + 1
    where m.state = 'due' and redacted_json(m.content, p, '{}') is distinct from m.content;
  return changed;
end $$;
revoke all on function redact_submission(text, bigint, bigint, text, timestamptz) from public;
grant execute on function redact_submission(text, bigint, bigint, text, timestamptz) to baocaitong_app;
