/** Letters that were sent to units: for the office all, for a unit its own; and one of them in full, as it was sent. */
import type { OfficialDocument } from '../domain/document.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { may } from '../domain/permission.ts';
import { reachedSite, rowsReached, type VisibleSite } from '../store/visible.ts';
import { periodOf } from './issue-of-period.ts';
import { type NamedPeriod, namedPeriod } from './period.ts';
import { idProperty, type Page, pageOf, pageProperties, siteProperty, usualLimit } from './submission-list.ts';
import { makeView } from './view.ts';

export interface LettersInput {
  readonly site: string;
  /** Only those that nobody of the unit has read. */
  readonly unread?: boolean;
  readonly after?: string;
  readonly limit?: number;
}
export interface ShownLetter {
  readonly letter: number;
  readonly title: string;
  readonly unit: { readonly id: number; readonly name: string };
  readonly period: NamedPeriod;
  readonly sentBy: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly sha256: string;
  /** Who of the unit read it first. */
  readonly read: { readonly by: string; readonly at: string } | null;
  /** It is for this reader's own unit: opening it is reading it. */
  readonly mine: boolean;
}
export interface Letters extends Page<ShownLetter> {
  readonly site: VisibleSite;
  readonly unread: number;
}
export interface LetterShown extends ShownLetter {
  readonly document: OfficialDocument;
}

interface Row {
  readonly id: number;
  readonly title: string;
  readonly unit_id: number;
  readonly unit: string;
  readonly period_from: string;
  readonly period_to: string;
  readonly sent_by_name: string;
  readonly sent_at: Date;
  readonly sha256: string;
  readonly read_by_name: string | null;
  readonly read_at: Date | null;
}

const columns = `l.id, l.document->>'title' as title, l.unit_id, u.name as unit, l.period_from, l.period_to, l.sent_by_name, l.sent_at, l.sha256,
  r.read_by_name, r.read_at`;
const kept = `letters l join units u on u.site_id = l.site_id and u.id = l.unit_id
  left join letter_readings r on r.site_id = l.site_id and r.letter_id = l.id`;

const shown = (row: Row, mine: boolean): ShownLetter => ({
  letter: row.id,
  title: row.title,
  unit: { id: row.unit_id, name: row.unit },
  period: namedPeriod(periodOf({ from: row.period_from, to: row.period_to })),
  sentBy: row.sent_by_name,
  sentAt: row.sent_at.toISOString(),
  sha256: row.sha256,
  read: row.read_by_name === null ? null : { by: row.read_by_name, at: row.read_at?.toISOString() ?? '' },
  mine,
});

export const letters = makeView<LettersInput, Letters>(
  { view: 'letters', says: '发给单位的通知：什么时候发的，单位谁最先看到' },
  {
    type: 'object',
    required: ['site'],
    properties: { site: siteProperty, unread: { type: 'boolean' }, ...pageProperties },
    additionalProperties: false,
  },
  async (client, actor, { site, unread = false, after, limit = usualLimit }) => {
    const seen = await reachedSite(client, actor, 'letter.read', site);
    if (!seen.ok) return seen;
    const values: unknown[] = [site];
    const bind = (value: unknown): string => `$${values.push(value)}`;
    const reached = rowsReached(actor, 'letter.read', site, { unit: 'l.unit_id' }, bind);
    const waiting = await client.query<{ count: number }>(
      `select count(*)::int as count from ${kept} where l.site_id = $1 and r.letter_id is null and ${reached}`,
      values,
    );
    const found = await client.query<Row>(
      `select ${columns} from ${kept} where l.site_id = $1 and ${reached} and ${unread ? 'r.letter_id is null' : 'true'}
         and l.id < ${bind(after ?? Number.MAX_SAFE_INTEGER)} order by l.id desc limit ${bind(limit + 1)}`,
      values,
    );
    const show = (row: Row) => shown(row, may(actor, 'letter.receive', { site, units: [row.unit_id] }));
    return accept({ site: seen.value, unread: waiting.rows[0]?.count ?? 0, ...pageOf(found.rows, limit, show) });
  },
);

export const letter = makeView<{ readonly site: string; readonly letter: number }, LetterShown>(
  { view: 'letter', says: '发给单位的一份通知，发出时的全文' },
  { type: 'object', required: ['site', 'letter'], properties: { site: siteProperty, letter: idProperty }, additionalProperties: false },
  async (client, actor, { site, letter: id }) => {
    const seen = await reachedSite(client, actor, 'letter.read', site);
    if (!seen.ok) return seen;
    const found = await client.query<Row & { readonly document: OfficialDocument }>(
      `select ${columns}, l.document from ${kept} where l.site_id = $1 and l.id = $2`,
      [site, id],
    );
    const [row] = found.rows;
    if (!row || !may(actor, 'letter.read', { site, units: [row.unit_id] }))
      return refuse('not-found', [problem('not-found', `没有第 ${id} 号通知，或者您看不到它`, 'letter')]);
    return accept({ ...shown(row, may(actor, 'letter.receive', { site, units: [row.unit_id] })), document: row.document });
  },
);
