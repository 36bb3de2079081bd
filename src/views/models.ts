/** Adopted items shown to all units as models (范文), each with the office's comment and the text that was adopted. */
import { accept } from '../domain/outcome.ts';
import type { SubmissionKind } from '../domain/submission/submission.ts';
import { kindNames } from '../domain/submission/submission.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { type Page, pageOf, pageProperties, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ModelsInput {
  readonly site: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface ModelItem {
  readonly submission: number;
  readonly title: string;
  readonly kindName: string;
  readonly unit: string;
  readonly comment: string;
  /** Sanitised HTML. */
  readonly body: string;
  readonly decidedAt: string | null;
}
export interface Models extends Page<ModelItem> {
  readonly site: VisibleSite;
}

const usual = 20;

export const models = makeView<ModelsInput, Models>(
  { view: 'models', says: '编辑挑出来给各单位看的范文和点评' },
  { type: 'object', required: ['site'], properties: { site: siteProperty, ...pageProperties }, additionalProperties: false },
  async (client, actor, { site, after, limit = usual }) => {
    // Shown to whoever knows the site: that is what a model is for. What only named people may see cannot become one.
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const found = await client.query<{
      id: number;
      title: string;
      kind: SubmissionKind;
      unit: string;
      comment: string;
      body: string;
      decided_at: Date | null;
    }>(
      `select s.id, v.title, s.kind, u.name as unit, s.model_comment as comment, v.body, s.decided_at from submissions s
       join units u on u.site_id = s.site_id and u.id = s.unit_id
       join submission_versions v on v.site_id = s.site_id and v.submission_id = s.id and v.number = s.text_version
       where s.site_id = $1 and s.model_comment is not null and s.state in ('adopted', 'scheduled', 'published') and s.people is null
         and s.id < $2 order by s.id desc limit $3`,
      [site, after ?? Number.MAX_SAFE_INTEGER, limit + 1],
    );
    const show = (row: (typeof found.rows)[number]): ModelItem => ({
      submission: row.id,
      title: row.title,
      kindName: kindNames[row.kind],
      unit: row.unit,
      comment: row.comment,
      body: row.body,
      decidedAt: row.decided_at?.toISOString() ?? null,
    });
    return accept({ site: seen.value, ...pageOf(found.rows, limit, show) });
  },
);
