// The rules of inspections: lives, samples, due days, figures, the rows of a list, and what the bulletin says.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayFrom } from '../../../src/domain/calendar/day.ts';
import { toNumber } from '../../../src/domain/exact.ts';
import { indexNames } from '../../../src/domain/import/unit-names.ts';
import { inspectionDocument } from '../../../src/domain/inspection/document.ts';
import { type CountedFound, type InspectedSubject, inspectionFigures } from '../../../src/domain/inspection/figures.ts';
import { findIndicator, indicatorsOf, shippedIndicators } from '../../../src/domain/inspection/indicators.ts';
import {
  foundStates,
  foundSteps,
  inspectionStates,
  inspectionSteps,
  openFoundSteps,
  openInspectionSteps,
  takeFound,
  takeInspection,
} from '../../../src/domain/inspection/lifecycle.ts';
import { listReader, looksLikeListHeader, readListHeader } from '../../../src/domain/inspection/list.ts';
import { drawSample } from '../../../src/domain/inspection/sample.ts';
import { dueUpdate } from '../../../src/domain/inspection/subject.ts';
import { defaultSettings, readSettings } from '../../../src/domain/organisation/settings.ts';

const day = (text: string): number => dayFrom(text) as number;

describe('every state × every step', () => {
  it.each(inspectionStates.flatMap((state) => Object.entries(inspectionSteps).map(([name, step]) => [state, name, step] as const)))(
    'an inspection that is %s: %s',
    (state, name, { from, to }) => {
      const outcome = takeInspection(name as keyof typeof inspectionSteps, { state, issued: name === 'correct', reason: '计划有变' });
      const open = openInspectionSteps({ state, issued: name === 'correct' }, () => true).some(({ step }) => step === name);
      const isFrom = (from as readonly string[]).includes(state);
      expect(open).toBe(isFrom);
      expect(outcome.ok ? outcome.value : outcome.code).toBe(isFrom ? to : 'wrong-state');
    },
  );
  it.each(foundStates.flatMap((state) => Object.entries(foundSteps).map(([name, step]) => [state, name, step] as const)))(
    'a finding that is %s: %s',
    (state, name, { from, to }) => {
      const outcome = takeFound(name as keyof typeof foundSteps, { state, finder: 1, person: 2, reason: '页面已更新' });
      const open = openFoundSteps({ state, finder: 1, person: 2 }, () => true).some(({ step }) => step === name);
      const isFrom = (from as readonly string[]).includes(state);
      expect(open).toBe(isFrom);
      expect(outcome.ok ? outcome.value : outcome.code).toBe(isFrom ? to : 'wrong-state');
    },
  );
  it('an inspection ends only when all is looked at and nothing waits, and says both at once', () => {
    const outcome = takeInspection('conclude', { state: 'under-way', unchecked: 2, open: 1 });
    expect(!outcome.ok && outcome.code).toBe('conflict');
    expect(!outcome.ok && outcome.findings.map(({ message }) => message)).toEqual(['还有 2 个对象没有检查', '还有 1 个问题没有核实']);
    expect(openInspectionSteps({ state: 'under-way', unchecked: 2 }, () => true).find(({ step }) => step === 'conclude')?.barred).toContain(
      '2',
    );
  });
  it('is not called off once something was confirmed, and not without a reason', () => {
    expect(takeInspection('withdraw', { state: 'under-way', confirmed: 1, reason: '计划有变' })).toMatchObject({ code: 'conflict' });
    expect(takeInspection('withdraw', { state: 'planned' })).toMatchObject({ code: 'bad-input' });
  });
  it('who found something neither confirms nor refutes it', () => {
    expect(takeFound('confirm', { state: 'found', finder: 1, person: 1 })).toMatchObject({ code: 'conflict' });
    expect(takeFound('refute', { state: 'confirmed', finder: 1, person: 1, reason: '有误' })).toMatchObject({ code: 'conflict' });
    expect(takeFound('refute', { state: 'confirmed', finder: 1, person: 2 })).toMatchObject({ code: 'bad-input' });
  });
});

