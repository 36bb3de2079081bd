/**
 * Builds `traditional.json` from the character table of OpenCC (npm opencc-js, dictionary TSCharacters): `node assets/fold/build.ts`.
 * `pairs` holds traditional and simplified characters in turn.
 */
import { writeFileSync } from 'node:fs';
// @ts-expect-error the dictionaries of opencc-js come without types
import characters from '../../node_modules/opencc-js/dist/esm-lib/dict/TSCharacters.js';

const pairs: string[] = [];
for (const entry of (characters as string).split('|')) {
  const [from = '', ...to] = entry.split(' ');
  // The fold map works on code units: what lies outside the basic plane stands for itself.
  if (from.length !== 1 || to[0]?.length !== 1) continue;
  if (!to.includes(from)) pairs.push(from + to[0]);
}
const file = {
  source: 'OpenCC TSCharacters, npm opencc-js 1.4.2',
  date: '2026-11-23',
  licence: 'Apache-2.0',
  pairs: pairs.join(''),
};
writeFileSync(new URL('traditional.json', import.meta.url), `${JSON.stringify(file, null, 1)}\n`);
