/** Images: how large they are, and whether they are only images. */
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';

export interface ImageLimits {
  /** Pixels of the longer side; long explaining pictures (长图) are common. */
  readonly side: number;
  /** Width × height. */
  readonly pixels: number;
}
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

type ImageKind = 'png' | 'jpeg' | 'gif' | 'webp';

const no = (code: string, message: string): Outcome<never> => refuse('findings', [problem(code, message)]);

/** Width and height in pixels, or why the image is refused. Nothing is decoded: a bomb must not go off here. */
export function inspectImage(bytes: Uint8Array, kind: ImageKind, limits: ImageLimits): Outcome<ImageSize> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = sizes[kind](buffer);
  if (size === undefined || size.width === 0 || size.height === 0) return no('damaged', '图片不完整或已损坏，请重新取得或另存一次再上传');
  if (hidesCode(buffer, kind)) return no('polyglot', '图片里夹带了网页代码或压缩包，不是单纯的图片，请用图片软件另存一次再上传');
  if (Math.max(size.width, size.height) > limits.side || size.width * size.height > limits.pixels) {
    return no('image-size', `图片尺寸为 ${size.width}×${size.height}，过大，会拖垮浏览器，请缩小后再上传`);
  }
  return accept(size);
}

const archives = ['Rar!\x1a\x07', '7z\xbc\xaf\x27\x1c', 'PK\x03\x04', '%PDF-1.'];

/** Code that a browser or an archiver would find in the very same bytes. */
function hidesCode(buffer: Buffer, kind: ImageKind): boolean {
  const text = buffer.toString('latin1');
  // A script can begin with GIF89a/* or GIF89a=…; as a width that would be over 8,000 pixels.
  if (kind === 'gif' && /^GIF8[79]a(?:\/[*/]|=[\x20-\x7e])/.test(text)) return true;
  if (/<(?:script|html|body|iframe|!doctype html|\?php)[\s>]/i.test(text)) return true;
  if (text.slice(-65_557).includes('PK\x05\x06')) return true;
  const end = endOf(buffer, kind);
  const behind = text.slice(end);
  return archives.some((sign) => behind.includes(sign)) || /^(?:MZ|%PDF-|\s*<\w)/.test(behind);
}

/** Where the image itself ends; cameras and editors do write things of their own behind it. */
function endOf(buffer: Buffer, kind: ImageKind): number {
  if (kind === 'png') {
    const last = buffer.indexOf('IEND', 8, 'latin1');
    return last < 0 ? buffer.length : last + 8;
  }
  if (kind === 'webp') return Math.min(buffer.length, buffer.readUInt32LE(4) + 8);
  const last = buffer.lastIndexOf(kind === 'jpeg' ? Buffer.of(0xff, 0xd9) : Buffer.of(0x00, 0x3b));
  return last < 0 ? buffer.length : last + 2;
}

const sizes: Readonly<Record<ImageKind, (buffer: Buffer) => ImageSize | undefined>> = {
  png: (buffer) =>
    buffer.length > 33 && buffer.toString('latin1', 12, 16) === 'IHDR'
      ? { width: buffer.readUInt32BE(16), height: buffer.readUInt32BE(20) }
      : undefined,
  gif: (buffer) => (buffer.length > 13 ? { width: buffer.readUInt16LE(6), height: buffer.readUInt16LE(8) } : undefined),
  jpeg: jpegSize,
  webp: webpSize,
};

/** The frame header (SOFn) of ITU-T T.81, B.2.2. */
function jpegSize(buffer: Buffer): ImageSize | undefined {
  for (let at = 2; at + 9 < buffer.length; ) {
    if (buffer[at] !== 0xff) return undefined;
    const marker = buffer[at + 1] as number;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { height: buffer.readUInt16BE(at + 5), width: buffer.readUInt16BE(at + 7) };
    } else if (marker === 0xda || marker === 0xd9) return undefined;
    else at += marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8) ? 2 : 2 + buffer.readUInt16BE(at + 2);
  }
  return undefined;
}

/** RFC 9649, sections 2.5–2.7. */
function webpSize(buffer: Buffer): ImageSize | undefined {
  if (buffer.length < 30) return undefined;
  switch (buffer.toString('latin1', 12, 16)) {
    case 'VP8X':
      return { width: buffer.readUIntLE(24, 3) + 1, height: buffer.readUIntLE(27, 3) + 1 };
    case 'VP8L': {
      const bits = buffer.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: buffer.readUInt16LE(26) & 0x3fff, height: buffer.readUInt16LE(28) & 0x3fff };
    default:
      return undefined;
  }
}
