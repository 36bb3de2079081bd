// The office's desk: what becomes of an item that the unit has sent, and what counts when.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addExpertLink } from '../../src/store/expert-links.ts';
import { factsOf, scoreOf, withRulebook } from '../support/facts.ts';
import { drafted, inReview, received, seen } from '../support/make.ts';
import { type Office, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await withRulebook(place, { countsAt: 'publication' });
});
afterAll(() => world.close());

const editor = () => place.as('editor');
const head = () => place.as('head');
/** From the town, whose reviewer signs it. */
const fromTown = async (): Promise<Stepped> => {
  const sent = await place
    .as('townReporter')
    .must('submission.submit', seen(place, await drafted(place, 'townReporter', 'town', { title: '城关镇的同一件' })));
  return place.as('townReviewer').must('submission.approve', seen(place, sent));
};
const adopt = (item: Stepped, more: object = {}) =>
  editor().must<Stepped & { adoptions: number[] }>('submission.adopt', {
    ...seen(place, item),
    outlets: [{ outlet: place.outlets.site }],
    ...more,
  });

describe('the queue', () => {
  it('is claimed by one editor, and left alone by the other until it is put back', async () => {
    const item = await received(place);
    const claimed = await editor().must('submission.claim', seen(place, item));
    const other = await place
      .as('secondEditor')
      .call('submission.adopt', { ...seen(place, claimed), outlets: [{ outlet: place.outlets.site }] });
    expect(other).toMatchObject({ ok: false, code: 'conflict', findings: [{ code: 'unclaimed' }] });
    const released = await editor().must('submission.release', seen(place, claimed));
    expect(await place.as('secondEditor').must('submission.claim', seen(place, released))).toMatchObject({ state: 'submitted' });
  });

  it('lets one of two editors adopt at once; the other is told that somebody was faster', async () => {
    const item = await received(place);
    const input = { ...seen(place, item), outlets: [{ outlet: place.outlets.site }] };
    const answers = await Promise.all([editor().call('submission.adopt', input), place.as('secondEditor').call('submission.adopt', input)]);
    expect(answers.map((answer) => (answer.ok ? 'done' : answer.code)).sort()).toEqual(['done', 'stale-version']);
    const adoptions = await world.db.selectFrom('adoptions').selectAll().where('submission_id', '=', item.submission).execute();
    expect(adoptions).toHaveLength(1);
  });
});

describe('an adopted item', () => {
  it('counts on the day it is published by another person, though it was adopted the month before', async () => {
    place.at('2024-05-30');
    const item = await received(place);
    const adopted = await adopt(item);
    expect(await factsOf(world, item.submission, 'adoption')).toEqual([]);
    expect(await editor().call('submission.publish', seen(place, adopted))).toMatchObject({ ok: false, code: 'conflict' });
    place.at('2024-06-03');
    const published = await head().must('submission.publish', { ...seen(place, adopted), address: 'https://www.example.gov.cn/1.html' });
    expect(published.state).toBe('published');
    expect(await factsOf(world, item.submission, 'adoption')).toMatchObject([
      { fact_on: '2024-05-30', published_on: '2024-06-03', lead: true },
    ]);
  });

  it('stands in an outlet once', async () => {
    const item = await received(place);
    const outlets = [{ outlet: place.outlets.site }, { outlet: place.outlets.site }];
    expect(await editor().call('submission.adopt', { ...seen(place, item), outlets })).toMatchObject({
      ok: false,
      findings: [{ code: 'outlet-twice', where: 'outlets[1].outlet' }],
    });
  });

  it('is not put into an upper site by our own decision', async () => {
    const item = await received(place);
    const tried = await editor().call('submission.adopt', { ...seen(place, item), outlets: [{ outlet: place.outlets.upper }] });
    expect(tried).toMatchObject({ ok: false, code: 'bad-input', findings: [{ code: 'claimed-outlet' }] });
  });
});

