import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Platform, perform } from '../../src/actions/action.ts';
import { adoptRulebook } from '../../src/actions/adopt-rulebook.ts';
import { draftBulletin } from '../../src/actions/draft-bulletin.ts';
import { issueBulletin } from '../../src/actions/issue-bulletin.ts';
import { showValue } from '../../src/domain/display.ts';
import { exact, fraction, sum } from '../../src/domain/exact.ts';
import { type Actor, terminalActor } from '../../src/domain/permission.ts';
import { bulletinIssue } from '../../src/views/bulletin-issue.ts';
import { item } from '../../src/views/item.ts';
import { linesPerPage } from '../../src/views/lines.ts';
import { ranking } from '../../src/views/ranking.ts';
import { rulebook } from '../../src/views/rulebook.ts';
import { type ScoreLines, scoreLines } from '../../src/views/score-lines.ts';
import { sites } from '../../src/views/sites.ts';
import { openWorld, type World } from '../support/world.ts';
import { accepted, platformOf } from './offices.ts';
import { addFacts, makeSmallSite, type NewFact, smallRulebook } from './small-site.ts';

const january = { from: '2024-01-01', to: '2024-01-31' } as const;
const february = { from: '2024-02-01', to: '2024-02-29' } as const;

let world: World;
let platform: Platform;
let pool: pg.Pool;
let items: number[];
let bulletin: number;
let clock = new Date('2024-02-03T00:00:00Z');

const pointsOf = (text: string) => {
  const [top = '', bottom] = text.split('/');
  return bottom === undefined ? exact(top) : fraction(BigInt(top), BigInt(bottom));
};
const lines = async (unit: string, figure: string, period: { from: string; to: string }, more: object = {}) =>
  accepted(await scoreLines(pool, terminalActor, { site: 'small', unit, figure, ...period, ...more }));

beforeAll(async () => {
  world = await openWorld();
  platform = platformOf(world, () => clock);
  pool = world.database.pool;
  const made = await makeSmallSite(world, ['甲的信息', '联合信息', '撤下的信息', '批示多的信息', '迟到的信息', '又一条批示']);
  items = made.items;
  const { units } = made;
  accepted(await perform(platform, terminalActor, adoptRulebook, { site: 'small', rulebook: smallRulebook }));
  const on = '2024-01-10';
  const [, , , withdrawn] = await addFacts(world, units, [
    { fact: 'adoption', unit: '甲局', on, item: items[0]! },
    { fact: 'adoption', unit: '甲局', on, item: items[1]!, source: 'J', share: [1, 3] },
    { fact: 'adoption', unit: '乙局', on, item: items[1]!, source: 'J', share: [2, 3], lead: false },
    { fact: 'adoption', unit: '甲局', on, item: items[2]! },
    { fact: 'instruction', unit: '甲局', on, item: items[3]! },
    { fact: 'instruction', unit: '甲局', on, item: items[3]! },
    { fact: 'instruction', unit: '甲局', on: '2024-01-11', item: items[5]! },
    { fact: 'bonus', unit: '甲局', on },
    { fact: 'adoption', unit: '甲局', on: '2024-02-05', item: items[0]! },
    ...Array.from({ length: 4 }, (): NewFact => ({ fact: 'submission', unit: '甲局', on })),
  ]);
  await addFacts(world, units, [{ fact: 'adjustment', unit: '甲局', on: '2024-01-20', ref: withdrawn! }]);
  const body = { title: '一月通报', issuers: ['办公室'], opening: '现通报如下。', narrative: '一月情况见附件。', issuedOn: '2024-02-03' };
  const draft = accepted(await perform(platform, terminalActor, draftBulletin, { site: 'small', ...january, body }));
  accepted(await perform(platform, terminalActor, issueBulletin, { site: 'small', ...draft }));
  bulletin = draft.bulletin;
  clock = new Date('2024-02-20T00:00:00Z');
  await addFacts(world, units, [{ fact: 'adoption', unit: '乙局', on: '2024-01-15', item: items[4]!, recorded: '2024-02-20T00:00:00Z' }]);
});
afterAll(() => world.close());

