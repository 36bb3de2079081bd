import { describe, expect, it } from 'vitest';
import { problem, refusalCodes } from '../../../src/domain/outcome.ts';
import { type FactsFile, readFacts } from '../../../src/domain/scoring/read-facts.ts';

const units = [{ name: '甲局', group: '部门' }, { name: '乙局' }];
const adoption = { fact: 'adoption', unit: '甲局', on: '2024-03-05' };

const read = (facts: readonly unknown[], among: readonly unknown[] = units): FactsFile => {
  const outcome = readFacts({ units: among, facts });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.findings));
  return outcome.value;
};
const faults = (facts: unknown, among: unknown = units): string[] => {
  const outcome = readFacts({ units: among, facts });
  if (outcome.ok) throw new Error('this should have been refused');
  expect(outcome.code).toBe('bad-input');
  expect(refusalCodes).toContain(outcome.code);
  for (const finding of outcome.findings) expect(finding.level).toBe('error');
  return outcome.findings.map((finding) => `${finding.where}：${finding.message}`);
};

describe('findings', () => {
  it('name a place only where they have one', () => {
    expect(problem('day', '没有这一天')).toEqual({ code: 'day', level: 'error', message: '没有这一天' });
    expect(problem('day', '没有这一天', 'from')).toMatchObject({ where: 'from' });
  });
});

describe('reading facts', () => {
  it('a file that is none of ours is refused as a whole', () => {
    for (const wrong of [null, [], 'x', {}, { units: [] }, { units: {}, facts: [] }]) {
      const outcome = readFacts(wrong);
      expect(outcome.ok).toBe(false);
      if (!outcome.ok) expect(outcome.findings[0]?.where).toBe('（整体）');
    }
  });

  it('a plain fact needs no more than its kind, unit and day', () => {
    const [fact] = read([adoption]).facts;
    expect(fact).toMatchObject({ id: '#1', fact: 'adoption', count: 1, units: [{ unit: '甲局', top: 1, bottom: 1 }], days: {} });
    expect(fact).not.toHaveProperty('item');
  });

  it('all faults are named at once, each with its place', () => {
    expect(
      faults([
        7,
        { ...adoption, fact: '采用' },
        { ...adoption, on: '2024-02-30' },
        { ...adoption, recorded: '昨天' },
        { ...adoption, count: 0 },
        { ...adoption, count: 1.5 },
        { ...adoption, due: '2024-13-01' },
        { ...adoption, points: '五分' },
        { fact: 'adoption', on: '2024-03-05' },
        { ...adoption, unit: '丁局' },
        { fact: 'adjustment', unit: '甲局', on: '2024-03-06', ref: '没有' },
      ]).map((text) => text.slice(0, text.indexOf('：'))),
    ).toEqual([
      'facts[0]',
      'facts[1].fact',
      'facts[2].on',
      'facts[3].recorded',
      'facts[4].count',
      'facts[5].count',
      'facts[6].due',
      'facts[7].points',
      'facts[8].unit',
      'facts[9]',
      'facts[10].ref',
    ]);
  });

  it('several faults of one fact are all named', () => {
    expect(faults([{ fact: 'x', unit: '', on: 5 }]).map((text) => text.split('：')[0])).toEqual([
      'facts[0].fact',
      'facts[0].on',
      'facts[0].unit',
    ]);
  });

  it('an id may stand only once', () => {
    expect(faults([{ ...adoption, id: 'a' }, adoption, { ...adoption, id: 'a' }])).toEqual(['facts[2].id：id“a”重复']);
  });

  it('points beyond what can be added up are refused, not failed on', () => {
    for (const points of [1e20, '1e99999999', '0.12345678901234567', true])
      expect(faults([{ ...adoption, points }])[0]).toContain('facts[0].points');
    expect(read([{ ...adoption, points: '135.4' }]).facts[0]?.attributes['points']).toBe('135.4');
    expect(read([{ ...adoption, points: null }]).facts[0]?.attributes['points']).toBeNull();
  });

  it('what is not structure is an attribute; lists and objects are none', () => {
    const [fact] = read([
      { ...adoption, id: 3, item: 8, batch: 'b', level: '省级', joined: true, n: 2, tags: ['x'], recorded: null, ref: null, due: null },
    ]).facts;
    expect(fact).toMatchObject({ id: '3', item: '8', batch: 'b', attributes: { level: '省级', joined: true, n: 2 } });
    expect(fact?.attributes).not.toHaveProperty('tags');
    expect(fact?.attributes).not.toHaveProperty('item');
    expect(fact).not.toHaveProperty('recorded');
    expect(fact).not.toHaveProperty('ref');
  });

  it('age and lateness are reckoned in days', () => {
    const [fact] = read([
      { ...adoption, eventOn: '2024-03-01', due: '2024-02-28', deliveredOn: '2024-03-02T09:00', publishedOn: '2024-03-09' },
    ]).facts;
    expect(fact?.attributes).toMatchObject({ age: 4, lateBy: 3 });
    expect(Object.keys(fact?.days ?? {}).sort()).toEqual(['deliveredOn', 'due', 'eventOn', 'publishedOn']);
  });
});

