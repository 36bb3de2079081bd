/** `baocaitong import published FILE --site S`: old published texts of a csv, xlsx or jsonl, all of it or nothing. */
import { basename } from 'node:path';
import { perform } from '../actions/action.ts';
import { type ImportedTexts, importPublished } from '../actions/import-published.ts';
import { publishedFields } from '../domain/import/published.ts';
import type { Outcome } from '../domain/outcome.ts';
import { terminalActor } from '../domain/permission.ts';
import { fileHash, jsonRows } from '../reading/json-rows.ts';
import { openTableFile } from '../reading/rows.ts';
import { UnreadableError } from '../reading/unreadable.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { progressBar } from './progress-bar.ts';
import { exitOf, type OpenPlatform } from './site.ts';

const usage =
  '用法：baocaitong import published 文件 --site 网站 [--sheet 工作表] [--json]\n' +
  '  文件是 csv、xlsx（列名：标题、发布日期、网址、单位、正文、栏目、编号），或者每行一个 JSON 对象的 jsonl\n' +
  `  （字段：${publishedFields.join('、')}）。标题和发布日期必须有；没有写单位的归本机关。`;

async function openFile(file: string, sheet: string | undefined) {
  if (/\.(jsonl|ndjson)$/i.test(file)) return { sha256: await fileHash(file), rows: jsonRows(file, wordsOfFields), expectedRows: 0 };
  return openTableFile(file, sheet === undefined ? {} : { sheet });
}

/** jsonl may name its fields by any of the names that a heading may have; these are asked for. */
const wordsOfFields = ['key', 'title', 'date', 'url', 'unit', 'body', 'section'];

export async function publishedCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform): Promise<number> {
  const { options, rest } = parseOptions(argv, { site: 'text', sheet: 'text', json: 'flag' });
  const [what, file, more] = rest;
  const { site } = options;
  if (what !== 'published' || file === undefined || more !== undefined || site === undefined) throw new UsageError(usage);
  const bar = progressBar(io.stderr, process.stderr.isTTY === true);
  try {
    const table = await openFile(file, options.sheet);
    const opened = await open();
    try {
      const input = { site, fileName: basename(file), sha256: table.sha256, rows: table.rows };
      const progress = (done: number): void => bar.show(done, table.expectedRows);
      const outcome = await perform(opened.platform, terminalActor, importPublished, input, { progress });
      bar.end();
      io.stdout(options.json ? `${JSON.stringify(jsonOf(outcome))}\n` : textOf(outcome, file));
      return outcome.ok ? 0 : exitOf(outcome.code);
    } finally {
      await opened.close();
    }
  } catch (error) {
    bar.end();
    if (error instanceof UnreadableError) throw new UsageError(error.message);
    throw error;
  }
}

const jsonOf = (outcome: Outcome<ImportedTexts>) =>
  outcome.ok
    ? { ...outcome.value, findings: [], notes: outcome.value.notes.map(({ message }) => message) }
    : { added: 0, known: 0, code: outcome.code, findings: outcome.findings, notes: [] };

function textOf(outcome: Outcome<ImportedTexts>, file: string): string {
  if (!outcome.ok) {
    const lines = outcome.findings.map(({ where, message }) => `  ${where ? `${where}：` : ''}${message}\n`);
    return `${file} 不能导入，共 ${lines.length} 处；什么都没有导入。\n${lines.join('')}`;
  }
  const { added, known, notes } = outcome.value;
  const before = known > 0 ? `，另有 ${known} 篇以前已导入` : '';
  return `${added === 0 ? '没有新增' : `已导入 ${added} 篇`}${before}。\n${notes.map(({ message }) => `注意：${message}\n`).join('')}`;
}
