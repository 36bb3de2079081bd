/** The checks of an item as it is saved, and all they looked at, so that the editor's page can go on checking by itself while somebody writes. */
import { startOf } from '../domain/calendar/day.ts';
import { type CheckContext, type CheckSet, checkSets } from '../domain/checks/check.ts';
import { runChecks } from '../domain/checks/checks.ts';
import { accept, type Finding, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { plainText } from '../domain/submission/rich-text.ts';
import { suggestSection } from '../domain/submission/suggest-section.ts';
import { type LookedItem, lookAt, wordingOf, wordingSaid } from '../store/item-wording.ts';
import { similarTexts } from '../store/similar-checks.ts';
import { checkContextOf, loadChecked } from '../store/submission-checks.ts';
import { dayProperty, idProperty, siteProperty } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeLookingView } from './view.ts';

export interface SubmissionChecksInput {
  readonly site: string;
  readonly submission: number;
  /** `submit` where not given. */
  readonly set?: CheckSet;
  /** The day to check for, YYYY-MM-DD; today where not given. */
  readonly on?: string;
}
export interface SubmissionChecks {
  readonly findings: readonly Finding[];
  /** Hand it to `runChecks` of domain/checks with the text as it stands in the page. */
  readonly context: CheckContext;
  readonly suggestedSection: number | null;
  readonly sections: readonly { readonly id: number; readonly name: string; readonly keywords: readonly string[] }[];
}

interface Seen {
  readonly looked: LookedItem;
  readonly similar: CheckContext['similar'];
  readonly sections: SubmissionChecks['sections'];
}

export const submissionChecks = makeLookingView<SubmissionChecksInput, Seen, SubmissionChecks>(
  { view: 'submission-checks', says: '检查一件稿件：还缺什么、有什么要改，宜归到哪个栏目' },
  {
    type: 'object',
    required: ['site', 'submission'],
    properties: { site: siteProperty, submission: idProperty, set: { enum: checkSets }, on: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, submission, set = 'submit', on }, tools) => {
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const now = new Date(startOf(today.value));
    const item = await loadChecked(client, site, submission, now);
    if (!item || !may(actor, 'submission.read', item))
      return refuse('not-found', [problem('not-found', `没有第 ${submission} 号报送件，或者您看不到它`, 'submission')]);
    const similar = set === 'submit' ? await similarTexts(client, actor, item) : [];
    const sections = await client.query<{ id: number; name: string; keywords: readonly string[] }>(
      'select id, name, keywords from sections where site_id = $1 and active order by position, id',
      [site],
    );
    const wording = await wordingOf(client, tools, item);
    return accept({ looked: { item, set, now, wording }, similar, sections: sections.rows });
  },
  async ({ looked, similar, sections }, tools) => {
    const { item, set, now } = looked;
    const context = checkContextOf(item, set, now, { wording: wordingSaid(await lookAt(tools, looked)), similar });
    const suggestedSection = suggestSection(sections, item.text.title, plainText(item.text.body)) ?? null;
    return accept({ findings: runChecks(context), context, suggestedSection, sections });
  },
);
