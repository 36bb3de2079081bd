/** Small real files for the demo office: drawn pictures (PNG) and a document (docx), made by our own hands and renderer. */
import { crc32, deflateSync } from 'node:zlib';
import type { OfficialDocument } from '../domain/document.ts';
import { renderDocx } from '../rendering/docx.ts';

export interface DemoFile {
  readonly name: string;
  readonly description: string;
  readonly bytes: Uint8Array;
}

type Rgb = readonly [number, number, number];

const [WIDTH, HEIGHT] = [480, 300];

/** Which colour stands at a place; both from 0 to 1. */
type Drawing = (x: number, y: number) => number;

const hill = (x: number, height: number, waves: number, shift: number): number => height + 0.08 * Math.sin(x * waves + shift);

/** Drawings of a palette's colours: hills in mist, terraced fields, a bar chart, boxes of a flow. */
const drawings: readonly { readonly name: string; readonly palette: readonly Rgb[]; readonly at: Drawing }[] = [
  {
    name: '云海',
    palette: [
      [214, 230, 240],
      [176, 205, 216],
      [118, 160, 160],
      [70, 116, 104],
      [40, 78, 66],
    ],
    at: (x, y) => [0.35, 0.5, 0.65, 0.8].filter((height, index) => y > hill(x, height, 7 + 3 * index, index * 2)).length,
  },
  {
    name: '梯田',
    palette: [
      [201, 222, 236],
      [126, 166, 74],
      [164, 190, 92],
      [196, 178, 96],
    ],
    at: (x, y) => (y < hill(x, 0.3, 5, 1) ? 0 : 1 + (Math.floor(y * 18 + 2 * Math.sin(x * 6)) % 3)),
  },
  {
    name: '进度图',
    palette: [
      [255, 255, 255],
      [200, 200, 200],
      [178, 34, 34],
      [70, 110, 160],
    ],
    at: (x, y) => {
      const bar = Math.floor(x * 8);
      if (y > 0.9) return 1;
      return bar > 0 && bar < 7 && x * 8 - bar < 0.65 && y > 0.85 - 0.1 * bar ? 2 + (bar % 2) : 0;
    },
  },
  {
    name: '流程图',
    palette: [
      [255, 255, 255],
      [70, 110, 160],
      [226, 236, 246],
    ],
    at: (x, y) => {
      const [column, row] = [x * 3, y * 2];
      const [dx, dy] = [Math.abs(column - Math.floor(column) - 0.5), Math.abs(row - Math.floor(row) - 0.5)];
      if (dx < 0.33 && dy < 0.22) return 2;
      if (dx < 0.35 && dy < 0.25) return 1;
      return dy < 0.02 && x > 0.15 && x < 0.85 ? 1 : 0;
    },
  },
];

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PNG (ISO/IEC 15948) of palette colours, one byte a pixel. */
function png(palette: readonly Rgb[], at: Drawing): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  // Eight bits, palette, deflate, no interlacing.
  head.set([8, 3, 0, 0, 0], 8);
  const rows = Buffer.alloc((WIDTH + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1)
    for (let x = 0; x < WIDTH; x += 1) rows[y * (WIDTH + 1) + 1 + x] = Math.min(palette.length - 1, at(x / WIDTH, y / HEIGHT));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The pictures, always the same bytes. */
export const demoPictures = (): readonly DemoFile[] =>
  drawings.map(({ name, palette, at }) => ({ name: `${name}.png`, description: `示意图：${name}`, bytes: png(palette, at) }));

/** A table of works as a document that an item carries. */
export async function demoDocument(title: string, unit: string): Promise<DemoFile> {
  const document: OfficialDocument = {
    title,
    blocks: [
      { kind: 'paragraph', style: 'body', text: '根据年度工作安排，现将有关事项和责任分工列表如下，请对照落实。' },
      {
        kind: 'table',
        columns: [
          { title: '序号', align: 'center' },
          { title: '事项', align: 'left', width: 4 },
          { title: '完成时限', align: 'center', width: 2 },
        ],
        rows: [
          { cells: [1, '摸底登记，建立台账', '第一季度'] },
          { cells: [2, '组织实施，按月通报进度', '第三季度'] },
          { cells: [3, '检查验收，公开结果', '第四季度'] },
        ],
      },
    ],
    attachments: [],
    issuers: [unit],
  };
  return { name: `${title}.docx`, description: `${title}（全文）`, bytes: await renderDocx(document) };
}
