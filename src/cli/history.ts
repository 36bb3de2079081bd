/** `baocaitong history verify` and `history export`: whether history is still what was sealed, and all of it for keeping elsewhere. */
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Platform } from '../actions/action.ts';
import { printedHead } from '../domain/history/head.ts';
import type { Refusal } from '../domain/outcome.ts';
import { terminalActor } from '../domain/permission.ts';
import { historyExport } from '../views/history-export.ts';
import { type HistoryVerification, historyVerification, type VerifiedHistory } from '../views/history-verification.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { exitOf } from './site.ts';

type Open = () => Promise<{ readonly platform: Platform; readonly close: () => Promise<void> }>;

const usage =
  '用法：baocaitong history verify [--site 网站] [--head 封存码] [--json]\n      baocaitong history export [--site 网站] [--out 文件] [--json]';

/** Exit 0: intact; 1: broken, or a refusal; 2: wrong usage. */
export async function historyCommand(argv: readonly string[], io: CommandIo, openPlatform: Open): Promise<number> {
  const { options, rest } = parseOptions(argv, { site: 'text', head: 'text', out: 'text', json: 'flag' });
  const [step, more] = rest;
  const wrong = step === 'verify' ? options.out !== undefined : step !== 'export' || options.head !== undefined;
  if (wrong || more !== undefined) throw new UsageError(usage);
  const opened = await openPlatform();
  try {
    const { site, head, out, json = false } = options;
    return step === 'verify'
      ? await verify(opened.platform, io, { site, head }, json)
      : await exportTo(opened.platform, io, site, out, json);
  } finally {
    await opened.close();
  }
}

async function verify(
  platform: Platform,
  io: CommandIo,
  input: { site?: string | undefined; head?: string | undefined },
  json: boolean,
): Promise<number> {
  const outcome = await historyVerification(platform.pool, terminalActor, input, platform.tools.sha256, patient(io, '核验'));
  if (!outcome.ok) return refused(io, outcome, json);
  io.stdout(json ? `${JSON.stringify(outcome.value)}\n` : inWords(outcome.value));
  return outcome.value.intact ? 0 : 1;
}

async function exportTo(
  platform: Platform,
  io: CommandIo,
  site: string | undefined,
  out: string | undefined,
  json: boolean,
): Promise<number> {
  const file = out === undefined ? undefined : await open(resolve(out), 'wx', 0o600).catch(cannotWrite(out));
  const said = patient(io, '导出');
  let lines = 0;
  const write = async (text: string, added: number): Promise<void> => {
    if (file) await file.write(text);
    else io.stdout(text);
    lines += added;
    said(lines);
  };
  try {
    const outcome = await historyExport(platform.pool, terminalActor, { site }, write);
    if (!outcome.ok) return refused(io, outcome, json);
    await file?.sync();
    if (out !== undefined)
      io.stdout(json ? `${JSON.stringify({ file: resolve(out), lines })}\n` : `已导出到 ${out}：历史记录 ${lines} 行。\n`);
    return 0;
  } finally {
    await file?.close();
  }
}

function refused(io: CommandIo, { code, findings }: Refusal, json: boolean): number {
  if (json) io.stdout(`${JSON.stringify({ code, findings })}\n`);
  else for (const { message } of findings) io.stderr(`${message}\n`);
  return exitOf(code);
}

const reasons: Readonly<Record<string, string>> = { EEXIST: '文件已经存在，不会覆盖', ENOENT: '目录不存在', EACCES: '没有写入权限' };

const cannotWrite =
  (path: string) =>
  (error: NodeJS.ErrnoException): never => {
    const reason = reasons[error.code ?? ''];
    if (reason === undefined) throw error;
    throw new UsageError(`不能写入“${path}”：${reason}。`);
  };

function inWords({ intact, histories, head }: HistoryVerification): string {
  const asked = head === undefined ? '' : headInWords(head);
  return `${histories.map(historyInWords).join('')}${asked}${intact ? '历史记录完好。' : '历史记录有问题，请查明原因，不要在原处修补。'}\n`;
}

function headInWords(head: HistoryVerification['head']): string {
  if (!head) return '所给的封存码与现有的任何封存都不符：那以前的历史记录被截断，或者被改动后重新封存。\n';
  const where = `所给的封存码属于${nameOf(head.site)}第 ${head.seal} 号封存（${when(head.sealedAt)}）`;
  return `${where}：那以前的历史记录${head.intact ? '与当时相同' : '已不是当时的样子，见上面所列'}。\n`;
}

function historyInWords({ site, intact, lines, seals, head, texts, unsealed, findings, found }: VerifiedHistory): string {
  const sealed = head === null ? '还没有封存' : `${seals} 个封存，与封存时相同的 ${lines} 行，封存码 ${printedHead(head)}`;
  const tail = unsealed.lines === 0 ? '没有未封存的行' : `未封存 ${unsealed.lines} 行，最早写于 ${when(unsealed.since ?? '')}`;
  const listed = findings.map(({ message }) => `  ${message}\n`).join('');
  const rest = found > findings.length ? `  ……共 ${found} 处\n` : '';
  return `${nameOf(site)}：${intact ? '完好' : `有 ${found} 处不符`}；${sealed}；${tail}${textsInWords(texts)}。\n${listed}${rest}`;
}

const textsInWords = ({ same, redacted }: VerifiedHistory['texts']): string =>
  same + redacted === 0 ? '' : `；与签署时相同的稿子 ${same} 份${redacted === 0 ? '' : `，经两人遮盖的 ${redacted} 份`}`;

const nameOf = (site: string): string => (site === '' ? '平台（人员、令牌）' : `网站 ${site}`);

/** Local time to the second. */
const when = (moment: string): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Shanghai' }).format(new Date(moment));

/** Says how far it is once it has taken more than a second, then every two seconds. */
function patient(io: CommandIo, what: string): (lines: number) => void {
  let last = performance.now();
  return (lines) => {
    if (performance.now() - last < 2000) return;
    last = performance.now();
    io.stderr(`正在${what}：已处理 ${lines} 行……\n`);
  };
}
