/** Links of published texts: which are to be asked this night, and what became of those that were. */
import type pg from 'pg';
import { readSettings } from '../domain/organisation/settings.ts';
import { linksOf } from '../domain/submission/rich-text.ts';

export interface AskedLink {
  readonly submission: number;
  /** The text it stands in. */
  readonly version: number;
  readonly link: string;
  /** The address under which the item itself is published. */
  readonly own: boolean;
}
/** What is to be asked in a site now: first what was dead before, then the links of the next items. */
export interface LinksToAsk {
  readonly site: string;
  readonly night: string;
  readonly links: readonly AskedLink[];
  /** Up to which item these go; null: none was left, the walk is over for this night. */
  readonly lastId: number | null;
}
export interface LinkFound extends AskedLink {
  /** Undefined: it answers, or could not be asked. */
  readonly fault?: string;
}

/** So many items are looked at, and links asked, at once. */
const itemsAtOnce = 40;
const linksAtOnce = 30;

/** `d` is still of the text that is published. */
export const standsDead = `exists (select from submissions s where s.site_id = d.site_id and s.id = d.submission_id and s.state = 'published'
  and s.text_version = d.version_number)`;

interface Walk {
  readonly night: string;
  readonly asked: number;
  readonly ended: boolean;
  readonly last_id: number;
}

/** Of each site that wants it; those that asked enough tonight are left out. */
export async function linksToAsk(pool: Pick<pg.Pool, 'query'>, night: string): Promise<readonly LinksToAsk[]> {
  const sites = await pool.query<{ id: string; settings: unknown } & { readonly walk: Walk | null }>(
    `select w.id, w.settings, (select to_json(k) from link_walks k where k.site_id = w.id) as walk from sites w
     where w.settings -> 'links' ->> 'check' = 'true' order by w.id`,
  );
  const wanted: LinksToAsk[] = [];
  for (const { id, settings, walk } of sites.rows) {
    const { links } = readSettings(settings);
    const tonight = walk?.night === night ? walk : undefined;
    const left = links.perNight - (tonight?.asked ?? 0);
    if (!links.check || left <= 0) continue;
    const again = await deadBefore(pool, id, night, Math.min(left, linksAtOnce));
    if (again.length > 0) wanted.push({ site: id, night, links: again, lastId: walk?.last_id ?? 0 });
    else if (!tonight?.ended)
      wanted.push({ site: id, night, ...(await nextLinks(pool, id, walk?.last_id ?? 0, Math.min(left, linksAtOnce))) });
  }
  return wanted;
}

async function deadBefore(pool: Pick<pg.Pool, 'query'>, site: string, night: string, most: number): Promise<readonly AskedLink[]> {
  const found = await pool.query<AskedLink>(
    `select d.submission_id as submission, d.version_number as version, d.link, d.own from dead_links d
     where d.site_id = $1 and d.asked_on < $2 and ${standsDead} order by d.id limit $3`,
    [site, night, most],
  );
  return found.rows;
}

async function nextLinks(
  pool: Pick<pg.Pool, 'query'>,
  site: string,
  after: number,
  most: number,
): Promise<Pick<LinksToAsk, 'links' | 'lastId'>> {
  const found = await pool.query<{ id: number; version: number; body: string; addresses: readonly string[] }>(
    `select s.id, s.text_version as version, coalesce(v.body, '') as body,
       array(select distinct p.address from publications p where p.site_id = s.site_id and p.submission_id = s.id and p.state = 'delivered'
         and p.address ~ '^https?://') as addresses
     from (select * from submissions where site_id = $1 and state = 'published' and people is null and id > $2 order by id limit ${itemsAtOnce}) s
     left join submission_versions v on v.site_id = s.site_id and v.submission_id = s.id and v.number = s.text_version order by s.id`,
    [site, after],
  );
  const links: AskedLink[] = [];
  let lastId: number | null = null;
  for (const { id, version, body, addresses } of found.rows) {
    const inText = linksOf(body).filter((link) => !addresses.includes(link));
    // An item is asked whole: the next batch begins with the next one.
    if (links.length > 0 && links.length + addresses.length + inText.length > most) break;
    links.push(...addresses.map((link) => ({ submission: id, version, link, own: true })));
    links.push(...inText.map((link) => ({ submission: id, version, link, own: false })));
    lastId = id;
  }
  return { links, lastId };
}

export interface RecordedLinks {
  readonly dead: number;
  readonly mended: number;
}

/** Keeps what was found: dead ones are known by item and link, mended ones and those of texts that are gone leave. */
export async function recordLinks(
  client: pg.ClientBase,
  { site, night, lastId }: LinksToAsk,
  found: readonly LinkFound[],
): Promise<RecordedLinks> {
  const rows = JSON.stringify(found.map(({ fault, ...link }) => ({ ...link, fault: fault ?? null })));
  const mended = await client.query(
    `delete from dead_links d where d.site_id = $1 and (not ${standsDead} or exists (select from jsonb_to_recordset($2::jsonb)
       as n(submission bigint, link text, fault text) where n.submission = d.submission_id and n.link = d.link and n.fault is null))`,
    [site, rows],
  );
  const dead = await client.query(
    `insert into dead_links as d (site_id, submission_id, version_number, link, own, fault, found_on, asked_on)
     select $1, n.submission, n.version, n.link, n.own, n.fault, $3, $3 from jsonb_to_recordset($2::jsonb)
       as n(submission bigint, version int, link text, own boolean, fault text) where n.fault is not null
     on conflict (site_id, submission_id, md5(link)) do update set fault = excluded.fault, asked_on = excluded.asked_on,
       times = d.times + case when d.asked_on < excluded.asked_on then 1 else 0 end`,
    [site, rows, night],
  );
  await client.query(
    `insert into link_walks as k (site_id, night, asked, ended, last_id) values ($1, $2, $3, $4, $5)
     on conflict (site_id) do update set night = excluded.night, ended = excluded.ended, last_id = excluded.last_id,
       asked = excluded.asked + case when k.night = excluded.night then k.asked else 0 end`,
    [site, night, found.length, lastId === null, lastId ?? 0],
  );
  return { dead: dead.rowCount ?? 0, mended: mended.rowCount ?? 0 };
}
