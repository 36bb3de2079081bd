import { readFile } from 'node:fs/promises';
import { UsageError } from './command.ts';

/** A JSON file that a command was given, with or without a byte order mark. Throws UsageError where it cannot be read or is no JSON. */
export async function readJsonFile(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(error.code === 'ENOENT' ? `没有文件 ${path}` : `读不了 ${path}：${error.message}`);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${path} 不是 JSON：${(error as Error).message}`);
  }
}
