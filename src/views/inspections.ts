/** Inspections (检查), the newest first: how far they are, and what they found. A unit sees the figures of its own subjects. */
import { type InspectionState, inspectionStates } from '../domain/inspection/lifecycle.ts';
import { inspectedKindNames } from '../domain/inspection/subject.ts';
import { accept } from '../domain/outcome.ts';
import { mayIn, reachIn } from '../domain/permission.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { type InspectionHead, type InspectionHeadRow, inspectionHeadColumns, inspectionHeadOf } from './inspection-parts.ts';
import { type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface InspectionsInput {
  readonly site: string;
  readonly state?: InspectionState;
  readonly after?: string;
  readonly limit?: number;
}
export interface ListedInspection extends InspectionHead {
  readonly subjects: number;
  readonly checked: number;
  readonly open: number;
  readonly confirmed: number;
}
export interface Inspections extends Page<ListedInspection> {
  readonly site: VisibleSite;
  readonly mayWrite: boolean;
  readonly kindNames: typeof inspectedKindNames;
}

interface Row extends InspectionHeadRow {
  readonly subjects: number;
  readonly checked: number;
  readonly open: number;
  readonly confirmed: number;
}

export const inspections = makeView<InspectionsInput, Inspections>(
  { view: 'inspections', says: '检查列表：查什么、进行到哪里、发现多少问题' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, state: { enum: [...inspectionStates] }, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, state, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'inspection.read', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const own = rowsReached(actor, 'inspection.read', site, { unit: 'f.unit_id' }, bind);
    const { all } = reachIn(actor, 'inspection.read', site);
    const subject = all
      ? ''
      : `and exists (select from inspection_subjects s where s.site_id = c.site_id and s.id = c.subject_id
           and ${rowsReached(actor, 'inspection.read', site, { unit: 's.unit_id' }, bind)})`;
    const where = [
      `i.site_id = ${bind(site)} and i.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}`,
      ...(state === undefined ? [] : [`i.state = ${bind(state)}`]),
      // A unit sees the inspections that look at something of its own.
      ...(all ? [] : [`n.subjects > 0`]),
    ];
    const found = await client.query<Row>(
      `select ${inspectionHeadColumns}, n.subjects, n.checked, m.open, m.confirmed from inspections i
       cross join lateral (select count(*)::int as subjects, count(c.checked_on)::int as checked from inspection_checks c
         where c.site_id = i.site_id and c.inspection_id = i.id ${subject}) n
       cross join lateral (select count(*) filter (where f.state = 'found' and ${all})::int as open,
           count(*) filter (where f.state = 'confirmed')::int as confirmed
         from inspection_findings f where f.site_id = i.site_id and f.inspection_id = i.id and ${own}) m
       where ${where.join(' and ')} order by i.id desc limit ${bind(limit + 1)}`,
      values,
    );
    const show = (row: Row): ListedInspection => {
      const { subjects, checked, open, confirmed } = row;
      return { ...inspectionHeadOf(row), subjects, checked, open, confirmed };
    };
    return accept({
      site: seen.value,
      mayWrite: mayIn(actor, 'inspection.write', site),
      kindNames: inspectedKindNames,
      ...pageOf(found.rows, limit, show),
    });
  },
);
