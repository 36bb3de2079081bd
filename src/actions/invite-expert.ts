/** `expert.invite`: a link by which somebody outside reads the present text version and may comment on it. Its code is told once. */
import { accept, problem, refuse } from '../domain/outcome.ts';
import { addExpertLink } from '../store/expert-links.ts';
import type { LoadedSubmission } from '../store/submissions.ts';
import type { Action } from './action.ts';
import { idSchema, siteSchema, submissionSubject } from './submission-subject.ts';

export interface InviteExpert {
  readonly site: string;
  readonly submission: number;
  /** The expert's name, as it will stand above comments. */
  readonly name: string;
  /** How long the link is open; the site's setting where it is not said. */
  readonly days?: number;
}
export interface InvitedExpert {
  readonly link: number;
  /** Kept nowhere: whoever has it reads the text until it ends or is revoked. */
  readonly code: string;
  readonly textVersion: number;
  /** ISO 8601. */
  readonly endsAt: string;
}

const msPerDay = 86_400_000;

export const inviteExpert: Action<InviteExpert, InvitedExpert, LoadedSubmission> = {
  name: 'expert.invite',
  says: '请外部专家看稿',
  needs: 'submission.discuss',
  siteOf: ({ site }) => site,
  secret: true,
  subject: submissionSubject,
  input: {
    type: 'object',
    required: ['site', 'submission', 'name'],
    properties: {
      site: siteSchema,
      submission: idSchema,
      name: { type: 'string', pattern: '\\S', maxLength: 60, description: '请写专家姓名' },
      days: { type: 'integer', minimum: 1, maximum: 90 },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, tools, record }, { site, name, days }, item) {
    if (item.textVersion === 0) return refuse('wrong-state', [problem('wrong-state', '这件还没有报送过，没有定稿可以请专家看')]);
    const code = Buffer.from(tools.randomBytes(24)).toString('base64url');
    const endsAt = new Date(now.getTime() + (days ?? item.settings.expertDays) * msPerDay);
    const version = item.textVersion;
    const link = await addExpertLink(
      client,
      { site, submission: item.id, version, code, name: name.trim(), by: actor.person, endsAt },
      now,
    );
    await record({ thing: 'submission', thingId: String(item.id), detail: { link, expert: name.trim(), text: version, endsAt } });
    return accept({ link, code, textVersion: version, endsAt: endsAt.toISOString() });
  },
};
