/**
 * Reads documents in a thread of their own that can be killed: a file made to do harm costs its limits of time and memory, and then a
 * sentence; never the process. The thread is begun with the first file and ends with the reader.
 */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReadDocument } from '../domain/document.ts';
import { UnreadableError } from './unreadable.ts';
import { weighBytes } from './weigh.ts';

/** What is asked of the thread, and what it answers. */
export interface ReadAsked {
  readonly bytes: Uint8Array;
  readonly name: string;
}
export type ReadAnswer = { readonly document: ReadDocument } | { readonly unreadable: string } | { readonly fault: string };

export interface ReaderOptions {
  /** Milliseconds for one file; 20 seconds where not given. */
  readonly limit?: number;
  /** Megabytes of heap; 512 where not given. As much again may lie outside the heap, in buffers. */
  readonly memory?: number;
  /** Files that may wait; 20 where not given. */
  readonly waiting?: number;
}

export interface Reader {
  /** The document in the bytes. Throws UnreadableError with a Chinese sentence where they cannot be read within the limits. */
  readonly read: (bytes: Uint8Array, name: string) => Promise<ReadDocument>;
  /** The same for a file on disk. Throws what the file system throws where there is none. */
  readonly readFile: (path: string) => Promise<ReadDocument>;
  readonly close: () => Promise<void>;
}

/** In dist it is compiled. */
const file = new URL(`./reader-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** Between two looks at how much memory the process has. */
const look = 250;

export function createReader({ limit = 20_000, memory = 512, waiting = 20 }: ReaderOptions = {}): Reader {
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let count = 0;

  const end = async (): Promise<void> => {
    const gone = worker;
    worker = undefined;
    await gone?.terminate();
  };
  const begin = (): Worker => {
    worker ??= new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: memory, stackSizeMb: 4 } });
    worker.ref();
    return worker;
  };
  const askOnce = async (asked: ReadAsked): Promise<ReadDocument> => {
    const answer = await answerWithin(begin(), asked, limit, memory).catch(async (fault: unknown) => {
      await end();
      throw fault;
    });
    // The process may end while nothing is read.
    worker?.unref();
    if ('document' in answer) return answer.document;
    if ('unreadable' in answer) throw new UnreadableError(answer.unreadable);
    throw new Error(answer.fault);
  };
  const read = (bytes: Uint8Array, name: string): Promise<ReadDocument> => {
    if (count >= waiting) throw new UnreadableError(`正在读取的文件太多，请稍后再试“${name}”。`);
    count += 1;
    const mine = turn.then(() => askOnce({ bytes, name })).finally(() => {
      count -= 1;
    });
    turn = mine.catch(() => {});
    return mine;
  };
  return {
    read: async (bytes, name) => read(bytes, name),
    readFile: async (path) => {
      const name = basename(path);
      weighFile((await stat(path)).size, name);
      return read(await readFile(path), name);
    },
    close: end,
  };
}

function weighFile(size: number, name: string): void {
  try {
    weighBytes(size);
  } catch (error) {
    throw new UnreadableError(`文件“${name}”${(error as Error).message}。`);
  }
}

/** Rejects where the thread does not answer in time, takes too much memory or dies; it is of no use after that. */
function answerWithin(worker: Worker, asked: ReadAsked, limit: number, memory: number): Promise<ReadAnswer> {
  const before = process.memoryUsage.rss();
  return new Promise((resolve, reject) => {
    const settle = (how: () => void): void => {
      clearTimeout(timer);
      clearInterval(watch);
      worker.off('message', answered).off('error', died).off('exit', ended);
      how();
    };
    const refuse = (why: string): void => settle(() => reject(new UnreadableError(`文件“${asked.name}”${why}。`)));
    const tooMuch = (): void => refuse(`要用的内存超过 ${memory} MB，可能结构异常，请拆分或另存后再试`);
    const answered = (answer: ReadAnswer): void => settle(() => resolve(answer));
    const died = (fault: NodeJS.ErrnoException): void =>
      fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch() : settle(() => reject(fault));
    const ended = (): void => settle(() => reject(new Error('the thread that reads ended without an answer')));
    const timer = setTimeout(() => refuse(`${limit / 1000} 秒内没有读完，可能过大或结构异常，请拆分或另存后再试`), limit);
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > memory * 2 * 1024 * 1024) tooMuch();
    }, look);
    worker.on('message', answered).on('error', died).on('exit', ended);
    worker.postMessage(asked);
  });
}