describe('shares of joint facts', () => {
  const joint = { fact: 'adoption', units: ['甲局', '乙局'], on: '2024-03-05' };
  const sharesOf = (fact: unknown): unknown => read([fact]).facts[0]?.units;

  it('are equal unless given', () => {
    expect(sharesOf(joint)).toEqual([
      { unit: '甲局', top: 1, bottom: 2 },
      { unit: '乙局', top: 1, bottom: 2 },
    ]);
    expect(sharesOf({ ...joint, shares: [0.7, '0.3'] })).toEqual([
      { unit: '甲局', top: 7, bottom: 10 },
      { unit: '乙局', top: 3, bottom: 10 },
    ]);
    expect(sharesOf({ ...joint, shares: { 乙局: 1, 甲局: 0.5 } })).toEqual([
      { unit: '甲局', top: 1, bottom: 2 },
      { unit: '乙局', top: 1, bottom: 1 },
    ]);
  });

  it('a unit named twice is credited once', () => {
    expect(sharesOf({ ...joint, units: ['甲局', '甲局'] })).toEqual([{ unit: '甲局', top: 1, bottom: 1 }]);
    expect(sharesOf({ ...joint, units: ['甲局', '甲局', '乙局'], shares: [1, 2, 3] })).toEqual([
      { unit: '甲局', top: 1, bottom: 1 },
      { unit: '乙局', top: 3, bottom: 1 },
    ]);
  });

  it('must stand for exactly the units named', () => {
    for (const shares of [[1], [1, 2, 3], [1, '一半'], { 甲局: 1 }, { 甲局: 1, 乙局: 1, 丙局: 1 }, 0.5, null]) {
      expect(faults([{ ...joint, shares }]), JSON.stringify(shares)).toEqual(['facts[0].shares：shares 应与 units 一一对应，且都是数']);
    }
    for (const wrong of ['甲局', [], [1]]) expect(faults([{ ...joint, units: wrong }])[0]).toContain('facts[0].units');
  });
});

describe('reading units', () => {
  it('a unit has a name; key, group, class and superior are texts', () => {
    expect(
      read(
        [],
        [
          { name: '市本级', key: '甲市/市本级', group: '盟市', class: '一类', own: true, quota: 5, closed: null },
          { name: '乡', parent: '甲市/市本级' },
        ],
      ).units,
    ).toEqual([
      { key: '甲市/市本级', name: '市本级', group: '盟市', class: '一类', own: true, attributes: { quota: 5 } },
      { key: '乡', name: '乡', group: '', parent: '甲市/市本级' },
    ]);
    expect(faults([], [{}, '甲局', { name: '' }]).map((text) => text.split('：')[0])).toEqual(['units[0]', 'units[1]', 'units[2]']);
    expect(faults([], [{ name: '甲局', class: 1, group: false, own: 'yes' }])).toEqual([
      'units[0].group：group 应为文字，现为 false',
      'units[0].class：class 应为文字，现为 1',
      'units[0].own：own 应为 true 或 false',
    ]);
  });

  it('a unit that stands twice is named where it stands, also after faulty ones', () => {
    expect(faults([], [{}, { name: '甲局' }, { name: '甲局' }])).toEqual(['units[0]：单位要有 name', 'units[2]：单位“甲局”重复']);
  });

  it('superiors are known and never below themselves', () => {
    expect(faults([], [{ name: '甲', parent: '无' }])).toEqual(['units[0].parent：上级单位“无”不在名册']);
    expect(
      faults(
        [],
        [
          { name: '甲', parent: '乙' },
          { name: '乙', parent: '丙' },
          { name: '丙', parent: '乙' },
        ],
      ),
    ).toEqual(['units[1].parent：“乙”的上级绕回自身', 'units[2].parent：“丙”的上级绕回自身']);
    expect(faults([], [{ name: '甲', parent: '甲' }])).toEqual(['units[0].parent：“甲”的上级绕回自身']);
  });
});

describe('batches', () => {
  it('a wrong unit refuses its batch whole, and only that', () => {
    const file = read([
      { ...adoption, batch: 'b1' },
      { ...adoption, batch: 'b1', unit: '丁局' },
      { ...adoption, batch: 'b2' },
      { fact: 'adoption', units: ['甲局', '丁局'], on: '2024-03-05', batch: 'b3' },
    ]);
    expect(file.facts.map((fact) => fact.batch)).toEqual(['b2']);
    expect(file.refusedBatches).toEqual(['b1', 'b3']);
  });
});
