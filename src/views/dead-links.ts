/** Links of published texts that did not answer at night: in which item, since when, why. */
import { accept } from '../domain/outcome.ts';
import { standsDead } from '../store/links.ts';
import { settingsFrom } from '../store/site-settings.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import { type Page, pageOf, pageProperties, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface DeadLink {
  readonly id: number;
  readonly submission: number;
  readonly title: string;
  readonly unit: string;
  readonly link: string;
  /** The address under which the item itself is published. */
  readonly own: boolean;
  readonly fault: string;
  readonly foundOn: string;
  readonly askedOn: string;
  /** In so many nights. */
  readonly times: number;
}
export interface DeadLinks extends Page<DeadLink> {
  readonly site: VisibleSite;
  /** Whether links are asked at all. */
  readonly checked: boolean;
  readonly lastNight: string | null;
}

export const deadLinks = makeView<{ readonly site: string; readonly after?: string; readonly limit?: number }, DeadLinks>(
  { view: 'dead-links', says: '已发布稿件里夜间查出打不开的链接' },
  { type: 'object', required: ['site'], properties: { site: siteProperty, ...pageProperties }, additionalProperties: false },
  async (client, actor, { site, after, limit = 40 }) => {
    const seen = await reachedSite(client, actor, 'submission.publish', site);
    if (!seen.ok) return seen;
    const held = await client.query<{ settings: string; night: string | null }>(
      `select w.settings::text as settings, k.night from sites w left join link_walks k on k.site_id = w.id where w.id = $1`,
      [site],
    );
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const found = await client.query<DeadLink>(
      `select d.id, d.submission_id as submission, s.title, u.name as unit, d.link, d.own, d.fault, d.found_on as "foundOn", d.asked_on as "askedOn", d.times
       from dead_links d join submissions s on s.site_id = d.site_id and s.id = d.submission_id join units u on u.site_id = s.site_id and u.id = s.unit_id
       where d.site_id = ${bind(site)} and d.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)} and ${standsDead}
         and ${rowsReached(actor, 'submission.publish', site, placed, bind)} order by d.id desc limit ${bind(limit + 1)}`,
      values,
    );
    const [row] = held.rows;
    const { check } = settingsFrom(row?.settings ?? '{}').links;
    return accept({ site: seen.value, checked: check, lastNight: row?.night ?? null, ...pageOf(found.rows, limit, (one) => one) });
  },
);
