import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scoreFacts } from '../../../src/cli/score.ts';
import { type BulletinBody, compose } from '../../../src/domain/bulletin/compose.ts';
import { exactText, type FrozenFigures, freeze } from '../../../src/domain/bulletin/figures.ts';
import { composeForwarding, forwardingFigures } from '../../../src/domain/bulletin/forward.ts';
import { bulletinStates, bulletinSteps, openSteps, take } from '../../../src/domain/bulletin/lifecycle.ts';
import { dayFrom } from '../../../src/domain/calendar/day.ts';
import { canonicalJson } from '../../../src/domain/canonical.ts';
import type { OfficialDocument } from '../../../src/domain/document.ts';
import { exact, fraction } from '../../../src/domain/exact.ts';
import { readFacts } from '../../../src/domain/scoring/read-facts.ts';
import type { Rulebook } from '../../../src/domain/scoring/rulebook.ts';
import { fillTemplate, joinClauses } from '../../../src/engines/template.ts';

const figures: FrozenFigures = {
  period: { from: '2024-01-01', to: '2024-03-31' },
  rulebook: { name: '办法', from: '2024-01-01' },
  groups: [
    {
      name: '部门',
      title: '部门采用情况',
      columns: [
        { title: '名次', figure: '名次' },
        { title: '单位', figure: '单位' },
        { title: '得分', figure: '得分' },
      ],
      rows: [{ unit: '甲局', key: '甲局', rank: 1, score: '5', cells: ['1', '甲局', '5'].map((shown) => ({ shown, value: shown })) }],
      leftOut: [],
    },
    { name: '乡镇', title: '乡镇采用情况', columns: [{ title: '单位', figure: '单位' }], rows: [], leftOut: ['丁镇'] },
  ],
  areas: [],
  totals: [
    { name: '采用', shown: '1', value: 1 },
    { name: '表扬', shown: '甲局、乙局', value: ['甲局', '乙局'] },
    { name: '采用率', shown: '43.3%', value: '43.3%' },
  ],
  zeroUnits: ['丁镇'],
  excluded: [],
  notes: ['按得分排列。', '每条5分。'],
};
const body: BulletinBody = { title: '关于{{期名}}的通报', issuers: ['某办'], opening: '现通报如下：', narrative: '共采用{{采用}}条' };
const texts = (document: OfficialDocument): string[] =>
  document.blocks.map((block) => (block.kind === 'paragraph' ? block.text : `表 ${block.columns.length}`));

describe('composing a bulletin', () => {
  it('fills sentences with the names of totals, lists and the period', () => {
    const document = compose(
      {
        ...body,
        narrative: '{{统计时间}}采用率{{采用率}}，表扬{{表扬}}；零报送：{{零报送单位}}；{{分组[0].行[0].单位}}{{分组[0].行[0].得分}}分',
      },
      figures,
      fillTemplate,
    );
    expect(document.title).toBe('关于2024年第一季度的通报');
    expect(texts(document)[1]).toBe('2024年1月1日至2024年3月31日采用率43.3%，表扬甲局、乙局；零报送：丁镇；甲局5分。');
  });

  it('numbers headings over the parts that are there, problems and requirements as offices do', () => {
    const headings = ['基本情况', '存在问题', '下一步工作要求'];
    expect(
      texts(compose({ ...body, headings, problems: ['报送少', '不及时'], requirements: ['重视', '审核'] }, figures, fillTemplate)),
    ).toEqual([
      '现通报如下：',
      '一、基本情况',
      '共采用1条。',
      '二、存在问题',
      '一是报送少。二是不及时。',
      '三、下一步工作要求',
      '（一）重视。',
      '（二）审核。',
    ]);
    expect(texts(compose({ ...body, headings, requirements: ['重视。'] }, figures, fillTemplate))).toEqual([
      '现通报如下：',
      '一、基本情况',
      '共采用1条。',
      '二、下一步工作要求',
      '重视。',
    ]);
    expect(texts(compose({ ...body, problems: ['报送少'] }, figures, fillTemplate))[2]).toBe('报送少。');
  });

  it('attaches a table for each group, with the notes under the last', () => {
    const [first, second] = compose(body, figures, fillTemplate).attachments;
    expect(first?.title).toBe('部门采用情况');
    expect(first?.blocks[0]).toMatchObject({ kind: 'table', rows: [{ cells: [1, '甲局', 5] }], notes: ['1.按得分排列。', '2.每条5分。'] });
    expect(second?.blocks).toEqual([]);
    const joined = compose(
      { ...body, attachments: [{ title: '统计表', groups: ['部门'], notes: false }] },
      figures,
      fillTemplate,
    ).attachments;
    expect(joined[0]?.blocks[0]).not.toHaveProperty('notes');
  });

  it('puts tables into the body under numbered headings, without empty groups', () => {
    const document = compose({ ...body, tables: 'body' }, figures, fillTemplate);
    expect(document.attachments).toEqual([]);
    expect(texts(document)).toEqual(['现通报如下：', '共采用1条。', '一、部门采用情况', '表 3']);
  });

  it('prints areas with their own line first, and remarks as notes', () => {
    const areas = [
      {
        area: '甲盟',
        rows: [
          { unit: '小计', key: '甲盟', shown: '7' },
          { unit: '某旗', key: '某旗', shown: '5', remark: '包括开发区' },
        ],
      },
    ];
    const wanted = {
      ...body,
      areas: { group: '盟市', total: '小计', self: '本级', columnTitle: '采用条数' },
      attachments: [{ title: '表二', groups: 'areas' as const }],
    };
    expect(compose(wanted, { ...figures, areas }, fillTemplate).attachments[0]?.blocks[0]).toMatchObject({
      columns: [{ title: '地区' }, { title: '单位' }, { title: '采用条数' }],
      rows: [{ cells: ['甲盟', '小计', 7], emphasis: true }, { cells: ['甲盟', '某旗', 5] }],
      notes: ['某旗：包括开发区。'],
    });
  });
});

