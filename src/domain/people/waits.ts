/** How long somebody waits who could not sign in: nothing at first, then doubling. */
import type { PeopleSettings } from './settings.ts';

/** Failures counted so far, by account and address together, or by address alone. */
export interface FailureCount {
  readonly failures: number;
  /** Milliseconds since 1970. */
  readonly failedAt: number;
}

/** Failures after one more at `now` (milliseconds): counted anew where the last one is long ago. */
export const failuresAfter = (
  before: FailureCount | undefined,
  now: number,
  settings: Pick<PeopleSettings, 'forgetFailuresMinutes'>,
): number => (before && now - before.failedAt < settings.forgetFailuresMinutes * 60_000 ? before.failures + 1 : 1);

/** Whole seconds to wait after so many failures, of which `free` cost nothing. */
export function waitAfter(
  failures: number,
  free: number,
  settings: Pick<PeopleSettings, 'firstWaitSeconds' | 'longestWaitSeconds'>,
): number {
  if (failures < free) return 0;
  return Math.min(settings.firstWaitSeconds * 2 ** Math.min(failures - free, 30), settings.longestWaitSeconds);
}
