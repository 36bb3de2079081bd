/** The office's queue: the items of one state, cut by what an editor asks for; pages by key at any depth. */
import type pg from 'pg';
import { accept } from '../domain/outcome.ts';
import { mayIn } from '../domain/permission.ts';
import { submissionKinds } from '../domain/submission/submission.ts';
import { prepared } from '../store/prepared.ts';
import { refusedSite, rowsReached, unknownSite, type VisibleSite } from '../store/visible.ts';
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
  /** Claimed by whoever asks. What may be done with it now, the item's own view says. */
  readonly mine: boolean;
}
export interface Desk extends Page<QueuedSubmission> {
  readonly site: VisibleSite;
}

export const placed = { unit: 's.unit_id', joint: 's.joint_ids', author: 's.author_id', people: 's.people' } as const;

export const desk = makeView<DeskInput, Desk>(
  { view: 'desk', says: '编辑台的稿件：按状态、单位、栏目、日期、标题筛选，分页列出' },
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
    const { site, state = 'submitted', limit = usualLimit, order = 'newest' } = input;
    if (!mayIn(actor, 'submission.read', site)) return refusedSite(client, actor, 'submission.read', site);
    const values: unknown[] = [];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const wanted = [
      `s.site_id = w.id and s.state = ${bind(state)} and s.state <> 'recorded'`,
      rowsReached(actor, 'submission.read', site, placed, bind),
      ...filters(input, actor.person, bind),
    ];
    const newest = order === 'newest';
    const after = input.after ?? (newest ? Number.MAX_SAFE_INTEGER : 0);
    const direction = newest ? 'desc' : 'asc';
    const page = `select s.* from submissions s where ${wanted.join(' and ')} and s.id ${newest ? '<' : '>'} ${bind(after)}
      order by s.id ${direction} limit ${bind(limit + 1)}`;
    const found = await client.query<DeskRow>(
      prepared(
        `select w.name as site_name, ${listedColumns}, s.claimed_by, s.joint_ids
         from sites w left join lateral (${page}) s on true ${listedTables} where w.id = ${bind(site)} order by s.id ${direction}`,
        values,
      ),
    );
    const [first] = found.rows;
    if (!first) return unknownSite(site);
    // An empty queue is one row that has only the site.
    const rows = found.rows.filter(({ id }) => id !== null);
    const joint = await jointNames(client, site, rows);
    const show = (row: DeskRow): QueuedSubmission => ({
      ...listedOf(row),
      joint: row.joint_ids.length === 0 ? [] : namesIn(joint, row.joint_ids),
      mine: actor.person !== undefined && row.claimed_by === actor.person,
    });
    return accept({ site: { id: site, name: first.site_name }, ...pageOf(rows, limit, show) });
  },
  'one statement and names',
);

interface DeskRow extends ListedRow {
  readonly claimed_by: number | null;
  readonly site_name: string;
  /** As the driver gives lists of bigint: texts. */
  readonly joint_ids: readonly unknown[];
}

interface NamedUnit {
  readonly id: number;
  readonly name: string;
}
const namesIn = (units: readonly NamedUnit[], given: readonly unknown[]): readonly string[] => {
  const ids = new Set(given.map(Number));
  return units.filter(({ id }) => ids.has(id)).map(({ name }) => name);
};

/** The units that take part in some item of a page, in the order of the office; most pages have none, and ask nothing. */
async function jointNames(client: pg.ClientBase, site: string, rows: readonly DeskRow[]): Promise<readonly NamedUnit[]> {
  const ids = [...new Set(rows.flatMap((row) => row.joint_ids.map(Number)))];
  if (ids.length === 0) return [];
  const found = await client.query<NamedUnit>(
    prepared('select id, name from units where site_id = $1 and id = any($2::bigint[]) order by position, id', [site, ids]),
  );
  return found.rows;
}

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
