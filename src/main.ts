/** Wires configuration, store, clock and doors; the only file that knows everyone. Commands load what they need when they are called. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Platform } from './actions/action.ts';
import { type CommandIo, UsageError } from './cli/command.ts';
import type { WorkDoor } from './cli/demo-work.ts';
import type { ServeOptions } from './cli/start.ts';
import type { Config } from './config.ts';
import type { Actor } from './domain/permission.ts';
import type { KeyFile } from './engines/key-file.ts';
import type { Serving } from './server/listen.ts';
import type { Database, OpenOptions, Place } from './store/database.ts';

/** Where the package lies: the parent of src in a checkout, of dist when installed. */
const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const version: string = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;

type Command = (argv: readonly string[], io: CommandIo) => Promise<number>;

const commands: Readonly<Record<string, { readonly says: string; readonly load: (data: string | undefined) => Promise<Command> }>> = {
  demo: { says: '用四个演示办公室走完采用、计分、排名、通报，并与公布的表格比对', load: () => loadDemo() },
  start: { says: '启动平台，直到按 Ctrl+C 停止', load: loadStart },
  stop: { says: '停止数据库', load: async (data) => loadDatabaseCommand('stopCommand', data) },
  status: { says: '平台是否在运行', load: async (data) => loadDatabaseCommand('statusCommand', data) },
  site: {
    says: '设立或修改网站：site set-up 网站.json',
    load: async (data) => withPlatform((await import('./cli/site.ts')).siteCommand, data),
  },
  import: {
    says: '导入：import facts 文件 --site 网站，import published 文件 --site 网站，import inspection 文件 --site 网站',
    load: loadImport,
  },
  inspection: { says: '导出检查通报：inspection export', load: loadInspection },
  rulebook: {
    says: '采用计分办法：rulebook adopt --site 网站 办法.json',
    load: async (data) => withPlatform((await import('./cli/act.ts')).rulebookCommand, data),
  },
  bulletin: { says: '拟稿、印发通报：bulletin draft | issue | export', load: loadBulletin },
  score: { says: '按计分办法给事实文件计分、排名', load: async () => (await import('./cli/score.ts')).scoreCommand },
  deadline: {
    says: '算期限：多少个工作日到哪一天，逐日列出',
    load: async (data) => withPlatform((await import('./cli/deadline.ts')).deadlineCommand, data),
  },
  calendar: {
    says: '工作日历：calendar list | import 文件 --year 年份 --source 依据',
    load: async (data) => withPlatform((await import('./cli/calendar.ts')).calendarCommand, data),
  },
  read: { says: '读出公文的文字和表格', load: async () => (await import('./cli/read.ts')).readCommand },
  verify: { says: '核对公文里的数字', load: async () => (await import('./cli/verify.ts')).verifyCommand },
  'annual-report': {
    says: '核对政府信息公开工作年度报告：annual-report check 文件 [--last-year 上年报告]',
    load: async () => (await import('./cli/annual-report.ts')).annualReportCommand,
  },
  proofread: {
    says: '校对文字：错别字、用词、标点、数字、日期、隐私、暗链',
    load: async () => (await import('./cli/proofread.ts')).proofreadCommand,
  },
  similar: {
    says: '找出一批正文里相似的：similar 文件.jsonl',
    load: async () => (await import('./cli/similar.ts')).similarCommand,
  },
  'first-administrator': {
    says: '给出设立第一位系统管理员的一次性口令',
    load: async (data) => withPlatform((await import('./cli/people.ts')).firstAdministratorCommand, data),
  },
  people: {
    says: '列出人员，给忘了口令的人一次性口令：people list | reset',
    load: async (data) => withPlatform((await import('./cli/people.ts')).peopleCommand, data),
  },
  key: { says: '更换加密保密内容的密钥：key rotate', load: loadKey },
  history: {
    says: '核验、导出历史记录：history verify | export',
    load: async (data) => withPlatform((await import('./cli/history.ts')).historyCommand, data),
  },
  backup: { says: '备份到一个文件', load: (data) => loadBackup('backupCommand', data) },
  restore: { says: '从备份恢复到空的数据目录', load: (data) => loadBackup('restoreCommand', data) },
};

