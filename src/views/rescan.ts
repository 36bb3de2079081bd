/** How far published texts were looked through anew, what waits by rule, and what was found by unit in a period. */
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { isPublished } from '../store/rescan-walk.ts';
import { settingsFrom } from '../store/site-settings.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import { dayProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface RescanProgress {
  /** Null: asked for and not begun. */
  readonly beganAt: string | null;
  readonly endedAt: string | null;
  readonly night: string;
  /** Texts that were due when it began, and looked at since; words found. */
  readonly due: number;
  readonly looked: number;
  readonly found: number;
  readonly wanted: boolean;
}
export interface RescanRule {
  readonly rule: string;
  readonly waiting: number;
  /** The newest of them. */
  readonly upTo: number;
}
/** A word, of whichever rule. */
export interface RescanWord extends Omit<RescanRule, 'rule'> {
  readonly found: string;
}
export interface RescanUnit {
  readonly unit: string;
  readonly found: number;
  readonly waiting: number;
  readonly confirmed: number;
  readonly ignored: number;
}
export interface Rescan {
  readonly site: VisibleSite;
  readonly checked: boolean;
  readonly perNight: number;
  /** Null: nothing was looked at yet. */
  readonly walk: RescanProgress | null;
  /** That with the most first. */
  readonly rules: readonly RescanRule[];
  readonly words: readonly RescanWord[];
  /** Of errors of the units' own, found in the period; empty where none was asked for. */
  readonly units: readonly RescanUnit[];
}

interface WalkRow {
  readonly settings: string;
  readonly stamp: string | null;
  readonly began_at: Date | null;
  readonly ended_at: Date | null;
  readonly night: string;
  readonly due: number;
  readonly looked: number;
  readonly found: number;
  readonly wanted: boolean;
}

const progressOf = ({ stamp, began_at, ended_at, night, due, looked, found, wanted }: WalkRow): RescanProgress | null =>
  stamp === null
    ? null
    : {
        beganAt: stamp === '' ? null : (began_at?.toISOString() ?? null),
        endedAt: ended_at?.toISOString() ?? null,
        ...{ night, due, looked, found, wanted },
      };

export const rescan = makeView<{ readonly site: string; readonly from?: string; readonly to?: string }, Rescan>(
  { view: 'rescan', says: '用语巡查的进度，待看的疑问按规则各有几处，各单位一个时段查到几处' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, from: dayProperty, to: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, from, to }) => {
    const seen = await reachedSite(client, actor, 'finding.record', site);
    if (!seen.ok) return seen;
    const [first, last] = [from, to].map((day) => (day === undefined ? undefined : dayFrom(day)));
    if ((from !== undefined && first === undefined) || (to !== undefined && last === undefined))
      return refuse('bad-input', [problem('bad-period', '起止日期不对', first === undefined ? 'from' : 'to')]);
    const held = await client.query<WalkRow>(
      `select w.settings::text as settings, k.stamp, k.began_at, k.ended_at, k.night, k.due, k.looked, k.found, k.wanted_at is not null as wanted
       from sites w left join rescan_walks k on k.site_id = w.id where w.id = $1`,
      [site],
    );
    const [row] = held.rows;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const mine = `f.site_id = ${bind(site)} and ${isPublished('s')} and ${rowsReached(actor, 'finding.record', site, placed, bind)}`;
    const rules = await client.query<RescanRule>(
      `select f.rule, count(*)::int as waiting, max(f.id) as "upTo" from rescan_findings f
       join submissions s on s.site_id = f.site_id and s.id = f.submission_id
       where ${mine} and f.state = 'found' group by f.rule order by count(*) desc, f.rule limit 100`,
      values,
    );
    const words = await client.query<RescanWord>(
      `select f.found, count(*)::int as waiting, max(f.id) as "upTo" from rescan_findings f
       join submissions s on s.site_id = f.site_id and s.id = f.submission_id
       where ${mine} and f.state = 'found' group by f.found order by count(*) desc, f.found limit 100`,
      values,
    );
    const units =
      from === undefined || to === undefined
        ? []
        : (
            await client.query<RescanUnit>(
              `select u.name as unit, count(*)::int as found, count(*) filter (where f.state = 'found')::int as waiting,
                 count(*) filter (where f.state = 'confirmed')::int as confirmed, count(*) filter (where f.state = 'ignored')::int as ignored
               from rescan_findings f join submissions s on s.site_id = f.site_id and s.id = f.submission_id
               join units u on u.site_id = s.site_id and u.id = s.unit_id
               where ${mine} and f.state <> 'gone' and f.side = 'unit' and f.found_on between ${bind(from)} and ${bind(to)}
               group by u.id, u.name, u.position order by count(*) desc, u.position limit 500`,
              values,
            )
          ).rows;
    const { check, perNight } = settingsFrom(row?.settings ?? '{}').rescan;
    return accept({
      site: seen.value,
      checked: check,
      perNight,
      walk: row ? progressOf(row) : null,
      rules: rules.rows,
      words: words.rows,
      units,
    });
  },
);
