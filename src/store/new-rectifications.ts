/** How a rectification begins: a wrong word recorded once for its item, or something that an inspection found, handed over once. */
import type pg from 'pg';
import type { FaultSide, WordingFinding, WordingSeverity, WrittenText } from '../domain/rectification/finding.ts';
import type { RectificationState } from '../domain/rectification/lifecycle.ts';
import type { SubmissionContent } from '../domain/submission/submission.ts';
import type { LoadedFound } from './inspection-findings.ts';

/** The texts of an item as they were sent and edited, in their order. */
export async function writtenVersions(client: pg.ClientBase, site: string, submission: number): Promise<readonly WrittenText[]> {
  const found = await client.query<{ number: number; side: FaultSide; title: string; body: string; content: SubmissionContent }>(
    'select number, side, title, body, content from submission_versions where site_id = $1 and submission_id = $2 order by number',
    [site, submission],
  );
  return found.rows.map(({ number, side, ...text }) => ({ number, side, text }));
}

/** Whether a unit is the office itself. */
export async function isOffice(client: pg.ClientBase, site: string, unit: number): Promise<boolean> {
  const found = await client.query<{ own: boolean }>('select own from units where site_id = $1 and id = $2', [site, unit]);
  return found.rows[0]?.own ?? false;
}

export interface NewRectification extends WordingFinding {
  readonly submission: number;
  readonly severity: WordingSeverity;
  readonly side: FaultSide;
  readonly place: string;
  readonly textVersion: number;
  readonly foundOn: string;
  readonly by: number | undefined;
  readonly byName: string;
  readonly note: string | undefined;
  readonly now: Date;
}
export interface AddedRectification {
  readonly id: number;
  readonly version: number;
  readonly state: RectificationState;
  /** Nobody had found it before. */
  readonly isNew: boolean;
}

/** Records an error; where the item has it already, that one is given and stays as it is. */
export async function addRectification(client: pg.ClientBase, site: string, found: NewRectification): Promise<AddedRectification> {
  const made = await client.query<{ id: number }>(
    `insert into rectifications (site_id, submission_id, word, correction, kind, severity, side, place, version_number, state, found_on,
       found_by, found_by_name, note, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'found', $10, $11, $12, $13, $14)
     on conflict (site_id, submission_id, word) do nothing returning id`,
    [
      ...[site, found.submission, found.word, found.correction, found.kind, found.severity, found.side, found.place, found.textVersion],
      ...[found.foundOn, found.by ?? null, found.byName, found.note ?? null, found.now],
    ],
  );
  const [row] = made.rows;
  if (row) return { id: row.id, version: 1, state: 'found', isNew: true };
  const held = await client.query<{ id: number; version: number; state: RectificationState }>(
    'select id, version, state from rectifications where site_id = $1 and submission_id = $2 and word = $3',
    [site, found.submission, found.word],
  );
  return { ...(held.rows[0] as { id: number; version: number; state: RectificationState }), isNew: false };
}

/** Several at once, by item and word: those found before are given as they stand. In the order given. */
export async function addRectifications(
  client: pg.ClientBase,
  site: string,
  found: readonly Omit<NewRectification, 'by' | 'byName' | 'now'>[],
  { by, byName, now }: Pick<NewRectification, 'by' | 'byName' | 'now'>,
): Promise<readonly AddedRectification[]> {
  const rows = JSON.stringify(found.map((one, place) => ({ ...one, nth: place })));
  const given = `jsonb_to_recordset($2::jsonb) as n(nth int, submission bigint, word text, correction text, kind text, severity text, side text, place text,
    "textVersion" int, "foundOn" date, note text)`;
  const made = await client.query<{ id: number }>(
    `insert into rectifications (site_id, submission_id, word, correction, kind, severity, side, place, version_number, state, found_on,
       found_by, found_by_name, note, recorded_at)
     select $1, submission, word, correction, kind, severity, side, place, "textVersion", 'found', "foundOn", $3, $4, note, $5 from ${given}
     order by nth on conflict (site_id, submission_id, word) do nothing returning id`,
    [site, rows, by ?? null, byName, now],
  );
  const held = await client.query<Omit<AddedRectification, 'isNew'>>(
    `select r.id, r.version, r.state from ${given} join rectifications r on r.site_id = $1 and r.submission_id = n.submission and r.word = n.word order by nth`,
    [site, rows],
  );
  const ids = new Set(made.rows.map(({ id }) => id));
  return held.rows.map((row) => ({ ...row, isNew: ids.has(row.id) }));
}

/**
 * Begins the rectification of what an inspection found and two persons agreed on: it is confirmed from the start. Undefined where it has
 * one already.
 */
export async function addFoundRectification(
  client: pg.ClientBase,
  { site, id, indicatorName, veto, place, subjectName, foundOn }: LoadedFound,
  now: Date,
): Promise<number | undefined> {
  const made = await client.query<{ id: number }>(
    `insert into rectifications (site_id, inspection_finding_id, word, correction, severity, side, place, state, found_on, found_by, found_by_name,
       confirmed_count, confirmed_by, confirmed_by_name, confirmed_at, recorded_at)
     select $1, $2, $3, '', $4, 'unit', $5, 'confirmed', $6, f.found_by, f.found_by_name, 1, f.confirmed_by, f.confirmed_by_name, $7, $7
     from inspection_findings f where f.site_id = $1 and f.id = $2
     on conflict (site_id, inspection_finding_id) where inspection_finding_id is not null do nothing returning id`,
    [site, id, indicatorName, veto ? 'grave' : 'ordinary', place ?? subjectName, foundOn, now],
  );
  return made.rows[0]?.id;
}
