/** What proofreading says of an item as it is saved, place by place: to be taken over or passed over beside the text. */
import { accept } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { mostFindings, type WordingFinding } from '../domain/wording/item-findings.ts';
import { type LookedItem, lookAt, wordingOf } from '../store/item-wording.ts';
import { type CheckedItemInput, checkedItem, checkedItemSchema } from './checked-item.ts';
import { makeLookingView } from './view.ts';

export interface WordingFindings {
  /** Of the item: whose text was looked at. */
  readonly version: number;
  /** False: it could not be done this time. */
  readonly done: boolean;
  readonly findings: readonly WordingFinding[];
  /** How many more there are. */
  readonly more: number;
  /** May the asker answer them (采纳, 忽略), and speak for the whole office (白名单)? */
  readonly mayAnswer: boolean;
  readonly mayKeep: boolean;
}

interface Seen extends Pick<WordingFindings, 'mayAnswer' | 'mayKeep'> {
  readonly looked: LookedItem;
}

export const wordingFindings = makeLookingView<CheckedItemInput, Seen, WordingFindings>(
  { view: 'wording-findings', says: '校对一件稿件：逐处列出错敏字、应为什么、依据哪条' },
  checkedItemSchema,
  async (client, actor, input, tools) => {
    const checked = await checkedItem(client, actor, input);
    if (!checked.ok) return checked;
    const { item } = checked.value;
    const wording = await wordingOf(client, tools, item);
    const mays = { mayAnswer: may(actor, 'wording.answer', item), mayKeep: may(actor, 'wording.keep', { site: input.site }) };
    return accept({ looked: { ...checked.value, wording }, ...mays });
  },
  async ({ looked, ...mays }, tools) => {
    const found = await lookAt(tools, looked);
    const findings = (found ?? []).slice(0, mostFindings);
    const more = (found?.length ?? 0) - findings.length;
    return accept({ version: looked.item.version, done: found !== undefined, findings, more, ...mays });
  },
);