describe('editing', () => {
  it('keeps the unit’s text beside the office’s, and another person than the editor signs the edited one', async () => {
    place.at('2024-05-15');
    const item = await received(place);
    const adopted = await adopt(item);
    const edited = await place.as('secondEditor').must<Stepped & { text: number }>('submission.edit', {
      ...seen(place, adopted),
      title: '县教育局部署全县校园安全工作',
      body: '<p>改过的正文。<script>alert(1)</script></p>',
    });
    expect(edited).toMatchObject({ state: 'adopted', text: 2, body: '<p>改过的正文。</p>' });
    const shown = await editor().see<{ unitText: { number: number; title: string }; officeText: { title: string; body: string } }>(
      'submission-decisions',
      {
        site: place.site,
        submission: item.submission,
      },
    );
    expect(shown).toMatchObject({
      value: {
        unitText: { number: 1, title: '县教育局部署校园安全工作' },
        officeText: { number: 2, title: '县教育局部署全县校园安全工作', writtenBy: '冯编辑' },
      },
    });
    expect(await place.as('secondEditor').call('submission.publish', seen(place, edited))).toMatchObject({
      code: 'conflict',
      findings: [{ code: 'not-editor' }],
    });
    expect(await head().must('submission.publish', seen(place, edited))).toMatchObject({ state: 'published' });
    const signatures = await world.db
      .selectFrom('submission_signatures')
      .selectAll()
      .where('submission_id', '=', item.submission)
      .orderBy('id')
      .execute();
    expect(signatures.map(({ as_what, version_number, name }) => [as_what, version_number, name])).toEqual([
      ['author', 1, '吴报送'],
      ['office', 1, '郑编辑'],
      ['publisher', 2, '陈主任'],
    ]);
  });

  describe('as it saves itself', () => {
    const edit = (who: 'editor' | 'secondEditor', item: Stepped, body: string, more: object = {}) =>
      place.as(who).must<Stepped & { text: number }>('submission.edit', { ...seen(place, item), body: `<p>${body}</p>`, ...more });
    const versionsOf = async ({ submission }: Stepped) =>
      (
        await world.db
          .selectFrom('submission_versions')
          .select(['number', 'side', 'body', 'sha256', 'written_by_name'])
          .where('submission_id', '=', submission)
          .orderBy('number')
          .execute()
      ).map(({ number, body, side, sha256, written_by_name }) => ({ number, body, side, sha256, by: written_by_name }));
    const textsOf = async (item: Stepped) => (await versionsOf(item)).map(({ number, body }) => [number, body.replaceAll(/<[^>]*>/g, '')]);
    const linesOf = async ({ submission }: Stepped) =>
      (
        await world.db
          .selectFrom('history')
          .select('detail')
          .where('step', '=', 'submission.edit')
          .where('thing_id', '=', String(submission))
          .orderBy('id')
          .execute()
      ).map(({ detail }) => (detail as { text: number }).text);

    it('is one version and one line of history while one editor writes; the unit’s text is never touched', async () => {
      place.at('2024-05-15T10:00');
      let item: Stepped & { text?: number } = await received(place);
      const [sent] = await versionsOf(item);
      for (const body of ['一', '一二', '一二三', '一二三']) {
        item = await edit('editor', item, body);
        expect(item.text).toBe(2);
      }
      expect(await versionsOf(item)).toEqual([
        sent,
        { number: 2, side: 'office', body: '<p>一二三</p>', sha256: expect.any(String), by: '郑编辑' },
      ]);
      expect(await linesOf(item)).toEqual([2]);
      // What was asked twice is done once, also where no line is written.
      const again = { ...seen(place, item), body: '<p>四</p>' };
      const first = await editor().call('submission.edit', again, { idempotencyKey: 'edit-key-0001' });
      expect(await editor().call('submission.edit', again, { idempotencyKey: 'edit-key-0001' })).toEqual(first);
      expect(await editor().call('submission.edit', again)).toMatchObject({ code: 'stale-version' });
    });

    it('begins a version and a line for another editor, and on another day', async () => {
      place.at('2024-05-15T10:00');
      let item: Stepped = await received(place);
      item = await edit('editor', item, '甲');
      item = await edit('secondEditor', item, '乙');
      item = await edit('editor', item, '丙');
      place.at('2024-05-16T09:00');
      item = await edit('editor', item, '丁');
      expect((await textsOf(item)).slice(1)).toEqual([
        [2, '甲'],
        [3, '乙'],
        [4, '丙'],
        [5, '丁'],
      ]);
      expect(await linesOf(item)).toEqual([2, 3, 4, 5]);
    });

    it('leaves what was signed as it was signed, also where only the section was changed since', async () => {
      place.at('2024-05-15T10:00');
      const { section } = await head().must<{ section: number }>('section.save', { site: place.site, name: '部门动态' });
      let item: Stepped = await edit('editor', await received(place), '送签的');
      item = await adopt(item);
      item = await editor().must<Stepped>('submission.edit', { ...seen(place, item), section });
      item = await edit('editor', item, '签后再改');
      item = await edit('editor', item, '签后又改');
      expect((await textsOf(item)).slice(1)).toEqual([
        [2, '送签的'],
        [3, '签后又改'],
      ]);
      const signed = await world.db
        .selectFrom('submission_signatures')
        .select(['version_number', 'sha256'])
        .where('submission_id', '=', item.submission)
        .where('as_what', '=', 'office')
        .execute();
      expect(signed).toEqual([{ version_number: 2, sha256: (await versionsOf(item))[1]?.sha256 }]);
      // Nor would the database let it go.
      await expect(
        world.database.pool.query('delete from submission_versions where submission_id = $1 and number = 2', [item.submission]),
      ).rejects.toMatchObject({ constraint: expect.stringContaining('submission_signatures') });
    });

    it('leaves what was published, shown to an expert or spoken of', async () => {
      place.at('2024-05-15T10:00');
      let item: Stepped = await edit('editor', await adopt(await received(place)), '发布的');
      const published = await head().must('submission.publish', { ...seen(place, item), at: '2024-05-20T08:00:00+08:00' });
      item = await head().must('submission.unschedule', { ...seen(place, published), reason: '再改' });
      item = await edit('editor', item, '给专家看的');
      await editor().must('expert.invite', { site: place.site, submission: item.submission, name: '何教授' });
      item = await edit('editor', item, '有人说到的');
      await head().must('submission.comment', { site: place.site, submission: item.submission, body: '第二句不通' });
      item = await edit('editor', item, '最后的');
      expect((await textsOf(item)).slice(1)).toEqual([
        [2, '发布的'],
        [3, '给专家看的'],
        [4, '有人说到的'],
        [5, '最后的'],
      ]);
    });

    it('leaves what an expert is being invited to at this moment', async () => {
      place.at('2024-05-15T10:00');
      let item: Stepped = await edit('editor', await received(place), '正要请人看的');
      const inviting = await world.database.pool.connect();
      let going: Promise<Stepped>;
      try {
        await inviting.query('begin');
        const link = { site: place.site, submission: item.submission, version: 2, code: 'x', name: '何教授', by: undefined };
        await addExpertLink(inviting, { ...link, endsAt: new Date('2030-01-01') }, place.now());
        going = edit('editor', item, '接着写的');
        await new Promise((resolve) => setTimeout(resolve, 100));
        await inviting.query('commit');
      } finally {
        inviting.release();
      }
      item = await going;
      item = await edit('editor', item, '还在写的');
      expect((await textsOf(item)).slice(1)).toEqual([
        [2, '正要请人看的'],
        [3, '还在写的'],
      ]);
    });
  });

  it('tells the second of two editors what the first one wrote', async () => {
    const item = await received(place);
    await editor().must('submission.edit', { ...seen(place, item), body: '<p>第一位。</p>' });
    const second = await place.as('secondEditor').call('submission.edit', { ...seen(place, item), body: '<p>第二位。</p>' });
    expect(second).toMatchObject({
      ok: false,
      code: 'stale-version',
      beside: { current: { text: { body: '<p>第一位。</p>' }, changedBy: '郑编辑' } },
    });
  });
});

