// Tables of migrations/0011-rectifications.sql and 0016-inspection-mending.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { Json, Moment, OrDefault } from './column-types.ts';

export interface RectificationTable {
  site_id: string;
  id: GeneratedAlways<number>;
  /** The item; or else what an inspection found. */
  submission_id: number | null;
  inspection_finding_id: number | null;
  word: string;
  correction: string;
  kind: 'typo' | 'serious' | 'sensitive' | 'format' | null;
  severity: 'ordinary' | 'grave';
  side: 'unit' | 'office';
  place: string;
  version_number: number | null;
  state: 'found' | 'confirmed' | 'noticed' | 'replied' | 'closed' | 'dismissed';
  version: OrDefault<number>;
  found_on: string;
  found_by: number | null;
  found_by_name: string;
  note: string | null;
  confirmed_count: OrDefault<number>;
  confirmed_by: number | null;
  confirmed_by_name: string | null;
  confirmed_at: Moment | null;
  notice_id: number | null;
  due_on: string | null;
  overdue_on: string | null;
  reply: string | null;
  reply_title: string | null;
  reply_body: string | null;
  replied_by: number | null;
  replied_by_name: string | null;
  replied_at: Moment | null;
  closed_by: number | null;
  closed_by_name: string | null;
  closed_at: Moment | null;
  reason: string | null;
  recorded_at: Moment;
}

export interface RectificationNoticeTable {
  site_id: string;
  id: GeneratedAlways<number>;
  unit_id: number;
  year: number;
  number: number;
  issued_on: string;
  due_on: string;
  document: Json;
  issued_by: number | null;
  issued_by_name: string;
  recorded_at: Moment;
}
