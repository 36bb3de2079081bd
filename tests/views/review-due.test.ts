// Published pages to be looked at again: what is over and what comes soon, in its order; kept with a new day they leave the list.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Inbox } from '../../src/views/inbox.ts';
import { reviewDue } from '../../src/views/review-due.ts';
import { received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let here: Office;
beforeAll(async () => {
  world = await openWorld();
  here = await office(world);
});
afterAll(() => world.close());

async function published(title: string, reviewBy?: string) {
  const adopted = await here.as('editor').must('submission.adopt', {
    ...seen(here, await received(here, { title })),
    outlets: [{ outlet: here.outlets.site }],
  });
  return here.as('head').must('submission.publish', { ...seen(here, adopted), ...(reviewBy === undefined ? {} : { reviewBy }) });
}
const listed = async (more: object = {}) => {
  const { rows, counts, next } = await here.as('editor').look(reviewDue, { site: here.site, on: '2024-05-15', ...more });
  return { ...counts, next, rows: rows.map(({ title, daysLeft }) => `${title} ${daysLeft}`) };
};

it('are listed from the one that is over longest, with those of the next days beside, and leave when they are kept', async () => {
  const today = await published('今天到期', '2024-05-15');
  const over = await published('早已到期', '2024-05-01');
  await published('六月到期', '2024-06-10');
  await published('明年到期', '2025-05-01');
  await published('不用复核');
  expect(await listed({ overdue: true })).toEqual({ overdue: 2, soon: 1, next: undefined, rows: ['早已到期 -14', '今天到期 0'] });
  const first = await listed({ limit: 2 });
  expect(first.rows).toEqual(['早已到期 -14', '今天到期 0']);
  expect((await listed({ limit: 2, after: first.next })).rows).toEqual(['六月到期 26']);
  expect((await listed({ days: 366 })).rows).toHaveLength(4);

  const waiting = async () => (await here.as('head').see<Inbox>('inbox', { task: 'review-by' })) as { value: Inbox };
  expect((await waiting()).value.rows.map(({ title }) => title)).toContain('早已到期');
  await here.as('editor').must('submission.plan-review', { ...seen(here, over), reviewBy: '2099-05-01' });
  await here.as('head').must('submission.plan-review', { ...seen(here, today), reviewBy: null });
  expect(await listed({ overdue: true })).toMatchObject({ overdue: 0, rows: [] });
  expect((await waiting()).value.rows.map(({ title }) => title)).not.toContain('早已到期');
  const lines = await world.db.selectFrom('history').select('detail').where('step', '=', 'submission.plan-review').orderBy('id').execute();
  expect(lines.map(({ detail }) => detail)).toEqual([{ reviewBy: '2099-05-01' }, { reviewBy: null }]);
});

it('are for whoever publishes, and a page that is none is refused', async () => {
  for (const who of ['reporter', 'reviewer', 'leader'] as const)
    expect(await here.as(who).see('review-due', { site: here.site }), who).toMatchObject({ code: 'forbidden' });
  expect(await here.as('editor').see('review-due', { site: here.site, after: '2024-02-31_1' })).toMatchObject({ code: 'bad-input' });
});
