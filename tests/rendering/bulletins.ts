/** Documents to render: built on the figures of published bulletins, and on the corners those do not reach. */
import { readFileSync } from 'node:fs';
import type { Cell, Column, OfficialDocument, Table, TableRow } from '../../src/domain/document.ts';

interface GoldenTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
interface GoldenGroup {
  readonly area: string;
  readonly subtotal: number;
  readonly rows: readonly (readonly [string, number])[];
}
interface Golden {
  readonly tables: readonly (GoldenTable & { readonly groups: readonly GoldenGroup[] })[];
}

const golden = JSON.parse(readFileSync(new URL('../../../shared/seeds/golden.json', import.meta.url), 'utf8')) as Record<string, Golden>;

const goldenTable = (seed: string, table: number): GoldenTable & { readonly groups: readonly GoldenGroup[] } => {
  const found = golden[seed]?.tables[table];
  if (!found) throw new Error(`golden.json has no table ${table} in ${seed}`);
  return found;
};

const columnsOf = (titles: readonly string[]): Column[] => titles.map((title) => ({ title }));
const rowsOf = (rows: readonly (readonly Cell[])[], none: string | null = null): TableRow[] =>
  rows.map((cells) => ({ cells: cells.map((cell) => cell ?? none) }));

export const ordos: OfficialDocument = {
  mark: '鄂尔多斯市政务服务局文件',
  documentNumber: '鄂政务发〔2020〕31号',
  title: '鄂尔多斯市政务服务局关于市人民政府网站2020年第二季度信息采用情况的通报',
  addressees: '各旗区人民政府，市直各相关部门',
  blocks: [
    {
      kind: 'paragraph',
      style: 'body',
      text: '为进一步加强政府网站建设，保障网站信息内容，加大政务信息报送和发布力度，提高线上服务水平，现将市人民政府网站2020年第二季度信息采用情况通报如下。',
    },
    { kind: 'paragraph', style: 'heading1', text: '一、总体情况' },
    {
      kind: 'paragraph',
      style: 'body',
      text: '二季度，市人民政府网站共采用各旗区和各部门、单位信息2349条（含在线访谈6条、政策解读3条）。其中，采用旗区信息1206条、市直各部门信息1078条、各经济开发区（园区）信息59条、人民团体信息6条。',
    },
    { kind: 'paragraph', style: 'heading1', text: '二、下一步工作要求' },
    { kind: 'paragraph', style: 'heading2', text: '（一）加强信息审核力度。' },
    {
      kind: 'paragraph',
      style: 'body',
      text: '总体来看，各单位信息保障工作逐步恢复正常。二季度动态信息报送数量和质量有所提升，在线访谈工作按计划推进，但政策解读及约稿信息报送仍显不足。下一步，各单位要围绕市委、政府年度重点工作任务安排，紧密结合各单位工作实际，继续加大政府主动公开信息和重点领域信息报送力度，特别是我市重大项目、脱贫攻坚、社会救助和社会福利、灾害事故救援、保障性住房、教育发展等重点领域信息报送。',
    },
  ],
  attachments: [
    {
      title: '鄂尔多斯市人民政府网站2020年第二季度信息采用情况统计表',
      blocks: ['（一）', '（二）', '（三）', '（四）'].map((ordinal, i) => {
        const { caption, columns, rows } = goldenTable('001', i);
        const table: Table = {
          caption: ordinal + caption,
          columns: columnsOf(columns),
          rows: rowsOf(rows, '/'),
          ...(i < 3
            ? {}
            : {
                notes: [
                  '1.顺序排列按总分从高到低。',
                  '2.采用信息条数为“0”的单位未列出，“/”即得分为0。',
                  '3.每采用1条信息得5分，约稿信息采用加10分，政策解读每条50分，在线访谈每条200分。被采用信息每出现1个错别字扣5分，严重错误扣30分。',
                  '4.以上数据为2020年4月1日至2020年6月30日。',
                ],
              }),
        };
        return { kind: 'table', ...table };
      }),
    },
  ],
  issuers: ['鄂尔多斯市政务服务局'],
  issuedOn: '2020-07-15',
  remark: '此件公开发布',
};

