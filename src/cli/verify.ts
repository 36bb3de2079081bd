import type { Finding, FindingSeverity } from '../domain/verification/finding.ts';
import { verify } from '../domain/verification/verify.ts';
import { openVerifier } from '../engines/verifier.ts';
import { createReader } from '../reading/reader.ts';
import { UnreadableError } from '../reading/unreadable.ts';

/** Where a command writes. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

const usage = '用法：baocaitong verify 文件… [--against 上期文件] [--json]\n';
const severityName: Readonly<Record<FindingSeverity, string>> = { error: '错误', warning: '提醒', note: '说明' };

interface Arguments {
  readonly files: readonly string[];
  readonly against?: string;
  readonly json: boolean;
}

function parse(argv: readonly string[]): Arguments | undefined {
  const files: string[] = [];
  let against: string | undefined;
  let json = false;
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at]!;
    if (word === '--json') json = true;
    else if (word === '--against') {
      at += 1;
      against = argv[at];
      if (against === undefined) return undefined;
    } else if (word.startsWith('--')) return undefined;
    else files.push(word);
  }
  if (files.length === 0) return undefined;
  return against === undefined ? { files, json } : { files, against, json };
}

function inWords(file: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${file}：未发现数字问题。\n`;
  const lines = findings.map((finding) => {
    const explanation = finding.explanation === undefined ? '' : `\n      ${finding.explanation}`;
    return `  ${severityName[finding.severity]}〔${finding.kind}〕${finding.message}${explanation}`;
  });
  return `${file}：${findings.length}条\n${lines.join('\n')}\n`;
}

/** What cannot be read is the user's business (exit 2); anything else is a fault and goes on up. */
function reasonOf(file: string, error: unknown): string {
  if (error instanceof UnreadableError) return `${error.message}\n`;
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return `找不到文件“${file}”，请检查路径。\n`;
  if (code === 'EISDIR') return `“${file}”是文件夹，请指定其中的文件。\n`;
  if (code === 'EACCES') return `没有读取“${file}”的权限，请检查文件权限。\n`;
  throw error;
}

/** Which files, beside what, and how the answer is told. */
export interface Verification extends Arguments {
  /** That they are annual reports. */
  readonly annual?: true;
}

/** Reads the files, and the earlier one they are held against, and prints what was found. Exit codes as of `verify`. */
export async function verifyFiles(given: Verification, io: CommandIo): Promise<number> {
  const results: { file: string; findings: readonly Finding[] }[] = [];
  let reading = given.against;
  const reader = createReader();
  try {
    const verifier = await openVerifier();
    const against = given.against === undefined ? undefined : await reader.readFile(given.against);
    for (const file of given.files) {
      reading = file;
      const told = {
        ...verifier,
        ...(against === undefined ? {} : { against }),
        ...(given.annual === undefined ? {} : { annual: given.annual }),
      };
      results.push({ file, findings: verify(await reader.readFile(file), told) });
    }
  } catch (error) {
    io.stderr(reasonOf(reading ?? '', error));
    return 2;
  } finally {
    await reader.close();
  }
  io.stdout(given.json ? `${JSON.stringify(results)}\n` : results.map(({ file, findings }) => inWords(file, findings)).join(''));
  return results.some(({ findings }) => findings.some(({ severity }) => severity !== 'note')) ? 1 : 0;
}

/**
 * `baocaitong verify FILE… [--against FILE]`: reads each file and prints its findings, with `--json` as one value.
 * Exit 0: nothing above a note; 1: findings; 2: bad usage or a file that cannot be read.
 */
export async function verifyCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const given = parse(argv);
  if (given !== undefined) return verifyFiles(given, io);
  io.stderr(usage);
  return 2;
}
