// Property tests try the same cases at every run, so that a red run is about the change; the long run tries new ones.
import fc from 'fast-check';

if (process.env['LONG'] !== '1') fc.configureGlobal({ seed: 20_240_229 });
