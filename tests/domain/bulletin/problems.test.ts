import { describe, expect, it } from 'vitest';
import { bulletinBodySchema } from '../../../src/domain/bulletin/body-schema.ts';
import { type BulletinBody, compose, usesReporting } from '../../../src/domain/bulletin/compose.ts';
import type { FrozenFigures } from '../../../src/domain/bulletin/figures.ts';
import { blockSentences, problemTable, reportingBlocks, reportingScope } from '../../../src/domain/bulletin/problems.ts';
import { type FrozenReporting, type ReportedUnit, totalsOf } from '../../../src/domain/bulletin/reporting.ts';
import { checkSchema } from '../../../src/domain/schema.ts';
import { fillTemplate } from '../../../src/engines/template.ts';

let id = 0;
const unit = (name: string, over: Partial<Omit<ReportedUnit, 'unit'>> & { readonly own?: boolean } = {}): ReportedUnit => {
  const { own = false, ...figures } = over;
  id += 1;
  return {
    unit: { id, name, group: '乡镇', own },
    ...{ submitted: 10, adopted: 4, rejected: 0, merged: 0, waiting: 6, rate: 0.4, reasons: [], unreviewed: 0, late: 0, joint: 0 },
    burst: { most: 1, mostOn: null, days: 0, monthEnd: 0 },
    lastOn: '2024-05-20',
    ...figures,
  };
};
const reporting = (units: readonly ReportedUnit[], since = '2024-01-03'): FrozenReporting => ({ since, totals: totalsOf(units), units });
const reasons = [
  { code: 'repeated', name: '重复', count: 2 },
  { code: 'stale', name: '失去时效', count: 1 },
];
const some = reporting([
  unit('东乡', { unreviewed: 3, late: 1 }),
  unit('西乡', { unreviewed: 5, rejected: 3, reasons }),
  unit('南镇', { burst: { most: 9, mostOn: '2024-05-31', days: 2, monthEnd: 4 } }),
  unit('北镇', { submitted: 0, adopted: 0, waiting: 0, rate: null, lastOn: null }),
  unit('办公室', { submitted: 0, own: true }),
]);
const may = { from: '2024-05-01', to: '2024-05-31' };
const figures: FrozenFigures = {
  ...{ period: may, rulebook: { name: '办法', from: '2024-01-01' }, groups: [], areas: [] },
  ...{ totals: [], zeroUnits: [], excluded: [], notes: [], reporting: some },
};
const body: BulletinBody = {
  title: '通报',
  issuers: ['某办'],
  opening: '如下：',
  narrative: '共若干条',
  headings: ['情况', '问题', '要求'],
};
const textOf = (wanted: Partial<BulletinBody>, from: FrozenFigures = figures): readonly string[] =>
  compose({ ...body, ...wanted }, from, fillTemplate).blocks.map((block) => (block.kind === 'paragraph' ? block.text : ''));

describe('the sentences of a period’s problems', () => {
  it('say how many, and which units, the worst first', () => {
    expect(blockSentences('报送问题', some, may)).toEqual([
      '部分信息报送时没有审核人，无审核人的信息8条（西乡5条、东乡3条）',
      '部分信息报送不及时，超过时效的信息1条（东乡1条）',
      '有的内容重复报送，因重复未被采用的信息2条（西乡2条）',
      '有的单位一日集中报送多条，这样的单位有1个（南镇2天）',
      '未被采用的信息3条（重复2条、失去时效1条）',
      '没有报送信息的单位有1个（北镇）',
    ]);
  });

  it('name five units and count all', () => {
    const many = reporting(['一', '二', '三', '四', '五', '六', '七'].map((name, at) => unit(`${name}乡`, { unreviewed: 7 - at })));
    expect(blockSentences('无审核人', many, may)).toEqual([
      '部分信息报送时没有审核人，无审核人的信息28条（一乡7条、二乡6条、三乡5条、四乡4条、五乡3条等）',
    ]);
  });

  it('say since when is counted where reporting began within the period', () => {
    expect(blockSentences('没有报送', reporting(some.units, '2024-05-13'), may)).toEqual([
      '2024年5月13日以来，没有报送信息的单位有1个（北镇）',
    ]);
    expect(blockSentences('没有报送', reporting(some.units, '2024-05-01'), may)).toEqual(['没有报送信息的单位有1个（北镇）']);
  });

  it('are none where nothing is wrong, or where the items came in from elsewhere', () => {
    for (const block of reportingBlocks) {
      expect(blockSentences(block, reporting([unit('东乡')]), may)).toEqual([]);
      expect(blockSentences(block, undefined, may)).toEqual([]);
    }
  });
});

