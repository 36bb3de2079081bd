// Property tests try the same cases at every run, so that a red run is about the change; the long run tries new ones.
import fc from 'fast-check';

/** Milliseconds that a random walk may take: the long run walks further. */
export const walkTimeout = process.env['LONG'] === '1' ? 1_800_000 : 240_000;

if (process.env['LONG'] !== '1') fc.configureGlobal({ seed: 20_240_229 });
