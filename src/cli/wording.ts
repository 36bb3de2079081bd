/** `baocaitong import wording FILE --site S` and `baocaitong wording export --site S --out FILE`: an office's own words as a file. */
import { writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { perform } from '../actions/action.ts';
import { type ImportedWording, importWording } from '../actions/import-wording.ts';
import { csvText } from '../domain/import/csv.ts';
import { wordingHeading, wordingKindNames } from '../domain/import/wording.ts';
import type { Outcome } from '../domain/outcome.ts';
import { terminalActor } from '../domain/permission.ts';
import { openTableFile, type TableFile } from '../reading/rows.ts';
import { UnreadableError } from '../reading/unreadable.ts';
import { wordingFile } from '../views/wording-file.ts';
import { type ShownPlan, wordingPlan } from '../views/wording-plan.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { exitOf, type OpenPlatform } from './site.ts';

const importUsage =
  '用法：baocaitong import wording 文件 --site 网站 [--look] [--sheet 工作表] [--json]\n' +
  `  文件是 csv 或 xlsx，列名：${wordingHeading.join('、')}；种类有${wordingKindNames.join('、')}。\n` +
  '  --look 只看会新增、改动什么，不导入；文件里没有写的照旧保留。';

export async function importWordingCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform): Promise<number> {
  const { options, rest } = parseOptions(argv, { site: 'text', sheet: 'text', look: 'flag', json: 'flag' });
  const [what, file, more] = rest;
  const { site, look, sheet } = options;
  if (what !== 'wording' || file === undefined || more !== undefined || site === undefined) throw new UsageError(importUsage);
  const table = await openedTable(file, sheet);
  const opened = await open();
  try {
    const { rows, sha256 } = table;
    const outcome: Outcome<Told> = look
      ? await wordingPlan(opened.platform.pool, terminalActor, { site, rows })
      : await perform(opened.platform, terminalActor, importWording, { site, fileName: basename(file), sha256, rows });
    io.stdout(options.json ? `${JSON.stringify(jsonOf(outcome))}\n` : textOf(outcome, file, look === true));
    return outcome.ok ? 0 : exitOf(outcome.code);
  } catch (error) {
    if (error instanceof UnreadableError) throw new UsageError(error.message);
    throw error;
  } finally {
    await opened.close();
  }
}

type Told = ImportedWording & Partial<Pick<ShownPlan, 'lines'>>;

async function openedTable(file: string, sheet: string | undefined): Promise<TableFile> {
  try {
    return await openTableFile(file, sheet === undefined ? {} : { sheet });
  } catch (error) {
    if (error instanceof UnreadableError) throw new UsageError(error.message);
    throw error;
  }
}

const jsonOf = (outcome: Outcome<Told>) =>
  outcome.ok ? { ...outcome.value, findings: [] } : { added: 0, changed: 0, known: 0, code: outcome.code, findings: outcome.findings };

function textOf(outcome: Outcome<Told>, file: string, look: boolean): string {
  if (!outcome.ok) {
    const lines = outcome.findings.map(({ where, message }) => `  ${where ? `${where}：` : ''}${message}\n`);
    return `${file} 不能导入，共 ${lines.length} 处；什么都没有导入。\n${lines.join('')}`;
  }
  const { added, changed, known, lines = [] } = outcome.value;
  if (added + changed === 0) return `没有新增：${file} 的 ${known} 条原来都有。\n`;
  const states = { added: '新增', changed: '改动' } as const;
  const said = lines.map(({ row, state, kind, what, says, before }) => {
    const was = before === undefined ? '' : `（原为 ${before}）`;
    return `  第${row}行 ${states[state]} ${kind} ${what}${says === '' ? '' : ` ${says}`}${was}\n`;
  });
  return `${look ? '导入会' : '已'}新增 ${added} 条，改动 ${changed} 条，另有 ${known} 条原来就有。\n${said.join('')}`;
}

const exportUsage = '用法：baocaitong wording export --site 网站 [--out 文件.csv]';

export async function wordingCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform): Promise<number> {
  const { options, rest } = parseOptions(argv, { site: 'text', out: 'text' });
  const [step, more] = rest;
  const { site, out } = options;
  if (step !== 'export' || more !== undefined || site === undefined) throw new UsageError(exportUsage);
  const opened = await open();
  try {
    const seen = await wordingFile(opened.platform.pool, terminalActor, { site });
    if (!seen.ok) {
      for (const { message } of seen.findings) io.stderr(`${message}\n`);
      return exitOf(seen.code);
    }
    const text = csvText(seen.value.rows);
    if (out === undefined) io.stdout(text);
    else {
      await writeFile(resolve(out), text);
      io.stdout(`${resolve(out)}：${seen.value.rows.length - 1} 条\n`);
    }
    return 0;
  } finally {
    await opened.close();
  }
}
