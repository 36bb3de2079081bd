// The office sends letters to units that reported nothing; a unit finds its own in the inbox and opens it; the office sees who did. And a
// year's holidays are brought in.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Window } from '../support/browser.ts';
import { received } from '../support/make.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
  await received(story.office, { eventOn: dayFromNow(-1) });
});
afterAll(() => story.close());

const shots = process.env['STORY_SHOTS'];
async function look(window: Window, name: string): Promise<void> {
  for (const width of [1280, 375]) {
    await window.page.setViewportSize({ width, height: 800 });
    await expectSound(window);
    expect(await window.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    if (shots) await window.page.screenshot({ path: join(shots, `letters-${name}-${width}.png`), fullPage: true });
  }
  await window.page.setViewportSize({ width: 1280, height: 800 });
}

it('a letter is sent, waits in the unit’s inbox, is opened there, and both sides see when', async () => {
  const period = `from=${dayFromNow(-9)}&to=${dayFromNow(0)}`;
  const editor = await story.as('editor', `/s/office/reporting?${period}`);
  await editor.page.getByRole('button', { name: '把零报送通知发给城关镇' }).click();
  await editor.page.getByText('已发给 1 个单位').waitFor();
  await editor.page.getByText('单位还没有打开').waitFor();
  await editor.page.getByRole('button', { name: /^发给没有发过的 \d 个单位$/ }).click();
  await editor.page.getByText('单位还没有打开').nth(1).waitFor();
  await look(editor, 'zero');
  const unit = await story.as('townReporter', '/inbox');
  await unit.page.getByRole('heading', { name: '新到的通知' }).waitFor();
  await look(unit, 'inbox');
  await unit.page.getByRole('button', { name: /未报送信息的通知$/ }).click();
  await unit.page.getByRole('dialog').getByText('孙报送').waitFor();
  expect(await unit.page.getByRole('dialog').getByRole('link', { name: '下载 Word' }).getAttribute('href')).toMatch(
    /^\/api\/letter\/office\/\d+\/docx$/,
  );
  await look(unit, 'dialog');
  await unit.page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click();
  await unit.page.goto('/s/office/letters');
  await unit.page.getByRole('cell', { name: /孙报送/ }).waitFor();
  await editor.page.goto('/s/office/letters');
  await editor.page.getByText('孙报送').waitFor();
  await look(editor, 'sent');
  for (const window of [editor, unit]) await window.context.close();
});

it('the next year’s holidays are typed in, a slip is named by its line, and the year is listed', async () => {
  const window = await story.as('systemAdministrator', '/platform/calendar');
  const { page } = window;
  await page.getByText('2027 年的安排还没有录入').waitFor();
  await look(window, 'calendar');
  await page.getByRole('button', { name: '录入一年' }).click();
  await page.getByLabel('依据').fill('国办发明电〔2026〕9号');
  const lines = [
    '2027-01-01，放假，元旦',
    '2027-05-01，放假，劳动节',
    '2027-10-01，放假，国庆节',
    '2027-10-02，放假，国庆节',
    '2027-10-03，过节，国庆节',
  ];
  await page.getByLabel('放假和调休上班的日子').fill(lines.join('\n'));
  await page.getByText('第 5 行：“过节”应写“放假”或者“上班”').waitFor();
  await look(window, 'year');
  await page.getByLabel('放假和调休上班的日子').fill(lines.join('\n').replace('过节', '放假'));
  await page.getByText('读到放假 5 天、调休上班 0 天').waitFor();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('2027 年的安排已保存').waitFor();
  await page.getByRole('row', { name: /2027/ }).getByText('国办发明电〔2026〕9号').waitFor();
  await window.context.close();
});

it('a message that did not get out is listed and sent again', async () => {
  await story.world.database.pool.query(
    `insert into messages (key, kind, channel, person_id, state, attempts, try_after, content, fault, recorded_at)
     values ('digest x', 'digest', 'mail', $1, 'failed', 6, now(), '{}', '对方邮箱已满', now())`,
    [story.office.people.editor],
  );
  const window = await story.as('systemAdministrator', '/platform/mail');
  await window.page.getByText('对方邮箱已满').first().waitFor();
  await look(window, 'failed');
  await window.page.getByRole('button', { name: '再发一次：给郑编辑的待办提醒' }).click();
  await window.page.getByText('已排上，马上再发').waitFor();
  await window.page.getByText('没有。试了约十小时').waitFor();
  await window.context.close();
});
