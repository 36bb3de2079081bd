/** The bulletin of an inspection as a document, from the figures of the moment: for whoever sees all of the site's inspections. */
import type { OfficialDocument } from '../domain/document.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { composeInspection } from '../store/inspection-report.ts';
import { visibleSite } from '../store/visible.ts';
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
    const composed = await composeInspection(client, actor, site, inspection, issuedOn === undefined ? {} : { issuedOn });
    if (!composed) return refuse('not-found', [problem('not-found', `没有第 ${inspection} 号检查，或者您看不到它`, 'inspection')]);
    return accept({ name: composed.name, document: composed.document });
  },
);
