// Appeals: raised by a unit, answered by another person than who decided; what they bring has its own day, and what was issued stays.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { terminalActor } from '../../src/domain/permission.ts';
import type { Appeals } from '../../src/views/appeals.ts';
import type { BulletinIssue } from '../../src/views/bulletin-issue.ts';
import type { ScoreLines } from '../../src/views/score-lines.ts';
import { deskRulebook, scoreOf } from '../support/facts.ts';
import { received, seen } from '../support/make.ts';
import { type Acting, type Office, type OfficePerson, office, openWorld, type World } from '../support/world.ts';

let world: World;
let place: Office;
let count = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const rulebook = {
  ...deskRulebook({ countsAt: 'adoption' }),
  rules: [
    ...deskRulebook().rules,
    { id: '扣分', each: { fact: 'deduction' }, points: 'minus-own' },
    { id: '调整', each: { fact: 'adjustment' }, points: 'own' },
  ],
};

beforeEach(async () => {
  count += 1;
  place = await office(world, `appeal${count}`);
  await place.by(terminalActor).must('rulebook.adopt', { site: place.site, rulebook });
});

/** A deduction of the township's, as an import leaves it. */
async function deducted(on: string, points = 5): Promise<number> {
  const unit = place.units.township;
  const made = await world.database.pool.query<{ id: number }>(
    `insert into facts (site_id, fact, unit_id, fact_on, recorded_at, points, note, source_key)
     values ($1, 'deduction', $2, $3, $4, $5, '错别字', $6) returning id`,
    [place.site, unit, on, place.now(), points, `row:${on}`],
  );
  return Number(made.rows[0]?.id);
}
const may = (unit: 'township' | 'town' = 'township') => scoreOf(world, place, unit, '2024-05-01', '2024-05-31');
const june = () => scoreOf(world, place, 'township', '2024-06-01', '2024-06-30');
const about = (fact: number) => ({ site: place.site, unit: place.units.township, about: 'fact', fact, reason: '那是原文如此' });
const raise = (fact: number, who: OfficePerson = 'townshipReporter') =>
  place.as(who).must<{ appeal: number; dueOn: string }>('appeal.raise', about(fact));
const answer = ({ appeal }: { appeal: number }, over: object = {}) => ({
  site: place.site,
  appeal,
  version: 1,
  reason: '核对属实',
  ...over,
});
const codeOf = async (acting: Acting, name: string, input: unknown) => {
  const outcome = await acting.call(name, input);
  return outcome.ok ? 'yes' : [outcome.code, ...outcome.findings.map(({ code }) => code)].join(' ');
};
async function issued(from: string, to: string): Promise<{ bulletin: number; sha256: string }> {
  const body = { title: '通报', issuers: ['县政府办公室'], opening: '现将情况通报如下：', narrative: '见附件。' };
  const draft = await place
    .as('editor')
    .must<{ bulletin: number; version: number }>('bulletin.draft', { site: place.site, from, to, body });
  const input = { site: place.site, bulletin: draft.bulletin, version: draft.version };
  return place
    .as('head')
    .must('bulletin.issue', { ...input, overrule: ['sum', 'rank', 'order'].map((kind) => ({ kind, reason: '测试' })) });
}
const newest = async (): Promise<number> =>
  (await world.db.selectFrom('appeals').select('id').where('site_id', '=', place.site).orderBy('id', 'desc').executeTakeFirstOrThrow()).id;
const listed = async (who: OfficePerson) => {
  const outcome = await place.as(who).see<Appeals>('appeals', { site: place.site, on: place.now().toISOString().slice(0, 10) });
  if (!outcome.ok) return outcome.code;
  return outcome.value.rows.map(({ unit, stateName, thing, overdue }) => `${unit} ${stateName} ${thing}${overdue ? ' 逾期' : ''}`);
};

