/**
 * The demo's item-level facts against the published tables. The counting here is deliberately naive: it must not share anything
 * with the scoring engine, which is tested elsewhere.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { Liquid } from 'liquidjs';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../../assets/demo/generate.ts';
import type { Published, PublishedCell, PublishedTable, Site, SiteUnit } from '../../assets/demo/generator/types.ts';

const DEMO = join(import.meta.dirname, '../../assets/demo');
const OFFICES = ['neimenggu-2011', 'ordos-2020q2', 'zhalantun-2023q1', 'chengzhong-2018-03'] as const;
type OfficeId = (typeof OFFICES)[number];

type FactRow = Readonly<Record<string, string>>;

interface GoldenTable {
  readonly rows?: readonly (readonly PublishedCell[])[];
  readonly groups?: readonly { readonly area: string; readonly subtotal: number; readonly rows: readonly (readonly [string, number])[] }[];
}

interface Golden {
  readonly period: readonly [string, string];
  readonly tables: readonly GoldenTable[];
  readonly praised?: readonly string[];
  readonly stated?: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
}

interface Typed {
  readonly opening?: string;
  readonly narrative?: string;
  readonly text?: readonly string[];
  readonly problems?: readonly string[];
  readonly requirements?: readonly string[];
  readonly figures: readonly { readonly name: string; readonly value: number | string }[];
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

const golden = readJson<Readonly<Record<string, Golden>>>(join(import.meta.dirname, '../../../shared/seeds/golden.json'));
const goldenOf: Readonly<Record<OfficeId, Golden>> = {
  'neimenggu-2011': golden['000']!,
  'ordos-2020q2': golden['001']!,
  'zhalantun-2023q1': golden['002']!,
  'chengzhong-2018-03': golden['004']!,
};

function load(id: OfficeId) {
  const site = readJson<Site>(join(DEMO, id, 'site.json'));
  const published = readJson<Published>(join(DEMO, id, 'published.json'));
  const facts = parse(readFileSync(join(DEMO, id, 'facts.csv'), 'utf8'), { columns: true }) as FactRow[];
  const count = (unit: string, fits: Readonly<Record<string, string>>) =>
    facts.filter((fact) => fact['单位'] === unit && has(fact, fits)).length;
  const total = (fits: Readonly<Record<string, string>>) => facts.filter((fact) => has(fact, fits)).length;
  const inGroup = (group: string, fits: Readonly<Record<string, string>>) =>
    site.units.filter((unit) => unit.group === group).reduce((sum, unit) => sum + count(unit.key, fits), 0);
  return { site, published, facts, count, total, inGroup };
}

function has(fact: FactRow, fits: Readonly<Record<string, string>>): boolean {
  return Object.entries(fits).every(([column, value]) => fact[column] === value);
}

/** The unit that a printed name means: by name, by alias, or by either below its area. */
function unitNamed(site: Site, name: string, area?: string): SiteUnit {
  const inArea = site.units.filter(
    (unit) => unit.aliases?.includes(`${area}/${name}`) || ((unit.name === name || unit.aliases?.includes(name)) && unit.parent === area),
  );
  expect(inArea, `${area ?? ''} ${name}`).toHaveLength(1);
  return inArea[0]!;
}

const stated = (id: OfficeId, key: string) => goldenOf[id].stated![key]!;
const adopted = { 类型: '采用' };

