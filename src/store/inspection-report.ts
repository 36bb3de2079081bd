/** What an inspection comes to: its figures within an actor's reach, and its bulletin, made from the figures of the moment. */
import type pg from 'pg';
import type { OfficialDocument } from '../domain/document.ts';
import { inspectionDocument, type ReportedFound, type ReportedInspection } from '../domain/inspection/document.ts';
import { type CountedFound, type InspectedSubject, type InspectionFigures, inspectionFigures } from '../domain/inspection/figures.ts';
import type { FoundState } from '../domain/inspection/lifecycle.ts';
import { type Actor, reachIn } from '../domain/permission.ts';
import { rowsReached } from './visible.ts';

/** Findings `f` that an actor sees: all, or, of the own units, those that were confirmed. */
export const foundReached = (actor: Actor, site: string, bind: (value: unknown) => string): string => {
  const { all } = reachIn(actor, 'inspection.read', site);
  return all ? 'true' : `(f.state = 'confirmed' and ${rowsReached(actor, 'inspection.read', site, { unit: 'f.unit_id' }, bind)})`;
};

/** The figures of one inspection, of all subjects that the actor reaches. */
export async function figuresOf(
  client: pg.ClientBase,
  actor: Actor,
  site: string,
  inspection: number,
  failBelow: number,
): Promise<InspectionFigures> {
  const values: unknown[] = [site, inspection];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const subjects = await client.query<InspectedSubject & { readonly checkedOn: string | null }>(
    `select c.subject_id as subject, s.kind, s.name, s.unit_id as unit, u.name as "unitName", c.checked_on as "checkedOn"
     from inspection_checks c join inspection_subjects s on s.site_id = c.site_id and s.id = c.subject_id
     join units u on u.site_id = s.site_id and u.id = s.unit_id
     where c.site_id = $1 and c.inspection_id = $2 and ${rowsReached(actor, 'inspection.read', site, { unit: 's.unit_id' }, bind)}
     order by u.position, u.id, s.kind, s.id`,
    values,
  );
  const wanted: unknown[] = [site, inspection];
  const found = await client.query<{ subject: number; state: FoundState; veto: boolean; points: string | null }>(
    `select f.subject_id as subject, f.state, f.veto, f.points from inspection_findings f
     where f.site_id = $1 and f.inspection_id = $2 and ${foundReached(actor, site, (value) => `$${wanted.push(value)}`)}`,
    wanted,
  );
  return inspectionFigures(
    subjects.rows.map((row) => ({ ...row, checkedOn: row.checkedOn ?? undefined })),
    found.rows.map((row): CountedFound => ({ ...row, points: row.points ?? undefined })),
    failBelow,
  );
}

export interface InspectionReport {
  readonly name: string;
  readonly document: OfficialDocument;
  readonly figures: InspectionFigures;
}

/** The bulletin of an inspection; undefined where the site has none of that number. What it says is limited by the actor's reach. */
export async function composeInspection(
  client: pg.ClientBase,
  actor: Actor,
  site: string,
  inspection: number,
  printed: Pick<ReportedInspection, 'issuedOn' | 'documentNumber' | 'corrects'>,
): Promise<InspectionReport | undefined> {
  const held = await client.query<Omit<ReportedInspection, 'found' | 'issuedOn' | 'documentNumber' | 'corrects'>>(
    `select i.name, i.method, i.from_on as "from", i.to_on as "to", i.fail_below as "failBelow", w.name as "siteName",
       coalesce((select u.name from units u where u.site_id = i.site_id and u.own order by u.position, u.id limit 1), w.name) as issuer
     from inspections i join sites w on w.id = i.site_id where i.site_id = $1 and i.id = $2`,
    [site, inspection],
  );
  const [about] = held.rows;
  if (!about) return undefined;
  const found = await client.query<ReportedFound>(
    `select s.name as subject, s.kind, u.name as "unitName", f.indicator_name as "indicatorName", f.veto, f.place, f.body, f.link, f.found_on as "foundOn"
     from inspection_findings f join inspection_subjects s on s.site_id = f.site_id and s.id = f.subject_id
     join units u on u.site_id = f.site_id and u.id = f.unit_id
     where f.site_id = $1 and f.inspection_id = $2 and f.state = 'confirmed' order by u.position, u.id, s.id, f.id`,
    [site, inspection],
  );
  const figures = await figuresOf(client, actor, site, inspection, about.failBelow);
  const rows = found.rows.map(({ place, link, ...one }) => ({ ...one, place: place ?? undefined, link: link ?? undefined }));
  return { name: about.name, document: inspectionDocument({ ...about, ...printed, found: rows }, figures), figures };
}
