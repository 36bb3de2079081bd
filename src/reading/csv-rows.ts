/** Rows of a delimited text file (RFC 4180 as spreadsheets write it). */
import { createReadStream } from 'node:fs';
import { pipeline, Transform } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { SheetRow } from '../domain/import/cell.ts';
import type { Encoding } from './encoding.ts';
import { UnreadableError } from './unreadable.ts';

const PORTION = 500;

/** The sign between cells: whichever of comma, tab and semicolon stands most often in the first line that has any. */
export function delimiterOf(head: string): ',' | '\t' | ';' {
  for (const line of head.split(/\r?\n|\r/, 20)) {
    const plain = line.replace(/"[^"]*"/g, '');
    const counts = ([',', '\t', ';'] as const).map((sign) => ({ sign, count: plain.split(sign).length - 1 }));
    const most = counts.reduce((best, one) => (one.count > best.count ? one : best));
    if (most.count > 0) return most.sign;
  }
  return ',';
}

/** Portions of rows; every cell is text. Row numbers are those of a spreadsheet: a line break inside quotes does not count, an empty line does. */
export async function* csvRows(path: string, encoding: Encoding, delimiter: string): AsyncGenerator<readonly SheetRow[]> {
  const parser = parse({ delimiter, relax_column_count: true, skip_empty_lines: false, relax_quotes: false });
  const bytes = createReadStream(path, { highWaterMark: 1 << 16 });
  pipeline(bytes, decoded(encoding), parser, () => {});
  let row = 0;
  let portion: SheetRow[] = [];
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      row += 1;
      portion.push({ row, cells });
      if (portion.length < PORTION) continue;
      yield portion;
      portion = [];
    }
    if (portion.length > 0) yield portion;
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableError(sentence(path, error, row + 1));
    throw error;
  } finally {
    bytes.destroy();
  }
}

function decoded(encoding: Encoding): Transform {
  const decoder = new TextDecoder(encoding);
  return new Transform({
    transform: (bytes: Buffer, _, done) => done(null, decoder.decode(bytes, { stream: true })),
    flush: (done) => done(null, decoder.decode()),
  });
}

function sentence(path: string, error: CsvError, row: number): string {
  const line = typeof error['lines'] === 'number' ? `（文件的第 ${error['lines']} 行文字）` : '';
  if (/QUOTE/.test(error.code)) return `${path} 第${row}行${line}的引号不成对，从这里起分不出各列：请补上或去掉多余的引号`;
  return `${path} 第${row}行${line}不是合规的 csv：${error.message}`;
}