describe('four eyes', () => {
  it('no one person adopts and publishes, in any pair of roles; a setting lifts it for an office of one', async () => {
    for (const adopter of ['editor', 'secondEditor', 'head'] as const) {
      for (const publisher of ['editor', 'secondEditor', 'head'] as const) {
        const adopted = await place
          .as(adopter)
          .must('submission.adopt', { ...seen(place, await received(place)), outlets: [{ outlet: place.outlets.site }] });
        const published = await place.as(publisher).call<Stepped>('submission.publish', seen(place, adopted));
        expect(published.ok, `${adopter} → ${publisher}`).toBe(adopter !== publisher);
      }
    }
    const settings = await world.db.selectFrom('sites').select('settings').where('id', '=', place.site).executeTakeFirstOrThrow();
    const lifted = JSON.stringify({ ...(settings.settings as object), onePerson: true });
    await world.db.updateTable('sites').set({ settings: lifted }).where('id', '=', place.site).execute();
    expect((await editor().call('submission.publish', seen(place, await adopt(await received(place))))).ok).toBe(true);
    await world.db
      .updateTable('sites')
      .set({ settings: JSON.stringify(settings.settings) })
      .where('id', '=', place.site)
      .execute();
  });

  it('what was published urgently is approved by another; a correction in between does not open that to its publisher', async () => {
    const item = await received(place);
    const input = { ...seen(place, item), outlets: [{ outlet: place.outlets.site }], reason: '防汛预警' };
    const urgent = await editor().must('submission.publish-urgently', input);
    expect(urgent.state).toBe('published');
    expect(await factsOf(world, item.submission)).toMatchObject([{ fact: 'submission' }, { fact: 'adoption' }]);
    const corrected = await head().must('submission.correct', { ...seen(place, urgent), body: '<p>更正。</p>', reason: '数字有误' });
    expect(await editor().call('submission.ratify', seen(place, corrected))).toMatchObject({
      code: 'conflict',
      findings: [{ code: 'not-urgent-publisher' }],
    });
    expect(await place.as('townshipReporter').call('submission.ratify', seen(place, corrected))).toMatchObject({ code: 'forbidden' });
    const ratified = await head().must('submission.ratify', seen(place, corrected));
    expect(await head().call('submission.ratify', seen(place, ratified))).toMatchObject({
      code: 'conflict',
      findings: [{ code: 'pending-ratification' }],
    });
  });

  it('an item in review is received, adopted and published at once where it cannot wait', async () => {
    const item = await inReview(place);
    const urgent = await head().must('submission.publish-urgently', {
      ...seen(place, item),
      outlets: [{ outlet: place.outlets.site }],
      reason: '停水通知',
    });
    expect(urgent.state).toBe('published');
    expect((await factsOf(world, item.submission)).map(({ fact }) => fact).sort()).toEqual(['adoption', 'submission']);
    const without = await head().call('submission.publish-urgently', { ...seen(place, await received(place)), reason: '急' });
    expect(without).toMatchObject({ code: 'bad-input', findings: [{ code: 'outlets' }] });
  });
});

