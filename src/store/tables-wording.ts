// Tables of migrations/0022-wording.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { Moment, OrDefault } from './column-types.ts';

export interface SiteWordingTable {
  site_id: string;
  id: GeneratedAlways<number>;
  kind: 'forbidden' | 'caution' | 'variant' | 'confusion' | 'allowed';
  find: string;
  put: OrDefault<string[]>;
  why: string | null;
  state: 'active' | 'withdrawn';
  added_by: number | null;
  added_by_name: string;
  added_at: Moment;
  withdrawn_by_name: string | null;
  withdrawn_at: Moment | null;
}

export interface WordingOffTable {
  site_id: string;
  key: string;
  off_by_name: string;
  off_at: Moment;
}

export interface OfficeHolderTable {
  site_id: string;
  id: GeneratedAlways<number>;
  name: string;
  post: string;
  from_on: string;
  to_on: string | null;
  position: number | null;
  state: 'active' | 'withdrawn';
  kept_by_name: string;
  kept_at: Moment;
}

export interface WordingAnswerTable {
  site_id: string;
  id: GeneratedAlways<number>;
  submission_id: number;
  text_version: number;
  key: string;
  kind: string;
  rule: string;
  found: string;
  suggestion: string;
  answer: 'taken' | 'ignored';
  figures: number[] | null;
  answered_by: number | null;
  answered_by_name: string;
  answered_at: Moment;
}

export interface WordingGateTable {
  site_id: string;
  id: GeneratedAlways<number>;
  gate: Buffer | null;
  last_answer: number;
  answers: number;
  loss_before: number;
  loss_after: number;
  made_at: Moment;
}
