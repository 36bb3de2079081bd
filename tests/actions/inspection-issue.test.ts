// Bulletins of inspections: issued by the head under a number, frozen, corrected by a new one that names the old.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { IssuedInspection } from '../../src/actions/inspection-issue-subject.ts';
import { canonicalJson } from '../../src/domain/canonical.ts';
import { inspection as inspectionView } from '../../src/views/inspection.ts';
import { type InspectionIssue, inspectionIssue } from '../../src/views/inspection-issue.ts';
import { type Office, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
let seen: { site: string; inspection: number; version: number };
let finding: { finding: number; version: number };
let serial = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** An inspection of two sections that is over: one failed by a veto. */
beforeEach(async () => {
  serial += 1;
  place = await office(world, `issued-${serial}`);
  const { site } = place;
  const editor = place.as('editor');
  for (const unit of ['bureau', 'town'] as const)
    await editor.must('inspection-subject.save', { site, kind: 'section', name: `${unit}动态`, unit: place.units[unit] });
  const plan = { site, name: '5月检查', method: 'whole', kinds: ['section'], from: '2024-05-01', to: '2024-05-31' };
  const planned = await editor.must<{ inspection: number; version: number }>('inspection.plan', plan);
  const begun = await editor.must<{ inspection: number; version: number }>('inspection.start', { site, ...pick(planned) });
  const subjects = await world.db.selectFrom('inspection_subjects').select('id').where('site_id', '=', site).orderBy('id').execute();
  const about = { subject: subjects[0]?.id, indicator: '栏目不更新', on: '2024-05-14', body: '三周没有更新' };
  const made = await editor.must<{ finding: number }>('inspection-finding.record', { site, inspection: begun.inspection, ...about });
  const { version } = await place.as('head').must<{ version: number }>('inspection-finding.confirm', { site, ...made, version: 1 });
  finding = { ...made, version };
  await editor.must('inspection.check', { site, inspection: begun.inspection, subjects: 'all', on: '2024-05-15' });
  const over = await editor.must<{ inspection: number; version: number }>('inspection.conclude', { site, ...pick(begun) });
  seen = { site, ...pick(over) };
});
const pick = ({ inspection, version }: { inspection: number; version: number }) => ({ inspection, version });
const issue = (more: object = {}) =>
  place.as('head').call<IssuedInspection>('inspection.issue', { ...seen, documentNumber: '政办函〔2024〕12号', ...more });
const read = (number: number): Promise<InspectionIssue> =>
  place.as('townReporter').look(inspectionIssue, { site: place.site, issue: number });

it('the head issues it once, under its number; its hash is over what was frozen', async () => {
  expect(await place.as('editor').call('inspection.issue', { ...seen, documentNumber: '1' })).toMatchObject({ code: 'forbidden' });
  expect(await issue({ documentNumber: ' ' })).toMatchObject({ code: 'bad-input' });
  expect(await issue({ issuedOn: '2024-04-30' })).toMatchObject({ code: 'bad-input', findings: [{ where: 'issuedOn' }] });
  const done = await issue();
  if (!done.ok) throw new Error(JSON.stringify(done));
  expect(done.value).toMatchObject({ issueYear: 2024, issueNumber: 1 });
  const frozen = await read(done.value.issue);
  expect(frozen).toMatchObject({ documentNumber: '政办函〔2024〕12号', issuedOn: '2024-05-15', corrects: null, correctedBy: null });
  expect(frozen.document).toMatchObject({
    documentNumber: '政办函〔2024〕12号',
    title: '关于5月检查情况的通报',
    issuers: ['县政府办公室'],
  });
  expect(frozen.figures).toMatchObject({ checked: 2, failed: 1, failRate: '50.00%', historyHead: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const text = canonicalJson({ document: frozen.document, figures: frozen.figures });
  expect(createHash('sha256').update(text).digest('hex')).toBe(frozen.sha256);
  expect(await issue({ version: done.value.version, documentNumber: '政办函〔2024〕13号' })).toMatchObject({
    code: 'conflict',
    findings: [{ code: 'unissued' }],
  });
  const shown = await place.as('head').look(inspectionView, { site: place.site, inspection: seen.inspection });
  expect(shown.steps.map(({ step }) => step)).toEqual(['correct']);
});

it('nothing of it changes when a finding is refuted afterwards; a correction is a new issue that names the old', async () => {
  const done = await issue();
  if (!done.ok) throw new Error(JSON.stringify(done));
  const before = await read(done.value.issue);
  place.at('2024-05-20');
  await place.as('head').must('inspection-finding.refute', { site: place.site, ...finding, reason: '复核时有更新' });
  expect(await read(done.value.issue)).toEqual(before);
  const again = { ...seen, version: done.value.version, documentNumber: '政办函〔2024〕15号' };
  const head = place.as('head');
  expect(await head.call('inspection.correct', { ...again, reason: ' ' })).toMatchObject({ code: 'bad-input' });
  const same = { ...again, documentNumber: '政办函〔2024〕12号', reason: '复核' };
  expect(await head.call('inspection.correct', same)).toMatchObject({ code: 'conflict', findings: [{ code: 'document-number' }] });
  const corrected = await head.must<IssuedInspection>('inspection.correct', { ...again, reason: '县教育局的问题复核后不成立' });
  expect(corrected).toMatchObject({ issueNumber: 2 });
  const [old, anew] = [await read(done.value.issue), await read(corrected.issue)];
  expect(old).toEqual({ ...before, correctedBy: corrected.issue });
  expect(anew).toMatchObject({ corrects: done.value.issue, figures: { failed: 0 }, document: { title: '关于更正5月检查情况的通报' } });
  expect(JSON.stringify(anew.document.blocks[0])).toContain(
    '政办函〔2024〕12号通报有变动（县教育局的问题复核后不成立），现更正如下，以本通报为准。',
  );
  const shown = await head.look(inspectionView, { site: place.site, inspection: seen.inspection });
  expect(shown.issues.map(({ issueNumber }) => issueNumber)).toEqual([2, 1]);
});

it('an inspection that is not over has none, and the app cannot change or delete what was issued', async () => {
  const done = await issue();
  if (!done.ok) throw new Error(JSON.stringify(done));
  for (const statement of [`update inspection_issues set document_number = 'x'`, 'delete from inspection_issues'])
    await expect(world.database.pool.query(statement)).rejects.toThrow(/permission denied/);
  const plan = { site: place.site, name: '6月检查', method: 'list', kinds: ['section'], from: '2024-06-01', to: '2024-06-30' };
  const planned = await place.as('editor').must<{ inspection: number; version: number }>('inspection.plan', plan);
  const tried = { site: place.site, ...pick(planned), documentNumber: '政办函〔2024〕16号', issuedOn: '2024-06-01' };
  expect(await place.as('head').call('inspection.issue', tried)).toMatchObject({ code: 'wrong-state' });
});