describe('a refusal', () => {
  it('reaches the author with its reason, is a fact, and is taken back on the day it is reopened', async () => {
    place.at('2024-05-31');
    const item = await received(place);
    expect(await editor().call('submission.reject', { ...seen(place, item), reasonCode: 'nonsense' })).toMatchObject({ code: 'bad-input' });
    const rejected = await editor().must('submission.reject', { ...seen(place, item), reasonCode: 'stale', reason: '上月的事' });
    const mine = await place
      .as('townshipReporter')
      .see<{ rows: { submission: number; reason: string }[] }>('my-submissions', { site: place.site });
    expect(mine.ok && mine.value.rows.find((row) => row.submission === item.submission)).toMatchObject({
      state: 'rejected',
      reason: expect.stringMatching(/：上月的事$/),
    });
    place.at('2024-06-03');
    const reopened = await editor().must('submission.reopen', { ...seen(place, rejected), reason: '重新考虑' });
    await editor().must('submission.reject', { ...seen(place, reopened), reasonCode: 'quality' });
    const facts = await factsOf(world, item.submission);
    expect(facts.map(({ fact, fact_on, source_key }) => [fact, fact_on, source_key.replace(String(item.submission), 'N')])).toEqual([
      ['submission', '2024-05-31', 'submission:N'],
      ['refusal', '2024-05-31', 'refusal:N:1'],
      ['adjustment', '2024-06-03', 'refusal:N:1:reversed'],
      ['refusal', '2024-06-03', 'refusal:N:2'],
    ]);
    expect(facts[2]?.ref_id).toBe(facts[1]?.id);
  });

  it('sent back for rewriting keeps the conversation; the item counts as sent once', async () => {
    const item = await received(place);
    const back = await editor().must('submission.send-back', { ...seen(place, item), reason: '请补充数据' });
    expect(back.state).toBe('returned');
    const again = await place.as('townshipReporter').must('submission.submit', seen(place, back));
    expect(again.state).toBe('submitted');
    expect(await factsOf(world, item.submission, 'submission')).toHaveLength(1);
    const remarks = await world.db.selectFrom('submission_remarks').selectAll().where('submission_id', '=', item.submission).execute();
    expect(remarks).toMatchObject([{ kind: 'return', body: '请补充数据', name: '郑编辑' }]);
  });
});