describe('an appeal against a deduction', () => {
  it('is found on the unit’s line, raised in time, and once', async () => {
    const fact = await deducted('2024-05-10');
    const lines = await place.as('townshipReporter').see<ScoreLines>('score-lines', {
      ...{ site: place.site, unit: 'township', from: '2024-05-01', to: '2024-05-31' },
    });
    expect(lines.ok && lines.value.lines.map(({ factId, points }) => [factId, points])).toEqual([[fact, '-5']]);
    const { dueOn } = await raise(fact);
    // Ten working days; with natural days it would be the 25th.
    expect(dueOn).toBe('2024-05-29');
    const again = place.as('townshipReporter');
    expect(await codeOf(again, 'appeal.raise', about(fact))).toBe('conflict before');
    const late = await deducted('2024-05-11');
    place.at('2024-06-05');
    expect(await codeOf(again, 'appeal.raise', about(late))).toBe('yes');
    await place.as('townshipReporter').must('appeal.take-back', { site: place.site, appeal: await newest(), version: 1 });
    place.at('2024-06-06');
    expect(await codeOf(again, 'appeal.raise', about(late))).toBe('conflict too-late');
    expect(await codeOf(again, 'appeal.raise', { ...about(late), reason: '' })).toBe('conflict reason too-late');
  });

  it('is only for the unit it is about', async () => {
    const fact = await deducted('2024-05-10');
    expect(await codeOf(place.as('townReporter'), 'appeal.raise', about(fact))).toBe('not-found not-found');
    const asTheirs = { ...about(fact), unit: place.units.town };
    expect(await codeOf(place.as('townReporter'), 'appeal.raise', asTheirs)).toBe('not-found not-found');
    expect(await codeOf(place.as('editor'), 'appeal.raise', about(fact))).toBe('forbidden forbidden');
    await raise(fact);
    expect(await listed('townshipReporter')).toEqual(['山口乡 待答复 2024-05-10　扣分　错别字']);
    expect(await listed('townReporter')).toEqual([]);
    expect(await listed('editor')).toHaveLength(1);
    expect(await listed('leader')).toBe('forbidden');
  });

  it('won takes the deduction back on the day of the answer', async () => {
    const fact = await deducted('2024-05-10');
    expect(await may()).toBe('-5');
    const appeal = await raise(fact);
    place.at('2024-06-03');
    await place.as('editor').must('appeal.grant', answer(appeal));
    expect([await may(), await june()]).toEqual(['-5', '5']);
    expect(await listed('townshipReporter')).toEqual(['山口乡 已支持 2024-05-10　扣分　错别字']);
    expect(await codeOf(place.as('townshipReporter'), 'appeal.raise', about(fact))).toBe('conflict gone before');
  });

  it('won in part gives some points, refused gives none, and neither is answered twice', async () => {
    const first = await raise(await deducted('2024-05-10'));
    const second = await raise(await deducted('2024-05-11'));
    expect(await codeOf(place.as('editor'), 'appeal.grant-partly', answer(first))).toBe('bad-input points');
    await place.as('editor').must('appeal.grant-partly', answer(first, { points: 2.5 }));
    await place.as('editor').must('appeal.refuse', answer(second));
    expect(await may()).toBe('-7.5');
    expect(await codeOf(place.as('head'), 'appeal.grant', answer(first))).toBe('stale-version stale-version');
    expect(await codeOf(place.as('head'), 'appeal.grant', answer(second, { version: 2 }))).toBe('wrong-state wrong-state');
  });

  it('taken back may be raised again', async () => {
    const fact = await deducted('2024-05-10');
    const { appeal } = await raise(fact);
    await place.as('townshipReporter').must('appeal.take-back', { site: place.site, appeal, version: 1 });
    await raise(fact);
    expect(await listed('townshipReporter')).toHaveLength(2);
  });

  it('is overdue when nobody answered in time, and that is no state', async () => {
    await raise(await deducted('2024-05-10'));
    place.at('2024-05-29');
    expect(await listed('editor')).toEqual(['山口乡 待答复 2024-05-10　扣分　错别字']);
    place.at('2024-05-30');
    expect(await listed('editor')).toEqual(['山口乡 待答复 2024-05-10　扣分　错别字 逾期']);
  });
});

