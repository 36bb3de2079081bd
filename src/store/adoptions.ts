/** Adoptions: decided by the office, or claimed above with evidence; whose they are; and what was merged into one item. */
import type pg from 'pg';
import type { AdoptionState } from '../domain/adoption/lifecycle.ts';
import type { CreditShare, SharingItem } from '../domain/adoption/shares.ts';
import { type Finding, problem } from '../domain/outcome.ts';
import type { Placed } from '../domain/permission.ts';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { JointShare, SubmissionKind } from '../domain/submission/submission.ts';
import { usableFile } from './submission-step.ts';

export type OutletKind = 'own-site' | 'upper-site' | 'journal' | 'press';

export interface LoadedOutlet {
  readonly id: number;
  readonly name: string;
  readonly kind: OutletKind;
  /** False: closed. */
  readonly active: boolean;
}

/** The outlets of a site with these ids. */
export async function loadOutlets(client: pg.ClientBase, site: string, ids: readonly number[]): Promise<readonly LoadedOutlet[]> {
  const found = await client.query<LoadedOutlet>('select id, name, kind, active from outlets where site_id = $1 and id = any($2)', [
    site,
    ids,
  ]);
  return found.rows;
}

/** What stands against adopting anything more into an outlet. */
export const closedOutletFindings = ({ name, active }: LoadedOutlet, where: string): Finding[] =>
  active ? [] : [problem('closed-outlet', `“${name}”已停用，不能再采用到这里；确实要用，请网站负责人在“采用载体”中恢复使用`, where)];

/** Which of these sections there are in the site. */
export async function loadSections(client: pg.ClientBase, site: string, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set();
  const found = await client.query<{ id: number }>('select id from sections where site_id = $1 and id = any($2) and active', [site, ids]);
  return new Set(found.rows.map(({ id }) => id));
}

/** The items that were merged into one, as they share its adoption. */
export async function loadMerged(
  client: pg.ClientBase,
  site: string,
  lead: number,
): Promise<readonly (SharingItem & { readonly submission: number })[]> {
  const found = await client.query<{ id: number; unit_id: number; joint_ids: readonly unknown[] }>(
    `select id, unit_id, joint_ids from submissions where site_id = $1 and merged_into = $2 and state = 'merged' order by id`,
    [site, lead],
  );
  return found.rows.map(({ id, unit_id, joint_ids }) => ({ submission: id, units: [unit_id, ...joint_ids.map(Number)] }));
}

/** An item with the parts that were given with its text. */
export async function loadSharing(
  client: pg.ClientBase,
  item: { readonly site: string; readonly id: number; readonly unit: number; readonly jointIds: readonly number[] },
): Promise<SharingItem> {
  const found = await client.query<{ shares: readonly JointShare[] | null }>(
    `select content -> 'shares' as shares from submission_texts where site_id = $1 and submission_id = $2`,
    [item.site, item.id],
  );
  const shares = found.rows[0]?.shares;
  return { units: [item.unit, ...item.jointIds], ...(shares ? { shares } : {}) };
}

export interface NewAdoption {
  readonly submission: number;
  readonly outlet: number;
  readonly section?: number | undefined;
  readonly state: 'decided' | 'claimed';
  readonly form?: string | undefined;
  readonly kind?: string | undefined;
  readonly level?: string | undefined;
  /** Local day. */
  readonly adoptedOn: string;
  readonly evidence?: string | undefined;
  readonly evidenceSha256?: string | undefined;
  readonly note?: string | undefined;
  readonly by: number | undefined;
  readonly byName: string;
  readonly shares: readonly CreditShare[];
  readonly now: Date;
}

/** Adds an adoption with its shares; undefined where the item stands in that outlet already. */
export async function addAdoption(client: pg.ClientBase, site: string, adoption: NewAdoption): Promise<number | undefined> {
  const made = await client.query<{ id: number }>(
    `insert into adoptions (site_id, submission_id, outlet_id, section_id, state, form, kind, level, adopted_on, evidence, evidence_sha256, note,
       decided_by, decided_by_name, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (site_id, submission_id, outlet_id) where state in ('decided', 'claimed', 'confirmed') do nothing returning id`,
    [
      ...[site, adoption.submission, adoption.outlet, adoption.section ?? null, adoption.state, adoption.form ?? null],
      ...[adoption.kind ?? null, adoption.level ?? null, adoption.adoptedOn, adoption.evidence ?? null, adoption.evidenceSha256 ?? null],
      ...[adoption.note ?? null, adoption.by ?? null, adoption.byName, adoption.now],
    ],
  );
  const id = made.rows[0]?.id;
  if (id !== undefined) await addShares(client, site, id, adoption.shares);
  return id;
}

