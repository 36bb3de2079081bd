import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockingOf, runChecks } from '../../src/domain/checks/checks.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { UnitCounts } from '../../src/store/reporting.ts';
import type { Inbox } from '../../src/views/inbox.ts';
import type { MySubmissions } from '../../src/views/my-submissions.ts';
import type { ReportingCounts } from '../../src/views/reporting-counts.ts';
import type { ReviewQueue } from '../../src/views/review-queue.ts';
import type { SubmissionPage } from '../../src/views/submission.ts';
import type { SubmissionChecks } from '../../src/views/submission-checks.ts';
import type { VersionDifference } from '../../src/views/submission-version.ts';
import type { ReportingProblems, UnitMonth } from '../../src/views/unit-month.ts';
import type { Writing } from '../../src/views/writing.ts';
import { content, drafted, inReview, received, seen, text } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
});
afterAll(() => world.close());

const look = async <T>(who: OfficePerson, view: string, input: object = {}): Promise<T> => {
  const outcome: Outcome<T> = await place.as(who).see<T>(view, view === 'inbox' ? input : { site: place.site, ...input });
  if (!outcome.ok) throw new Error(`${view}: ${outcome.code} ${JSON.stringify(outcome.findings)}`);
  return outcome.value;
};
const refusal = async (who: OfficePerson, view: string, input: object = {}): Promise<string> => {
  const outcome = await place.as(who).see(view, view === 'inbox' ? input : { site: place.site, ...input });
  return outcome.ok ? 'seen' : outcome.code;
};

describe('the page of one item', () => {
  it('has its text, people, versions, signatures, steps, findings and history', async () => {
    const sent = await inReview(place, { jointIds: [place.units.town], title: '一件联合报送' });
    await place.as('reviewer').must('submission.approve', { ...seen(place, sent), opinion: '同意' });
    const page = await look<SubmissionPage>('secondReviewer', 'submission', { submission: sent.submission, on: '2024-05-15' });
    expect(page).toMatchObject({
      state: 'in-review',
      stateName: '待审核',
      level: 1,
      levels: 2,
      mine: false,
      mayDiscuss: true,
      text: { title: '一件联合报送' },
      unit: { name: '县教育局' },
      joint: [{ name: '城关镇' }],
      author: { name: '张报送' },
      versions: [{ number: 1, side: 'unit', by: '张报送' }],
      signatures: [
        { as: 'author', name: '张报送' },
        { as: 'reviewer', level: 1, name: '李审核', opinion: '同意' },
      ],
      history: [{ step: 'submission.draft' }, { step: 'submission.submit' }, { step: 'submission.approve' }],
    });
    expect(page.textSha256).toBe(page.signatures[0]?.sha256);
    expect(page.steps.map(({ step, barred }) => [step, barred])).toEqual([
      ['limit-access', undefined],
      ['claim-review', undefined],
      ['approve', undefined],
      ['return', undefined],
    ]);
    const first = await look<SubmissionPage>('reviewer', 'submission', { submission: sent.submission, on: '2024-05-15' });
    expect(first.steps.find(({ step }) => step === 'approve')?.barred).toContain('您已经签过这一稿');
    const author = await look<SubmissionPage>('reporter', 'submission', { submission: sent.submission, on: '2024-05-15' });
    expect(author).toMatchObject({ mine: true });
    expect(author.steps.map(({ step }) => step)).toEqual(['recall', 'mark-urgent', 'limit-access']);
  });

  it('is there for exactly the people whose reach holds it', async () => {
    const sent = await inReview(place);
    const people: OfficePerson[] = ['reporter', 'reviewer', 'editor', 'head', 'leader', 'auditor', 'disclosureClerk', 'client'];
    for (const who of people) expect(await refusal(who, 'submission', { submission: sent.submission }), who).toBe('seen');
    for (const who of [
      'colleague',
      'townReporter',
      'townReviewer',
      'schoolReporter',
      'systemAdministrator',
      'securityAdministrator',
    ] as const)
      expect(await refusal(who, 'submission', { submission: sent.submission }), who).toBe('not-found');
  });
});

