/** What lists of submissions share: their columns, their rows, and pages by key. */
import type { Schema } from '../domain/schema.ts';
import { type SubmissionState, stateNames } from '../domain/submission/lifecycle.ts';
import { kindNames, type SubmissionKind } from '../domain/submission/submission.ts';

/** One item in a list. */
export interface ListedSubmission {
  readonly submission: number;
  readonly version: number;
  readonly title: string;
  readonly kind: SubmissionKind;
  readonly kindName: string;
  readonly state: SubmissionState;
  readonly stateName: string;
  readonly unit: { readonly id: number; readonly name: string };
  readonly author: string | null;
  readonly section: string | null;
  /** YYYY-MM-DD. */
  readonly eventOn: string | null;
  readonly urgent: boolean;
  readonly level: number;
  readonly levels: number;
  readonly claimedBy: string | null;
  /** Why it was returned, rejected or withdrawn. */
  readonly reason: string | null;
  readonly paperOn: string | null;
  /** ISO 8601; null while the office has not received it. */
  readonly submittedAt: string | null;
  readonly decidedAt: string | null;
  readonly changedAt: string | null;
}

export interface ListedRow {
  readonly id: number;
  readonly version: number;
  readonly title: string;
  readonly kind: SubmissionKind;
  readonly state: SubmissionState;
  readonly unit_id: number;
  readonly unit_name: string;
  readonly author_name: string | null;
  readonly section_name: string | null;
  readonly event_on: string | null;
  readonly urgent: boolean;
  readonly level: number;
  readonly levels: number;
  readonly claimed_name: string | null;
  readonly reason: string | null;
  readonly paper_on: string | null;
  readonly submitted_at: Date | null;
  readonly decided_at: Date | null;
  readonly changed_at: Date | null;
}

/** Of `s`, with the tables of `listedTables`. */
export const listedColumns = `s.id, s.version, s.title, s.kind, s.state, s.unit_id, u.name as unit_name, a.name as author_name,
  k.name as section_name, s.event_on, s.urgent, s.level, s.levels, c.name as claimed_name, s.reason, s.paper_on, s.submitted_at, s.decided_at, s.changed_at`;
/** Joined after the page is cut, so that a page costs as many look-ups as it has rows. */
export const listedTables = `left join units u on u.site_id = s.site_id and u.id = s.unit_id left join people a on a.id = s.author_id
  left join people c on c.id = s.claimed_by left join sections k on k.site_id = s.site_id and k.id = s.section_id`;

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

export const listedOf = (row: ListedRow): ListedSubmission => ({
  submission: row.id,
  version: row.version,
  title: row.title,
  kind: row.kind,
  kindName: kindNames[row.kind],
  state: row.state,
  stateName: stateNames[row.state],
  unit: { id: row.unit_id, name: row.unit_name },
  author: row.author_name,
  section: row.section_name,
  eventOn: row.event_on,
  urgent: row.urgent,
  level: row.level,
  levels: row.levels,
  claimedBy: row.claimed_name,
  reason: row.reason,
  paperOn: row.paper_on,
  submittedAt: moment(row.submitted_at),
  decidedAt: moment(row.decided_at),
  changedAt: moment(row.changed_at),
});

/** A page: `next` is given as `after` to have the following one; absent at the end. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next?: string;
}

export const siteProperty: Schema = { type: 'string', minLength: 1, maxLength: 40 };
export const idProperty: Schema = { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER };
export const dayProperty: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '应如 2024-05-01' };
/** The id after which the page begins, and the most rows it holds. */
export const pageProperties: Readonly<Record<'after' | 'limit', Schema>> = {
  after: { type: 'string', pattern: '^\\d{1,15}$', description: '上一页给出的 next' },
  limit: { type: 'integer', minimum: 1, maximum: 200 },
};
export const usualLimit = 50;

/** Cuts a page from one row more than it holds. */
export function pageOf<Row extends { readonly id: number }, Shown>(
  rows: readonly Row[],
  limit: number,
  show: (row: Row) => Shown,
): Page<Shown> {
  const held = rows.slice(0, limit);
  const last = held.at(-1);
  return { rows: held.map(show), ...(rows.length > limit && last ? { next: String(last.id) } : {}) };
}
