// The tables of migrations/*.sql as Kysely sees them. A test compares this list with the catalogue.
// bigint comes as number (ids stay below 2^53), numeric as its decimal text, date as YYYY-MM-DD (or 'infinity'), timestamptz as Date.
import type { ColumnType, GeneratedAlways } from 'kysely';

type Moment = ColumnType<Date, Date | string, Date | string>;
type DefaultMoment = ColumnType<Date, Date | string | undefined, Date | string>;
/** Written as JSON text: an array handed over as such would become an SQL array. */
type Json = ColumnType<unknown, string, string>;
type DefaultJson = ColumnType<unknown, string | undefined, string>;
type OrDefault<T> = ColumnType<T, T | undefined, T>;
type Decimal = ColumnType<string, string | number, string | number>;

export interface SiteTable {
  id: string;
  name: string;
  settings: DefaultJson;
  recorded_at: Moment;
}

export interface UnitTable {
  site_id: string;
  id: GeneratedAlways<number>;
  key: string;
  name: string;
  parent_id: number | null;
  group_name: string;
  class: string | null;
  own: OrDefault<boolean>;
  attributes: DefaultJson;
  position: number;
  active_from: string | null;
  active_to: string | null;
  merged_into: number | null;
  merged_on: string | null;
}

export interface UnitNameTable {
  site_id: string;
  unit_id: number;
  name: string;
  kind: 'former' | 'alias';
  used_from: string | null;
  used_to: string | null;
}

export interface OutletTable {
  site_id: string;
  id: GeneratedAlways<number>;
  name: string;
  kind: 'own-site' | 'upper-site' | 'journal' | 'press';
  level: string | null;
  position: number;
}

export interface ImportTable {
  site_id: string;
  id: GeneratedAlways<number>;
  file_name: string;
  sha256: string;
  row_count: number;
  added: number;
  recorded_at: Moment;
}

export interface SubmissionTable {
  site_id: string;
  id: GeneratedAlways<number>;
  unit_id: number;
  source_key: string;
  title: string;
  recorded_at: Moment;
  invented: OrDefault<boolean>;
}

export interface FactTable {
  site_id: string;
  id: GeneratedAlways<number>;
  fact: string;
  unit_id: number;
  fact_on: string;
  happened_at: Moment | null;
  recorded_at: Moment;
  published_on: string | null;
  due_on: string | null;
  delivered_on: string | null;
  event_on: string | null;
  submission_id: number | null;
  outlet_id: number | null;
  level: string | null;
  kind: string | null;
  form: string | null;
  outcome: string | null;
  reason: string | null;
  leader: string | null;
  met: boolean | null;
  points: Decimal | null;
  count: OrDefault<number>;
  share_top: OrDefault<number>;
  share_bottom: OrDefault<number>;
  lead: OrDefault<boolean>;
  joint: OrDefault<boolean>;
  ref_id: number | null;
  batch: string | null;
  note: string | null;
  evidence: string | null;
  attributes: DefaultJson;
  source_key: string;
  import_id: number | null;
  invented: OrDefault<boolean>;
}

export interface RulebookTable {
  site_id: string;
  id: GeneratedAlways<number>;
  name: string;
  starts_on: string;
  body: Json;
  recorded_at: Moment;
}

export interface BulletinTable {
  site_id: string;
  id: GeneratedAlways<number>;
  period_from: string;
  period_to: string;
  state: 'draft' | 'issued' | 'superseded';
  version: OrDefault<number>;
  body: Json;
  corrects_id: number | null;
  recorded_at: Moment;
}

export interface BulletinIssueTable {
  site_id: string;
  bulletin_id: number;
  issue_year: number;
  issue_number: number;
  document_number: string | null;
  issued_on: string | null;
  frozen_at: Moment;
  period_from: string;
  period_to: string;
  rulebook_id: number | null;
  figures: Json;
  document: Json;
  sha256: string;
  overruled: DefaultJson;
  corrects_id: number | null;
}

export interface DocumentTable {
  site_id: string;
  bulletin_id: number;
  format: 'docx' | 'xlsx' | 'pdf' | 'html';
  sha256: string;
  byte_size: number;
  rendered_at: Moment;
}

export interface HistoryTable {
  site_id: string;
  id: GeneratedAlways<number>;
  thing: string;
  thing_id: string;
  step: string;
  from_state: string | null;
  to_state: string | null;
  by_actor: string;
  reason: string | null;
  detail: Json | null;
  at: Moment;
}

export interface MigrationTable {
  number: number;
  name: string;
  sha256: string;
  applied_at: DefaultMoment;
}

export interface Tables {
  sites: SiteTable;
  units: UnitTable;
  unit_names: UnitNameTable;
  outlets: OutletTable;
  imports: ImportTable;
  submissions: SubmissionTable;
  facts: FactTable;
  rulebooks: RulebookTable;
  bulletins: BulletinTable;
  bulletin_issues: BulletinIssueTable;
  documents: DocumentTable;
  history: HistoryTable;
  migrations: MigrationTable;
}
