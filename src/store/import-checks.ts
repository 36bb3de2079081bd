/** What only the database can say about staged rows: known ones, changed ones, keys that stand twice, references that lead nowhere. */
import type pg from 'pg';
import type { StagedFault } from '../domain/import/faults.ts';
import type { Staged } from './import.ts';

export interface Checked {
  readonly faults: readonly StagedFault[];
  /** Rows that stand in the database already, with the same content. */
  readonly known: number;
}

export interface CheckOptions {
  /** Rows without a key that say the same as an earlier import's are meant to be added. */
  readonly allowRepeats: boolean;
}

export async function checkStaged(client: pg.ClientBase, site: string, stage: Staged, options: CheckOptions): Promise<Checked> {
  const faults: StagedFault[] = await keysTwice(client);
  const { known, changed } = await knownRows(client, site);
  faults.push(...changed);
  if (stage.hasRefs) faults.push(...(await resolveRefs(client, site)));
  if (stage.hasUnkeyed && !options.allowRepeats) faults.push(...(await repeatedRows(client, site)));
  return { faults, known };
}

async function keysTwice(client: pg.ClientBase): Promise<StagedFault[]> {
  const found = await client.query<{ row_no: number; source_key: string; first: number }>(
    `select s.row_no, s.source_key, t.first from staged_facts s join (
        select source_key, min(row_no) as first from staged_facts where ord = 0 group by source_key having count(*) > 1) t
      on t.source_key = s.source_key where s.ord = 0 and s.row_no > t.first order by s.row_no`,
  );
  return found.rows.map((row) => ({ code: 'key-twice', row: row.row_no, key: row.source_key, first: row.first }));
}

/** Columns compared, each under the name a clerk knows it by. */
const compared: readonly (readonly [name: string, stored: string, staged: string])[] = [
  ['类型', 'f.fact', 's.fact'],
  ['日期', 'f.fact_on', 's.fact_on'],
  ['日期', 'f.happened_at', 's.happened_at'],
  ['发布日期', 'f.published_on', 's.published_on'],
  ['截止日期', 'f.due_on', 's.due_on'],
  ['完成日期', 'f.delivered_on', 's.delivered_on'],
  ['事件日期', 'f.event_on', 's.event_on'],
  ['信息编号', 'b.source_key', 's.item_key'],
  ['标题', `coalesce(f.attributes ->> '标题', b.title)`, `coalesce(s.title, b.title)`],
  ['载体', 'f.outlet_id', 's.outlet_id'],
  ...[
    ['级别', 'level'],
    ['类别', 'kind'],
    ['形式', 'form'],
    ['结果', 'outcome'],
    ['原因', 'reason'],
    ['批示领导', 'leader'],
    ['达标', 'met'],
    ['分值', 'points'],
    ['数量', 'count'],
    ['份额', 'share_top'],
    ['份额', 'share_bottom'],
    ['单位', 'lead'],
    ['单位', 'joint'],
    ['批次', 'batch'],
    ['备注', 'note'],
    ['依据', 'evidence'],
    ['虚构', 'invented'],
  ].map(([name = '', column]) => [name, `f.${column}`, `s.${column}`] as const),
  ['引用', 'r.source_key', 's.ref_key'],
  ['其他列', `f.attributes - '标题'`, 's.attributes'],
];

async function knownRows(client: pg.ClientBase, site: string): Promise<{ known: number; changed: StagedFault[] }> {
  await client.query('create temp table staged_known (row_no integer) on commit drop');
  const made = await client.query(
    `insert into staged_known select distinct s.row_no from staged_facts s
      where exists (select from facts f where f.site_id = $1 and f.source_key = s.source_key)`,
    [site],
  );
  const known = made.rowCount ?? 0;
  if (known === 0) return { known, changed: [] };
  const differences = compared.map(([name, stored, now]) => `case when ${stored} is distinct from ${now} then '${name}' end`);
  const found = await client.query<{ row_no: number; source_key: string; keyed: boolean; fields: string[] }>(
    `with held as (select s.* from staged_facts s join staged_known using (row_no)),
      difference as (
        select s.row_no, s.source_key, s.keyed, unnest(case when f.id is null then array['单位'] else array[${differences.join(', ')}] end) as field
        from held s left join facts f on f.site_id = $1 and f.source_key = s.source_key and f.unit_id = s.unit_id
          left join submissions b on b.site_id = $1 and b.id = f.submission_id
          left join facts r on r.site_id = $1 and r.id = f.ref_id
        union all
        select s.row_no, s.source_key, s.keyed, '单位' from held s join facts f on f.site_id = $1 and f.source_key = s.source_key
        where s.ord = 0 and not exists (select from held o where o.row_no = s.row_no and o.unit_id = f.unit_id))
    select row_no, source_key, keyed, array_agg(distinct field) as fields from difference where field is not null
    group by row_no, source_key, keyed order by row_no`,
    [site],
  );
  const changed = found.rows.map(
    (row): StagedFault => ({ code: 'changed', row: row.row_no, key: row.source_key, keyed: row.keyed, fields: row.fields }),
  );
  return { known, changed };
}

