// Every role's first day, from an empty platform: one code at the terminal, and from it everybody else.
import { rmSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { offerAdministrator } from '../../src/actions/offer-administrator.ts';
import { programActor } from '../../src/domain/permission.ts';
import { createServer } from '../../src/server/server.ts';
import { memoryFiles, serverOptions } from '../server/served.ts';
import { openBrowser, openWindow, type Window } from '../support/browser.ts';
import { openWorld, testTools, type World } from '../support/world.ts';
import { accepted } from '../views/offices.ts';
import { expectSound, ownWeb, storyPassword } from './support.ts';

let world: World;
let web: string;
let browser: Browser;
let app: FastifyInstance;
let address: string;
let firstCode: string;
beforeAll(async () => {
  [web, world, browser] = await Promise.all([ownWeb(), openWorld(), openBrowser()]);
  const platform: Platform = { pool: world.database.pool, tools: testTools, now: () => new Date() };
  firstCode = accepted(await perform(platform, programActor, offerAdministrator, {})).code;
  app = await createServer(serverOptions(platform, { web, files: memoryFiles().files }));
  address = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await browser.close();
  await app.close();
  await world.close();
  rmSync(web, { recursive: true, force: true });
});

const stranger = async (path: string): Promise<Window> => {
  const window = await openWindow(browser, address);
  await window.page.goto(path);
  return window;
};
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page, name: string) => page.getByRole('dialog').getByLabel(name, { exact: true });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

interface Invited {
  readonly signInName: string;
  readonly code: string;
}
/** Invites somebody on the page of people and reads the code off the slip. */
async function invite(page: Page, name: string, signInName: string, role: string, unit?: string): Promise<Invited> {
  await page.getByRole('link', { name: '人员', exact: true }).first().click();
  await heading(page, '人员');
  await button(page, '邀请人员').click();
  await field(page, '姓名').fill(name);
  await field(page, '登录名').fill(signInName);
  await field(page, '角色').selectOption({ label: role });
  if (unit) await field(page, '单位').selectOption({ label: unit });
  await button(page, '建立账号').click();
  const code = (await page.locator('dialog .code').textContent()) ?? '';
  await button(page, '已交给本人').click();
  await page.getByRole('link', { name, exact: true }).waitFor();
  return { signInName, code };
}
/** With the code to a password of one's own, and in. */
async function comeIn({ signInName, code }: Invited): Promise<Window> {
  const window = await stranger('/sign-in');
  const { page } = window;
  await page.getByRole('link', { name: '已有一次性口令' }).click();
  await page.getByLabel('一次性口令').fill(code);
  await page.getByLabel('新口令', { exact: true }).fill(storyPassword);
  await page.getByLabel('再填一次').fill(storyPassword);
  await button(page, '设置口令').click();
  await page.getByRole('link', { name: '去登录' }).click();
  await page.getByLabel('登录名').fill(signInName);
  await page.getByLabel('口令', { exact: true }).fill(storyPassword);
  await button(page, '登录').click();
  await page.locator('main h1').waitFor();
  await page.waitForLoadState('networkidle');
  return window;
}

let administrator: Window;
let headIn: Invited;
const invited: Record<string, Invited> = {};

it('the first administrator comes in with the code of the terminal, sets up a site with its units, and invites', async () => {
  administrator = await stranger('/first-administrator');
  const { page } = administrator;
  await page.getByLabel('一次性口令').fill(firstCode);
  await page.getByLabel('姓名').fill('沈管理');
  await page.getByLabel('登录名').fill('shen');
  await page.getByLabel('新口令', { exact: true }).fill(storyPassword);
  await page.getByLabel('再填一次').fill(storyPassword);
  await button(page, '建立并登录').click();
  await heading(page, '人员');
  await page.getByRole('heading', { name: '从这里开始' }).waitFor();
  await expectSound(administrator);
  await page.getByRole('link', { name: '设立网站' }).click();
  await button(page, '设立网站').first().click();
  await field(page, '网站名称').fill('某县人民政府网站');
  await field(page, '代号').fill('mouxian');
  await field(page, '单位名册').fill('县政府办公室，机关\n县教育局，部门，部门\n  第一小学，部门，学校\n城关镇，乡镇，乡镇');
  await page.getByText('读到 4 个单位，3 个分组').waitFor();
  await button(page, '设立').click();
  await page.getByText('已设立某县人民政府网站').waitFor();
  await expectSound(administrator);
  headIn = await invite(page, '陈主任', 'chen', '签发人');
  for (const [who, name, role] of [
    ['security', '韩安全', '安全管理员'],
    ['auditor', '杨审计', '审计员'],
    ['leader', '蒋县长', '领导'],
  ] as const)
    invited[who] = await invite(page, name, who, role);
  const units = await world.db.selectFrom('units').select(['name', 'own', 'class']).orderBy('position').execute();
  expect(units.map(({ name, own }) => (own ? `${name}*` : name))).toEqual(['县政府办公室*', '县教育局', '第一小学', '城关镇']);
});

it('the head of the office is told where to begin, and invites the office and the units', async () => {
  const window = await comeIn(headIn);
  const { page } = window;
  await heading(page, '收件箱');
  await page.getByText('先在“单位”里核对名册').waitFor();
  await expectSound(window);
  invited['editor'] = await invite(page, '郑编辑', 'zheng', '编辑');
  invited['reviewer'] = await invite(page, '李审核', 'li', '审核人', '县教育局');
  invited['contributor'] = await invite(page, '张报送', 'zhang', '报送员', '县教育局');
  await page.getByRole('link', { name: '单位', exact: true }).click();
  await page.getByRole('treeitem', { name: /城关镇.*没有报送员/ }).waitFor();
  await window.context.close();
});

it.each([
  ['contributor', '我的报送'],
  ['reviewer', undefined],
  ['editor', undefined],
  ['security', '人员'],
  ['auditor', '历史记录'],
  ['leader', '排名与通报'],
] as const)('%s comes in with the code, at a page that says what to do', async (who, title) => {
  const window = await comeIn(invited[who]!);
  const { page } = window;
  if (title) await heading(page, title);
  const said = (await page.locator('main').textContent()) ?? '';
  // A heading alone says nothing: there is a sentence about what is here and how it comes to be.
  expect(said.replace(/\s/g, '').length).toBeGreaterThan(40);
  await button(page, '帮助').click();
  await page.getByRole('dialog').getByRole('heading', { name: '这一页怎么用' }).waitFor();
  await page.keyboard.press('Escape');
  await expectSound(window);
  await window.context.close();
});

it('with 三员分立 switched on by whom it is for, the administrator is told plainly that roles are not his to give', async () => {
  const { page } = administrator;
  await page.getByRole('link', { name: '登录与口令' }).click();
  await page.getByLabel('启用三员分立').check();
  await button(page, '保存').click();
  await page.getByText('规则已保存').waitFor();
  await page.getByRole('link', { name: '人员', exact: true }).first().click();
  await button(page, '邀请人员').click();
  await field(page, '姓名').fill('冯编辑');
  await field(page, '登录名').fill('feng');
  await field(page, '角色').selectOption({ label: '编辑' });
  await button(page, '建立账号').click();
  await page.getByRole('alert').getByText('角色由安全管理员任免').waitFor();
  await field(page, '角色').selectOption({ label: '先不给角色' });
  await button(page, '建立账号').click();
  await page.locator('dialog .code').waitFor();
  await expectSound(administrator);
});
