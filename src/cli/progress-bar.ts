/** A progress bar on one line of a terminal; elsewhere a line now and then, and only for what takes long. */

export interface ProgressBar {
  readonly show: (done: number, expected: number) => void;
  readonly end: () => void;
}

const WIDTH = 24;
/** What is done sooner needs no bar. */
const QUIET_MS = 1000;
const EVERY_MS = { terminal: 100, file: 5000 };

export function progressBar(
  write: (text: string) => void,
  isTerminal: boolean,
  clock: () => number = () => performance.now(),
): ProgressBar {
  const begun = clock();
  let shown = begun;
  let drawn = false;
  return {
    show(done, expected) {
      const now = clock();
      if (now - begun < QUIET_MS || now - shown < (isTerminal ? EVERY_MS.terminal : EVERY_MS.file)) return;
      shown = now;
      drawn = true;
      const part = expected > 0 ? Math.min(1, done / expected) : 0;
      const full = Math.round(part * WIDTH);
      const line = `已读 ${'█'.repeat(full)}${'░'.repeat(WIDTH - full)} ${Math.round(part * 100)}%  ${done} 行`;
      write(isTerminal ? `\r${line}` : `${line}\n`);
    },
    end() {
      if (drawn && isTerminal) write(`\r${' '.repeat(WIDTH + 30)}\r`);
      drawn = false;
    },
  };
}