/** An adjustment without points takes back what it refers to. */
const isReversal = (alias: string): string => `${alias}.fact = 'adjustment' and ${alias}.ref_key is not null and ${alias}.points is null`;

/** Ties each reference to a fact of the same file or an earlier one: that of the same unit, or the one that stands for the item. */
async function resolveRefs(client: pg.ClientBase, site: string): Promise<StagedFault[]> {
  await client.query('create index on staged_facts (source_key)');
  await client.query(
    `update staged_facts s set ref_id = coalesce(
        (select f.id from facts f where f.site_id = $1 and f.source_key = s.ref_key order by f.unit_id = s.unit_id desc, f.lead desc, f.id limit 1),
        (select t.id from staged_facts t where t.source_key = s.ref_key order by t.unit_id = s.unit_id desc, t.ord, t.row_no limit 1))
      where s.ref_key is not null`,
    [site],
  );
  const found = await client.query<{
    row_no: number;
    ref_key: string;
    state: 'unknown-ref' | 'other-unit-ref' | 'reversed-already';
    unit: string | null;
  }>(
    `with target as (
        select id, unit_id from facts where site_id = $1 and id in (select ref_id from staged_facts)
        union all select id, unit_id from staged_facts where id in (select ref_id from staged_facts)),
      fresh as (select * from staged_facts s where s.ref_key is not null and s.ord = 0
        and not exists (select from staged_known k where k.row_no = s.row_no))
    select s.row_no, s.ref_key, 'unknown-ref' as state, null as unit from fresh s where s.ref_id is null
    union all
    select s.row_no, s.ref_key, 'other-unit-ref', u.name from fresh s join target t on t.id = s.ref_id
      join units u on u.site_id = $1 and u.id = t.unit_id where ${isReversal('s')} and t.unit_id <> s.unit_id
    union all
    select s.row_no, s.ref_key, 'reversed-already', null from fresh s where ${isReversal('s')} and (
      exists (select from facts a join facts o on o.site_id = a.site_id and o.id = a.ref_id
        where a.site_id = $1 and o.source_key = s.ref_key and a.fact = 'adjustment' and a.points is null
          and not exists (select from facts x where x.site_id = $1 and x.ref_id = a.id and x.fact = 'adjustment' and x.points is null)
          and not exists (select from fresh x where x.ref_id = a.id and x.row_no < s.row_no and ${isReversal('x')}))
      or exists (select from fresh o where o.ref_key = s.ref_key and o.row_no < s.row_no and ${isReversal('o')}
        and not exists (select from fresh x where x.ref_id = o.id and x.row_no < s.row_no and ${isReversal('x')})))
    order by 1`,
    [site],
  );
  return found.rows.map((row) => ({ code: row.state, row: row.row_no, ref: row.ref_key, unit: row.unit ?? '' }));
}

/** Rows without a key whose whole content an earlier import brought: most often a list sent a second time with more rows. */
async function repeatedRows(client: pg.ClientBase, site: string): Promise<StagedFault[]> {
  const found = await client.query<{ row_no: number; file_name: string }>(
    `select s.row_no, min(i.file_name) as file_name from staged_facts s
      join facts f on f.site_id = $1 and f.unit_id = s.unit_id and f.fact_on = s.fact_on and f.fact = s.fact
        and f.outlet_id is not distinct from s.outlet_id and f.level is not distinct from s.level and f.kind is not distinct from s.kind
        and f.points is not distinct from s.points and f.count = s.count and f.reason is not distinct from s.reason
      join submissions b on b.site_id = $1 and b.id = f.submission_id
      join imports i on i.site_id = $1 and i.id = f.import_id
      where not s.keyed and s.title is not null and coalesce(f.attributes ->> '标题', b.title) = s.title
        and not exists (select from staged_known k where k.row_no = s.row_no)
      group by s.row_no order by s.row_no`,
    [site],
  );
  return found.rows.map((row) => ({ code: 'repeated', row: row.row_no, fileName: row.file_name }));
}
