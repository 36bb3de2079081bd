// What proofreading finds, at the steps of an item: what stops, what is only said, and that nothing of it holds up work.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { perform } from '../../src/actions/action.ts';
import { submitSubmission } from '../../src/actions/submit-submission.ts';
import { ProofreaderFailed } from '../../src/domain/wording/proofreader.ts';
import { submissionChecks } from '../../src/views/submission-checks.ts';
import { wordingFindings } from '../../src/views/wording-findings.ts';
import { drafted, received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type Stepped, testTools, type World } from '../support/world.ts';

let world: World;
let here: Office;
beforeAll(async () => {
  world = await openWorld();
  here = await office(world);
});
afterAll(() => world.close());

const wordingOf = (findings: readonly { readonly code: string }[]) => findings.filter(({ code }) => code === 'wording');
const configure = (kinds: Record<string, string>) =>
  here.as('head').must('site.configure', { site: here.site, settings: { wording: { kinds } } });
const draft = (title: string, body = '<p>走访慰问。</p>') => drafted(here, 'townshipReporter', 'township', { title, body });
const submit = (item: Stepped) => here.as('townshipReporter').call('submission.submit', seen(here, item));
const place = (submission: number, set?: string) => ({ site: here.site, submission, ...(set ? { set } : {}) });

describe('a forbidden word', () => {
  it('that the office adds stops the very next submission, without anything being started anew, until it is withdrawn', async () => {
    await configure({ forbidden: 'stop' });
    const item = await draft('走访弱势群众');
    const { entry } = await here.as('editor').must<{ entry: number }>('wording.add', {
      ...{ site: here.site, kind: 'forbidden', find: '弱势群众', put: ['困难群众'], why: '省里统一的说法' },
    });
    expect(await submit(item)).toMatchObject({
      ok: false,
      findings: [{ code: 'wording', level: 'error', where: 'title', message: expect.stringContaining('应为“困难群众”') }],
    });
    const checked = await here.as('townshipReporter').look(submissionChecks, place(item.submission));
    expect(wordingOf(checked.findings)).toMatchObject([{ level: 'error', where: 'title' }]);
    await here.as('editor').must('wording.withdraw', { site: here.site, entry });
    expect((await submit(item)).ok).toBe(true);
    await configure({});
  });

  it('is by default said before it is sent, and stops what would publish it', async () => {
    await here.as('editor').must('wording.add', { site: here.site, kind: 'forbidden', find: '弱势群众' });
    const item = await received(here, { title: '慰问弱势群众' });
    const adopted = await here.as('editor').must('submission.adopt', { ...seen(here, item), outlets: [{ outlet: here.outlets.site }] });
    expect(await here.as('head').call('submission.publish', seen(here, adopted))).toMatchObject({
      ok: false,
      findings: [{ code: 'wording' }],
    });
    const edited = await here.as('editor').must('submission.edit', { ...seen(here, adopted), title: '慰问困难群众' });
    expect((await here.as('head').call('submission.publish', seen(here, edited))).ok).toBe(true);
  });

  it('may be passed over in one item by the office, and not by who wrote it', async () => {
    const item = await received(here, { title: '评弱势群众一词' });
    const adopted = await here.as('editor').must('submission.adopt', { ...seen(here, item), outlets: [{ outlet: here.outlets.site }] });
    const [found] = (await here.as('editor').look(wordingFindings, place(item.submission, 'publish'))).findings;
    const answer = {
      ...{
        site: here.site,
        submission: item.submission,
        answer: 'ignored',
        kind: found?.kind,
        severity: found?.severity,
        rule: found?.rule,
      },
      ...{ text: '弱势群众', context: '评弱势群众一词', start: 1 },
    };
    expect(await here.as('townshipReporter').call('wording.answer', answer)).toMatchObject({ ok: false, findings: [{ code: 'stops' }] });
    await here.as('editor').must('wording.answer', answer);
    expect((await here.as('editor').look(wordingFindings, place(item.submission, 'publish'))).findings).toEqual([]);
    expect((await here.as('head').call('submission.publish', seen(here, adopted))).ok).toBe(true);
  });
});

describe('personal data', () => {
  it('stops what would publish it, and is shown covered', async () => {
    const item = await received(here, { title: '公示', body: '<p>申请人身份证号11010519491231002X。</p>' });
    const shown = await here.as('editor').look(wordingFindings, place(item.submission, 'publish'));
    expect(shown.findings).toMatchObject([{ kind: 'privacy', level: 'error', text: '110***********002X', place: '正文第 1 段' }]);
    expect(JSON.stringify(shown)).not.toContain('19491231');
    const checked = await here.as('editor').look(submissionChecks, place(item.submission, 'publish'));
    expect(JSON.stringify(checked.findings)).not.toContain('19491231');
    const adopted = await here.as('editor').must('submission.adopt', { ...seen(here, item), outlets: [{ outlet: here.outlets.site }] });
    const refused = await here.as('head').call('submission.publish', seen(here, adopted));
    expect(refused).toMatchObject({ ok: false, findings: [{ code: 'wording' }] });
    expect(JSON.stringify(refused)).not.toContain('19491231');
  });
});

describe('mistaken characters', () => {
  const body = '<p>会议强调，要认真贯彻落实党中央、国务院决策部署，切实加强组织领到。</p>';

  it('are said with their correction, stop nothing by default, and are not said again where they were passed over', async () => {
    const item = await draft('会议', body);
    const look = async () => (await here.as('townshipReporter').look(wordingFindings, place(item.submission))).findings;
    const [found] = await look();
    expect(found).toMatchObject({ kind: 'typo', level: 'warning', text: '到', suggestions: ['导'], part: 'body', index: 0 });
    await here.as('townshipReporter').must('wording.answer', {
      ...{ site: here.site, submission: item.submission, answer: 'ignored', kind: 'typo', severity: found?.severity, rule: found?.rule },
      ...{ text: '到', suggestion: '导', context: body.slice(3, -4), start: found?.start },
    });
    expect(await look()).toEqual([]);
    expect((await submit(item)).ok).toBe(true);
  });

  it('are looked for as surely as the site wants it, or not at all', async () => {
    const item = await draft('会议', body);
    await here.as('head').must('site.configure', { site: here.site, settings: { checks: { wording: 'off' } } });
    expect((await here.as('townshipReporter').look(wordingFindings, place(item.submission))).findings).toEqual([]);
    await here.as('head').must('site.configure', { site: here.site, settings: { checks: { wording: 'stop' } } });
    expect((await here.as('townshipReporter').look(wordingFindings, place(item.submission))).findings).toHaveLength(1);
  });
});

describe('proofreading that fails', () => {
  it('holds up nobody, and says so', async () => {
    const item = await draft('走访慰问困难家庭');
    const failing = async (): Promise<never> => {
      throw new ProofreaderFailed('broken');
    };
    const tools = { ...testTools, proofreader: { ...testTools.proofreader, look: failing } };
    const { actor } = here.as('townshipReporter');
    const seenItem = await wordingFindings(here.platform.pool, actor, place(item.submission) as never, tools);
    expect(seenItem).toMatchObject({ ok: true, value: { done: false, findings: [] } });
    const sent = await perform({ ...here.platform, tools }, actor, submitSubmission, seen(here, item) as never);
    expect(sent).toMatchObject({
      ok: true,
      value: { findings: expect.arrayContaining([expect.objectContaining({ code: 'wording', level: 'note' })]) },
    });
  });
});