describe('a batch', () => {
  it('is done whole or not at all, and says which item stands in the way', async () => {
    const [one, two, three] = [await received(place), await received(place), await received(place)];
    const claimed = await place.as('secondEditor').must('submission.claim', seen(place, two));
    const items = [one, claimed, three].map(({ submission, version }) => ({ submission, version }));
    const before = await world.db
      .selectFrom('history')
      .select((count) => count.fn.countAll<number>().as('lines'))
      .executeTakeFirstOrThrow();
    for (const [name, more] of [
      ['submissions.adopt', { outlets: [{ outlet: place.outlets.site }] }],
      ['submissions.reject', { reasonCode: 'stale' }],
    ] as const) {
      const tried = await editor().call(name, { site: place.site, items, ...more });
      expect(tried, name).toMatchObject({ ok: false, code: 'conflict', findings: [{ code: 'unclaimed', where: 'items[1]' }] });
    }
    const stale = await editor().call('submissions.adopt', {
      site: place.site,
      items: [items[0], { ...items[2], version: 99 }],
      outlets: [{ outlet: place.outlets.site }],
    });
    expect(stale).toMatchObject({ code: 'stale-version', findings: [{ where: 'items[1]' }] });
    const after = await world.db
      .selectFrom('history')
      .select((count) => count.fn.countAll<number>().as('lines'))
      .executeTakeFirstOrThrow();
    expect(after).toEqual(before);
    const done = await editor().must<{ items: Stepped[] }>('submissions.adopt', {
      site: place.site,
      items: [items[0], items[2]],
      outlets: [{ outlet: place.outlets.site }],
    });
    expect(done.items.map(({ state }) => state)).toEqual(['adopted', 'adopted']);
    expect(
      await place.as('townshipReporter').call('submissions.adopt', { site: place.site, items, outlets: [{ outlet: place.outlets.site }] }),
    ).toMatchObject({ code: 'forbidden' });
  });
});

