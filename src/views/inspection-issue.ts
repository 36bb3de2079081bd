/** An issued bulletin of an inspection as it was frozen. Like any bulletin, for all who read the site's bulletins. */
import type { OfficialDocument } from '../domain/document.ts';
import type { FrozenInspection } from '../domain/inspection/figures.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type InspectionIssueHead, issueHeadColumns } from '../store/inspection-issues.ts';
import { type VisibleSite, visibleSite } from '../store/visible.ts';
import { idProperty, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface InspectionIssue extends InspectionIssueHead {
  readonly site: VisibleSite;
  readonly inspection: number;
  readonly name: string;
  readonly document: OfficialDocument;
  readonly figures: FrozenInspection;
}

export const inspectionIssue = makeView<{ readonly site: string; readonly issue: number }, InspectionIssue>(
  { view: 'inspection-issue', says: '一期签发的检查通报：文稿、数字、校验值，更正了哪一期' },
  {
    type: 'object',
    required: ['site', 'issue'],
    properties: { site: siteProperty, issue: idProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, issue }) => {
    const seen = await visibleSite(client, actor, 'bulletin.read', site);
    if (!seen.ok) return seen;
    const found = await client.query<Omit<InspectionIssue, 'site'>>(
      `select ${issueHeadColumns}, x.inspection_id as inspection, i.name, x.document, x.figures
       from inspection_issues x join inspections i on i.site_id = x.site_id and i.id = x.inspection_id where x.site_id = $1 and x.id = $2`,
      [site, issue],
    );
    const [row] = found.rows;
    if (!row) return refuse('not-found', [problem('not-found', `没有第 ${issue} 号检查通报，或者您看不到它`, 'issue')]);
    return accept({ ...row, site: seen.value });
  },
);
