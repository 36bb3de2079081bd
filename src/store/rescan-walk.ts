/** How far published texts were looked through anew: which are due, and one batch of them kept with where it ended. */
import type pg from 'pg';
import { readSettings, type SiteSettings } from '../domain/organisation/settings.ts';
import type { RescanWalk } from '../domain/rectification/rescan.ts';
import type { SubmissionText } from '../domain/submission/submission.ts';

/** Items of this office's own that are published, and old texts that were imported as published. */
export const isPublished = (item: string): string => `(${item}.state in ('published', 'recorded') and ${item}.text_version > 0)`;

const walkColumns = (walk: string): string =>
  `json_build_object('stamp', ${walk}.stamp, 'night', ${walk}.night, 'ended', ${walk}.ended_at is not null, 'lastId', ${walk}.last_id,
     'tonight', ${walk}.tonight, 'wanted', ${walk}.wanted_at is not null)`;

export interface SiteToRescan {
  readonly site: string;
  readonly settings: SiteSettings['rescan'] & Pick<SiteSettings['wording'], 'kinds'>;
  readonly walk: RescanWalk | undefined;
}

const settingsOf = (held: unknown): SiteToRescan['settings'] => {
  const { rescan, wording } = readSettings(held);
  return { ...rescan, kinds: wording.kinds };
};

/** All sites that want it, each with how far it came. */
export async function sitesToRescan(pool: Pick<pg.Pool, 'query'>): Promise<readonly SiteToRescan[]> {
  const found = await pool.query<{ id: string; settings: unknown; walk: RescanWalk | null }>(
    `select w.id, w.settings, (select ${walkColumns('k')} from rescan_walks k where k.site_id = w.id) as walk from sites w order by w.id`,
  );
  return found.rows
    .map(({ id, settings, walk }) => ({ site: id, settings: settingsOf(settings), walk: walk ?? undefined }))
    .filter(({ settings }) => settings.check);
}

/** A text that was not looked at yet under what its site is looked at by now. */
export interface DueText extends SubmissionText {
  readonly submission: number;
  readonly version: number;
  /** The day it was published. */
  readonly on: string;
}

const isDue = (stamp: string): string =>
  `${isPublished('s')} and not exists (select from rescanned_texts t where t.site_id = s.site_id and t.submission_id = s.id
     and t.version_number = s.text_version and t.stamp = ${stamp})`;

/** The next ones after an item, in the order of their ids. */
export async function dueTexts(
  pool: Pick<pg.Pool, 'query'>,
  { site, stamp, after, most }: { readonly site: string; readonly stamp: string; readonly after: number; readonly most: number },
): Promise<readonly DueText[]> {
  const found = await pool.query<DueText>(
    `select s.id as submission, s.text_version as version, v.title, v.body, v.content,
       ((coalesce((select min(p.delivered_at) from publications p where p.site_id = s.site_id and p.submission_id = s.id), s.decided_at, s.recorded_at)
         at time zone 'Asia/Shanghai')::date)::text as on
     from (select s.site_id, s.id, s.text_version, s.decided_at, s.recorded_at from submissions s where s.site_id = $1 and s.id > $2 and ${isDue('$3')} order by s.id limit $4) s
     join submission_versions v on v.site_id = s.site_id and v.submission_id = s.id and v.number = s.text_version order by s.id`,
    [site, after, stamp, most],
  );
  return found.rows;
}

export async function countDue(pool: Pick<pg.Pool, 'query'>, site: string, stamp: string): Promise<number> {
  const found = await pool.query<{ due: number }>(
    `select count(*)::int as due from submissions s where s.site_id = $1 and ${isDue('$2')}`,
    [site, stamp],
  );
  return found.rows[0]?.due ?? 0;
}

export interface WalkedBatch {
  readonly site: string;
  readonly stamp: string;
  readonly night: string;
  /** The walk begins with this batch, and so many are due; undefined: it goes on. */
  readonly due?: number;
  /** Up to which item these go; null: none was left. */
  readonly lastId: number | null;
}

/** Keeps where a batch ended; gives the walk as it stands then. */
export async function keepWalk(
  client: pg.ClientBase,
  { site, stamp, night, due, lastId }: WalkedBatch,
  looked: number,
  found: number,
  now: Date,
): Promise<RescanWalk> {
  const kept = await client.query<{ walk: RescanWalk }>(
    `insert into rescan_walks as k (site_id, stamp, night, began_at, ended_at, last_id, due, looked, tonight, found)
     values ($1, $2, $3, $4, case when $5::bigint is null then $4::timestamptz end, coalesce($5::bigint, 0), coalesce($6::int, $7::int), $7::int, $7::int, $8::int)
     on conflict (site_id) do update set stamp = excluded.stamp, night = excluded.night, ended_at = excluded.ended_at, last_id = excluded.last_id,
       began_at = case when $6::int is null then k.began_at else excluded.began_at end, due = coalesce($6::int, k.due),
       looked = excluded.looked + case when $6::int is null then k.looked else 0 end,
       found = excluded.found + case when $6::int is null then k.found else 0 end,
       tonight = excluded.tonight + case when k.night = excluded.night then k.tonight else 0 end,
       wanted_at = case when excluded.ended_at is null then k.wanted_at end
     returning ${walkColumns('k')} as walk`,
    [site, stamp, night, now, lastId, due ?? null, looked, found],
  );
  return (kept.rows[0] as { walk: RescanWalk }).walk;
}

/** Somebody wants it now: the clock goes on with it whatever the hour. */
export async function wantRescan(client: pg.ClientBase, site: string, now: Date): Promise<void> {
  await client.query(
    `insert into rescan_walks (site_id, stamp, night, began_at, last_id, due, looked, tonight, found, wanted_at)
     values ($1, '', '2000-01-01', $2, 0, 0, 0, 0, 0, $2) on conflict (site_id) do update set wanted_at = excluded.wanted_at`,
    [site, now],
  );
}
