/** Puts a backup into an empty place: all of it or nothing. */
import type { Database } from '../store/database.ts';
import { type BackupHeader, type BackupSummary, beginLoading, type Loading, requireKnownLevel } from '../store/snapshot.ts';

/** A backup that was read through and found whole: the archive of `files/archive.ts`. */
export interface BackupSource {
  readonly header: unknown;
  readonly summary: unknown;
  readonly bytes: number;
  parts(): AsyncIterable<{ readonly name: string; readonly data: AsyncIterable<Uint8Array> }>;
}

export interface RestorePlace {
  readonly database: Pick<Database, 'connectOwner' | 'close'>;
  readonly documents: { receive(chunks: AsyncIterable<Uint8Array>): Promise<{ readonly sha256: string }> };
  /** Puts a published page's file back; false where one stands there already, which is left as it is. */
  readonly receivePage: (path: string, data: AsyncIterable<Uint8Array>) => Promise<boolean>;
  readonly writeSettings: (bytes: Uint8Array) => Promise<void>;
  /** Closes the place and takes away what was made for it. */
  readonly discard: () => Promise<void>;
}

export interface RestoreResult {
  readonly takenAt: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly documents: number;
  readonly missingDocuments: readonly string[];
  /** Files of published pages that were put back, and those in whose place one stood already. */
  readonly pages: number;
  readonly pagesKept: number;
}

interface LoadedParts {
  settings: Uint8Array | undefined;
  pages: number;
  pagesKept: number;
}

/**
 * Restores a checked backup into the place that `open` gives. The place is opened only when the backup is known to be readable by this
 * program, and is left closed. Throws `StartRefusal` for a newer backup or a place that is not empty; after any failure nothing remains.
 */
export async function restorePlatform(
  backup: BackupSource,
  open: () => Promise<RestorePlace>,
  progress: (doing: string, bytes: number) => void = () => {},
): Promise<RestoreResult> {
  const header = backup.header as BackupHeader;
  const summary = backup.summary as BackupSummary;
  requireKnownLevel(header);
  const place = await open();
  let loaded: LoadedParts;
  try {
    loaded = await fill(place, backup, header, summary, progress);
  } catch (error) {
    await place.discard();
    throw error;
  }
  await place.database.close();
  const { pages, pagesKept } = loaded;
  const { rows, documents, missingDocuments } = summary;
  return { takenAt: header.takenAt, rows, documents, missingDocuments, pages, pagesKept };
}

async function fill(
  place: RestorePlace,
  backup: BackupSource,
  header: BackupHeader,
  summary: BackupSummary,
  progress: (doing: string, bytes: number) => void,
): Promise<LoadedParts> {
  const owner = await place.database.connectOwner();
  try {
    const loading = await beginLoading(owner, header);
    try {
      const loaded = await loadParts(place, loading, backup, summary, progress);
      if (loaded.settings) await place.writeSettings(loaded.settings);
      await loading.commit(summary.sequences);
      return loaded;
    } catch (error) {
      await loading.rollback();
      throw error;
    }
  } finally {
    await owner.end();
  }
}

/** Gives the settings, which take effect last. */
async function loadParts(
  place: RestorePlace,
  loading: Loading,
  backup: BackupSource,
  summary: BackupSummary,
  progress: (doing: string, bytes: number) => void,
): Promise<LoadedParts> {
  let bytes = 0;
  const counted = async function* (doing: string, data: AsyncIterable<Uint8Array>) {
    for await (const chunk of data) {
      bytes += chunk.byteLength;
      progress(doing, bytes);
      yield chunk;
    }
  };
  const loaded: LoadedParts = { settings: undefined, pages: 0, pagesKept: 0 };
  const rows: Record<string, number> = {};
  for await (const part of backup.parts()) {
    const [kind, ...names] = part.name.split('/');
    const name = names.join('/');
    if (kind === 'tables') rows[name] = await loading.load(name, counted(`表 ${name}`, part.data));
    else if (kind === 'documents') {
      const { sha256 } = await place.documents.receive(counted('文件', part.data));
      if (sha256 !== name) throw new Error(`the backup holds document ${name} with other content: ${sha256}`);
    } else if (kind === 'pages') {
      if (await place.receivePage(name, counted('发布的页面', part.data))) loaded.pages += 1;
      else loaded.pagesKept += 1;
    } else if (kind === 'settings') loaded.settings = await whole(counted('设置', part.data));
    // A part of another kind cannot be here: it would need a newer format or level, and those were refused.
    else throw new Error(`the backup has an unknown part ${part.name}`);
  }
  for (const [name, count] of Object.entries(summary.rows)) {
    if (rows[name] !== count) throw new Error(`the backup states ${count} rows for ${name}, but ${rows[name] ?? 'none'} were loaded`);
  }
  return loaded;
}

async function whole(data: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of data) chunks.push(chunk);
  return Buffer.concat(chunks);
}