describe('the ranking', () => {
  it('shows an issued period as frozen, under its number, and points late entries to the next period', async () => {
    const seen = accepted(await ranking(pool, terminalActor, { site: 'small', ...january }));
    expect(seen.issue).toMatchObject({ bulletin, year: 2024, number: 1 });
    const rows = seen.tables[0]!.rows.map((row) => [row.unit, ...row.cells.slice(2).map((cell) => cell.shown)]);
    expect(rows).toEqual([
      ['甲局', '2', '2', '1.33', '6.67', '15', '0', '2', '4', '50.0%', '66.7%', '21.67'],
      ['乙局', '1', '1', '0.67', '3.33', '0', '0', '1', '0', '—', '33.3%', '3.33'],
      ['丙局', '0', '0', '0.00', '0', '0', '0', '0', '0', '—', '0.0%', '0'],
    ]);
    expect(seen.late).toMatchObject({
      count: 1,
      entries: [{ title: '迟到的信息', unit: '乙局', on: '2024-01-15', countsOn: '2024-02-01' }],
    });
  });

  it('shows an open period as the facts give it now, with what came late for an issued one', async () => {
    const seen = accepted(await ranking(pool, terminalActor, { site: 'small', ...february }));
    expect(seen.issue).toBeNull();
    const adopted = seen.tables[0]!.rows.map((row) => [row.unit, row.cells[2]!.shown]);
    expect(Object.fromEntries(adopted)).toEqual({ 甲局: '1', 乙局: '1', 丙局: '0' });
    const late = await lines('乙局', '采用条数', february);
    expect(late.lines).toMatchObject([{ title: '迟到的信息', note: '补记', day: '2024-02-01' }]);
  });

  it('names the neighbouring periods by whole months', async () => {
    const seen = accepted(await ranking(pool, terminalActor, { site: 'small', ...february }));
    expect([seen.previous.name, seen.next.name]).toEqual(['2024年1月', '2024年3月']);
    const quarter = accepted(await ranking(pool, terminalActor, { site: 'small', from: '2024-01-01', to: '2024-03-31' }));
    expect([quarter.previous.name, quarter.next.name]).toEqual(['2023年第四季度', '2024年第二季度']);
  });
});

describe('the lines of a figure', () => {
  it.each([january, february])('add up to every figure of every unit, from $from', async (period) => {
    const seen = accepted(await ranking(pool, terminalActor, { site: 'small', ...period }));
    for (const row of seen.tables[0]!.rows) {
      for (const cell of row.cells.slice(2)) {
        const opened = await lines(row.unit, cell.opens!.figure, period, { group: '部门' });
        const where = `${row.unit} ${cell.opens!.figure}`;
        expect(opened.figure.shown, where).toBe(cell.shown);
        expect(opened.now, where).toBeNull();
        if (opened.kind === 'formula') continue;
        expect(opened.sum, where).toBe(cell.shown);
        expect(showValue(sum(opened.lines.map((line) => pointsOf(line.points)))), where).toBe(showValue(exact(cell.shown)));
      }
    }
  });

  it('say why: a share, a reversal, a cap, an unmet condition', async () => {
    const total = await lines('甲局', '得分', january);
    const said = total.lines.map(({ ruleName, points, note, attributes }) => [ruleName, points, note, ...attributes]);
    expect(said).toContainEqual(['采用信息', '5/3', null, '占1/3']);
    expect(said).toContainEqual(['采用信息', '-5', '撤销']);
    expect(said).toContainEqual(['批示封顶', '-5', '封顶']);
    expect(said).toContainEqual([null, '-7', '不满足计分条件']);
    expect(total.rules.map(({ rule, points }) => [rule, points])).toEqual([
      ['采用', '20/3'],
      ['批示', '20'],
      ['达标', '7'],
      ['批示封顶', '-5'],
    ]);
  });

  it('can be narrowed to one rule', async () => {
    const seen = await lines('甲局', '得分', january, { rule: '批示' });
    expect(seen.lines.map((line) => line.ruleName)).toEqual(['领导批示', '领导批示']);
    expect([seen.count, seen.sum]).toEqual([2, '20']);
    expect(seen.rules).toHaveLength(4);
  });

  it('open a rate into its two counts, a rank into its keys, and a figure of the year into the days of the year', async () => {
    const rate = await lines('甲局', '采用率', january);
    expect(rate).toMatchObject({ kind: 'formula', formula: '采用条数 / 报送条数' });
    expect(rate.parts.map(({ figure, shown }) => [figure, shown])).toEqual([
      ['采用条数', '2'],
      ['报送条数', '4'],
    ]);
    const rank = await lines('乙局', '名次', january);
    expect([rank.figure.shown, rank.parts.map((part) => part.figure)]).toEqual(['2', ['得分']]);
    const year = await lines('甲局', '全年采用', february);
    expect([year.figure.shown, year.over?.from, year.over?.to, year.count]).toEqual(['3', '2024-01-01', '2024-02-29', 5]);
  });

  it('come in pages of 200, each line once, with the sum of all', async () => {
    const { units } = await makeSmallSite(world, [], 'many');
    accepted(await perform(platform, terminalActor, adoptRulebook, { site: 'many', rulebook: smallRulebook }));
    const facts = Array.from(
      { length: 450 },
      (_, at): NewFact => ({ fact: 'adoption', unit: '甲局', on: `2024-03-${String((at % 28) + 1).padStart(2, '0')}` }),
    );
    await addFacts(world, units, facts, 'many');
    const march = { from: '2024-03-01', to: '2024-03-31' };
    const keys: string[] = [];
    let next: string | null = null;
    let pages = 0;
    do {
      const page: ScoreLines = accepted(
        await scoreLines(pool, terminalActor, {
          site: 'many',
          unit: '甲局',
          figure: '采用条数',
          ...march,
          ...(next ? { after: next } : {}),
        }),
      );
      expect(page.lines.length).toBeLessThanOrEqual(linesPerPage);
      expect([page.sum, page.count]).toEqual(['450', 450]);
      keys.push(...page.lines.map((line) => line.key));
      next = page.next;
      pages += 1;
    } while (next !== null);
    expect(pages).toBe(3);
    expect(new Set(keys).size).toBe(450);
  });

  it('refuse a unit, a figure and days that are not there, and say which', async () => {
    const look = (more: object) => scoreLines(pool, terminalActor, { site: 'small', unit: '甲局', ...january, ...more });
    const refused = async (more: object) => {
      const outcome = await look(more);
      return outcome.ok ? 'seen' : [outcome.code, outcome.findings[0]?.where];
    };
    expect(await refused({ unit: '丁局' })).toEqual(['not-found', 'unit']);
    expect(await refused({ figure: '没有' })).toEqual(['not-found', 'figure']);
    expect(await refused({ over: '1999-01-01..1999-12-31' })).toEqual(['bad-input', 'over']);
    expect(await refused({ to: '2024-02-30' })).toEqual(['bad-input', 'to']);
    expect(await refused({ to: '2023-01-01' })).toEqual(['bad-input', 'to']);
    expect(await refused({ from: '1024-01-01' })).toEqual(['bad-input', 'to']);
  });
});