describe('a sample', () => {
  it('is the same for the same seed, of the size wanted, without repeats, and all where there are no more', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 5000 }), { maxLength: 80 }),
        fc.integer({ min: 1, max: 90 }),
        fc.integer({ min: 1, max: 2_147_483_647 }),
        (ids, size, seed) => {
          const drawn = drawSample(ids, size, seed);
          expect(drawn).toEqual(drawSample([...ids].reverse(), size, seed));
          expect(drawn.length).toBe(Math.min(size, ids.length));
          expect(new Set(drawn).size).toBe(drawn.length);
          expect(drawn.every((id) => ids.includes(id))).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
  it('gives each about the same chance', () => {
    const ids = Array.from({ length: 10 }, (_, index) => index + 1);
    const times = new Map(ids.map((id) => [id, 0]));
    for (let seed = 1; seed <= 2000; seed += 1) for (const id of drawSample(ids, 3, seed)) times.set(id, (times.get(id) ?? 0) + 1);
    for (const count of times.values()) expect(Math.abs(count - 600)).toBeLessThan(110);
  });
});

it('what was updated on the 1st with two weeks is due on the 15th, soon before that and behind after it', () => {
  const seen = (on: string) => dueUpdate({ updatedOn: day('2024-05-01'), intervalDays: 14 }, day(on), 3);
  expect(seen('2024-05-11')).toEqual({ standing: 'fine', dueOn: day('2024-05-15'), daysLeft: 4 });
  expect(seen('2024-05-12').standing).toBe('soon');
  expect(seen('2024-05-15')).toMatchObject({ standing: 'soon', daysLeft: 0 });
  expect(seen('2024-05-16')).toMatchObject({ standing: 'behind', daysLeft: -1 });
  expect(dueUpdate({ intervalDays: 14 }, day('2024-05-16'), 3)).toEqual({ standing: 'unknown' });
  expect(dueUpdate({ updatedOn: day('2020-01-01') }, day('2024-05-16'), 3)).toEqual({ standing: 'unwatched' });
});

describe('indicators', () => {
  it('shipped are vetoes with their source and no points; points and further ones are the settings', () => {
    expect(shippedIndicators.length).toBe(6);
    for (const one of shippedIndicators) expect(one).toMatchObject({ veto: true, source: '国办秘函〔2019〕19号' });
    expect(shippedIndicators.every((one) => one.points === undefined)).toBe(true);
    expect(indicatorsOf(defaultSettings.inspection).some(({ points }) => points !== undefined)).toBe(false);
    const { inspection } = readSettings({
      inspection: { points: { 'site-home-stale': 5 }, indicators: [{ code: 'dead-link', name: '死链', veto: false, points: 0.5 }] },
    });
    const inForce = indicatorsOf(inspection);
    expect(findIndicator(inForce, '首页不更新')).toMatchObject({ found: { points: 5 } });
    expect(findIndicator(inForce, '死 链')).toMatchObject({ found: { code: 'dead-link', points: 0.5 } });
    expect(findIndicator(inForce, '栏目不更新了')).toEqual({ found: undefined, suggestions: ['栏目不更新'] });
  });
});

/** Worked out by hand: three bureaus, five subjects, one not looked at. */
const subjects: readonly InspectedSubject[] = [
  { subject: 1, kind: 'site', name: '教育局网站', unit: 10, unitName: '教育局', checkedOn: '2024-05-10' },
  { subject: 2, kind: 'section', name: '工作动态', unit: 10, unitName: '教育局', checkedOn: '2024-05-10' },
  { subject: 3, kind: 'account', name: '城关发布', unit: 20, unitName: '城关镇', checkedOn: '2024-05-11' },
  { subject: 4, kind: 'section', name: '通知公告', unit: 20, unitName: '城关镇', checkedOn: '2024-05-11' },
  { subject: 5, kind: 'site', name: '山口乡网站', unit: 30, unitName: '山口乡' },
];
const found: readonly CountedFound[] = [
  { subject: 1, state: 'confirmed', veto: true },
  { subject: 1, state: 'confirmed', veto: false, points: '2.5' },
  { subject: 2, state: 'refuted', veto: true },
  { subject: 3, state: 'confirmed', veto: false, points: '30' },
  { subject: 3, state: 'confirmed', veto: false, points: '10.5' },
  { subject: 4, state: 'found', veto: true },
];

