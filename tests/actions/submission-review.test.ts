import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { content, drafted, inReview, received, seen, text } from '../support/make.ts';
import { type Office, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
});
afterAll(() => world.close());

const history = (submission: number) =>
  world.db
    .selectFrom('history')
    .select(['step', 'from_state', 'to_state', 'by_person', 'reason'])
    .where('thing', '=', 'submission')
    .where('thing_id', '=', String(submission))
    .orderBy('id')
    .execute();
const facts = (submission: number) =>
  world.db.selectFrom('facts').selectAll().where('submission_id', '=', submission).orderBy('id').execute();
const row = (submission: number) => world.db.selectFrom('submissions').selectAll().where('id', '=', submission).executeTakeFirstOrThrow();
const codes = (outcome: { ok: boolean; findings?: readonly { code: string }[] }): string[] =>
  outcome.ok ? [] : (outcome.findings ?? []).map(({ code }) => code);

describe('an item of a unit with two levels of review', () => {
  it('reaches the office when two people other than its author have signed its text, and counts once, on that day', async () => {
    const sent = await inReview(place);
    const one = await place.as('reviewer').must('submission.approve', seen(place, sent));
    expect(one.state).toBe('in-review');
    expect(await facts(sent.submission)).toEqual([]);
    const two = await place.as('secondReviewer').must('submission.approve', { ...seen(place, one), opinion: '可以' });
    expect(two.state).toBe('submitted');
    expect(await facts(sent.submission)).toMatchObject([
      { fact: 'submission', unit_id: place.units.bureau, fact_on: '2024-05-15', event_on: '2024-05-14', kind: '动态信息', joint: false },
    ]);
    const signed = await world.db
      .selectFrom('submission_signatures')
      .selectAll()
      .where('submission_id', '=', sent.submission)
      .orderBy('id')
      .execute();
    expect(signed.map(({ as_what, level, person_id }) => [as_what, level, person_id])).toEqual([
      ['author', 0, place.people.reporter],
      ['reviewer', 1, place.people.reviewer],
      ['reviewer', 2, place.people.secondReviewer],
    ]);
    const version = await world.db.selectFrom('submission_versions').selectAll().where('submission_id', '=', sent.submission).execute();
    expect(version).toHaveLength(1);
    expect(new Set(signed.map(({ sha256 }) => sha256))).toEqual(new Set([version[0]?.sha256]));
    expect((await history(sent.submission)).map(({ step, to_state }) => [step, to_state])).toEqual([
      ['submission.draft', 'draft'],
      ['submission.submit', 'in-review'],
      ['submission.approve', 'in-review'],
      ['submission.approve', 'submitted'],
    ]);
  });

  it('is not signed twice by one person, nor by its author', async () => {
    const sent = await inReview(place);
    const one = await place.as('reviewer').must('submission.approve', seen(place, sent));
    expect(codes(await place.as('reviewer').call('submission.approve', seen(place, one)))).toEqual(['not-signed']);
    const both = place.by({
      ...place.as('reporter').actor,
      grants: [...place.as('reporter').actor.grants, ...place.as('reviewer').actor.grants],
    });
    expect(codes(await both.call('submission.approve', seen(place, one)))).toEqual(['not-author', 'not-signed']);
    expect(await row(sent.submission)).toMatchObject({ state: 'in-review', version: one.version });
  });

  it('comes back with a reason, goes again, and whoever signed before may sign the same text again', async () => {
    const sent = await inReview(place);
    const one = await place.as('reviewer').must('submission.approve', seen(place, sent));
    expect(codes(await place.as('secondReviewer').call('submission.return', { ...seen(place, one), reason: ' ' }))).toEqual(['reason']);
    const back = await place.as('secondReviewer').must('submission.return', { ...seen(place, one), reason: '请补充数字' });
    expect(await row(sent.submission)).toMatchObject({ state: 'returned', reason: '请补充数字', level: 0 });
    const again = await place.as('reporter').must<Stepped & { textVersion: number }>('submission.submit', seen(place, back));
    expect(again).toMatchObject({ state: 'in-review', textVersion: 1 });
    expect((await row(sent.submission)).reason).toBeNull();
    const next = await place.as('reviewer').must('submission.approve', seen(place, again));
    const last = await place.as('secondReviewer').must('submission.approve', seen(place, next));
    expect(last.state).toBe('submitted');
    const remarks = await world.db
      .selectFrom('submission_remarks')
      .select(['kind', 'body'])
      .where('submission_id', '=', sent.submission)
      .execute();
    expect(remarks).toEqual([{ kind: 'return', body: '请补充数字' }]);
  });

  it('gets another text version only where its text was changed', async () => {
    const sent = await inReview(place);
    const back = await place.as('reporter').must('submission.recall', seen(place, sent));
    expect(back.state).toBe('draft');
    const saved = await place.as('reporter').must('submission.save', { ...seen(place, back), title: '另一个标题' });
    const again = await place.as('reporter').must<Stepped & { textVersion: number }>('submission.submit', seen(place, saved));
    expect(again.textVersion).toBe(2);
    const held = await world.db
      .selectFrom('submission_versions')
      .select(['number', 'title'])
      .where('submission_id', '=', sent.submission)
      .orderBy('number')
      .execute();
    expect(held).toEqual([
      { number: 1, title: text().title },
      { number: 2, title: '另一个标题' },
    ]);
  });

  it('is left alone by the other reviewers while one has claimed it', async () => {
    const sent = await inReview(place);
    const held = await place.as('reviewer').must('submission.claim-review', seen(place, sent));
    expect(codes(await place.as('secondReviewer').call('submission.approve', seen(place, held)))).toEqual(['unclaimed']);
    expect(codes(await place.as('reporter').call('submission.recall', seen(place, held)))).toEqual(['unclaimed']);
    const free = await place.as('secondReviewer').must('submission.release-review', seen(place, held));
    expect((await place.as('secondReviewer').must('submission.approve', seen(place, free))).state).toBe('in-review');
  });
});

