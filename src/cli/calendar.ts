/** `baocaitong calendar list` and `calendar import FILE --year YYYY --source TEXT`: the years whose holidays are known, and one more. */
import { readFile } from 'node:fs/promises';
import { type Platform, perform } from '../actions/action.ts';
import { importCalendar } from '../actions/import-calendar.ts';
import { readYearText } from '../domain/calendar/read-year.ts';
import type { Refusal } from '../domain/outcome.ts';
import { terminalActor } from '../domain/permission.ts';
import { workCalendar } from '../views/work-calendar.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { exitOf, type OpenPlatform } from './site.ts';

const usage = '用法：baocaitong calendar list [--json]\n      baocaitong calendar import 文件 --year 年份 --source 依据 [--json]';

export async function calendarCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform): Promise<number> {
  const { options, rest } = parseOptions(argv, { year: 'text', source: 'text', json: 'flag' });
  const [step, file, more] = rest;
  const { year, source, json = false } = options;
  const listing = step === 'list' && file === undefined;
  const importing = step === 'import' && file !== undefined && source !== undefined && /^\d{4}$/.test(year ?? '');
  if (more !== undefined || !(listing || importing)) throw new UsageError(usage);
  const text = listing ? '' : await textOf(file ?? '');
  const opened = await open();
  try {
    return listing
      ? await list(opened.platform, io, json)
      : await bring(opened.platform, io, { text, year: Number(year), source: source ?? '', json });
  } finally {
    await opened.close();
  }
}

const textOf = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: Error) => {
    throw new UsageError(`读不了 ${path}：${error.message}`);
  });

async function list(platform: Platform, io: CommandIo, json: boolean): Promise<number> {
  const seen = await workCalendar(platform.pool, terminalActor, {});
  if (!seen.ok) return refused(io, seen, json);
  if (json) io.stdout(`${JSON.stringify(seen.value)}\n`);
  else
    for (const { year, days, source, byName } of seen.value.years)
      io.stdout(
        `${year}  放假 ${Object.keys(days.off).length} 天，调休上班 ${Object.keys(days.work).length} 天  ${byName ?? '随程序'}：${source}\n`,
      );
  return 0;
}

async function bring(
  platform: Platform,
  io: CommandIo,
  { text, year, source, json }: { readonly text: string; readonly year: number; readonly source: string; readonly json: boolean },
): Promise<number> {
  const days = readYearText(text);
  if (!days.ok) return refused(io, days, json);
  const seen = await workCalendar(platform.pool, terminalActor, {});
  if (!seen.ok) return refused(io, seen, json);
  const version = seen.value.years.find((one) => one.year === year)?.version ?? 0;
  const outcome = await perform(platform, terminalActor, importCalendar, { year, version, days: days.value, source });
  if (!outcome.ok) return refused(io, outcome, json);
  const { off, work, moved } = outcome.value;
  const said = `${year} 年的安排已录入：放假 ${off} 天，调休上班 ${work} 天${moved > 0 ? `；${moved} 件未办结的期限随之改了` : ''}。\n`;
  io.stdout(json ? `${JSON.stringify(outcome.value)}\n` : said);
  return 0;
}

function refused(io: CommandIo, { code, findings }: Refusal, json: boolean): number {
  if (json) io.stdout(`${JSON.stringify({ code, findings })}\n`);
  else for (const { message } of findings) io.stderr(`${message}\n`);
  return exitOf(code);
}
