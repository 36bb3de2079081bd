-- The app works under a role that cannot change what must stay: history, issued bulletins, facts, rulebooks once used.
do $$
begin
  if not exists (select from pg_roles where rolname = 'baocaitong_app') then
    create role baocaitong_app nologin;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of the same server made it at the same moment
end $$;
do $$ begin execute format('grant baocaitong_app to %I', current_user); end $$;

grant usage on schema public to baocaitong_app;
grant select on all tables in schema public to baocaitong_app;
grant usage on all sequences in schema public to baocaitong_app;
grant insert, update on sites, units, unit_names, outlets, submissions, bulletins to baocaitong_app;
grant delete on unit_names to baocaitong_app;
grant insert on imports, facts, rulebooks, bulletin_issues, documents, history to baocaitong_app;