describe('an item of a unit without a reviewer', () => {
  it('goes straight to the office, which sees that nobody of the unit signed it', async () => {
    const sent = await received(place);
    expect(sent.state).toBe('submitted');
    expect(await row(sent.submission)).toMatchObject({ levels: 0, level: 0, state: 'submitted' });
    expect(await facts(sent.submission)).toHaveLength(1);
  });

  it('counts once, however often it is taken back and sent again', async () => {
    const sent = await received(place);
    const back = await place.as('townshipReporter').must('submission.recall', seen(place, sent));
    const again = await place.as('townshipReporter').must('submission.submit', seen(place, back));
    expect(again.state).toBe('submitted');
    expect(await facts(sent.submission)).toHaveLength(1);
  });

  it('is taken out of the figures on the day it is given up, and does not come in again', async () => {
    const sent = await received(place);
    const back = await place.as('townshipReporter').must('submission.recall', seen(place, sent));
    place.at('2024-05-20');
    const gone = await place.as('townshipReporter').must('submission.discard', seen(place, back));
    const held = await facts(sent.submission);
    expect(held).toMatchObject([{ fact: 'submission' }, { fact: 'adjustment', fact_on: '2024-05-20', ref_id: held[0]?.id, points: null }]);
    expect(codes(await place.as('townshipReporter').call('submission.restore', seen(place, gone)))).toEqual(['never-received']);
    place.at('2024-05-15');
  });
});

describe('a joint item', () => {
  const share = (unit: number, top: number, bottom: number) => ({ unit, top, bottom });

  it('gives every unit its part of one fact', async () => {
    const { township, town } = place.units;
    const sent = await received(place, { jointIds: [town], content: content({ shares: [share(township, 2, 3), share(town, 1, 3)] }) });
    expect(await facts(sent.submission)).toMatchObject([
      { unit_id: township, share_top: 2, share_bottom: 3, lead: true, joint: true },
      { unit_id: town, share_top: 1, share_bottom: 3, lead: false, joint: true },
    ]);
  });

  it('is not sent with parts that do not make one whole, or with a unit that is not there', async () => {
    const { township, town } = place.units;
    const draft = await drafted(place, 'townshipReporter', 'township', {
      jointIds: [town],
      content: content({ shares: [share(township, 1, 2), share(town, 1, 3)] }),
    });
    expect(codes(await place.as('townshipReporter').call('submission.submit', seen(place, draft)))).toEqual(['joint-units']);
    const unknown = await place.as('townshipReporter').call('submission.save', { ...seen(place, draft), jointIds: [999_999] });
    expect(codes(unknown)).toEqual(['unknown-unit']);
    expect((await row(draft.submission)).joint_ids.map(Number)).toEqual([town]);
  });

  it('is seen by the reviewers of every unit that reports it', async () => {
    const sent = await inReview(place, { jointIds: [place.units.town] });
    expect((await place.as('townReviewer').see('submission', { site: place.site, submission: sent.submission })).ok).toBe(true);
    const other = await inReview(place);
    const hidden = await place.as('townReviewer').see('submission', { site: place.site, submission: other.submission });
    expect(hidden.ok ? '' : hidden.code).toBe('not-found');
  });
});

