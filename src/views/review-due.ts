/** Published pages whose review-by day has come or comes soon: what is to be kept with a new day, corrected or taken down. */
import { dayFrom, dayText } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import {
  dayProperty,
  type ListedRow,
  type ListedSubmission,
  listedColumns,
  listedOf,
  listedTables,
  siteProperty,
} from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

export interface ReviewDueInput {
  readonly site: string;
  /** Only what is over, or what comes within these days; 30 where not given. */
  readonly days?: number;
  readonly overdue?: boolean;
  /** The day it is; the office's day where not given. */
  readonly on?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface ReviewDueRow extends ListedSubmission {
  readonly reviewBy: string;
  /** Below nought: over by so many. */
  readonly daysLeft: number;
  readonly publishedAt: string | null;
  readonly addresses: readonly string[];
}
export interface ReviewDue {
  readonly site: VisibleSite;
  /** Over, and coming within the days asked for. */
  readonly counts: { readonly overdue: number; readonly soon: number };
  readonly rows: readonly ReviewDueRow[];
  readonly next?: string;
}

interface Row extends ListedRow {
  readonly review_by: string;
  readonly published_at: Date | null;
  readonly addresses: readonly string[] | null;
}

export const reviewDue = makeView<ReviewDueInput, ReviewDue>(
  { view: 'review-due', says: '复核日期已到、快到的已发布稿件，先到的在前' },
  {
    type: 'object',
    required: ['site'],
    properties: {
      ...{ site: siteProperty, on: dayProperty, overdue: { type: 'boolean' }, days: { type: 'integer', minimum: 1, maximum: 366 } },
      after: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}_\\d{1,15}$', description: '上一页给出的 next' },
      limit: { type: 'integer', minimum: 1, maximum: 200 },
    },
    additionalProperties: false,
  },
  async (client, actor, { site, days = 30, overdue = false, on, after, limit = 40 }) => {
    const seen = await reachedSite(client, actor, 'submission.publish', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const [from = '0001-01-01', id = '0'] = after?.split('_') ?? [];
    if (after !== undefined && dayFrom(from) === undefined)
      return refuse('bad-input', [problem('bad-page', '没有这一页，请从头再看', 'after')]);
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const day = `${bind(dayText(today.value))}::date`;
    const last = `${bind(dayText(today.value + days))}::date`;
    const reached = rowsReached(actor, 'submission.publish', site, placed, bind);
    const due = `s.site_id = ${bind(site)} and s.state = 'published' and ${reached} and s.review_by`;
    const counted = await client.query<ReviewDue['counts']>(
      `select count(*) filter (where s.review_by <= ${day})::int as overdue, count(*) filter (where s.review_by > ${day})::int as soon
       from submissions s where ${due} <= ${last}`,
      values,
    );
    const page = `select s.* from submissions s where ${due} <= ${overdue ? day : last}
      and (s.review_by, s.id) > (${bind(from)}::date, ${bind(id)}::bigint) order by s.review_by, s.id limit ${bind(limit + 1)}`;
    const found = await client.query<Row>(
      `select ${listedColumns}, s.review_by,
         (select min(p.delivered_at) from publications p where p.site_id = s.site_id and p.submission_id = s.id) as published_at,
         (select array_agg(p.address order by p.id) from publications p where p.site_id = s.site_id and p.submission_id = s.id
           and p.state = 'delivered' and p.address is not null) as addresses
       from (${page}) s ${listedTables} where ${last} is not null and ${day} is not null order by s.review_by, s.id`,
      values,
    );
    const rows = found.rows.slice(0, limit).map((row) => ({
      ...listedOf(row),
      reviewBy: row.review_by,
      daysLeft: (dayFrom(row.review_by) ?? today.value) - today.value,
      publishedAt: row.published_at?.toISOString() ?? null,
      addresses: row.addresses ?? [],
    }));
    const end = rows.at(-1);
    const counts = counted.rows[0] ?? { overdue: 0, soon: 0 };
    return accept({
      site: seen.value,
      counts,
      rows,
      ...(found.rows.length > limit && end ? { next: `${end.reviewBy}_${end.submission}` } : {}),
    });
  },
);