describe('the time for an appeal', () => {
  it('is counted in natural days where the office has settled that', async () => {
    await place
      .as('head')
      .must('site.configure', { site: place.site, settings: { appeals: { count: 'natural', answerDays: 10, raiseDays: 15 } } });
    expect((await raise(await deducted('2024-05-10'))).dueOn).toBe('2024-05-25');
    const late = await deducted('2024-05-11');
    place.at('2024-05-31');
    expect(await codeOf(place.as('townshipReporter'), 'appeal.raise', about(late))).toBe('conflict too-late');
  });

  it('begins on the day itself where the office has settled that', async () => {
    await place.as('head').must('site.configure', { site: place.site, settings: { deadlines: { dayOne: 'same' } } });
    expect((await raise(await deducted('2024-05-10'))).dueOn).toBe('2024-05-28');
  });

  it('is provisional where it runs into a year that is not loaded, and moves when the year comes; a counted natural day does not', async () => {
    place.at('2026-12-28T10:00');
    const first = await raise(await deducted('2026-12-27'));
    expect(first).toMatchObject({ dueOn: '2027-01-11', provisional: true });
    await place
      .as('head')
      .must('site.configure', { site: place.site, settings: { appeals: { count: 'natural', answerDays: 10, raiseDays: 15 } } });
    const natural = await raise(await deducted('2026-12-28'));
    expect(natural).toMatchObject({ dueOn: '2027-01-07', provisional: false });
    const { moved } = await place.as('systemAdministrator').must<{ moved: number }>('calendar.import', {
      ...{ year: 2027, version: 0, source: '国办发明电〔2026〕9号' },
      days: {
        off: {
          '2026-12-31': '元旦',
          '2027-01-01': '元旦',
          '2027-05-01': '劳动节',
          '2027-10-01': '国庆节',
          '2027-10-02': '国庆节',
          '2027-10-03': '国庆节',
        },
        work: { '2027-01-09': '元旦' },
      },
    });
    expect(moved).toBe(1);
    const rows = await world.db
      .selectFrom('appeals')
      .select(['id', 'due_on', 'due_provisional'])
      .where('site_id', '=', place.site)
      .orderBy('id')
      .execute();
    expect(rows.map(({ due_on, due_provisional }) => [due_on, due_provisional])).toEqual([
      ['2027-01-12', false],
      ['2027-01-07', false],
    ]);
    const told = await world.db
      .selectFrom('history')
      .select(['thing_id', 'detail'])
      .where('site_id', '=', place.site)
      .where('step', '=', 'calendar.import')
      .execute();
    expect(told).toEqual([
      { thing_id: String(first.appeal), detail: { was: '2027-01-11', dueOn: '2027-01-12', year: 2027, provisional: false } },
    ]);
  });
});

describe('an appeal against a bulletin or in a later period', () => {
  it('leaves the issued bulletin as it was, and shows in the next as an adjustment', async () => {
    const fact = await deducted('2024-05-10');
    place.at('2024-06-05');
    const before = await issued('2024-05-01', '2024-05-31');
    const look = async () => {
      const seenIssue = await place
        .as('townshipReporter')
        .see<BulletinIssue>('bulletin-issue', { site: place.site, bulletin: before.bulletin });
      return seenIssue.ok ? JSON.stringify([seenIssue.value.figures, seenIssue.value.document, seenIssue.value.issue]) : seenIssue.code;
    };
    const then = await look();
    const row = { site: place.site, unit: place.units.township, about: 'issue', bulletin: before.bulletin, reason: '少记两条' };
    const one = await place.as('townshipReporter').must<{ appeal: number }>('appeal.raise', row);
    const two = await raise(fact);
    expect(await codeOf(place.as('head'), 'appeal.grant', answer(one, { points: 8 }))).toBe('conflict not-decider');
    await place.as('editor').must('appeal.grant', answer(one, { points: 8 }));
    await place.as('editor').must('appeal.grant', answer(two));
    expect(await look()).toBe(then);
    expect([await may(), await june()]).toEqual(['-5', '13']);
    const lines = await place.as('townshipReporter').see<ScoreLines>('score-lines', {
      ...{ site: place.site, unit: 'township', from: '2024-06-01', to: '2024-06-30' },
    });
    expect(lines.ok && lines.value.lines.map(({ day, points, title }) => `${day} ${points} ${title}`)).toEqual([
      '2024-06-05 5 错别字',
      '2024-06-05 8 申诉：核对属实',
    ]);
    place.at('2024-07-02');
    await issued('2024-06-01', '2024-06-30');
    expect([await may(), await june(), await look()]).toEqual(['-5', '13', then]);
  });

  it('answered on a day that was issued already counts on the first day after it', async () => {
    const fact = await deducted('2024-05-10');
    place.at('2024-05-31T09:00');
    await issued('2024-05-01', '2024-05-31');
    const appeal = await raise(fact);
    place.at('2024-05-31T15:00');
    await place.as('editor').must('appeal.grant-partly', answer(appeal, { points: 3 }));
    expect([await may(), await june()]).toEqual(['-5', '3']);
  });

  it('needs a row of the unit’s own in the bulletin, and one in force', async () => {
    place.at('2024-06-05');
    const { bulletin } = await issued('2024-05-01', '2024-05-31');
    const row = { site: place.site, unit: place.units.township, about: 'issue', bulletin: bulletin + 1, reason: '少记' };
    expect(await codeOf(place.as('townshipReporter'), 'appeal.raise', row)).toBe('not-found not-found');
  });
});

