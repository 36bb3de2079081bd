// Items for stories, made by the actions themselves: drafts that are ready to be sent, sent ones, returned ones.
import type { Page } from 'playwright-core';
import type { OfficePerson, Stepped } from '../support/world.ts';
import { dayFromNow, type Story } from './support.ts';

export const readyText = (title = '县教育局开展校园消防安全演练') => ({
  title,
  body: `<p>${dayFromNow(-1).replace(/^\d+-0?(\d+)-0?(\d+)$/, '$1月$2日')}，县教育局在第一小学开展校园消防安全演练，师生共500余人参加。</p><p>演练模拟教学楼二层着火，各班按预定路线用时2分40秒全部撤到操场。</p>`,
  kind: 'news',
  eventOn: dayFromNow(-1),
  disclosure: 'proactive',
  content: { declaredNotSecret: true, signer: '李审核', phone: '0470-3210000', byline: '张报送' },
});

export async function draftItem(story: Story, who: OfficePerson = 'reporter', given: object = readyText()): Promise<Stepped> {
  const { office } = story;
  const unit =
    who.startsWith('town') && !who.startsWith('township')
      ? office.units.town
      : who.startsWith('township')
        ? office.units.township
        : office.units.bureau;
  return office.as(who).must('submission.draft', { site: office.site, unit, ...given });
}

/** One step of an item as a person; gives where it stands after. */
export const step = (
  story: Story,
  who: OfficePerson,
  name: string,
  { submission, version }: Stepped,
  more: object = {},
): Promise<Stepped> => story.office.as(who).must(`submission.${name}`, { site: story.office.site, submission, version, ...more });

export const sentItem = async (story: Story, title?: string, who: OfficePerson = 'reporter'): Promise<Stepped> =>
  step(story, who, 'submit', await draftItem(story, who, readyText(title)));

/** Waits until the editor says that all is kept. */
export const untilKept = (page: Page): Promise<void> => page.getByText(/^已保存/).waitFor();

/** How long to wait for what a page sends by itself. */
export const patience = { timeout: 10_000 };
