/**
 * Search over titles and texts, the newest first: what the reader reaches, and what is published. The index proposes items, their present
 * texts decide, so that no word is shown that is not there any more; one's own items are read as they are, before they are indexed.
 */
import type pg from 'pg';
import { dayFrom } from '../domain/calendar/day.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { type Actor, mayIn } from '../domain/permission.ts';
import { type SubmissionState, stateNames, submissionStates } from '../domain/submission/lifecycle.ts';
import { belowBlocks, type FoundText, foundIn, type SearchBlocks, searchQuery } from '../domain/submission/searchable.ts';
import { kindNames, type SubmissionContent, type SubmissionKind } from '../domain/submission/submission.ts';
import { prepared } from '../store/prepared.ts';
import { placedSubmission, reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { dayProperty, idProperty, type Page, pageProperties, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

export interface SearchInput {
  readonly site: string;
  /** Words with blanks between them: all must be there, each in this order. */
  readonly text: string;
  readonly state?: SubmissionState;
  readonly unit?: number;
  readonly section?: number;
  /** First and last local day: when the office received it, else when it was last changed. */
  readonly from?: string;
  readonly to?: string;
  readonly after?: string;
  readonly limit?: number;
}
export interface SearchHit extends FoundText {
  readonly submission: number;
  readonly kindName: string;
  readonly state: SubmissionState;
  readonly stateName: string;
  readonly unit: { readonly id: number; readonly name: string };
  readonly section: string | null;
  /** ISO 8601: received, else last changed. */
  readonly at: string;
  /** Where the item opens: its page, the page of its figures (imported), or nowhere but where it is published. */
  readonly opens: 'item' | 'figures' | 'published';
  /** Where it is published. */
  readonly address: string | null;
}
export interface SearchPage extends Page<SearchHit> {
  readonly site: VisibleSite;
}

const usual = 20;
/**
 * A common word fills its page from the newest blocks of items, without looking through all that hold it; then more of them, then all
 * that are left: a few, then many. After so many read for one page it ends, and the next one goes on.
 */
const rounds = [
  { blocks: 2, most: 300 },
  { blocks: 16, most: 300 },
  { blocks: undefined, most: 150 },
  { blocks: undefined, most: 1000 },
] as const;
const atOnce = 100;
/** So many of one's own are looked at for what is not indexed yet. */
const newestOwn = 100;

export const search = makeView<SearchInput, SearchPage>(
  { view: 'search', says: '按字词查找稿件：本人看得到的，以及已发布的；标出找到的字词' },
  {
    type: 'object',
    required: ['site', 'text'],
    properties: {
      ...{ site: siteProperty, text: { type: 'string', minLength: 1, maxLength: 100 }, state: { enum: submissionStates } },
      ...{ unit: idProperty, section: idProperty, from: dayProperty, to: dayProperty, ...pageProperties },
    },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const { site, text, limit = usual } = input;
    const seen = await reachedSite(client, actor, 'site.read', site);
    if (!seen.ok) return seen;
    const missing = [input.from, input.to].find((day) => day !== undefined && dayFrom(day) === undefined);
    if (missing !== undefined) return refuse('bad-input', [problem('bad-date', `没有“${missing}”这一天`, 'from')]);
    if (searchQuery(site, text) === undefined) return accept({ site: seen.value, rows: [] });
    const rows: SearchHit[] = [];
    let after = Number(input.after ?? Number.MAX_SAFE_INTEGER);
    const newest = await newestId(client, site, after);
    for (const { blocks, most } of rounds) {
      if (newest === undefined) break;
      const within = blocks === undefined ? undefined : { newest: Math.min(newest, after - 1), blocks };
      const found = await candidates(client, actor, { ...input, after, most, within });
      for (let at = 0, many = limit + 5; at < found.length; at += many, many = atOnce) {
        for (const row of await texts(client, site, found.slice(at, at + many))) {
          after = row.id;
          const hit = hitOf(row, text);
          if (!hit) continue;
          if (rows.length === limit) return accept({ site: seen.value, rows, next: String(rows.at(-1)?.submission) });
          rows.push(hit);
        }
      }
      if (found.length < most) {
        if (within === undefined) return accept({ site: seen.value, rows });
        after = Math.min(after, belowBlocks(within) + 1);
      }
    }
    return accept({ site: seen.value, rows, ...(newest === undefined ? {} : { next: String(after) }) });
  },
);

/** Where the site's items end, so that blocks are looked for where some are. */
async function newestId(client: pg.ClientBase, site: string, after: number): Promise<number | undefined> {
  const found = await client.query<{ id: number }>(
    prepared('select id from submissions where site_id = $1 and id < $2 order by id desc limit 1', [site, after]),
  );
  return found.rows[0]?.id;
}

interface Candidate {
  readonly id: number;
  readonly kind: SubmissionKind;
  readonly state: SubmissionState;
  readonly unit_id: number;
  readonly unit_name: string;
  readonly section_name: string | null;
  readonly at: Date;
  readonly reached: boolean;
  readonly address: string | null;
  readonly title: string;
  readonly body: string | null;
  readonly content: SubmissionContent | null;
}

function hitOf({ id, kind, state, reached, address, ...row }: Candidate, query: string): SearchHit | undefined {
  const found = foundIn({ title: row.title, body: row.body ?? '', content: row.content ?? {} }, query);
  return (
    found && {
      ...{ submission: id, ...found, kindName: kindNames[kind], state, stateName: stateNames[state] },
      ...{ unit: { id: row.unit_id, name: row.unit_name }, section: row.section_name, at: row.at.toISOString(), address },
      opens: !reached ? 'published' : state === 'recorded' ? 'figures' : 'item',
    }
  );
}

interface Asked extends Omit<SearchInput, 'after'> {
  readonly after: number;
  readonly most: number;
  /** Only among these. */
  readonly within: SearchBlocks | undefined;
}
interface Proposed {
  readonly id: number;
  /** The reader reaches the item, and not only what was published of it. */
  readonly reached: boolean;
}

/** What is open to everybody of the site. */
const isPublished = `(s.state = 'published' and s.people is null)`;

/** The next items that hold the words, or that one wrote and are not indexed yet: proposed, not read. */
async function candidates(client: pg.ClientBase, actor: Actor, input: Asked): Promise<readonly Proposed[]> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const site = bind(input.site);
  const after = bind(input.after);
  const limit = bind(input.most);
  const own = mayIn(actor, 'submission.read', input.site) && actor.person !== undefined ? bind(actor.person) : undefined;
  const reached = rowsReached(actor, 'submission.read', input.site, placedSubmission('s'), bind);
  const below = input.within === undefined ? [] : [`s.id > ${bind(belowBlocks(input.within))}`];
  const open = [`s.site_id = ${site}`, `s.id < ${after}`, ...below, ...cutOf(input, bind)];
  const query = searchQuery(input.site, input.text, input, input.within);
  const index = `search_texts x on x.site_id = s.site_id and x.thing = 'submission' and x.thing_id = s.id`;
  const parts = [
    // Asked of the index alone (offset 0): tokens of single rows are never unpacked to be looked at.
    `select s.id, ${reached} as reached from (select thing_id from search_texts where site_id = ${site} and thing = 'submission'
         and tokens @@ ${bind(query)}::tsquery offset 0) x join submissions s on s.site_id = ${site} and s.id = x.thing_id
     where ${open.join(' and ')} and (${reached} or ${isPublished}) order by s.id desc limit ${limit}`,
    ...(own === undefined
      ? []
      : [
          `select s.id, true as reached from (select * from submissions o where o.site_id = ${site} and o.author_id = ${own} and o.id < ${after}
       order by o.id desc limit ${newestOwn}) s left join ${index}
     where ${open.join(' and ')} and x.version is distinct from s.version and ${reached}`,
        ]),
  ];
  const found = await client.query<Proposed>(
    `select p.id, bool_or(p.reached) as reached from (${parts.map((part) => `(${part})`).join(' union all ')}) p group by p.id order by p.id desc limit ${limit}`,
    values,
  );
  return found.rows;
}

/** The texts of some of them, as they are now; for whoever does not reach the item, the published one. */
async function texts(client: pg.ClientBase, site: string, some: readonly Proposed[]): Promise<readonly Candidate[]> {
  const found = await client.query<Candidate>(
    prepared(
      `select s.id, s.kind, s.state, s.unit_id, u.name as unit_name, k.name as section_name, coalesce(s.submitted_at, s.changed_at, s.recorded_at) as at,
         n.reached, (select b.address from publications b where b.site_id = s.site_id and b.submission_id = s.id and b.state = 'delivered'
           and b.address ~ '^https?://' order by b.id desc limit 1) as address,
         case when n.reached then s.title else v.title end as title, case when n.reached then coalesce(t.body, v.body) else v.body end as body,
         case when n.reached then coalesce(t.content, v.content) else v.content end as content
       from unnest($2::bigint[], $3::boolean[]) as n(id, reached) join submissions s on s.site_id = $1 and s.id = n.id
         join units u on u.site_id = s.site_id and u.id = s.unit_id left join sections k on k.site_id = s.site_id and k.id = s.section_id
         left join submission_texts t on n.reached and t.site_id = s.site_id and t.submission_id = s.id
         left join lateral (select w.title, w.body, w.content from submission_versions w where (not n.reached or t.submission_id is null)
           and w.site_id = s.site_id and w.submission_id = s.id and w.number = s.text_version limit 1) v on true
       order by s.id desc`,
      [site, some.map(({ id }) => id), some.map(({ reached }) => reached)],
    ),
  );
  return found.rows;
}

function cutOf({ state, unit, section, from, to }: Omit<SearchInput, 'after'>, bind: (value: unknown) => string): string[] {
  const at = 'coalesce(s.submitted_at, s.changed_at, s.recorded_at)';
  return [
    state === undefined ? `s.state <> 'discarded'` : `s.state = ${bind(state)}`,
    ...(unit === undefined ? [] : [`s.unit_id = ${bind(unit)}`]),
    ...(section === undefined ? [] : [`s.section_id = ${bind(section)}`]),
    ...(from === undefined ? [] : [`${at} >= (${bind(from)}::date::timestamp at time zone 'Asia/Shanghai')`]),
    ...(to === undefined ? [] : [`${at} < ((${bind(to)}::date + 1)::timestamp at time zone 'Asia/Shanghai')`]),
  ];
}
