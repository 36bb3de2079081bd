// Where a Chromium lies that the stories can drive; on a Debian machine with the right to install, it is fetched from Debian's packages.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome'];

const runnable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** The path of a Chromium: what CHROMIUM names, or one of the usual places. */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return runnable(named) ? named : undefined;
  return places.find(runnable);
}

/** The same, installing Debian's package where that is possible; otherwise undefined. */
export function ensureChromium(report = (line) => process.stderr.write(`${line}\n`)) {
  const found = findChromium();
  if (found || process.env.CHROMIUM) return found;
  if (process.getuid?.() !== 0 || !runnable('/usr/bin/apt-get')) return undefined;
  report('The stories need Chromium: installing Debian’s package chromium …');
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const apt = (...args) => spawnSync('/usr/bin/apt-get', ['-q', ...args], quiet).status === 0;
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium');
  if (!install() && apt('update')) install();
  return findChromium();
}