describe('the monthly text of published case 124', () => {
  const one = (
    JSON.parse(readFileSync(new URL('../../../../shared/scoring-cases/open.json', import.meta.url), 'utf8')) as {
      id: string;
      units: unknown;
      facts: unknown;
      expected: { narrative: string; sections: string[] };
    }[]
  ).find(({ id }) => id === '124-october-narrative');
  const adopted = { fact: 'adoption' } as const;
  const rulebook: Rulebook = {
    name: '采用统计',
    from: '2013-01-01',
    countsAt: 'adoption',
    rules: [],
    figures: [{ name: '采用条数', count: adopted }],
    score: '采用条数',
    zero: { rows: 'left-out' },
    groups: [
      { name: '县区', title: '各县区信息采用情况' },
      { name: '部门', title: '各部门信息采用情况' },
      { name: '驻外办', title: '各驻外办信息采用情况' },
    ],
    totals: [
      { name: '采用', count: adopted },
      { name: '县区', count: adopted, group: '县区' },
      { name: '部门', count: adopted, group: '部门' },
      { name: '驻外办', count: adopted, group: '驻外办' },
      { name: '批示', count: { fact: 'instruction', level: '省政府领导' } },
    ],
  };
  const narrative = `{% capture clauses %}
采用各县区政务信息{{县区}}条
采用各部门信息{{部门}}条
采用各驻外办事处信息{{驻外办}}条
省政府领导批示信息{{批示}}条
{% endcapture %}{{期名}}份，市政府办公厅采用信息{{采用}}条。其中，{{ clauses | clauses }}现予通报。`;

  it('leaves out clauses and sections that count nothing', () => {
    const facts = readFacts({ units: one?.units, facts: one?.facts });
    if (!facts.ok) throw new Error('facts');
    const scored = scoreFacts([rulebook], facts.value, { from: dayFrom('2013-10-01') as number, to: dayFrom('2013-10-31') as number });
    const document = compose({ ...body, narrative, tables: 'body' }, freeze(scored), fillTemplate);
    // The case file writes commas half-width; a document does not.
    expect(texts(document)[1]).toBe(one?.expected.narrative.replaceAll(',', '，'));
    expect(texts(document).filter((text) => /^[一二三]、/.test(text))).toEqual(one?.expected.sections);
  });

  it('keeps clauses whose number only holds a zero', () => {
    expect(joinClauses('甲10条\n乙0条\n丙0.5分')).toBe('甲10条，丙0.5分。');
    expect(joinClauses('乙0条')).toBe('');
  });
});

