// Tables of migrations/0014-search.sql as Kysely sees them.
import type { Moment } from './column-types.ts';

export interface SearchTextTable {
  site_id: string;
  thing: 'submission';
  thing_id: number;
  version: number;
  tokens: string;
}

export interface SearchProgressTable {
  site_id: string;
  rules: number;
  last_id: number;
  looked_at: Moment;
}
