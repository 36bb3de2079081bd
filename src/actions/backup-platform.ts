/** One file with everything: tables as of one moment, documents, published pages, settings. Nobody has to stop working for it. */
import type { Database } from '../store/database.ts';
import { type BackupHeader, type BackupSummary, openSnapshot, type Snapshot } from '../store/snapshot.ts';

/** Where the parts go: the writer of `files/archive-writer.ts`. */
export interface BackupSink {
  part(name: string, data: AsyncIterable<Uint8Array>): Promise<{ readonly bytes: number }>;
  finish(summary: object): Promise<{ readonly bytes: number; readonly sha256: string }>;
  abandon(): Promise<void>;
}

export interface BackupSources {
  readonly database: Pick<Database, 'connectOwner'>;
  readonly documents: {
    list(): AsyncIterable<string>;
    stream(sha256: string): AsyncIterable<Uint8Array>;
    exists(sha256: string): Promise<boolean>;
  };
  /** What lies in the folder of publications; nothing where that is a folder of somebody else's, such as a web server's. */
  readonly pages: () => AsyncIterable<{ readonly path: string; readonly data: AsyncIterable<Uint8Array> }>;
  /** The settings file of the data folder, where there is one. */
  readonly settings: () => Promise<Uint8Array | undefined>;
}

export interface BackupContext {
  readonly now: Date;
  readonly version: string;
  /** Is told what is being written, and how many bytes so far. */
  readonly progress?: (doing: string, bytes: number) => void;
}

export interface BackupResult extends BackupSummary {
  readonly bytes: number;
  readonly sha256: string;
}

/** Writes everything to the sink that `begin` opens. On any failure the sink is abandoned: nothing half-written remains. */
export async function backupPlatform(
  sources: BackupSources,
  begin: (header: BackupHeader) => Promise<BackupSink>,
  context: BackupContext,
): Promise<BackupResult> {
  const owner = await sources.database.connectOwner();
  try {
    const snapshot = await openSnapshot(owner);
    const { migrations, tables } = snapshot;
    const sink = await begin({ product: 'baocaitong', version: context.version, takenAt: context.now.toISOString(), migrations, tables });
    try {
      const summary = await writeParts(sources, snapshot, sink, context);
      await snapshot.close();
      return { ...summary, ...(await sink.finish(summary)) };
    } catch (error) {
      await sink.abandon();
      throw error;
    }
  } finally {
    await owner.end();
  }
}

async function writeParts(sources: BackupSources, snapshot: Snapshot, sink: BackupSink, context: BackupContext): Promise<BackupSummary> {
  let bytes = 0;
  const counted = async function* (doing: string, data: AsyncIterable<Uint8Array>) {
    for await (const chunk of data) {
      bytes += chunk.byteLength;
      context.progress?.(doing, bytes);
      yield chunk;
    }
  };
  const settings = await sources.settings();
  if (settings) await sink.part('settings', counted('设置', one(settings)));
  // A document is in the store before its row is committed: listed after the snapshot began, none of its rows lacks its document.
  const missingDocuments: string[] = [];
  for (const hash of await snapshot.documentHashes()) if (!(await sources.documents.exists(hash))) missingDocuments.push(hash);
  let documents = 0;
  for await (const hash of sources.documents.list()) {
    await sink.part(`documents/${hash}`, counted('文件', sources.documents.stream(hash)));
    documents += 1;
  }
  // A page that was delivered after the snapshot began is delivered again after a restore, at the same place.
  let pages = 0;
  for await (const { path, data } of sources.pages()) {
    await sink.part(`pages/${path}`, counted('发布的页面', data));
    pages += 1;
  }
  const rows: Record<string, number> = {};
  for (const table of snapshot.tables) {
    const data = snapshot.copy(table);
    await sink.part(`tables/${table.name}`, counted(`表 ${table.name}`, data));
    rows[table.name] = (data as unknown as { rowCount: number }).rowCount;
  }
  return { rows, sequences: await snapshot.sequences(), documents, missingDocuments, pages };
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