describe('sending', () => {
  it('is stopped by what the settings stop, with all findings at once, and changes nothing', async () => {
    const draft = await place
      .as('reporter')
      .must('submission.draft', { site: place.site, unit: place.units.bureau, title: '只有标题', content: {} });
    const outcome = await place.as('reporter').call('submission.submit', seen(place, draft));
    expect(outcome.ok ? '' : outcome.code).toBe('findings');
    expect(codes(outcome).sort()).toEqual(['body', 'disclosure', 'event-date', 'secrecy-declared', 'signer']);
    expect(await row(draft.submission)).toMatchObject({ state: 'draft', version: 1, text_version: 0 });
    expect(await history(draft.submission)).toHaveLength(1);
  });

  it('tells what it found and did not stop', async () => {
    const draft = await drafted(place, 'reporter', 'bureau', { eventOn: '2024-04-01', body: '<p>近日，县教育局开会。</p>' });
    const sent = await place
      .as('reporter')
      .must<Stepped & { findings: { code: string; level: string }[] }>('submission.submit', seen(place, draft));
    const found = sent.findings.map(({ code, level }) => `${code} ${level}`);
    expect(found).toContain('fresh warning');
    expect(found).toContain('vague-date warning');
    expect(found.some((one) => one.endsWith('error'))).toBe(false);
  });

  it('remembers what the unit filled in for its next item', async () => {
    await inReview(place, { content: content({ signer: '李审核', phone: '0471-7654321', responsibleEditor: '刘责编' }) });
    const next = await place.as('colleague').must('submission.draft', { site: place.site, unit: place.units.bureau });
    const held = await world.db
      .selectFrom('submission_texts')
      .select('content')
      .where('submission_id', '=', next.submission)
      .executeTakeFirstOrThrow();
    expect(held.content).toEqual({ signer: '李审核', phone: '0471-7654321', responsibleEditor: '刘责编' });
  });

  it('waits where a unit has fewer reviewers than levels', async () => {
    await place.as('head').must('site.configure', { site: place.site, settings: { levels: { units: { bureau: 3, township: 0 } } } });
    const outcome = await place.as('reporter').call('submission.submit', seen(place, await drafted(place)));
    expect(codes(outcome)).toEqual(['reviewers']);
    await place.as('head').must('site.configure', { site: place.site, settings: { levels: { units: { bureau: 2, township: 0 } } } });
  });

  it('is refused beyond the daily cap, where there is one', async () => {
    await place.as('head').must('site.configure', { site: place.site, settings: { dailyCap: 1 } });
    place.at('2024-06-03');
    await received(place, { eventOn: '2024-06-02' });
    const draft = await drafted(place, 'townshipReporter', 'township', { eventOn: '2024-06-02' });
    expect(codes(await place.as('townshipReporter').call('submission.submit', seen(place, draft)))).toEqual(['daily-cap']);
    await place.as('head').must('site.configure', { site: place.site, settings: { dailyCap: 0 } });
    place.at('2024-05-15');
  });
});

it('marks an item urgent with a reason, and an item of paper with its day; it counts on the day it came in', async () => {
  const draft = await drafted(place, 'townshipReporter', 'township', { paperOn: '2024-05-10' });
  expect(codes(await place.as('townshipReporter').call('submission.mark-urgent', { ...seen(place, draft), urgent: true }))).toEqual([
    'reason',
  ]);
  const urgent = await place.as('townshipReporter').must('submission.mark-urgent', { ...seen(place, draft), urgent: true, reason: '汛情' });
  const sent = await place.as('townshipReporter').must('submission.submit', seen(place, urgent));
  expect(await row(sent.submission)).toMatchObject({ urgent: true, paper_on: '2024-05-10' });
  expect(await facts(sent.submission)).toMatchObject([{ fact_on: '2024-05-15' }]);
  expect(
    codes(
      await place.as('townshipReporter').call('submission.draft', { site: place.site, unit: place.units.township, paperOn: '2024-05-16' }),
    ),
  ).toEqual(['bad-date']);
});
