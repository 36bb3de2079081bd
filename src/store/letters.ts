/** Letters to units, kept as they were sent, and who of the unit read each first. */
import type pg from 'pg';
import type { OfficialDocument } from '../domain/document.ts';
import type { Placed } from '../domain/permission.ts';

export interface NewLetter {
  readonly unit: number;
  readonly document: OfficialDocument;
  readonly sha256: string;
}
export interface SentLetter {
  readonly letter: number;
  readonly unit: number;
}

/** Keeps letters about nothing reported in a period; gives those of units that had none before. */
export async function addZeroLetters(
  client: pg.ClientBase,
  site: string,
  period: { readonly from: string; readonly to: string },
  letters: readonly NewLetter[],
  by: { readonly person: number | undefined; readonly name: string; readonly now: Date },
): Promise<readonly SentLetter[]> {
  const made = await client.query<SentLetter>(
    `insert into letters (site_id, unit_id, kind, period_from, period_to, document, sha256, sent_by, sent_by_name, sent_at)
     select $1, unit, 'zero-report', $2, $3, document, sha256, $5, $6, $7
       from jsonb_to_recordset($4::jsonb) as l (unit bigint, document jsonb, sha256 text)
     on conflict (site_id, unit_id, kind, period_from, period_to) do nothing returning id as letter, unit_id as unit`,
    [site, period.from, period.to, JSON.stringify(letters), by.person ?? null, by.name, by.now],
  );
  return made.rows;
}

/** Who signs: the office's own unit where the site has one, else the site. */
export async function officeName(client: pg.ClientBase, site: string): Promise<string> {
  const found = await client.query<{ name: string }>(
    `select coalesce((select o.name from units o where o.site_id = w.id and o.own order by o.position limit 1), w.name) as name from sites w where w.id = $1`,
    [site],
  );
  return found.rows[0]?.name ?? '';
}

export interface LoadedLetter extends Placed {
  readonly site: string;
  readonly letter: number;
  readonly unit: number;
  readonly unitName: string;
  readonly read: boolean;
}

export async function loadLetter(client: pg.ClientBase, site: string, letter: number): Promise<LoadedLetter | undefined> {
  const found = await client.query<{ unit: number; name: string; read: boolean }>(
    `select l.unit_id as unit, u.name, r.letter_id is not null as read from letters l
     join units u on u.site_id = l.site_id and u.id = l.unit_id
     left join letter_readings r on r.site_id = l.site_id and r.letter_id = l.id where l.site_id = $1 and l.id = $2`,
    [site, letter],
  );
  const [row] = found.rows;
  return row && { site, letter, unit: row.unit, units: [row.unit], unitName: row.name, read: row.read };
}

/** False where somebody of the unit has read it before. */
export async function addReading(
  client: pg.ClientBase,
  { site, letter }: Pick<LoadedLetter, 'site' | 'letter'>,
  by: { readonly person: number | undefined; readonly name: string; readonly now: Date },
): Promise<boolean> {
  const added = await client.query(
    `insert into letter_readings (site_id, letter_id, read_by, read_by_name, read_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [site, letter, by.person ?? null, by.name, by.now],
  );
  return added.rowCount === 1;
}
