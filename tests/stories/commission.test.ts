// A commission: placed with a warning, answered by one unit with a new item, missed by another, excused.
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Window } from '../support/browser.ts';
import { draftItem, patience, readyText } from './items.ts';
import { dayFromNow, expectSound, openStory, type Story } from './support.ts';

let story: Story;
beforeAll(async () => {
  story = await openStory();
});
afterAll(() => story.close());

const shots = process.env['STORY_SHOTS'];
async function look(window: Window, name: string): Promise<void> {
  const { page } = window;
  for (const width of [1280, 375]) {
    await page.setViewportSize({ width, height: 900 });
    await expectSound(window);
    expect(await page.evaluate('document.documentElement.scrollWidth'), name).toBeLessThanOrEqual(width);
    if (shots) await page.screenshot({ path: join(shots, `commission-${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

it('is placed, answered in time by the one and missed by the other, who is excused', { timeout: 120_000 }, async () => {
  const { office } = story;
  await office.as('head').must('site.configure', { site: office.site, settings: { commissionsAtOnce: 1 } });
  await office.as('head').must('section.save', { site: office.site, name: '政务动态' });
  const before = { title: '春耕生产信息', brief: '', due: dayFromNow(9), units: [office.units.town] };
  await office.as('editor').must('commission.place', { site: office.site, ...before });

  // The office asks a whole group, and is told who has something to write already.
  const desk = await story.as('editor', `/s/${office.site}/commissions`);
  await desk.page.getByRole('link', { name: '春耕生产信息' }).waitFor();
  await desk.page.getByRole('button', { name: '新约稿' }).click();
  const form = desk.page.getByRole('dialog', { name: '新约稿' });
  await form.getByRole('button', { name: '约稿', exact: true }).click();
  await form.getByText('请写明约什么').waitFor();
  await form.getByLabel('约什么').fill('防汛值守工作信息');
  await form.getByLabel('要求').fill('写清巡查路段、值守人数，附一张照片。');
  await form.getByLabel('截止日期').fill(dayFromNow(1));
  await form.getByText('栏目：不限').click();
  await form.getByLabel('政务动态').check();
  await form.getByText('栏目：政务动态').waitFor();
  await form.getByLabel('全选乡镇').check();
  await form.getByText('已选 2 个单位').waitFor();
  await form.getByText('城关镇：再约就超过 1 件了，仍然可以约').waitFor();
  await look(desk, 'new');
  await form.getByRole('button', { name: '约稿', exact: true }).click();
  await desk.page.getByText('已约稿“防汛值守工作信息”').waitFor();
  const row = desk.page.getByRole('row').filter({ hasText: '防汛值守工作信息' });
  await row.getByText('已交 0／2').waitFor();
  await row.getByText('还剩 1 天').waitFor();

  // The township finds it in the inbox and writes.
  const unit = await story.as('townshipReporter', '/inbox');
  await unit.page.getByRole('heading', { name: /待我应约/ }).waitFor();
  await unit.page.getByRole('link', { name: '防汛值守工作信息' }).click();
  await unit.page.getByRole('heading', { level: 1, name: '防汛值守工作信息' }).waitFor();
  await unit.page.getByRole('button', { name: '承接', exact: true }).click();
  await unit.page.getByText('已承接').first().waitFor();
  await look(unit, 'task');
  await unit.page.getByRole('button', { name: '写稿应约' }).click();
  await unit.page.waitForURL(/\/submissions\/\d+\/edit/);
  const submission = Number(/submissions\/(\d+)/.exec(unit.page.url())?.[1]);
  await unit.page.goto(`/s/${office.site}/asked`);
  await unit.page.getByRole('link', { name: '防汛值守工作信息' }).first().waitFor();
  await look(unit, 'mine');
  const { version } = await story.world.db
    .selectFrom('submissions')
    .select('version')
    .where('id', '=', submission)
    .where('site_id', '=', office.site)
    .executeTakeFirstOrThrow();
  const saved = await office.as('townshipReporter').must('submission.save', {
    ...{
      site: office.site,
      submission,
      version,
      body: '<p>山口乡安排12人分段巡查河堤。</p>',
      eventOn: dayFromNow(-1),
      disclosure: 'proactive',
    },
    content: { declaredNotSecret: true, signer: '乡长', phone: '0470-3210000', byline: '吴报送' },
  });
  await office.as('townshipReporter').must('submission.submit', { site: office.site, submission, version: saved.version });
  await unit.page
    .getByRole('tab', { name: /已了结/ })
    .or(unit.page.getByRole('button', { name: /已了结/ }))
    .or(unit.page.getByRole('link', { name: /已了结/ }))
    .first()
    .click();
  await unit.page.getByText('已交稿').first().waitFor(patience);

  // The town links something it is writing already, and thinks better of it.
  const draft = await draftItem(story, 'townReporter', readyText('城关镇检修排水泵站'));
  const town1 = await story.as('townReporter', `/s/${office.site}/asked`);
  await town1.page.getByRole('link', { name: '防汛值守工作信息' }).first().click();
  await town1.page.getByRole('button', { name: '用这件：城关镇检修排水泵站' }).click();
  await town1.page.getByText('已关联，报送以后算交稿').waitFor();
  await expectSound(town1);
  await town1.page.getByRole('button', { name: '取消关联' }).click();
  await town1.page.getByRole('button', { name: '用这件：城关镇检修排水泵站' }).waitFor();
  await town1.context.close();
  expect(draft.submission).toBeGreaterThan(0);

  // The day passes; the office says what was missed, and excuses it.
  await story.world.db
    .updateTable('commissions')
    .set({ due_on: dayFromNow(-1) })
    .where('title', '=', '防汛值守工作信息')
    .execute();
  await story.world.db
    .updateTable('commission_tasks')
    .set({ sent_on: dayFromNow(-1) })
    .where('state', '=', 'sent')
    .execute();
  await desk.page.reload();
  await desk.page.getByText('1 个单位过期未交').waitFor();
  await look(desk, 'board');
  await desk.page.getByRole('link', { name: '防汛值守工作信息' }).click();
  const town = desk.page.getByRole('row').filter({ has: desk.page.getByRole('rowheader', { name: '城关镇' }) });
  await town.getByRole('button', { name: '城关镇：催办' }).click();
  await town.getByText('已催办 1 次').waitFor();
  await desk.page.getByRole('link', { name: '防汛值守工作信息' }).waitFor();
  await look(desk, 'one');
  await desk.page.getByRole('button', { name: '把过期未交的 1 个单位记为未完成' }).click();
  await town.getByText('未完成', { exact: true }).waitFor();
  await town.getByRole('button', { name: '城关镇：免责' }).click();
  const reason = desk.page.getByRole('dialog', { name: '城关镇：免责' });
  await reason.getByLabel('理由').fill('抗洪抢险');
  await reason.getByRole('button', { name: '免责' }).click();
  await town.getByText('已免责', { exact: true }).waitFor();
  await desk.page.getByRole('button', { name: '办结' }).click();
  await desk.page.getByText('已办结').first().waitFor();
  await look(desk, 'closed');
  const facts = await story.world.db
    .selectFrom('facts')
    .select(['fact', 'outcome', 'fact_on'])
    .where('fact', 'in', ['commission', 'adjustment'])
    .orderBy('id')
    .execute();
  expect(facts).toMatchObject([
    { outcome: 'done', fact_on: dayFromNow(0) },
    { outcome: 'missed', fact_on: dayFromNow(-1) },
    { fact: 'adjustment', fact_on: dayFromNow(0) },
  ]);
  // The unit sees why.
  const other = await story.as('townReporter', `/s/${office.site}/asked?group=over`);
  await other.page.getByRole('link', { name: '防汛值守工作信息' }).click();
  await other.page.getByText('抗洪抢险').first().waitFor();
  await look(other, 'excused');
});
