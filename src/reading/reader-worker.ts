/** The thread that reads documents: see reader.ts. */
import { parentPort } from 'node:worker_threads';
import { readDocument } from './read.ts';
import type { ReadAnswer, ReadAsked } from './reader.ts';
import { UnreadableError } from './unreadable.ts';

async function answer({ bytes, name }: ReadAsked): Promise<ReadAnswer> {
  try {
    return { document: await readDocument(bytes, name) };
  } catch (fault) {
    if (fault instanceof UnreadableError) return { unreadable: fault.message };
    return { fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) };
  }
}

parentPort?.on('message', async (asked: ReadAsked) => parentPort?.postMessage(await answer(asked)));
