import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { content, drafted, inReview, received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
});
afterAll(() => world.close());

const textOf = (submission: number) =>
  world.db.selectFrom('submission_texts').selectAll().where('submission_id', '=', submission).executeTakeFirstOrThrow();
const codes = (outcome: { ok: boolean; findings?: readonly { code: string }[] }): string[] =>
  outcome.ok ? [] : (outcome.findings ?? []).map(({ code }) => code);

describe('saving', () => {
  it('keeps what was written, and only what was given', async () => {
    const draft = await drafted(place);
    const saved = await place.as('reporter').must('submission.save', { ...seen(place, draft), body: '<p>新的正文</p>', section: null });
    expect(saved).toMatchObject({ version: 2, state: 'draft' });
    expect(await textOf(draft.submission)).toMatchObject({
      body: '<p>新的正文</p>',
      content: content(),
      changed_by: place.people.reporter,
    });
  });

  it('keeps rich text only as it may be stored, and says what it took out', async () => {
    const draft = await drafted(place);
    const saved = await place.as('reporter').must<Stepped & { body: string; removed: { code: string }[] }>('submission.save', {
      ...seen(place, draft),
      body: '<p onclick="x()">正文<script>alert(1)</script></p>',
    });
    expect(saved.body).toBe('<p>正文</p>');
    expect((await textOf(draft.submission)).body).toBe('<p>正文</p>');
  });

  it('shows whoever comes second the text that came first, and changes nothing', async () => {
    const draft = await drafted(place);
    const first = await place.as('reporter').must('submission.save', { ...seen(place, draft), title: '先到的标题' });
    const second = await place.as('reporter').call('submission.save', { ...seen(place, draft), title: '后到的标题' });
    expect(second).toMatchObject({
      ok: false,
      code: 'stale-version',
      beside: {
        current: { version: first.version, state: 'draft', text: { title: '先到的标题', body: expect.any(String) }, changedBy: '张报送' },
      },
    });
    const both = await Promise.all(
      ['甲', '乙'].map((title) => place.as('reporter').call('submission.save', { ...seen(place, first), title })),
    );
    expect(both.map((one) => (one.ok ? 'saved' : one.code)).sort()).toEqual(['saved', 'stale-version']);
  });

  it('does not even keep material with a mark of state secrets', async () => {
    const draft = await drafted(place);
    const outcome = await place.as('reporter').call('submission.save', { ...seen(place, draft), body: '<p>机密★10年</p><p>关于某事</p>' });
    expect(codes(outcome)).toEqual(['secrecy-mark']);
    expect((await textOf(draft.submission)).body).not.toContain('机密');
    const fresh = await place
      .as('reporter')
      .call('submission.draft', { site: place.site, unit: place.units.bureau, title: '【绝密】某事' });
    expect(codes(fresh)).toEqual(['secrecy-mark']);
  });

  it('names files, units and sections that are not there', async () => {
    const draft = await drafted(place);
    const attachment = { sha256: 'a'.repeat(64), name: '附件.docx', mediaType: 'application/x', byteSize: 3 };
    const outcome = await place.as('reporter').call('submission.save', {
      ...seen(place, draft),
      content: content({ attachments: [attachment] }),
      jointIds: [123_456],
      section: 99,
    });
    expect(codes(outcome)).toEqual(['unknown-file', 'unknown-unit', 'unknown-section']);
    const { name, byteSize, sha256 } = attachment;
    await place.as('reporter').must('file.keep', { site: place.site, sha256, name, mediaType: attachment.mediaType, byteSize });
    await place.as('reporter').must('submission.save', { ...seen(place, draft), content: content({ attachments: [attachment] }) });
    const linked = await world.db.selectFrom('submission_files').select('sha256').where('submission_id', '=', draft.submission).execute();
    expect(linked).toEqual([{ sha256: 'a'.repeat(64) }]);
  });

  it('is for its author: colleagues of the unit do not even see it, reviewers and the office may not', async () => {
    const draft = await drafted(place);
    const ask = async (who: Parameters<Office['as']>[0]) => {
      const outcome = await place.as(who).call('submission.save', { ...seen(place, draft), title: '别人的' });
      return outcome.ok ? 'saved' : outcome.code;
    };
    expect(await ask('colleague')).toBe('not-found');
    expect(await ask('schoolReporter')).toBe('not-found');
    expect(await ask('reviewer')).toBe('forbidden');
    expect(await ask('editor')).toBe('forbidden');
  });

  it('does not take what the tables cannot keep, nor more than bounds allow', async () => {
    const draft = await drafted(place);
    for (const title of ['a\0b', 'a\ud800', 'x'.repeat(201)]) {
      const outcome = await place.as('reporter').call('submission.save', { ...seen(place, draft), title });
      expect(outcome.ok ? '' : outcome.code).toBe('bad-input');
    }
  });
});