describe('figures', () => {
  it('count only what was checked and confirmed; a veto fails alone', () => {
    const figures = inspectionFigures(subjects, found, 0);
    expect(figures).toMatchObject({ subjects: 5, checked: 4, passed: 3, failed: 1, troubled: 2, found: 4, vetoes: 1, open: 1 });
    expect(figures.failRate && toNumber(figures.failRate)).toBe(0.25);
    expect(figures.namedUnits).toEqual(['教育局']);
    expect(figures.units.map(({ unitName, checked, failed, found: all }) => [unitName, checked, failed, all])).toEqual([
      ['教育局', 2, 1, 2],
      ['城关镇', 2, 0, 2],
      ['山口乡', 0, 0, 0],
    ]);
    expect(figures.units[2]?.failRate).toBeNull();
  });
  it('fail by points only where the settings say under how many', () => {
    // 100 − 40.5 = 59.5
    expect(inspectionFigures(subjects, found, 60)).toMatchObject({ failed: 2, passed: 2, namedUnits: ['教育局', '城关镇'] });
    expect(inspectionFigures(subjects, found, 59).failed).toBe(1);
  });
  it('of nothing have no rate', () => {
    expect(inspectionFigures([], [], 0)).toMatchObject({ checked: 0, failed: 0, failRate: null, namedUnits: [] });
  });
  it('of the units add up to those of the whole', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ unit: fc.integer({ min: 1, max: 4 }), done: fc.boolean() }), { maxLength: 20 }),
        fc.array(
          fc.record({
            at: fc.nat(25),
            state: fc.constantFrom(...foundStates),
            veto: fc.boolean(),
            points: fc.constantFrom(undefined, '1', '20.5'),
          }),
          { maxLength: 40 },
        ),
        fc.constantFrom(0, 60),
        (some, things, failBelow) => {
          const all = some.map(({ unit, done }, index): InspectedSubject => {
            return {
              subject: index,
              kind: 'site',
              name: `${index}`,
              unit,
              unitName: `${unit}`,
              checkedOn: done ? '2024-05-01' : undefined,
            };
          });
          const figures = inspectionFigures(
            all,
            things.map(({ at, ...rest }) => ({ ...rest, subject: at })),
            failBelow,
          );
          const total = (key: 'subjects' | 'checked' | 'passed' | 'failed' | 'found' | 'vetoes'): number =>
            figures.units.reduce((sum, one) => sum + one[key], 0);
          for (const key of ['subjects', 'checked', 'passed', 'failed', 'found', 'vetoes'] as const) expect(total(key)).toBe(figures[key]);
          expect(figures.passed + figures.failed).toBe(figures.checked);
          expect(figures.judged.filter(({ vetoes, checkedOn }) => vetoes > 0 && checkedOn).every(({ failed }) => failed)).toBe(true);
        },
      ),
      { numRuns: 100 },
    );
  });
});

