/** What proofreading says of an item as it is saved, place by place: to be taken over or passed over beside the text. */
import { startOf } from '../domain/calendar/day.ts';
import { type CheckSet, checkSets } from '../domain/checks/check.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { mostFindings, type WordingFinding } from '../domain/wording/item-findings.ts';
import { type LookedItem, lookAt, wordingOf } from '../store/item-wording.ts';
import { loadChecked } from '../store/submission-checks.ts';
import { dayProperty, idProperty, siteProperty } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeLookingView } from './view.ts';

export interface WordingFindingsInput {
  readonly site: string;
  readonly submission: number;
  /** Before which step; `submit` where not given. */
  readonly set?: CheckSet;
  /** The day to look for, YYYY-MM-DD; today where not given. */
  readonly on?: string;
}
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

export const wordingFindings = makeLookingView<WordingFindingsInput, Seen, WordingFindings>(
  { view: 'wording-findings', says: '校对一件稿件：逐处列出错敏字、应为什么、依据哪条' },
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
    const wording = await wordingOf(client, tools, item);
    const mays = { mayAnswer: may(actor, 'wording.answer', item), mayKeep: may(actor, 'wording.keep', { site }) };
    return accept({ looked: { item, set, now, wording }, ...mays });
  },
  async ({ looked, ...mays }, tools) => {
    const found = await lookAt(tools, looked);
    const findings = (found ?? []).slice(0, mostFindings);
    const more = (found?.length ?? 0) - findings.length;
    return accept({ version: looked.item.version, done: found !== undefined, findings, more, ...mays });
  },
);
