/**
 * What lies around items, as it is searched: the words of wording errors, notices, what inspections found, commissions, issued bulletins,
 * letters and appeals, and their tokens kept beside those of the items. New ones are known by their ids, changed ones by their lines of history.
 */
import type pg from 'pg';
import { asRead, type OfficialDocument, printedCell } from '../domain/document.ts';
import { plainText } from '../domain/submission/rich-text.ts';
import { type AroundThing, aroundThings, aroundTokens, type SearchedWords } from '../domain/submission/searchable.ts';

/** Lines of history that were still being written when the index came by last. */
const LINE_OVERLAP = 1000;

/** Of each thing: its id, the version its tokens are of, and what is searched as one JSON object. A notice and an issue never change. */
const sources: Readonly<Record<AroundThing, string>> = {
  rectification: `select r.site_id, r.id, r.version, json_build_object('title', r.word || ' → ' || r.correction,
      'lines', array[r.place, r.note, r.reply, r.reply_title, r.reason], 'html', r.reply_body) as held from rectifications r`,
  notice: `select n.site_id, n.id, 1 as version, json_build_object('document', n.document) as held from rectification_notices n`,
  'inspection-finding': `select f.site_id, f.id, f.version, json_build_object('title', f.indicator_name,
      'lines', array[f.body, f.place, f.reason, (select s.name from inspection_subjects s where s.site_id = f.site_id and s.id = f.subject_id)]) as held
    from inspection_findings f`,
  commission: `select c.site_id, c.id, c.version, json_build_object('title', c.title, 'lines', array[c.brief]) as held from commissions c`,
  bulletin: `select b.site_id, b.bulletin_id as id, 1 as version, json_build_object('document', b.document) as held from bulletin_issues b`,
  letter: `select l.site_id, l.id, 1 as version, json_build_object('document', l.document) as held from letters l`,
  appeal: `select a.site_id, a.id, a.version, json_build_object('title', '关于' || case a.about when 'fact' then '得分、扣分' when 'rejection' then '不予采用' else '通报' end || '的申诉',
      'lines', array[a.reason, a.answer]) as held from appeals a`,
};
const tables: Readonly<Record<AroundThing, string>> = {
  rectification: 'rectifications',
  notice: 'rectification_notices',
  'inspection-finding': 'inspection_findings',
  commission: 'commissions',
  bulletin: 'bulletin_issues',
  letter: 'letters',
  appeal: 'appeals',
};
/** Those that history tells of under their own name: they change, or are not issued in the order of their ids. */
const changing = ['rectification', 'inspection-finding', 'commission', 'bulletin', 'appeal'] as const;
const idOf = (thing: AroundThing): string => (thing === 'bulletin' ? 'bulletin_id' : 'id');

interface Held {
  readonly title?: string;
  readonly lines?: readonly (string | null)[];
  readonly html?: string | null;
  readonly document?: OfficialDocument;
}

function wordsOf({ title = '', lines = [], html, document }: Held): SearchedWords {
  if (document === undefined)
    return { title, words: [...lines, html ? plainText(html) : null].filter((line) => line !== null && line !== '').join('\n') };
  const { paragraphs, tables: read } = asRead(document);
  const cells = read.flatMap(({ caption = '', columns, rows }) => [
    caption,
    columns.join(' '),
    ...rows.map((row) => row.map(printedCell).join(' ')),
  ]);
  return {
    title: document.title,
    words: [document.documentNumber ?? '', ...paragraphs, ...cells].filter((line) => line !== '').join('\n'),
  };
}

/** What is searched of some things of one kind, as it is now. */
export async function aroundWords(
  client: pg.ClientBase,
  site: string,
  thing: AroundThing,
  ids: readonly number[],
): Promise<ReadonlyMap<number, SearchedWords & { readonly version: number }>> {
  if (ids.length === 0) return new Map();
  const found = await client.query<{ id: number; version: number; held: Held }>(
    `select id, version, held from (${sources[thing]}) w where w.site_id = $1 and w.id = any($2::bigint[])`,
    [site, ids],
  );
  return new Map(found.rows.map(({ id, version, held }) => [id, { ...wordsOf(held), version }]));
}

/** New things of a kind in a site: an index tells where the last one that was indexed stands. */
const unseen = (
  thing: AroundThing,
  site: string,
): string => `select '${thing}'::text as thing, o.${idOf(thing)} as id from ${tables[thing]} o
  where o.site_id = ${site} and o.${idOf(thing)} > coalesce((select max(x.thing_id) from search_texts x where x.site_id = ${site} and x.thing = '${thing}'), 0)`;