describe('an item', () => {
  it('shows its facts of all units with shares, what took them back, and what each earned', async () => {
    const joint = accepted(await item(pool, terminalActor, { site: 'small', item: items[1]! }));
    expect(joint.facts.map((fact) => [fact.unit.name, fact.share, fact.earned[0]?.points])).toEqual([
      ['甲局', { top: 1, bottom: 3 }, '5/3'],
      ['乙局', { top: 2, bottom: 3 }, '10/3'],
    ]);
    expect(joint.issues).toMatchObject([{ bulletin, number: 1 }]);
    const withdrawn = accepted(await item(pool, terminalActor, { site: 'small', item: items[2]! }));
    expect(withdrawn.facts.map((fact) => [fact.fact, fact.reversedBy.length])).toEqual([
      ['adoption', 1],
      ['adjustment', 0],
    ]);
    expect(withdrawn.earned).toMatchObject([{ name: '甲局', points: '0' }]);
  });
});

describe('an issued bulletin', () => {
  it('shows what was frozen, and the chain of corrections', async () => {
    const seen = accepted(await bulletinIssue(pool, terminalActor, { site: 'small', bulletin }));
    expect(seen).toMatchObject({ state: 'issued', document: { title: '一月通报' }, corrects: null, correctedBy: null, files: [] });
    expect(seen.issue.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(seen.history.map((entry) => entry.step)).toEqual(['bulletin.draft', 'bulletin.issue']);
    expect(seen.tables[0]!.rows).toHaveLength(3);
  });

  it('is not there before it is issued', async () => {
    const body = { title: '二月通报', issuers: ['办公室'], opening: '。', narrative: '。' };
    const draft = accepted(await perform(platform, terminalActor, draftBulletin, { site: 'small', ...february, body }));
    const outcome = await bulletinIssue(pool, terminalActor, { site: 'small', bulletin: draft.bulletin });
    expect(outcome.ok ? 'seen' : outcome.findings[0]?.code).toBe('not-issued');
  });
});

describe('the rulebook', () => {
  it('shows the one in force on a day, its rules in words', async () => {
    accepted(
      await perform(platform, terminalActor, adoptRulebook, {
        site: 'small',
        rulebook: { ...smallRulebook, name: '新办法', from: '2024-06-01' },
      }),
    );
    const look = async (on?: string) => accepted(await rulebook(pool, terminalActor, { site: 'small', ...(on ? { on } : {}) }));
    expect((await look('2024-05-31')).name).toBe('小站计分办法');
    expect((await look('2024-05-31')).until).toBe('2024-05-31');
    expect((await look('2024-06-01')).name).toBe('新办法');
    expect((await look()).name).toBe('新办法');
    expect((await look('2020-01-01')).name).toBe('小站计分办法');
    expect((await look()).rules[0]).toMatchObject({ name: '采用信息', words: expect.stringContaining('5分') });
  });
});

describe('the sites', () => {
  it('list issued bulletins and the months and quarters that have facts', async () => {
    const [small] = accepted(await sites(pool, terminalActor, { site: 'small' })).sites;
    expect(small!.units).toBe(3);
    expect(small!.issues).toMatchObject([{ bulletin, number: 1, title: '一月通报', forwards: false, superseded: false }]);
    expect(small!.years).toMatchObject([
      { year: { name: '2024年' }, quarters: [{ name: '2024年第一季度' }], months: [{ name: '2024年1月' }, { name: '2024年2月' }] },
    ]);
  });

  it('show a site without anything', async () => {
    await world.db.insertInto('sites').values({ id: 'blank', name: '空站', recorded_at: new Date() }).execute();
    const [blank] = accepted(await sites(pool, terminalActor, { site: 'blank' })).sites;
    expect(blank).toMatchObject({ units: 0, rulebook: null, issues: [], years: [] });
    expect(accepted(await ranking(pool, terminalActor, { site: 'blank', ...january }))).toMatchObject({ rulebook: null, tables: [] });
  });
});

const looks: Readonly<Record<string, (actor: Actor) => Promise<{ ok: boolean; code?: string }>>> = {
  sites: (actor) => sites(pool, actor, { site: 'small' }),
  ranking: (actor) => ranking(pool, actor, { site: 'small', ...january }),
  'score-lines': (actor) => scoreLines(pool, actor, { site: 'small', unit: '甲局', ...january }),
  item: (actor) => item(pool, actor, { site: 'small', item: items[0]! }),
  'bulletin-issue': (actor) => bulletinIssue(pool, actor, { site: 'small', bulletin }),
  rulebook: (actor) => rulebook(pool, actor, { site: 'small' }),
};

describe.each(Object.keys(looks))('%s', (name) => {
  const look = looks[name]!;
  it('is seen by those it is for, refused to those who only know the site, and unknown to everyone else', async () => {
    expect((await look({ name: '编辑', grants: [{ role: 'editor', site: 'small' }] })).ok).toBe(true);
    expect((await look({ name: '审计', grants: [{ role: 'auditor' }] })).ok).toBe(true);
    expect((await look({ name: '管理员', grants: [{ role: 'system-administrator' }] })).code).toBe('forbidden');
    expect((await look({ name: '别站', grants: [{ role: 'head', site: 'many' }] })).code).toBe('not-found');
    expect((await look({ name: '无', grants: [] })).code).toBe('not-found');
  });

  it('asks the database a fixed number of questions, however much there is', async () => {
    const count = async (): Promise<number> => {
      let queries = 0;
      const original = pool.connect.bind(pool);
      const connect = async () => {
        const client = await original();
        const query = client.query;
        const release = client.release;
        client.query = ((...args: unknown[]) => {
          queries += 1;
          return (query as (...given: unknown[]) => unknown).apply(client, args);
        }) as typeof client.query;
        client.release = (error) => {
          client.query = query;
          client.release = release;
          release.call(client, error);
        };
        return client;
      };
      pool.connect = connect as typeof pool.connect;
      try {
        expect((await look(terminalActor)).ok).toBe(true);
      } finally {
        pool.connect = original;
      }
      return queries;
    };
    const before = await count();
    const units = new Map(
      (await world.db.selectFrom('units').select(['id', 'key']).where('site_id', '=', 'small').execute()).map((unit) => [
        unit.key,
        unit.id,
      ]),
    );
    await addFacts(
      world,
      units,
      Array.from({ length: 300 }, (_, at): NewFact => ({ fact: 'submission', unit: ['甲局', '乙局', '丙局'][at % 3]!, on: '2025-07-01' })),
    );
    expect(await count()).toBe(before);
    // Two open and close the reading; scoring a period takes nine, whatever it scores.
    const scored = name === 'score-lines' || name === 'item';
    expect(before).toBeLessThanOrEqual(2 + 6 + (scored ? 9 : 0));
  });
});