export const zhalantun: OfficialDocument = {
  title: '关于扎兰屯市政府门户网站2023年1—3月信息报送及采用情况的通报',
  addressees: '各乡镇、街道，市直各部门',
  blocks: [
    {
      kind: 'paragraph',
      style: 'body',
      text: '按照《国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的通知》（国办秘函〔2019〕19号）、《内蒙古自治区人民政府办公厅关于进一步做好政府网站和政务新媒体管理工作的通知》（内政办字〔2021〕45号）的要求，现将扎兰屯市政府门户网站1—3月信息报送及采用情况通报如下：',
    },
    { kind: 'paragraph', style: 'heading1', text: '一、基本情况' },
    {
      kind: 'paragraph',
      style: 'body',
      text: '第一季度市政府门户网站共收到各地报送信息2000条，其中，部门报送1165条，乡镇报送835条。市政府门户网站共采用773条，其中，部门采用456条，乡镇采用317条。呼伦贝尔市政府网站采用部门信息14条。',
    },
    { kind: 'paragraph', style: 'heading1', text: '二、存在问题' },
    { kind: 'paragraph', style: 'body', text: '一是个别单位报送信息时未添加审核人。二是个别单位报送信息的时效性不强，导致信息无法采用。' },
    { kind: 'paragraph', style: 'heading1', text: '三、下一步工作要求' },
    { kind: 'paragraph', style: 'heading2', text: '（一）加强信息审核力度' },
    { kind: 'paragraph', style: 'body', text: '各单位要提高信息质量、加大信息审核力度，降低错敏字出现频率。' },
    { kind: 'paragraph', style: 'heading2', text: '（二）加强日常检查工作' },
    { kind: 'paragraph', style: 'body', text: '收到错敏字整改通知时，各单位应立即开展整改工作，并及时做好自查，避免类似情况出现。' },
  ],
  attachments: [
    {
      title: '市直各部门信息采用情况统计表',
      blocks: [{ kind: 'table', columns: columnsOf(goldenTable('002', 0).columns), rows: rowsOf(goldenTable('002', 0).rows) }],
    },
    {
      title: '各乡镇街道信息采用情况统计表',
      blocks: [
        {
          kind: 'table',
          columns: columnsOf(goldenTable('002', 1).columns),
          rows: [...rowsOf(goldenTable('002', 1).rows), { cells: ['', '合计', 317, 1585, 1585], emphasis: true }],
          notes: ['各单位上报信息扎兰屯市采用一条计5分，呼伦贝尔市采用一条计10分。'],
        },
      ],
    },
  ],
  issuers: ['扎兰屯市推进政府职能转变和“放管服”改革协调小组办公室', '扎兰屯市政务服务局'],
  onBehalf: true,
  issuedOn: '2023-04-13',
  remark: '此件主动公开',
};

const rollUp: TableRow[] = goldenTable('000', 1).groups.flatMap(({ area, subtotal, rows }) => [
  { cells: [area, subtotal], emphasis: true },
  ...rows.map((cells) => ({ cells })),
]);

/** Two areas side by side, as the source prints them. */
const sideBySide: TableRow[] = Array.from({ length: Math.ceil(rollUp.length / 2) }, (_, i) => {
  const [left, right] = [rollUp[i], rollUp[i + Math.ceil(rollUp.length / 2)]];
  return { cells: [...(left?.cells ?? []), ...(right?.cells ?? [null, null])] };
});

const wrapped: OfficialDocument = {
  mark: '内蒙古自治区人口计生委办公室文件',
  documentNumber: '内人口办发〔2011〕139号',
  title: '关于2011年度政务信息采用情况的通报',
  addressees: '各盟市人口计生局（委）',
  blocks: [
    {
      kind: 'paragraph',
      style: 'body',
      text: '2011年，全区各级人口计生部门紧紧围绕人口计生中心工作，突出本地区本部门的工作特色和群众关注的热点、难点问题，积极向内蒙古人口网报送信息。',
    },
    { kind: 'paragraph', style: 'body', text: '现将2011年度各盟市、旗县人口计生政务信息在我委门户网站采用情况予以通报。' },
  ],
  attachments: [
    {
      title: '自治区人口计生委门户网站2011年信息采用情况统计（表一）',
      blocks: [
        {
          kind: 'table',
          columns: columnsOf(goldenTable('000', 0).columns),
          rows: rowsOf(goldenTable('000', 0).rows),
          maker: '制表人：李芳林',
        },
      ],
    },
    {
      title: '自治区人口计生委门户网站2011年信息采用情况统计（表二）',
      blocks: [{ kind: 'table', columns: columnsOf(['地区', '采用数', '地区', '采用数']), rows: sideBySide, maker: '制表人：郝雅坤' }],
    },
  ],
  issuers: [],
};