it('checks what is saved, and hands the browser all it needs to check what is not', async () => {
  const draft = await drafted(place, 'reporter', 'bureau', { title: '' });
  const shown = await look<SubmissionChecks>('reporter', 'submission-checks', { submission: draft.submission, on: '2024-05-15' });
  expect(blockingOf(shown.findings).map(({ code }) => code)).toEqual(['title']);
  const sentOverWire = JSON.parse(JSON.stringify(shown.context)) as SubmissionChecks['context'];
  expect(runChecks(sentOverWire)).toEqual(shown.findings);
  expect(blockingOf(runChecks({ ...sentOverWire, title: '写好的标题' }))).toEqual([]);
});

it('shows the difference of two texts by word, the working text included', async () => {
  const sent = await inReview(place);
  const back = await place.as('reviewer').must('submission.return', { ...seen(place, sent), reason: '改' });
  await place
    .as('reporter')
    .must('submission.save', { ...seen(place, back), title: '县教育局部署暑期安全工作', content: content({ phone: '1' }) });
  const shown = await look<VersionDifference>('reviewer', 'version-difference', { submission: sent.submission, from: 1 });
  expect(shown.title.filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: '校园' },
    { kind: 'added', text: '暑期' },
  ]);
  expect(shown.body.every(({ kind }) => kind === 'same')).toBe(true);
  expect(shown.fields).toEqual([{ field: 'phone', before: content().phone, after: '1' }]);
  expect(await refusal('reviewer', 'version-difference', { submission: sent.submission, from: 7 })).toBe('not-found');
  expect(await refusal('townReviewer', 'submission-version', { submission: sent.submission, number: 1 })).toBe('not-found');
});

describe('lists', () => {
  it('group what somebody wrote by what happens next, page by page, and show nobody else’s', async () => {
    const site = await office(world, 'lists');
    const made: Stepped[] = [];
    for (let index = 0; index < 5; index += 1) made.push(await drafted(site, 'colleague', 'bureau', { title: `稿${index}` }));
    await drafted(site, 'reporter');
    const sent = await site.as('colleague').must('submission.submit', seen(site, made[0] as Stepped));
    const back = await site.as('reviewer').must('submission.return', { ...seen(site, sent), reason: '请改标题' });
    await site.as('colleague').must('submission.discard', seen(site, made[1] as Stepped));
    const see = async (input: object) => {
      const outcome = await site.as('colleague').see<MySubmissions>('my-submissions', { site: site.site, ...input });
      if (!outcome.ok) throw new Error(outcome.code);
      return outcome.value;
    };
    const all = await see({});
    expect(all.groups.filter(({ count }) => count > 0).map(({ group, count }) => [group, count])).toEqual([
      ['revise', 1],
      ['draft', 3],
      ['discarded', 1],
    ]);
    expect(all.rows.map(({ title }) => title)).toEqual(['稿4', '稿3', '稿2', '稿0']);
    expect((await see({ group: 'revise' })).rows).toMatchObject([{ submission: back.submission, reason: '请改标题', stateName: '已退回' }]);
    const titles: string[] = [];
    let after: string | undefined;
    do {
      const page: MySubmissions = await see({ limit: 2, ...(after === undefined ? {} : { after }) });
      titles.push(...page.rows.map(({ title }) => title));
      after = page.next;
    } while (after !== undefined);
    expect(titles).toEqual(['稿4', '稿3', '稿2', '稿0']);
    const queue = await site.as('reviewer').see<ReviewQueue>('review-queue', { site: site.site });
    expect(queue.ok && queue.value.count).toBe(0);
  });

  it('put before a reviewer what waits in their units, and say what they cannot sign', async () => {
    const site = await office(world, 'queue');
    const one = await inReview(site, { title: '甲' });
    await inReview(site, { title: '乙' });
    await site.as('reviewer').must('submission.approve', seen(site, one));
    const see = async (who: OfficePerson, input: object = {}) => {
      const outcome = await site.as(who).see<ReviewQueue>('review-queue', { site: site.site, ...input });
      return outcome.ok ? outcome.value : undefined;
    };
    const queue = await see('reviewer');
    expect(queue?.count).toBe(2);
    expect(queue?.rows.map(({ title, steps }) => [title, steps.find(({ step }) => step === 'approve')?.barred !== undefined])).toEqual([
      ['乙', false],
      ['甲', true],
    ]);
    expect((await see('reviewer', { limit: 1 }))?.next).toBeDefined();
    expect((await see('townReviewer'))?.count).toBe(0);
    expect(await see('reporter')).toBeUndefined();
  });
});

