/** A file of JSON objects, one a line (jsonl), as rows of a table: a heading of the wanted names, then a row for each object. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Cell, SheetRow } from '../domain/import/cell.ts';
import { UnreadableError } from './unreadable.ts';

/** Rows read at a time. */
const PORTION = 500;

/**
 * The rows of a jsonl file, UTF-8. Names are those of the objects' fields; others are left out. Throws UnreadableError where a line is
 * no JSON object.
 */
export async function* jsonRows(path: string, names: readonly string[]): AsyncGenerator<readonly SheetRow[]> {
  let portion: SheetRow[] = [{ row: 0, cells: names }];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    const plain = line === 1 ? text.replace(/^\ufeff/, '') : text;
    if (plain.trim() === '') continue;
    const read = objectIn(plain);
    if (!read) throw new UnreadableError(`${path} 第 ${line} 行不是一个 JSON 对象`);
    portion.push({ row: line, cells: names.map((name) => cellOf(read[name])) });
    if (portion.length < PORTION) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const cellOf = (value: unknown): Cell =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;

/** SHA-256 of a whole file, in hex. Throws UnreadableError where it cannot be read. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) hash.update(bytes);
  } catch (error) {
    throw new UnreadableError(`读不了 ${path}：${(error as Error).message}`);
  }
  return hash.digest('hex');
}
