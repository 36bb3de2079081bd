/**
 * Reads files of unknown origin in a thread that can be killed: one made to do harm costs its limits of time and memory, and then a
 * sentence; never the process, and nobody else waits for it longer than that.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ReadDocument } from '../domain/document.ts';
import { type Outcome, problem, refuse } from '../domain/outcome.ts';
import type { Draft } from './draft.ts';
import { createReaderThread, type ReaderLimits } from './reader-thread.ts';
import { UnfitError, UnreadableError } from './unreadable.ts';
import type { InspectedUpload } from './upload-inspect.ts';
import { weighBytes } from './weigh.ts';

export interface Reader {
  /** The document in the bytes. Throws UnreadableError with a Chinese sentence where they cannot be read within the limits. */
  readonly read: (bytes: Uint8Array, name: string) => Promise<ReadDocument>;
  /** The same for a file on disk. Throws what the file system throws where there is none. */
  readonly readFile: (path: string) => Promise<ReadDocument>;
  /** What `inspectUpload` says of a file, or that it goes beyond the limits. */
  readonly inspect: (bytes: Uint8Array, name: string) => Promise<Outcome<InspectedUpload>>;
  /** What `readDraft` makes of a docx. */
  readonly draft: (bytes: Uint8Array, name: string) => Promise<Outcome<Draft>>;
  /** Ends the thread, whatever it reads. */
  readonly close: () => Promise<void>;
}

/** The thread begins with the first file that is read and waits for more until the reader is closed or the process ends. */
export function createReader(limits: ReaderLimits = {}): Reader {
  const thread = createReaderThread(limits);
  const read = (bytes: Uint8Array, name: string): Promise<ReadDocument> => {
    weigh(bytes.length, name);
    return thread.ask('document', bytes, name);
  };
  return {
    read: async (bytes, name) => read(bytes, name),
    readFile: async (path) => {
      const name = basename(path);
      const found = await stat(path);
      // A pipe or a device may give bytes without end.
      if (!found.isFile() && !found.isDirectory()) throw new UnreadableError(`“${name}”不是普通文件，无法读取。`);
      weigh(found.size, name);
      return read(await readFile(path), name);
    },
    inspect: (bytes, name) => asOutcome(thread.ask('inspect', bytes, name)),
    draft: (bytes, name) => asOutcome(thread.ask('draft', bytes, name)),
    close: thread.close,
  };
}

/** A file too large is refused before it is taken into memory. */
function weigh(size: number, name: string): void {
  try {
    weighBytes(size);
  } catch (cause) {
    throw cause instanceof UnfitError ? new UnreadableError(`文件“${name}”${cause.message}。`, { cause }) : cause;
  }
}

async function asOutcome<T>(asked: Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await asked;
  } catch (fault) {
    if (!(fault instanceof UnreadableError)) throw fault;
    return refuse('findings', [problem('too-heavy', fault.message)]);
  }
}
