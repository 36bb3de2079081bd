/**
 * The folder channel: each published item has a folder of its own, named by its number, below the folder that the platform publishes
 * into. Files appear under their names only when they are complete, the page last; doing it twice gives the same page. A backup takes all
 * that lies in the folder.
 */
import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { isFolderName } from '../domain/adoption/channel.ts';

export interface PageToPlace {
  readonly item: number;
  readonly html: string;
  /** The same as data, for programs. */
  readonly json: string;
  readonly files: readonly { readonly path: string; readonly bytes: () => Promise<Uint8Array> }[];
}

export interface PublicationFolder {
  /** Puts the page in place; gives its path below the folder. */
  put(page: PageToPlace): Promise<string>;
  /** Takes the page away; nothing happens where there is none. */
  remove(item: number): Promise<void>;
}

const FILE = /^files\/[0-9a-f]{32}(\.[a-z0-9]{1,5})?$/;

/**
 * Opens a channel's folder below `root`, which is made when it is first written to. Throws Error where the name is no folder name, or
 * where the folder really lies elsewhere (a link that leads out).
 */
export function openPublicationFolder(root: string, name: string): PublicationFolder {
  if (!isFolderName(name)) throw new Error(`not a name of a publication folder: ${JSON.stringify(name)}`);
  return {
    async put({ item, html, json, files }) {
      const folder = await placeOf(root, name, item);
      const keep = new Set<string>();
      await mkdir(join(folder, 'files'), { recursive: true });
      await within(root, join(folder, 'files'));
      for (const { path, bytes } of files) {
        if (!FILE.test(path)) throw new Error(`not a path of a published file: ${JSON.stringify(path)}`);
        keep.add(path.slice('files/'.length));
        await place(join(folder, path), await bytes());
      }
      await place(join(folder, 'item.json'), Buffer.from(json));
      await place(join(folder, 'index.html'), Buffer.from(html));
      for (const file of await readdir(join(folder, 'files'))) if (!keep.has(file)) await rm(join(folder, 'files', file), { force: true });
      // What an earlier try that was ended in the middle left behind.
      for (const file of await readdir(folder)) if (file.endsWith('.new')) await rm(join(folder, file), { force: true });
      return `${name}/${item}/index.html`;
    },
    async remove(item) {
      const folder = await placeOf(root, name, item);
      await rm(join(folder, 'index.html'), { force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function placeOf(root: string, name: string, item: number): Promise<string> {
  if (!Number.isSafeInteger(item) || item < 1) throw new Error(`not the number of an item: ${item}`);
  let folder = root;
  await mkdir(root, { recursive: true });
  for (const part of [...name.split('/'), String(item)]) {
    folder = join(folder, part);
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await within(root, folder);
  }
  return folder;
}

/** Somebody may have put a link into the folder; what lies outside is not written to. */
async function within(root: string, folder: string): Promise<void> {
  const [top, real] = await Promise.all([realpath(root), realpath(folder)]);
  if (!real.startsWith(top + sep)) throw new Error(`${folder} leads out of the folder of publications`);
}

/** The name appears only when all bytes are on the disk. A link that stands there is replaced, not followed. */
async function place(target: string, bytes: Uint8Array): Promise<void> {
  const unfinished = `${target}.${process.pid}-${randomBytes(6).toString('hex')}.new`;
  const file = await open(unfinished, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
    await file.close();
    await rename(unfinished, target);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}

export interface PublishedFile {
  /** Below the folder of publications, with slashes. */
  readonly path: string;
  /** To be read to its end before the next file. */
  readonly data: AsyncIterable<Uint8Array>;
}

/** Every file below the folder of publications, whoever put it there. Links are left out, and what goes away meanwhile. */
export async function* publishedFiles(root: string, below = ''): AsyncGenerator<PublishedFile> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(noneThere);
  for (const entry of (entries ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* publishedFiles(root, path);
    else if (entry.isFile() && !entry.name.endsWith('.new')) {
      const file = await open(join(root, path)).catch(noneThere);
      if (file) yield { path, data: file.createReadStream({ highWaterMark: 256 * 1024 }) };
    }
  }
}

/** Puts a file of a backup back; false, and nothing done, where one stands there already. Throws for a path that leads elsewhere. */
export async function restorePublishedFile(root: string, { path, data }: PublishedFile): Promise<boolean> {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || /[\\\0]/.test(part)))
    throw new Error(`not a path below the folder of publications: ${JSON.stringify(path)}`);
  const target = join(root, ...parts);
  await mkdir(dirname(target), { recursive: true });
  if (parts.length > 1) await within(root, dirname(target));
  const file = await open(target, 'wx', 0o644).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  });
  if (!file) {
    for await (const chunk of data) void chunk;
    return false;
  }
  await writeWhole(file, data).catch(async (error: unknown) => {
    await rm(target, { force: true });
    throw error;
  });
  return true;
}

async function writeWhole(file: FileHandle, data: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    await file.writeFile(data);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether a folder really lies in another one; undefined where it is not there or empty. */
export async function liesIn(folder: string, outer: string): Promise<boolean | undefined> {
  const held = await readdir(folder).catch(noneThere);
  if (held === undefined || held.length === 0) return undefined;
  const [real, top] = [await realpath(folder), await realpath(outer).catch(noneThere)];
  return top !== undefined && real.startsWith(top + sep);
}

function noneThere(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
