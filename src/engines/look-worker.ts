/** One thread for long texts: begun when it is needed, ended where it does not answer in time, and begun again. */
import { Worker } from 'node:worker_threads';
import { ProofreaderFailed } from '../domain/wording/proofreader.ts';
import type { TextFinding } from '../text/finding.ts';
import type { Answered, Asked } from './site-looks.ts';

/** In dist it is compiled. */
const file = new URL(`./proofreader-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

export interface LookWorker {
  /** How many texts wait for it. */
  readonly waiting: number;
  readonly look: (asked: Omit<Asked, 'id' | 'settle'>, settle: () => NonNullable<Asked['settle']>) => Promise<readonly TextFinding[]>;
  readonly close: () => Promise<void>;
}

interface Pending {
  readonly resolve: (answered: Answered) => void;
  readonly reject: (fault: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** @param limit milliseconds after which a text is given up, with all that wait behind it. */
export function createLookWorker(limit: number): LookWorker {
  let worker: Worker | undefined;
  let count = 0;
  const pending = new Map<number, Pending>();

  const fail = (why: string): void => {
    const gone = worker;
    worker = undefined;
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer);
      reject(new ProofreaderFailed(why));
    }
    pending.clear();
    void gone?.terminate();
  };
  const begin = (): Worker => {
    const begun = new Worker(file);
    begun.on('message', (answered: Answered) => {
      const waits = pending.get(answered.id);
      if (!waits) return;
      pending.delete(answered.id);
      clearTimeout(waits.timer);
      // The process may end while nothing waits.
      if (pending.size === 0) begun.unref();
      waits.resolve(answered);
    });
    begun.on('error', (fault) => {
      if (worker === begun) fail(fault instanceof Error ? fault.message : String(fault));
    });
    return begun;
  };
  const ask = (asked: Omit<Asked, 'id'>): Promise<Answered> =>
    new Promise((resolve, reject) => {
      count += 1;
      const id = count;
      worker ??= begin();
      worker.ref();
      pending.set(id, { resolve, reject, timer: setTimeout(() => fail(`no answer within ${limit} ms`), limit) });
      worker.postMessage({ ...asked, id } satisfies Asked);
    });
  return {
    get waiting() {
      return pending.size;
    },
    look: async (asked, settle) => {
      let answered = await ask(asked);
      if ('unknown' in answered) answered = await ask({ ...asked, settle: settle() });
      if ('findings' in answered) return answered.findings;
      throw new ProofreaderFailed('fault' in answered ? answered.fault : 'the worker does not take the lists of the site');
    },
    close: async () => {
      const gone = worker;
      fail('closed');
      await gone?.terminate();
    },
  };
}
