/** How much waits at the office's desk: the open items by state, unit, section and kind, and what else wants somebody. */
import type pg from 'pg';
import { dayText } from '../domain/calendar/day.ts';
import { accept } from '../domain/outcome.ts';
import type { Actor } from '../domain/permission.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { SubmissionKind } from '../domain/submission/submission.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { placed } from './desk.ts';
import { dayProperty, siteProperty } from './submission-list.ts';
import { todayOf } from './today.ts';
import { makeView } from './view.ts';

export interface DeskCountsInput {
  readonly site: string;
  /** Of which state the units, sections and kinds are counted; `submitted` where not given. */
  readonly state?: (typeof openStates)[number];
  /** The day it is; the office's day where not given. */
  readonly on?: string;
}
const openStates = ['in-review', 'submitted', 'adopted', 'scheduled'] as const;

export interface CountOf<Key> {
  readonly key: Key;
  readonly name: string;
  readonly count: number;
}
export interface DeskCounts {
  readonly site: VisibleSite;
  readonly states: Readonly<Partial<Record<SubmissionState, number>>>;
  /** Of the state asked for. */
  readonly units: readonly CountOf<number>[];
  readonly groups: readonly CountOf<string>[];
  readonly sections: readonly CountOf<number | null>[];
  readonly kinds: Readonly<Partial<Record<SubmissionKind, number>>>;
  readonly urgent: number;
  /** Claimed by whoever asks, in any of the open states. */
  readonly mine: number;
  readonly toRatify: number;
  readonly reviewDue: number;
  readonly failed: number;
  readonly claims: number;
}

interface Row {
  readonly by: number;
  readonly state: SubmissionState;
  readonly unit_id: number | null;
  readonly section_id: number | null;
  readonly kind: SubmissionKind | null;
  readonly items: number;
  readonly urgent: number;
  readonly mine: number;
}

export const deskCounts = makeView<DeskCountsInput, DeskCounts>(
  { view: 'desk-counts', says: '编辑台各状态、各单位、各栏目、各类稿件还有多少件待办' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, state: { enum: openStates }, on: dayProperty },
    additionalProperties: false,
  },
  async (client, actor, { site, state = 'submitted', on }) => {
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const today = await todayOf(client, on);
    if (!today.ok) return today;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const [at, person] = [bind(site), bind(actor.person ?? null)];
    const reached = rowsReached(actor, 'submission.read', site, placed, bind);
    const counted = await client.query<Row>(
      `select grouping(s.unit_id, s.section_id, s.kind) as by, s.state, s.unit_id, s.section_id, s.kind, count(*) as items,
         count(*) filter (where s.urgent) as urgent, count(*) filter (where s.claimed_by = ${person}::bigint) as mine
       from submissions s where s.site_id = ${at} and s.state = any(${bind(openStates)}) and ${reached}
       group by grouping sets ((s.state), (s.state, s.unit_id), (s.state, s.section_id), (s.state, s.kind))`,
      values,
    );
    const others = await othersOf(client, actor, site, dayText(today.value));
    const names = await namesOf(client, site);
    return accept({ site: seen.value, ...sums(counted.rows, state, names), ...others });
  },
);

type Others = Pick<DeskCounts, 'toRatify' | 'reviewDue' | 'failed' | 'claims'>;

/** What else wants somebody: few rows each, by indexes of their own. */
async function othersOf(client: pg.ClientBase, actor: Actor, site: string, today: string): Promise<Others> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const at = bind(site);
  const reached = rowsReached(actor, 'submission.read', site, placed, bind);
  const beside = (table: string, state: string): string =>
    `(select count(*) from ${table} d join submissions s on s.site_id = d.site_id and s.id = d.submission_id
      where d.site_id = ${at} and d.state = '${state}' and ${reached})`;
  const found = await client.query<Others>(
    `select (select count(*) from submissions s where s.site_id = ${at} and s.ratify and ${reached}) as "toRatify",
       (select count(*) from submissions s where s.site_id = ${at} and s.review_by <= ${bind(today)}::date and s.state = 'published'
          and ${reached}) as "reviewDue",
       ${beside('publications', 'failed')} as failed, ${beside('adoptions', 'claimed')} + ${beside('instructions', 'claimed')} as claims`,
    values,
  );
  return found.rows[0] ?? { toRatify: 0, reviewDue: 0, failed: 0, claims: 0 };
}

interface Names {
  readonly units: ReadonlyMap<number, { readonly name: string; readonly group: string }>;
  readonly sections: ReadonlyMap<number, string>;
}

async function namesOf(client: pg.ClientBase, site: string): Promise<Names> {
  const units = await client.query<{ id: number; name: string; group: string }>(
    'select id, name, group_name as group from units where site_id = $1 order by position, id',
    [site],
  );
  const sections = await client.query<{ id: number; name: string }>(
    'select id, name from sections where site_id = $1 order by position, id',
    [site],
  );
  return {
    units: new Map(units.rows.map(({ id, ...unit }) => [id, unit])),
    sections: new Map(sections.rows.map(({ id, name }) => [id, name])),
  };
}

/** `grouping` has a bit for each of unit, section, kind that a row does not group by: 7 none, 3 units, 5 sections, 6 kinds. */
function sums(rows: readonly Row[], state: SubmissionState, { units, sections }: Names) {
  const of = (by: number): readonly Row[] => rows.filter((row) => row.by === by && row.state === state);
  const totals = rows.filter(({ by }) => by === 7);
  const byUnit = new Map(of(3).map((row) => [row.unit_id, row.items]));
  const groups = new Map<string, number>();
  for (const [id, { group }] of units) if (byUnit.has(id)) groups.set(group, (groups.get(group) ?? 0) + (byUnit.get(id) ?? 0));
  const bySection = new Map(of(5).map((row) => [row.section_id, row.items]));
  const none = bySection.get(null);
  return {
    states: Object.fromEntries(totals.map((row) => [row.state, row.items])),
    units: [...units].flatMap(([key, { name }]) => (byUnit.has(key) ? [{ key, name, count: byUnit.get(key) ?? 0 }] : [])),
    groups: [...groups].map(([key, count]) => ({ key, name: key, count })),
    sections: [
      ...[...sections].flatMap(([key, name]) => (bySection.has(key) ? [{ key, name, count: bySection.get(key) ?? 0 }] : [])),
      ...(none === undefined ? [] : [{ key: null, name: '未定栏目', count: none }]),
    ],
    kinds: Object.fromEntries(of(6).map((row) => [row.kind, row.items])),
    urgent: totals.find((row) => row.state === state)?.urgent ?? 0,
    mine: totals.reduce((total, row) => total + row.mine, 0),
  };
}
