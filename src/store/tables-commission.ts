// Tables of migrations/0009-commissions.sql and 0015-commission-rest.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { Moment, OrDefault } from './column-types.ts';

export interface CommissionTable {
  site_id: string;
  id: GeneratedAlways<number>;
  state: 'open' | 'locked' | 'closed' | 'withdrawn';
  version: OrDefault<number>;
  title: string;
  brief: string;
  due_on: string;
  may_decline: boolean;
  placed_on: string;
  opened_on: string;
  placed_by: number | null;
  placed_by_name: string;
  reason: string | null;
  recorded_at: Moment;
}

export interface CommissionSectionTable {
  site_id: string;
  commission_id: number;
  section_id: number;
}

export interface CommissionTaskTable {
  site_id: string;
  id: GeneratedAlways<number>;
  commission_id: number;
  unit_id: number;
  state: 'asked' | 'accepted' | 'gathering' | 'drafting' | 'sent' | 'declined' | 'missed' | 'excused' | 'moved' | 'called-off';
  version: OrDefault<number>;
  submission_id: number | null;
  sent_on: string | null;
  reason: string | null;
  reminders: OrDefault<number>;
  reminded_at: Moment | null;
  facts: OrDefault<number>;
  posted: OrDefault<boolean>;
  asked_on: string;
  recorded_at: Moment;
  changed_at: Moment;
}