describe.each(OFFICES)('%s', (id) => {
  const { site, published, facts } = load(id);

  it('has units with unique keys whose parents stand before them', () => {
    const keys = site.units.map((unit) => unit.key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const [place, unit] of site.units.entries()) if (unit.parent) expect(keys.slice(0, place)).toContain(unit.parent);
  });

  it('has no alias that could mean two units', () => {
    const names = site.units.flatMap((unit) => [unit.key, ...(unit.aliases ?? [])]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has facts with unique numbers, each of a known unit and outlet and marked as invented', () => {
    expect(facts.length).toBeGreaterThan(500);
    expect(new Set(facts.map((fact) => fact['编号'])).size).toBe(facts.length);
    const units = new Set(site.units.map((unit) => unit.key));
    const outlets = new Set(['', undefined, ...site.outlets.map((outlet) => outlet.name)]);
    for (const fact of facts) {
      expect(units, fact['编号']).toContain(fact['单位']);
      expect(outlets, fact['编号']).toContain(fact['载体']);
      expect(fact['虚构'], fact['编号']).toBe('是');
    }
  });

  it('has days inside the published period, its first and last day among them', () => {
    const [from, to] = goldenOf[id].period;
    expect(site.period).toEqual({ from, to });
    const days = facts.map((fact) => fact['日期']!).sort();
    expect([days[0], days.at(-1)]).toEqual([from, to]);
    for (const day of days) expect(day).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('gives every item one unit and one title, and no title a number', () => {
    const items = new Map<string, string>();
    for (const fact of facts) {
      const item = `${fact['单位']} ${fact['标题']}`;
      expect(items.get(fact['信息编号']!) ?? item, fact['编号']).toBe(item);
      items.set(fact['信息编号']!, item);
      expect(fact['标题'], fact['编号']).toMatch(/^[^0-9]{6,40}$/);
    }
  });

  it('is what the generator writes, byte for byte', () => {
    const files = [...generatedFiles()].filter(([path]) => path.startsWith(`${id}/`));
    expect(files.map(([path]) => path)).toEqual([`${id}/site.json`, `${id}/facts.csv`, `${id}/published.json`]);
    for (const [path, content] of files) expect(readFileSync(join(DEMO, path), 'utf8') === content, path).toBe(true);
  });

  it('names a unit of the site for every published row that counts', () => {
    const keys = new Set(site.units.map((unit) => unit.key));
    for (const table of published.tables) {
      expect(table.units).toHaveLength(table.rows.length);
      for (const key of table.units) if (key !== null) expect(keys).toContain(key);
    }
  });

  it('corrects cells that stand where the correction says', () => {
    for (const { at, published: printed, where } of published.corrections) {
      if (at) expect(published.tables[at.table]!.rows[at.row]![at.column], where).toBe(printed);
    }
  });

  it('types no count into the clerk’s text: every count comes from a named figure', () => {
    for (const typed of typedTexts(id)) {
      const raw = [typed.opening, typed.narrative, ...(typed.text ?? []), ...(typed.problems ?? []), ...(typed.requirements ?? [])].join(
        '\n',
      );
      expect(raw).not.toMatch(/\d\s*(条|篇|次|个|位|分|%)/);
      const used = new Set([...raw.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1]!.trim()));
      expect(used).toEqual(new Set(typed.figures.map((figure) => figure.name)));
      const values = Object.fromEntries(typed.figures.map((figure) => [figure.name, figure.value]));
      expect(new Liquid({ strictVariables: true }).parseAndRenderSync(raw, values)).not.toContain('{');
    }
  });

  it('says in the clerk’s text what the published text states', () => {
    const values = new Map(typedTexts(id)[0]!.figures.map((figure) => [figure.name, figure.value]));
    for (const [name, value] of Object.entries(published.statedTotals)) expect(values.get(name), name).toBe(value);
  });
});

function typedTexts(id: OfficeId): Typed[] {
  return ['bulletin.json', 'forwarding.json']
    .map((name) => join(DEMO, id, name))
    .filter((path) => existsSync(path))
    .map((path) => readJson<Typed>(path));
}

function figuresOf(id: OfficeId, text = 0): Record<string, number | string> {
  return Object.fromEntries(typedTexts(id)[text]!.figures.map((figure) => [figure.name, figure.value]));
}

describe('内蒙古 2011', () => {
  const { site, published, count, facts, total } = load('neimenggu-2011');
  const [tableOne, tableTwo] = goldenOf['neimenggu-2011'].tables;
  const below = (area: string) =>
    site.units.filter((unit) => unit.parent === area).reduce((sum, unit) => sum + count(unit.key, adopted), 0);
  /** What DOMAIN says must be shown where the document contradicts itself. */
  const right = new Map([['锡林郭勒盟', { subtotal: 69, below: 49 }]]);

  it('rolls up to table 1, with 69 and 49 for 锡林郭勒盟', () => {
    expect(tableOne!.rows).toHaveLength(12);
    for (const [area, subtotal, own, members] of tableOne!.rows as readonly [string, number, number, number][]) {
      expect(count(area, adopted), area).toBe(own);
      expect(below(area), area).toBe(right.get(area)?.below ?? members);
      expect(count(area, adopted) + below(area), area).toBe(right.get(area)?.subtotal ?? subtotal);
    }
  });

  it('counts every row of table 2, the second 满洲里市 left out and 杭锦旗 of 巴彦淖尔市 read as 杭锦后旗', () => {
    const compared: string[] = [];
    for (const { area, rows } of tableTwo!.groups!) {
      const seen = new Set<string>();
      for (const [name, value] of rows) {
        const again = seen.has(name);
        seen.add(name);
        if (again) {
          expect([area, name, value]).toEqual(['呼伦贝尔市', '满洲里市', 24]);
          continue;
        }
        const unit = name.endsWith('本级') ? site.units.find((one) => one.key === area)! : unitNamed(site, name, area);
        expect(count(unit.key, adopted), `${area} ${name}`).toBe(value);
        compared.push(unit.key);
      }
    }
    expect(compared.sort()).toEqual(site.units.map((unit) => unit.key).sort());
    expect([count('杭锦旗', adopted), count('杭锦后旗', adopted), count('满洲里市', adopted)]).toEqual([18, 21, 34]);
    expect(unitNamed(site, '额济纳旗', '阿拉善盟').attributes).toEqual({ 备注: '原表注明“包括开发区”' });
  });

  it('keeps the printed tables as they were printed', () => {
    expect(published.tables[0]!.rows).toEqual(tableOne!.rows);
    const flat = tableTwo!.groups!.flatMap(({ area, subtotal, rows }) => [
      [area, '小计', subtotal],
      ...rows.map(([name, value]) => [area, name, name === '额济纳旗' ? '5(包括开发区)' : value]),
    ]);
    expect(published.tables[1]!.rows).toEqual(flat);
  });

  it('gives the figures of the text and of the forwarding notice', () => {
    const tops = site.units.filter((unit) => unit.group === '盟市').map((unit) => unit.key);
    const sums = new Map(tops.map((area) => [area, count(area, adopted) + below(area)]));
    const ranked = [...tops].sort((a, b) => sums.get(b)! - sums.get(a)!);
    const own = tops.reduce((sum, area) => sum + count(area, adopted), 0);
    const zero = site.units.filter((unit) => unit.group === '旗县' && count(unit.key, adopted) === 0);
    expect(figuresOf('neimenggu-2011')).toEqual({
      采用: total(adopted),
      本级采用: own,
      旗县采用: facts.length - own,
      前三盟市: ranked.slice(0, 3).join('、'),
      零采用旗县数: zero.length,
    });
    const banners = site.units.filter((unit) => unit.parent === '鄂尔多斯市').map((unit) => unit.key);
    const praised = banners.sort((a, b) => count(b, adopted) - count(a, adopted)).slice(0, 4);
    expect(praised).toEqual(goldenOf['neimenggu-2011'].praised);
    expect(figuresOf('neimenggu-2011', 1)).toEqual({
      本市采用: sums.get('鄂尔多斯市'),
      本市名次: ranked.indexOf('鄂尔多斯市') + 1,
      表扬单位: praised.join('、'),
    });
  });
});

describe('鄂尔多斯 2020年第二季度', () => {
  const { site, published, facts, count, total, inGroup } = load('ordos-2020q2');
  const { tables } = goldenOf['ordos-2020q2'];
  const talk = { 类型: '在线访谈' };
  const reading = { 类型: '政策解读' };

  function rowOf(unit: string): PublishedCell[] {
    const items = count(unit, adopted);
    const commissioned = count(unit, { ...adopted, 类别: '约稿' }) * 10;
    const talks = count(unit, talk) * 200 + count(unit, reading) * 50;
    const bonus = facts
      .filter((fact) => fact['单位'] === unit && fact['类型'] === '加分')
      .reduce((sum, fact) => sum + Number(fact['分值']), 0);
    const extra = bonus - count(unit, { 类型: '扣分', 类别: '错别字' }) * 5 - count(unit, { 类型: '扣分', 类别: '严重错误' }) * 30;
    return [unit, items, items * 5, commissioned, talks === 0 ? null : talks, extra, items * 5 + commissioned + talks + extra];
  }

  it('gives all columns of 51 units in four groups', () => {
    expect(site.units).toHaveLength(51);
    const groups = [...new Set(site.units.map((unit) => unit.group))];
    expect(groups).toHaveLength(4);
    for (const [place, group] of groups.entries()) {
      const units = site.units.filter((unit) => unit.group === group);
      expect(units.map((unit) => rowOf(unit.key))).toEqual(tables[place]!.rows);
    }
  });

  it('keeps the printed tables as they were printed', () => {
    const printed = published.tables.map((table: PublishedTable) =>
      table.rows.map((row) => row.map((cell) => (cell === '/' ? null : cell))),
    );
    expect(printed).toEqual(tables.map((table) => table.rows));
  });

  it('adds up to 2349 = 2340 + 6 + 3, and to the stated figure of each group', () => {
    expect([total(adopted), total(talk), total(reading)]).toEqual([2340, 6, 3]);
    expect(stated('ordos-2020q2', 'adopted')).toBe(2349);
    const withTalks = (group: string) => inGroup(group, adopted) + inGroup(group, talk) + inGroup(group, reading);
    for (const [group, value] of Object.entries(stated('ordos-2020q2', 'adoptedBy'))) expect(withTalks(group), group).toBe(value);
    expect(figuresOf('ordos-2020q2')).toEqual({
      采用: 2340 + 6 + 3,
      表内采用: total(adopted),
      在线访谈: total(talk),
      政策解读: total(reading),
      旗区采用: withTalks('旗区'),
      部门采用: withTalks('市直各部门'),
      部门访谈: inGroup('市直各部门', talk),
      部门解读: inGroup('市直各部门', reading),
      园区采用: withTalks('各经济开发区（园区）'),
      园区访谈: inGroup('各经济开发区（园区）', talk),
      团体采用: withTalks('人民团体'),
    });
  });
});

describe('扎兰屯 2023年第一季度', () => {
  const { site, published, facts, count, total, inGroup } = load('zhalantun-2023q1');
  const { tables } = goldenOf['zhalantun-2023q1'];
  const [departments, townships] = ['市直各部门', '各乡镇街道'] as const;
  const here = { 类型: '采用', 载体: '扎兰屯市政府门户网站', 级别: '本市' };
  const above = { 类型: '采用', 载体: '呼伦贝尔市政府网站', 级别: '上级' };
  const sent = { 类型: '报送' };

  it('gives counts, points and ranks of 53 units, ties by own adoptions and then by the directory', () => {
    const rowsOf = (group: string, row: (unit: string) => number[]) => {
      const rows = site.units.filter((unit) => unit.group === group).map((unit) => [unit.key, ...row(unit.key)] as [string, ...number[]]);
      rows.sort((a, b) => (b.at(-1) as number) - (a.at(-1) as number) || b[1]! - a[1]!);
      return rows.map((cells, place) => [place + 1, ...cells]);
    };
    const two = (unit: string) => [count(unit, here), count(unit, here) * 5, count(unit, above), count(unit, above) * 10];
    expect(rowsOf(departments, (unit) => [...two(unit), two(unit)[1]! + two(unit)[3]!])).toEqual(tables[0]!.rows);
    expect(rowsOf(townships, (unit) => [count(unit, here), count(unit, here) * 5, count(unit, here) * 5])).toEqual(tables[1]!.rows);
    expect(published.tables.map((table) => table.rows)).toEqual(tables.map((table) => table.rows));
  });

  it('adds up to 2000 sent, 773 adopted here and 14 above, by groups as stated', () => {
    expect([total(sent), total(here), total(above), total(adopted)]).toEqual([2000, 773, 14, 787]);
    expect(stated('zhalantun-2023q1', 'submittedBy')).toEqual({ 部门: inGroup(departments, sent), 乡镇: inGroup(townships, sent) });
    expect(stated('zhalantun-2023q1', 'adoptedBy')).toEqual({ 部门: inGroup(departments, here), 乡镇: inGroup(townships, here) });
    expect(figuresOf('zhalantun-2023q1')).toEqual({
      报送: total(sent),
      部门报送: inGroup(departments, sent),
      乡镇报送: inGroup(townships, sent),
      采用: total(here),
      部门采用: inGroup(departments, here),
      乡镇采用: inGroup(townships, here),
      上级采用: total(above),
    });
  });

  it('adopts only what was sent, above only what was adopted here, and refuses nothing that was adopted', () => {
    const dayOf = (fits: Readonly<Record<string, string>>) =>
      new Map(facts.filter((fact) => has(fact, fits)).map((fact) => [fact['信息编号']!, fact['日期']!]));
    const [sentOn, hereOn, aboveOn, refusedOn] = [sent, here, above, { 类型: '退稿' }].map(dayOf) as [
      Map<string, string>,
      Map<string, string>,
      Map<string, string>,
      Map<string, string>,
    ];
    expect([sentOn.size, hereOn.size, aboveOn.size]).toEqual([2000, 773, 14]);
    for (const [item, day] of [...hereOn, ...refusedOn]) expect(sentOn.get(item)! <= day, item).toBe(true);
    for (const [item, day] of aboveOn) expect(hereOn.get(item)! <= day, item).toBe(true);
    for (const item of refusedOn.keys()) expect(hereOn.has(item), item).toBe(false);
    const reasons = facts.filter((fact) => fact['类型'] === '退稿').map((fact) => fact['原因']);
    expect(new Set(reasons)).toEqual(new Set(['未添加审核人', '时效性不强']));
  });
});

describe('城中区 2018年3—4月', () => {
  const { site, published, facts, count, total } = load('chengzhong-2018-03');
  const { tables } = goldenOf['chengzhong-2018-03'];
  const sent = { 类型: '报送' };
  const rate = (part: number, whole: number, decimals: number) => (whole === 0 ? null : Number(((part / whole) * 100).toFixed(decimals)));

  it('gives 27 rates in the printed order, and none for 0 of 0', () => {
    const rows = site.units.map(({ key, aliases }, place) => {
      const [all, taken] = [count(key, sent), count(key, adopted)];
      return [place + 1, aliases![0], all, taken, rate(taken, all, 0)];
    });
    expect(rows).toHaveLength(27);
    expect(rows).toEqual(tables[0]!.rows);
  });

  it('names units in simplified characters without glosses', () => {
    for (const { name } of site.units) expect(name).toMatch(/^[\u4e00-\u9fff]+$/);
    expect(site.units.map((unit) => unit.name).join('')).not.toMatch(/[東倉門總鎮禮讓灘飲馬區統計財衛劃發經濟務藥場監會樓設農國環審資災]/u);
    expect(published.tables[0]!.rows.map((row) => row[1])).toEqual(site.units.map((unit) => unit.name));
  });

  it('adds up to 250 of 578, 43.3 %', () => {
    expect([total(sent), total(adopted)]).toEqual([stated('chengzhong-2018-03', 'submitted'), stated('chengzhong-2018-03', 'adopted')]);
    expect(figuresOf('chengzhong-2018-03')).toEqual({ 报送: 578, 采纳: 250, 采发率: `${rate(250, 578, 1)}%` });
  });

  it('refuses all others for one of the named problems, and each reason is true of the item', () => {
    const refused = facts.filter((fact) => fact['类型'] === '退稿');
    expect(refused).toHaveLength(578 - 250);
    expect(new Set(refused.map((fact) => fact['原因']))).toEqual(new Set(['一次上报多条', '重复上报', '失去时效']));
    for (const fact of refused) {
      const own = facts.filter((one) => one['单位'] === fact['单位'] && one['类型'] === '报送');
      const mine = own.filter((one) => one['信息编号'] === fact['信息编号']);
      expect(mine).toHaveLength(1);
      const sameDay = own.filter((one) => one['日期'] === mine[0]!['日期']);
      const sameTitle = own.filter((one) => one['标题'] === fact['标题'] && one['日期']! <= mine[0]!['日期']!);
      if (fact['原因'] === '一次上报多条') expect(sameDay.length, fact['编号']).toBeGreaterThan(1);
      if (fact['原因'] === '重复上报') expect(sameTitle.length, fact['编号']).toBeGreaterThan(1);
    }
  });
});
