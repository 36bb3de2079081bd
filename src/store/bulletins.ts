/** Rulebooks, bulletins, their frozen issues and rendered documents. */
import type { Kysely } from 'kysely';
import type { BulletinState } from '../domain/bulletin/lifecycle.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

export interface StoredBulletin {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly state: BulletinState;
  readonly version: number;
  readonly body: unknown;
  readonly correctsId: number | null;
}

/** Loads a bulletin and locks its row, so that two people issuing at once do not both pass the guard. */
export async function loadBulletin(db: Db, site: string, id: number): Promise<StoredBulletin | undefined> {
  const row = await db.selectFrom('bulletins').selectAll().where('site_id', '=', site).where('id', '=', id).forUpdate().executeTakeFirst();
  return (
    row && {
      id: row.id,
      from: row.period_from,
      to: row.period_to,
      state: row.state,
      version: row.version,
      body: row.body,
      correctsId: row.corrects_id,
    }
  );
}

export async function addBulletin(
  db: Db,
  bulletin: { site: string; from: string; to: string; body: unknown; correctsId?: number; now: Date },
): Promise<number> {
  const row = await db
    .insertInto('bulletins')
    .values({
      site_id: bulletin.site,
      period_from: bulletin.from,
      period_to: bulletin.to,
      state: 'draft',
      body: JSON.stringify(bulletin.body),
      corrects_id: bulletin.correctsId ?? null,
      recorded_at: bulletin.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Moves a bulletin on, if nobody was faster. False where its version is no longer the one seen. */
export async function saveBulletin(
  db: Db,
  site: string,
  id: number,
  version: number,
  move: { state: BulletinState; body?: unknown },
): Promise<boolean> {
  const saved = await db
    .updateTable('bulletins')
    .set({ state: move.state, version: version + 1, ...(move.body === undefined ? {} : { body: JSON.stringify(move.body) }) })
    .where('site_id', '=', site)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export interface Issue {
  readonly site: string;
  readonly bulletinId: number;
  readonly issueYear: number;
  readonly documentNumber: string | undefined;
  readonly issuedOn: string | undefined;
  readonly frozenAt: Date;
  readonly from: string;
  readonly to: string;
  readonly rulebookId: number | undefined;
  readonly figures: unknown;
  readonly document: unknown;
  readonly sha256: string;
  readonly overruled: unknown;
  readonly correctsId: number | undefined;
}

/** Adds an issue under the next 期号 of its year and returns that number. */
export async function addIssue(db: Db, issue: Issue): Promise<number> {
  // The site's row is the queue: two issues of one site get their numbers one after the other.
  await db.selectFrom('sites').select('id').where('id', '=', issue.site).forNoKeyUpdate().execute();
  const { last } = await db
    .selectFrom('bulletin_issues')
    .select((e) => e.fn.coalesce(e.fn.max('issue_number'), e.lit(0)).as('last'))
    .where('site_id', '=', issue.site)
    .where('issue_year', '=', issue.issueYear)
    .executeTakeFirstOrThrow();
  const number = Number(last) + 1;
  await db
    .insertInto('bulletin_issues')
    .values({
      site_id: issue.site,
      bulletin_id: issue.bulletinId,
      issue_year: issue.issueYear,
      issue_number: number,
      document_number: issue.documentNumber ?? null,
      issued_on: issue.issuedOn ?? null,
      frozen_at: issue.frozenAt,
      period_from: issue.from,
      period_to: issue.to,
      rulebook_id: issue.rulebookId ?? null,
      figures: JSON.stringify(issue.figures),
      document: JSON.stringify(issue.document),
      sha256: issue.sha256,
      overruled: JSON.stringify(issue.overruled),
      corrects_id: issue.correctsId ?? null,
    })
    .execute();
  return number;
}

/** By a bulletin of scores or of an inspection. */
export async function documentNumberTaken(db: Db, site: string, documentNumber: string): Promise<boolean> {
  const row = await db
    .selectFrom('bulletin_issues')
    .select('bulletin_id as id')
    .where('site_id', '=', site)
    .where('document_number', '=', documentNumber)
    .unionAll(db.selectFrom('inspection_issues').select('id').where('site_id', '=', site).where('document_number', '=', documentNumber))
    .executeTakeFirst();
  return row !== undefined;
}

export async function addRulebook(
  db: Db,
  rulebook: { site: string; name: string; startsOn: string; body: unknown; now: Date },
): Promise<number> {
  const row = await db
    .insertInto('rulebooks')
    .values({
      site_id: rulebook.site,
      name: rulebook.name,
      starts_on: rulebook.startsOn,
      body: JSON.stringify(rulebook.body),
      recorded_at: rulebook.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The rulebook in force on a day: the latest that started by then, else the first. */
export async function rulebookIdOn(db: Db, site: string, day: string): Promise<number | undefined> {
  const rows = await db.selectFrom('rulebooks').select(['id', 'starts_on']).where('site_id', '=', site).orderBy('starts_on').execute();
  return (rows.filter((row) => row.starts_on <= day).at(-1) ?? rows[0])?.id;
}

/** The last day of a period already issued on or after `day`, where a new rulebook may no longer start. */
export async function issuedOnOrAfter(db: Db, site: string, day: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('bulletin_issues')
    .select('period_to')
    .where('site_id', '=', site)
    .where('period_to', '>=', day)
    .orderBy('period_to', 'desc')
    .executeTakeFirst();
  return row?.period_to;
}

/** The name of the rulebook that starts on this very day. */
export async function rulebookStartingOn(db: Db, site: string, day: string): Promise<string | undefined> {
  const row = await db.selectFrom('rulebooks').select('name').where('site_id', '=', site).where('starts_on', '=', day).executeTakeFirst();
  return row?.name;
}

export async function issueExists(db: Db, site: string, bulletin: number): Promise<boolean> {
  const row = await db
    .selectFrom('bulletin_issues')
    .select('bulletin_id')
    .where('site_id', '=', site)
    .where('bulletin_id', '=', bulletin)
    .executeTakeFirst();
  return row !== undefined;
}

export async function siteExists(db: Db, site: string): Promise<boolean> {
  return (await db.selectFrom('sites').select('id').where('id', '=', site).executeTakeFirst()) !== undefined;
}

export async function addDocument(
  db: Db,
  document: { site: string; bulletinId: number; format: 'docx' | 'xlsx' | 'pdf' | 'html'; sha256: string; byteSize: number; now: Date },
): Promise<void> {
  await db
    .insertInto('documents')
    .values({
      site_id: document.site,
      bulletin_id: document.bulletinId,
      format: document.format,
      sha256: document.sha256,
      byte_size: document.byteSize,
      rendered_at: document.now,
    })
    .onConflict((conflict) => conflict.columns(['site_id', 'bulletin_id', 'format']).doNothing())
    .execute();
}
