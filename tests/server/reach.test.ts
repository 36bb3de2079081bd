// Every role × every action and view: what is not held is refused and changes nothing, and no list shows what a single look would hide.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyAction } from '../../src/actions/action.ts';
import { actions } from '../../src/actions/index.ts';
import { type Actor, may, mayIn, type Placed } from '../../src/domain/permission.ts';
import { indexSearches } from '../../src/jobs/index-search.ts';
import { rescanTexts } from '../../src/jobs/rescan-texts.ts';
import type { TextFinding } from '../../src/text/finding.ts';
import { views } from '../../src/views/index.ts';
import type { ScoreLines } from '../../src/views/score-lines.ts';
import type { View } from '../../src/views/view.ts';
import { drafted, inReview, received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, testTools, type World } from '../support/world.ts';
import { inputFor, type Pools, randomFrom } from './schema-inputs.ts';

const everybody = [
  ...['reporter', 'colleague', 'reviewer', 'secondReviewer', 'schoolReporter', 'townReporter', 'townReviewer', 'townshipReporter'],
  ...['editor', 'head', 'disclosureClerk', 'disclosureHead', 'leader', 'client'],
  ...['systemAdministrator', 'securityAdministrator', 'auditor'],
] as readonly OfficePerson[];

/** An item whose title nobody else has, and how it is placed. */
interface Marked {
  readonly id: number;
  readonly mark: string;
  readonly placed: Placed;
  /** On the site for everybody: search tells of it too. */
  readonly published?: true;
}

/** Errors in items: one of a published item that its unit was told of, one that nobody has confirmed. */
const errors: { readonly rectification: number; readonly notice: number }[] = [];
async function withErrors(place: Office, told: number, untold: number): Promise<void> {
  const { site } = place;
  const find = (submission: number) =>
    place
      .as('editor')
      .must<{ rectification: number }>('finding.record', { site, submission, word: '部署校园', correction: '布置校园', kind: 'typo' });
  const { rectification } = await find(told);
  await place.as('head').must('finding.confirm', { site, rectification, version: 1 });
  const { notice } = await place
    .as('editor')
    .must<{ notice: number }>('rectification.notify', { site, items: [{ rectification, version: 2 }], dueOn: '2024-05-20' });
  errors.push({ rectification, notice }, { ...(await find(untold)), notice });
}

let world: World;
let here: Office;
let there: Office;
const marked: Marked[] = [];
const commissions: number[] = [];
const tasks: number[] = [];
/** What inspections found, each with words nobody else has: confirmed of a unit, or still the office's own. */
const foundMarks: Pick<Marked, 'mark' | 'placed'>[] = [];
const inspectionIds: number[] = [];
const letterIds: number[] = [];

/** An inspection of two units; what was found of the bureau is confirmed, of the town not yet. */
async function inspected(place: Office): Promise<void> {
  const { site, units } = place;
  const editor = place.as('editor');
  const kept = (unit: number) =>
    editor.must<{ subject: number }>('inspection-subject.save', { site, kind: 'site', name: `密${site}网站${unit}`, unit });
  const [bureau, town] = [await kept(units.bureau), await kept(units.town)];
  const days = { from: '2024-05-01', to: '2024-05-31' };
  const plan = { site, name: '检查', method: 'whole', kinds: ['site'], ...days };
  const planned = await editor.must<{ inspection: number; version: number }>('inspection.plan', plan);
  const { inspection, version } = planned;
  await editor.must('inspection.start', { site, inspection, version });
  inspectionIds.push(inspection);
  const found = (subject: number, mark: string) =>
    editor.must<{ finding: number }>('inspection-finding.record', {
      ...{ site, inspection, subject, indicator: 'other', on: '2024-05-10', body: mark },
    });
  const { finding } = await found(bureau.subject, `密${site}已核实`);
  await place.as('head').must('inspection-finding.confirm', { site, finding, version: 1 });
  const handed = await editor.must<{ rectification: number }>('inspection-finding.rectify', { site, finding, version: 2 });
  const items = [{ rectification: handed.rectification, version: 1 }];
  const { notice } = await editor.must<{ notice: number }>('rectification.notify', { site, items, dueOn: '2024-05-20' });
  errors.push({ ...handed, notice });
  await found(town.subject, `密${site}待核实`);
  foundMarks.push(
    { mark: `密${site}网站${units.bureau}`, placed: { site, units: [units.bureau] } },
    { mark: `密${site}网站${units.town}`, placed: { site, units: [units.town] } },
    { mark: `密${site}已核实`, placed: { site, units: [units.bureau] } },
    { mark: `密${site}待核实`, placed: { site } },
  );
}

