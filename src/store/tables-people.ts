// Tables of migrations/0005-people.sql (with the address of 0013), and the seals of history, as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { HeldRole } from '../domain/permission.ts';
import type { DefaultJson, Json, Moment, OrDefault } from './column-types.ts';

export interface PersonTable {
  id: GeneratedAlways<number>;
  sign_in_name: string;
  name: string;
  phone: string | null;
  state: 'invited' | 'active' | 'left';
  version: OrDefault<number>;
  password_hash: string | null;
  password_changed_at: Moment | null;
  must_change_password: OrDefault<boolean>;
  totp_secret: Buffer | null;
  totp_pending: Buffer | null;
  totp_step: number | null;
  recovery_hashes: OrDefault<Buffer[]>;
  recorded_at: Moment;
  left_at: Moment | null;
  mail: string | null;
}

export interface RightsStampTable {
  id: OrDefault<boolean>;
  value: number;
}

export interface PersonPasswordTable {
  person_id: number;
  id: GeneratedAlways<number>;
  hash: string;
  recorded_at: Moment;
}

export interface PersonRoleTable {
  id: GeneratedAlways<number>;
  person_id: number;
  role: HeldRole;
  site_id: string | null;
  unit_id: number | null;
  from_on: string;
  to_on: string | null;
  given_by: string;
  recorded_at: Moment;
  withdrawn_at: Moment | null;
}

export interface SessionTable {
  token_hash: Buffer;
  id: GeneratedAlways<number>;
  person_id: number;
  started_at: Moment;
  seen_at: Moment;
  ends_at: Moment;
  ended_at: Moment | null;
  renew: OrDefault<boolean>;
  former_hash: Buffer | null;
  former_until: Moment | null;
  address: string;
  agent: string;
}

export interface OneTimeCodeTable {
  code_hash: Buffer;
  purpose: 'first-administrator' | 'set-password';
  person_id: number | null;
  recorded_at: Moment;
  ends_at: Moment;
  used_at: Moment | null;
}

export interface SignInFailureTable {
  name_hash: string;
  address: string;
  failures: number;
  failed_at: Moment;
  waits_until: Moment;
}

export interface TokenTable {
  id: GeneratedAlways<number>;
  token_hash: Buffer;
  name: string;
  person_id: number;
  site_id: string;
  capabilities: string[];
  recorded_at: Moment;
  ends_at: Moment;
  revoked_at: Moment | null;
  used_at: Moment | null;
  used_from: string | null;
}

export interface IdempotencyKeyTable {
  actor: string;
  key: string;
  action: string;
  input_hash: string;
  answer: Json;
  recorded_at: Moment;
}

export interface PlatformSettingsTable {
  id: OrDefault<boolean>;
  body: DefaultJson;
  version: OrDefault<number>;
}

export interface HistorySealTable {
  site_id: string;
  id: GeneratedAlways<number>;
  first_id: number;
  last_id: number;
  lines: number;
  previous: string;
  sha256: string;
  sealed_at: Moment;
  marks: Buffer;
}