it('the bulletin says in words what its tables hold', () => {
  const about = { name: '5月网站检查', siteName: '某县政府网站', issuer: '某县政府办公室', from: '2024-05-10', to: '2024-05-11' } as const;
  const one = { subject: '教育局网站', kind: 'site', unitName: '教育局', foundOn: '2024-05-10' } as const;
  const listed = [
    { ...one, indicatorName: '首页不更新', veto: true, body: '首页3周没有更新', place: '首页', link: 'http://example.gov.cn/1' },
    { ...one, indicatorName: '死链', veto: false, body: '两处链接打不开' },
  ];
  const document = inspectionDocument({ ...about, method: 'whole', failBelow: 0, found: listed }, inspectionFigures(subjects, found, 0));
  const text = document.blocks.map((block) => (block.kind === 'paragraph' ? block.text : '')).join('\n');
  expect(text).toContain('共检查对象4个，合格3个，不合格1个，不合格率25.00%。');
  expect(text).toContain(
    '网站1家，不合格1家，不合格率100.00%；栏目2个，不合格0个，不合格率0.00%；新媒体账号1个，不合格0个，不合格率0.00%。',
  );
  expect(text).toContain('另有1个对象没有检查，不计入。');
  expect(text).toContain('检查发现并核实问题4个，其中单项否决问题1个，其他问题3个，涉及对象2个。');
  expect(text).toContain('有不合格对象的单位1个：教育局。');
  expect(document.attachments.map(({ title }) => title)).toEqual(['各单位检查情况', '不合格名单', '单项否决问题', '其他问题']);
  const [table] = document.attachments[0]?.blocks ?? [];
  expect(table?.kind === 'table' && table.rows.at(-1)?.cells).toEqual([null, '合计', 5, 4, 3, 1, '25.00%', 4, 1]);
});

describe('a list', () => {
  const units = indexNames([
    { id: 10, key: 'edu', name: '县教育局', aliases: ['教育局'], former: [] },
    { id: 20, key: 'town', name: '城关镇', aliases: [], former: [] },
  ]);
  const heading = {
    row: 2,
    cells: ['序号', '检查对象', '类别', '网址', '责任单位', '存在问题', '检查指标', '检查日期', '截图/链接', '扣分', '更新周期（天）'],
  };
  const { columns, findings } = readListHeader(heading);
  const read = (...cells: (string | number | null)[]) =>
    listReader(columns, units, indicatorsOf(defaultSettings.inspection), undefined)({ row: 3, cells: [1, ...cells] });

  it('has its heading found by the words offices use', () => {
    expect(findings).toEqual([]);
    expect(looksLikeListHeader({ row: 1, cells: ['某县政府网站检查情况表'] })).toBe(false);
    expect(looksLikeListHeader(heading)).toBe(true);
    expect(readListHeader({ row: 1, cells: ['对象', '问题'] }).findings[0]?.message).toBe('缺少“责任单位”、“检查日期”列');
  });
  it('gives a subject that was checked, with what was found or without', () => {
    expect(
      read('工作动态', '栏目', null, '教育局', '3周没有更新', '栏目不更新', '2024年5月10日', 'http://a.cn/1', 1.5, '14天'),
    ).toMatchObject({
      ok: true,
      check: {
        ...{ row: 3, kind: 'section', name: '工作动态', unit: 10, on: '2024-05-10', intervalDays: 14 },
        found: { indicator: { code: 'site-sections-stale' }, body: '3周没有更新', link: 'http://a.cn/1', points: '1.5' },
      },
    });
    const clean = read('城关发布', '微信公众号', null, '城关镇', '未发现问题', null, 45_422, null, null, null);
    expect(clean).toMatchObject({ ok: true, check: { kind: 'account', on: '2024-05-10' } });
    expect(clean.ok && clean.check.found).toBeUndefined();
  });
  it('names everything that is wrong with a row at once, with what was meant', () => {
    const wrong = read(null, '店铺', null, '县教育', '3周没有更新', '栏目不更新了', '2024-02-30', null, '很多', '很久');
    expect(!wrong.ok && wrong.findings.map(({ code }) => code)).toEqual([
      ...['no-subject', 'bad-kind', 'bad-date', 'unknown-unit', 'bad-interval', 'unknown-indicator'],
    ]);
    expect(!wrong.ok && wrong.findings.find(({ code }) => code === 'unknown-unit')?.suggestions).toEqual(['县教育局']);
    expect(!wrong.ok && wrong.findings.every(({ where, row }) => where === '第3行' && row === 3)).toBe(true);
  });
});
