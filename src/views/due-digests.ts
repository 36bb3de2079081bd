/** Who is to be told today what waits for them, and has not been looked at yet; and which office's figures of the month are due. */
import type pg from 'pg';
import { defaultDigest, figuresMonth, isDigestDay, officeTime } from '../domain/notification/settings.ts';
import { officeDay } from '../store/actors.ts';
import { loadCalendar } from '../store/calendar.ts';

export interface DueDigest {
  /** A person, or the office of a site. */
  readonly person?: number;
  readonly site?: string;
  readonly name: string;
  /** What was told before. */
  readonly told: readonly string[];
}

/** At most so many at once; the next look finds the others. */
const MOST = 200;

/** People who can be told somewhere, at their own time; offices with a program, at the platform's. */
export async function dueDigests(pool: pg.Pool, now: Date): Promise<readonly DueDigest[]> {
  const day = officeDay(now);
  const calendar = await loadCalendar(pool);
  const found = await pool.query<{ person: number | null; site: string | null; name: string; told: readonly string[] }>(
    `with settled as (select coalesce((select digest from mail_server), $3) as digest, coalesce((select digest_at from mail_server), $4) as at,
         coalesce((select active from mail_server), false) as mail)
     select p.id as person, null as site, p.name, coalesce(n.told, '{}') as told, coalesce(n.digest_at, d.at) as at
       from people p cross join settled d left join notification_settings n on n.person_id = p.id
       where p.state = 'active' and ((p.mail is not null and d.mail) or n.webhook_url is not null) and n.looked_on is distinct from $1::date
         and coalesce(n.digest_at, d.at) <= $2 and coalesce(n.digest, d.digest) = any($5)
     union all
     select null, w.id, w.name, n.told, d.at from site_notifications n join sites w on w.id = n.site_id cross join settled d
       where n.webhook_url is not null and n.looked_on is distinct from $1::date and d.at <= $2 and d.digest = any($5)
     order by at, person limit ${MOST}`,
    [
      ...[day, officeTime(now), defaultDigest.digest, defaultDigest.digestAt],
      (['daily', 'workdays'] as const).filter((times) => isDigestDay(times, day, calendar)),
    ],
  );
  return found.rows.map(({ person, site, name, told }) => ({
    ...{ name, told },
    ...(person === null ? {} : { person }),
    ...(site === null ? {} : { site }),
  }));
}

export interface DueFigures {
  readonly site: string;
  /** YYYY-MM. */
  readonly month: string;
  /** Who heads the office today and has confirmed an address. */
  readonly heads: readonly { readonly id: number; readonly name: string }[];
}

export async function dueFigures(pool: pg.Pool, now: Date): Promise<readonly DueFigures[]> {
  const day = officeDay(now);
  const found = await pool.query<{ site: string; figures_day: number; figures_for: string | null; heads: DueFigures['heads'] | null }>(
    `select n.site_id as site, n.figures_day, n.figures_for, (
       select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.id) from people p
       where p.state = 'active' and p.mail is not null and exists (select from person_roles r where r.person_id = p.id and r.site_id = n.site_id
         and r.role = 'head' and r.withdrawn_at is null and r.from_on <= $1::date and (r.to_on is null or r.to_on >= $1::date))) as heads
     from site_notifications n where n.figures_day is not null and exists (select from mail_server s where s.active)
     order by n.site_id`,
    [day],
  );
  return found.rows.flatMap(({ site, figures_day: figuresDay, figures_for: last, heads }) => {
    if (!heads) return [];
    const month = figuresMonth(figuresDay, day);
    // Sent in the order of the months: a clock that was set back sends nothing again.
    return month === undefined || (last !== null && last >= month) ? [] : [{ site, month, heads }];
  });
}
