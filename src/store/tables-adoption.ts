// Tables of migrations/0007-adoption.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { Json, Moment, OrDefault } from './column-types.ts';

export interface AdoptionTable {
  site_id: string;
  id: GeneratedAlways<number>;
  submission_id: number;
  outlet_id: number;
  section_id: number | null;
  state: 'decided' | 'claimed' | 'confirmed' | 'refuted' | 'withdrawn';
  version: OrDefault<number>;
  form: string | null;
  kind: string | null;
  level: string | null;
  adopted_on: string;
  evidence: string | null;
  evidence_sha256: string | null;
  note: string | null;
  decided_by: number | null;
  decided_by_name: string;
  confirmed_by: number | null;
  recorded_at: Moment;
}

export interface AdoptionShareTable {
  site_id: string;
  adoption_id: number;
  unit_id: number;
  share_top: number;
  share_bottom: number;
  lead: boolean;
}

export interface ChannelTable {
  site_id: string;
  id: GeneratedAlways<number>;
  name: string;
  kind: 'folder' | 'webhook';
  settings: Json;
  secret: Buffer | null;
  version: OrDefault<number>;
  active: OrDefault<boolean>;
}

export interface PublicationTable {
  site_id: string;
  id: GeneratedAlways<number>;
  submission_id: number;
  channel_id: number | null;
  version_number: number;
  state: 'due' | 'delivered' | 'failed' | 'replaced' | 'withdrawing' | 'withdrawn' | 'cancelled';
  version: OrDefault<number>;
  due_at: Moment;
  attempts: OrDefault<number>;
  try_after: Moment;
  fault: string | null;
  delivered_at: Moment | null;
  address: string | null;
  ordered_by: number | null;
  ordered_by_name: string;
  reason: string | null;
  recorded_at: Moment;
}

export interface InstructionTable {
  site_id: string;
  id: GeneratedAlways<number>;
  submission_id: number;
  state: 'claimed' | 'confirmed' | 'refuted' | 'withdrawn';
  version: OrDefault<number>;
  leader: string;
  level: string;
  outlet_id: number | null;
  instructed_on: string;
  body: string | null;
  evidence: string | null;
  evidence_sha256: string | null;
  recorded_by: number | null;
  recorded_by_name: string;
  confirmed_by: number | null;
  recorded_at: Moment;
}

export interface SeenTable {
  site_id: string;
  person_id: number;
  thing: string;
  seen_at: Moment;
}
