/** Office packages (ECMA-376) and OFD (GB/T 33190-2016), by their parts: what they are, and what in them acts, calls out or hides. */
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { looksIntoCompound } from './upload-compound.ts';
import type { UploadKind } from './upload-kinds.ts';
import type { ZipPart } from './upload-zip.ts';

export interface OfficeContent {
  readonly kind: UploadKind;
  /** What its owner should know before it is published. */
  readonly warnings: readonly Finding[];
  /** Lines of its text, for the search for secrecy marks. */
  readonly lines: readonly string[];
}

const no = (code: string, message: string): Outcome<never> => refuse('findings', [problem(code, message)]);
const warn = (code: string, message: string): Finding => ({ code, level: 'warning', message });

const mainTypes: readonly (readonly [type: string, kind: UploadKind])[] = [
  ['wordprocessingml.document.main+xml', 'docx'],
  ['spreadsheetml.sheet.main+xml', 'xlsx'],
  ['presentationml.presentation.main+xml', 'pptx'],
];

const isXml = (name: string): boolean => /\.(?:xml|rels|vml)$/i.test(name);

function xmlOf({ bytes }: ZipPart): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
    const code = name === undefined ? (hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)) : 0;
    return name !== undefined ? (entities[name] ?? whole) : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });

/** What an unpacked zip is; undefined where it is no office file at all. */
export function officeContent(parts: readonly ZipPart[], nested = false): Outcome<OfficeContent> | undefined {
  const texts = new Map(parts.filter(({ name }) => isXml(name)).map((part) => [part.name, xmlOf(part)] as const));
  const types = texts.get('[Content_Types].xml');
  if (types === undefined) return texts.has('OFD.xml') ? ofdContent(parts, texts) : undefined;
  const active = actingParts(parts, types, nested);
  if (active) return active;
  if ([...texts.values()].some((xml) => /<!(?:DOCTYPE|ENTITY)/i.test(xml)))
    return no('xml-entity', '文件里有 XML 实体定义，正常的 Office 文件不会有，不能上传');
  const kind = mainTypes.find(([type]) => types.includes(type))?.[1];
  if (kind === undefined) return no('not-allowed', '这是 Office 的模板、放映或其他格式，请另存为 docx、xlsx 或 pptx');
  const links = outwardLinks(texts);
  if (!links.ok) return links;
  const words = [...texts].filter(([name]) => name.startsWith('word/')).map(([, xml]) => xml);
  if (words.some(hasDde) || [...texts.values()].some((xml) => /<(?:\w+:)?ddeLink\b/.test(xml))) {
    return no('dde', '文件里有会启动其他程序的链接（DDE），请删除该域或链接后再上传');
  }
  return accept({ kind, warnings: [...links.value, ...leftovers(texts)], lines: linesOf(kind, texts) });
}

