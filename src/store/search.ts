/** What items are found by, kept beside them: which are not indexed as they are now, and their tokens written. */
import type pg from 'pg';
import { plainText } from '../domain/submission/rich-text.ts';
import { searchRules, searchTokens } from '../domain/submission/searchable.ts';
import { eventSigns, similarBands } from '../domain/submission/similarity.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';
import { aroundToIndex, indexAround } from './search-around.ts';
import { searchedText } from './search-text.ts';
import { writePairs } from './similar.ts';

/** Ids are given before a transaction ends, and moments read: what was on its way when the index came by last is looked at again. */
const ID_OVERLAP = 1000;
const OVERLAP = `interval '1 minute'`;

/** Items of a site `site` that the index has not seen at all, `new`, or not as they are now. */
const unseen = (site: string): string => `select s.id, true as new from submissions s
  where s.site_id = ${site} and s.id > coalesce((select p.last_id from search_progress p where p.site_id = ${site}), 0) - ${ID_OVERLAP}
    and not exists (select from search_texts x where x.site_id = s.site_id and x.thing = 'submission' and x.thing_id = s.id)`;
const changed = (site: string): string => `select s.id, false as new from submissions s
  join search_texts x on x.site_id = s.site_id and x.thing = 'submission' and x.thing_id = s.id
  where s.site_id = ${site} and s.changed_at >= (select p.looked_at - ${OVERLAP} from search_progress p where p.site_id = ${site})
    and x.version <> s.version`;

/** Sites in which something is to be indexed, or where the index has not come by for an hour. */
export async function sitesToIndex(pool: Pick<pg.Pool, 'query'>, now: Date): Promise<readonly string[]> {
  const found = await pool.query<{ id: string }>(
    `select w.id from sites w left join search_progress p on p.site_id = w.id
     where exists (${unseen('w.id')}) or exists (${changed('w.id')}) or ${aroundToIndex('w.id')}
       or (p.site_id is not null and (p.rules <> $1 or p.looked_at < $2::timestamptz - interval '1 hour'))
     order by 1`,
    [searchRules, now],
  );
  return found.rows.map(({ id }) => id);
}

interface Progress {
  readonly rules: number;
  readonly last_id: number;
  readonly looked_at: Date;
}

/** Indexes at most `most` items of a site, and as many of each thing around them; gives how many, and whether nothing is left. */
export async function indexSite(
  client: pg.ClientBase,
  site: string,
  now: Date,
  most: number,
): Promise<{ readonly indexed: number; readonly complete: boolean }> {
  const held = await client.query<Progress>('select rules, last_id, looked_at from search_progress where site_id = $1 for update', [site]);
  const [progress] = held.rows;
  if (progress && progress.rules !== searchRules) {
    await client.query('delete from search_texts where site_id = $1', [site]);
    await client.query('delete from similar_pairs where site_id = $1', [site]);
    await client.query('delete from search_progress where site_id = $1', [site]);
  }
  const known = progress?.rules === searchRules ? progress : undefined;
  const found = await client.query<{ id: number; new: boolean }>(
    `(${unseen('$1')} order by s.id limit $2) union all (${changed('$1')} order by s.changed_at limit $2)`,
    [site, most],
  );
  const fresh = found.rows.filter((row) => row.new).map(({ id }) => id);
  const again = found.rows.filter((row) => !row.new).map(({ id }) => id);
  await writeTokens(client, site, [...fresh, ...again]);
  // What changed since is not behind this moment while some of it is left.
  const looked = again.length < most ? now : known?.looked_at;
  await client.query(
    `insert into search_progress (site_id, rules, last_id, looked_at) values ($1, $2, $3, $4)
     on conflict (site_id) do update set last_id = greatest(search_progress.last_id, excluded.last_id), looked_at = excluded.looked_at`,
    [site, searchRules, fresh.at(-1) ?? known?.last_id ?? 0, looked ?? now],
  );
  const around = await indexAround(client, site, most);
  return { indexed: found.rows.length + around.indexed, complete: fresh.length < most && again.length < most && around.complete };
}

/** Writes what these items are found by, as their texts are now; items that are not there are passed over. */
export async function writeTokens(client: pg.ClientBase, site: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const found = await client.query<{
    id: number;
    version: number;
    title: string;
    body: string | null;
    content: SubmissionContent | null;
    state: string;
    unit: number;
    section: number | null;
    eventOn: string | null;
  }>(
    `select s.id, s.version, s.title, s.state, s.unit_id as unit, s.section_id as section, s.event_on as "eventOn", coalesce(t.body, v.body) as body, coalesce(t.content, v.content) as content
     from submissions s ${searchedText('s')} where s.site_id = $1 and s.id = any($2::bigint[])`,
    [site, ids],
  );
  const rows = found.rows.map(({ id, version, title, body, content, state, unit, section, eventOn }) => ({
    id,
    version,
    tokens: searchTokens(
      site,
      { id, state, unit, section: section ?? undefined },
      { title, body: body ?? '', content: content ?? {} },
    ).join(' '),
    bands: similarBands(site, plainText(body ?? '')),
    events: eventSigns(site, { title, text: plainText(body ?? ''), eventOn }),
  }));
  await client.query(
    `insert into search_texts (site_id, thing, thing_id, version, tokens, bands, events)
     select $1, 'submission', n.id, n.version, array_to_tsvector(string_to_array(n.tokens, ' ')), n.bands, n.events
     from jsonb_to_recordset($2::jsonb) as n(id bigint, version int, tokens text, bands int[], events int[])
     on conflict (site_id, thing, thing_id) do update set version = excluded.version, tokens = excluded.tokens, bands = excluded.bands,
       events = excluded.events`,
    [site, JSON.stringify(rows)],
  );
  await writePairs(client, site, rows);
}
