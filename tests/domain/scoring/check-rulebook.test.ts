import { describe, expect, it } from 'vitest';
import { checkSchema, type Schema } from '../../../src/domain/schema.ts';
import { readRulebook, readRulebooks } from '../../../src/domain/scoring/check-rulebook.ts';

const adoption = { id: '采用', each: { fact: 'adoption' }, points: 5 };
const monthly = { id: '月报送', per: 'month', measure: { count: { fact: 'submission' } } };
const book = (more: object) => ({ name: '试行办法', from: '2024-01-01', rules: [adoption], ...more });
const rule = (more: object) => book({ rules: [{ id: '采用', ...more }] });
const windowRule = (more: object) => book({ rules: [{ ...monthly, ...more }] });

/** `path：message` of every finding. */
const faults = (value: unknown): string[] => {
  const read = readRulebooks(value);
  return read.ok ? [] : read.findings.map((finding) => `${finding.where}：${finding.message}`);
};

const structure: readonly (readonly [what: string, value: unknown, ...faults: string[]])[] = [
  ['not an object', 5, '（整体）：应为对象 {…}，现为数'],
  ['no rulebook at all', [], '（整体）：至少要有一个计分办法'],
  ['a key left out', { name: '办法', from: '2024-01-01' }, '（整体）：缺少 rules'],
  ['a misspelt key', book({ colums: ['得分'] }), 'colums：没有这一项，是否应为 columns？'],
  [
    'a misspelt key inside a rule',
    rule({ each: { fact: 'adoption' }, point: 5 }),
    'rules[0]：缺少 points',
    'rules[0].point：没有这一项，是否应为 points？',
  ],
  [
    'a key like no other',
    rule({ each: { fact: 'adoption', age: { more: 5 } }, points: 5 }),
    'rules[0].each.age.more：没有这一项，可用：not、exists、contains、atLeast、over、atMost、under',
  ],
  ['an unknown kind of fact', rule({ each: { fact: 'adopt' }, points: 5 }), 'rules[0].each.fact：不应为 "adopt"，是否应为 adoption？'],
  [
    'an unknown kind of fact in a list',
    rule({ each: { fact: ['submission', 'adopt'] }, points: 5 }),
    'rules[0].each.fact[1]：不应为 "adopt"，是否应为 adoption？',
  ],
  [
    'points written as text',
    rule({ each: { fact: 'adoption' }, points: '5' }),
    'rules[0].points：应为数，或"own"、"minus-own"，或{"by", "table"}，或{"by", "each"}，或列表 […]，现为 "5"',
  ],
  [
    'text among the points of a table',
    rule({ each: { fact: 'adoption' }, points: { by: 'outlet', table: { 甲刊: '5' } } }),
    'rules[0].points.table.甲刊：应为数，现为文字',
  ],
  ['a table without entries', rule({ each: { fact: 'adoption' }, points: { by: 'outlet' } }), 'rules[0].points：缺少 table'],
  [
    'each nought',
    rule({ each: { fact: 'adoption' }, points: { by: 'words', each: 1, every: 0 } }),
    'rules[0].points.every：应大于 0，现为 0',
  ],
  ['an unknown window', windowRule({ per: 'monthly' }), 'rules[0].per：不应为 "monthly"，是否应为 month？'],
  ['a misspelt bound', windowRule({ steps: [{ atleast: 5, points: 5 }] }), 'rules[0].steps[0].atleast：没有这一项，是否应为 atLeast？'],
  ['a run of none', windowRule({ steps: [{ points: 5, inARow: 0 }] }), 'rules[0].steps[0].inARow：不应小于 1，现为 0'],
  [
    'a rule that is a word',
    book({ rules: ['采用'] }),
    'rules[0]：应为{"id", "each", "points"}，或{"id", "per", "measure"}，或{"id", "per", "points"}，现为 "采用"',
  ],
  ['a rule without a name', rule({ id: '', each: { fact: 'adoption' }, points: 5 }), 'rules[0].id：不应为空'],
  ['no outlet in a list', rule({ each: { fact: 'adoption', outlet: [] }, points: 5 }), 'rules[0].each.outlet：至少要有 1 项'],
  [
    'an unknown tie method',
    book({ rank: { by: ['得分'], ties: '并列' } }),
    'rank.ties：不应为 "并列"，可用：consecutive、dense、competition、none',
  ],
  ['a day written otherwise', book({ from: '2024/1/1' }), 'from：写法不对："2024/1/1"（施行之日，如 2024-07-01）'],
  [
    'three days for a range',
    book({ figures: [{ name: '累计', formula: '得分', over: ['01-01', '02-01', '03-01'] }] }),
    'figures[0].over：至多 2 项',
  ],
  [
    'a unit condition that is none',
    rule({ for: { class: { 等于: '一类' } }, each: { fact: 'adoption' }, points: 5 }),
    'rules[0].for.class.等于：没有这一项，可用：not、exists、contains、atLeast、over、atMost、under',
  ],
  ['decimals of a half', book({ columns: [{ figure: '得分', show: { decimals: 0.5 } }] }), 'columns[0].show.decimals：应为整数，现为数'],
];

