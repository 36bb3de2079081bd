/** Every file that comes in from outside passes here before it is kept: what it is, what it is called, and that it is nothing else. */
import { readFile, stat } from 'node:fs/promises';
import { accept, type Finding, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { secrecyFindings } from '../domain/submission/secrecy.ts';
import { encodingDetector } from './encoding.ts';
import { contentOf } from './file-type.ts';
import { looksIntoCompound } from './upload-compound.ts';
import { type ImageLimits, type ImageSize, inspectImage } from './upload-image.ts';
import { adviceFor, kindRow, type UploadKind, uploadKinds } from './upload-kinds.ts';
import { shown, uploadName } from './upload-name.ts';
import { embeddedPackages, type OfficeContent, officeContent } from './upload-office.ts';
import { inspectPdf, linesOfPdf } from './upload-pdf.ts';
import { zipParts } from './upload-zip.ts';

export interface UploadLimits {
  /** The most bytes of a kind; those of `uploadKinds` where not given. */
  readonly sizes?: Partial<Readonly<Record<UploadKind, number>>>;
  /** The most bytes an office file may have unpacked: 300 MB where not given. */
  readonly unpacked?: number;
  /** 30,000 pixels a side and 60 million in all where not given. */
  readonly image?: ImageLimits;
}

export interface InspectedUpload {
  readonly kind: UploadKind;
  readonly mediaType: string;
  /** Cleaned, with the ending its content demands. */
  readonly name: string;
  readonly byteSize: number;
  /** Of an image, in pixels. */
  readonly width?: number;
  readonly height?: number;
  /** What its owner should know before it is published; nothing that stops it. */
  readonly findings: readonly Finding[];
}

interface Content {
  readonly kind: UploadKind;
  readonly warnings?: readonly Finding[];
  readonly lines?: readonly string[];
  readonly size?: ImageSize;
}

const UNPACKED = 300 * 1024 * 1024;
const IMAGE: ImageLimits = { side: 30_000, pixels: 60_000_000 };
const no = (code: string, message: string): Outcome<never> => refuse('findings', [problem(code, message)]);

/**
 * Whether a file may be kept. `file` is its bytes or its path, `given` the name it came with. The kind is known by the content; the
 * ending must agree. Refused (code `findings`, each finding with the file's name as its place): empty or too large, of a kind that is
 * not taken, with macros, scripts, embedded or outside objects, locked, damaged, unpacking beyond the limit, being two things at
 * once, with a name that deceives, or carrying a mark of state secrets.
 */
export async function inspectUpload(
  file: Uint8Array | string,
  given: string,
  limits: UploadLimits = {},
): Promise<Outcome<InspectedUpload>> {
  const named = uploadName(given);
  if (!named.ok) return named;
  const { name, ending } = named.value;
  const outcome = await inspected(file, name, ending, limits);
  if (outcome.ok) return outcome;
  return refuse(
    outcome.code,
    outcome.findings.map((finding) => ({
      ...finding,
      where: finding.where === undefined ? shown(name) : `${shown(name)} ${finding.where}`,
    })),
  );
}

async function inspected(file: Uint8Array | string, name: string, ending: string, limits: UploadLimits): Promise<Outcome<InspectedUpload>> {
  const most = Math.max(...Object.keys(uploadKinds).map((kind) => sizeLimit(kind as UploadKind, limits)));
  const byteSize = typeof file === 'string' ? (await stat(file)).size : file.length;
  if (byteSize === 0) return no('empty', '文件是空的，请检查后重新选择');
  if (byteSize > most) return tooLarge(most);
  const bytes = typeof file === 'string' ? await readFile(file) : file;
  const content = await contentIn(bytes, ending, limits);
  if (!content.ok) return content;
  const { kind, warnings = [], lines = [], size } = content.value;
  const { endings, mediaType, name: kindName } = kindRow(kind);
  if (ending !== '' && !endings.includes(ending)) {
    return no('extension', `文件名以“.${ending}”结尾，内容实际是${kindName}；请改用“.${endings[0]}”或重新导出`);
  }
  if (byteSize > sizeLimit(kind, limits)) return tooLarge(sizeLimit(kind, limits));
  const marks = [...secrecyFindings([name.replace(/\.[^.]*$/, '')], () => '文件名'), ...secrecyFindings(lines, (i) => `第${i + 1}行`)];
  if (marks.some(({ level }) => level === 'error')) return refuse('findings', marks);
  return accept({
    ...{ kind, mediaType, byteSize, name: ending === '' ? `${name}.${endings[0]}` : name },
    ...(size ?? {}),
    findings: [...warnings, ...marks],
  });
}

const sizeLimit = (kind: UploadKind, limits: UploadLimits): number => limits.sizes?.[kind] ?? kindRow(kind).size;

const tooLarge = (most: number): Outcome<never> =>
  no('too-large', `文件超过 ${most >= 1024 * 1024 ? `${Math.floor(most / 1024 / 1024)} MB` : `${most} 字节`}，请压缩图片或拆分后再上传`);

async function contentIn(bytes: Uint8Array, ending: string, limits: UploadLimits): Promise<Outcome<Content>> {
  const { kind, name } = contentOf(bytes);
  switch (kind) {
    case 'png':
    case 'jpeg':
    case 'gif':
    case 'webp': {
      const size = inspectImage(bytes, kind, limits.image ?? IMAGE);
      return size.ok ? accept({ kind, size: size.value }) : size;
    }
    case 'pdf':
      return pdfContent(bytes);
    case 'zip':
      return packageContent(bytes, name, ending, limits);
    case 'compound':
      return compoundContent(bytes);
    case 'text':
      return textContent(bytes, ending);
    case 'other':
      return notTaken(name, ending);
  }
}

/** A file of a kind that is not taken; where its ending claims another, that is said first. */
function notTaken(name: string, ending: string): Outcome<never> {
  const claimed = Object.values(uploadKinds).find(({ endings }) => (endings as readonly string[]).includes(ending));
  if (claimed) return no('extension', `文件名以“.${ending}”结尾，内容实际是${name}，不能上传`);
  return no('not-allowed', `不能上传${name}${ending === '' ? '' : `（.${ending}）`}。${adviceFor(ending)}`);
}

async function pdfContent(bytes: Uint8Array): Promise<Outcome<Content>> {
  const sound = await inspectPdf(bytes);
  if (!sound.ok) return sound;
  const lines = await linesOfPdf(bytes, 2);
  return lines.ok ? accept({ kind: 'pdf', lines: lines.value }) : lines;
}

async function packageContent(bytes: Uint8Array, name: string, ending: string, limits: UploadLimits): Promise<Outcome<Content>> {
  const content = await officePackage(bytes, limits, false);
  return content === undefined ? notTaken(name, ending) : content;
}

/** An office package and the packages that its charts hold; undefined where the zip is none. */
async function officePackage(bytes: Uint8Array, limits: UploadLimits, nested: boolean): Promise<Outcome<OfficeContent> | undefined> {
  const parts = await zipParts(bytes, limits.unpacked ?? UNPACKED);
  if (!parts.ok) return parts;
  const content = officeContent(parts.value, nested);
  if (!content?.ok || nested) return content;
  for (const inner of embeddedPackages(parts.value)) {
    const found = await officePackage(inner.bytes, limits, true);
    if (!found?.ok) return found ?? no('embedded-object', '文件里嵌入了压缩包，请删除后单独上传');
  }
  return content;
}

function compoundContent(bytes: Uint8Array): Outcome<Content> {
  const { kind, macros, objects, locked } = looksIntoCompound(bytes);
  if (kind === 'encrypted' || locked) return no('encrypted', '文件加了密码，无法检查内容，请去掉密码后再上传');
  if (macros) return no('macro', '文件里有宏，不能上传，请另存为不带宏的 docx 或 xlsx');
  if (objects) return no('embedded-object', '文件里嵌入了其他对象（OLE），请删除或改为图片后再上传');
  if (kind === 'ppt') return no('not-allowed', adviceFor('ppt'));
  if (kind === 'unknown') return no('not-allowed', '这不是 Word 或 Excel 文件，或者已经损坏，请另存为 docx 或 xlsx 后再上传');
  // The text lies in pieces; a mark is short enough to stand in one.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marked = ['绝密★', '机密★', '秘密★'].filter((mark) => buffer.includes(mark, 0, 'utf16le'));
  return accept({ kind, lines: marked });
}

function textContent(bytes: Uint8Array, ending: string): Outcome<Content> {
  const detector = encodingDetector();
  detector.push(bytes);
  const encoding = detector.end();
  if (encoding === undefined) return no('damaged', '文本的编码无法识别，请另存为 UTF-8 后再上传');
  const text = new TextDecoder(encoding).decode(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: binary that only begins like text
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) return notTaken('无法识别的文件', ending);
  const kind = ending === 'csv' ? 'csv' : 'txt';
  if (kind === 'csv' && /(?:^|[,;\t"])\s*[=+@-][\s\w.'"]*\|/m.test(text)) {
    return no('formula', '表格里有会启动程序的公式，不能上传，请只保留数值');
  }
  return accept({ kind, lines: text.split(/\r\n?|\n/) });
}
