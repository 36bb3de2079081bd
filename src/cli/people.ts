/** `first-administrator`, `people list | reset`, `key rotate`: what the operator at the server's terminal does for people. */
import { type Platform, perform } from '../actions/action.ts';
import { type CodeOffered, offerAdministrator } from '../actions/offer-administrator.ts';
import { resetPerson } from '../actions/reset-person.ts';
import { rotateKey } from '../actions/rotate-key.ts';
import type { Outcome, Refusal } from '../domain/outcome.ts';
import { readSignInName } from '../domain/people/code.ts';
import { roleNames, terminalActor } from '../domain/permission.ts';
import type { KeyFile } from '../engines/key-file.ts';
import { type People, people } from '../views/people.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { exitOf, type OpenPlatform } from './site.ts';

/** A code for the first system administrator, where there is none yet: `start` prints it. */
export async function firstAdministratorCode(platform: Platform): Promise<CodeOffered | undefined> {
  const offered = await perform(platform, terminalActor, offerAdministrator, {});
  return offered.ok ? offered.value : undefined;
}

export const firstAdministratorText = ({ code }: CodeOffered): string =>
  `还没有系统管理员。请打开上面的网址，用这个一次性口令设立第一位系统管理员（24 小时内有效）：${code}\n`;

export async function firstAdministratorCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform): Promise<number> {
  const { options, rest } = parseOptions(argv, { json: 'flag' });
  if (rest.length > 0) throw new UsageError('用法：baocaitong first-administrator [--json]');
  return withOpen(open, async (platform) => {
    const offered = await perform(platform, terminalActor, offerAdministrator, {});
    if (!offered.ok) return tellRefusal(io, offered, options.json === true);
    io.stdout(
      options.json ? `${JSON.stringify(offered.value)}\n` : `设立第一位系统管理员的一次性口令（24 小时内有效）：${offered.value.code}\n`,
    );
    return 0;
  });
}

const usage = '用法：baocaitong people list [--site 网站] [--json]\n      baocaitong people reset 登录名 [--totp] [--json]';

export async function peopleCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform): Promise<number> {
  const { options, rest } = parseOptions(argv, { site: 'text', totp: 'flag', json: 'flag' });
  const [step, name, more] = rest;
  const json = options.json === true;
  if (more !== undefined || (step !== 'list' && step !== 'reset') || (step === 'reset') !== (name !== undefined))
    throw new UsageError(usage);
  return withOpen(open, async (platform) =>
    step === 'list' ? list(platform, io, options.site, json) : reset(platform, io, name as string, options.totp === true, json),
  );
}

async function list(platform: Platform, io: CommandIo, site: string | undefined, json: boolean): Promise<number> {
  for (let after: string | undefined = '0'; after !== undefined; ) {
    const page: Outcome<People> = await people(platform.pool, terminalActor, {
      after,
      limit: 200,
      ...(site === undefined ? {} : { site }),
    });
    if (!page.ok) return tellRefusal(io, page, json);
    for (const row of page.value.rows) io.stdout(json ? `${JSON.stringify(row)}\n` : lineOf(row));
    after = page.value.next;
  }
  return 0;
}

const stateNames = { invited: '未设口令', active: '在用', left: '已离开' } as const;

function lineOf(row: People['rows'][number]): string {
  const roles = row.roles.map((one) => [roleNames[one.role], one.unitName ?? one.siteName].filter((part) => part).join(' '));
  return `${row.signInName}\t${row.name}\t${stateNames[row.state]}\t${roles.join('、')}\n`;
}

async function reset(platform: Platform, io: CommandIo, typed: string, totp: boolean, json: boolean): Promise<number> {
  const signInName = readSignInName(typed);
  const found = await people(platform.pool, terminalActor, { text: signInName, limit: 200 });
  const row = found.ok ? found.value.rows.find((one) => one.signInName === signInName) : undefined;
  if (!row) {
    io.stderr(`没有登录名为“${typed}”的人；baocaitong people list 列出所有的人。\n`);
    return 1;
  }
  const done = await perform(platform, terminalActor, resetPerson, { person: row.id, totp });
  if (!done.ok) return tellRefusal(io, done, json);
  io.stdout(json ? `${JSON.stringify(done.value)}\n` : `${row.name}设置新口令用的一次性口令：${done.value.code}\n`);
  return 0;
}

/** A new key is added first, everything sealed anew with it, and only then the old one forgotten: stopped anywhere, nothing is lost. */
export async function keyCommand(argv: readonly string[], io: CommandIo, open: OpenPlatform, keys: KeyFile): Promise<number> {
  const { options, rest } = parseOptions(argv, { json: 'flag' });
  if (rest.length !== 1 || rest[0] !== 'rotate') throw new UsageError('用法：baocaitong key rotate [--json]');
  return withOpen(open, async (platform) => {
    keys.addKey();
    const done = await perform(platform, terminalActor, rotateKey, {});
    if (!done.ok) return tellRefusal(io, done, options.json === true);
    keys.dropOldKeys();
    if (options.json) io.stdout(`${JSON.stringify({ ...done.value, keyFile: keys.path })}\n`);
    else io.stdout(`已换用新密钥，重新加密 ${done.value.sealed} 项；请把 ${keys.path} 另存一份，与备份分开放。\n`);
    return 0;
  });
}

async function withOpen(open: OpenPlatform, work: (platform: Platform) => Promise<number>): Promise<number> {
  const opened = await open();
  try {
    return await work(opened.platform);
  } finally {
    await opened.close();
  }
}

function tellRefusal(io: CommandIo, refusal: Refusal, json: boolean): number {
  const { code, findings } = refusal;
  if (json) io.stdout(`${JSON.stringify({ code, findings })}\n`);
  else for (const { message } of findings) io.stderr(`${message}\n`);
  return exitOf(code);
}
