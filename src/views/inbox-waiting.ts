/** What waits for somebody besides items: bulletins to sign for, letters to read, appeals to answer. For the number in the bar. */
import type pg from 'pg';
import { type Actor, mayIn } from '../domain/permission.ts';
import { receivedIssues } from '../store/receipts.ts';
import { rowsReached } from '../store/visible.ts';

export interface Waiting {
  readonly bulletins: number;
  readonly appeals: number;
  /** Letters to one's unit that nobody there has read. */
  readonly letters: number;
}

/** Over these sites, in one statement; none where the actor has neither to do. */
export async function waitingIn(client: pg.ClientBase, actor: Actor, sites: readonly string[]): Promise<Waiting> {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const parts = sites.flatMap((site) => [
    ...(mayIn(actor, 'bulletin.sign', site)
      ? [
          `select 'bulletins' as what, count(*)::int as count from ${receivedIssues} where i.site_id = ${bind(site)} and r.unit_id is null
             and ${rowsReached(actor, 'bulletin.sign', site, { unit: 'u.id' }, bind)}`,
        ]
      : []),
    ...(mayIn(actor, 'letter.receive', site)
      ? [
          `select 'letters' as what, count(*)::int as count from letters l where l.site_id = ${bind(site)}
             and not exists (select from letter_readings r where r.site_id = l.site_id and r.letter_id = l.id)
             and ${rowsReached(actor, 'letter.receive', site, { unit: 'l.unit_id' }, bind)}`,
        ]
      : []),
    ...(mayIn(actor, 'appeal.decide', site)
      ? [
          `select 'appeals' as what, count(*)::int as count from appeals a where a.site_id = ${bind(site)} and a.state = 'raised'
             and ${rowsReached(actor, 'appeal.decide', site, { unit: 'a.unit_id' }, bind)}`,
        ]
      : []),
  ]);
  if (parts.length === 0) return { bulletins: 0, appeals: 0, letters: 0 };
  const found = await client.query<{ what: keyof Waiting; count: number }>(parts.join(' union all '), values);
  const sum = (wanted: keyof Waiting): number => found.rows.reduce((total, { what, count }) => total + (what === wanted ? count : 0), 0);
  return { bulletins: sum('bulletins'), appeals: sum('appeals'), letters: sum('letters') };
}
