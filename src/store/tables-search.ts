// Tables of migrations/0014-search.sql, 0018-search-around.sql, 0021-similar-texts.sql and 0024-similar-pairs.sql as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { Moment, OrDefault } from './column-types.ts';

export interface SearchTextTable {
  site_id: string;
  thing: 'submission' | 'rectification' | 'notice' | 'inspection-finding' | 'commission' | 'bulletin';
  thing_id: number;
  version: number;
  tokens: string;
  bands: OrDefault<number[]>;
  events: OrDefault<number[]>;
}

export interface SimilarPairTable {
  site_id: string;
  submission_id: number;
  earlier_id: number;
  similarity: number;
  earlier_at: Moment;
}

export interface SearchProgressTable {
  site_id: string;
  rules: number;
  last_id: number;
  looked_at: Moment;
  last_line: OrDefault<number>;
}

export interface RedactionTable {
  site_id: string;
  id: GeneratedAlways<number>;
  submission_id: number;
  state: 'proposed' | 'done' | 'refused';
  version: OrDefault<number>;
  passage: string | null;
  length: number;
  files: OrDefault<string[]>;
  reason: string;
  proposed_by: number | null;
  proposed_by_name: string;
  proposed_at: Moment;
  decided_by: number | null;
  decided_by_name: string | null;
  decided_at: Moment | null;
  versions: OrDefault<number[]>;
}

export interface RemovedFileTable {
  site_id: string;
  sha256: string;
  redaction_id: number;
  removed_at: Moment;
}