const meaning: typeof structure = [
  [
    'a day that does not exist',
    book({ from: '2024-02-30', yearStarts: '13-01' }),
    'from：没有 2024-02-30 这一天',
    'yearStarts：没有 13-01 这一天',
  ],
  ['two rules of one name', book({ rules: [adoption, adoption] }), 'rules[1].id：规则“采用”重复'],
  ['a formula that does not end', book({ score: '合计 +' }), 'score：公式有误：公式没有写完（第5个字符）'],
  ['a figure that is not defined', book({ score: '合记 * 2' }), 'score：公式里的“合记”没有定义，是否应为 合计？'],
  [
    'a condition on no figure',
    rule({ each: { fact: 'adoption' }, points: 5, onlyIf: '扣分后 > 80' }),
    'rules[0].onlyIf：公式里的“扣分后”没有定义，可用：合计、得分',
  ],
  [
    'a rule in a figure that is not there',
    book({ figures: [{ name: '采用得分', points: ['采用', '采纳用'] }] }),
    'figures[0].points[1]：没有规则“采纳用”，是否应为 采用？',
  ],
  [
    'windows of a rule that has none',
    book({ figures: [{ name: '达标月数', windowsOf: '采用', met: true }] }),
    'figures[0].windowsOf：没有按周期计分的规则“采用”',
  ],
  [
    'figures that need each other',
    book({
      figures: [
        { name: '甲', formula: '乙 + 1' },
        { name: '乙', formula: '甲 + 1' },
      ],
    }),
    'figures：公式绕回自身：甲 → 乙 → 甲',
  ],
  [
    'a condition that needs the score it is part of',
    book({ rules: [{ ...adoption, onlyIf: '总分 > 80' }], figures: [{ name: '总分', points: 'all' }] }),
    'figures：公式绕回自身：合计 → 总分 → 合计',
  ],
  [
    'a label that needs points that need it',
    book({
      rules: [{ ...adoption, onlyIf: '档次 = "甲"' }],
      figures: [
        { name: '采用分', points: ['采用'] },
        { name: '档次', label: [{ when: '采用分 > 5', text: '甲' }] },
      ],
    }),
    'figures：公式绕回自身：档次 → 采用分 → 档次',
  ],
  ['a figure named like a column', book({ figures: [{ name: '名次', formula: '1' }] }), 'figures[0].name：“名次”是固定名称，请换一个'],
  [
    'two figures of one name',
    book({
      figures: [
        { name: '甲', formula: '1' },
        { name: '甲', formula: '2' },
      ],
    }),
    'figures[1].name：指标“甲”重复',
  ],
  [
    'a wrong formula in a figure, and one in a label',
    book({
      figures: [
        { name: '甲', formula: '1 2' },
        { name: '乙', label: [{ when: '(1', text: '' }] },
      ],
    }),
    'figures[0].formula：公式有误：多出“2”（第3个字符）',
    'figures[1].label[0].when：公式有误：这里应有“)”（第3个字符）',
  ],
  [
    'a day of a range that does not exist',
    book({ figures: [{ name: '甲', formula: '得分', over: ['02-30', '03-31'] }] }),
    'figures[0].over[0]：没有 02-30 这一天',
  ],
  [
    'a range from its end',
    book({ figures: [{ name: '甲', formula: '得分', over: ['07-01', '03-31'] }] }),
    'figures[0].over：起日 07-01 在止日 03-31 之后',
  ],
  [
    'a range half with years',
    book({ totals: [{ name: '甲', sum: '得分', over: ['2024-01-01', '03-31'] }] }),
    'totals[0].over：起止日要么都写年份，要么都不写',
  ],
  [
    'a range among several',
    book({ totals: [{ name: '甲', sum: '得分', over: ['period', ['01-01', '02-30']] }] }),
    'totals[0].over[1][1]：没有 02-30 这一天',
  ],
  [
    'columns and ranks of unknown figures',
    book({ columns: ['名次', '总分'], rank: { by: [{ figure: '条数', order: 'low' }], ties: 'dense' } }),
    'columns[1]：指标“总分”没有定义，是否应为 得分？',
    'rank.by[0]：指标“条数”没有定义，可用：合计、得分、名次、序号、单位',
  ],
  [
    'groups with unknown figures',
    book({
      groups: [
        {
          name: '县区',
          columns: [{ figure: '条数' }],
          rank: { by: ['条数'], ties: 'none' },
          score: '条数',
          zero: { rows: 'shown', is: '条数 = 0' },
        },
      ],
    }),
    'groups[0].columns[0]：指标“条数”没有定义，可用：合计、得分、名次、序号、单位',
    'groups[0].rank.by[0]：指标“条数”没有定义，可用：合计、得分、名次、序号、单位',
    'groups[0].score：公式里的“条数”没有定义，可用：合计、得分',
    'groups[0].zero.is：公式里的“条数”没有定义，可用：合计、得分',
  ],
  ['a window rule that gives nothing', windowRule({}), 'rules[0]：没有档次（steps）、公式、超额、少报或未达标的分值，这条规则不起作用'],
  [
    'a formula beside otherwise',
    windowRule({ formula: '值', otherwise: 1 }),
    'rules[0].otherwise：有 formula 时 otherwise 不起作用，请删去一个',
  ],
  ['a window formula on figures', windowRule({ formula: '得分 * 2' }), 'rules[0].formula：公式里的“得分”没有定义，可用：值'],
  [
    'a window formula on other units',
    windowRule({ formula: '-值 / (1 + maxInGroup(值))' }),
    'rules[0].formula：这里的公式只看本单位，不能用 …InGroup、…Below',
  ],
  [
    'a window formula that looks below',
    windowRule({ formula: 'not (1 > sumBelow(值))' }),
    'rules[0].formula：这里的公式只看本单位，不能用 …InGroup、…Below',
  ],
  [
    'points at once for the period',
    windowRule({ per: 'period', steps: [{ points: 1 }], given: 'at-once' }),
    'rules[0].given：at-once 只用于按日历周期计数的规则',
  ],
  [
    'a run of years',
    windowRule({ per: 'year', steps: [{ points: 1, inARow: 2 }] }),
    'rules[0].steps[0].inARow：inARow 在一年之内数连续几个周期，per 应短于一年',
  ],
  [
    'points of a rule that is not there',
    windowRule({ measure: { points: ['采用'] }, steps: [{ points: 1 }] }),
    'rules[0].measure.points[0]：没有规则“采用”，可用：月报送',
  ],
  [
    'a limit on a rule that is not there',
    book({ limits: [{ rules: ['采用分'], per: 'month', max: 5 }] }),
    'limits[0].rules[0]：没有规则“采用分”，是否应为 采用？',
  ],
  [
    'a limit without bounds, named like a rule',
    book({ limits: [{ id: '采用', rules: ['采用'], per: 'month' }] }),
    'limits[0]：缺少 max 或 min',
    'limits[0].id：与规则“采用”同名',
  ],
  [
    'a same-item clause on other rules',
    book({
      rules: [adoption, { ...monthly, otherwise: 1 }],
      sameItem: [
        { rules: ['采用', '月报送'], take: 'highest' },
        { rules: ['采用'], take: 'first' },
      ],
    }),
    'sameItem[0].rules[1]：没有按件计分的规则“月报送”',
    'sameItem[1].rules[0]：规则“采用”已在另一组里',
  ],
  [
    'totals that do not hold together',
    book({
      groups: [{ name: '县区' }],
      totals: [
        { name: '甲', sum: '总分' },
        { name: '甲', formula: '乙 + 1' },
        { name: '丙', formula: '(1' },
        { name: '丁', units: '名次 <= 3 and 条数 > 1', by: ['条数'], group: '县' },
        { name: '戊', unitCount: '条数 = 0' },
      ],
    }),
    'totals[0].sum：指标“总分”没有定义，是否应为 得分？',
    'totals[1].name：合计“甲”重复',
    'totals[1].formula：公式里的“乙”不是前面的合计，可用：甲',
    'totals[2].formula：公式有误：这里应有“)”（第3个字符）',
    'totals[3].units：公式里的“条数”没有定义，可用：合计、得分、名次',
    'totals[3].by[0]：指标“条数”没有定义，可用：合计、得分',
    'totals[3].group：没有分组“县”，是否应为 县区？',
    'totals[4].unitCount：公式里的“条数”没有定义，可用：合计、得分',
  ],
  ['a first total that is a formula', book({ totals: [{ name: '甲', formula: '乙' }] }), 'totals[0].formula：公式里的“乙”不是前面的合计'],
  ['two rulebooks of one day', [book({}), book({})], '[1].from：与另一办法同一天（2024-01-01）施行'],
  [
    'a fault in the second rulebook',
    [book({}), { ...book({ score: '合记' }), from: '2024-07-01' }],
    '[1].score：公式里的“合记”没有定义，是否应为 合计？',
  ],
];

