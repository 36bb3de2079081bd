// Bulletins composed from a rulebook by the program itself: what is right by definition is never called wrong, what somebody typed still is.
import { describe, expect, it } from 'vitest';
import { type BulletinBody, compose } from '../../../src/domain/bulletin/compose.ts';
import { freeze } from '../../../src/domain/bulletin/figures.ts';
import { asRead, type ReadDocument } from '../../../src/domain/document.ts';
import type { Rulebook } from '../../../src/domain/scoring/rulebook.ts';
import type { Scored } from '../../../src/domain/scoring/score.ts';
import type { Finding } from '../../../src/domain/verification/finding.ts';
import { ownFigures } from '../../../src/domain/verification/own-figures.ts';
import { verify } from '../../../src/domain/verification/verify.ts';
import { fillTemplate } from '../../../src/engines/template.ts';
import { book, month, type RawFact, scored } from '../scoring/small-office.ts';

const offices = Array.from({ length: 12 }, (_, at) => ({ name: `第${at + 1}局`, group: '部门' }));
const units = [...offices, { name: '东镇', group: '乡镇' }, { name: '西镇', group: '乡镇' }, { name: '县府办', group: '本办', own: true }];

const rulebook = (rest: Partial<Rulebook> = {}): Rulebook =>
  book({
    rules: [
      { id: '采用', each: { fact: 'adoption' }, points: { by: 'form', table: { 头条: 6, 综合: 2 }, otherwise: 3 }, joint: 'full' },
      { id: '上级', each: { fact: 'forward' }, points: 8 },
    ],
    figures: [
      { name: '报送条数', count: { fact: 'submission' }, of: 'items' },
      { name: '采用条数', count: { fact: 'adoption' }, of: 'items' },
      { name: '采用率', formula: '采用条数 / 报送条数', show: { percent: true, decimals: 1, none: '未报' } },
      { name: '采用得分', points: ['采用'] },
      { name: '转报得分', points: ['上级'], show: { zero: '/' } },
    ],
    rank: { by: ['得分', '采用条数'], ties: 'competition' },
    columns: ['名次', '单位', '报送条数', '采用条数', '采用率', '采用得分', '转报得分', '得分'],
    groups: [{ name: '部门' }, { name: '乡镇' }],
    totals: [
      { name: '报送', count: { fact: 'submission' }, of: 'items' },
      { name: '采用', count: { fact: 'adoption' }, of: 'items' },
      { name: '失去时效', count: { fact: 'refusal', reason: '失去时效' }, of: 'items' },
      { name: '转报', count: { fact: 'forward' } },
    ],
    ...rest,
  });

/** Each office has so many items submitted and adopted; the first has one adopted as 头条, the third as 综合. */
function month5(extra: readonly RawFact[] = []): readonly RawFact[] {
  const items = [...offices, { name: '东镇' }].flatMap(({ name }, at) =>
    Array.from({ length: (at % 6) + 2 }, (_, n) => {
      const form = n > 0 ? undefined : ({ 0: '头条', 2: '综合', 7: '头条', 9: '头条' } as Record<number, string>)[at];
      const base = { unit: name, on: '2024-05-10', item: `${name}${n}` };
      return [
        { fact: 'submission', ...base },
        { fact: 'adoption', ...base, ...(form === undefined ? {} : { form }) },
      ];
    }).flat(),
  );
  return [...items, ...extra];
}
const joint = (item: string): RawFact[] => [
  { fact: 'submission', units: ['第2局', '第4局'], on: '2024-05-11', item },
  { fact: 'adoption', units: ['第2局', '第4局'], on: '2024-05-12', item },
];
const refused: readonly RawFact[] = Array.from({ length: 3 }, (_, at) => ({
  ...{ fact: 'refusal', reason: '失去时效', unit: '西镇', on: '2024-05-20', item: `旧${at}` },
}));

const body: BulletinBody = {
  ...{ title: '关于2024年5月信息报送采用情况的通报', issuers: ['县府办'], opening: '现通报如下。' },
  narrative: '5月，共收到各单位报送信息{{报送}}条，采用{{采用}}条。',
  problems: ['报送不及时，因失去时效未采用{{失去时效}}条'],
  attachments: [{ title: '统计表' }],
};

function composed(result: Scored, text: Partial<BulletinBody> = {}): { document: ReadDocument; findings: readonly Finding[] } {
  const figures = freeze(result, text.areas);
  const document = asRead(compose({ ...body, ...text }, figures, fillTemplate));
  return { document, findings: verify(document, { known: ownFigures(document, figures, result, text.areas) }) };
}
const grave = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({ severity }) => severity !== 'note');
const may = month(5);

