/** `expert.read`: an expert opens a text. A step and not a view, since every reading is noted; a mail scanner that follows the link reads nothing. */
import { accept } from '../domain/outcome.ts';
import type { SubmissionText } from '../domain/submission/submission.ts';
import { noteExpertVisit, openExpertLink } from '../store/expert-links.ts';
import type { Action } from './action.ts';
import { type ExpertAsks, expertSchema, linkClosed } from './expert-subject.ts';

export interface ExpertText extends SubmissionText {
  readonly expert: string;
  readonly siteName: string;
  readonly unitName: string;
  readonly textVersion: number;
  /** ISO 8601. */
  readonly endsAt: string;
}

export const readAsExpert: Action<ExpertAsks, ExpertText> = {
  name: 'expert.read',
  says: '专家看稿',
  needs: 'expert.read',
  siteOf: () => undefined,
  inside: true,
  secret: true,
  input: expertSchema(),
  async run({ client, now, record }, { site, code, address }) {
    const link = await openExpertLink(client, site, code, now);
    if (!link) return linkClosed();
    await noteExpertVisit(client, site, { link: link.link, what: 'read', address }, now);
    await record({ site, thing: 'submission', thingId: String(link.submission), detail: { link: link.link, expert: link.name } });
    const { title, body, content, name: expert, siteName, unitName, version: textVersion, endsAt } = link;
    return accept({ title, body, content, expert, siteName, unitName, textVersion, endsAt: endsAt.toISOString() });
  },
};