describe('a wrong rulebook is refused with every fault and its place', () => {
  it.each(structure)('%s', (_, value, ...expected) => expect(faults(value)).toEqual(expected));
  it.each(meaning)('%s', (_, value, ...expected) => expect(faults(value)).toEqual(expected));

  it('one rulebook, or dated ones, are accepted as they stand', () => {
    const dated = [book({}), { ...book({}), from: '2024-07-01' }];
    expect(readRulebooks(book({}))).toEqual({ ok: true, value: [book({})] });
    expect(readRulebooks(dated)).toEqual({ ok: true, value: dated });
    expect(readRulebook(book({ yearStarts: '12-26', figures: [{ name: '冬季', formula: '得分', over: ['02-29', '03-31'] }] })).ok).toBe(
      true,
    );
  });

  it('a figure of the units below is no circle', () => {
    expect(faults(book({ groups: [{ name: '县区', score: 'averageBelow(得分)' }] }))).toEqual([]);
    expect(faults(book({ score: '得分 + 1' }))).toEqual(['figures：公式绕回自身：得分 → 得分']);
  });
});

describe('the schema checker', () => {
  const found = (value: unknown, schema: Schema) => checkSchema(value, schema).map((finding) => `${finding.where}：${finding.message}`);

  it('names kinds of values by definition, alternative and list', () => {
    const schema: Schema = { anyOf: [{ $ref: '#/$defs/name' }, { type: 'object', properties: {} }, { anyOf: [{ type: 'null' }] }] };
    expect(checkSchema(5, schema, { $defs: { name: { type: 'string' } } }).map((one) => one.message)).toEqual([
      '应为文字，或{…}，或null，现为 5',
    ]);
  });

  it('says what is wrong with a list, a text and a number', () => {
    expect(found([1], { type: 'array', minItems: 2 })).toEqual(['（整体）：至少要有 2 项']);
    expect(found('x', { type: 'string', pattern: '^y' })).toEqual(['（整体）：写法不对："x"']);
    expect(found(undefined, { type: 'integer' })).toEqual(['（整体）：应为整数，现为undefined']);
    expect(found({ a: 1 }, {})).toEqual([]);
  });

  it('a schema without its definition is a fault of ours', () => {
    expect(() => checkSchema(1, { $ref: '#/$defs/none' })).toThrow('no definition #/$defs/none');
  });
});