describe('a draft takes them over', () => {
  it('beside its own sentences, numbered together', () => {
    expect(textOf({ problems: ['有的单位重视不够', { block: '无审核人' }, { block: '没有报送' }] })).toContain(
      '一是有的单位重视不够。二是部分信息报送时没有审核人，无审核人的信息8条（西乡5条、东乡3条）。三是没有报送信息的单位有1个（北镇）。',
    );
  });

  it('and the part goes with its heading where there is nothing to say', () => {
    const { reporting: _, ...imported } = figures;
    expect(textOf({ problems: [{ block: '报送问题' }], requirements: ['重视'] }, imported)).toEqual([
      '如下：',
      '一、情况',
      '共若干条。',
      '二、要求',
      '重视。',
    ]);
    const attachments = [{ title: '报送问题表', block: '报送问题' }] as const;
    expect(compose({ ...body, attachments }, imported, fillTemplate).attachments).toEqual([]);
  });

  it('as a table of which unit, what, the last report, and the deadline where one is set', () => {
    const attachments = [{ title: '报送问题表', block: '报送问题', deadline: '2024-06-20' }] as const;
    expect(compose({ ...body, attachments }, figures, fillTemplate).attachments).toMatchObject([
      {
        title: '报送问题表',
        blocks: [
          {
            columns: [{ title: '单位' }, { title: '问题' }, { title: '最近报送日期' }, { title: '整改期限' }],
            rows: [
              { cells: ['东乡', '无审核人3条，报送不及时1条', '2024年5月20日', '2024年6月20日'] },
              { cells: ['西乡', '无审核人5条，重复报送2条，未被采用1条', '2024年5月20日', '2024年6月20日'] },
              { cells: ['南镇', '集中报送2天', '2024年5月20日', '2024年6月20日'] },
              { cells: ['北镇', '没有报送信息', '—', '2024年6月20日'] },
            ],
          },
        ],
      },
    ]);
    expect(problemTable(some, undefined)?.columns).toHaveLength(3);
  });

  it('or names the figures in sentences of its own', () => {
    const narrative =
      '报送{{报送情况.报送}}条，采用{{报送情况.采用}}条，采用率{{报送情况.采用率}}；{% for one in 报送情况.无审核人单位 %}{{one.单位}}{{one.条数}}条{% unless forloop.last %}、{% endunless %}{% endfor %}';
    expect(textOf({ narrative })).toContain('报送30条，采用16条，采用率53.3%；西乡5条、东乡3条。');
    const asked = '{% if 报送情况 %}报送{{报送情况.报送}}条{% else %}本期数据由各单位另报{% endif %}';
    const { reporting: _, ...imported } = figures;
    expect(textOf({ narrative: asked }, imported)).toContain('本期数据由各单位另报。');
    expect(() => textOf({ narrative }, imported)).toThrow('报送情况.报送');
    expect(reportingScope(undefined)).toBe(false);
  });

  it('only where it says so: other drafts freeze nothing of it', () => {
    expect(usesReporting({ ...body, title: '关于信息报送情况的通报', problems: ['有的单位不及时'] })).toBe(false);
    expect(usesReporting({ ...body, problems: [{ block: '无审核人' }] })).toBe(true);
    expect(usesReporting({ ...body, attachments: [{ title: '表', block: '报送问题' }] })).toBe(true);
    expect(usesReporting({ ...body, narrative: '{% if 报送情况 %}有{% endif %}' })).toBe(true);
    expect(usesReporting({ ...body, requirements: ['收到{{ 报送情况.报送 }}条'] })).toBe(true);
  });

  it('by a name of the list', () => {
    const findings = (problems: unknown) => checkSchema({ ...body, problems }, bulletinBodySchema);
    expect(reportingBlocks.flatMap((block) => findings([{ block }, '一句']))).toEqual([]);
    expect(findings([{ block: '别的' }])).not.toEqual([]);
  });
});
