/** Deadlines of open appeals that were counted in working days: where they lie by the calendar as it is now. */
import type pg from 'pg';
import { dayFrom, dayText } from '../domain/calendar/day.ts';
import { dueAfter, type WorkCalendar } from '../domain/calendar/working-days.ts';
import { settingsFrom } from './site-settings.ts';

export interface MovedDeadline {
  readonly site: string;
  readonly appeal: number;
  readonly was: string;
  readonly due: string;
  readonly provisional: boolean;
}

export async function movedDeadlines(client: pg.ClientBase, calendar: WorkCalendar): Promise<readonly MovedDeadline[]> {
  const open = await client.query<{
    site: string;
    appeal: number;
    raised: string;
    days: number;
    was: string;
    provisional: boolean;
    settings: string;
  }>(
    `select a.site_id as site, a.id as appeal, (a.raised_at at time zone 'Asia/Shanghai')::date::text as raised, a.answer_days as days, a.due_on::text as was,
       a.due_provisional as provisional, w.settings::text as settings
     from appeals a join sites w on w.id = a.site_id where a.state = 'raised' and a.answer_count = 'working' order by a.site_id, a.id`,
  );
  return open.rows.flatMap(({ site, appeal, raised, days, was, provisional, settings }) => {
    const { dayOne } = settingsFrom(settings).deadlines;
    const now = dueAfter(calendar, dayFrom(raised) ?? 0, days, { count: 'working', dayOne });
    const due = dayText(now.due);
    return due === was && now.provisional === provisional ? [] : [{ site, appeal, was, due, provisional: now.provisional }];
  });
}

export async function moveDeadlines(client: pg.ClientBase, moved: readonly MovedDeadline[]): Promise<void> {
  if (moved.length === 0) return;
  await client.query(
    `update appeals a set due_on = m.due, due_provisional = m.provisional
       from unnest($1::text[], $2::bigint[], $3::date[], $4::boolean[]) as m (site, appeal, due, provisional)
     where a.site_id = m.site and a.id = m.appeal and a.state = 'raised'`,
    [
      moved.map(({ site }) => site),
      moved.map(({ appeal }) => appeal),
      moved.map(({ due }) => due),
      moved.map(({ provisional }) => provisional),
    ],
  );
}
