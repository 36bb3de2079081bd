// The table of migrations/0023-rescan.sql for trainings, as Kysely sees it.
import type { GeneratedAlways } from 'kysely';
import type { Json, Moment, OrDefault } from './column-types.ts';

export interface ModelTrainingTable {
  site_id: string;
  id: GeneratedAlways<number>;
  state: 'wanted' | 'running' | 'taken' | 'kept' | 'failed';
  version: OrDefault<number>;
  asked_by: number | null;
  asked_by_name: string;
  asked_at: Moment;
  began_at: Moment | null;
  ended_at: Moment | null;
  progress: OrDefault<number>;
  texts: number | null;
  characters: number | null;
  held: number | null;
  sha256: string | null;
  byte_size: number | null;
  before: Json | null;
  after: Json | null;
  fault: string | null;
}
