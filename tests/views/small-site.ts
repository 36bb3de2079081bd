// A small site with everything that makes figures hard: joint items, reversals, caps, conditions, rates, late entries.
import type { World } from '../support/world.ts';

export const smallRulebook = {
  name: '小站计分办法',
  from: '2024-01-01',
  countsAt: 'adoption',
  rules: [
    { id: '采用', name: '采用信息', each: { fact: 'adoption' }, points: 5 },
    { id: '批示', name: '领导批示', each: { fact: 'instruction' }, points: 10, once: ['item'] },
    { id: '达标', name: '采用达标', each: { fact: 'bonus' }, points: 7, onlyIf: '采用条数 > 3' },
  ],
  limits: [{ id: '批示封顶', rules: ['批示'], per: 'month', max: 15 }],
  figures: [
    { name: '采用条数', count: { fact: 'adoption' } },
    { name: '采用项数', count: { fact: 'adoption' }, of: 'items' },
    { name: '采用份额', count: { fact: 'adoption' }, of: 'shares', show: { decimals: 2 } },
    { name: '采用得分', points: ['采用'] },
    { name: '批示得分', points: ['批示', '批示封顶'] },
    { name: '达标得分', points: ['达标'] },
    { name: '全年采用', count: { fact: 'adoption' }, over: 'year' },
    { name: '报送条数', count: { fact: 'submission' } },
    { name: '采用率', formula: '采用条数 / 报送条数', show: { percent: true, decimals: 1 } },
    { name: '占比', formula: '采用条数 / sumInGroup(采用条数)', show: { percent: true, decimals: 1 } },
  ],
  rank: { by: ['得分'], ties: 'competition' },
  columns: [
    '名次',
    '单位',
    '采用条数',
    '采用项数',
    '采用份额',
    '采用得分',
    '批示得分',
    '达标得分',
    '全年采用',
    '报送条数',
    '采用率',
    '占比',
    { figure: '得分', title: '总分' },
  ],
  groups: [{ name: '部门', title: '各部门' }],
};

export interface NewFact {
  readonly fact: string;
  readonly unit: string;
  readonly on: string;
  readonly item?: number;
  readonly source?: string;
  readonly share?: readonly [number, number];
  readonly lead?: boolean;
  readonly ref?: number;
  readonly recorded?: string;
}

/** Sites `small` with units 甲局, 乙局, 丙局 and one item for each title. */
export async function makeSmallSite(
  world: World,
  titles: readonly string[],
  site = 'small',
): Promise<{ units: Map<string, number>; items: number[] }> {
  const recorded_at = new Date('2024-01-01T00:00:00Z');
  await world.db.insertInto('sites').values({ id: site, name: '小站', recorded_at }).execute();
  const units = await world.db
    .insertInto('units')
    .values(['甲局', '乙局', '丙局'].map((name, position) => ({ site_id: site, key: name, name, group_name: '部门', position })))
    .returning(['id', 'key'])
    .execute();
  const ids = new Map(units.map((unit) => [unit.key, unit.id]));
  const items: number[] = [];
  for (const [index, title] of titles.entries()) {
    const row = await world.db
      .insertInto('submissions')
      .values({ site_id: site, unit_id: ids.get('甲局')!, source_key: `X${index}`, title, recorded_at })
      .returning('id')
      .executeTakeFirstOrThrow();
    items.push(row.id);
  }
  return { units: ids, items };
}

let serial = 0;

export async function addFacts(
  world: World,
  units: ReadonlyMap<string, number>,
  facts: readonly NewFact[],
  site = 'small',
): Promise<number[]> {
  const rows = await world.db
    .insertInto('facts')
    .values(
      facts.map((fact) => {
        serial += 1;
        return {
          site_id: site,
          fact: fact.fact,
          unit_id: units.get(fact.unit)!,
          fact_on: fact.on,
          recorded_at: new Date(fact.recorded ?? '2024-01-01T00:00:00Z'),
          submission_id: fact.item ?? null,
          share_top: fact.share?.[0] ?? 1,
          share_bottom: fact.share?.[1] ?? 1,
          joint: fact.share !== undefined,
          lead: fact.lead ?? true,
          ref_id: fact.ref ?? null,
          source_key: fact.source ?? `F${serial}`,
        };
      }),
    )
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}
