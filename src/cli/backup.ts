/** `baocaitong backup FILE` and `baocaitong restore FILE`. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type BackupResult, type BackupSources, backupPlatform } from '../actions/backup-platform.ts';
import { type RestorePlace, type RestoreResult, restorePlatform } from '../actions/restore-platform.ts';
import { openArchive } from '../files/archive.ts';
import { ArchiveRefusal } from '../files/archive-format.ts';
import { createArchive } from '../files/archive-writer.ts';
import { openContentStore } from '../files/content-store.ts';
import { liesIn, publishedFiles, restorePublishedFile } from '../files/publication-folder.ts';
import { type CommandIo, parseOptions, UsageError } from './command.ts';

/** What main opens for these commands, given the data folder named by `--data`: the platform in use, or an empty place for a restore. */
export interface BackupDoor {
  readonly version: string;
  readonly now: () => Date;
  readonly open: (report: (line: string) => void) => Promise<OpenPlace>;
  readonly openEmpty: (report: (line: string) => void) => Promise<OpenPlace & Pick<RestorePlace, 'discard'>>;
}

interface OpenPlace {
  readonly database: BackupSources['database'] & RestorePlace['database'];
  /** Folder of the content store. */
  readonly documents: string;
  /** The settings file, which need not exist. */
  readonly settings: string;
  readonly dataFolder: string;
  /** Folder channels publish below it; it may be a web server's, anywhere. */
  readonly publications: string;
}

export async function backupCommand(argv: readonly string[], io: CommandIo, doorTo: (data?: string) => BackupDoor): Promise<number> {
  const { file, json, data } = readArguments(argv, 'backup');
  const door = doorTo(data);
  return refusing(io, async () => {
    const say = patient(io, '备份');
    const place = await door.open(say.line);
    try {
      const ours = await liesIn(place.publications, place.dataFolder);
      const sources: BackupSources = {
        database: place.database,
        documents: openContentStore(place.documents),
        pages: () => (ours ? publishedFiles(place.publications) : nothing()),
        settings: () => readFile(place.settings).catch(missingIsNone),
      };
      const context = { now: door.now(), version: door.version, progress: say.progress };
      const result = await backupPlatform(sources, (header) => createArchive(file, header), context);
      say.end();
      reportBackup(io, file, { ...result, pagesElsewhere: ours === false ? place.publications : null }, json);
    } finally {
      await place.database.close();
    }
  });
}

export async function restoreCommand(argv: readonly string[], io: CommandIo, doorTo: (data?: string) => BackupDoor): Promise<number> {
  const { file, json, data } = readArguments(argv, 'restore');
  const door = doorTo(data);
  return refusing(io, async () => {
    const say = patient(io, '恢复');
    const archive = await openArchive(file, (bytes) => say.progress('校验', bytes));
    let pagesAt = '';
    const open = async (): Promise<RestorePlace> => {
      const place = await door.openEmpty(say.line);
      // A folder outside is a web server's: what it shows is not for a restore to change.
      pagesAt = place.publications.startsWith(join(place.dataFolder, '/')) ? place.publications : join(place.dataFolder, 'publications');
      const root = pagesAt;
      return {
        database: place.database,
        documents: openContentStore(place.documents),
        receivePage: (path, data) => restorePublishedFile(root, { path, data }),
        writeSettings: (bytes) => replaceFile(place.settings, bytes),
        discard: place.discard,
      };
    };
    const result = await restorePlatform(archive, open, say.progress);
    say.end();
    reportRestore(io, file, { ...result, pagesAt }, json);
  });
}

function readArguments(
  argv: readonly string[],
  command: string,
): { readonly file: string; readonly json: boolean; readonly data: string | undefined } {
  const { options, rest } = parseOptions(argv, { json: 'flag', data: 'text' });
  const [file, ...more] = rest;
  if (file === undefined || more.length > 0) throw new UsageError(`用法：baocaitong ${command} 文件 [--data 目录] [--json]`);
  return { file: resolve(file), json: options.json === true, data: options.data };
}

async function* nothing(): AsyncGenerator<never> {}

function reportBackup(io: CommandIo, file: string, result: BackupResult & { readonly pagesElsewhere: string | null }, json: boolean): void {
  const { rows, documents, missingDocuments, pages = 0, pagesElsewhere, bytes, sha256 } = result;
  if (missingDocuments.length > 0) {
    io.stderr(
      `有 ${missingDocuments.length} 份登记过的文件不在文件库中，未能备份（如 ${missingDocuments[0]}）：请检查数据目录下的 documents。\n`,
    );
  }
  if (pagesElsewhere !== null) io.stderr(`发布的页面在 ${pagesElsewhere}，不在数据目录里，没有备份：请随网站服务器另行备份。\n`);
  io.stdout(
    json
      ? `${JSON.stringify({ file, bytes, sha256, rows, documents, missingDocuments, pages, pagesElsewhere })}\n`
      : `已备份到 ${file}：${total(rows)} 行数据、${documents} 份文件、${pages} 个发布的网页文件，${size(bytes)}。\n校验值 ${sha256}\n密钥文件不在其中，请另行保管。\n`,
  );
}

function reportRestore(io: CommandIo, file: string, result: RestoreResult & { readonly pagesAt: string }, json: boolean): void {
  const { rows, documents, takenAt, missingDocuments, pages, pagesKept, pagesAt } = result;
  const held = pages + pagesKept;
  const kept = pagesKept === 0 ? '' : `，其中 ${pagesKept} 个那里已有，没有改动`;
  io.stdout(
    json
      ? `${JSON.stringify({ file, takenAt, rows, documents, missingDocuments, pages, pagesKept, pagesAt })}\n`
      : `已从 ${file} 恢复：${total(rows)} 行数据、${documents} 份文件，备份于 ${takenAt}。\n${held === 0 ? '' : `发布的网页文件 ${held} 个，在 ${pagesAt}${kept}。\n`}`,
  );
}

/** Expected refusals are sentences and exit 1; anything else is a fault for main. */
async function refusing(io: CommandIo, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    // The store's own refusals are known by name: this door does not import the store.
    if (error instanceof ArchiveRefusal || (error instanceof Error && error.name === 'StartRefusal')) {
      io.stderr(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

/** Says what is going on once it has taken more than a second, then every second. */
function patient(
  io: CommandIo,
  what: string,
): { readonly line: (text: string) => void; readonly progress: (doing: string, bytes: number) => void; readonly end: () => void } {
  let last = performance.now();
  let said = false;
  return {
    line: (text) => io.stderr(`${text}\n`),
    progress: (doing, bytes) => {
      if (performance.now() - last < 1000) return;
      last = performance.now();
      said = true;
      io.stderr(`正在${what}：${doing}，已处理 ${size(bytes)}……\n`);
    },
    end: () => {
      if (said) io.stderr(`${what}完成。\n`);
    },
  };
}

function total(rows: Readonly<Record<string, number>>): number {
  return Object.values(rows).reduce((sum, count) => sum + count, 0);
}

function size(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, bytes, { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
}

function missingIsNone(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
