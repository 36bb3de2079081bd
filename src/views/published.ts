/** What was published: the newest items first, with where they stand. */
import { accept } from '../domain/outcome.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import {
  idProperty,
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

export interface PublishedInput {
  readonly site: string;
  readonly unit?: number;
  readonly section?: number;
  /** Part of the title. */
  readonly text?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface PublishedRow extends ListedSubmission {
  readonly publishedAt: string | null;
  readonly addresses: readonly string[];
  readonly outlets: readonly string[];
  readonly reviewBy: string | null;
  readonly model: boolean;
}
export interface PublishedPage extends Page<PublishedRow> {
  readonly site: VisibleSite;
}

interface Row extends ListedRow {
  readonly published_at: Date | null;
  readonly addresses: readonly string[] | null;
  readonly outlets: readonly string[] | null;
  readonly review_by: string | null;
  readonly model: boolean;
}

export const published = makeView<PublishedInput, PublishedPage>(
  { view: 'published', says: '已发布的稿件，新的在前，写明在哪里能看到' },
  {
    type: 'object',
    required: ['site'],
    properties: {
      site: siteProperty,
      unit: idProperty,
      section: idProperty,
      text: { type: 'string', minLength: 1, maxLength: 100 },
      ...pageProperties,
    },
    additionalProperties: false,
  },
  async (client, actor, { site, unit, section, text, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = [
      `s.site_id = ${bind(site)} and s.state = 'published'`,
      rowsReached(actor, 'submission.read', site, placed, bind),
      ...(unit === undefined ? [] : [`s.unit_id = ${bind(unit)}`]),
      ...(section === undefined ? [] : [`s.section_id = ${bind(section)}`]),
      ...(text === undefined ? [] : [`strpos(s.title, ${bind(text)}) > 0`]),
      `s.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}`,
    ];
    const page = `select s.* from submissions s where ${where.join(' and ')} order by s.id desc limit ${bind(limit + 1)}`;
    const found = await client.query<Row>(
      `select ${listedColumns}, s.review_by, s.model_comment is not null as model,
         (select min(p.delivered_at) from publications p where p.site_id = s.site_id and p.submission_id = s.id) as published_at,
         (select array_agg(p.address order by p.id) from publications p where p.site_id = s.site_id and p.submission_id = s.id
           and p.state = 'delivered' and p.address is not null) as addresses,
         (select array_agg(o.name order by d.id) from adoptions d join outlets o on o.site_id = d.site_id and o.id = d.outlet_id
           where d.site_id = s.site_id and d.submission_id = s.id and d.state in ('decided', 'confirmed')) as outlets
       from (${page}) s ${listedTables} order by s.id desc`,
      values,
    );
    const show = (row: Row): PublishedRow => ({
      ...listedOf(row),
      publishedAt: row.published_at?.toISOString() ?? null,
      addresses: row.addresses ?? [],
      outlets: row.outlets ?? [],
      reviewBy: row.review_by,
      model: row.model,
    });
    return accept({ site: seen.value, ...pageOf(found.rows, limit, show) });
  },
);
