/** How much memory the server holds between two requests. */
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap near what is in use. Left to itself V8 lets several times that pile up before it looks, on a machine that has
 * memory to spare: 400 MB where 50 are in use. Both are read each time the heap might grow, so they may be set while it runs; Node is
 * the one we bring along, so it is always the same V8.
 */
export function keepMemoryLow(): void {
  setFlagsFromString('--heap-growing-percent=50');
  // Where the size of the nursery was not given at the start, it stays as small as it begins.
  if (!process.execArgv.some((flag) => flag.startsWith('--max-semi-space-size'))) setFlagsFromString('--semi-space-growth-factor=1');
}
