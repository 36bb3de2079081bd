/** Commands that are actions: `rulebook adopt`, `bulletin draft`, `bulletin issue`, and `bulletin export` for the files. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Platform, perform } from '../actions/action.ts';
import { adoptRulebook } from '../actions/adopt-rulebook.ts';
import { type DraftBulletin, draftBulletin } from '../actions/draft-bulletin.ts';
import { issueBulletin } from '../actions/issue-bulletin.ts';
import type { Outcome } from '../domain/outcome.ts';
import { terminalActor } from '../domain/permission.ts';
import { issueContent } from '../views/issue-content.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';
import { readJsonFile } from './json-file.ts';
import { exitOf } from './site.ts';

interface Opened {
  readonly platform: Platform;
  readonly close: () => Promise<void>;
}
interface OpenedWithFiles extends Opened {
  readonly render: () => Promise<number>;
  readonly file: (sha256: string) => Promise<Uint8Array>;
}

export async function rulebookCommand(argv: readonly string[], io: CommandIo, open: () => Promise<Opened>): Promise<number> {
  const { options, rest } = parseOptions(argv, { site: 'text', json: 'flag' });
  const [step, path, more] = rest;
  if (step !== 'adopt' || !path || more !== undefined || !options.site)
    throw new UsageError('用法：baocaitong rulebook adopt --site 网站 办法.json');
  const rulebook = await readJsonFile(path);
  return withOpen(open, async ({ platform }) => {
    const outcome = await perform(platform, terminalActor, adoptRulebook, { site: options.site as string, rulebook });
    return tell(io, outcome, options.json === true, ({ id }) => `计分办法已采用（第 ${id} 号）。\n`);
  });
}

const bulletinUsage =
  '用法：baocaitong bulletin draft --site 网站 --from 日期 --to 日期 底稿.json [--bulletin 号 --version 稿] [--corrects 号]\n' +
  '      baocaitong bulletin issue --site 网站 --bulletin 号 --version 稿 [--overrule 种类=理由]…\n' +
  '      baocaitong bulletin export --site 网站 --bulletin 号 --out 目录';

export async function bulletinCommand(argv: readonly string[], io: CommandIo, open: () => Promise<OpenedWithFiles>): Promise<number> {
  const { options, rest } = parseOptions(argv, {
    site: 'text',
    from: 'text',
    to: 'text',
    bulletin: 'text',
    version: 'text',
    corrects: 'text',
    overrule: 'texts',
    out: 'text',
    json: 'flag',
  });
  const [step, path, more] = rest;
  const { site } = options;
  if (!site || more !== undefined || (path !== undefined) !== (step === 'draft')) throw new UsageError(bulletinUsage);
  const json = options.json === true;
  const [bulletin, version, corrects] = [
    whole(options.bulletin, 'bulletin'),
    whole(options.version, 'version'),
    whole(options.corrects, 'corrects'),
  ];
  if (step === 'draft') {
    if (!options.from || !options.to) throw new UsageError(bulletinUsage);
    const body = (await readJsonFile(path as string)) as object;
    const input: DraftBulletin = { site, from: options.from, to: options.to, body, ...given({ bulletin, version, corrects }) };
    return withOpen(open, async ({ platform }) =>
      tell(
        io,
        await perform(platform, terminalActor, draftBulletin, input),
        json,
        (made) => `底稿第 ${made.bulletin} 号，第 ${made.version} 稿。\n`,
      ),
    );
  }
  if (bulletin === undefined) throw new UsageError(bulletinUsage);
  if (step === 'issue') {
    if (version === undefined) throw new UsageError(bulletinUsage);
    const overrule = (options.overrule ?? []).map((text) => {
      const [kind = '', reason = ''] = text.split(/[=＝](.*)/s);
      if (!kind || !reason) throw new UsageError(`--overrule 应写作 种类=理由，现为“${text}”`);
      return { kind, reason };
    });
    return withOpen(open, async (opened) => {
      const outcome = await perform(opened.platform, terminalActor, issueBulletin, { site, bulletin, version, overrule });
      if (outcome.ok) await opened.render();
      return tell(io, outcome, json, (issued) => `已印发：${issued.issueYear}年第${issued.issueNumber}期，校验值 ${issued.sha256}。\n`);
    });
  }
  if (step !== 'export' || !options.out) throw new UsageError(bulletinUsage);
  const out = resolve(options.out);
  return withOpen(open, (opened) => exportFiles(opened, io, site, bulletin, out));
}

async function exportFiles(opened: OpenedWithFiles, io: CommandIo, site: string, bulletin: number, out: string): Promise<number> {
  await opened.render();
  const content = await issueContent(opened.platform.pool, site, bulletin);
  if (!content) {
    io.stderr(`网站 ${site} 的第 ${bulletin} 号通报没有印发。\n`);
    return 1;
  }
  await mkdir(out, { recursive: true });
  for (const { format, sha256 } of content.files) {
    const path = join(out, `通报${bulletin}.${format}`);
    await writeFile(path, await opened.file(sha256));
    io.stdout(`${path}\n`);
  }
  return 0;
}

const given = (values: Record<string, number | undefined>): Record<string, number> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined));

function whole(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--${name} 应为整数，现为“${text}”`);
  return Number(text);
}

async function withOpen<O extends Opened>(open: () => Promise<O>, work: (opened: O) => Promise<number>): Promise<number> {
  const opened = await open();
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/** Prints an outcome and gives its exit code. */
function tell<T>(io: CommandIo, outcome: Outcome<T>, json: boolean, says: (value: T) => string): number {
  if (json) io.stdout(`${JSON.stringify(outcome.ok ? outcome.value : { code: outcome.code, findings: outcome.findings })}\n`);
  else if (outcome.ok) io.stdout(says(outcome.value));
  else for (const { where, message } of outcome.findings) io.stderr(`${where ? `${where}：` : ''}${message}\n`);
  return outcome.ok ? 0 : exitOf(outcome.code);
}