describe('merged items', () => {
  it('share the lead’s adoption, each unit once, also where one unit reported it twice', async () => {
    place.at('2024-05-15');
    const lead = await received(place);
    const second = await received(place, { title: '又一件' });
    const town = await fromTown();
    const merged = await editor().must<{ lead: Stepped; items: Stepped[] }>('submissions.merge', {
      site: place.site,
      lead: { submission: lead.submission, version: lead.version },
      items: [second, town].map(({ submission, version }) => ({ submission, version })),
    });
    expect(merged.items.map(({ state }) => state)).toEqual(['merged', 'merged']);
    expect(await editor().call('submission.reject', { ...seen(place, merged.lead), reasonCode: 'stale' })).toMatchObject({
      findings: [{ code: 'has-merged' }],
    });
    const before = [
      await scoreOf(world, place, 'township', '2024-05-01', '2024-05-31'),
      await scoreOf(world, place, 'town', '2024-05-01', '2024-05-31'),
    ];
    const published = await head().must('submission.publish', seen(place, await adopt(merged.lead)));
    const facts = await factsOf(world, lead.submission, 'adoption');
    expect(
      facts.map(({ unit_id, share_top, share_bottom, lead: stands, joint }) => [unit_id, share_top, share_bottom, stands, joint]),
    ).toEqual([
      [place.units.township, 1, 2, true, true],
      [place.units.town, 1, 2, false, true],
    ]);
    expect(await factsOf(world, town.submission, 'adoption')).toEqual([]);
    const after = [
      await scoreOf(world, place, 'township', '2024-05-01', '2024-05-31'),
      await scoreOf(world, place, 'town', '2024-05-01', '2024-05-31'),
    ];
    expect(after.map((score, index) => Number(score) - Number(before[index]))).toEqual([2.5, 2.5]);
    expect(await editor().call('submission.unmerge', { ...seen(place, merged.items[1]!), reason: '不是一件事' })).toMatchObject({
      code: 'conflict',
      findings: [{ code: 'counted' }],
    });
    expect(published.state).toBe('published');
  });

  it('hold the item they hang on where it is: neither its unit nor the office takes it away, until they are taken out', async () => {
    place.at('2024-05-16');
    const lead = await received(place);
    const town = await fromTown();
    const merged = await editor().must<{ lead: Stepped; items: Stepped[] }>('submissions.merge', {
      site: place.site,
      lead: { submission: lead.submission, version: lead.version },
      items: [{ submission: town.submission, version: town.version }],
    });
    const unit = place.as('townshipReporter');
    const on = seen(place, merged.lead);
    for (const outcome of [
      await unit.call('submission.recall', on),
      await editor().call('submission.send-back', { ...on, reason: '重写' }),
      await editor().call('submission.reject', { ...on, reasonCode: 'quality' }),
      await editor().call('submissions.reject', {
        site: place.site,
        items: [{ submission: on.submission, version: on.version }],
        reasonCode: 'quality',
      }),
    ])
      expect(outcome).toMatchObject({ ok: false, code: 'conflict', findings: [{ code: 'has-merged' }] });
    expect(await unit.call('submission.recall', on)).toMatchObject({
      findings: [{ message: '办公室已把其他单位的稿件并入这件，不能撤回；请先联系办公室取消并入' }],
    });
    // Whoever saw it before others were merged into it is told that it was changed.
    expect(await unit.call('submission.recall', seen(place, lead))).toMatchObject({ code: 'stale-version' });
    await editor().must('submission.unmerge', { ...seen(place, merged.items[0]!), reason: '不是一件事' });
    const back = await unit.must('submission.recall', { ...on, version: on.version + 1 });
    expect(back.state).toBe('draft');
    // One that came back to its unit with others hanging on it, from before that was refused, is not discarded over them.
    await world.db
      .updateTable('submissions')
      .set({ state: 'merged', merged_into: back.submission })
      .where('site_id', '=', place.site)
      .where('id', '=', town.submission)
      .execute();
    expect(await unit.call('submission.discard', seen(place, back))).toMatchObject({ findings: [{ code: 'has-merged' }] });
  });

  it('taken out again before it counts, the parts are shared anew', async () => {
    const lead = await adopt(await received(place));
    const town = await fromTown();
    const merged = await editor().must<{ lead: Stepped; items: Stepped[] }>('submissions.merge', {
      site: place.site,
      lead: { submission: lead.submission, version: lead.version },
      items: [{ submission: town.submission, version: town.version }],
    });
    const shares = () =>
      world.db
        .selectFrom('adoption_shares as h')
        .innerJoin('adoptions as a', 'a.id', 'h.adoption_id')
        .select('h.share_bottom')
        .where('a.submission_id', '=', lead.submission)
        .execute();
    expect(await shares()).toEqual([{ share_bottom: 2 }, { share_bottom: 2 }]);
    // Whoever looked at the lead before is told that it was changed.
    expect(await head().call('submission.publish', seen(place, lead))).toMatchObject({ code: 'stale-version' });
    const out = await editor().must('submission.unmerge', { ...seen(place, merged.items[0]!), reason: '不是一件事' });
    expect(out.state).toBe('submitted');
    expect(await shares()).toEqual([{ share_bottom: 1 }]);
  });
});

