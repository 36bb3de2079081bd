// Tables of migrations/0013-notifications.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { Json, Moment, OrDefault } from './column-types.ts';

export interface NotificationSettingsTable {
  person_id: number;
  version: OrDefault<number>;
  digest: 'off' | 'daily' | 'workdays' | null;
  digest_at: string | null;
  webhook_url: string | null;
  webhook_secret: Buffer | null;
  mail_pending: string | null;
  mail_code: Buffer | null;
  mail_code_ends_at: Moment | null;
  mail_code_tries: OrDefault<number>;
  mail_code_sent_at: Moment | null;
  looked_on: string | null;
  told: OrDefault<string[]>;
}

export interface SiteNotificationTable {
  site_id: string;
  version: OrDefault<number>;
  figures_day: number | null;
  figures_for: string | null;
  webhook_url: string | null;
  webhook_secret: Buffer | null;
  looked_on: string | null;
  told: OrDefault<string[]>;
}

export interface MailServerTable {
  id: OrDefault<boolean>;
  version: OrDefault<number>;
  active: boolean;
  host: string;
  port: number;
  security: 'none' | 'starttls' | 'tls';
  user_name: string | null;
  password: Buffer | null;
  sender: string;
  sender_name: string;
  certificate: string | null;
  digest: 'off' | 'daily' | 'workdays';
  digest_at: string;
  failures: OrDefault<number>;
  try_after: Moment | null;
  fault: string | null;
  fault_at: Moment | null;
  sent_at: Moment | null;
}

export interface MessageTable {
  id: GeneratedAlways<number>;
  key: string;
  kind: 'digest' | 'figures' | 'code' | 'test';
  channel: 'mail' | 'webhook';
  person_id: number | null;
  site_id: string | null;
  address: string | null;
  state: 'due' | 'sent' | 'failed' | 'dropped';
  version: OrDefault<number>;
  attempts: OrDefault<number>;
  try_after: Moment;
  fault: string | null;
  content: Json | null;
  message_id: string | null;
  recorded_at: Moment;
  sent_at: Moment | null;
}
