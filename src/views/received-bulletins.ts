/** The bulletins that a unit received: each with the unit's own row as it was issued, and who signed for it. */
import type { FrozenGroup } from '../domain/bulletin/figures.ts';
import { accept } from '../domain/outcome.ts';
import { receivedIssues } from '../store/receipts.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { periodOf } from './issue-of-period.ts';
import { type NamedPeriod, namedPeriod } from './period.ts';
import { type Page, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface ReceivedBulletinsInput {
  readonly site: string;
  /** Only those that nobody of the unit signed for. */
  readonly unsigned?: boolean;
  readonly after?: string;
  readonly limit?: number;
}
/** The unit's row in one table. */
export interface OwnRow {
  readonly table: string;
  readonly rank: number | null;
  /** How many units the table ranks. */
  readonly of: number;
  readonly cells: readonly { readonly title: string; readonly shown: string }[];
}
export interface ReceivedBulletin {
  readonly bulletin: number;
  readonly year: number;
  readonly number: number;
  readonly title: string;
  readonly issuedOn: string | null;
  /** ISO 8601. */
  readonly frozenAt: string;
  readonly period: NamedPeriod;
  readonly unit: { readonly id: number; readonly key: string; readonly name: string };
  /** None where the bulletin has no table with the unit in it, as a forwarding notice. */
  readonly rows: readonly OwnRow[];
  readonly signed: { readonly by: string; readonly at: string } | null;
}
export interface ReceivedBulletins extends Page<ReceivedBulletin> {
  readonly site: VisibleSite;
  readonly unsigned: number;
}

interface Row {
  readonly bulletin_id: number;
  readonly issue_year: number;
  readonly issue_number: number;
  readonly title: string;
  readonly issued_on: string | null;
  readonly frozen_at: Date;
  readonly period_from: string;
  readonly period_to: string;
  readonly groups: readonly FrozenGroup[] | null;
  readonly unit_id: number;
  readonly unit_key: string;
  readonly unit_name: string;
  readonly signed_by_name: string | null;
  readonly signed_at: Date | null;
}

export const receivedBulletins = makeView<ReceivedBulletinsInput, ReceivedBulletins>(
  { view: 'received-bulletins', says: '本单位收到的通报：本单位在表中的一行、名次，谁签收的' },
  {
    type: 'object',
    required: ['site'],
    properties: {
      site: siteProperty,
      unsigned: { type: 'boolean' },
      after: { type: 'string', pattern: '^\\d{1,15}-\\d{1,15}$', description: '上一页给出的 next' },
      limit: { type: 'integer', minimum: 1, maximum: 200 },
    },
    additionalProperties: false,
  },
  async (client, actor, { site, unsigned = false, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'bulletin.sign', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [site];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const reached = rowsReached(actor, 'bulletin.sign', site, { unit: 'u.id' }, bind);
    const waiting = await client.query<{ count: number }>(
      `select count(*)::int as count from ${receivedIssues} where i.site_id = $1 and r.unit_id is null and ${reached}`,
      values,
    );
    const [bulletin = Number.MAX_SAFE_INTEGER, unit = 0] = after?.split('-').map(Number) ?? [];
    const found = await client.query<Row>(
      `select i.bulletin_id, i.issue_year, i.issue_number, i.document->>'title' as title, i.issued_on, i.frozen_at, i.period_from, i.period_to,
         i.figures->'groups' as groups, u.id as unit_id, u.key as unit_key, u.name as unit_name, r.signed_by_name, r.signed_at
       from ${receivedIssues} where i.site_id = $1 and ${reached} and ${unsigned ? 'r.unit_id is null' : 'true'}
         and (i.bulletin_id < ${bind(bulletin)} or i.bulletin_id = ${bind(bulletin)} and u.id > ${bind(unit)})
       order by i.bulletin_id desc, u.id limit ${bind(limit + 1)}`,
      values,
    );
    const rows = found.rows.slice(0, limit);
    const last = rows.at(-1);
    return accept({
      site: seen.value,
      unsigned: waiting.rows[0]?.count ?? 0,
      rows: rows.map(shown),
      ...(found.rows.length > limit && last ? { next: `${last.bulletin_id}-${last.unit_id}` } : {}),
    });
  },
);

const shown = (row: Row): ReceivedBulletin => ({
  bulletin: row.bulletin_id,
  year: row.issue_year,
  number: row.issue_number,
  title: row.title,
  issuedOn: row.issued_on,
  frozenAt: row.frozen_at.toISOString(),
  period: namedPeriod(periodOf({ from: row.period_from, to: row.period_to })),
  unit: { id: row.unit_id, key: row.unit_key, name: row.unit_name },
  rows: (row.groups ?? []).flatMap((group) => ownRow(group, row.unit_key)),
  signed: row.signed_by_name === null ? null : { by: row.signed_by_name, at: row.signed_at?.toISOString() ?? '' },
});

function ownRow({ name, title, columns, rows }: FrozenGroup, key: string): OwnRow[] {
  const own = rows.find((row) => row.key === key);
  if (!own) return [];
  const cells = columns.map(({ title: column }, at) => ({ title: column, shown: own.cells[at]?.shown ?? '' }));
  return [{ table: title === '' ? name : title, rank: own.rank, of: rows.filter(({ rank }) => rank !== null).length, cells }];
}
