/** The office's queue: the items of one state, cut by what an editor asks for; pages by key at any depth. */
import { accept } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { type OpenStep, openSteps } from '../domain/submission/lifecycle.ts';
import { situationFor } from '../domain/submission/situation.ts';
import { submissionKinds } from '../domain/submission/submission.ts';
import { loadSubmissions } from '../store/submissions.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import {
  idProperty,
  type ListedRow,
  type ListedSubmission,
  listedColumns,
  listedOf,
  listedTables,
  type Page,
  pageOf,
  pageProperties,
  siteProperty,
  usualLimit,
} from './submission-list.ts';
import { makeView } from './view.ts';

/** States that the office's people look through. */
export const deskStates = [
  'in-review',
  'submitted',
  'adopted',
  'scheduled',
  'published',
  'rejected',
  'returned',
  'merged',
  'withdrawn',
] as const;
export type DeskState = (typeof deskStates)[number];

export interface DeskInput {
  readonly site: string;
  /** `submitted` where not given. */
  readonly state?: DeskState;
  readonly unit?: number;
  readonly group?: string;
  readonly section?: number;
  readonly kind?: string;
  readonly urgent?: boolean;
  /** Claimed by whoever asks. */
  readonly mine?: boolean;
  /** Nobody works on it. */
  readonly unclaimed?: boolean;
  /** Part of the title. */
  readonly text?: string;
  readonly order?: 'newest' | 'oldest';
  readonly after?: string;
  readonly limit?: number;
}
export interface QueuedSubmission extends ListedSubmission {
  readonly joint: readonly string[];
  /** Claimed by whoever asks. */
  readonly mine: boolean;
  /** The buttons, with the reason where this person cannot take one now. */
  readonly steps: readonly OpenStep[];
}
export interface Desk extends Page<QueuedSubmission> {
  readonly site: VisibleSite;
}

export const placed = { unit: 's.unit_id', joint: 's.joint_ids', author: 's.author_id', people: 's.people' } as const;

export const desk = makeView<DeskInput, Desk>(
  'desk',
  {
    type: 'object',
    required: ['site'],
    properties: {
      site: siteProperty,
      state: { enum: deskStates },
      unit: idProperty,
      group: { type: 'string', minLength: 1, maxLength: 100 },
      section: idProperty,
      kind: { enum: submissionKinds },
      urgent: { type: 'boolean' },
      mine: { type: 'boolean' },
      unclaimed: { type: 'boolean' },
      text: { type: 'string', minLength: 1, maxLength: 100 },
      order: { enum: ['newest', 'oldest'] },
      ...pageProperties,
    },
    additionalProperties: false,
  },
  async (client, actor, input) => {
    const { site, limit = usualLimit, order = 'newest' } = input;
    const seen = await reachedSite(client, actor, 'submission.read', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const wanted = [
      `s.site_id = ${bind(site)} and s.state = ${bind(input.state ?? 'submitted')}`,
      rowsReached(actor, 'submission.read', site, placed, bind),
      ...filters(input, actor.person, bind),
    ];
    const newest = order === 'newest';
    const after = input.after ?? (newest ? Number.MAX_SAFE_INTEGER : 0);
    const direction = newest ? 'desc' : 'asc';
    const page = `select s.* from submissions s where ${wanted.join(' and ')} and s.id ${newest ? '<' : '>'} ${bind(after)}
      order by s.id ${direction} limit ${bind(limit + 1)}`;
    const found = await client.query<ListedRow & { readonly joint_names: readonly string[] | null }>(
      `select ${listedColumns}, (select array_agg(j.name order by j.position) from units j where j.site_id = s.site_id and j.id = any(s.joint_ids)) as joint_names
       from (${page}) s ${listedTables} order by s.id ${direction}`,
      values,
    );
    const items = new Map(
      (
        await loadSubmissions(
          client,
          site,
          found.rows.map(({ id }) => id),
        )
      ).map((item) => [item.id, item]),
    );
    const show = (row: (typeof found.rows)[number]): QueuedSubmission => {
      const item = items.get(row.id);
      return {
        ...listedOf(row),
        joint: row.joint_names ?? [],
        mine: actor.person !== undefined && item?.claimedBy === actor.person,
        steps: item ? openSteps(situationFor(actor.person, item), (capability) => may(actor, capability, item)) : [],
      };
    };
    return accept({ site: seen.value, ...pageOf(found.rows, limit, show) });
  },
);

function filters(input: DeskInput, person: number | undefined, bind: (value: unknown) => string): readonly string[] {
  const { unit, group, section, kind, urgent, mine, unclaimed, text } = input;
  return [
    ...(unit === undefined ? [] : [`s.unit_id = ${bind(unit)}`]),
    ...(group === undefined
      ? []
      : [`s.unit_id in (select g.id from units g where g.site_id = s.site_id and g.group_name = ${bind(group)})`]),
    ...(section === undefined ? [] : [`s.section_id = ${bind(section)}`]),
    ...(kind === undefined ? [] : [`s.kind = ${bind(kind)}`]),
    ...(urgent === undefined ? [] : [urgent ? 's.urgent' : 'not s.urgent']),
    ...(mine === true ? [`s.claimed_by = ${bind(person ?? null)}`] : []),
    ...(unclaimed === true ? ['s.claimed_by is null'] : []),
    ...(text === undefined ? [] : [`strpos(s.title, ${bind(text)}) > 0`]),
  ];
}
