import type { ReadDocument } from '../domain/document.ts';
import { flowOfCsv } from './csv.ts';
import { flowOfDoc } from './doc.ts';
import { documentOf } from './document-of.ts';
import { flowOfDocx } from './docx.ts';
import { contentOf } from './file-type.ts';
import type { FlowItem } from './flow.ts';
import { withoutGlosses } from './glosses.ts';
import { decodeHtml, flowOfHtml } from './html.ts';
import { flowOfPdf } from './pdf.ts';
import { decodeText, flowOfText } from './text.ts';
import { DamagedError, LockedError, UnfitError, UnreadableError } from './unreadable.ts';
import { looksIntoCompound } from './upload-compound.ts';
import { weighBytes, weighCompound, weighPackage, weighPage, weighPdf, weighText } from './weigh.ts';
import { flowOfXlsx } from './xlsx.ts';

type Format = 'docx' | 'doc' | 'xlsx' | 'xls' | 'pdf' | 'html' | 'txt' | 'csv';

const formatNames: Readonly<Record<Format, string>> = {
  docx: 'Word 文档',
  doc: 'Word 文档（doc）',
  xlsx: 'Excel 工作簿',
  xls: 'Excel 工作簿（xls）',
  pdf: 'PDF 文件',
  html: '网页',
  txt: '文本文件',
  csv: 'csv 表格',
};

const startsWith = (bytes: Uint8Array, text: string): boolean => new TextDecoder('latin1').decode(bytes.subarray(0, text.length)) === text;

/** The format by the file's content; by its name only among formats that begin alike. */
function formatOf(bytes: Uint8Array, name: string): Format {
  if (bytes.length === 0) throw new UnreadableError(`文件“${name}”是空的，请检查后重新选择。`);
  if (startsWith(bytes, '%PDF-')) return 'pdf';
  if (startsWith(bytes, 'PK')) {
    // Every entry's path stands in the zip's directory as plain text.
    const directory = new TextDecoder('latin1').decode(bytes);
    if (directory.includes('word/document.xml')) return 'docx';
    if (directory.includes('xl/workbook.xml')) return 'xlsx';
    // The directory stands at the end, behind its own signature.
    if (!directory.includes('PK\x05\x06')) throw new UnreadableError(`文件“${name}”不完整，可能没有下载或拷贝完，请重新取得后再试。`);
    throw new UnreadableError(`文件“${name}”是压缩包，但不是 Word 文档（docx）或 Excel 工作簿（xlsx），无法读取。`);
  }
  if (startsWith(bytes, '\xd0\xcf\x11\xe0')) return compoundFormat(bytes, name);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  if (/<(?:!doctype html|html|body|head|table|p|div|h1)\b/i.test(head) || /\.html?$/i.test(name)) return 'html';
  if (/\.(?:csv|tsv)$/i.test(name)) return 'csv';
  if (/\.(?:txt|text|md)$/i.test(name) || (contentOf(bytes).kind === 'text' && isChinese(bytes))) return 'txt';
  throw new UnreadableError(`无法识别文件“${name}”的格式，目前可以读取 docx、doc、xlsx、xls、pdf、html、txt 和 csv。`);
}

function compoundFormat(bytes: Uint8Array, name: string): Format {
  const { kind, locked } = looksIntoCompound(bytes);
  if (kind === 'encrypted' || locked) throw lockedError(name);
  if (kind === 'doc' || kind === 'xls') return kind;
  if (kind === 'ppt') throw new UnreadableError(`文件“${name}”是演示文稿，无法作为公文读取，请另存为 docx 或 pdf 后再试。`);
  throw new UnreadableError(`文件“${name}”不是 Word 或 Excel 文件，或者不完整，请重新取得后再试。`);
}

/** Whether the bytes, whatever their name, are a text in Chinese. */
function isChinese(bytes: Uint8Array): boolean {
  try {
    return /\p{Script=Han}{2}/u.test(decodeText(bytes));
  } catch {
    return false;
  }
}

async function flowOf(bytes: Uint8Array, format: Format): Promise<readonly FlowItem[]> {
  weighBytes(bytes.length);
  switch (format) {
    case 'docx':
    case 'xlsx':
      await weighPackage(bytes);
      return format === 'docx' ? flowOfDocx(bytes) : flowOfXlsx(bytes);
    case 'doc':
    case 'xls':
      weighCompound(bytes);
      return format === 'doc' ? flowOfDoc(bytes) : flowOfXlsx(bytes);
    case 'pdf':
      weighPdf(bytes);
      return flowOfPdf(bytes);
    case 'html': {
      const html = decodeHtml(bytes);
      weighPage(html);
      return flowOfHtml(html);
    }
    case 'txt':
      weighText(bytes.length);
      return flowOfText(decodeText(bytes));
    case 'csv':
      weighText(bytes.length);
      return flowOfCsv(decodeText(bytes));
  }
}

const lockedError = (name: string, cause?: unknown): UnreadableError =>
  new UnreadableError(`文件“${name}”加了密码，请去掉密码后再试。`, { cause });

/** Why a file could not be read, as a sentence for the one who gave it; what is no fault of the file goes on up. */
function reasonOf(cause: unknown, name: string, format: Format): unknown {
  if (cause instanceof LockedError) return lockedError(name, cause);
  if (cause instanceof UnfitError) return new UnreadableError(`文件“${name}”${cause.message}。`, { cause });
  if (!(cause instanceof DamagedError)) return cause;
  return new UnreadableError(`文件“${name}”看起来是${formatNames[format]}，但内容不完整或已损坏，请重新取得或另存后再试。`, { cause });
}

/**
 * Reads an official document: docx, doc, xlsx, xls, pdf with a text layer, html, plain text or csv. The format is known by the content;
 * `name` is what the sentences about the file call it. What our own rendering wrote is read as `asRead` of domain/document says.
 * Throws UnreadableError with a Chinese sentence where the file cannot be read. A file of unknown origin is read by `createReader`, in a
 * thread with limits of time and memory.
 */
export async function readDocument(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const format = formatOf(bytes, name);
  let flow: readonly FlowItem[];
  try {
    flow = await flowOf(bytes, format);
  } catch (cause) {
    throw reasonOf(cause, name, format);
  }
  const document = documentOf(withoutGlosses(flow));
  if (document.title === '' && document.paragraphs.length === 0 && document.tables.length === 0) {
    const hint = format === 'pdf' ? '，可能是扫描件，请提供带文字的 PDF' : '';
    throw new UnreadableError(`文件“${name}”中没有文字${hint}。`);
  }
  return document;
}
