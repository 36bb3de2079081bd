/**
 * Builds `traditional.json` from the character tables of OpenCC (npm opencc-js): `node assets/fold/build.ts`.
 * `pairs` holds traditional and simplified characters in turn, for comparing; `never` those of them that no simplified text writes.
 */
import { writeFileSync } from 'node:fs';
// @ts-expect-error the dictionaries of opencc-js come without types
import hongKong from '../../node_modules/opencc-js/dist/esm-lib/dict/HKVariants.js';
// @ts-expect-error the dictionaries of opencc-js come without types
import simplified from '../../node_modules/opencc-js/dist/esm-lib/dict/STCharacters.js';
// @ts-expect-error the dictionaries of opencc-js come without types
import phrases from '../../node_modules/opencc-js/dist/esm-lib/dict/STPhrases.js';
// @ts-expect-error the dictionaries of opencc-js come without types
import characters from '../../node_modules/opencc-js/dist/esm-lib/dict/TSCharacters.js';
// @ts-expect-error the dictionaries of opencc-js come without types
import taiwan from '../../node_modules/opencc-js/dist/esm-lib/dict/TWVariants.js';

const entriesOf = (table: unknown): readonly (readonly [from: string, to: readonly string[]])[] =>
  (table as string).split('|').map((entry) => {
    const [from = '', ...to] = entry.split(' ');
    return [from, to];
  });

const pairs: string[] = [];
for (const [from, to] of entriesOf(characters)) {
  // The fold map works on code units: what lies outside the basic plane stands for itself.
  if (from.length !== 1 || to[0]?.length !== 1) continue;
  if (!to.includes(from)) pairs.push(from + to[0]);
}

/** GB/T 2312: standard characters only, its rows 16 to 87. */
const standard = new Set<string>();
const decoder = new TextDecoder('gbk');
for (let row = 0xb0; row <= 0xf7; row += 1)
  for (let cell = 0xa1; cell <= 0xfe; cell += 1) standard.add(decoder.decode(Uint8Array.of(row, cell)));
/** Standard since 2013 in names, or hardly to be told from a name (《通用规范汉字表》). */
const inNames = new Set('昇陞邨喆淼堃犇龢甯迺皙晳瞋噘蹚溧勠谿澂筦氾仝甦椀脩劄祇徵鍾鉅乾藉麽夥剋祕鍊珮哿崑崙叡媯溈樑寀濛噁淩稜閤弔冑鎔慄榦');
const written = new Map(entriesOf(simplified));
/** What is written for a standard character where traditional ones are in use; forms of old and variants of names are left out. */
const never = new Set(
  pairs
    .filter((pair) => {
      const [from = '', to = ''] = pair;
      return !standard.has(from) && standard.has(to) && written.get(to)?.includes(from);
    })
    .map((pair) => pair[0] as string),
);
/** What the table of phrases writes differently in ten of them and more: 複 and 覆 for 复, 簽 and 籤 for 签. */
const inPhrases = new Map<string, number>();
for (const [from, [to = '']] of entriesOf(phrases))
  for (const one of to) if (!from.includes(one)) inPhrases.set(one, (inPhrases.get(one) ?? 0) + 1);
for (const [from = ''] of pairs) if ((inPhrases.get(from) ?? 0) >= 10 && !standard.has(from)) never.add(from);
const read = new Map(pairs.map((pair) => [pair[0], pair[1]]));
for (const [from, [to = '']] of [...entriesOf(taiwan), ...entriesOf(hongKong)]) {
  if (!never.has(from) || to.length !== 1 || standard.has(to)) continue;
  never.add(to);
  if (!read.has(to)) pairs.push(to + read.get(from));
}
for (const one of inNames) never.delete(one);

const file = {
  source: 'OpenCC TSCharacters, STCharacters, TWVariants, HKVariants, npm opencc-js 1.4.2',
  date: '2026-11-23',
  licence: 'Apache-2.0',
  pairs: pairs.join(''),
  never: [...never].join(''),
};
writeFileSync(new URL('traditional.json', import.meta.url), `${JSON.stringify(file, null, 1)}\n`);
