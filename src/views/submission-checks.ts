/** The checks of an item as it is saved, and all they looked at, so that the editor's page can go on checking by itself while somebody writes. */
import type { CheckContext } from '../domain/checks/check.ts';
import { runChecks } from '../domain/checks/checks.ts';
import { accept, type Finding } from '../domain/outcome.ts';
import { plainText } from '../domain/submission/rich-text.ts';
import { suggestSection } from '../domain/submission/suggest-section.ts';
import { type LookedItem, lookAt, wordingOf, wordingSaid } from '../store/item-wording.ts';
import { similarTexts } from '../store/similar-checks.ts';
import { checkContextOf } from '../store/submission-checks.ts';
import { type CheckedItemInput, checkedItem, checkedItemSchema } from './checked-item.ts';
import { makeLookingView } from './view.ts';

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

export const submissionChecks = makeLookingView<CheckedItemInput, Seen, SubmissionChecks>(
  { view: 'submission-checks', says: '检查一件稿件：还缺什么、有什么要改，宜归到哪个栏目' },
  checkedItemSchema,
  async (client, actor, input, tools) => {
    const checked = await checkedItem(client, actor, input);
    if (!checked.ok) return checked;
    const { item, set } = checked.value;
    const similar = set === 'submit' ? await similarTexts(client, actor, item) : [];
    const sections = await client.query<{ id: number; name: string; keywords: readonly string[] }>(
      'select id, name, keywords from sections where site_id = $1 and active order by position, id',
      [input.site],
    );
    const wording = await wordingOf(client, tools, item);
    return accept({ looked: { ...checked.value, wording }, similar, sections: sections.rows });
  },
  async ({ looked, similar, sections }, tools) => {
    const { item, set, now } = looked;
    const context = checkContextOf(item, set, now, { wording: wordingSaid(await lookAt(tools, looked)), similar });
    const suggestedSection = suggestSection(sections, item.text.title, plainText(item.text.body)) ?? null;
    return accept({ findings: runChecks(context), context, suggestedSection, sections });
  },
);