describe('the inbox', () => {
  const tasks = async (site: Office, who: OfficePerson, input: object = {}): Promise<string[]> => {
    const outcome = await site.as(who).see<Inbox>('inbox', input);
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.value.rows.map(({ task, title }) => `${task} ${title}`);
  };

  it('holds what each person can do now, and no more than that', async () => {
    const site = await office(world, 'inbox');
    const sent = await inReview(site, { title: '甲' });
    const other = await site
      .as('reporter')
      .must('submission.submit', seen(site, await drafted(site, 'reporter', 'bureau', { title: '乙' })));
    const waiting = await received(site, { title: '丙' });
    await site.as('reviewer').must('submission.approve', seen(site, sent));
    await site.as('reviewer').must('submission.return', { ...seen(site, other), reason: '改' });
    expect(await tasks(site, 'reporter')).toEqual(['revise 乙']);
    expect(await tasks(site, 'reviewer')).toEqual([]);
    expect(await tasks(site, 'secondReviewer')).toEqual(['review 甲']);
    expect(await tasks(site, 'editor')).toEqual(['decide 丙']);
    expect(await tasks(site, 'townshipReporter')).toEqual([]);
    expect(await tasks(site, 'leader')).toEqual([]);
    await site.as('secondEditor').must('submission.claim', seen(site, waiting));
    expect(await tasks(site, 'editor')).toEqual([]);
    expect(await tasks(site, 'secondEditor')).toEqual(['decide 丙']);
  });

  it('holds the tasks of all sites and roles of one person, urgent ones first, page by page with right counts', async () => {
    const [one, two] = [await office(world, 'first'), await office(world, 'second')];
    for (const site of [one, two]) for (let index = 0; index < 3; index += 1) await received(site, { title: `${site.site}${index}` });
    const draft = await drafted(two, 'townshipReporter', 'township', { title: '急件' });
    const urgent = await two.as('townshipReporter').must('submission.mark-urgent', { ...seen(two, draft), urgent: true, reason: '汛情' });
    await two.as('townshipReporter').must('submission.submit', seen(two, urgent));
    const both = one.by({ ...one.as('editor').actor, grants: [...one.as('editor').actor.grants, ...two.as('editor').actor.grants] });
    const pages: string[][] = [];
    let after: string | undefined;
    do {
      const outcome: Outcome<Inbox> = await both.see<Inbox>('inbox', { limit: 3, ...(after === undefined ? {} : { after }) });
      if (!outcome.ok) throw new Error(outcome.code);
      expect(outcome.value.counts).toEqual([{ task: 'decide', name: '待我采用', count: 7 }]);
      pages.push(outcome.value.rows.map(({ title }) => title));
      after = outcome.value.next;
    } while (after !== undefined);
    expect(pages.flat()[0]).toBe('急件');
    expect(pages.flat().sort()).toEqual(['first0', 'first1', 'first2', 'second0', 'second1', 'second2', '急件']);
    expect(pages.map((page) => page.length)).toEqual([3, 3, 1]);
    const bad = await both.see('inbox', { after: 'nonsense' });
    expect(bad.ok ? '' : bad.code).toBe('bad-input');
  });
});

