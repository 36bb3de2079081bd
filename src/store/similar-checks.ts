/** What an item is much like, for the check of whoever sends it: all that was sent to the office and what was published before. */
import type pg from 'pg';
import { dayAt, dayText } from '../domain/calendar/day.ts';
import type { SimilarText } from '../domain/checks/check.ts';
import type { Actor } from '../domain/permission.ts';
import { plainText } from '../domain/submission/rich-text.ts';
import { heldText, similarBands, textSimilarity, wasEarlier } from '../domain/submission/similarity.ts';
import { prepared } from './prepared.ts';
import { searchedText } from './search-text.ts';
import { heldByNumbers, toldAt } from './similar.ts';
import type { CheckedSubmission } from './submission-checks.ts';
import { placedSubmission, rowsReached } from './visible.ts';

const MOST_OF_BAND = 100;
const MOST_COMPARED = 40;
const MOST_TOLD = 3;

interface Found {
  readonly id: number;
  readonly title: string;
  readonly unit: number;
  readonly unitName: string;
  readonly at: Date;
  readonly readable: boolean;
  readonly body: string;
}

/**
 * The likest items, of the site's own percentage and more, those first that were first. Of what the actor may not read, and what is not
 * published, neither title nor unit is told, and nothing at all of items that only few persons may see. Empty where the check is off.
 */
export async function similarTexts(
  client: pg.ClientBase,
  actor: Actor,
  { id, site, unit, text, submittedAt, settings }: CheckedSubmission,
): Promise<readonly SimilarText[]> {
  if (settings.checks.similar === 'off') return [];
  const plain = plainText(text.body);
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const [place, own, bands] = [bind(site), bind(id), bind(similarBands(site, plain))];
  const reached = rowsReached(actor, 'submission.read', site, placedSubmission('s'), bind);
  const found = await client.query<Found>(
    prepared(
      `with held as materialized (
         select site_id, id, count(*) as shared from (${heldByNumbers('bands', bands, MOST_OF_BAND)}) h group by 1, 2)
       select f.*, u.name as "unitName" from (
         select s.site_id, s.id, s.title, s.unit_id as unit, ${toldAt('s')} as at, ${reached} or s.state in ('published', 'recorded') as readable,
           coalesce(t.body, v.body, '') as body
         from held join submissions s on s.site_id = ${place} and s.site_id = held.site_id and s.id = held.id ${searchedText('s')}
         where s.id <> ${own} and (s.people is null or ${reached}) order by held.shared desc, s.id limit ${MOST_COMPARED}) f
       join units u on u.site_id = f.site_id and u.id = f.unit where f.at is not null`,
      values,
    ),
  );
  const mine = heldText(plain);
  // What was never received comes after all that was.
  const isEarlier = (row: Found): boolean => submittedAt === undefined || wasEarlier(row, { id, at: submittedAt });
  return found.rows
    .map((row) => ({ ...row, earlier: isEarlier(row), similarity: textSimilarity(mine, heldText(plainText(row.body))) }))
    .filter(({ similarity }) => similarity * 100 >= settings.similar.percent)
    .sort((a, b) => Number(b.earlier) - Number(a.earlier) || b.similarity - a.similarity || a.id - b.id)
    .slice(0, MOST_TOLD)
    .map((row) => ({
      title: row.readable ? row.title : null,
      unitName: row.readable || row.unit === unit ? row.unitName : null,
      similarity: row.similarity,
      on: dayText(dayAt(row.at.getTime())),
      earlier: row.earlier,
    }));
}