beforeAll(async () => {
  world = await openWorld();
  here = await office(world, 'here');
  there = await office(world, 'there');
  for (const place of [here, there]) {
    await inspected(place);
    for (const [who, unit] of [
      ['reporter', 'bureau'],
      ['colleague', 'bureau'],
      ['schoolReporter', 'school'],
      ['townReporter', 'town'],
      ['townshipReporter', 'township'],
    ] as const) {
      const mark = `密${place.site}${who}件`;
      const { submission } = await drafted(place, who, unit, { title: mark });
      marked.push({
        id: submission,
        mark,
        placed: { site: place.site, units: [place.units[unit]], author: place.people[who], unsent: true },
      });
    }
    const bureau = { site: place.site, units: [place.units.bureau], author: place.people.reporter };
    const township = { site: place.site, units: [place.units.township], author: place.people.townshipReporter };
    const waiting = await inReview(place, { title: `密${place.site}待审件` });
    marked.push({ id: waiting.submission, mark: `密${place.site}待审件`, placed: bureau });
    const sent = await received(place, { title: `密${place.site}已报件` });
    marked.push({ id: sent.submission, mark: `密${place.site}已报件`, placed: township });
    const out = await received(place, { title: `密${place.site}已发件` });
    const adopted = await place.as('editor').must('submission.adopt', { ...seen(place, out), outlets: [{ outlet: place.outlets.site }] });
    await place.as('head').must('submission.publish', seen(place, adopted));
    await withErrors(place, out.submission, waiting.submission);
    marked.push({ id: out.submission, mark: `密${place.site}已发件`, placed: township, published: true });
    const joint = await received(place, { title: `密${place.site}联合件`, jointIds: [place.units.town] });
    marked.push({
      id: joint.submission,
      mark: `密${place.site}联合件`,
      placed: { ...township, units: [place.units.township, place.units.town] },
    });
    const named = `密${place.site}限人件`;
    const { submission } = await drafted(place, 'reporter', 'bureau', { title: named });
    await place.as('reporter').must('submission.limit-access', {
      site: place.site,
      submission,
      version: 1,
      people: [place.people.reporter, place.people.reviewer],
    });
    marked.push({
      id: submission,
      mark: named,
      placed: { ...bureau, people: [place.people.reporter, place.people.reviewer], unsent: true },
    });
    await commissioned(place, submission);
    const told = await place.as('editor').must<{ sent: { letter: number }[] }>('letter.send', {
      ...{ site: place.site, from: '2024-05-01', to: '2024-05-15', units: [place.units.school] },
    });
    letterIds.push(...told.sent.map(({ letter }) => letter));
  }
  await indexSearches(here.platform);
  await rescanned();
});

/** What is found in all that is published: the first word of each text. */
const findings: number[] = [];
async function rescanned(): Promise<void> {
  const first = (text: string): TextFinding => {
    const said = { kind: 'forbidden', severity: 'error', suggestions: [], rule: '词表', message: '不用' } as const;
    return { ...said, start: 0, end: 6, text: text.slice(0, 6) };
  };
  for (const place of [here, there]) await place.as('editor').must('rescan.want', { site: place.site });
  await rescanTexts(here.platform, { readerOf: async () => ({ stamp: 'a', look: async (text) => [first(text)] }) });
  const held = await world.db.selectFrom('rescan_findings').select('id').execute();
  findings.push(...held.map(({ id }) => id));
  expect(findings.length).toBeGreaterThan(1);
}
afterAll(() => world.close());

/** A commission that the bureau answers with an item of few people, the township with a draft, and the town not yet. */
async function commissioned(place: Office, limited: number): Promise<void> {
  const { bureau, township, town } = place.units;
  const given = { title: '防汛工作信息', brief: '', due: '2024-05-31', units: [bureau, township, town] };
  const { commission } = await place.as('editor').must<{ commission: number }>('commission.place', { site: place.site, ...given });
  commissions.push(commission);
  const placed = await world.db.selectFrom('commission_tasks').selectAll().where('site_id', '=', place.site).orderBy('id').execute();
  tasks.push(...placed.map(({ id }) => id));
  const answered = async (who: OfficePerson, unit: number, submission: number) =>
    place.as(who).must('commission.answer', {
      ...{ site: place.site, task: placed.find(({ unit_id }) => unit_id === unit)?.id, version: 1, submission },
    });
  await answered('reporter', bureau, limited);
  const draft = marked.find(({ mark }) => mark === `密${place.site}townshipReporter件`);
  await answered('townshipReporter', township, draft?.id ?? 0);
}

