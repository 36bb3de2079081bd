/** What an inspection found: recorded by one person, confirmed or refuted by another, posted as a fact where that has points. */
import type pg from 'pg';
import { reversal } from '../domain/adoption/posting.ts';
import type { FoundState, InspectionState } from '../domain/inspection/lifecycle.ts';
import { type FoundFact, foundKey } from '../domain/inspection/posting.ts';
import type { Placed } from '../domain/permission.ts';
import { officeDay } from './actors.ts';
import { addReversal } from './posting.ts';

export interface NewFound {
  readonly subject: number;
  readonly unit: number;
  readonly indicator: string;
  readonly indicatorName: string;
  readonly veto: boolean;
  /** A decimal. */
  readonly points?: string | undefined;
  readonly body: string;
  readonly place?: string | undefined;
  readonly link?: string | undefined;
  readonly snapshotSha256?: string | undefined;
  /** Local day. */
  readonly on: string;
  readonly key?: string | undefined;
}

/** Adds findings to an inspection. One whose key is there already is left out; gives the ids of those that are new. */
export async function addFound(
  client: pg.ClientBase,
  site: string,
  inspection: number,
  found: readonly NewFound[],
  by: { readonly person: number | undefined; readonly name: string; readonly now: Date },
): Promise<readonly number[]> {
  const made = await client.query<{ id: number }>(
    `insert into inspection_findings (site_id, inspection_id, subject_id, unit_id, state, indicator, indicator_name, veto, points, body, place, link,
       snapshot_sha256, found_on, source_key, found_by, found_by_name, recorded_at)
     select $1, $2, g.subject, g.unit, 'found', g.indicator, g."indicatorName", g.veto, g.points, g.body, g.place, g.link, g."snapshotSha256", g."on",
       g.key, $4, $5, $6
     from jsonb_to_recordset($3::jsonb) as g(subject bigint, unit bigint, indicator text, "indicatorName" text, veto boolean, points numeric,
       body text, place text, link text, "snapshotSha256" text, "on" date, key text)
     on conflict (site_id, inspection_id, source_key) do nothing returning id`,
    [site, inspection, JSON.stringify(found), by.person ?? null, by.name, by.now],
  );
  return made.rows.map(({ id }) => id);
}

export interface LoadedFound extends Placed {
  readonly site: string;
  readonly id: number;
  readonly inspection: number;
  readonly inspectionState: InspectionState;
  readonly subjectName: string;
  readonly unit: number;
  readonly state: FoundState;
  readonly version: number;
  readonly indicatorName: string;
  readonly veto: boolean;
  readonly points: string | undefined;
  readonly body: string;
  readonly place: string | undefined;
  readonly link: string | undefined;
  readonly foundOn: string;
  readonly finder: number | undefined;
  /** It has a rectification. */
  readonly handedOver: boolean;
}

export async function loadFound(client: pg.ClientBase, site: string, id: number): Promise<LoadedFound | undefined> {
  const found = await client.query<{
    inspection: number;
    inspectionState: InspectionState;
    subjectName: string;
    unit: number;
    state: FoundState;
    version: number;
    indicatorName: string;
    veto: boolean;
    points: string | null;
    body: string;
    place: string | null;
    link: string | null;
    foundOn: string;
    finder: number | null;
    handedOver: boolean;
  }>(
    `select f.inspection_id as inspection, i.state as "inspectionState", s.name as "subjectName", f.unit_id as unit, f.state, f.version,
       f.indicator_name as "indicatorName", f.veto, f.points, f.body, f.place, f.link, f.found_on as "foundOn", f.found_by as finder,
       exists (select from rectifications r where r.site_id = f.site_id and r.inspection_finding_id = f.id) as "handedOver"
     from inspection_findings f join inspections i on i.site_id = f.site_id and i.id = f.inspection_id
     join inspection_subjects s on s.site_id = f.site_id and s.id = f.subject_id where f.site_id = $1 and f.id = $2`,
    [site, id],
  );
  const [row] = found.rows;
  return (
    row && {
      ...row,
      ...{ site, id, units: [row.unit] },
      ...{ points: row.points ?? undefined, place: row.place ?? undefined, link: row.link ?? undefined, finder: row.finder ?? undefined },
    }
  );
}

/** Moves a finding whose version is still the one that was loaded; false where somebody was faster. */
export async function moveFound(
  client: pg.ClientBase,
  { site, id, version }: Pick<LoadedFound, 'site' | 'id' | 'version'>,
  to: { readonly state: FoundState; readonly by: number | undefined; readonly byName: string; readonly reason?: string | undefined },
): Promise<boolean> {
  const moved = await client.query(
    `update inspection_findings set state = $4, confirmed_by = $5, confirmed_by_name = $6, reason = coalesce($7, reason), version = version + 1
     where site_id = $1 and id = $2 and version = $3`,
    [site, id, version, to.state, to.by ?? null, to.byName, to.reason ?? null],
  );
  return moved.rowCount === 1;
}

/** Adds the fact of a finding, once. Gives whether it is new. */
export async function addFoundFact(client: pg.ClientBase, site: string, fact: FoundFact, now: Date): Promise<boolean> {
  const added = await client.query(
    `insert into facts (site_id, fact, unit_id, fact_on, happened_at, recorded_at, points, kind, reason, note, evidence, source_key)
     values ($1, $2, $3, $4, $5, $6, $7, '检查', $8, $9, $10, $11) on conflict (site_id, source_key, unit_id) do nothing`,
    [
      ...[site, fact.fact, fact.unit, fact.on, fact.on === officeDay(now) ? now : null, now, fact.points ?? null, fact.reason],
      ...[fact.note, fact.evidence ?? null, fact.key],
    ],
  );
  return (added.rowCount ?? 0) > 0;
}

/** Takes back the fact of a finding today; one that was never posted has none. */
export const takeBackFound = (client: pg.ClientBase, site: string, found: number, note: string, now: Date): Promise<boolean> =>
  addReversal(client, site, reversal(foundKey(found), officeDay(now), note), now);

/** Whether the site has this file and the person handed it in: what a finding may name as its snapshot. */
export async function ownFile(client: pg.ClientBase, site: string, sha256: string, person: number | undefined): Promise<boolean> {
  const found = await client.query(
    `select from files f where f.site_id = $1 and f.sha256 = $2
       and exists (select from history h where h.site_id = $1 and h.thing = 'file' and h.thing_id = $2 and h.by_person = $3::bigint)`,
    [site, sha256, person ?? null],
  );
  return (found.rowCount ?? 0) > 0;
}