async function addShares(client: pg.ClientBase, site: string, adoption: number, shares: readonly CreditShare[]): Promise<void> {
  await client.query(
    `insert into adoption_shares (site_id, adoption_id, unit_id, share_top, share_bottom, lead)
     select $1, $2, s.unit, s.top, s.bottom, s.lead from unnest($3::bigint[], $4::int[], $5::int[], $6::bool[]) as s(unit, top, bottom, lead)`,
    [
      ...[site, adoption, shares.map(({ unit }) => unit), shares.map(({ top }) => top)],
      ...[shares.map(({ bottom }) => bottom), shares.map(({ lead }) => lead)],
    ],
  );
}

/** Shares anew an adoption that does not count yet: items were merged into its item, or taken out again. */
export async function shareAnew(client: pg.ClientBase, site: string, adoption: number, shares: readonly CreditShare[]): Promise<void> {
  await client.query('delete from adoption_shares where site_id = $1 and adoption_id = $2', [site, adoption]);
  await addShares(client, site, adoption, shares);
}

/** An adoption with the item it is of. */
export interface LoadedAdoption extends Placed {
  readonly site: string;
  readonly id: number;
  readonly submission: number;
  readonly title: string;
  readonly outlet: number;
  readonly outletName: string;
  readonly state: AdoptionState;
  readonly version: number;
  readonly claimer: number | undefined;
  readonly kind: SubmissionKind;
  readonly eventOn: string | undefined;
  readonly submissionState: SubmissionState;
}

export async function loadAdoption(client: pg.ClientBase, site: string, id: number): Promise<LoadedAdoption | undefined> {
  const found = await client.query<{
    submission_id: number;
    title: string;
    outlet_id: number;
    outlet: string;
    state: AdoptionState;
    version: number;
    decided_by: number | null;
    kind: SubmissionKind;
    event_on: string | null;
    submission_state: SubmissionState;
    units: readonly unknown[];
    author_id: number | null;
    people: readonly unknown[] | null;
  }>(
    `select a.submission_id, s.title, a.outlet_id, o.name as outlet, a.state, a.version, a.decided_by, s.kind, s.event_on,
       s.state as submission_state, s.unit_id || s.joint_ids as units, s.author_id, s.people
     from adoptions a join submissions s on s.site_id = a.site_id and s.id = a.submission_id
     join outlets o on o.site_id = a.site_id and o.id = a.outlet_id where a.site_id = $1 and a.id = $2`,
    [site, id],
  );
  const [row] = found.rows;
  return (
    row && {
      site,
      id,
      submission: row.submission_id,
      title: row.title,
      outlet: row.outlet_id,
      outletName: row.outlet,
      state: row.state,
      version: row.version,
      claimer: row.decided_by ?? undefined,
      kind: row.kind,
      eventOn: row.event_on ?? undefined,
      submissionState: row.submission_state,
      units: row.units.map(Number),
      ...(row.author_id === null ? {} : { author: row.author_id }),
      ...(row.people === null ? {} : { people: row.people.map(Number) }),
    }
  );
}

/** Moves an adoption whose version is still the one that was loaded; false where somebody was faster. */
export async function moveAdoption(
  client: pg.ClientBase,
  { site, id, version }: Pick<LoadedAdoption, 'site' | 'id' | 'version'>,
  to: { readonly state: AdoptionState; readonly confirmedBy?: number | undefined },
): Promise<boolean> {
  const moved = await client.query(
    `update adoptions set state = $4, confirmed_by = coalesce($5, confirmed_by), version = version + 1
     where site_id = $1 and id = $2 and version = $3`,
    [site, id, version, to.state, to.confirmedBy ?? null],
  );
  return moved.rowCount === 1;
}

/** Takes back all adoptions of an item that the office decided; gives their ids. */
export async function withdrawDecided(client: pg.ClientBase, site: string, submission: number): Promise<readonly number[]> {
  const gone = await client.query<{ id: number }>(
    `update adoptions set state = 'withdrawn', version = version + 1 where site_id = $1 and submission_id = $2 and state = 'decided' returning id`,
    [site, submission],
  );
  return gone.rows.map(({ id }) => id);
}

/** Keeps a file that proves something with its item, so that who sees the item sees it; false where the site has no such file. */
export async function keepEvidence(
  client: pg.ClientBase,
  site: string,
  submission: number,
  sha256: string,
  person: number | undefined,
): Promise<boolean> {
  const kept = await client.query(
    `with known as (select f.sha256 from files f where f.site_id = $1 and f.sha256 = $3 and (${usableFile('$1', 'f.sha256', '$4', '$2')})),
       linked as (insert into submission_files (site_id, submission_id, sha256) select $1, $2, sha256 from known on conflict do nothing)
     select from known`,
    [site, submission, sha256, person ?? null],
  );
  return (kept.rowCount ?? 0) > 0;
}
