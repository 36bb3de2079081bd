// Tables of migrations/0023-rescan.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { RescanKind } from '../domain/rectification/rescan.ts';
import type { Moment, OrDefault } from './column-types.ts';

export interface RescanWalkTable {
  site_id: string;
  stamp: string;
  night: string;
  began_at: Moment;
  ended_at: Moment | null;
  last_id: number;
  due: number;
  looked: number;
  tonight: number;
  found: number;
  wanted_at: Moment | null;
}

export interface RescannedTextTable {
  site_id: string;
  submission_id: number;
  version_number: number;
  stamp: string;
}

export interface RescanFindingTable {
  site_id: string;
  id: GeneratedAlways<number>;
  submission_id: number;
  version_number: number;
  word: string;
  found: string;
  found_at: number;
  suggestion: string;
  correction: string | null;
  kind: RescanKind;
  severity: 'error' | 'warning';
  rule: string;
  message: string;
  place: string;
  side: 'unit' | 'office';
  times: number;
  state: 'found' | 'confirmed' | 'ignored' | 'gone';
  version: OrDefault<number>;
  found_on: string;
  rectification_id: number | null;
  decided_by: number | null;
  decided_by_name: string | null;
  decided_at: Moment | null;
}
