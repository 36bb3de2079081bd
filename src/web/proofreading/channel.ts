/** The page's end of the talk with the worker: one text under way, and of those that come meanwhile only the last. */
import type { FromWorker, LineFinding, Lines, ModelUsed, Settled, ToWorker, TyposState } from './protocol.ts';

/** What of a `Worker` is needed; tests put something else there. */
export interface Port {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface Heard {
  /** By line of the text that was asked about. */
  readonly found: (lines: Lines, findings: readonly (readonly LineFinding[])[]) => void;
  readonly typos: (state: TyposState, model: ModelUsed | undefined) => void;
  /** The worker does not run here, or broke. */
  readonly broken: () => void;
}

export interface Channel {
  readonly settle: (settled: Settled) => void;
  readonly look: (lines: Lines) => void;
  readonly lookForTypos: (wanted: boolean) => void;
  readonly close: () => void;
}

/** Numbers of texts; the worker may have been another text's before, whose answers still come. */
let last = 0;

/** @param done what becomes of the worker when nobody asks it any more; one that broke is ended. */
export function openChannel(port: Port, { found, typos, broken }: Heard, done: (port: Port) => void = (one) => one.terminate()): Channel {
  let whole = true;
  let asked: { readonly id: number; readonly lines: Lines } | undefined;
  /** No answer came yet for what was asked last. */
  let underWay = false;
  let waiting: Lines | undefined;
  function ask(lines: Lines): void {
    last += 1;
    asked = { id: last, lines };
    underWay = true;
    waiting = undefined;
    port.postMessage({ kind: 'look', ...asked });
  }
  port.onmessage = ({ data }) => {
    if (data.kind === 'typos') {
      typos(data.state, data.model);
      return;
    }
    if (data.id !== asked?.id) return;
    underWay = false;
    if (waiting) ask(waiting);
    else found(asked.lines, data.findings);
  };
  port.onerror = () => {
    whole = false;
    underWay = false;
    waiting = undefined;
    broken();
  };
  return {
    settle: (settled) => port.postMessage({ kind: 'settle', ...settled }),
    look: (lines) => {
      if (underWay) waiting = lines;
      else ask(lines);
    },
    lookForTypos: (wanted) => port.postMessage({ kind: 'typos', wanted }),
    close: () => {
      port.onmessage = null;
      port.onerror = null;
      if (whole) done(port);
      else port.terminate();
    },
  };
}
