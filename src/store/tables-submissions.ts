// Tables of migrations/0006-submissions.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { SubmissionState } from '../domain/submission/lifecycle.ts';
import type { SubmissionKind } from '../domain/submission/submission.ts';
import type { Json, Moment, OrDefault } from './column-types.ts';

export interface SectionTable {
  site_id: string;
  id: GeneratedAlways<number>;
  name: string;
  parent_id: number | null;
  keywords: OrDefault<string[]>;
  column_type: string | null;
  description: string | null;
  position: number;
  active: OrDefault<boolean>;
}

export interface SubmissionTable {
  site_id: string;
  id: GeneratedAlways<number>;
  unit_id: number;
  source_key: string;
  title: string;
  recorded_at: Moment;
  invented: OrDefault<boolean>;
  state: OrDefault<SubmissionState>;
  version: OrDefault<number>;
  kind: OrDefault<SubmissionKind>;
  author_id: number | null;
  section_id: number | null;
  joint_ids: OrDefault<number[]>;
  event_on: string | null;
  disclosure: 'proactive' | 'on-request' | 'none' | null;
  text_version: OrDefault<number>;
  levels: OrDefault<number>;
  level: OrDefault<number>;
  claimed_by: number | null;
  claimed_at: Moment | null;
  submitted_at: Moment | null;
  decided_at: Moment | null;
  reason_code: string | null;
  reason: string | null;
  merged_into: number | null;
  urgent: OrDefault<boolean>;
  ratify: OrDefault<boolean>;
  paper_on: string | null;
  people: number[] | null;
  model_comment: string | null;
  review_by: string | null;
  origin_site: string | null;
  origin_id: number | null;
  changed_at: Moment | null;
}

export interface SubmissionTextTable {
  site_id: string;
  submission_id: number;
  body: string;
  content: Json;
  changed_by: number | null;
  changed_at: Moment;
}

export interface SubmissionVersionTable {
  site_id: string;
  submission_id: number;
  number: number;
  side: 'unit' | 'office';
  title: string;
  body: string;
  content: Json;
  sha256: string;
  written_by: number | null;
  written_by_name: string;
  recorded_at: Moment;
}

export interface SubmissionSignatureTable {
  site_id: string;
  submission_id: number;
  id: GeneratedAlways<number>;
  version_number: number;
  sha256: string;
  as_what: 'author' | 'reviewer' | 'office' | 'ratifier' | 'publisher';
  level: OrDefault<number>;
  person_id: number | null;
  name: string;
  opinion: string | null;
  recorded_at: Moment;
}

export interface SubmissionRemarkTable {
  site_id: string;
  submission_id: number;
  id: GeneratedAlways<number>;
  kind: 'comment' | 'return' | 'reject' | 'expert';
  person_id: number | null;
  name: string;
  body: string;
  version_number: number | null;
  recorded_at: Moment;
}

export interface SubmissionPinTable {
  site_id: string;
  submission_id: number;
  remark_id: number;
}

export interface ExpertLinkTable {
  site_id: string;
  id: GeneratedAlways<number>;
  submission_id: number;
  version_number: number;
  code_hash: Buffer;
  name: string;
  made_by: number | null;
  recorded_at: Moment;
  ends_at: Moment;
  revoked_at: Moment | null;
}

export interface ExpertVisitTable {
  site_id: string;
  link_id: number;
  id: GeneratedAlways<number>;
  what: 'read' | 'comment';
  address: string;
  recorded_at: Moment;
}

export interface FileTable {
  site_id: string;
  sha256: string;
  name: string;
  media_type: string;
  byte_size: number;
  person_id: number | null;
  recorded_at: Moment;
}

export interface SubmissionFileTable {
  site_id: string;
  submission_id: number;
  sha256: string;
}

export interface UnitDefaultsTable {
  site_id: string;
  unit_id: number;
  body: Json;
  changed_at: Moment;
}
