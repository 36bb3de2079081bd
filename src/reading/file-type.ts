/** What a file is by its bytes, whatever its name says. */

/** Kinds that are looked into further; everything else is only named, so that a refusal can say what it really is. */
export type ContentKind = 'png' | 'jpeg' | 'gif' | 'webp' | 'pdf' | 'zip' | 'compound' | 'text' | 'other';

export interface FileContent {
  readonly kind: ContentKind;
  /** In Chinese, as a sentence can use it: Windows 程序. */
  readonly name: string;
}

const bytesOf = (hex: string): readonly number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
const ascii = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

/** First bytes, at an offset. Sources: the formats' own specifications, as gathered in Wikipedia's list of file signatures. */
const signatures: readonly (readonly [kind: ContentKind, name: string, bytes: readonly number[], at?: number])[] = [
  ['png', 'PNG 图片', bytesOf('89504e470d0a1a0a')],
  ['jpeg', 'JPEG 图片', bytesOf('ffd8ff')],
  ['gif', 'GIF 图片', ascii('GIF87a')],
  ['gif', 'GIF 图片', ascii('GIF89a')],
  ['webp', 'WebP 图片', ascii('WEBP'), 8],
  ['pdf', 'PDF 文件', ascii('%PDF-')],
  ['zip', '压缩包（zip）', ascii('PK\x03\x04')],
  ['zip', '空的压缩包（zip）', ascii('PK\x05\x06')],
  ['compound', '旧格式的 Office 文件', bytesOf('d0cf11e0a1b11ae1')],
  ['other', 'Windows 程序', ascii('MZ')],
  ['other', 'Linux 程序', bytesOf('7f454c46')],
  ['other', 'macOS 程序', bytesOf('cffaedfe')],
  ['other', 'macOS 程序', bytesOf('cefaedfe')],
  ['other', 'Java 程序', bytesOf('cafebabe')],
  ['other', 'Windows 快捷方式', bytesOf('4c0000000114020000000000c000000000000046')],
  ['other', 'Windows 安装包（cab）', ascii('MSCF')],
  ['other', 'WebAssembly 程序', bytesOf('0061736d')],
  ['other', '压缩包（rar）', ascii('Rar!')],
  ['other', '压缩包（7z）', bytesOf('377abcaf271c')],
  ['other', '压缩包（gz）', bytesOf('1f8b')],
  ['other', '压缩包（bz2）', ascii('BZh')],
  ['other', '压缩包（xz）', bytesOf('fd377a585a00')],
  ['other', 'HEIC 照片', ascii('ftypheic'), 4],
  ['other', 'HEIC 照片', ascii('ftypmif1'), 4],
  ['other', 'AVIF 图片', ascii('ftypavif'), 4],
  ['other', '视频或音频（mp4 类）', ascii('ftyp'), 4],
  ['other', '视频（avi）', ascii('AVI '), 8],
  ['other', '音频（wav）', ascii('WAVE'), 8],
  ['other', '音频（mp3）', ascii('ID3')],
  ['other', '视频（flv）', ascii('FLV')],
  ['other', '视频或音频（ogg）', ascii('OggS')],
  ['other', '视频（mkv、webm）', bytesOf('1a45dfa3')],
  ['other', 'TIFF 图片', bytesOf('49492a00')],
  ['other', 'TIFF 图片', bytesOf('4d4d002a')],
  ['other', 'Photoshop 文件', ascii('8BPS')],
  ['other', '图标文件（ico）', bytesOf('00000100')],
  ['other', 'PostScript 程序', ascii('%!PS')],
  ['other', 'RTF 文档', ascii('{\\rtf')],
  ['other', '数据库文件（SQLite）', ascii('SQLite format 3')],
];

/** Text that a browser or a shell would run or draw. */
const activeText: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['SVG 图形', /^(?:<\?xml[^>]*>|<!--[\s\S]{0,500}?-->|<!doctype[^>]*>|\s)*<svg[\s>]/i],
  ['网页（html）', /^\s*(?:<!--[\s\S]{0,500}?-->\s*)*<(?:!doctype|html|head|body|script|iframe|meta|title|style|table|div|img|a)[\s>/]/i],
  ['网页存档（mhtml）', /^(?:from|mime-version|subject|date|content-type): [\s\S]{0,2000}multipart\/related/i],
  ['网页程序（php）', /^\s*<\?(?:php|=)/i],
  ['XML 文件', /^\s*<\?xml/i],
  ['脚本程序', /^\s*(?:#!\s*\/|@echo\b|set-executionpolicy\b|powershell(?:\.exe)?\s)/i],
  ['Windows 设置文件（url、reg、inf）', /^\s*(?:\[internetshortcut\]|windows registry editor|\[autorun\])/i],
];

const matches = (bytes: Uint8Array, wanted: readonly number[], at = 0): boolean => wanted.every((byte, i) => bytes[at + i] === byte);

/**
 * What the bytes are. `text` is anything without binary signs that nobody would run; whether it can be decoded is for the reader
 * to find out. Bytes that follow no known form are `other` with the name 无法识别的文件.
 */
export function contentOf(bytes: Uint8Array): FileContent {
  const found = signatures.find(([, , wanted, at]) => matches(bytes, wanted, at));
  // BM alone begins many a text; a bitmap also says its own length.
  if (found) return { kind: found[0], name: found[1] };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (matches(bytes, ascii('BM')) && bytes.length > 26 && view.getUint32(2, true) <= bytes.length && view.getUint16(6, true) === 0) {
    return { kind: 'other', name: 'BMP 图片' };
  }
  const head = headText(bytes);
  if (head === undefined) return { kind: 'other', name: '无法识别的文件' };
  const active = activeText.find(([, pattern]) => pattern.test(head));
  return active ? { kind: 'other', name: active[0] } : { kind: 'text', name: '文本文件' };
}

/** The first characters where the bytes may be text; GBK reads as well as UTF-8 here, since only ASCII is looked at. */
function headText(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, 4096);
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  if (wide) return new TextDecoder(wide).decode(head);
  const begin = matches(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const text = new TextDecoder('latin1').decode(head.subarray(begin));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells binary from text
  return /[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
}
