/** A thread that shows one document as a page: a large or hostile one holds up nobody, and its memory goes with the thread. */
import { parentPort, workerData } from 'node:worker_threads';
import { hiddenPage } from './hidden-page.ts';
import type { UploadKind } from './upload-kinds.ts';

export interface ShownApart {
  readonly kind: UploadKind;
  readonly bytes: Uint8Array;
}

const { kind, bytes } = workerData as ShownApart;
parentPort?.postMessage((await hiddenPage(kind, bytes)) ?? '');