describe('a forwarding notice', () => {
  const table = (columns: string[], rows: (string | number)[][]) => ({
    kind: 'table' as const,
    columns: columns.map((title) => ({ title })),
    rows: rows.map((cells) => ({ cells })),
  });
  const wrapped: OfficialDocument = {
    title: '关于采用情况的通报',
    documentNumber: '内办发〔2011〕1号',
    issuedOn: '2012-01-05',
    issuers: ['某厅'],
    blocks: [],
    attachments: [
      {
        title: '表一',
        blocks: [
          table(
            ['地区', '小计'],
            [
              ['甲市', 9],
              ['乙市', 30],
              ['丙市', 9],
            ],
          ),
        ],
      },
      {
        title: '表二',
        blocks: [
          table(
            ['地区', '单位', '条数'],
            [
              ['甲市', '小计', 9],
              ['甲市', '市本级', 2],
              ['甲市', '东旗', 3],
              ['甲市', '西旗', 3],
              ['甲市', '南旗', 1],
              ['甲市', '北旗', 0],
              ['乙市', '小计', 30],
            ],
          ),
        ],
      },
    ],
  };

  it('names the place of our area and its best units, with those level with the last', () => {
    expect(forwardingFigures({ document: wrapped, area: '甲市', top: 1 })).toEqual({
      本区域: '甲市',
      本区域采用: 9,
      本区域名次: 2,
      表扬单位: '东旗、西旗',
      原通报标题: '关于采用情况的通报',
      原通报文号: '内办发〔2011〕1号',
      原通报日期: '2012年1月5日',
    });
    expect(forwardingFigures({ document: wrapped, area: '甲市', top: 9 }).表扬单位).toBe('东旗、西旗、南旗');
    expect(forwardingFigures({ document: wrapped, area: '无此市', top: 3 })).toMatchObject({
      本区域采用: null,
      本区域名次: null,
      表扬单位: '',
    });
  });

  it('wraps the bulletin as its attachment', () => {
    const forwards = { document: wrapped, area: '甲市', top: 2 };
    const document = composeForwarding(
      { title: '关于转发的通知', issuers: ['甲市某局'], text: ['对{{表扬单位}}予以表扬。'], forwards },
      forwardingFigures(forwards),
      fillTemplate,
    );
    expect(texts(document)).toEqual(['对东旗、西旗予以表扬。']);
    expect(document.attachments[0]).toMatchObject({ title: '关于采用情况的通报', document: { documentNumber: '内办发〔2011〕1号' } });
    expect(document).not.toHaveProperty('forwards');
  });
});

describe('the life of a bulletin', () => {
  for (const state of bulletinStates) {
    for (const step of Object.keys(bulletinSteps) as (keyof typeof bulletinSteps)[]) {
      const open = (bulletinSteps[step].from as readonly string[]).includes(state);
      it(`${step} is ${open ? 'open' : 'refused'} in state ${state}`, () => {
        const taken = take(step, { state, blocking: [] });
        expect(taken.ok ? taken.value : taken.code).toBe(open ? bulletinSteps[step].to : 'wrong-state');
        expect(openSteps(state).includes(step)).toBe(open);
      });
    }
  }
  it('is not issued over a finding that stops it', () => {
    expect(take('issue', { state: 'draft', blocking: [{ code: 'sum', level: 'error', message: '合计不符' }] })).toMatchObject({
      ok: false,
      code: 'findings',
    });
  });
});

it('equal content has one canonical form, whatever the order of its keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: undefined }], a: '文' })).toBe('{"a":"文","b":[1,{"d":null}]}');
  expect(canonicalJson({ a: '文', b: [1, { d: null }] })).toBe(canonicalJson({ b: [1, { d: null }], a: '文' }));
});

it('exact values read back without loss', () => {
  expect([exact(5), exact('0.5'), fraction(5n, 3n), exact('-2.25')].map(exactText)).toEqual(['5', '0.5', '5/3', '-2.25']);
});

describe('templates are a closed box', () => {
  it('says which name is not defined', () => {
    expect(() => fillTemplate('共{{未定义}}条', {})).toThrow('“未定义”没有定义');
  });
  it('reads no files and runs no code', () => {
    expect(() => fillTemplate('{% include "/etc/passwd" %}', {})).toThrow();
    expect(() => fillTemplate('{{ 采用.constructor }}', { 采用: 1 })).toThrow();
  });
  it('stops a template that would run for ever', () => {
    expect(() => fillTemplate('{% for i in (1..1000000000) %}x{% endfor %}', {})).toThrow();
  });
});