const io: CommandIo = {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
};

/** Runs one command; the exit code is 0 done, 1 findings or a refusal, 2 bad input or usage, 70 fault. */
export async function run(argv: readonly string[]): Promise<void> {
  const [name = 'help', ...rest] = argv;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const asked = name === 'help' || name === '--help';
    const list = Object.entries(commands).map(([key, { says }]) => `  ${key.padEnd(20)} ${says}\n`);
    (asked ? io.stdout : io.stderr)(
      `${asked ? '' : `没有命令“${name}”。`}报采通 ${version} · 用法：baocaitong 命令 [选项]\n${list.join('')}`,
    );
    process.exitCode = asked ? 0 : 2;
    return;
  }
  try {
    const { data, others } = dataOption(rest);
    process.exitCode = await (await command.load(data))(others, io);
  } catch (error) {
    process.exitCode = exitOfError(error);
  }
}

function exitOfError(error: unknown): number {
  if (error instanceof UsageError) {
    io.stderr(`${error.message}\n`);
    return 2;
  }
  if (error instanceof Error && error.name === 'StartRefusal') {
    io.stderr(`${error.message}\n`);
    return 1;
  }
  io.stderr(`出了程序错误：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 70;
}

/** `--data FOLDER` is understood by every command that touches the platform. */
function dataOption(argv: readonly string[]): { readonly data: string | undefined; readonly others: readonly string[] } {
  const at = argv.findIndex((arg) => arg === '--data' || arg.startsWith('--data='));
  if (at < 0) return { data: undefined, others: argv };
  const inline = argv[at]?.startsWith('--data=') ?? false;
  const data = inline ? argv[at]?.slice('--data='.length) : argv[at + 1];
  if (!data) throw new UsageError('--data 后面要有目录');
  return { data, others: [...argv.slice(0, at), ...argv.slice(at + (inline ? 1 : 2))] };
}

async function configFor(data: string | undefined): Promise<Config> {
  const { readConfig } = await import('./config.ts');
  return readConfig(process.env, { data });
}

interface Opened {
  readonly platform: Platform;
  readonly database: Database;
  readonly keys: KeyFile;
  readonly close: () => Promise<void>;
}

/** The bytes of a content store, where they are. */
async function readStored(folder: string, sha256: string): Promise<Uint8Array | undefined> {
  const store = (await import('./files/content-store.ts')).openContentStore(folder);
  return (await store.exists(sha256)) ? store.read(sha256) : undefined;
}

/** @param documents folder of the content store, where sites' own language models lie. */
async function openAt(place: Place, keyFile: string, options: OpenOptions, documents?: string): Promise<Opened> {
  const [
    { openDatabase },
    { sanitizeRichText },
    { fillTemplate },
    { openKeyFile },
    { createPasswords },
    { totpStep },
    { createProofreader },
  ] = await Promise.all([
    import('./store/database.ts'),
    import('./reading/rich-text.ts'),
    import('./engines/template.ts'),
    import('./engines/key-file.ts'),
    import('./engines/passwords.ts'),
    import('./engines/totp.ts'),
    import('./engines/proofreader.ts'),
  ]);
  const database = await openDatabase(place, options);
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const cleanBody = (html: string, site: string) => sanitizeRichText(html, { site });
  const keys = openKeyFile(keyFile);
  const { seal, open } = keys;
  const proofreader = createProofreader(documents === undefined ? {} : { readModel: (sha256) => readStored(documents, sha256) });
  const tools = { fillTemplate, sha256, cleanBody, ...createPasswords(), seal, open, totpStep, proofreader, randomBytes };
  const platform: Platform = { pool: database.pool, tools, now: () => new Date() };
  const close = async (): Promise<void> => {
    await proofreader.close();
    await database.close();
  };
  return { platform, database, keys, close };
}

type PlatformCommand = (argv: readonly string[], io: CommandIo, open: () => Promise<Opened>) => Promise<number>;

async function withPlatform(command: PlatformCommand, data: string | undefined): Promise<Command> {
  const { place, keyFile } = await configFor(data);
  return (argv, to) => command(argv, to, () => openAt(place, keyFile, { report: reportTo(to) }));
}

const reportTo = (to: CommandIo) => (line: string) => to.stderr(`${line}\n`);

/** Documents of a data folder: the store of their bytes, and the printer that makes them. */
async function documentsOf(config: Pick<Config, 'fontFolders'>, folder: string) {
  const [{ openContentStore }, { createPrinter }, { renderIssues }] = await Promise.all([
    import('./files/content-store.ts'),
    import('./engines/documents.ts'),
    import('./jobs/render-issues.ts'),
  ]);
  const store = openContentStore(folder);
  const printer = createPrinter({ fontFolders: config.fontFolders });
  return {
    store,
    printer,
    render: (platform: Platform) => renderIssues(platform, store, printer),
    file: (sha256: string) => store.read(sha256),
  };
}

type Documents = Awaited<ReturnType<typeof documentsOf>>;

/** Serves until the process is told to stop; a second time it ends at once. */
async function serve(opened: Opened, { store: files, printer }: Documents, serving: Serving, visitor?: Actor) {
  const [{ listen }, { accountsOf }, { createReader }] = await Promise.all([
    import('./server/listen.ts'),
    import('./store/accounts.ts'),
    import('./reading/reader.ts'),
  ]);
  const { platform } = opened;
  const accounts = accountsOf(platform.pool, platform.now);
  const onFault = (fault: unknown, request: string): void =>
    io.stderr(`请求 ${request} 出了程序错误：${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`);
  const reader = createReader();
  const given = { platform, accounts, files, reader, print: printer.print, web: join(packageFolder, 'build', 'web'), onFault };
  const { url, stop } = await listen(visitor ? { ...given, visitor } : given, serving);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  })
    .then(stop)
    .finally(reader.close);
  return { url, stopped };
}

/** What the environment says, and options of the command before it. Throws UsageError where that may not be. */
async function servingOf(serving: Serving, options: ServeOptions): Promise<Serving> {
  const { host, port, url, 'tls-cert': certificate, 'tls-key': key, proxy } = options;
  const chosen: Serving = {
    ...serving,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: /^\d{1,5}$/.test(port) ? Number(port) : Number.NaN }),
    ...(url === undefined ? {} : { url }),
    ...(certificate === undefined ? {} : { certificate }),
    ...(key === undefined ? {} : { key }),
    ...(proxy === undefined ? {} : { proxies: proxy.split(',') }),
    ...(options['allow-plain-http'] ? { allowPlain: true } : {}),
  };
  const wrong = (await import('./server/listen.ts')).servingProblem(chosen);
  if (wrong !== undefined) throw new UsageError(wrong);
  return chosen;
}

/** Who looks at the demo without signing in: they read everything and change nothing. */
const demoVisitor: Actor = { name: '访客', grants: [{ role: 'leader' }] };

/** What the office at work needs of the demo's own folder. */
async function demoWorkOf(opened: Opened, { store, printer }: Awaited<ReturnType<typeof documentsOf>>, root: string) {
  const [
    { jobsOf },
    { runSchedule },
    { deliverPublications },
    { createWebhookSender },
    { createLinkAsker },
    { createMailerOpener },
    { actorOfPerson },
    { placeIds },
  ] = await Promise.all([
    import('./jobs/schedule.ts'),
    import('./jobs/run-schedule.ts'),
    import('./jobs/deliver-publications.ts'),
    import('./engines/webhook.ts'),
    import('./engines/link-check.ts'),
    import('./engines/mail.ts'),
    import('./store/actors.ts'),
    import('./store/place-ids.ts'),
  ]);
  const { platform, database } = opened;
  const channels = { root, send: createWebhookSender() };
  const jobs = jobsOf({ platform, documents: store, printer, channels, askLink: createLinkAsker(), openMailer: createMailerOpener() });
  const work: WorkDoor = {
    assets: join(packageFolder, 'assets', 'demo-work'),
    actorOf: (person, at) => actorOfPerson(platform.pool, person, at),
    idsOf: (site) => placeIds(database.db, site),
    keep: (bytes) => store.put(bytes),
    deliver: async (clocked) => {
      await deliverPublications(clocked, { ...channels, documents: store });
    },
    block: async (site, folder) => {
      mkdirSync(join(root, site), { recursive: true });
      writeFileSync(join(root, site, folder), '');
    },
  };
  return { work, startJobs: (say: (line: string) => void) => runSchedule(jobs, say) };
}

async function loadImport(data: string | undefined): Promise<Command> {
  const [{ importCommand }, { publishedCommand }, { importInspectionCommand }] = await Promise.all([
    import('./cli/import.ts'),
    import('./cli/published.ts'),
    import('./cli/inspection.ts'),
  ]);
  const named: Readonly<Record<string, typeof importCommand>> = { published: publishedCommand, inspection: importInspectionCommand };
  return withPlatform((argv, to, open) => (named[argv[0] ?? ''] ?? importCommand)(argv, to, open), data);
}

async function loadInspection(data: string | undefined): Promise<Command> {
  const [{ inspectionCommand }, { createPrinter }, { fontFolders }] = await Promise.all([
    import('./cli/inspection.ts'),
    import('./engines/documents.ts'),
    configFor(data),
  ]);
  return withPlatform((argv, to, open) => inspectionCommand(argv, to, open, createPrinter({ fontFolders })), data);
}

async function loadDemo(): Promise<Command> {
  const [{ demoCommand }, config] = await Promise.all([import('./cli/demo.ts'), configFor(undefined)]);
  return (argv, to) =>
    demoCommand(argv, to, {
      assets: join(packageFolder, 'assets', 'demo'),
      open: async (report) => {
        const folder = mkdtempSync(join(tmpdir(), 'baocaitong-demo-'));
        const opened = await openAt({ folder }, join(folder, 'key.json'), { report, stopWithParent: true }, join(folder, 'documents'));
        const documents = await documentsOf(config, join(folder, 'documents'));
        opened.keys.ensure();
        const { work, startJobs } = await demoWorkOf(opened, documents, join(folder, 'published'));
        return {
          platform: opened.platform,
          work,
          startJobs,
          render: () => documents.render(opened.platform),
          file: documents.file,
          serve: () => serve(opened, documents, { host: '127.0.0.1', port: 0, proxies: [], allowPlain: false }, demoVisitor),
          close: async () => {
            await opened.close();
            rmSync(folder, { recursive: true, force: true });
          },
        };
      },
    });
}

async function loadStart(data: string | undefined): Promise<Command> {
  const [{ startCommand }, config] = await Promise.all([import('./cli/start.ts'), configFor(data)]);
  return (argv, to) =>
    startCommand(argv, to, {
      place: config.dataFolder,
      open: async (options) => {
        const serving = await servingOf(config.serving, options);
        const { openKeyFile } = await import('./engines/key-file.ts');
        if (openKeyFile(config.keyFile).ensure()) to.stderr(`已建立密钥文件 ${config.keyFile}：请另存一份，与备份分开放。\n`);
        const folder = join(config.dataFolder, 'documents');
        const opened = await openAt(config.place, config.keyFile, { report: reportTo(to) }, folder);
        const documents = await documentsOf(config, folder);
        const [{ jobsOf }, { runSchedule }, { createWebhookSender }, { createLinkAsker }, { createMailerOpener }] = await Promise.all([
          import('./jobs/schedule.ts'),
          import('./jobs/run-schedule.ts'),
          import('./engines/webhook.ts'),
          import('./engines/link-check.ts'),
          import('./engines/mail.ts'),
        ]);
        const channels = { root: config.publicationFolder, send: createWebhookSender({ internalAddresses: config.internalAddresses }) };
        const { platform } = opened;
        const url = serving.url?.replace(/\/$/, '');
        const jobs = jobsOf({
          ...{ platform, documents: documents.store, printer: documents.printer, channels, openMailer: createMailerOpener() },
          askLink: createLinkAsker({ internalAddresses: config.internalAddresses }),
          ...(url === undefined ? {} : { publicUrl: url }),
        });
        return {
          startJobs: (say) => runSchedule(jobs, say),
          serve: () => serve(opened, documents, serving),
          firstSteps: async () => {
            const { firstAdministratorCode, firstAdministratorText } = await import('./cli/people.ts');
            const code = await firstAdministratorCode(opened.platform);
            if (code) to.stderr(firstAdministratorText(code));
          },
          close: opened.close,
        };
      },
    });
}

async function loadKey(data: string | undefined): Promise<Command> {
  const [{ keyCommand }, { openKeyFile }, { place, keyFile }] = await Promise.all([
    import('./cli/people.ts'),
    import('./engines/key-file.ts'),
    configFor(data),
  ]);
  return (argv, to) => keyCommand(argv, to, () => openAt(place, keyFile, { report: reportTo(to) }), openKeyFile(keyFile));
}

async function loadBulletin(data: string | undefined): Promise<Command> {
  const [{ bulletinCommand }, config] = await Promise.all([import('./cli/act.ts'), configFor(data)]);
  return (argv, to) =>
    bulletinCommand(argv, to, async () => {
      const opened = await openAt(config.place, config.keyFile, { report: reportTo(to) });
      const documents = await documentsOf(config, join(config.dataFolder, 'documents'));
      return { ...opened, render: () => documents.render(opened.platform), file: documents.file };
    });
}

async function loadDatabaseCommand(command: 'statusCommand' | 'stopCommand', data: string | undefined): Promise<Command> {
  const [cli, { place }, { embeddedStatus, stopEmbedded }] = await Promise.all([
    import('./cli/platform.ts'),
    configFor(data),
    import('./store/embedded-postgres.ts'),
  ]);
  const folderDoor = (folder: string) => ({
    place: folder,
    foreign: false,
    status: async () => embeddedStatus(folder),
    stop: () => stopEmbedded(folder),
  });
  const serverDoor = (url: string) => ({
    place: cli.shownAddress(url),
    foreign: true,
    status: () => serverStatus(url),
    stop: async () => false,
  });
  return (argv, to) => cli[command](argv, to, () => ('folder' in place ? folderDoor(place.folder) : serverDoor(place.url)));
}

/** Asked as the owner: the app's role is made by the first migration. */
async function serverStatus(url: string): Promise<{ readonly running: boolean }> {
  const { openDatabase } = await import('./store/database.ts');
  const database = await openDatabase({ url }, { migrate: false, connections: 1 });
  try {
    await (await database.connectOwner()).end();
    return { running: true };
  } catch {
    return { running: false };
  } finally {
    await database.close();
  }
}

async function loadBackup(command: 'backupCommand' | 'restoreCommand', data: string | undefined): Promise<Command> {
  const [cli, config, { openDatabase }, { openRestoreTarget }] = await Promise.all([
    import('./cli/backup.ts'),
    configFor(data),
    import('./store/database.ts'),
    import('./store/restore-target.ts'),
  ]);
  const { dataFolder, publicationFolder: publications } = config;
  const parts = { documents: join(dataFolder, 'documents'), settings: join(dataFolder, 'settings.json'), dataFolder, publications };
  const door = {
    version,
    now: () => new Date(),
    open: async (report: (line: string) => void) => ({ database: await openDatabase(config.place, { report }), ...parts }),
    openEmpty: async (report: (line: string) => void) => ({ ...(await openRestoreTarget(config.place, { report })), ...parts }),
  };
  return (argv, to) => cli[command](argv, to, () => door);
}
