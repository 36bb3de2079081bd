import type { ReadDocument } from '../domain/document.ts';
import { flowOfCsv } from './csv.ts';
import { flowOfDocx } from './docx.ts';
import { contentOf } from './file-type.ts';
import { documentOf, type FlowItem } from './flow.ts';
import { withoutGlosses } from './glosses.ts';
import { decodeHtml, flowOfHtml } from './html.ts';
import { flowOfPdf } from './pdf.ts';
import { decodeText, flowOfText } from './text.ts';
import { DamagedError, UnreadableError } from './unreadable.ts';
import { flowOfXlsx } from './xlsx.ts';

type Format = 'docx' | 'xlsx' | 'pdf' | 'html' | 'txt' | 'csv';

const formatNames: Readonly<Record<Format, string>> = {
  docx: 'Word 文档',
  xlsx: 'Excel 工作簿',
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
    throw new UnreadableError(`文件“${name}”是压缩包，但不是 Word 文档（docx）或 Excel 工作簿（xlsx），无法读取。`);
  }
  if (startsWith(bytes, '\xd0\xcf\x11\xe0')) {
    throw new UnreadableError(`文件“${name}”是旧格式（doc、xls），请用 Word 或 WPS 另存为 docx 或 xlsx 后再试。`);
  }
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2048));
  if (/<(?:!doctype html|html|body|head|table|p|div|h1)\b/i.test(head) || /\.html?$/i.test(name)) return 'html';
  if (/\.(?:csv|tsv)$/i.test(name)) return 'csv';
  if (/\.(?:txt|text|md)$/i.test(name) || (contentOf(bytes).kind === 'text' && isChinese(bytes))) return 'txt';
  throw new UnreadableError(`无法识别文件“${name}”的格式，目前可以读取 docx、xlsx、pdf、html、txt 和 csv。`);
}

/** Whether the bytes, whatever their name, are a text in Chinese. */
function isChinese(bytes: Uint8Array): boolean {
  try {
    return /\p{Script=Han}{2}/u.test(decodeText(bytes));
  } catch {
    return false;
  }
}

function flowOf(bytes: Uint8Array, format: Format): readonly FlowItem[] | Promise<readonly FlowItem[]> {
  switch (format) {
    case 'docx':
      return flowOfDocx(bytes);
    case 'xlsx':
      return flowOfXlsx(bytes);
    case 'pdf':
      return flowOfPdf(bytes);
    case 'html':
      return flowOfHtml(decodeHtml(bytes));
    case 'txt':
      return flowOfText(decodeText(bytes));
    case 'csv':
      return flowOfCsv(decodeText(bytes));
  }
}

/**
 * Reads an official document: docx, xlsx, pdf with a text layer, html, plain text or csv. The format is known by the content; `name` is
 * what the sentences about the file call it. What our own rendering wrote is read as `asRead` of domain/document says.
 * Throws UnreadableError with a Chinese sentence where the file cannot be read.
 */
export async function readDocument(bytes: Uint8Array, name: string): Promise<ReadDocument> {
  const format = formatOf(bytes, name);
  let flow: readonly FlowItem[];
  try {
    flow = await flowOf(bytes, format);
  } catch (cause) {
    if (!(cause instanceof DamagedError)) throw cause;
    throw new UnreadableError(`文件“${name}”看起来是${formatNames[format]}，但内容已损坏或加了密码，无法读取。`, { cause });
  }
  const document = documentOf(withoutGlosses(flow));
  if (document.title === '' && document.paragraphs.length === 0 && document.tables.length === 0) {
    const hint = format === 'pdf' ? '，可能是扫描件，请提供带文字的 PDF' : '';
    throw new UnreadableError(`文件“${name}”中没有文字${hint}。`);
  }
  return document;
}