const changed = (
  thing: AroundThing,
  site: string,
): string => `select '${thing}'::text as thing, o.${idOf(thing)} as id from ${tables[thing]} o
  left join search_texts x on x.site_id = o.site_id and x.thing = '${thing}' and x.thing_id = o.${idOf(thing)}
  where o.site_id = ${site} and x.version is distinct from ${thing === 'bulletin' ? '1' : 'o.version'} and o.${idOf(thing)} in (select h.thing_id::bigint from history h
    where h.site_id = ${site} and h.thing = '${thing}'
      and h.id > (select p.last_line - ${LINE_OVERLAP} from search_progress p where p.site_id = ${site} and p.last_line > 0))`;

/** SQL: something around the items of this site is not indexed as it is now. */
export const aroundToIndex = (site: string): string =>
  [...aroundThings.map((thing) => unseen(thing, site)), ...changing.map((thing) => changed(thing, site))]
    .map((one) => `exists (${one})`)
    .join(' or ');

/** Indexes at most `most` of each kind; gives how many, and whether nothing is left. The site's row of progress is there and locked. */
export async function indexAround(
  client: pg.ClientBase,
  site: string,
  most: number,
): Promise<{ readonly indexed: number; readonly complete: boolean }> {
  const line = await client.query<{ id: number }>('select coalesce(max(id), 0) as id from history where site_id = $1', [site]);
  const parts = [
    ...aroundThings.map((thing) => `(${unseen(thing, '$1')} order by 2 limit $2)`),
    ...changing.map((thing) => `(${changed(thing, '$1')} limit $2)`),
  ];
  const found = await client.query<{ thing: AroundThing; id: number }>(parts.join(' union '), [site, most]);
  let complete = true;
  for (const thing of aroundThings) {
    const ids = found.rows.filter((row) => row.thing === thing).map(({ id }) => id);
    if (ids.length >= most) complete = false;
    await writeAround(client, site, thing, ids);
  }
  // What changed since is looked at again while some of it is left.
  if (complete) await client.query('update search_progress set last_line = $2 where site_id = $1', [site, line.rows[0]?.id ?? 0]);
  return { indexed: found.rows.length, complete };
}

async function writeAround(client: pg.ClientBase, site: string, thing: AroundThing, ids: readonly number[]): Promise<void> {
  const held = await aroundWords(client, site, thing, ids);
  if (held.size === 0) return;
  const rows = [...held].map(([id, { version, ...words }]) => ({ id, version, tokens: aroundTokens(site, thing, words).join(' ') }));
  await client.query(
    `insert into search_texts (site_id, thing, thing_id, version, tokens)
     select $1, $2, n.id, n.version, array_to_tsvector(string_to_array(n.tokens, ' ')) from jsonb_to_recordset($3::jsonb) as n(id bigint, version int, tokens text)
     on conflict (site_id, thing, thing_id) do update set version = excluded.version, tokens = excluded.tokens`,
    [site, thing, JSON.stringify(rows)],
  );
}

/** What of the things around an item is indexed otherwise than it stands now: after its texts were changed by a redaction. */
export async function writeAroundOf(client: pg.ClientBase, site: string, submission: number): Promise<void> {
  const of: Readonly<Partial<Record<AroundThing, string>>> = {
    rectification: 'o.submission_id = $2::bigint',
    appeal: 'o.submission_id = $2::bigint or o.fact_id in (select f.id from facts f where f.site_id = $1 and f.submission_id = $2::bigint)',
    commission: 'o.id in (select t.commission_id from commission_tasks t where t.site_id = $1 and t.submission_id = $2::bigint)',
    'inspection-finding': 'o.link in (select p.address from publications p where p.site_id = $1 and p.submission_id = $2::bigint)',
  };
  const parts = (Object.keys(of) as AroundThing[]).map(
    (thing) => `select '${thing}'::text as thing, o.id from ${tables[thing]} o
      join search_texts x on x.site_id = o.site_id and x.thing = '${thing}' and x.thing_id = o.id and x.version <> o.version
      where o.site_id = $1 and (${of[thing]})`,
  );
  const found = await client.query<{ thing: AroundThing; id: number }>(parts.join(' union all '), [site, submission]);
  for (const [thing, rows] of Map.groupBy(found.rows, (row) => row.thing))
    await writeAround(
      client,
      site,
      thing,
      rows.map(({ id }) => id),
    );
}
