// What was sent again: groups of a period, each with the first of them, and the same counts in the figures of reporting.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexSearches } from '../../src/jobs/index-search.ts';
import type { ReportedItems } from '../../src/views/reported-items.ts';
import type { SimilarGroups, SimilarGroupsInput } from '../../src/views/similar-groups.ts';
import type { ReportingProblems } from '../../src/views/unit-month.ts';
import { dice } from '../support/dice.ts';
import { drafted, received, seen } from '../support/make.ts';
import { type Office, type OfficePerson, office, openWorld, type Stepped, type World } from '../support/world.ts';

let world: World;
let place: Office;
const of = { site: 'office' };
const may = { ...of, from: '2024-05-01', to: '2024-05-31' };
const roll = dice(7);
const hanzi = (length: number): string => Array.from({ length }, () => String.fromCharCode(0x4e00 + roll(3000))).join('');
const body = (text: string): string => `<p>${text}</p>`;
async function fromTown(over: object): Promise<Stepped> {
  const sent = await place.as('townReporter').must('submission.submit', seen(place, await drafted(place, 'townReporter', 'town', over)));
  return place.as('townReviewer').must('submission.approve', seen(place, sent));
}
async function look<T>(view: string, input: object, who: OfficePerson = 'editor'): Promise<T> {
  await indexSearches(place.platform);
  const outcome = await place.as(who).see<T>(view, input);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}
const groups = async (over: Partial<SimilarGroupsInput> = {}, who: OfficePerson = 'editor') => {
  const { rows, next } = await look<SimilarGroups>('similar-groups', { ...may, ...over }, who);
  return {
    next,
    groups: rows.map(({ first, repeated }) => [first.title, ...repeated.map(({ title, kind }) => `${title} ${kind}`)].join(' < ')),
  };
};
const settle = (settings: object) => place.as('head').must('site.configure', { ...of, settings });

const [flood, school] = [hanzi(400), hanzi(400)];
let copy: Stepped;
beforeAll(async () => {
  world = await openWorld();
  place = await office(world);
  await received(place, { title: '乡里先报的防汛', body: body(flood) });
  copy = await fromTown({ title: '镇里也报的防汛', body: body(`${flood.slice(0, 380)}${hanzi(20)}`) });
  await received(place, { title: '乡里又报的防汛', body: body(flood) });
  await fromTown({ title: '镇里的教育', body: body(school) });
  await fromTown({ title: '镇里又报的教育', body: body(school) });
  await received(place, { title: '别的事', body: body(hanzi(400)) });
});
afterAll(() => world.close());

describe('what was sent again in a period', () => {
  it('stands in groups with whoever was first, in pages, by unit and kind', async () => {
    const all = ['镇里的教育 < 镇里又报的教育 again', '乡里先报的防汛 < 镇里也报的防汛 copied < 乡里又报的防汛 again'];
    expect(await groups()).toEqual({ next: undefined, groups: all });
    const first = await groups({ limit: 1 });
    expect(first).toEqual({ next: expect.any(String), groups: all.slice(0, 1) });
    expect(await groups({ limit: 1, after: first.next as string })).toEqual({ next: undefined, groups: all.slice(1) });
    expect((await groups({ kind: 'copied' })).groups).toEqual(['乡里先报的防汛 < 镇里也报的防汛 copied']);
    expect((await groups({ unit: place.units.township })).groups).toEqual(['乡里先报的防汛 < 乡里又报的防汛 again']);
    expect((await groups({ from: '2024-04-01', to: '2024-04-30' })).groups).toEqual([]);
  });

  it('is shown only as far as both items may be read', async () => {
    expect((await groups({}, 'townReviewer')).groups).toEqual(['镇里的教育 < 镇里又报的教育 again']);
    expect((await groups({}, 'townshipReporter')).groups).toEqual(['乡里先报的防汛 < 乡里又报的防汛 again']);
    expect((await groups({}, 'reporter')).groups).toEqual([]);
  });

  it('is counted for each unit as it is listed, and is one of the period’s problems', async () => {
    const { units, problems } = await look<ReportingProblems>('reporting-problems', may);
    const figuresOf = (name: string) => units.find(({ unit }) => unit.name === name);
    expect([figuresOf('山口乡')?.again, figuresOf('山口乡')?.copied, figuresOf('城关镇')?.again, figuresOf('城关镇')?.copied]).toEqual([
      1, 0, 1, 1,
    ]);
    expect(problems.filter(({ problem }) => problem === 'again' || problem === 'copied')).toMatchObject([
      { units: ['城关镇', '山口乡'], paragraph: '有的内容报过又报，与本单位先前稿件相近的信息2条（城关镇1条、山口乡1条）' },
      { units: ['城关镇'], paragraph: '有的内容一稿多投，与其他单位先报稿件相近的信息1条（城关镇1条）' },
    ]);
    const listed = async (figure: 'again' | 'copied') =>
      (await look<ReportedItems>('reported-items', { ...may, figure })).rows.map(({ title }) => title);
    expect([await listed('again'), await listed('copied')]).toEqual([['镇里又报的教育', '乡里又报的防汛'], ['镇里也报的防汛']]);
  });

  it('is told once where it was refused for repeating, not at all where it was merged, and by the percentage the site settled on', async () => {
    const counts = async () => {
      const { units } = await look<ReportingProblems>('reporting-problems', may);
      return units
        .filter(({ again = 0, copied = 0 }) => again + copied > 0)
        .map(({ unit, again, copied }) => `${unit.name} ${again} ${copied}`);
    };
    await settle({ similar: { percent: 95 } });
    expect(await counts()).toEqual(['城关镇 1 0', '山口乡 1 0']);
    await settle({ similar: { percent: 80, problems: false } });
    expect(await counts()).toEqual([]);
    await settle({ similar: { percent: 80, problems: true } });
    const rejected = await place.as('editor').must('submission.reject', { ...seen(place, copy), reasonCode: 'repeated' });
    expect(await counts()).toEqual(['城关镇 1 0', '山口乡 1 0']);
    expect((await groups({ kind: 'copied' })).groups).toHaveLength(1);
    const open = await place.as('editor').must('submission.reopen', { ...seen(place, rejected), reason: '再看' });
    expect(await counts()).toEqual(['城关镇 1 1', '山口乡 1 0']);
    const { rows } = await look<SimilarGroups>('similar-groups', { ...may, kind: 'copied' });
    const lead = { submission: rows[0]?.first.submission, version: 1 };
    const { version } = await world.db
      .selectFrom('submissions')
      .select('version')
      .where('site_id', '=', place.site)
      .where('id', '=', lead.submission as number)
      .executeTakeFirstOrThrow();
    await place.as('editor').must('submissions.merge', {
      ...{ ...of, lead: { ...lead, version } },
      items: [{ submission: open.submission, version: open.version }],
    });
    expect(await counts()).toEqual(['城关镇 1 0', '山口乡 1 0']);
  });
});
