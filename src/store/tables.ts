// The tables of migrations/*.sql as Kysely sees them. A test compares this list with the catalogue.
// bigint comes as number (ids stay below 2^53), numeric as its decimal text, date as YYYY-MM-DD (or 'infinity'), timestamptz as Date.

import type { GeneratedAlways } from 'kysely';
import type { Decimal, DefaultJson, DefaultMoment, Json, Moment, OrDefault } from './column-types.ts';
import type { AdoptionShareTable, AdoptionTable, ChannelTable, InstructionTable, PublicationTable, SeenTable } from './tables-adoption.ts';
import type { AppealTable, BulletinReceiptTable } from './tables-appeals.ts';
import type { CalendarTable, LetterReadingTable, LetterTable } from './tables-calendar.ts';
import type { CommissionSectionTable, CommissionTable, CommissionTaskTable } from './tables-commission.ts';
import type {
  InspectionCheckTable,
  InspectionFindingTable,
  InspectionIssueTable,
  InspectionSubjectTable,
  InspectionTable,
} from './tables-inspections.ts';
import type { DeadLinkTable, LinkWalkTable } from './tables-links.ts';
import type { MailServerTable, MessageTable, NotificationSettingsTable, SiteNotificationTable } from './tables-notification.ts';
import type {
  HistorySealTable,
  IdempotencyKeyTable,
  OneTimeCodeTable,
  PersonPasswordTable,
  PersonRoleTable,
  PersonTable,
  PlatformSettingsTable,
  RightsStampTable,
  SessionTable,
  SignInFailureTable,
  TokenTable,
} from './tables-people.ts';
import type { RectificationNoticeTable, RectificationTable } from './tables-rectification.ts';
import type { RescanFindingTable, RescannedTextTable, RescanWalkTable } from './tables-rescan.ts';
import type { RedactionTable, RemovedFileTable, SearchProgressTable, SearchTextTable, SimilarPairTable } from './tables-search.ts';
import type {
  ExpertLinkTable,
  ExpertVisitTable,
  FileTable,
  SectionTable,
  SubmissionFileTable,
  SubmissionPinTable,
  SubmissionRemarkTable,
  SubmissionSignatureTable,
  SubmissionTable,
  SubmissionTextTable,
  SubmissionVersionTable,
  UnitDefaultsTable,
} from './tables-submissions.ts';
import type { ModelTrainingTable } from './tables-training.ts';
import type { OfficeHolderTable, SiteWordingTable, WordingAnswerTable, WordingGateTable, WordingOffTable } from './tables-wording.ts';

export interface SiteTable {
  id: string;
  name: string;
  settings: DefaultJson;
  recorded_at: Moment;
  wording_version: OrDefault<number>;
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
  succeeded_by: number | null;
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
  active: OrDefault<boolean>;
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
  by_person: number | null;
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
  people: PersonTable;
  person_passwords: PersonPasswordTable;
  rights_stamp: RightsStampTable;
  person_roles: PersonRoleTable;
  sessions: SessionTable;
  one_time_codes: OneTimeCodeTable;
  sign_in_failures: SignInFailureTable;
  tokens: TokenTable;
  idempotency_keys: IdempotencyKeyTable;
  platform_settings: PlatformSettingsTable;
  history_seals: HistorySealTable;
  sections: SectionTable;
  submission_texts: SubmissionTextTable;
  submission_versions: SubmissionVersionTable;
  submission_signatures: SubmissionSignatureTable;
  submission_remarks: SubmissionRemarkTable;
  submission_pins: SubmissionPinTable;
  expert_links: ExpertLinkTable;
  expert_visits: ExpertVisitTable;
  files: FileTable;
  submission_files: SubmissionFileTable;
  unit_defaults: UnitDefaultsTable;
  adoptions: AdoptionTable;
  adoption_shares: AdoptionShareTable;
  appeals: AppealTable;
  bulletin_receipts: BulletinReceiptTable;
  channels: ChannelTable;
  publications: PublicationTable;
  instructions: InstructionTable;
  commissions: CommissionTable;
  commission_sections: CommissionSectionTable;
  commission_tasks: CommissionTaskTable;
  seen: SeenTable;
  rectifications: RectificationTable;
  rectification_notices: RectificationNoticeTable;
  inspection_subjects: InspectionSubjectTable;
  inspections: InspectionTable;
  inspection_checks: InspectionCheckTable;
  inspection_findings: InspectionFindingTable;
  inspection_issues: InspectionIssueTable;
  notification_settings: NotificationSettingsTable;
  site_notifications: SiteNotificationTable;
  mail_server: MailServerTable;
  messages: MessageTable;
  search_texts: SearchTextTable;
  search_progress: SearchProgressTable;
  similar_pairs: SimilarPairTable;
  calendar: CalendarTable;
  letters: LetterTable;
  letter_readings: LetterReadingTable;
  redactions: RedactionTable;
  removed_files: RemovedFileTable;
  dead_links: DeadLinkTable;
  link_walks: LinkWalkTable;
  rescan_walks: RescanWalkTable;
  rescanned_texts: RescannedTextTable;
  rescan_findings: RescanFindingTable;
  model_trainings: ModelTrainingTable;
  site_wording: SiteWordingTable;
  wording_off: WordingOffTable;
  office_holders: OfficeHolderTable;
  wording_answers: WordingAnswerTable;
  wording_gates: WordingGateTable;
  migrations: MigrationTable;
}
