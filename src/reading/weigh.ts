/** What a file would cost to read, found out before a library reads it: how much it unpacks to, how deep it nests, what it would fetch. */
import { constants, inflateSync } from 'node:zlib';
import { openCompound } from './compound.ts';
import { DamagedError, LockedError, UnfitError } from './unreadable.ts';
import { zipParts } from './upload-zip.ts';

const megabyte = 1024 * 1024;

/** The most that is read of one file; a bulletin with photographs has a few megabytes. */
export const mostBytes = 64 * megabyte;
const mostUnpacked = 256 * megabyte;
const mostXml = 64 * megabyte;
const mostText = 16 * megabyte;
const mostStream = 96 * megabyte;
/** Sheets of blank cells pack to a fiftieth; what packs to less than that, and is not small, is made to. */
const mostTimes = 150;
const allowedAlways = 16 * megabyte;
const deepest = 400;
/** Pages of other hands leave tags open; beyond this it is no page. */
const deepestPage = 1500;

const tooLarge = (bytes: number, most: number, when = ''): UnfitError =>
  new UnfitError(`${when}有 ${Math.ceil(bytes / megabyte)} MB，超过能读取的 ${Math.floor(most / megabyte)} MB，请拆分或压缩图片后再试`);
const tooDeep = (): UnfitError => new UnfitError('的内容一层套一层，深得不像公文，没有读取');
const unpacksTooLarge = (how = `超过 ${mostUnpacked / megabyte} MB`): UnfitError =>
  new UnfitError(`解开后会胀大${how}，可能会拖垮电脑，没有读取`);

/** Throws UnfitError where the file itself is too large. */
export function weighBytes(size: number): void {
  if (size > mostBytes) throw tooLarge(size, mostBytes);
}

/**
 * Looks through an Office package. Throws UnfitError where it unpacks to too much, nests too deep or defines entities (by which a file
 * fetches others, or grows without end), LockedError where a part has a password, DamagedError where it is cut off.
 */
export async function weighPackage(bytes: Uint8Array): Promise<void> {
  const parts = await zipParts(bytes, mostUnpacked);
  if (!parts.ok) {
    const code = parts.findings[0]?.code;
    if (code === 'zip-bomb') throw unpacksTooLarge();
    if (code === 'encrypted') throw new LockedError('a part has a password');
    throw new DamagedError(`the package is ${code}`);
  }
  const unpacked = parts.value.reduce((sum, part) => sum + part.bytes.length, 0);
  if (unpacked > allowedAlways && unpacked > bytes.length * mostTimes)
    throw unpacksTooLarge(`到原来的 ${Math.round(unpacked / bytes.length)} 倍`);
  const texts = parts.value.filter(({ name }) => /\.(?:xml|rels|vml)$/i.test(name));
  const size = texts.reduce((sum, part) => sum + part.bytes.length, 0);
  if (size > mostXml) throw tooLarge(size, mostXml, '解开后的文字和表格');
  for (const part of texts) weighXml(part.bytes);
}

/** Throws DamagedError where a stream of an old Office file is shorter than its directory says. */
export function weighCompound(bytes: Uint8Array): void {
  if (!openCompound(bytes)?.whole) throw new DamagedError('a compound file is cut off');
}

const tagEnd = 0x3e;
const [mark, slash, query] = ['!', '/', '?'].map((sign) => sign.charCodeAt(0));

/** How deep elements nest; throws UnfitError beyond the limit, and on a document type, which a part of a package never has. */
function weighXml(part: Buffer): void {
  const wide = (part[0] === 0xff && part[1] === 0xfe) || (part[0] === 0xfe && part[1] === 0xff);
  const xml = wide ? Buffer.from(new TextDecoder(part[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(part)) : part;
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml.toString('latin1', 0, 4096)) || xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY')) {
    throw new UnfitError('里有 XML 实体定义，正常的 Office 文件不会有，没有读取');
  }
  let depth = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at + 1)) {
    const next = xml[at + 1];
    if (next === slash) depth -= 1;
    else if (next !== mark && next !== query) {
      const end = xml.indexOf(tagEnd, at);
      if (end < 0) return;
      if (xml[end - 1] !== slash) depth += 1;
      if (depth > deepest) throw tooDeep();
      at = end;
    }
  }
}

const neverClosed =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|thead|tbody|tfoot|option|o:p)$/i;

/** Throws UnfitError where a plain text is longer than a document. */
export function weighText(size: number): void {
  if (size > mostText) throw tooLarge(size, mostText, '的文字');
}

/** Throws UnfitError where a page is too large or nests too deep. Elements that need no end tag do not count. */
export function weighPage(html: string): void {
  if (html.length > mostText) throw tooLarge(html.length, mostText, '的文字');
  let depth = 0;
  for (const [, closing, name = '', empty] of html.matchAll(/<(\/?)([a-z][\w:-]*)[^>]{0,4096}?(\/?)>/gi)) {
    if (neverClosed.test(name) || empty === '/') continue;
    depth = closing === '/' ? Math.max(0, depth - 1) : depth + 1;
    if (depth > deepestPage) throw tooDeep();
  }
}

/**
 * Throws DamagedError where a pdf is cut off (a reader could still find pages in it, and nobody would know that others are missing),
 * UnfitError where its streams unpack to too much.
 */
export function weighPdf(bytes: Uint8Array): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1');
  const whole = /\/Linearized\b[^>]{0,200}\/L\s+(\d+)/.exec(text.slice(0, 2048))?.[1];
  if (!text.slice(-65_536).includes('%%EOF') || Number(whole ?? 0) > bytes.length) throw new DamagedError('the pdf is cut off');
  let total = 0;
  for (const { index, 0: head } of text.matchAll(/(?<!end)stream\r?\n/g)) {
    const dictionary = text.slice(Math.max(0, text.lastIndexOf('obj', index)), index);
    if (!/\/(?:FlateDecode|Fl)\b/.test(dictionary)) continue;
    if (/\/(?:FlateDecode|Fl)\s*\/(?:FlateDecode|Fl)\b/.test(dictionary)) throw unpacksTooLarge();
    const end = text.indexOf('endstream', index);
    total += unpackedSize(buffer.subarray(index + head.length, end < 0 ? undefined : end));
    if (total > mostUnpacked) throw unpacksTooLarge();
  }
}

function unpackedSize(packed: Buffer): number {
  // What cannot blow up is not unpacked: no byte gives more than 1032.
  if (packed.length * 1032 < megabyte) return packed.length * 4;
  try {
    return inflateSync(packed, { maxOutputLength: mostStream, finishFlush: constants.Z_SYNC_FLUSH }).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw unpacksTooLarge();
    return packed.length;
  }
}
