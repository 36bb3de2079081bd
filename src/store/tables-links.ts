// Tables of migrations/0018-search-around.sql for dead links, as Kysely sees them.
import type { GeneratedAlways } from 'kysely';
import type { OrDefault } from './column-types.ts';

export interface DeadLinkTable {
  site_id: string;
  id: GeneratedAlways<number>;
  submission_id: number;
  version_number: number;
  link: string;
  own: boolean;
  fault: string;
  found_on: string;
  asked_on: string;
  times: OrDefault<number>;
}

export interface LinkWalkTable {
  site_id: string;
  night: string;
  asked: number;
  ended: boolean;
  last_id: number;
}
