/** PDF (ISO 32000-1): what in it acts, hides or is locked. Looked for in the bytes and in the packed object streams, not by opening it. */
import { promisify } from 'node:util';
import { constants, inflateRaw } from 'node:zlib';
import { accept, type Outcome, problem, refuse } from '../domain/outcome.ts';
import { type OpenPdf, openPdf } from './pdf-open.ts';

const inflated = promisify<Buffer, { maxOutputLength: number; finishFlush: number }, Buffer>(inflateRaw);

const no = (code: string, message: string): Outcome<never> => refuse('findings', [problem(code, message)]);

/** Names of actions and contents that a published document has no use for. */
const acting: readonly (readonly [pattern: RegExp, code: string, message: string])[] = [
  [/\/(?:JavaScript|JS)(?=[\s/<([])/, 'pdf-script', 'PDF 里有脚本，不能上传，请用“打印”另存为新的 PDF'],
  [
    /\/(?:Launch|ImportData|SubmitForm|GoToE|Rendition|Movie)(?=[\s/<(>\]])/,
    'pdf-launch',
    'PDF 里有打开程序或向外发送数据的动作，不能上传，请用“打印”另存为新的 PDF',
  ],
  [/\/(?:EmbeddedFiles?|RichMedia|FileAttachment)(?=[\s/<([>\]])/, 'pdf-attachment', 'PDF 里夹带了附件或多媒体，请去掉后单独上传'],
  [/\/XFA(?=[\s/<([])/, 'pdf-script', 'PDF 是动态表单（XFA），内容由脚本生成，请用“打印”另存为新的 PDF'],
];

const LARGEST_STREAM = 256 * 1024 * 1024;
/** How far before a stream its dictionary may begin. */
const DICTIONARY = 16_384;
const MOST_STREAMS = 200_000;

/** Names may be written with #xx for any letter. */
const plainNames = (text: string): string =>
  text.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function foundIn(text: string): Outcome<never> | undefined {
  const plain = plainNames(text);
  const found = acting.find(([pattern]) => pattern.test(plain));
  return found && no(found[1], found[2]);
}

/** Nothing, or why the PDF is refused. */
export async function inspectPdf(bytes: Uint8Array): Promise<Outcome<undefined>> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('latin1');
  const outside = outsideStreams(text);
  if (/\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(plainNames(outside))) {
    return no('encrypted', 'PDF 加了密码或限制了权限，无法检查内容，请去掉后再上传');
  }
  if (text.slice(-65_557).includes('PK\x05\x06')) return no('polyglot', 'PDF 里夹带了压缩包，请用“打印”另存为新的 PDF');
  if (!text.includes('%%EOF')) return no('damaged', 'PDF 不完整，请重新取得或另存一次再上传');
  return foundIn(outside) ?? inspectStreams(buffer, text);
}

/** The file without the contents of its streams, where any bytes may stand. What only looks like a stream is kept. */
function outsideStreams(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const { index, 0: whole } of text.matchAll(/>>\s*stream\r?\n/g)) {
    if (index < from) continue;
    const end = text.indexOf('endstream', index);
    if (end < 0) break;
    kept.push(text.slice(from, index + whole.length));
    // A stream that holds whole objects is a trick to hide them; a content stream never does.
    const inside = text.slice(index + whole.length, end);
    if (/\d+\s+\d+\s+obj\b/.test(inside)) kept.push(inside);
    from = end;
  }
  return kept.join('') + text.slice(from);
}

/** Object streams hold objects packed; they begin with numbers. Other streams are only measured. */
async function inspectStreams(buffer: Buffer, text: string): Promise<Outcome<undefined>> {
  let [total, count] = [0, 0];
  for (const { index, 0: whole } of text.matchAll(/(?<!end)stream\r?\n/g)) {
    count += 1;
    if (count > MOST_STREAMS) return no('zip-bomb', 'PDF 里的对象过多，可能会拖垮电脑，不能上传');
    const dictionary = plainNames(dictionaryBefore(text, index));
    const packed = /\/(?:FlateDecode|Fl)\b/.test(dictionary);
    const objects = /\/ObjStm\b/.test(dictionary);
    if (/\/(?:FlateDecode|Fl)\s*\/(?:FlateDecode|Fl)\b/.test(dictionary))
      return no('zip-bomb', 'PDF 里有反复压缩的内容，可能会拖垮电脑，不能上传');
    if (objects && /\/Filter\b/.test(dictionary) && !/\/Filter\s*\[?\s*\/(?:FlateDecode|Fl)\s*[\]/>]/.test(dictionary)) return hidden;
    if (!packed) continue;
    const start = index + whole.length;
    const end = text.indexOf('endstream', start);
    const content = await unpacked(buffer.subarray(start, end < 0 ? undefined : end));
    if (content === 'too-large') return no('zip-bomb', 'PDF 解开后过大，可能会拖垮电脑，不能上传');
    if (content === undefined) {
      if (objects) return hidden;
      continue;
    }
    total += content.length;
    if (total > 2 * LARGEST_STREAM) return no('zip-bomb', 'PDF 解开后过大，可能会拖垮电脑，不能上传');
    const found = objects || /^[\s\d]{3}/.test(content.toString('latin1', 0, 3)) ? foundIn(content.toString('latin1')) : undefined;
    if (found) return found;
  }
  return accept(undefined);
}

const hidden = no('pdf-hidden', 'PDF 里有无法检查的内容，请用“打印”另存为新的 PDF');

function dictionaryBefore(text: string, at: number): string {
  const window = text.slice(Math.max(0, at - DICTIONARY), at);
  const start = Math.max(window.lastIndexOf(' obj'), window.lastIndexOf('\nobj'), window.lastIndexOf('endobj'));
  return start < 0 ? window : window.slice(start);
}

/** Without the checksum at the end, which readers do not insist on either. */
async function unpacked(packed: Buffer): Promise<Buffer | 'too-large' | undefined> {
  if (packed.length < 3) return undefined;
  try {
    return await inflated(packed.subarray(2), { maxOutputLength: LARGEST_STREAM, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : undefined;
  }
}

/** Lines of the first pages, where secrecy marks stand; a PDF that does not open is refused. */
export async function linesOfPdf(bytes: Uint8Array, pages: number): Promise<Outcome<readonly string[]>> {
  let open: OpenPdf | undefined;
  try {
    open = await openPdf(bytes);
    const { pdf } = open;
    const lines: string[] = [];
    for (let number = 1; number <= Math.min(pages, pdf.numPages); number += 1) {
      const { items } = await (await pdf.getPage(number)).getTextContent();
      lines.push(
        ...items
          .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
          .join('')
          .split('\n'),
      );
    }
    return accept(lines.filter((line) => line.trim() !== ''));
  } catch {
    // pdf.js throws many kinds of errors on damaged files; all mean the same to the one who uploads.
    return no('damaged', 'PDF 已损坏，无法打开，请重新取得或另存一次再上传');
  } finally {
    await open?.close();
  }
}
