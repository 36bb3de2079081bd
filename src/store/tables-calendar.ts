// Tables of migrations/0017-calendar-and-letters.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { Json, Moment, OrDefault } from './column-types.ts';

export interface CalendarTable {
  year: number;
  version: OrDefault<number>;
  days: Json;
  source: string;
  imported_by: number | null;
  imported_by_name: string;
  imported_at: Moment;
}

export interface LetterTable {
  site_id: string;
  id: GeneratedAlways<number>;
  unit_id: number;
  kind: 'zero-report';
  period_from: string;
  period_to: string;
  document: Json;
  sha256: string;
  sent_by: number | null;
  sent_by_name: string;
  sent_at: Moment;
}

export interface LetterReadingTable {
  site_id: string;
  letter_id: number;
  read_by: number | null;
  read_by_name: string;
  read_at: Moment;
}
