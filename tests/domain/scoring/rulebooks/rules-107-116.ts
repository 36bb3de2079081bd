/** 大庆（107）、连云港（109）、某市范文（112）、县局股室（114）、县住建局（116）. */
import { type CasesById, only } from './case.ts';

export const rules107to116: CasesById = {
  '107-three-parts': only({
    name: '三部分合计',
    from: '2008-01-01',
    countsAt: 'adoption',
    rules: [
      { id: '基础工作', each: { fact: 'appraisal' }, points: 'own' },
      { id: '报送', each: { fact: 'submission' }, points: 1 },
      { id: '采用', each: { fact: 'adoption' }, points: 3 },
    ],
    limits: [{ rules: ['报送'], per: 'month', max: 10 }],
    figures: [
      { name: '基础工作得分', points: ['基础工作'] },
      { name: '报送得分', points: ['报送'] },
      { name: '采用得分', points: ['采用'] },
    ],
    columns: [
      '名次',
      '单位',
      { figure: '基础工作得分', title: '基础工作' },
      { figure: '报送得分', title: '报送' },
      { figure: '采用得分', title: '采用' },
      { figure: '得分', title: '总分' },
    ],
  }),
  '109-form-and-instruction': only({
    name: '市政府办公室采用信息',
    from: '2010-01-01',
    countsAt: 'adoption',
    rules: [
      {
        id: '采用',
        each: { fact: 'adoption' },
        points: [
          { when: { outlet: '昨日情况', form: '简讯' }, points: 1 },
          { when: { outlet: '昨日情况' }, points: 3 },
          { when: { outlet: '政务建议' }, points: 20 },
          { when: { outlet: '专报信息', kind: '动态' }, points: 3 },
        ],
      },
      {
        id: '市领导批示',
        each: { fact: 'instruction', level: '市领导' },
        points: { by: 'outlet', table: { 昨日情况: 5, 政务建议: 10 } },
      },
    ],
  }),
  '109-chain-month-and-cumulative': only({
    name: '省、国办采用信息',
    from: '2009-01-01',
    countsAt: 'adoption',
    rules: [
      { id: '选报', each: { fact: 'forward' }, points: { by: 'outlet', table: { 省: 2, 国务院办公厅: 10 } } },
      {
        id: '省采用',
        each: { fact: 'adoption', level: '省' },
        points: [
          { when: { outlet: ['信息简报', '江苏信息摘编'] }, points: 10 },
          { when: { outlet: '专报信息', kind: '调研' }, points: 30 },
          { when: { outlet: '专报信息' }, points: 20 },
          { when: { outlet: '互联网信息摘编' }, points: 5 },
        ],
      },
      { id: '国务院办公厅采用', each: { fact: 'adoption', outlet: '国务院办公厅信息刊物' }, points: 50 },
      { id: '批示', each: { fact: 'instruction' }, points: { by: 'level', table: { 省领导: 50, 国务院领导: 100 } } },
    ],
    figures: [{ name: '累计得分', formula: '得分', over: 'year' }],
    columns: ['名次', '单位', { figure: '得分', title: '本月得分' }, '累计得分'],
    rank: { by: ['累计得分'], ties: 'competition' },
  }),
  '112-weekly-quota': only({
    name: '每周报送任务',
    from: '2012-01-01',
    rules: [
      {
        id: '每周报送',
        per: 'week',
        measure: { count: { fact: 'submission' } },
        steps: [{ atLeast: 2, points: 1 }],
        otherwise: 0,
        extra: { above: 2, points: 1 },
      },
    ],
    figures: [{ name: '漏报周数', windowsOf: '每周报送', met: false }],
    columns: ['名次', '单位', '漏报周数', '得分'],
  }),
  '114-step-15-items': only({
    name: '信息报送数量计分',
    from: '2012-01-01',
    unitTitle: '股室',
    rules: [
      {
        id: '报送数量',
        per: 'year',
        measure: { count: { fact: 'submission' } },
        steps: [{ atLeast: 15, points: 50 }],
        otherwise: 0,
      },
    ],
    figures: [{ name: '报送条数', count: { fact: 'submission' } }],
    columns: ['名次', '单位', '报送条数', '得分'],
  }),
  '114-combined-and-double': only({
    name: '信息采用计分',
    from: '2012-01-01',
    countsAt: 'adoption',
    unitTitle: '股室',
    rules: [
      { id: '重要信息单条采用', each: { fact: 'adoption', outlet: '重要信息', form: { not: '综合' } }, points: 5 },
      { id: '重要信息综合采用', each: { fact: 'adoption', outlet: '重要信息', form: '综合' }, points: 3, joint: 'full' },
      { id: '要情采用', each: { fact: 'adoption', outlet: '要情' }, points: 10 },
      {
        id: '省、市采用',
        each: { fact: 'adoption' },
        points: { by: 'outlet', table: { 市委办: 10, '省委、省政府办公厅': 20 } },
        times: [{ when: { kind: ['调研参考', '理论文章'], form: '转报' }, by: 2 }],
      },
      { id: '国务院办公厅采用', each: { fact: 'adoption', outlet: '国务院办公厅' }, points: 30 },
    ],
  }),
  '116-front-page-and-half': only({
    name: '新闻与理论文章计分',
    from: '2023-01-01',
    countsAt: 'adoption',
    unitTitle: '股室',
    rules: [
      {
        id: '报刊采纳',
        each: { fact: 'adoption' },
        points: { by: 'outlet', table: { 大众日报: 10, 中国建设报: 10, 日报: 7, 建设报: 5 } },
        times: [{ when: { form: '头版头条' }, by: 2 }],
      },
      {
        id: '理论调研文章',
        each: { fact: 'adoption', outlet: ['综合性刊物', '学术刊物'], kind: '理论调研' },
        points: { by: 'level', table: { 县: 5, 市: 7, 省: 10, 国家: 10 } },
        times: [{ when: { outlet: '学术刊物' }, by: 0.5 }],
      },
      { id: '电视台采纳', each: { fact: 'adoption', outlet: '电视台' }, points: { by: 'level', table: { 市: 10, 县: 7 } } },
      { id: '上级领导批示', each: { fact: 'instruction', level: '上级领导' }, points: 5 },
    ],
  }),
  '116-task-plus-minus': only({
    name: '任务加减分',
    from: '2023-01-01',
    countsAt: 'adoption',
    unitTitle: '股室',
    rules: [
      { id: '采用', each: { fact: 'adoption' }, points: { by: 'outlet', table: { 信息: 4, 市人民政府网: 2 } } },
      {
        id: '局网站任务',
        each: { fact: 'quota', kind: '局网站' },
        points: [
          { when: { met: true }, points: 5 },
          { when: { met: false }, points: -5 },
        ],
        note: '局网站任务完成的加5分，未完成的在总分中扣5分',
      },
      {
        id: '其他任务',
        each: { fact: 'quota', kind: ['政务公开网站', '每周报送'] },
        points: [
          { when: { met: true }, points: 10 },
          { when: { met: false }, points: -10 },
        ],
        note: '政务公开网站、每周报送任务完成的各加10分，未完成的各在总分中扣10分',
      },
    ],
  }),
};