describe('the figures of a unit', () => {
  it('count what the office received, say what became of it, and name the problems of a bulletin', async () => {
    const site = await office(world, 'figures');
    const { township, bureau } = site.units;
    for (let index = 0; index < 4; index += 1)
      await received(site, { title: `件${index}`, eventOn: index === 0 ? '2024-04-20' : '2024-05-14' });
    const refused = await received(site, { title: '不用的', jointIds: [bureau] });
    await world.db
      .updateTable('submissions')
      .set({ state: 'rejected', reason_code: 'stale' })
      .where('site_id', '=', 'figures')
      .where('id', '=', refused.submission)
      .execute();
    const first = await world.db
      .selectFrom('submissions')
      .select('id')
      .where('site_id', '=', 'figures')
      .where('title', '=', '件1')
      .executeTakeFirstOrThrow();
    await world.db
      .updateTable('submissions')
      .set({ state: 'published' })
      .where('site_id', '=', 'figures')
      .where('id', '=', first.id)
      .execute();
    const period = { site: 'figures', from: '2024-05-01', to: '2024-05-31' };
    const month = await site.as('townshipReporter').see<UnitMonth>('unit-month', { ...period, unit: township });
    expect(month).toMatchObject({
      ok: true,
      value: {
        month: {
          submitted: 5,
          adopted: 1,
          rejected: 1,
          waiting: 3,
          rate: 0.2,
          reasons: [{ code: 'stale', name: '失去时效', count: 1 }],
          unreviewed: 5,
          late: 1,
          burst: { most: 5, mostOn: '2024-05-15', days: 1, monthEnd: 0 },
        },
      },
    });
    expect(await site.as('reviewer').see('unit-month', { ...period, unit: bureau })).toMatchObject({
      ok: true,
      value: { month: { submitted: 0, rate: null, joint: 1 } },
    });
    expect((await site.as('townReporter').see('unit-month', { ...period, unit: township })).ok).toBe(false);
    const problems = await site.as('editor').see<ReportingProblems>('reporting-problems', period);
    expect(problems).toMatchObject({
      ok: true,
      value: {
        totals: { submitted: 5, adopted: 1, rate: 0.2, unreviewed: 5, late: 1, reasons: [{ name: '失去时效', count: 1 }] },
        problems: [
          { problem: 'unreviewed', units: ['山口乡'] },
          { problem: 'late', units: ['山口乡'] },
          { problem: 'burst', units: ['山口乡'] },
          { problem: 'refused', units: ['山口乡'] },
          // The office's own unit need not report; the bureau is named in another's item.
          { problem: 'none-reported', units: ['第一小学', '城关镇'] },
        ],
      },
    });
    // The numbers alone are the same, also where a unit has none.
    const counts = await site.as('editor').see<ReportingCounts>('reporting-counts', period);
    const numbersOf = ({ unit: { id, name, group }, submitted, adopted, rejected, merged, waiting, rate }: UnitCounts) => ({
      ...{ unit: { id, name, group }, submitted, adopted, rejected, merged, waiting, rate },
    });
    expect(counts.ok && counts.value.units.length > 2 && counts.value.units).toEqual(problems.ok && problems.value.units.map(numbersOf));
    const none = await site.as('editor').see<ReportingProblems>('reporting-problems', { ...period, from: '2024-06-01', to: '2024-06-30' });
    expect(none).toMatchObject({ ok: true, value: { totals: { submitted: 0, rate: null } } });
  });

  it('take the last moment of the last day for the period, and the first of the next for the next', async () => {
    const site = await office(world, 'edges');
    site.at('2024-05-31T23:59');
    await received(site, { eventOn: '2024-05-31', title: '末日' });
    site.at('2024-06-01T00:00');
    await received(site, { eventOn: '2024-05-31', title: '次日' });
    const count = async (from: string, to: string) => {
      const outcome = await site.as('editor').see<UnitMonth>('unit-month', { site: 'edges', unit: site.units.township, from, to });
      return outcome.ok ? [outcome.value.month?.submitted, outcome.value.month?.burst.monthEnd] : [];
    };
    expect(await count('2024-05-01', '2024-05-31')).toEqual([1, 1]);
    expect(await count('2024-06-01', '2024-06-30')).toEqual([1, 0]);
  });
});

it('tells a writer their units with levels and what was filled in last, and whom they may write with', async () => {
  await inReview(place, { content: content({ phone: '0471-1111111' }) });
  const shown = await look<Writing>('reporter', 'writing');
  expect(shown.units).toEqual([
    { id: place.units.bureau, name: '县教育局', levels: 2, defaults: { signer: '李审核', phone: '0471-1111111' } },
  ]);
  expect(shown.jointUnits.map(({ name }) => name)).toContain('城关镇');
  expect(await refusal('editor', 'writing')).toBe('forbidden');
  expect(text().title).not.toBe('');
});