const pools = (): Pools => {
  const ids = marked.map(({ id }) => id);
  const units = Object.values(here.units);
  const people = Object.values(here.people);
  return {
    site: ['here'],
    submission: ids,
    item: ids,
    lead: ids,
    other: ids,
    commission: commissions,
    task: tasks,
    version: [1, 2, 3],
    unit: units,
    person: people,
    inspection: inspectionIds,
    letter: letterIds,
    from: ['2024-05-01'],
    to: ['2024-05-31'],
    text: ['密'],
    limit: [50],
    rectification: errors.map(({ rectification }) => rectification),
    finding: findings,
    notice: errors.map(({ notice }) => notice),
  };
};

describe('what an actor may read', () => {
  // The published model and ranking pages are for all units; nothing of this office was shown as a model, so no page shows all titles.
  it.each(views.map((view) => view.view))('is all that the view %s shows', async (name) => {
    const view = views.find((one) => one.view === name) as View<never, unknown>;
    const random = randomFrom(name.length * 7919);
    let shown = 0;
    for (const who of everybody) {
      const { actor } = here.as(who);
      // What was published is everybody's to find, and to be told of where a text is much like it.
      const open = (one: Marked): boolean =>
        (name === 'search' || name === 'submission-checks') &&
        one.published === true &&
        may(actor, 'site.read', { site: one.placed.site ?? '' });
      const hidden = [
        ...marked.filter((one) => !may(actor, 'submission.read', one.placed) && !open(one)),
        ...foundMarks.filter(({ placed }) => !may(actor, 'inspection.read', placed)),
      ];
      for (let round = 0; round < 12; round += 1) {
        const input = inputFor(view.input, random, pools()) as Record<string, unknown>;
        const outcome = await view(world.database.pool, actor, input as never, testTools);
        if (outcome.ok) shown += 1;
        const told = JSON.stringify(outcome);
        for (const { mark } of hidden) expect(told.includes(mark), `${name} tells ${who} of ${mark}: ${JSON.stringify(input)}`).toBe(false);
      }
    }
    // A view that nobody can open would prove nothing, but for those that stand for one thing that is not here.
    if (!oneThing.has(name)) expect(shown).toBeGreaterThan(0);
  });

  /** Views of one bulletin, file or expert's link: the office has none. */
  const oneThing = new Set([
    'bulletin',
    'bulletin-issue',
    'inspection-issue',
    'file',
    'rulebook',
    'item',
    'score-lines',
    'submission-version',
    'version-difference',
  ]);

  it('of the lines behind a score is one’s own unit’s, where no more is held: other units are not there, and an unpublished item of another is not named', async () => {
    const rulebook = {
      ...{ name: '计分办法', from: '2024-01-01', countsAt: 'adoption' },
      rules: [{ id: '采用', each: { fact: 'adoption' }, points: 5 }],
      figures: [{ name: '连同下级', points: 'all', tree: 'all' }],
      rank: { by: ['得分'], ties: 'competition' },
    };
    const own = await office(world, 'lines');
    await own.as('head').must('rulebook.adopt', { site: 'lines', rulebook });
    const outlets = [{ outlet: own.outlets.site }];
    const out = await received(own, { title: '已发的件' });
    await own
      .as('head')
      .must('submission.publish', seen(own, await own.as('editor').must('submission.adopt', { ...seen(own, out), outlets })));
    // The town has half of it: it counts for the town, and is the township's to read until it is published.
    const joint = await received(own, { title: '未发的联合件', jointIds: [own.units.town] });
    await own.as('editor').must('submission.adopt', { ...seen(own, joint), outlets });
    const month = { site: 'lines', from: '2024-05-01', to: '2024-05-31' };
    const lines = async (who: OfficePerson, unit: string): Promise<string> => {
      const outcome = await own.as(who).see<ScoreLines>('score-lines', { ...month, unit });
      return outcome.ok ? `${outcome.value.figure.shown}: ${outcome.value.lines.map(({ title }) => title).join('、')}` : outcome.code;
    };
    expect(await lines('editor', 'town')).toBe('2.5: 未发的联合件');
    expect(await lines('townshipReporter', 'township')).toBe('7.5: 已发的件、未发的联合件');
    expect(await lines('townReporter', 'town')).toBe('2.5: 他人报送、尚未发布的信息');
    expect(await lines('townReviewer', 'town')).toBe('2.5: 未发的联合件');
    for (const [who, unit] of [
      ['townReporter', 'township'],
      ['townReporter', 'nowhere'],
      ['reviewer', 'town'],
      ['schoolReporter', 'bureau'],
    ] as const)
      expect(await lines(who, unit), `${who} ${unit}`).toBe('not-found');
    // A reviewer reaches the units below.
    expect(await lines('reviewer', 'school')).toBe('0: ');
    expect(await lines('systemAdministrator', 'town')).toBe('forbidden');

    // A figure that rolls up counts what the units below bring, and tells only whoever reaches those.
    const draft = await drafted(own, 'schoolReporter', 'school', { title: '学校的件' });
    const sent = await own.as('schoolReporter').must('submission.submit', seen(own, draft));
    const signed = await own.as('reviewer').must('submission.approve', seen(own, sent));
    await own.as('editor').must('submission.adopt', { ...seen(own, signed), outlets });
    const rolled = async (who: OfficePerson) => {
      const outcome = await own.as(who).see<ScoreLines>('score-lines', { ...month, unit: 'bureau', figure: '连同下级' });
      return outcome.ok
        ? [outcome.value.figure.shown, ...outcome.value.lines.map((line) => `${line.unitName} ${line.title}`)]
        : outcome.code;
    };
    expect(await rolled('reviewer')).toEqual(['5', '第一小学 学校的件']);
    expect(await rolled('reporter')).toEqual(['5', '其他单位 null']);
  });

  it('is seen by whoever may, in the list and alone', async () => {
    const titles = async (who: OfficePerson): Promise<string> =>
      JSON.stringify([
        await here.as(who).see('my-submissions', { site: 'here' }),
        await here.as(who).see('review-queue', { site: 'here' }),
        await here.as(who).see('desk', { site: 'here' }),
      ]);
    expect(await titles('reporter')).toContain('密herereporter件');
    expect(await titles('reporter')).not.toContain('密herecolleague件');
    expect(await titles('reviewer')).toContain('密here待审件');
    expect(await titles('editor')).toContain('密here已报件');
    for (const who of everybody) {
      const { actor } = here.as(who);
      for (const { id, placed } of marked.filter((one) => one.placed.site === 'here')) {
        const outcome = await here.as(who).see('submission', { site: 'here', submission: id });
        const reads = may(actor, 'submission.read', placed);
        expect(outcome.ok ? 'seen' : outcome.code, `${who} ${id}`).toMatch(reads ? /^seen$/ : /^(not-found|forbidden)$/);
      }
    }
  });
});