describe('who decided does not answer', () => {
  const newest = async (fact: 'commission' | 'deduction'): Promise<number> => {
    const found = await world.database.pool.query<{ id: number }>('select max(id) as id from facts where site_id = $1 and fact = $2', [
      place.site,
      fact,
    ]);
    return Number(found.rows[0]?.id);
  };

  it('who said that a commission was missed, but who only asked for it does', async () => {
    const given = { site: place.site, title: '防汛', brief: '', due: '2024-05-20', units: [place.units.township] };
    const { commission } = await place.as('editor').must<{ commission: number }>('commission.place', given);
    place.at('2024-05-21');
    const tasks = await world.db
      .selectFrom('commission_tasks')
      .select(['id as task', 'version'])
      .where('site_id', '=', place.site)
      .execute();
    await place.as('head').must('commission.miss', { site: place.site, commission, tasks });
    const appeal = await raise(await newest('commission'));
    expect(await codeOf(place.as('head'), 'appeal.grant', answer(appeal))).toBe('conflict not-decider');
    expect(await codeOf(place.as('editor'), 'appeal.grant', answer(appeal))).toBe('yes');
    // What was won is not held against the unit any longer, in the commission either.
    const [task] = await world.db.selectFrom('commission_tasks').select(['state', 'posted']).where('site_id', '=', place.site).execute();
    expect(task).toEqual({ state: 'excused', posted: false });
  });

  it('who confirmed a wording error', async () => {
    const { submission } = await received(place, { body: '<p>布署工作。</p>' });
    const finding = { site: place.site, submission, word: '布署', correction: '部署', kind: 'typo' };
    const { rectification } = await place.as('editor').must<{ rectification: number }>('finding.record', finding);
    await place.as('head').must('finding.confirm', { site: place.site, rectification, version: 1 });
    const appeal = await raise(await newest('deduction'));
    expect(await codeOf(place.as('head'), 'appeal.grant', answer(appeal))).toBe('conflict not-decider');
    expect(await codeOf(place.as('secondEditor'), 'appeal.grant', answer(appeal))).toBe('yes');
  });
});

describe('an appeal against a rejection', () => {
  it('won opens the item again and takes the refusal back; who rejected does not answer', async () => {
    const item = await received(place);
    const rejected = await place.as('editor').must('submission.reject', { ...seen(place, item), reasonCode: 'stale' });
    const against = { site: place.site, unit: place.units.township, about: 'rejection', submission: item.submission, reason: '是当天的事' };
    const appeal = await place.as('townshipReporter').must<{ appeal: number }>('appeal.raise', against);
    expect(await codeOf(place.as('editor'), 'appeal.grant', answer(appeal))).toBe('conflict not-decider');
    expect(await codeOf(place.as('secondEditor'), 'appeal.grant', answer(appeal, { remedy: 'reverse' }))).toBe('bad-input remedy');
    await place.as('secondEditor').must('appeal.grant', answer(appeal));
    const now = await world.db
      .selectFrom('submissions')
      .selectAll()
      .where('site_id', '=', place.site)
      .where('id', '=', item.submission)
      .executeTakeFirstOrThrow();
    expect([now.state, now.version]).toEqual(['submitted', rejected.version + 1]);
    const facts = await world.db.selectFrom('facts').select('fact').where('site_id', '=', place.site).orderBy('id').execute();
    expect(facts.map(({ fact }) => fact)).toEqual(['submission', 'refusal', 'adjustment']);
    place.at('2024-05-16');
    // Rejected once more, it may be appealed against once more.
    await place.as('editor').must('submission.reject', { ...seen(place, { ...rejected, version: now.version }), reasonCode: 'stale' });
    await place.as('townshipReporter').must('appeal.raise', against);
  });
});
