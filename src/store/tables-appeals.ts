// Tables of migrations/0012-appeals.sql (and what 0017 adds) as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { Decimal, Moment, OrDefault } from './column-types.ts';

export interface AppealTable {
  site_id: string;
  id: GeneratedAlways<number>;
  unit_id: number;
  about: 'fact' | 'rejection' | 'issue';
  fact_id: number | null;
  submission_id: number | null;
  bulletin_id: number | null;
  state: 'raised' | 'granted' | 'partly-granted' | 'refused' | 'taken-back';
  version: OrDefault<number>;
  reason: string;
  raised_by: number | null;
  raised_by_name: string;
  raised_at: Moment;
  due_on: string;
  remedy: 'reverse' | 'reopen' | 'points' | null;
  points: Decimal | null;
  answer: string | null;
  answered_by: number | null;
  answered_by_name: string | null;
  answered_at: Moment | null;
  answer_days: number | null;
  answer_count: 'working' | 'natural' | null;
  due_provisional: OrDefault<boolean>;
}

export interface BulletinReceiptTable {
  site_id: string;
  bulletin_id: number;
  unit_id: number;
  signed_by: number | null;
  signed_by_name: string;
  signed_at: Moment;
}
