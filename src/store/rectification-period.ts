/** The units' confirmed wording errors found in a period: for the bulletin, and for the office's page. */
import type pg from 'pg';
import type { RectificationState } from '../domain/rectification/lifecycle.ts';
import type { FrozenRectification } from '../domain/rectification/period.ts';

/** Days are YYYY-MM-DD, both inside. Late is what the clock has marked. `where` narrows it, of `r` and `s`. */
export async function rectificationsFound(
  client: pg.ClientBase,
  site: string,
  period: { readonly from: string; readonly to: string },
  narrowed: (bind: (value: unknown) => string) => string = () => 'true',
): Promise<readonly FrozenRectification[]> {
  const values: unknown[] = [site, period.from, period.to];
  const where = narrowed((value) => `$${values.push(value)}`);
  const found = await client.query<{
    unit: string;
    title: string;
    place: string;
    word: string;
    correction: string;
    found_on: string;
    due_on: string | null;
    state: RectificationState;
    overdue: boolean;
  }>(
    `select u.name as unit, s.title, r.place, r.word, r.correction, r.found_on, r.due_on, r.state,
       r.state = 'noticed' and r.overdue_on is not null as overdue
     from rectifications r join submissions s on s.site_id = r.site_id and s.id = r.submission_id
     join units u on u.site_id = s.site_id and u.id = s.unit_id
     where r.site_id = $1 and r.found_on between $2 and $3 and r.confirmed_at is not null and r.state <> 'dismissed' and r.side = 'unit' and ${where}
     order by u.position, s.id, r.id`,
    values,
  );
  return found.rows.map(({ found_on, due_on, ...row }) => ({ ...row, foundOn: found_on, dueOn: due_on }));
}
