/**
 * How long a bulletin with 53 units in two attachments takes in each format, warm. Every round has other figures, so that
 * nothing is answered from a cache of the same document.
 */
import type { Column, OfficialDocument, TableRow } from '../src/domain/document.ts';
import { createPrinter, formats } from '../src/engines/documents.ts';
import { type Measured, median } from './measured.ts';

const kinds = [
  '发展和改革',
  '教育',
  '科学技术',
  '工业和信息化',
  '民族事务',
  '公安',
  '民政',
  '司法',
  '财政',
  '人力资源和社会保障',
  '自然资源',
  '生态环境',
];

function ranking(round: number, count: number, columns: readonly Column[]): { columns: readonly Column[]; rows: readonly TableRow[] } {
  const rows = Array.from({ length: count }, (_, i): TableRow => {
    const adopted = (count - i) * 3 + (round % 7);
    const figures = [adopted, adopted * 5, (i * round) % 4, ((i * round) % 4) * 10, adopted * 5 + ((i * round) % 4) * 10];
    return { cells: [i + 1, `${kinds[i % kinds.length]}${i < kinds.length ? '' : `第${i}`}局`, ...figures].slice(0, columns.length) };
  });
  return { columns, rows };
}

const heads = ['排名', '单位', '市政府网站采用条数', '市政府网站采用得分', '省政府网站采用条数', '省政府网站采用得分', '本季度得分'].map(
  (title) => ({ title }),
);

function bulletin(round: number): OfficialDocument {
  const text = `第${round}轮，市政府门户网站共收到各单位报送信息${2000 + round}条，采用${700 + round}条。各单位要提高信息质量、加大信息审核力度，降低错敏字出现频率。`;
  return {
    mark: '某某市人民政府办公室文件',
    documentNumber: `某政办发〔2024〕${round + 1}号`,
    title: '某某市人民政府办公室关于市政府门户网站2024年第一季度信息报送及采用情况的通报',
    addressees: '各乡镇、街道，市直各部门',
    blocks: ['一、基本情况', '二、存在问题', '三、下一步工作要求'].flatMap((heading) => [
      { kind: 'paragraph', style: 'heading1', text: heading } as const,
      { kind: 'paragraph', style: 'body', text } as const,
    ]),
    attachments: [
      { title: '市直各部门信息采用情况统计表', blocks: [{ kind: 'table', ...ranking(round, 35, heads) }] },
      {
        title: '各乡镇街道信息采用情况统计表',
        blocks: [{ kind: 'table', ...ranking(round, 18, heads.slice(0, 5)), notes: ['每采用一条计5分。'] }],
      },
    ],
    issuers: ['某某市人民政府办公室'],
    issuedOn: '2024-04-13',
    remark: '此件公开发布',
  };
}

/** Medians in milliseconds after ten warm rounds; bounds as the project promises them. */
export async function run(): Promise<readonly Measured[]> {
  const printer = createPrinter({ fontFolders: [] });
  const times = new Map<string, number[]>([...formats, 'all'].map((name) => [name, []]));
  for (let round = 0; round < 40; round += 1) {
    const document = bulletin(round);
    let all = 0;
    for (const format of formats) {
      const started = performance.now();
      await printer.print(document, format);
      const took = performance.now() - started;
      all += took;
      if (round >= 10) times.get(format)?.push(took);
    }
    if (round >= 10) times.get('all')?.push(all);
  }
  const row = (name: string, key: string, bound?: string): Measured => ({
    name,
    value: median(times.get(key) ?? []),
    unit: 'ms',
    ...(bound === undefined ? {} : { bound }),
  });
  return [
    row('53 个单位的通报，四种格式（预热后）', 'all', '≤ 150 ms'),
    row('其中 pdf', 'pdf', '≤ 20 ms'),
    row('其中 docx', 'docx'),
    row('其中 xlsx', 'xlsx'),
    row('其中 html', 'html'),
  ];
}
