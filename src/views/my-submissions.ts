/** What somebody wrote in a site, by what happens to it next. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import { placedSubmission, reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
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

/** In the order in which they want attention. */
export const submissionGroups = [
  { group: 'revise', name: '待我修改', states: ['returned'] },
  { group: 'draft', name: '草稿', states: ['draft'] },
  { group: 'review', name: '审核中', states: ['in-review'] },
  { group: 'waiting', name: '待采用', states: ['submitted'] },
  { group: 'adopted', name: '已采用', states: ['adopted', 'scheduled', 'published', 'merged'] },
  { group: 'rejected', name: '不予采用', states: ['rejected'] },
  { group: 'withdrawn', name: '已撤下', states: ['withdrawn'] },
  { group: 'discarded', name: '已删除', states: ['discarded'] },
] as const satisfies readonly { group: string; name: string; states: readonly SubmissionState[] }[];
export type SubmissionGroup = (typeof submissionGroups)[number]['group'];

export interface MySubmissionsInput {
  readonly site: string;
  /** All groups but the discarded, where not given. */
  readonly group?: SubmissionGroup;
  readonly after?: string;
  readonly limit?: number;
}
export interface MySubmissions extends Page<ListedSubmission> {
  readonly site: VisibleSite;
  readonly groups: readonly { readonly group: SubmissionGroup; readonly name: string; readonly count: number }[];
}

export const mySubmissions = makeView<MySubmissionsInput, MySubmissions>(
  { view: 'my-submissions', says: '本人起草和报送的稿件，办到了哪一步' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, group: { enum: submissionGroups.map(({ group }) => group) }, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, group, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    if (actor.person === undefined) return refuse('forbidden', [problem('forbidden', '请以本人的账号登录')]);
    const values: unknown[] = [site, actor.person];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const columns = placedSubmission('s');
    const mine = `s.site_id = $1 and s.author_id = $2 and ${rowsReached(actor, 'submission.read', site, columns, bind)}`;
    const counted = await client.query<{ state: SubmissionState; count: number }>(
      `select s.state, count(*) as count from submissions s where ${mine} group by s.state`,
      values,
    );
    const states = submissionGroups.filter((one) => (group ? one.group === group : one.group !== 'discarded')).flatMap((one) => one.states);
    const page = `select s.* from submissions s where ${mine} and s.state = any(${bind(states)})
      and s.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)} order by s.id desc limit ${bind(limit + 1)}`;
    const found = await client.query<ListedRow>(`select ${listedColumns} from (${page}) s ${listedTables} order by s.id desc`, values);
    const count = (of: readonly SubmissionState[]): number =>
      counted.rows.reduce((total, row) => total + (of.includes(row.state) ? row.count : 0), 0);
    const groups = submissionGroups.map((one) => ({ group: one.group, name: one.name, count: count(one.states) }));
    return accept({ site: seen.value, groups, ...pageOf(found.rows, limit, listedOf) });
  },
);