/** Macros, controls, objects and programs, known by type, name and first bytes. */
function actingParts(parts: readonly ZipPart[], types: string, nested: boolean): Outcome<never> | undefined {
  if (/macroEnabled|vbaProject|vbaData|intlmacrosheet|macrosheet/i.test(types)) return macro;
  for (const { name, bytes } of parts) {
    if (/vbaProject|vbaData|macrosheets\//i.test(name)) return macro;
    if (/activeX\//i.test(name)) return no('embedded-object', '文件里有 ActiveX 控件，请删除控件后再上传');
    if (/\.(?:exe|dll|scr|com|bat|cmd|ps1|vbs?|js|jse|wsf|hta|jar|lnk|msi|html?|mht)$/i.test(name) || starts(bytes, 'MZ')) {
      return no('embedded-object', '文件里夹带了程序，不能上传');
    }
    if (starts(bytes, '\xd0\xcf\x11\xe0')) {
      const inside = looksIntoCompound(bytes);
      return inside.macros ? macro : no('embedded-object', '文件里嵌入了其他对象（OLE），请把它改为图片或表格后再上传');
    }
    if (/\/embeddings\//i.test(name) && !(starts(bytes, 'PK') && !nested && /\.(?:xlsx|docx|pptx)$/i.test(name))) {
      return no('embedded-object', '文件里嵌入了其他文件，请删除后单独上传');
    }
  }
  return undefined;
}

const macro = no('macro', '文件里有宏，不能上传，请另存为不带宏的 docx、xlsx 或 pptx');
const starts = (bytes: Uint8Array, text: string): boolean => [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));

/** The packages that charts keep their figures in; each must pass as a file of its own would. */
export const embeddedPackages = (parts: readonly ZipPart[]): readonly ZipPart[] => parts.filter(({ name }) => /\/embeddings\//i.test(name));

const attributesOf = (tag: string): ReadonlyMap<string, string> =>
  new Map(
    [...tag.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [
      name,
      decoded(double ?? single ?? ''),
    ]),
  );

/** Relationships that lead out of the file. Links that a reader clicks are fine; what is fetched on opening is not. */
function outwardLinks(texts: ReadonlyMap<string, string>): Outcome<readonly Finding[]> {
  const warnings = new Map<string, Finding>();
  for (const [name, xml] of texts) {
    if (!name.endsWith('.rels')) continue;
    for (const [tag] of xml.matchAll(/<(?:\w+:)?Relationship\b(?:"[^"]*"|'[^']*'|[^>"'])*>/g)) {
      const relation = attributesOf(tag);
      if (relation.get('TargetMode')?.toLowerCase() !== 'external') continue;
      const type = (relation.get('Type') ?? '').split('/').at(-1) ?? '';
      const target = (relation.get('Target') ?? '').trim();
      if (type === 'hyperlink') continue;
      const local =
        /^(?:file:\/{3}|file:\/?)?[a-z]:[\\/]|^file:\/{3}[^/\\]|^[^:\\/]+$/i.test(target) && !/^(?:file:)?[\\/]{2}[^\\/]/i.test(target);
      if (type === 'attachedTemplate') {
        if (!local) return no('external-template', `文件打开时会从外部下载模板（${target.slice(0, 60)}），不能上传，请另存为新文档`);
      } else if (/^(?:externalLinkPath|xlPathMissing|xlStartup|xlLibrary|xlAlternateStartup|externalLink)$/.test(type)) {
        warnings.set(type, warn('external-workbook', '表格引用了别的工作簿，公开前请把公式改为数值'));
      } else if (/^(?:image|video|audio|media)$/.test(type) && (local || /^https?:/i.test(target))) {
        warnings.set(type, warn('external-image', '文件里有链接到外部的图片或音视频，别人打开时可能看不到，请改为嵌入'));
      } else {
        return no('external-object', `文件打开时会读取外部内容（${target.slice(0, 60)}），不能上传，请断开链接后另存`);
      }
    }
  }
  return accept([...warnings.values()]);
}

/** Field instructions may be cut into runs anywhere. */
function hasDde(xml: string): boolean {
  const runs = [...xml.matchAll(/<w:instrText\b[^>]*>([^<]*)</g)].map(([, text = '']) => text).join('');
  const simple = [...xml.matchAll(/<w:fldSimple\b[^>]*w:instr\s*=\s*["']([^"']*)/g)].map(([, text = '']) => text);
  return [runs, ...simple].some((text) => /(?:^|[^a-z])DDE(?:AUTO)?[\s"\\]/i.test(decoded(text)));
}

/** Comments and tracked changes are for colleagues, not for the public. */
function leftovers(texts: ReadonlyMap<string, string>): readonly Finding[] {
  const document = texts.get('word/document.xml') ?? '';
  const comments = texts.get('word/comments.xml') ?? '';
  return [
    ...(/<w:(?:ins|del|moveFrom|moveTo)\s/.test(document)
      ? [warn('tracked-changes', '文档里有未接受的修订，公开前请接受或拒绝全部修订')]
      : []),
    ...(/<w:comment\s/.test(comments) ? [warn('comments', '文档里有批注，公开前请删除')] : []),
  ];
}

const textOf = (xml: string, tag: string): string =>
  [...xml.matchAll(new RegExp(`<(?:\\w+:)?${tag}(?:\\s[^>]*)?>([^<]*)<`, 'g'))].map(([, text = '']) => decoded(text)).join('');

function linesOf(kind: UploadKind, texts: ReadonlyMap<string, string>): readonly string[] {
  const of = (pattern: RegExp): string[] => [...texts].filter(([name]) => pattern.test(name)).map(([, xml]) => xml);
  if (kind === 'docx') {
    const heads = of(/^word\/(?:header|footer)\d*\.xml$/);
    return [...heads, ...of(/^word\/document\.xml$/)]
      .flatMap((xml) => xml.split('</w:p>').map((one) => textOf(one, 't')))
      .filter((one) => one !== '');
  }
  if (kind === 'pptx') return of(/^ppt\/slides\/slide\d+\.xml$/).flatMap((xml) => xml.split('</a:p>').map((one) => textOf(one, 't')));
  // A cell may well say 机密; only what is set as a mark counts.
  const cells = [...of(/^xl\/sharedStrings\.xml$/), ...of(/^xl\/worksheets\/.*\.xml$/)].flatMap((xml) => xml.split(/<\/(?:si|is)>/));
  return cells.map((one) => textOf(one, 't')).filter((one) => /[★☆]|密级|保密期限/.test(one));
}

function ofdContent(parts: readonly ZipPart[], texts: ReadonlyMap<string, string>): Outcome<OfficeContent> {
  if (parts.some(({ bytes }) => starts(bytes, 'MZ') || starts(bytes, '\xd0\xcf\x11\xe0')))
    return no('embedded-object', '文件里夹带了其他程序或文档，不能上传');
  if ([...texts.values()].some((xml) => /<!(?:DOCTYPE|ENTITY)/i.test(xml))) return no('xml-entity', '文件里有 XML 实体定义，不能上传');
  const lines = [...texts].filter(([name]) => /Content\.xml$/i.test(name)).map(([, xml]) => textOf(xml, 'TextCode'));
  return accept({ kind: 'ofd', warnings: [], lines });
}
