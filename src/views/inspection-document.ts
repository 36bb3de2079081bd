/** The bulletin of an inspection as a document, from the figures of the moment: for whoever sees all of the site's inspections. */
import type { OfficialDocument } from '../domain/document.ts';
import { inspectionDocument as composed, type ReportedFound } from '../domain/inspection/document.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { visibleSite } from '../store/visible.ts';
import { figuresOf, type InspectionHeadRow, inspectionHeadColumns } from './inspection-parts.ts';
import { dayProperty, idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface InspectionDocumentInput {
  readonly site: string;
  readonly inspection: number;
  /** The day printed under the issuer; none where not given. */
  readonly issuedOn?: string;
}

export const inspectionDocument = makeView<InspectionDocumentInput, { readonly name: string; readonly document: OfficialDocument }>(
  { view: 'inspection-document', says: '检查通报的文稿：文字和表格的数字同出一处' },
  {
    type: 'object',
    required: ['site', 'inspection'],
    properties: { site: siteProperty, inspection: idProperty, issuedOn: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, inspection, issuedOn }) => {
    const seen = await visibleSite(client, actor, 'inspection.read', site);
    if (!seen.ok) return seen;
    const held = await client.query<InspectionHeadRow & { readonly own: string | null }>(
      `select ${inspectionHeadColumns}, (select u.name from units u where u.site_id = i.site_id and u.own order by u.position, u.id limit 1) as own
       from inspections i where i.site_id = $1 and i.id = $2`,
      [site, inspection],
    );
    const [row] = held.rows;
    if (!row) return refuse('not-found', [problem('not-found', `没有第 ${inspection} 号检查，或者您看不到它`, 'inspection')]);
    const found = await client.query<ReportedFound>(
      `select s.name as subject, s.kind, u.name as "unitName", f.indicator_name as "indicatorName", f.veto, f.place, f.body, f.link, f.found_on as "foundOn"
       from inspection_findings f join inspection_subjects s on s.site_id = f.site_id and s.id = f.subject_id
       join units u on u.site_id = f.site_id and u.id = f.unit_id
       where f.site_id = $1 and f.inspection_id = $2 and f.state = 'confirmed' order by u.position, u.id, s.id, f.id`,
      [site, inspection],
    );
    const figures = await figuresOf(client, actor, site, inspection, row.fail_below);
    const { name, method, from_on: from, to_on: to, fail_below: failBelow } = row;
    const nulls = ({ place, link, ...one }: ReportedFound): ReportedFound => ({
      ...one,
      place: place ?? undefined,
      link: link ?? undefined,
    });
    const about = { name, method, from, to, failBelow, siteName: seen.value.name, issuer: row.own ?? seen.value.name };
    const document = composed({ ...about, found: found.rows.map(nulls), ...(issuedOn === undefined ? {} : { issuedOn }) }, figures);
    return accept({ name, document });
  },
);
