// Tables of migrations/0017-calendar.sql as Kysely sees them.
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