describe('drafting', () => {
  it('is for units one writes for, that are still at work', async () => {
    const foreign = await place.as('reporter').call('submission.draft', { site: place.site, unit: place.units.town });
    expect(foreign.ok ? '' : foreign.code).toBe('forbidden');
    await world.db.updateTable('units').set({ active_to: '2024-05-14' }).where('id', '=', place.units.school).execute();
    expect(codes(await place.as('schoolReporter').call('submission.draft', { site: place.site, unit: place.units.school }))).toEqual([
      'unit-gone',
    ]);
    await world.db.updateTable('units').set({ active_to: null }).where('id', '=', place.units.school).execute();
  });

  it('is undone and done again by its author', async () => {
    const draft = await drafted(place);
    const gone = await place.as('reporter').must('submission.discard', seen(place, draft));
    expect(gone.state).toBe('discarded');
    expect((await place.as('reporter').must('submission.restore', seen(place, gone))).state).toBe('draft');
  });
});

describe('an item that only some may see', () => {
  it('is there for the people named, its author and whoever limited it, each within reach', async () => {
    const sent = await inReview(place);
    const limited = await place
      .as('reviewer')
      .must<Stepped & { people: { id: number }[] }>('submission.limit-access', { ...seen(place, sent), people: [place.people.editor] });
    expect(limited.people.map(({ id }) => id).sort()).toEqual([place.people.editor, place.people.reporter, place.people.reviewer].sort());
    const sees = async (who: Parameters<Office['as']>[0]) =>
      (await place.as(who).see('submission', { site: place.site, submission: sent.submission })).ok;
    expect(await Promise.all(['reporter', 'reviewer', 'editor'].map((who) => sees(who as 'editor')))).toEqual([true, true, true]);
    expect(await Promise.all(['secondReviewer', 'head', 'leader', 'colleague'].map((who) => sees(who as 'head')))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(codes(await place.as('head').call('submission.limit-access', { ...seen(place, limited), people: null }))).toEqual(['not-found']);
    const open = await place
      .as('editor')
      .must<Stepped & { people: null }>('submission.limit-access', { ...seen(place, limited), people: null });
    expect(open.people).toBeNull();
    expect(await sees('head')).toBe(true);
  });
});

describe('the conversation', () => {
  it('keeps what everybody said with the text it was said of, and pins one remark', async () => {
    const sent = await inReview(place);
    const ask = { site: place.site, submission: sent.submission };
    const first = await place.as('reviewer').must<{ remark: number }>('submission.comment', { ...ask, body: '请核对数字' });
    await place.as('reporter').must<{ remark: number }>('submission.comment', { ...ask, body: '已核对' });
    await place.as('reviewer').must<{ pinned: number }>('submission.pin', { ...ask, remark: first.remark });
    const foreign = await place.as('reviewer').call('submission.pin', { ...ask, remark: 999_999 });
    expect(foreign.ok ? '' : foreign.code).toBe('not-found');
    const page = await place.as('editor').see<{ remarks: object[]; pinned: number }>('submission', ask);
    expect(page).toMatchObject({
      ok: true,
      value: {
        pinned: first.remark,
        remarks: [
          { name: '李审核', body: '请核对数字', textVersion: 1, mine: false },
          { name: '张报送', mine: true },
        ],
      },
    });
    expect((await place.as('leader').call('submission.comment', { ...ask, body: '看过' })).ok).toBe(false);
  });
});

describe('an outside expert', () => {
  const visitor = { name: '访客', grants: [{ role: 'visitor' as const }] };

  it('reads one text version by a link as often as it is open, comments, and leaves a trace of each', async () => {
    const sent = await inReview(place);
    const ask = { site: place.site, submission: sent.submission };
    const invited = await place
      .as('reviewer')
      .must<{ code: string; link: number; textVersion: number }>('expert.invite', { ...ask, name: '何教授', days: 2 });
    const enter = { site: place.site, code: invited.code, address: '192.0.2.7' };
    for (let times = 0; times < 3; times += 1)
      expect(await place.by(visitor).must('expert.read', enter)).toMatchObject({
        expert: '何教授',
        textVersion: 1,
        title: expect.any(String),
      });
    await place.by(visitor).must('expert.comment', { ...enter, body: '第二段的数字应为12' });
    const page = await place.as('reviewer').see('submission', ask);
    expect(page).toMatchObject({
      ok: true,
      value: {
        remarks: [{ kind: 'expert', name: '何教授', textVersion: 1 }],
        expertLinks: [{ id: invited.link, visits: [{ what: 'read', address: '192.0.2.7' }, {}, {}, { what: 'comment' }] }],
      },
    });
    expect(JSON.stringify(page)).not.toContain(invited.code);
    // Somebody who may read the item, and not talk about it, does not learn who was asked.
    expect(await place.as('leader').see('submission', ask)).toMatchObject({ ok: true, value: { expertLinks: [] } });
  });

  it('finds the link closed when it is over, taken back, or wrong', async () => {
    const sent = await received(place);
    const ask = { site: place.site, submission: sent.submission };
    const invited = await place.as('editor').must<{ code: string; link: number }>('expert.invite', { ...ask, name: '何教授', days: 1 });
    const open = async (code: string) => (await place.by(visitor).call('expert.read', { site: place.site, code, address: '::1' })).ok;
    expect(await open('guess')).toBe(false);
    place.at('2024-05-16T10:01');
    expect(await open(invited.code)).toBe(false);
    place.at('2024-05-15T10:00');
    expect(await open(invited.code)).toBe(true);
    await place.as('editor').must('expert.revoke', { ...ask, link: invited.link });
    expect(await open(invited.code)).toBe(false);
    expect((await place.as('editor').call('expert.revoke', { ...ask, link: invited.link })).ok).toBe(false);
  });

  it('is not asked about what was never sent', async () => {
    const draft = await drafted(place);
    const outcome = await place.as('reporter').call('expert.invite', { site: place.site, submission: draft.submission, name: '何教授' });
    expect(outcome.ok ? '' : outcome.code).toBe('wrong-state');
  });
});

describe('sections and settings', () => {
  it('are made, changed and closed; an item takes only one that is open', async () => {
    const head = place.as('head');
    const top = await head.must<{ section: number }>('section.save', { site: place.site, name: '政务动态', keywords: ['会议', '部署'] });
    const below = await head.must<{ section: number }>('section.save', { site: place.site, name: '部门动态', parent: top.section });
    expect(codes(await head.call('section.save', { site: place.site, name: '政务动态' }))).toEqual(['duplicate']);
    expect(
      codes(await head.call('section.save', { site: place.site, section: top.section, name: '政务动态', parent: below.section })),
    ).toEqual(['circle']);
    const draft = await drafted(place, 'reporter', 'bureau', { section: below.section });
    await head.must('section.save', { site: place.site, section: below.section, name: '部门动态', active: false });
    expect(codes(await place.as('reporter').call('submission.save', { ...seen(place, draft), section: below.section }))).toEqual([
      'unknown-section',
    ]);
    const listed = await place.as('reporter').see('sections', { site: place.site });
    expect(listed).toMatchObject({
      ok: true,
      value: {
        sections: [
          { name: '政务动态', parent: null, active: true, keywords: ['会议', '部署'] },
          { parent: top.section, active: false },
        ],
      },
    });
    const checks = await place
      .as('reporter')
      .see('submission-checks', { site: place.site, submission: draft.submission, on: '2024-05-15' });
    expect(checks).toMatchObject({ ok: true, value: { suggestedSection: top.section } });
    expect((await place.as('editor').call('section.save', { site: place.site, name: '别的' })).ok).toBe(false);
  });

  it('let nobody make an equal title stop anything, nor let secrets pass', async () => {
    for (const checks of [{ 'equal-title': 'stop' }, { 'secrecy-mark': 'warn' }, { 'secrecy-declared': 'off' }, { nonsense: 'stop' }]) {
      const outcome = await place.as('head').call('site.configure', { site: place.site, settings: { checks } });
      expect(outcome.ok ? '' : outcome.code).toBe('bad-input');
    }
    await place.as('head').must('site.configure', { site: place.site, settings: { checks: { fresh: 'stop' } } });
    const draft = await drafted(place, 'reporter', 'bureau', { eventOn: '2024-03-01' });
    expect(codes(await place.as('reporter').call('submission.submit', seen(place, draft)))).toEqual(['fresh']);
    await place.as('head').must('site.configure', { site: place.site, settings: { checks: { fresh: 'warn' } } });
    expect((await place.as('reporter').call('submission.submit', seen(place, draft))).ok).toBe(true);
  });
});
