/** Uploads as the pages on which it is seen what they hide, one after the other, in threads of their own with a time limit. */
import { Worker } from 'node:worker_threads';
import type { ShownApart } from './hidden-worker.ts';
import type { UploadKind } from './upload-kinds.ts';

/** In dist it is compiled. */
const file = new URL(`./hidden-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
const kinds: ReadonlySet<UploadKind> = new Set(['docx', 'xlsx', 'pdf']);
/** Milliseconds for one document. */
const limit = 10_000;
const mostMegabytes = 512;
/** So many may wait; of more it is not asked what they hide. */
const mostWaiting = 8;

let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

function shown(asked: ShownApart): Promise<string | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(file, { workerData: asked, resourceLimits: { maxOldGenerationSizeMb: mostMegabytes } });
    const timer = setTimeout(() => end(undefined), limit);
    const end = (page: string | undefined): void => {
      clearTimeout(timer);
      resolve(page);
      void worker.terminate();
    };
    worker.on('message', end);
    // Damaged in a way that its reader would not mind: then nothing is known of it.
    worker.on('error', () => end(undefined));
    worker.on('exit', () => end(undefined));
  });
}

/** Undefined for kinds that are not looked into, and where it could not be done in time. */
export async function hiddenPageApart(kind: UploadKind, bytes: Uint8Array): Promise<string | undefined> {
  if (!kinds.has(kind) || waiting >= mostWaiting) return undefined;
  waiting += 1;
  const mine = last.then(() => shown({ kind, bytes }));
  last = mine;
  return mine.finally(() => {
    waiting -= 1;
  });
}
