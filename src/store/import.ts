/**
 * The import's side of the database: the roster it reads names by, a staging table filled by COPY, set-based checks, and the inserts.
 * Everything runs in the import's own transaction; the staging table goes with it.
 */
import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { dayFrom, dayText } from '../domain/calendar/day.ts';
import { nameKey } from '../domain/import/cell.ts';
import type { ImportedFact } from '../domain/import/row.ts';
import type { NamedUnit } from '../domain/import/unit-names.ts';
import type { FactKind } from '../domain/scoring/fact.ts';

export interface Roster {
  readonly units: readonly NamedUnit[];
  readonly outlets: { readonly ids: ReadonlyMap<string, number>; readonly names: readonly string[] };
}

/** All names of a site's units and outlets; undefined where there is no such site. Imports of one site wait here for each other. */
export async function loadRoster(client: pg.ClientBase, site: string): Promise<Roster | undefined> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('fact.import ' || $1, 0))`, [site]);
  const known = await client.query('select from sites where id = $1', [site]);
  if (known.rowCount === 0) return undefined;
  const units = await client.query<{ id: number; key: string; name: string; parent: string | null }>(
    `select u.id, u.key, u.name, p.key as parent from units u
      left join units p on p.site_id = u.site_id and p.id = u.parent_id where u.site_id = $1 order by u.position, u.id`,
    [site],
  );
  const names = await client.query<{ unit_id: number; name: string; kind: string; used_from: string | null; used_to: string | null }>(
    'select unit_id, name, kind, used_from, used_to from unit_names where site_id = $1',
    [site],
  );
  const outlets = await client.query<{ id: number; name: string }>('select id, name from outlets where site_id = $1 order by position', [
    site,
  ]);
  const of = Map.groupBy(names.rows, (name) => name.unit_id);
  const day = (text: string | null): number | undefined => (text === null ? undefined : dayFrom(text));
  return {
    units: units.rows.map(({ id, key, name, parent }) => {
      const held = of.get(id) ?? [];
      const former = held.filter(({ kind }) => kind === 'former');
      return {
        id,
        key,
        name,
        ...(parent === null ? {} : { parent }),
        aliases: held.filter(({ kind }) => kind === 'alias').map((alias) => alias.name),
        former: former.map((use) => {
          const [from, to] = [day(use.used_from), day(use.used_to)];
          return { name: use.name, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
        }),
      };
    }),
    outlets: {
      ids: new Map(outlets.rows.map(({ id, name }) => [nameKey(name), id])),
      names: outlets.rows.map(({ name }) => name),
    },
  };
}

/** Columns of the staging table in the order of a COPY line; those of `facts` bear their names. */
const staged = `row_no integer, ord smallint, source_key text, keyed boolean, fact text, unit_id bigint, fact_on date, happened_at timestamptz,
  published_on date, due_on date, delivered_on date, event_on date, item_key text, title text, outlet_id bigint, level text,
  kind text, form text, outcome text, reason text, leader text, met boolean, points numeric, count integer, share_top integer,
  share_bottom integer, lead boolean, joint boolean, ref_key text, batch text, note text, evidence text, attributes jsonb, invented boolean`;

export interface Stage {
  /** Takes one row; waits where the database is slower than the file. */
  readonly add: (fact: ImportedFact) => Promise<void> | undefined;
  /** Ends the COPY. */
  readonly close: () => Promise<Staged>;
  /** Ends the COPY early, so that the connection can roll back. */
  readonly abandon: () => Promise<void>;
}

/** What the staged rows make checks necessary for. */
export interface Staged {
  readonly rows: number;
  readonly hasRefs: boolean;
  readonly hasUnkeyed: boolean;
}

/** Kinds whose titled rows are an item of their own where no 信息编号 ties them to one. */
const aboutItems: ReadonlySet<FactKind> = new Set([
  'submission',
  'adoption',
  'forward',
  'instruction',
  'commission',
  'refusal',
  'publication',
  'interview',
  'interpretation',
]);

/** Opens the staging table. `unkeyed` begins the source keys of rows that carry none. */
export async function openStage(client: pg.ClientBase, unkeyed: string): Promise<Stage> {
  await client.query(`create temp table staged_facts (${staged}, ref_id bigint, id bigint default nextval('facts_id_seq')) on commit drop`);
  const names = staged.split(',').map((column) => column.trim().split(' ')[0]);
  const copy = client.query(copyFrom(`copy staged_facts (${names.join(', ')}) from stdin`));
  let fault: Error | undefined;
  copy.on('error', (error) => {
    fault = error;
  });
  let lines = '';
  let [rows, hasRefs, hasUnkeyed] = [0, false, false];
  const flush = async (): Promise<void> => {
    const full = !copy.write(lines);
    lines = '';
    if (fault) throw fault;
    if (full) await once(copy, 'drain');
  };
  return {
    add(fact) {
      rows += 1;
      hasRefs ||= fact.ref !== undefined;
      hasUnkeyed ||= fact.key === undefined;
      lines += copyLines(fact, unkeyed);
      return lines.length > 65_536 ? flush() : undefined;
    },
    async close() {
      await flush();
      copy.end();
      await once(copy, 'finish');
      await client.query('analyze staged_facts (row_no, source_key, unit_id, item_key, ref_key)');
      return { rows, hasRefs, hasUnkeyed };
    },
    async abandon() {
      if (fault) return;
      copy.end();
      await once(copy, 'finish').catch(() => {});
    },
  };
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const copyText = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] as string) : text;
const orNull = (text: string | undefined): string => (text === undefined ? '\\N' : copyText(text));
const bool = (value: boolean): string => (value ? 't' : 'f');

const days = new Map<number, string>();
/** The same few days come again and again. */
function dayColumn(day: number | 'pending' | undefined): string {
  if (day === undefined) return '\\N';
  if (day === 'pending') return 'infinity';
  let text = days.get(day);
  if (text === undefined) {
    if (days.size > 10_000) days.clear();
    text = dayText(day);
    days.set(day, text);
  }
  return text;
}

/** One line for each unit of the fact. */
function copyLines(fact: ImportedFact, unkeyed: string): string {
  const { texts } = fact;
  const key = fact.key ?? `${unkeyed}${fact.row}`;
  const own = fact.item === undefined && fact.title !== undefined && aboutItems.has(fact.fact);
  // A submission's own key is the one by which later rows know its item.
  const item = fact.item ?? (own ? (fact.fact === 'submission' ? key : `${fact.fact}:${key}`) : undefined);
  const before = `\t${copyText(key)}\t${bool(fact.key !== undefined)}\t${fact.fact}\t`;
  const after =
    `\t${dayColumn(fact.on.day)}\t${fact.on.timed ? new Date(fact.on.at).toISOString() : '\\N'}\t${dayColumn(fact.published)}\t${dayColumn(fact.due)}` +
    `\t${dayColumn(fact.delivered)}\t${dayColumn(fact.event)}\t${orNull(item)}\t${orNull(fact.title)}` +
    `\t${fact.outlet ?? '\\N'}\t${orNull(texts.level)}\t${orNull(texts.kind)}\t${orNull(texts.form)}\t${orNull(texts.outcome)}` +
    `\t${orNull(texts.reason)}\t${orNull(texts.leader)}\t${fact.met === undefined ? '\\N' : bool(fact.met)}\t${fact.points ?? '\\N'}\t${fact.count}\t`;
  const end =
    `\t${bool(fact.units.length > 1)}\t${orNull(fact.ref)}\t${orNull(texts.batch)}\t${orNull(texts.note)}\t${orNull(texts.evidence)}` +
    `\t${copyText(JSON.stringify(fact.attributes))}\t${bool(fact.invented)}\n`;
  return fact.units
    .map(({ unit, top, bottom }, ord) => `${fact.row}\t${ord}${before}${unit}${after}${top}\t${bottom}\t${bool(ord === 0)}${end}`)
    .join('');
}

export interface Saved {
  readonly importId: number;
  /** Rows of the file that are new. */
  readonly added: number;
  readonly facts: number;
  readonly submissions: number;
}

export interface ImportedFile {
  readonly site: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly rows: number;
  readonly known: number;
  readonly now: Date;
}

/** Adds what is staged and not known yet: the import itself, items, facts. */
export async function saveStaged(client: pg.ClientBase, file: ImportedFile): Promise<Saved> {
  const added = file.rows - file.known;
  const made = await client.query<{ id: number }>(
    'insert into imports (site_id, file_name, sha256, row_count, added, recorded_at) values ($1, $2, $3, $4, $5, $6) returning id',
    [file.site, file.fileName, file.sha256, file.rows, added, file.now],
  );
  const importId = made.rows[0]?.id as number;
  if (added === 0) return { importId, added, facts: 0, submissions: 0 };
  const isNew = file.known === 0 ? 'true' : 'not exists (select from staged_known k where k.row_no = s.row_no)';
  const items = await client.query(
    `insert into submissions (site_id, unit_id, source_key, title, recorded_at, invented)
      select $1, s.unit_id, s.item_key, coalesce(s.title, ''), $2, s.invented from staged_facts s where s.id in (
        select coalesce(min(s.id) filter (where s.fact = 'submission' and s.title is not null), min(s.id) filter (where s.title is not null), min(s.id))
        from staged_facts s where s.ord = 0 and s.item_key is not null and ${isNew} group by s.item_key)
      order by s.id on conflict (site_id, source_key) do nothing`,
    [file.site, file.now],
  );
  const facts = await client.query(
    `insert into facts (id, site_id, fact, unit_id, fact_on, happened_at, recorded_at, published_on, due_on, delivered_on, event_on, submission_id,
        outlet_id, level, kind, form, outcome, reason, leader, met, points, count, share_top, share_bottom, lead, joint, ref_id, batch, note,
        evidence, attributes, source_key, import_id, invented)
      overriding system value
      select s.id, $1, s.fact, s.unit_id, s.fact_on, s.happened_at, $2, s.published_on, s.due_on, s.delivered_on, s.event_on, b.id,
        s.outlet_id, s.level, s.kind, s.form, s.outcome, s.reason, s.leader, s.met, s.points, s.count, s.share_top, s.share_bottom, s.lead, s.joint,
        s.ref_id, s.batch, s.note, s.evidence,
        case when s.title is distinct from b.title and s.title is not null then s.attributes || jsonb_build_object('标题', s.title) else s.attributes end,
        s.source_key, $3, s.invented
      from staged_facts s left join submissions b on b.site_id = $1 and b.source_key = s.item_key where ${isNew} order by s.id`,
    [file.site, file.now, importId],
  );
  return { importId, added, facts: facts.rowCount ?? 0, submissions: items.rowCount ?? 0 };
}
