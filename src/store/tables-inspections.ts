// Tables of migrations/0010-inspections.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { Decimal, Json, Moment, OrDefault } from './column-types.ts';

export interface InspectionSubjectTable {
  site_id: string;
  id: GeneratedAlways<number>;
  kind: 'site' | 'section' | 'account' | 'unit';
  name: string;
  address: string | null;
  unit_id: number;
  section_id: number | null;
  interval_days: number | null;
  updated_on: string | null;
  version: OrDefault<number>;
  active: OrDefault<boolean>;
  recorded_at: Moment;
}

export interface InspectionTable {
  site_id: string;
  id: GeneratedAlways<number>;
  name: string;
  state: 'planned' | 'under-way' | 'concluded' | 'withdrawn';
  version: OrDefault<number>;
  method: 'whole' | 'sample' | 'list';
  kinds: string[];
  sample_size: number | null;
  seed: number;
  from_on: string;
  to_on: string;
  fail_below: number;
  reason: string | null;
  recorded_by: number | null;
  recorded_by_name: string;
  recorded_at: Moment;
}

export interface InspectionCheckTable {
  site_id: string;
  inspection_id: number;
  subject_id: number;
  checked_on: string | null;
  checked_by_name: string | null;
}

export interface InspectionFindingTable {
  site_id: string;
  id: GeneratedAlways<number>;
  inspection_id: number;
  subject_id: number;
  unit_id: number;
  state: 'found' | 'confirmed' | 'refuted';
  version: OrDefault<number>;
  indicator: string;
  indicator_name: string;
  veto: boolean;
  points: Decimal | null;
  body: string;
  place: string | null;
  link: string | null;
  snapshot_sha256: string | null;
  found_on: string;
  reason: string | null;
  source_key: string | null;
  found_by: number | null;
  found_by_name: string;
  confirmed_by: number | null;
  confirmed_by_name: string | null;
  recorded_at: Moment;
}

/** Of migrations/0016-inspection-mending.sql. */
export interface InspectionIssueTable {
  site_id: string;
  id: GeneratedAlways<number>;
  inspection_id: number;
  issue_year: number;
  issue_number: number;
  document_number: string;
  issued_on: string;
  frozen_at: Moment;
  figures: Json;
  document: Json;
  sha256: string;
  corrects_id: number | null;
  reason: string | null;
  issued_by: number | null;
  issued_by_name: string;
}