const forwarding: OfficialDocument = {
  mark: '鄂尔多斯市人口和计划生育委员会文件',
  documentNumber: '鄂人口计生传〔2012〕4号',
  title: '关于转发自治区人口计生委关于2011年度政务信息采用情况的通报的通知',
  addressees: '各旗区人口计生局、康巴什新区卫生和人口计生局',
  blocks: [
    {
      kind: 'paragraph',
      style: 'body',
      text: '现将自治区人口计生委《关于2011年度政务信息采用情况的通报》转发给你们，请各地按照文件精神，认真做好以下工作：',
    },
    {
      kind: 'paragraph',
      style: 'body',
      text: '一、各旗区要紧紧围绕人口计生中心工作，积极向中国人口报社、网站，内蒙古人口网、人口与生育报社，市级各大新闻媒体报送信息。',
    },
  ],
  attachments: [{ title: '《关于2011年度政务信息采用情况的通报》', blocks: [], document: wrapped }],
  issuers: ['鄂尔多斯市人口和计划生育委员会'],
  issuedOn: '2012-02-03',
};

/** What published bulletins rarely show: marks for zero, decimals, rates, formulas' look-alikes, rare characters, long names. */
export const corners: OfficialDocument = {
  documentNumber: '测办〔2024〕1号',
  title: '关于“测试”<数据>&表格各种情形的通报',
  addressees: '㛃、𬭎、𠅤、昇、堃同志',
  blocks: [
    {
      kind: 'paragraph',
      style: 'body',
      text: '=1+1、+2、-3、@某人 均为文字；C:\\网站\\"首页" #set $x$ *粗* _斜_ `码` <br> https://example.gov.cn/a?b=1&c=2 也是文字。Wi-Fi and WPS Office 2019 版。',
    },
    {
      kind: 'table',
      caption: '网站信息报送采纳情况（含“零”报送）',
      columns: [{ title: '序号' }, { title: '单位' }, { title: '报送数' }, { title: '采纳率' }, { title: '加减分' }, { title: '备注' }],
      rows: [
        { cells: [1, '扎兰屯市推进政府职能转变和“放管服”改革协调小组办公室（扎兰屯市政务服务局）', 37, '43.3%', -12.5, '=SUM(A1:A9)'] },
        { cells: [2, '㛃𬭎𠅤昇堃镇人民政府', 0, '—', 0, '/'] },
        { cells: [3, '@办公室', 1200, '100%', 0.5, '+8'] },
        { cells: [4, '-局', null, null, null, null] },
        { cells: [null, '合计', 1237, '98.50', -12, '007'], emphasis: true },
      ],
      notes: ['“—”表示未报送，“/”表示得分为0。'],
      maker: '制表人：张三',
    },
    { kind: 'paragraph', style: 'body', text: '表后的正文。' },
  ],
  attachments: [],
  issuers: ['测试市人民政府办公室'],
  issuedOn: '2024-01-09',
};

export const plain: OfficialDocument = {
  title: '关于9月份信息报送情况的通报',
  addressees: '各科室',
  blocks: [{ kind: 'paragraph', style: 'body', text: '9月份共报送信息12条，采用8条。' }],
  attachments: [],
  issuers: ['某某区政务服务局'],
  issuedOn: '2024-10-08',
};

export const documents: readonly (readonly [name: string, document: OfficialDocument])[] = [
  ['a simple bulletin', plain],
  ['four group tables with 51 units', ordos],
  ['two attachments with ranks', zhalantun],
  ['a nested roll-up', wrapped],
  ['a forwarding notice that wraps another document', forwarding],
  ['marks, decimals, rare characters and long names', corners],
];
