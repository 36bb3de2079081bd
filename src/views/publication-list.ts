/** What the person who signs off looks at: what waits for a signature, what is scheduled, what failed, what was urgent, what is to be reviewed. */

import { openPublicationSteps, type PublicationState, type PublicationStep, publicationStateNames } from '../domain/adoption/lifecycle.ts';
import { dayText } from '../domain/calendar/day.ts';
import type { OpenLifeStep } from '../domain/lifecycle.ts';
import { accept } from '../domain/outcome.ts';
import { type Actor, may } from '../domain/permission.ts';
import { type OpenStep, openSteps } from '../domain/submission/lifecycle.ts';
import { situationFor } from '../domain/submission/situation.ts';
import { loadSubmissions } from '../store/submissions.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import {
  dayProperty,
  type ListedRow,
  type ListedSubmission,
  listedColumns,
  listedOf,
  listedTables,
  type Page,
  pageOf,
  pageProperties,
  siteProperty,
  usualLimit,
} from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

/** 待签发 · 待发布 · 未送达 · 待补签 · 到期复核. */
export const publicationLists = ['to-sign', 'scheduled', 'failed', 'to-ratify', 'review-due'] as const;
export type PublicationList = (typeof publicationLists)[number];

export interface PublicationListInput {
  readonly site: string;
  /** `to-sign` where not given. */
  readonly list?: PublicationList;
  /** The day it is; the office's day where not given. */
  readonly on?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface ListedPublication {
  readonly publication: number;
  readonly version: number;
  readonly state: PublicationState;
  readonly stateName: string;
  /** Null: by hand. */
  readonly channel: string | null;
  readonly text: number;
  readonly dueAt: string;
  readonly deliveredAt: string | null;
  readonly address: string | null;
  readonly attempts: number;
  readonly tryAfter: string;
  readonly fault: string | null;
  readonly orderedBy: string;
  readonly steps: readonly OpenLifeStep<PublicationStep>[];
}
export interface ListedAdoption {
  readonly adoption: number;
  readonly outlet: string;
  readonly form: string | null;
  readonly section: string | null;
  readonly decidedBy: string;
}
export interface PublishableSubmission extends ListedSubmission {
  readonly adoptions: readonly ListedAdoption[];
  readonly publications: readonly ListedPublication[];
  readonly ratify: boolean;
  readonly reviewBy: string | null;
  readonly steps: readonly OpenStep[];
}
export interface PublicationPage extends Page<PublishableSubmission> {
  readonly site: VisibleSite;
  readonly list: PublicationList;
}

const conditions: Readonly<Record<PublicationList, (today: () => string) => string>> = {
  'to-sign': () => `s.state = 'adopted'`,
  scheduled: () => `s.state = 'scheduled'`,
  failed: () =>
    `s.id in (select f.submission_id from publications f where f.site_id = s.site_id and (f.state = 'failed'
       or f.state = 'withdrawing' and f.fault is not null))`,
  'to-ratify': () => 's.ratify',
  'review-due': (today) => `s.state = 'published' and s.review_by <= ${today()}::date`,
};

interface Row extends ListedRow {
  readonly ratify: boolean;
  readonly review_by: string | null;
  readonly adoptions: readonly ListedAdoption[] | null;
  readonly publications: readonly Omit<ListedPublication, 'stateName' | 'steps'>[] | null;
}

/** What was decided and ordered of an item, newest last. */
export const decidedColumns = `(select json_agg(json_build_object('adoption', d.id, 'outlet', o.name, 'form', d.form, 'section', dk.name,
    'decidedBy', d.decided_by_name) order by d.id)
    from adoptions d join outlets o on o.site_id = d.site_id and o.id = d.outlet_id
    left join sections dk on dk.site_id = d.site_id and dk.id = d.section_id
    where d.site_id = s.site_id and d.submission_id = s.id and d.state = 'decided') as adoptions,
  (select json_agg(json_build_object('publication', p.id, 'version', p.version, 'state', p.state, 'channel', h.name, 'text', p.version_number,
    'dueAt', p.due_at, 'deliveredAt', p.delivered_at, 'address', p.address, 'attempts', p.attempts, 'tryAfter', p.try_after, 'fault', p.fault,
    'orderedBy', p.ordered_by_name) order by p.id)
    from publications p left join channels h on h.site_id = p.site_id and h.id = p.channel_id
    where p.site_id = s.site_id and p.submission_id = s.id) as publications`;

export const publicationList = makeView<PublicationListInput, PublicationPage>(
  { view: 'publication-list', says: '签发人要看的稿件：待签发、已定时、没送到、待补签、待复核' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, list: { enum: publicationLists }, on: dayProperty, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, list = 'to-sign', on, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'submission.publish', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = [
      `s.site_id = ${bind(site)}`,
      conditions[list](() => bind(dayText(today.value))),
      rowsReached(actor, 'submission.publish', site, placed, bind),
      `s.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}`,
    ];
    const page = `select s.* from submissions s where ${where.join(' and ')} order by s.id desc limit ${bind(limit + 1)}`;
    const found = await client.query<Row>(
      `select ${listedColumns}, s.ratify, s.review_by, ${decidedColumns} from (${page}) s ${listedTables} order by s.id desc`,
      values,
    );
    const items = new Map(
      (
        await loadSubmissions(
          client,
          site,
          found.rows.map(({ id }) => id),
        )
      ).map((item) => [item.id, item]),
    );
    const show = (row: Row): PublishableSubmission => {
      const item = items.get(row.id);
      const steps = item ? openSteps(situationFor(actor.person, item), (capability) => may(actor, capability, item)) : [];
      return {
        ...listedOf(row),
        adoptions: row.adoptions ?? [],
        publications: publicationsOf(row.publications, actor, item ?? { site }),
        ratify: row.ratify,
        reviewBy: row.review_by,
        steps,
      };
    };
    return accept({ site: seen.value, list, ...pageOf(found.rows, limit, show) });
  },
);

/** Publications with their words and buttons. */
export const publicationsOf = (rows: Row['publications'], actor: Actor, item: Parameters<typeof may>[2]): readonly ListedPublication[] =>
  (rows ?? []).map((row) => ({
    ...row,
    stateName: publicationStateNames[row.state],
    steps: openPublicationSteps(row.state, (capability) => may(actor, capability, item)),
  }));
