import { printedCell, type ReadDocument } from '../domain/document.ts';
import { unfold } from '../domain/verification/unfold.ts';
import { createReader } from '../reading/reader.ts';
import { UnreadableError } from '../reading/unreadable.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';

const usage = '用法：baocaitong read 文件 [--json]';

/** What the file system says of a file that the user named, as a sentence; undefined where it is a fault. */
function refusalOf(file: string, error: unknown): string | undefined {
  if (error instanceof UnreadableError || error instanceof UsageError) return error.message;
  const sentences: Readonly<Record<string, string>> = {
    ENOENT: `找不到文件“${file}”，请检查路径。`,
    EISDIR: `“${file}”是文件夹，请指定其中的文件。`,
    EACCES: `没有读取“${file}”的权限，请检查文件权限。`,
  };
  return sentences[(error as NodeJS.ErrnoException).code ?? ''];
}

function inWords(document: ReadDocument): string {
  const head = [
    `标题：${document.title}`,
    ...(document.documentNumber === undefined ? [] : [`发文字号：${document.documentNumber}`]),
    ...(document.issuer === undefined ? [] : [`发文机关：${document.issuer}`]),
    ...(document.issuedOn === undefined ? [] : [`成文日期：${document.issuedOn}`]),
  ];
  const tables = document.tables.map(({ caption, columns, rows }, i) =>
    [
      `表${i + 1}${caption === undefined ? '' : `：${caption}`}`,
      columns.join('\t'),
      ...rows.map((row) => row.map(printedCell).join('\t')),
    ].join('\n'),
  );
  return `${[head.join('\n'), document.paragraphs.join('\n'), ...tables].join('\n\n')}\n`;
}

/**
 * `baocaitong read FILE`: prints what stands in an official document, with `--json` as one value (CONTRACT).
 * Exit 0: read; 2: bad usage or a file that cannot be read.
 */
export async function readCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  let file = '';
  const reader = createReader();
  try {
    const { options, rest } = parseOptions(argv, { json: 'flag' });
    if (rest.length !== 1) throw new UsageError(usage);
    file = rest[0] ?? '';
    const document = await reader.readFile(file);
    io.stdout(options.json ? `${JSON.stringify(unfold(document).document)}\n` : inWords(document));
    return 0;
  } catch (error) {
    const refusal = refusalOf(file, error);
    if (refusal === undefined) throw error;
    io.stderr(`${refusal}\n`);
    return 2;
  } finally {
    await reader.close();
  }
}
