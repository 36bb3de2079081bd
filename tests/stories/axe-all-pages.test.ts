// Every page that `pages.ts` lists, for somebody who may open it: nothing against it, wide and narrow, and nothing in the console.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Capability, mayIn } from '../../src/domain/permission.ts';
import { axeViolations, type Window } from '../support/browser.ts';
import type { OfficePerson, Stepped } from '../support/world.ts';
import { draftItem, readyText, sentItem, step } from './items.ts';
import { dayFromNow, openStory, type Story } from './support.ts';

interface Page {
  readonly name: string;
  readonly path: string;
  readonly in: 'site' | 'person' | 'strangers';
  readonly needs: readonly Capability[];
}
// Loaded by its place: pages are Vue files, which the type checker of the tests does not read.
const file: string = join(import.meta.dirname, '..', '..', 'src', 'web', 'pages.ts');
const { pages } = (await import(file)) as { readonly pages: readonly Page[] };

const people: readonly OfficePerson[] = [
  'head',
  'editor',
  'reporter',
  'reviewer',
  'systemAdministrator',
  'securityAdministrator',
  'auditor',
  'leader',
];
let story: Story;
let params: Readonly<Record<string, string | number>>;
beforeAll(async () => {
  story = await openStory();
  const { office } = story;
  const draft = await draftItem(story, 'reporter', readyText('县教育局召开防汛会议'));
  const sent = await sentItem(story, '县教育局开展消防演练');
  const { code } = await office
    .as('head')
    .must<Stepped & { code: string }>('expert.invite', { site: office.site, submission: sent.submission, name: '王教授' });
  await step(story, 'reviewer', 'approve', sent);
  await office.as('head').must('section.save', { site: office.site, name: '政务动态', keywords: ['会议', '演练'] });
  await office
    .as('head')
    .must('section.save', { site: office.site, name: '教育', parent: 1, columnType: '政务动态' })
    .catch(() => undefined);
  const settings = { siteDomain: 'www.example.gov.cn', siteIdCode: '1501000001', folder: 'zwdt' };
  await office.as('head').must('channel.add', { site: office.site, name: '门户网站', kind: 'folder', settings });
  const asked = { title: '防汛工作信息', brief: '写清巡查和值守。', due: dayFromNow(5), units: [office.units.bureau] };
  const { commission } = await office.as('editor').must<{ commission: number }>('commission.place', { site: office.site, ...asked });
  const { id: task } = await story.world.db.selectFrom('commission_tasks').select('id').executeTakeFirstOrThrow();
  const typo = { word: '全部撤到', correction: '全部撤离到', kind: 'typo' };
  const { rectification } = await office
    .as('editor')
    .must<{ rectification: number }>('finding.record', { site: office.site, submission: sent.submission, ...typo });
  const subject = {
    site: office.site,
    kind: 'site',
    name: '县教育局网站',
    unit: office.units.bureau,
    intervalDays: 14,
    updatedOn: '2024-05-01',
  };
  await office.as('editor').must('inspection-subject.save', subject);
  const plan = { site: office.site, name: '网站检查', method: 'whole', kinds: ['site'], from: '2024-05-01', to: '2024-05-31' };
  const { inspection } = await office.as('editor').must<{ inspection: number }>('inspection.plan', plan);
  await office.as('editor').must('inspection.start', { site: office.site, inspection, version: 1 });
  params = {
    commission,
    task,
    rectification,
    inspection,
    site: office.site,
    submission: draft.submission,
    sent: sent.submission,
    person: office.people.reporter,
    expertSite: office.site,
    code,
  };
});
afterAll(() => story.close());

function whoOpens({ in: place, needs }: Page): OfficePerson {
  const found = people.find(
    (who) =>
      needs.length === 0 ||
      needs.some(
        (need) =>
          mayIn(story.office.as(who).actor, need, place === 'site' ? story.office.site : undefined) ||
          mayIn(story.office.as(who).actor, need, story.office.site),
      ),
  );
  if (!found) throw new Error(`nobody opens ${needs.join()}`);
  return found;
}
const addressOf = ({ name, in: place, path }: Page): string => {
  // What was never sent is its unit's own, so the office looks at what it received.
  const values = name === 'review' || name === 'submission' ? { ...params, submission: params['sent'] } : params;
  return (place === 'site' ? `/s/:site${path}` : path).replace(/:(\w+)(\(\\d\+\))?/g, (_, key: string) =>
    String(values[key as keyof typeof values] ?? key),
  );
};

async function looked(window: Window, address: string): Promise<readonly string[]> {
  const { page } = window;
  const said: string[] = [];
  page.on('console', (message) => {
    // A stranger is told 401 when the page asks who he is; the browser writes that down by itself.
    if (message.type() === 'error' && !message.text().includes('status of 401')) said.push(`console: ${message.text()}`);
  });
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(address);
  const opened = await page
    .locator('h1')
    .first()
    .waitFor()
    .then(
      () => true,
      () => false,
    );
  if (!opened) return [...said, ...window.faults, `no heading: ${((await page.locator('body').textContent()) ?? '').slice(0, 200)}`];
  await page.waitForLoadState('networkidle');
  if (new URL(page.url()).pathname !== new URL(address, story.address).pathname) said.push(`led on to ${page.url()}`);
  said.push(...(await axeViolations(page)).map((one) => `1280 ${one}`));
  await shoot(page, address, 1280);
  await page.setViewportSize({ width: 375, height: 740 });
  said.push(...(await axeViolations(page)).map((one) => `375 ${one}`));
  await shoot(page, address, 375);
  const width: number = await page.evaluate('document.documentElement.scrollWidth');
  if (width > 375) said.push(`scrolls sideways at 375: ${width}`);
  page.removeAllListeners('console');
  return [...said, ...window.faults];
}

const shots = process.env['STORY_SHOTS'];
/** Pictures for whoever wants to look; only where a folder is named. */
async function shoot(page: Window['page'], address: string, width: number): Promise<void> {
  if (shots) await page.screenshot({ path: join(shots, `${address.replace(/\W+/g, '-').slice(1)}-${width}.png`), fullPage: true });
}

it('sees the list of pages', () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(new Set(pages.map(({ name }) => name)).size).toBe(pages.length);
});

describe.each(pages.map((page) => [page.name, page] as const))('the page %s', (_name, page) => {
  it('stands before axe-core at 1280 and 375, without faults and without scrolling sideways', async () => {
    const window = page.in === 'strangers' ? await story.stranger('about:blank') : await story.as(whoOpens(page), 'about:blank');
    const address = addressOf(page);
    expect(await looked(window, address), address).toEqual([]);
    await window.context.close();
  });
});