/** Everything that can be changed, in short. */
async function state(): Promise<string> {
  const { rows } = await world.database.pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
  );
  const sums: string[] = [];
  for (const { name } of rows) {
    const found = await world.database.pool.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as sum from ${name} t`,
    );
    sums.push(`${name} ${found.rows[0]?.sum}`);
  }
  return sums.join('\n');
}

const anybody: Actor = { name: '某人', grants: [{ role: 'member' }, { role: 'visitor' }] };

describe('what an actor may not do', () => {
  const open = actions as unknown as readonly AnyAction[];
  it.each(open.map(({ name }) => name))('is refused and changes nothing: %s', async (name) => {
    const action = open.find((one) => one.name === name) as AnyAction;
    const random = randomFrom(name.length * 104_729);
    const before = await state();
    let asked = 0;
    for (const who of everybody) {
      // Roles of this office, tried on the office itself and on the other one, where nobody of this one holds anything by site.
      for (const site of ['here', 'there']) {
        const actor: Actor = here.as(who).actor;
        const input = inputFor(action.input, random, { ...pools(), site: [site] }) as Record<string, unknown>;
        const place = action.siteOf(input);
        if (mayIn(actor, action.needs, place)) continue;
        asked += 1;
        const outcome = await here.as(who).call(name, input);
        expect(outcome.ok ? 'done' : outcome.code, `${who} ${JSON.stringify(input)}`).toMatch(/^(forbidden|bad-input)$/);
      }
    }
    // What everybody may do with their own account, or strangers with a code, nobody is refused.
    if (!mayIn(anybody, action.needs, undefined)) expect(asked).toBeGreaterThan(0);
    expect(await state()).toBe(before);
  });

  it('is refused on things of other units, as if they were not there', async () => {
    const theirs = marked.filter(({ placed }) => placed.site === 'here');
    const before = await state();
    const steps = open.filter(({ name, inside, subject }) => name.startsWith('submission.') && !inside && subject);
    expect(steps.length).toBeGreaterThan(10);
    for (const who of everybody) {
      const { actor } = here.as(who);
      for (const action of steps) {
        for (const { id, placed } of theirs) {
          if (may(actor, action.needs, placed)) continue;
          const random = randomFrom(id);
          const input = { ...(inputFor(action.input, random, pools()) as object), site: 'here', submission: id, version: 1 };
          const outcome = await here.as(who).call(action.name, input);
          if (action.input.properties?.['submission'] === undefined) continue;
          expect(outcome.ok ? 'done' : outcome.code, `${who} ${action.name} ${id}`).toMatch(/^(forbidden|not-found|bad-input)$/);
        }
      }
    }
    expect(await state()).toBe(before);
  });
});
