/** What was sent again in a period: groups of items whose texts are alike, each with the first of them, by what the index last saw. */
import { dayText } from '../domain/calendar/day.ts';
import { readSettings } from '../domain/organisation/settings.ts';
import { accept } from '../domain/outcome.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { repeatsSql, toldAt } from '../store/similar.ts';
import { loadSettings } from '../store/site-settings.ts';
import { placedSubmission, reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { dayField, type NamedPeriod, namedPeriod, readPeriod } from './period.ts';
import { idProperty, type Page, pageProperties, siteProperty } from './submission-list.ts';
import { makeView } from './view.ts';

/** Sent again by the unit itself, or what another unit sent first. */
export const repeatKinds = ['again', 'copied'] as const;
export type RepeatKind = (typeof repeatKinds)[number];

export interface SimilarGroupsInput {
  readonly site: string;
  readonly from: string;
  readonly to: string;
  /** Whose items repeat something. */
  readonly unit?: number;
  readonly kind?: RepeatKind;
  readonly after?: string;
  readonly limit?: number;
}
export interface GroupedItem {
  readonly submission: number;
  readonly title: string;
  readonly unit: { readonly id: number; readonly name: string };
  readonly state: SubmissionState;
  readonly stateName: string;
  /** ISO 8601. */
  readonly at: string;
}
export interface RepeatedItem extends GroupedItem {
  readonly kind: RepeatKind;
  /** 0–1. */
  readonly similarity: number;
}
export interface SimilarGroup {
  readonly first: GroupedItem;
  /** Received in the period, the earliest first. */
  readonly repeated: readonly RepeatedItem[];
}
export interface SimilarGroups extends Page<SimilarGroup> {
  readonly site: VisibleSite;
  readonly period: NamedPeriod;
  /** 0–1. */
  readonly threshold: number;
}

const usualGroups = 20;

export const similarGroups = makeView<SimilarGroupsInput, SimilarGroups>(
  { view: 'similar-groups', says: '一个时段里内容相近的稿件，一组一组列出：谁先报，谁又报、多少相近' },
  {
    type: 'object',
    required: ['site', 'from', 'to'],
    properties: { site: siteProperty, from: dayField, to: dayField, unit: idProperty, kind: { enum: repeatKinds }, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const { site, unit, kind, after, limit = usualGroups } = input;
    const read = readPeriod(input);
    if (!read.ok) return read;
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const { percent } = readSettings((await loadSettings(client, site))?.body).similar;
    const values: unknown[] = [site, dayText(read.value.from), dayText(read.value.to)];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const reached = (alias: string): string => rowsReached(actor, 'submission.read', site, placedSubmission(alias), bind);
    const cut = [
      'true',
      ...(unit === undefined ? [] : [`unit_id = ${bind(unit)}`]),
      ...(kind === undefined ? [] : [kind === 'again' ? 'own' : 'not own']),
    ].join(' and ');
    const found = await client.query<GroupRow>(
      `with r as (select * from (${repeatsSql(bind(percent * 10), `${reached('s')} and ${reached('e')}`)}) q where ${cut}),
       page as (select first from r where first < ${bind(after ?? Number.MAX_SAFE_INTEGER)} group by first order by first desc limit ${bind(limit + 1)})
       select r.first, r.own, r.similarity, ${['s', 'e'].map(columnsOf).join(', ')}
       from page join r using (first) join submissions s on s.site_id = $1 and s.id = r.later join submissions e on e.site_id = $1 and e.id = r.first
         join units su on su.site_id = $1 and su.id = s.unit_id join units eu on eu.site_id = $1 and eu.id = e.unit_id
       order by r.first desc, s_at, s.id`,
      values,
    );
    const groups = [...Map.groupBy(found.rows, ({ first }) => first).values()];
    const rows = groups
      .slice(0, limit)
      .map((members) => ({ first: itemOf(members[0] as GroupRow, 'e'), repeated: members.map(repeatedOf) }));
    const last = rows.at(-1);
    const next = groups.length > limit && last ? { next: String(last.first.submission) } : {};
    return accept({ site: seen.value, period: namedPeriod(read.value), threshold: percent / 100, rows, ...next });
  },
);

const columnsOf = (alias: string): string =>
  `${alias}.id as ${alias}_id, ${alias}.title as ${alias}_title, ${alias}.state as ${alias}_state, ${alias}.unit_id as ${alias}_unit,
   ${alias}u.name as ${alias}_name, coalesce(${toldAt(alias)}, ${alias}.recorded_at) as ${alias}_at`;

type Side<Alias extends 's' | 'e'> = {
  readonly [Column in `${Alias}_id` | `${Alias}_unit`]: number;
} & { readonly [Column in `${Alias}_title` | `${Alias}_name`]: string } & { readonly [Column in `${Alias}_state`]: SubmissionState } & {
  readonly [Column in `${Alias}_at`]: Date;
};
type GroupRow = Side<'s'> & Side<'e'> & { readonly first: number; readonly own: boolean; readonly similarity: number };

const itemOf = (row: GroupRow, side: 's' | 'e'): GroupedItem => ({
  ...{ submission: row[`${side}_id`], title: row[`${side}_title`], unit: { id: row[`${side}_unit`], name: row[`${side}_name`] } },
  ...{ state: row[`${side}_state`], stateName: stateNames[row[`${side}_state`]], at: row[`${side}_at`].toISOString() },
});
const repeatedOf = (row: GroupRow): RepeatedItem => ({
  ...itemOf(row, 's'),
  kind: row.own ? 'again' : 'copied',
  similarity: row.similarity / 1000,
});