describe('a bulletin composed by the program', () => {
  it('may give other points by form, number equal scores by a second key, and print words for no rate', () => {
    const { document, findings } = composed(scored(rulebook(), month5(refused), may, { units }));
    expect(document.tables).toHaveLength(2);
    expect(document.tables[1]!.rows[1]).toContain('未报');
    expect(findings).toEqual([]);
  });

  it('may take back an item of an earlier month', () => {
    const reversal: readonly RawFact[] = [
      { id: 'a', fact: 'adoption', unit: '西镇', on: '2024-04-10', item: '四月' },
      { fact: 'adjustment', ref: 'a', unit: '西镇', on: '2024-05-10' },
    ];
    const result = scored(rulebook(), month5(reversal), may, { units });
    expect(result.groups[1]!.rows[1]!.cells.map(({ shown }) => shown)).toContain('-3');
    expect(composed(result).findings).toEqual([]);
  });

  it('explains a total that counts joint items once', () => {
    const { findings } = composed(scored(rulebook(), month5(['甲', '乙', '丙'].flatMap(joint)), may, { units }));
    expect(grave(findings)).toEqual([]);
    expect(findings.map(({ kind }) => kind)).toEqual(['narrative', 'narrative']);
    expect(findings[1]!.explanation).toMatch(/联合报送.*3条/u);
  });

  it('explains a total that counts what no table lists, by name', () => {
    const own = [1, 2, 3].map((n) => ({ fact: 'adoption', unit: '县府办', on: '2024-05-10', item: `自编${n}` }));
    const { findings } = composed(scored(rulebook(), month5([...own, ...joint('甲')]), may, { units }));
    expect(grave(findings)).toEqual([]);
    expect(findings.at(-1)!.explanation).toMatch(/联合报送.*1条.*县府办有3条/u);
  });

  it('is held to its definitions: a cell, a rank or a figure that somebody changed is found', () => {
    const result = scored(rulebook(), month5(), may, { units });
    const figures = freeze(result);
    const document = asRead(compose(body, figures, fillTemplate));
    const known = ownFigures(document, figures, result);
    const changed = (column: number): readonly unknown[] => {
      const [table, ...rest] = document.tables;
      const rows = table!.rows.map((cells, row) => (row === 4 ? cells.with(column, Number(cells[column]) + 1) : cells));
      return verify({ ...document, tables: [{ ...table!, rows }, ...rest] }, { known }).map(({ kind, severity, where }) => [
        kind,
        severity,
        where.row,
        where.column,
      ]);
    };
    expect(changed(0)).toEqual([['rank', 'error', 4, 0]]);
    expect(changed(5)).toEqual([['row-arithmetic', 'error', 4, 7]]);
    expect(changed(7)).toContainEqual(['row-arithmetic', 'error', 4, 7]);
    expect(composed(result, { narrative: '5月，共收到各单位报送信息{{报送}}条，采用{{采用 | plus: 1}}条。' }).findings).toMatchObject([
      { kind: 'narrative', severity: 'error' },
    ]);
  });

  it('does not believe a sum or a quotient that only most rows show', () => {
    // 转报 is nothing but for one office: for the others 采用得分 + 转报得分 = 采用得分, and 采用率 would fit either count
    const odd = rulebook({
      rules: [
        { id: '采用', each: { fact: 'adoption' }, points: 3 },
        { id: '转报', each: { fact: 'forward' }, points: 8, aside: true },
      ],
      figures: [
        { name: '采用条数', count: { fact: 'adoption' }, of: 'items' },
        { name: '报送条数', count: { fact: 'submission' }, of: 'items' },
        { name: '采用率', formula: '(采用条数 + 转报条数) / 报送条数', show: { percent: true } },
        { name: '转报条数', count: { fact: 'forward' } },
        { name: '采用得分', points: ['采用'] },
        { name: '转报得分', points: ['转报'] },
      ],
      columns: ['单位', '报送条数', '采用条数', '转报条数', '采用率', '采用得分', '转报得分', '得分'],
      rank: { by: [], ties: 'none' },
    });
    const result = scored(odd, month5([{ fact: 'forward', unit: '第3局', on: '2024-05-09', item: '转' }]), may, { units });
    expect(grave(composed(result).findings)).toEqual([]);
  });

  it('allows for figures rounded to be printed', () => {
    const thirds = rulebook({
      rules: [
        { id: '采用', each: { fact: 'adoption' }, points: 5, joint: 'share' },
        { id: '上级', each: { fact: 'forward' }, points: 2, joint: 'share' },
      ],
    });
    const shared = ['第1局', '第2局', '第3局'];
    const facts = ['adoption', 'forward'].map((fact) => ({ fact, units: shared, on: '2024-05-11', item: '三家' }));
    expect(grave(composed(scored(thirds, month5(facts), may, { units })).findings)).toEqual([]);
  });

  it('explains areas whose units share an item', () => {
    const nested = [
      { name: '甲市', group: '盟市' },
      { name: '东旗', group: '旗县', parent: '甲市' },
      { name: '西旗', group: '旗县', parent: '甲市' },
      { name: '乙盟', group: '盟市' },
      { name: '南旗', group: '旗县', parent: '乙盟' },
    ];
    const areas = { group: '盟市', total: '合计条数', self: '本级条数' };
    const figures = [
      { name: '合计条数', count: { fact: 'adoption' }, of: 'items', tree: 'all' },
      { name: '本级条数', count: { fact: 'adoption' }, of: 'items', tree: 'self' },
    ] as const;
    const rules = rulebook({
      figures,
      columns: ['单位', '合计条数', '得分'],
      rank: { by: ['合计条数'], ties: 'none' },
      groups: [{ name: '盟市', rollUp: true }],
      totals: [],
    });
    const facts: readonly RawFact[] = [
      { fact: 'adoption', units: ['东旗', '西旗'], on: '2024-05-11', item: '共' },
      ...['甲市', '东旗', '乙盟', '南旗', '南旗'].map((unit, at) => ({ fact: 'adoption', unit, on: '2024-05-11', item: `件${at}` })),
    ];
    const text = { areas, narrative: '现予通报。', problems: [], attachments: [{ title: '各地采用情况', groups: 'areas' as const }] };
    const { document, findings } = composed(scored(rules, facts, may, { units: nested }), text);
    expect(document.tables[0]!.rows.map((cells) => cells[2])).toEqual([3, 1, 2, 1, 3, 1, 2]);
    expect(findings).toMatchObject([{ kind: 'sum', severity: 'note', explanation: expect.stringContaining('联合报送') }]);
  });
});
