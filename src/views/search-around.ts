/**
 * Search over what lies around items: wording errors, notices, what inspections found, commissions, issued bulletins. Each is found by
 * whoever may see it where it stands, the newest first; of kinds that are not asked for, it is counted how many were found.
 */
import type pg from 'pg';
import { dayFrom } from '../domain/calendar/day.ts';
import { accept } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';
import { type AroundThing, aroundNames, aroundQuery, aroundThings, type FoundText, foundInWords } from '../domain/submission/searchable.ts';
import { aroundWords } from '../store/search-around.ts';
import { reachedSite, type VisibleSite } from '../store/visible.ts';
import { type AroundCut, aroundSources, type OpensOn } from './search-around-sources.ts';
import { dayProperty, idProperty, type Page, pageProperties, siteProperty } from './submission-list.ts';
import { noSuchDay } from './today.ts';
import { makeView } from './view.ts';

export interface SearchAroundInput extends AroundCut {
  readonly site: string;
  readonly text: string;
  /** What is listed; all are only counted where not given. */
  readonly among?: AroundThing;
  readonly after?: string;
  readonly limit?: number;
}
export interface AroundHit extends FoundText {
  readonly thing: AroundThing;
  readonly id: number;
  /** The page it opens on, and of what there. */
  readonly opens: { readonly on: OpensOn; readonly id: number };
  /** The item it is of, where it is of one; not searched here. */
  readonly item: string | null;
  readonly unit: string | null;
  readonly stateName: string | null;
  /** YYYY-MM-DD: found, sent, placed, issued. */
  readonly on: string | null;
}
export interface SearchAroundPage extends Page<AroundHit> {
  readonly site: VisibleSite;
  /** Of every kind that the reader can meet; `more`: there are more than were counted. */
  readonly kinds: readonly { readonly among: AroundThing; readonly name: string; readonly count: number; readonly more: boolean }[];
}

const usual = 20;
/** So many of a kind are counted. */
const mostCounted = 20;
/** So many are read for one page; the next one goes on. */
const mostRead = 200;

export const searchAround = makeView<SearchAroundInput, SearchAroundPage>(
  { view: 'search-around', says: '按字词查找错情、整改通知、检查发现的问题、约稿、通报：本人看得到的；标出找到的字词' },
  {
    type: 'object',
    required: ['site', 'text'],
    properties: {
      ...{ site: siteProperty, text: { type: 'string', minLength: 1, maxLength: 100 }, among: { enum: aroundThings } },
      ...{ unit: idProperty, from: dayProperty, to: dayProperty, ...pageProperties },
    },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const { site, among, after, limit = usual } = input;
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const missing = [input.from, input.to].find((day) => day !== undefined && dayFrom(day) === undefined);
    if (missing !== undefined) return noSuchDay(missing);
    const kinds: SearchAroundPage['kinds'][number][] = [];
    let page: Page<AroundHit> = { rows: [] };
    for (const thing of aroundThings) {
      const asked = { ...input, thing };
      if (thing === among) page = (await found(client, actor, { ...asked, limit, ...(after === undefined ? {} : { after }) })) ?? page;
      if (thing === among && after !== undefined) continue;
      const counted = await found(client, actor, { ...asked, limit: mostCounted, after: undefined });
      if (counted) kinds.push({ among: thing, name: aroundNames[thing], count: counted.rows.length, more: counted.next !== undefined });
    }
    return accept({ site: seen.value, kinds, ...page });
  },
);

interface Asked extends Omit<SearchAroundInput, 'among' | 'after'> {
  readonly thing: AroundThing;
  readonly limit: number;
  readonly after?: string | undefined;
}
interface Row extends Pick<AroundHit, 'id' | 'item' | 'unit' | 'on'> {
  readonly opens: number;
  readonly state: string | null;
  readonly task: boolean;
}

/** A page of one kind: what the index proposes and the reader reaches, where its present words answer. Undefined where nothing is reached. */
async function found(
  client: pg.ClientBase,
  actor: Actor,
  { site, text, thing, after, limit, ...cut }: Asked,
): Promise<Page<AroundHit> | undefined> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const source = aroundSources[thing];
  const reached = source.reached(actor, site, bind);
  if (reached === undefined) return undefined;
  const query = aroundQuery(site, text, thing);
  if (query === undefined) return { rows: [] };
  const proposed = await client.query<Row>(
    `select ${source.id} as id, ${source.columns(reached.task)} from search_texts x join ${source.from}
     where x.site_id = ${bind(site)} and x.thing = '${thing}' and x.tokens @@ ${bind(query)}::tsquery and x.thing_id < ${bind(after ?? Number.MAX_SAFE_INTEGER)}
       and ${[reached.where, ...source.cut(cut, bind)].join(' and ')} order by x.thing_id desc limit ${bind(mostRead)}`,
    values,
  );
  const rows: AroundHit[] = [];
  for (let at = 0, many = limit + 5; at < proposed.rows.length; at += many) {
    const some = proposed.rows.slice(at, at + many);
    const words = await aroundWords(
      client,
      site,
      thing,
      some.map(({ id }) => id),
    );
    for (const { id, opens, state, task, ...row } of some) {
      const held = words.get(id);
      const hit = held && foundInWords(held, text);
      if (!hit) continue;
      if (rows.length === limit) return { rows, next: String(rows.at(-1)?.id) };
      rows.push({ ...hit, ...row, thing, id, stateName: source.stateName(state), opens: { on: source.opens(task), id: opens } });
    }
  }
  return { rows, ...(proposed.rows.length < mostRead ? {} : { next: String(proposed.rows.at(-1)?.id) }) };
}
