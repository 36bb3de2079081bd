import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeModel } from '../text/model-file.ts';
import { train } from '../text/train/train.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';

const usage = '用法：baocaitong proofread train 文件夹|文件… --out 模型文件\n文件为 UTF-8 编码的纯文本（.txt），一段一行。';

/** Bytes of n-grams in a model of an office's own archive. */
const mostBytes = 56_000_000;

/** The texts that a path names: itself, or every .txt below it, in the order of their names. */
async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => name.toLowerCase().endsWith('.txt'))
    .sort()
    .map((name) => join(path, name));
}

async function textsOf(paths: readonly string[]): Promise<string[]> {
  const files = (await Promise.all(paths.map(filesOf))).flat();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const texts: string[] = [];
  for (const file of files) {
    try {
      texts.push(decoder.decode(await readFile(file)));
    } catch (error) {
      if (error instanceof TypeError) throw new UsageError(`“${file}”不是 UTF-8 编码的纯文本。`);
      throw error;
    }
  }
  return texts;
}

/** What to tell the user of an error; undefined where it is a fault. */
function refusalOf(error: unknown): string | undefined {
  if (error instanceof UsageError) return error.message;
  if (error instanceof RangeError && error.message === 'no text to learn from') return '没有可供训练的文字，请检查文件。';
  const { code, path = '' } = error as NodeJS.ErrnoException;
  const sentences: Readonly<Record<string, string>> = {
    ENOENT: `找不到“${path}”，请检查路径。`,
    EACCES: `没有读写“${path}”的权限，请检查文件权限。`,
    EISDIR: `“${path}”是文件夹，请用 --out 指定文件名。`,
  };
  return sentences[code ?? ''];
}

/**
 * `baocaitong proofread train DIR|FILE… --out MODEL`: trains the language model on plain text, with progress, and puts it in place in one
 * step. The same files give the same model. Exit 0: trained; 2: bad usage or input that cannot be read.
 */
export async function proofreadTrainCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    const { options, rest } = parseOptions(argv, { out: 'text' });
    if (rest.length === 0 || options.out === undefined) throw new UsageError(usage);
    const texts = await textsOf(rest);
    const characters = texts.reduce((sum, text) => sum + text.length, 0);
    io.stderr(`读入 ${texts.length} 个文件，${characters} 字。\n`);
    let shown = -1;
    const progress = (done: number): void => {
      const percent = Math.floor(done * 100);
      if (percent > shown) io.stderr(`训练 ${percent}%\n`);
      shown = percent;
    };
    const bytes = writeModel(train(texts, { bytes: mostBytes, progress }));
    const beside = `${options.out}.part`;
    await writeFile(beside, bytes);
    await rename(beside, options.out);
    io.stderr(`模型已写入 ${options.out}，${(bytes.length / 1e6).toFixed(1)} MB。\n`);
    return 0;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    io.stderr(`${refusal}\n`);
    return 2;
  }
}
