/** One thread that looks through texts: begun when it is needed, ended where it does not answer in time, and begun again. */
import { Worker } from 'node:worker_threads';
import { ProofreaderFailed } from '../domain/wording/proofreader.ts';
import type { TextFinding } from '../text/finding.ts';
import type { Answered, Asked, AskedFigures } from './site-looks.ts';

/** In dist it is compiled. */
const file = new URL(`./proofreader-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

export interface LookWorker {
  /** How many texts wait for it. */
  readonly waiting: number;
  readonly look: (asked: Omit<Asked, 'id' | 'settle'>, settle: () => NonNullable<Asked['settle']>) => Promise<readonly TextFinding[]>;
  readonly figures: (asked: Omit<AskedFigures, 'id'>) => Promise<readonly number[] | undefined>;
  readonly close: () => Promise<void>;
}

interface Pending {
  readonly resolve: (answered: Answered) => void;
  readonly reject: (fault: Error) => void;
}

/** So many texts may wait; of more it is said at once that they could not be looked at. */
const mostWaiting = 100;

/** @param limit milliseconds for one text, from its turn on; after that it is given up, with all that wait behind it. */
export function createLookWorker(limit: number): LookWorker {
  let worker: Worker | undefined;
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  const pending = new Map<number, Pending>();

  const fail = (why: string): void => {
    const gone = worker;
    worker = undefined;
    clearTimeout(timer);
    for (const { reject } of pending.values()) reject(new ProofreaderFailed(why));
    pending.clear();
    void gone?.terminate();
  };
  const watch = (): void => {
    clearTimeout(timer);
    if (pending.size > 0) timer = setTimeout(() => fail(`no answer within ${limit} ms`), limit);
  };
  const begin = (): Worker => {
    const begun = new Worker(file);
    begun.on('message', (answered: Answered) => {
      const waits = pending.get(answered.id);
      if (!waits) return;
      pending.delete(answered.id);
      watch();
      // The process may end while nothing waits.
      if (pending.size === 0) begun.unref();
      waits.resolve(answered);
    });
    begun.on('error', (fault) => {
      if (worker === begun) fail(fault instanceof Error ? fault.message : String(fault));
    });
    return begun;
  };
  const ask = (asked: Omit<Asked, 'id'> | Omit<AskedFigures, 'id'>): Promise<Answered> =>
    new Promise((resolve, reject) => {
      if (pending.size >= mostWaiting) {
        reject(new ProofreaderFailed('too many texts wait'));
        return;
      }
      count += 1;
      const id = count;
      worker ??= begin();
      worker.ref();
      pending.set(id, { resolve, reject });
      if (pending.size === 1) watch();
      worker.postMessage({ ...asked, id } satisfies Asked | AskedFigures);
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
    figures: async (asked) => {
      const answered = await ask(asked);
      return 'figures' in answered ? answered.figures : undefined;
    },
    close: async () => {
      const gone = worker;
      fail('closed');
      await gone?.terminate();
    },
  };
}
