/** The thread that reads, as its owner holds it: begun when needed, one file at a time, ended where a file goes beyond its limits. */
import { Worker } from 'node:worker_threads';
import type { ReadDocument } from '../domain/document.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Draft } from './draft.ts';
import { UnreadableError } from './unreadable.ts';
import type { InspectedUpload } from './upload-inspect.ts';

/** What can be asked of the thread, and what it gives. */
export interface ReaderJobs {
  readonly document: ReadDocument;
  readonly inspect: Outcome<InspectedUpload>;
  readonly draft: Outcome<Draft>;
}
export type ReaderJob = keyof ReaderJobs;
export interface Asked {
  readonly job: ReaderJob;
  readonly bytes: Uint8Array;
  /** What sentences call the file. */
  readonly name: string;
}
export type Answer = { readonly done: ReaderJobs[ReaderJob] } | { readonly unreadable: string } | { readonly fault: string };

export interface ReaderLimits {
  /** Milliseconds for one file; 20 seconds where not given. */
  readonly limit?: number;
  /** Megabytes of heap; 512 where not given. As much again may lie outside the heap, in buffers. */
  readonly memory?: number;
  /** Files that may wait; 20 where not given. */
  readonly waiting?: number;
}

export interface ReaderThread {
  /** Throws UnreadableError with a Chinese sentence where the file cannot be read within the limits. */
  readonly ask: <Job extends ReaderJob>(job: Job, bytes: Uint8Array, name: string) => Promise<ReaderJobs[Job]>;
  readonly close: () => Promise<void>;
}

/** In dist it is compiled. */
const file = new URL(`./reader-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** Milliseconds between two looks at how much memory the process has. */
const look = 250;

export function createReaderThread({ limit = 20_000, memory = 512, waiting = 20 }: ReaderLimits): ReaderThread {
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let count = 0;

  const end = async (): Promise<void> => {
    const gone = worker;
    worker = undefined;
    await gone?.terminate();
  };
  const askNow = async (asked: Asked): Promise<Answer> => {
    worker ??= new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: memory, stackSizeMb: 4 } });
    worker.ref();
    try {
      return await answerWithin(worker, asked, limit, memory);
    } catch (fault) {
      await end();
      throw fault;
    } finally {
      // The process may end while nothing is read.
      worker?.unref();
    }
  };
  return {
    ask: async <Job extends ReaderJob>(job: Job, bytes: Uint8Array, name: string) => {
      if (count >= waiting) throw new UnreadableError(`正在读取的文件太多，请稍后再试“${name}”。`);
      count += 1;
      const mine = turn
        .then(() => askNow({ job, bytes, name }))
        .finally(() => {
          count -= 1;
        });
      turn = mine.catch(() => {});
      const answer = await mine;
      if ('unreadable' in answer) throw new UnreadableError(answer.unreadable);
      if ('fault' in answer) throw new Error(answer.fault);
      return answer.done as ReaderJobs[Job];
    },
    close: end,
  };
}

/** Rejects where the thread does not answer in time, takes too much memory or dies; it is of no use after that. */
function answerWithin(worker: Worker, asked: Asked, limit: number, memory: number): Promise<Answer> {
  const before = process.memoryUsage.rss();
  return new Promise((resolve, reject) => {
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      clearInterval(watch);
      worker.off('message', answered).off('error', died).off('exit', ended);
      how();
    };
    const refuse = (why: string): void =>
      settle(() => reject(new UnreadableError(`文件“${asked.name}”${why}，可能结构异常，请拆分或另存后再试。`)));
    const tooMuch = (): void => refuse(`要用的内存超过 ${memory} MB`);
    const answered = (answer: Answer): void => settle(() => resolve(answer));
    const died = (fault: unknown): void =>
      (fault as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : settle(() => reject(fault));
    const ended = (): void => settle(() => reject(new Error('the thread that reads ended without an answer')));
    const timer = setTimeout(() => refuse(`在 ${limit / 1000} 秒内没有读完`), limit);
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > memory * 2 * 1024 * 1024) tooMuch();
    }, look);
    worker.on('message', answered).on('error', died).on('exit', ended);
    worker.postMessage(asked);
  });
}