describe('adoption above and instructions', () => {
  it('are claimed with evidence by the unit or an editor, and count once a second person confirmed them, on the day it appeared', async () => {
    place.at('2024-06-05');
    const item = await received(place);
    const claim = { site: place.site, submission: item.submission, outlet: place.outlets.upper, on: '2024-06-01' };
    expect(await place.as('townshipReporter').call('adoption.claim', claim)).toMatchObject({ findings: [{ code: 'evidence' }] });
    expect(await place.as('townReporter').call('adoption.claim', { ...claim, evidence: 'https://x' })).toMatchObject({ code: 'not-found' });
    const { adoption } = await place
      .as('townshipReporter')
      .must<{ adoption: number }>('adoption.claim', { ...claim, evidence: 'https://city.example.gov.cn/9.html' });
    expect(await editor().call('adoption.claim', { ...claim, evidence: 'https://city.example.gov.cn/9.html' })).toMatchObject({
      code: 'conflict',
      findings: [{ code: 'in-outlet' }],
    });
    const waiting = await editor().see<{ rows: { adoption: number; steps: { step: string }[] }[] }>('adoptions-to-confirm', {
      site: place.site,
    });
    expect(waiting.ok && waiting.value.rows[0]).toMatchObject({
      adoption,
      steps: [{ step: 'confirm' }, { step: 'refute' }, { step: 'withdraw' }],
    });
    const before = Number(await scoreOf(world, place, 'township', '2024-06-01', '2024-06-30'));
    await editor().must('adoption.confirm', { site: place.site, adoption, version: 1 });
    expect(await factsOf(world, item.submission, 'adoption')).toMatchObject([{ fact_on: '2024-06-01', published_on: null, level: '上级' }]);
    expect(Number(await scoreOf(world, place, 'township', '2024-06-01', '2024-06-30'))).toBe(before + 10);
    expect(await editor().call('adoption.confirm', { site: place.site, adoption, version: 1 })).toMatchObject({ code: 'stale-version' });
    place.at('2024-07-02');
    await head().must('adoption.withdraw', { site: place.site, adoption, version: 2, reason: '已被撤下' });
    expect(Number(await scoreOf(world, place, 'township', '2024-06-01', '2024-06-30'))).toBe(before + 10);
    expect(Number(await scoreOf(world, place, 'township', '2024-07-01', '2024-07-31'))).toBe(-10);
  });

  it('an editor’s own claim is confirmed by another', async () => {
    place.at('2024-07-20');
    const item = await received(place, { eventOn: '2024-07-19' });
    const { adoption } = await editor().must<{ adoption: number }>('adoption.claim', {
      site: place.site,
      submission: item.submission,
      outlet: place.outlets.upper,
      on: '2024-07-20',
      evidence: '第5期',
    });
    expect(await editor().call('adoption.confirm', { site: place.site, adoption, version: 1 })).toMatchObject({
      code: 'conflict',
      findings: [{ code: 'not-claimer' }],
    });
    expect(
      await place.as('secondEditor').must('adoption.refute', { site: place.site, adoption, version: 1, reason: '没有查到' }),
    ).toMatchObject({ state: 'refuted' });
    expect(await factsOf(world, item.submission, 'adoption')).toEqual([]);
    const said = {
      site: place.site,
      submission: item.submission,
      leader: '蒋县长',
      level: '县领导',
      on: '2024-07-20',
      evidence: '批示复印件',
    };
    expect(await place.as('townshipReporter').call('instruction.record', said)).toMatchObject({ code: 'forbidden' });
    const { instruction } = await editor().must<{ instruction: number }>('instruction.record', said);
    expect(await editor().call('instruction.confirm', { site: place.site, instruction, version: 1 })).toMatchObject({ code: 'conflict' });
    await head().must('instruction.confirm', { site: place.site, instruction, version: 1 });
    expect(await factsOf(world, item.submission, 'instruction')).toMatchObject([
      { fact_on: '2024-07-20', leader: '蒋县长', level: '县领导' },
    ]);
    await head().must('instruction.withdraw', { site: place.site, instruction, version: 2, reason: '记错了件' });
    expect(await factsOf(world, item.submission, 'adjustment')).toHaveLength(1);
  });
});

