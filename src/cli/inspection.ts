/** `baocaitong import inspection FILE --site S` and `baocaitong inspection export --site S --inspection N --out FOLDER`. */
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { perform } from '../actions/action.ts';
import { type ImportedInspection, importInspection } from '../actions/import-inspection.ts';
import { inspectedKindNames, readInspectedKind } from '../domain/inspection/subject.ts';
import type { Outcome } from '../domain/outcome.ts';
import { terminalActor } from '../domain/permission.ts';
import { formats, type Printer } from '../engines/documents.ts';
import { openTableFile } from '../reading/rows.ts';
import { UnreadableError } from '../reading/unreadable.ts';
import { inspectionDocument } from '../views/inspection-document.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { exitOf, type OpenPlatform } from './site.ts';

const importUsage =
  '用法：baocaitong import inspection 文件 --site 网站 [--name 检查名称] [--kind 网站] [--sheet 工作表] [--json]\n' +
  '  文件是 csv 或 xlsx，列名：对象、类别、网址、责任单位、问题、指标、检查日期、位置、截图/链接、扣分、最后更新日期、更新周期；\n' +
  '  对象、责任单位、检查日期必须有；没有写问题的，是检查了没有发现问题。--name 不写时取文件名；--kind 指明没有“类别”列的是哪一类。';

export async function importInspectionCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform): Promise<number> {
  const { options, rest } = parseOptions(argv, { site: 'text', name: 'text', kind: 'text', sheet: 'text', json: 'flag' });
  const [what, file, more] = rest;
  const { site } = options;
  if (what !== 'inspection' || file === undefined || more !== undefined || site === undefined) throw new UsageError(importUsage);
  const kind = options.kind === undefined ? undefined : readInspectedKind(options.kind);
  if (options.kind !== undefined && kind === undefined)
    throw new UsageError(`没有“${options.kind}”这个类别；可用：${Object.values(inspectedKindNames).join('、')}`);
  try {
    const table = await openTableFile(file, options.sheet === undefined ? {} : { sheet: options.sheet });
    const opened = await open();
    try {
      const name = options.name ?? basename(file, extname(file));
      const input = { site, name, fileName: basename(file), sha256: table.sha256, rows: table.rows, ...(kind ? { kind } : {}) };
      const outcome = await perform(opened.platform, terminalActor, importInspection, input);
      io.stdout(options.json ? `${JSON.stringify(jsonOf(outcome))}\n` : textOf(outcome, file));
      return outcome.ok ? 0 : exitOf(outcome.code);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof UnreadableError) throw new UsageError(error.message);
    throw error;
  }
}

const jsonOf = (outcome: Outcome<ImportedInspection>) =>
  outcome.ok ? { ...outcome.value, problems: [] } : { code: outcome.code, problems: outcome.findings };

function textOf(outcome: Outcome<ImportedInspection>, file: string): string {
  if (!outcome.ok) {
    const lines = outcome.findings.map(({ where, message }) => `  ${where ? `${where}：` : ''}${message}\n`);
    return `${file} 不能导入，共 ${lines.length} 处；什么都没有导入。\n${lines.join('')}`;
  }
  const { inspection, made, rows, subjects, checked, findings, known } = outcome.value;
  if (!made && subjects + checked + findings === 0) return `没有新增：${file} 的 ${rows} 行以前都已导入（第 ${inspection} 号检查）。\n`;
  const before = known > 0 ? `，另有 ${known} 个问题以前已导入` : '';
  return `第 ${inspection} 号检查：读了 ${rows} 行，新增对象 ${subjects} 个，登记检查 ${checked} 个，待核实的问题 ${findings} 个${before}。\n`;
}

const exportUsage = '用法：baocaitong inspection export --site 网站 --inspection 号 --out 目录 [--issued-on 日期]';

export async function inspectionCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform, printer: Printer): Promise<number> {
  const { options, rest } = parseOptions(argv, { site: 'text', inspection: 'text', out: 'text', 'issued-on': 'text' });
  const [step, more] = rest;
  const { site, inspection, out } = options;
  if (step !== 'export' || more !== undefined || !site || !out || !/^\d{1,15}$/.test(inspection ?? '')) throw new UsageError(exportUsage);
  const opened = await open();
  try {
    const on = options['issued-on'] === undefined ? {} : { issuedOn: options['issued-on'] };
    const outcome = await inspectionDocument(opened.platform.pool, terminalActor, { site, inspection: Number(inspection), ...on });
    if (!outcome.ok) {
      for (const { message } of outcome.findings) io.stderr(`${message}\n`);
      return exitOf(outcome.code);
    }
    const folder = resolve(out);
    await mkdir(folder, { recursive: true });
    for (const format of formats) {
      const path = join(folder, `检查通报${inspection}.${format}`);
      await writeFile(path, await printer.print(outcome.value.document, format));
      io.stdout(`${path}\n`);
    }
    return 0;
  } finally {
    await opened.close();
  }
}
