/** The subjects of an inspection: which were looked at, and what was found of each. */
import { type InspectedKind, inspectedKindNames } from '../domain/inspection/subject.ts';
import { accept } from '../domain/outcome.ts';
import { foundReached } from '../store/inspection-report.ts';
import { reachedSite, rowsReached } from '../store/visible.ts';
import { idProperty, type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface InspectionChecksInput {
  readonly site: string;
  readonly inspection: number;
  /** Only those nobody has looked at, or only those of which something was found. */
  readonly only?: 'unchecked' | 'troubled';
  readonly text?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface ShownCheck {
  readonly subject: number;
  readonly name: string;
  readonly kindName: string;
  readonly address: string | null;
  readonly unitName: string;
  readonly checkedOn: string | null;
  readonly checkedBy: string | null;
  /** Findings that were not refuted. */
  readonly found: number;
}

interface Row extends Omit<ShownCheck, 'subject' | 'kindName'> {
  readonly id: number;
  readonly kind: InspectedKind;
}

export const inspectionChecks = makeView<InspectionChecksInput, Page<ShownCheck>>(
  { view: 'inspection-checks', says: '一次检查的对象：查过没有、发现几个问题' },
  {
    type: 'object',
    required: ['site', 'inspection'],
    properties: {
      ...{ site: siteProperty, inspection: idProperty, ...pageProperties },
      only: { enum: ['unchecked', 'troubled'] },
      text: { type: 'string', maxLength: 60 },
    },
    additionalProperties: false,
  },
  async (client, actor, { site, inspection, only, text, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'inspection.read', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const where = [
      `c.site_id = ${bind(site)} and c.inspection_id = ${bind(inspection)} and c.subject_id > ${bind(Number(after ?? 0))}`,
      rowsReached(actor, 'inspection.read', site, { unit: 's.unit_id' }, bind),
      ...(only === 'unchecked' ? ['c.checked_on is null'] : only === 'troubled' ? ['n.found > 0'] : []),
      ...(text === undefined || text.trim() === '' ? [] : [`strpos(s.name || ' ' || u.name, ${bind(text.trim())}) > 0`]),
    ];
    const found = await client.query<Row>(
      `select s.id, s.name, s.kind, s.address, u.name as "unitName", c.checked_on as "checkedOn", c.checked_by_name as "checkedBy", n.found
       from inspection_checks c join inspection_subjects s on s.site_id = c.site_id and s.id = c.subject_id
       join units u on u.site_id = s.site_id and u.id = s.unit_id
       cross join lateral (select count(*)::int as found from inspection_findings f where f.site_id = c.site_id
         and f.inspection_id = c.inspection_id and f.subject_id = c.subject_id and f.state <> 'refuted' and ${foundReached(actor, site, bind)}) n
       where ${where.join(' and ')} order by c.subject_id limit ${bind(limit + 1)}`,
      values,
    );
    return accept(pageOf(found.rows, limit, ({ id, kind, ...row }) => ({ ...row, subject: id, kindName: inspectedKindNames[kind] })));
  },
);
