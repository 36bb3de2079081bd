import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Finding, FindingSeverity } from '../domain/verification/finding.ts';
import { verify } from '../domain/verification/verify.ts';
import { readDocument } from '../reading/read.ts';

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

async function read(file: string): Promise<Awaited<ReturnType<typeof readDocument>>> {
  return readDocument(await readFile(file), basename(file));
}

function inWords(file: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${file}：未发现数字问题。\n`;
  const lines = findings.map((finding) => {
    const explanation = finding.explanation === undefined ? '' : `\n      ${finding.explanation}`;
    return `  ${severityName[finding.severity]}〔${finding.kind}〕${finding.message}${explanation}`;
  });
  return `${file}：${findings.length}条\n${lines.join('\n')}\n`;
}

/** What cannot be read is the user's business (exit 2): a missing file, or one that reading refuses with a sentence. */
function reasonOf(file: string, error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return `找不到文件“${file}”，请检查路径。\n`;
  return `无法读取“${file}”：${(error as Error).message}\n`;
}

/**
 * `baocaitong verify FILE… [--against FILE]`: reads each file and prints its findings, with `--json` as one value.
 * Exit 0: nothing above a note; 1: findings; 2: bad usage or a file that cannot be read.
 */
export async function verifyCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const given = parse(argv);
  if (given === undefined) {
    io.stderr(usage);
    return 2;
  }
  const results: { file: string; findings: readonly Finding[] }[] = [];
  for (const file of given.files) {
    try {
      results.push({ file, findings: verify(await read(file)) });
    } catch (error) {
      io.stderr(reasonOf(file, error));
      return 2;
    }
  }
  io.stdout(given.json ? `${JSON.stringify(results)}\n` : results.map(({ file, findings }) => inWords(file, findings)).join(''));
  return results.some(({ findings }) => findings.some(({ severity }) => severity !== 'note')) ? 1 : 0;
}
