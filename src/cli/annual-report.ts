import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { verifyFiles } from './verify.ts';

const usage = '用法：baocaitong annual-report check 文件 [--last-year 上年报告] [--json]';

/**
 * `baocaitong annual-report check FILE [--last-year FILE]`: holds an annual disclosure report against the format of its year, its own
 * figures and last year's report. Prints findings and exits as `verify` does; the file is taken for an annual report whatever its title.
 */
export async function annualReportCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const [step, ...others] = argv;
  if (step !== 'check') throw new UsageError(usage);
  const { options, rest } = parseOptions(others, { json: 'flag', 'last-year': 'text' });
  if (rest.length !== 1) throw new UsageError(usage);
  const against = options['last-year'];
  return verifyFiles({ files: rest, json: options.json === true, annual: true, ...(against === undefined ? {} : { against }) }, io);
}