describe('a closed outlet', () => {
  const use = (outlet: 'site' | 'upper' | 'journal', active: boolean) => {
    const row = {
      site: { name: '县政府网站', kind: 'own-site', level: '本级' },
      upper: { name: '市政府网站', kind: 'upper-site', level: '上级' },
      journal: { name: '政务信息', kind: 'journal', level: '本级' },
    }[outlet];
    return head().must('outlet.save', { site: place.site, outlet: place.outlets[outlet], ...row, active });
  };
  const proof = { on: '2024-08-02', evidence: 'https://city.example.gov.cn/1.html' };

  it('takes nothing new, keeps what it has with its points, and takes on again when it is opened', async () => {
    place.at('2024-08-01');
    const [decided, claimed, fresh] = [await adopt(await received(place)), await received(place), await received(place)];
    const claim = (item: Stepped) => ({ site: place.site, submission: item.submission, outlet: place.outlets.upper, ...proof });
    place.at('2024-08-02');
    const { adoption } = await editor().must<{ adoption: number }>('adoption.claim', claim(claimed));
    for (const outlet of ['site', 'upper', 'journal'] as const) await use(outlet, false);

    // What was adopted before is published, confirmed and counted.
    await head().must('submission.publish', { ...seen(place, decided), address: 'https://www.example.gov.cn/8.html' });
    await place.as('secondEditor').must('adoption.confirm', { site: place.site, adoption, version: 1 });
    const points = await scoreOf(world, place, 'township', '2024-08-01', '2024-08-31');
    expect(Number(points)).toBeGreaterThan(0);

    const closed = (where: string) => ({ ok: false, code: 'bad-input', findings: [{ code: 'closed-outlet', where }] });
    const into = (outlet: 'site' | 'journal') => [{ outlet: place.outlets[outlet] }];
    expect(await editor().call('submission.adopt', { ...seen(place, fresh), outlets: into('site') })).toMatchObject(
      closed('outlets[0].outlet'),
    );
    const { submission, version } = fresh;
    const batch = { site: place.site, items: [{ submission, version }], outlets: into('journal') };
    expect(await editor().call('submissions.adopt', batch)).toMatchObject(closed('outlets[0].outlet'));
    const urgent = { ...seen(place, fresh), outlets: into('site'), reason: '防汛' };
    expect(await head().call('submission.publish-urgently', urgent)).toMatchObject(closed('outlets[0].outlet'));
    expect(await editor().call('adoption.claim', claim(fresh))).toMatchObject(closed('outlet'));

    for (const outlet of ['site', 'upper', 'journal'] as const) await use(outlet, true);
    expect(await scoreOf(world, place, 'township', '2024-08-01', '2024-08-31')).toBe(points);
    expect(await adopt(fresh)).toMatchObject({ state: 'adopted' });
  });
});

describe('models', () => {
  it('are shown to every unit with the office’s comment, and only what is used can be one', async () => {
    const item = await received(place, { eventOn: '2024-07-19' });
    expect(await editor().call('submission.feature', { ...seen(place, item), comment: '好' })).toMatchObject({ code: 'wrong-state' });
    const shown = await editor().must('submission.feature', { ...seen(place, await adopt(item)), comment: '导语写得好' });
    const seenBy = (who: 'townReporter' | 'reviewer') =>
      place.as(who).see<{ rows: { submission: number; comment: string; body: string }[] }>('models', { site: place.site });
    for (const who of ['townReporter', 'reviewer'] as const)
      expect(await seenBy(who)).toMatchObject({ value: { rows: [{ submission: item.submission, comment: '导语写得好' }] } });
    await editor().must('submission.feature', { ...seen(place, shown), comment: '' });
    expect(await seenBy('reviewer')).toMatchObject({ value: { rows: [] } });
  });
});

it('a published item is listed for review when its day has come, until another day is set', async () => {
  place.at('2024-07-25');
  const adopted = await adopt(await received(place, { eventOn: '2024-07-24' }));
  expect(await head().call('submission.plan-review', { ...seen(place, adopted), reviewBy: '2024-08-01' })).toMatchObject({
    code: 'wrong-state',
  });
  const published = await head().must('submission.publish', { ...seen(place, adopted), reviewBy: '2024-08-01' });
  const due = async (on: string) => {
    const list = await head().see<{ rows: { submission: number }[] }>('publication-list', { site: place.site, list: 'review-due', on });
    return list.ok && list.value.rows.map(({ submission }) => submission);
  };
  expect([await due('2024-07-31'), await due('2024-08-01')]).toEqual([[], [published.submission]]);
  expect(await head().call('submission.plan-review', { ...seen(place, published), reviewBy: '2024-02-30' })).toMatchObject({
    code: 'bad-input',
  });
  await head().must('submission.plan-review', { ...seen(place, published), reviewBy: null });
  expect(await due('2024-08-01')).toEqual([]);
});
