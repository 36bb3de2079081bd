// The one way to the tables: an embedded server in a data folder, or a server named by its address; the same code either way.
import { availableParallelism } from 'node:os';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { openEmbedded } from './embedded-postgres.ts';
import type { ServerOptions } from './embedded-server.ts';
import { type Connections, makeLanes } from './lanes.ts';
import { type MigrateOptions, migrate } from './migrate.ts';
import { asStartRefusal } from './start-refusal.ts';
import type { Tables } from './tables.ts';

/** A data folder for a server of our own, or the address of a server (DATABASE_URL). */
export type Place = { readonly folder: string } | { readonly url: string };

export interface OpenOptions extends ServerOptions {
  readonly keepRunning?: boolean;
  /** False leaves the tables as they are (for a restore); otherwise the database is brought to this program's level. */
  readonly migrate?: boolean;
  /** The most connections of this process; where not given, as many as its processors keep busy. */
  readonly connections?: number;
}

export interface Database {
  /** Works under the app's role, which cannot change what must stay. */
  readonly db: Kysely<Tables>;
  /** Plain connections of the same role, for COPY; and lanes. */
  readonly pool: Connections;
  readonly place: Place;
  readonly how: 'made' | 'started' | 'adopted' | 'server';
  /** A connection with the owner's rights, for migrations and backup; the caller ends it. */
  connectOwner(): Promise<pg.Client>;
  close(): Promise<void>;
}

/** More of them than processors to serve them only push one another out of the caches: with 20 for two, a request cost a third more. */
const usualConnections = Math.min(20, 2 * availableParallelism() + 1);
const usualLanes = Math.min(8, 2 * availableParallelism());
/** A statement in a lane waits no longer for a row that others hold; those behind it would wait with it. */
const LANE_WAITS_MS = 500;
const APP_ROLE = 'baocaitong_app';
/** The same on every server, whatever its own settings say. */
const SESSION = '-c timezone=Asia/Shanghai -c datestyle=ISO,YMD -c intervalstyle=postgres';

export async function openDatabase(place: Place, options: OpenOptions = {}): Promise<Database> {
  const server = 'folder' in place ? await openEmbedded(place.folder, options) : undefined;
  const ownerConfig: pg.ClientConfig = { ...(server?.owner ?? urlConfig(place)), types, application_name: 'baocaitong owner' };
  const appConfig: pg.PoolConfig = { ...(server?.app ?? urlConfig(place)), types, application_name: 'baocaitong' };
  const session = `${SESSION} -c role=${APP_ROLE}`;
  const config = withSession(appConfig, session);
  const made = new pg.Pool({ ...config, max: options.connections ?? usualConnections, connectionTimeoutMillis: 15_000 });
  const lanes = makeLanes(withSession(appConfig, `${session} -c lock_timeout=${LANE_WAITS_MS}`), usualLanes, (client) =>
    pool.emit('connect', client),
  );
  const pool = Object.assign(made, { lanes });
  // A connection may end with the server, idle or between two queries; the next query opens a new one.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const connectOwner = async () => {
    const client = new pg.Client(withSession(ownerConfig, SESSION));
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      throw asStartRefusal(error) ?? error;
    }
  };
  const close = async () => {
    await Promise.all([pool.end(), lanes.close()]);
    await server?.leave();
  };
  try {
    if (options.migrate !== false) await bringForward(connectOwner, options);
  } catch (error) {
    await close();
    throw asStartRefusal(error) ?? error;
  }
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, place, how: server?.how ?? 'server', connectOwner, close };
}

async function bringForward(connectOwner: () => Promise<pg.Client>, options: MigrateOptions): Promise<void> {
  const owner = await connectOwner();
  try {
    await migrate(owner, options.report ? { report: options.report } : {});
  } finally {
    await owner.end();
  }
}

function urlConfig(place: Place): pg.ClientConfig {
  return 'url' in place ? { connectionString: place.url } : {};
}

/** Adds start-up settings; those that an address already carries are kept. */
function withSession<T extends pg.ClientConfig>(config: T, settings: string): T {
  if (!config.connectionString) return { ...config, options: settings };
  const [base, query] = config.connectionString.split('?', 2) as [string, string | undefined];
  const parameters = new URLSearchParams(query);
  parameters.set('options', [parameters.get('options'), settings].filter(Boolean).join(' '));
  return { ...config, connectionString: `${base}?${parameters.toString().replaceAll('+', '%20')}` };
}

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

const parseMoment = pg.types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => Date;
/** As our sessions write it (ISO, Asia/Shanghai): JavaScript's own parser is several times as fast as the driver's, which knows all forms. */
const momentOf = (text: string): Date =>
  text.endsWith('+08') && /^\d{4}-/.test(text) ? new Date(`${text.slice(0, 10)}T${text.slice(11)}:00`) : parseMoment(text);

// The driver would give bigint as text, and a day as a moment in the machine's own time zone.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (format !== 'binary') {
      if (oid === INT8) return Number;
      if (oid === DATE) return (text: string) => text;
      if (oid === TIMESTAMPTZ) return momentOf;
    }
    return pg.types.getTypeParser(oid, format as 'text');
  }) as typeof pg.types.getTypeParser,
};
