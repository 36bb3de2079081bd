/** The thread that reads: see reader-thread.ts. */
import { parentPort } from 'node:worker_threads';
import type { Answer, Asked, ReaderJob, ReaderJobs } from './reader-thread.ts';
import { UnreadableError } from './unreadable.ts';

// Each is loaded with the first file that needs it: a command that reads one document does not wait for the rest.
const jobs: { readonly [Job in ReaderJob]: (bytes: Uint8Array, name: string) => Promise<ReaderJobs[Job]> } = {
  document: async (bytes, name) => (await import('./read.ts')).readDocument(bytes, name),
  inspect: async (bytes, name) => (await import('./upload-inspect.ts')).inspectUpload(bytes, name),
  draft: async (bytes, name) => (await import('./draft.ts')).readDraft(bytes, name),
};

async function answer({ job, bytes, name }: Asked): Promise<Answer> {
  try {
    return { done: await jobs[job](bytes, name) };
  } catch (fault) {
    if (fault instanceof UnreadableError) return { unreadable: fault.message };
    return { fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) };
  }
}

parentPort?.on('message', async (asked: Asked) => parentPort?.postMessage(await answer(asked)));
