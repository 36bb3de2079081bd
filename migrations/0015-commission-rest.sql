-- Commissions: several sections may answer, how long the clock waits before it says that one was missed, and who goes on with the work of a
-- unit that is gone.

-- Where nothing is named, any section answers.
create table commission_sections (
  site_id text not null,
  commission_id bigint not null,
  section_id bigint not null,
  primary key (site_id, commission_id, section_id),
  foreign key (site_id, commission_id) references commissions (site_id, id),
  foreign key (site_id, section_id) references sections (site_id, id)
);
insert into commission_sections (site_id, commission_id, section_id)
  select site_id, id, section_id from commissions where section_id is not null;
alter table commissions drop column section_id;

-- The day on which it was placed, or opened again: a unit that could not answer before has its days from then on.
alter table commissions add column opened_on date;
update commissions set opened_on = placed_on;
alter table commissions alter column opened_on set not null;
-- The same of a task: asked, opened again, or taken over from another unit.
alter table commission_tasks add column asked_on date;
update commission_tasks set asked_on = (changed_at at time zone 'Asia/Shanghai')::date;
alter table commission_tasks alter column asked_on set not null;

-- Which of its parts goes on with the work of a unit that was split and ended with that.
alter table units add column succeeded_by bigint;
alter table units add foreign key (site_id, succeeded_by) references units (site_id, id);

grant select, insert, delete on commission_sections to baocaitong_app;
