/** `expert.comment`: an expert says something about the text their link opens. */
import { accept } from '../domain/outcome.ts';
import { noteExpertVisit, openExpertLink } from '../store/expert-links.ts';
import { addRemark } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { type ExpertAsks, expertSchema, linkClosed } from './expert-subject.ts';

export interface ExpertComments extends ExpertAsks {
  readonly body: string;
}

export const commentAsExpert: Action<ExpertComments, { readonly remark: number }> = {
  name: 'expert.comment',
  says: '专家发表意见',
  needs: 'expert.read',
  siteOf: () => undefined,
  inside: true,
  secret: true,
  input: expertSchema({ body: { type: 'string', pattern: '\\S', maxLength: 4000, description: '请写意见' } }),
  async run({ client, now, record }, { site, code, address, body }) {
    const link = await openExpertLink(client, site, code, now);
    if (!link) return linkClosed();
    await noteExpertVisit(client, site, { link: link.link, what: 'comment', address }, now);
    const said = { kind: 'expert', person: undefined, name: link.name, body: body.trim(), version: link.version } as const;
    const remark = await addRemark(client, site, link.submission, { ...said, now });
    await record({ site, thing: 'submission', thingId: String(link.submission), detail: { link: link.link, expert: link.name, remark } });
    return accept({ remark });
  },
};
