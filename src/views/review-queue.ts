/** What waits for the signature of a reviewer: urgent items apart, then the newest first. */
import { accept } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type OpenStep, openSteps } from '../domain/submission/lifecycle.ts';
import { situationFor } from '../domain/submission/situation.ts';
import { loadSubmissions } from '../store/submissions.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import {
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
import { makeView } from './view.ts';

export interface ReviewQueueInput {
  readonly site: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface QueuedReview extends ListedSubmission {
  /** Approve, return, claim, release: with the reason where this person cannot take one now. */
  readonly steps: readonly OpenStep[];
}
export interface ReviewQueue extends Page<QueuedReview> {
  readonly site: VisibleSite;
  /** All that wait within reach, also those this person has signed or wrote. */
  readonly count: number;
  readonly urgent: number;
}

export const reviewQueue = makeView<ReviewQueueInput, ReviewQueue>(
  { view: 'review-queue', says: '等审核人签署的稿件，紧急的在前' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'submission.review', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [site];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const columns = { unit: 's.unit_id', joint: 's.joint_ids', author: 's.author_id', people: 's.people' };
    const waiting = `s.site_id = $1 and s.state = 'in-review' and ${rowsReached(actor, 'submission.review', site, columns, bind)}`;
    const counted = await client.query<{ count: number; urgent: number }>(
      `select count(*) as count, count(*) filter (where s.urgent) as urgent from submissions s where ${waiting}`,
      values,
    );
    const page = `select s.* from submissions s where ${waiting} and s.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}
      order by s.id desc limit ${bind(limit + 1)}`;
    const found = await client.query<ListedRow>(`select ${listedColumns} from (${page}) s ${listedTables} order by s.id desc`, values);
    const loaded = await loadSubmissions(
      client,
      site,
      found.rows.map(({ id }) => id),
    );
    const byId = new Map(loaded.map((item) => [item.id, item]));
    const show = (row: ListedRow): QueuedReview => {
      const item = byId.get(row.id);
      const steps = item ? openSteps(situationFor(actor.person, item), (capability) => may(actor, capability, item)) : [];
      return { ...listedOf(row), steps };
    };
    return accept({ site: seen.value, ...(counted.rows[0] ?? { count: 0, urgent: 0 }), ...pageOf(found.rows, limit, show) });
  },
);
