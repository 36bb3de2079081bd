// A PostgreSQL server of our own in a data folder: made at the first start, shared by processes, stopped by the last one out.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { requireReach, serverAccount } from './embedded-account.ts';
import { prepareBinaries } from './embedded-binaries.ts';
import { makeCluster, readSecret, type Secret } from './embedded-cluster.ts';
import { claimFolder, clusterMajor, type DataFolder, layoutOf, requireMajor, requireSpace, resolved } from './embedded-folder.ts';
import { isServerOf, type Postmaster, readPostmaster } from './embedded-postmaster.ts';
import { type ServerOptions, startServer, stopServer } from './embedded-server.ts';
import { errorCode, StartRefusal } from './start-refusal.ts';

export interface EmbeddedOptions extends ServerOptions {
  /** The server goes on after the last process has left, until `stopEmbedded`. */
  readonly keepRunning?: boolean;
}

/** How to log in. */
interface Access {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

export interface EmbeddedServer {
  readonly layout: DataFolder;
  readonly pid: number;
  readonly how: 'made' | 'started' | 'adopted';
  readonly owner: Access;
  readonly app: Access;
  /** Leaves; the last one out stops the server unless it was told to keep running. Gives whether it was stopped. */
  leave(): Promise<boolean>;
}

const DATABASE = 'baocaitong';
const LOGIN_ROLE = 'baocaitong';
/** Every process that uses the server shares this lock; who can have it alone is the last one. */
const PRESENCE = 20_160_701;

interface Arrival {
  readonly postmaster: Postmaster;
  readonly presence: pg.Client;
  readonly started: boolean;
}

/** Uses the server of a data folder, making and starting it where needed. Refusals are `StartRefusal`. */
export async function openEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  const report = options.report ?? (() => {});
  const layout = claimFolder(folder);
  const account = serverAccount(layout.cluster);
  requireReach(layout.root, account);
  const binaries = prepareBinaries(layout.root, account, report);
  const found = clusterMajor(layout);
  if (found === undefined) {
    requireSpace(layout.root);
    report(`首次启动：正在 ${layout.root} 建立数据库……`);
    makeCluster(layout, binaries, account, options.settings ?? {});
  } else {
    requireMajor(layout, found, binaries.major);
  }
  if (options.keepRunning) writeFileSync(layout.keepRunning, '');
  const secret = readSecret(layout);
  const arrive = (port?: number) =>
    arriveAt(layout, secret, () =>
      startServer(layout, binaries, account, port === undefined ? options : { ...options, loopbackPort: port }),
    );
  const arrival = await arrive();
  if (arrival.started) report('数据库已启动。');
  const stay = stayWith(layout, arrival, arrive, report);
  const access = (user: string, password: string): Access => accessTo(arrival.postmaster, user, password, DATABASE);
  return {
    layout,
    pid: arrival.postmaster.pid,
    how: found === undefined ? 'made' : arrival.started ? 'started' : 'adopted',
    owner: access('postgres', secret.owner),
    app: access(LOGIN_ROLE, secret.app),
    leave: stay.leave,
  };
}

async function arriveAt(layout: DataFolder, secret: Secret, start: () => ReturnType<typeof startServer>): Promise<Arrival> {
  for (let attempt = 0; attempt < 3000; attempt += 1) {
    const { postmaster, started } = await start();
    const presence = await enter(postmaster, secret);
    if (presence) return { postmaster, presence, started };
    // The last one out is just closing the door: wait until it is closed, then open it again.
    await sleep(20);
  }
  throw new StartRefusal('server-failed', `数据库正在停止，但一直没有停下：请查看 ${layout.log}，稍后再启动。`);
}

/** Holds our presence, and starts the server again if it breaks down (is killed, say) while we are using it. */
function stayWith(
  layout: DataFolder,
  arrival: Arrival,
  arrive: (port?: number) => Promise<Arrival>,
  report: (line: string) => void,
): { readonly leave: () => Promise<boolean> } {
  const loopback = arrival.postmaster.host === '127.0.0.1' ? arrival.postmaster.port : undefined;
  let presence = arrival.presence;
  let leaving = false;
  let reviving: Promise<void> = Promise.resolve();
  const revive = async () => {
    report('数据库意外中断，正在重新启动……');
    for (let pause = 100; !leaving; pause = Math.min(pause * 2, 5000)) {
      try {
        presence = (await arrive(loopback)).presence;
        watch(presence);
        report('数据库已恢复。');
        return;
      } catch (error) {
        report(error instanceof Error ? error.message : String(error));
        await sleep(pause);
      }
    }
  };
  const watch = (client: pg.Client) => {
    let ordered = false;
    // 57P01: somebody stopped the server on purpose, and it stays stopped; but a killed one says the same with other words.
    client.on('error', (error) => {
      ordered ||= errorCode(error) === '57P01' && !/unexpected postmaster exit/.test(error.message);
    });
    client.on('end', () => {
      if (!leaving && !ordered) reviving = revive();
    });
  };
  watch(presence);
  const leave = async () => {
    leaving = true;
    await reviving;
    const last = await tryLast(presence, layout);
    if (last) await stopServer(layout);
    await presence.end().catch(() => {});
    return last;
  };
  return { leave };
}

function accessTo(postmaster: Postmaster, user: string, password: string, database: string): Access {
  return { host: postmaster.host, port: postmaster.port, user, password, database };
}

/** Takes the shared lock and sees that database and roles exist; undefined while the server is shutting down. */
async function enter(postmaster: Postmaster, secret: Secret): Promise<pg.Client | undefined> {
  const client = new pg.Client({ ...accessTo(postmaster, 'postgres', secret.owner, 'postgres'), application_name: 'baocaitong presence' });
  // The server may end under an idle connection; whoever uses it next is told by its own connection.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ entered: boolean; complete: boolean }>(
      `select pg_try_advisory_lock_shared($1) as entered,
        exists (select from pg_database where datname = $2) and exists (select from pg_roles where rolname = $3) as complete`,
      [PRESENCE, DATABASE, LOGIN_ROLE],
    );
    if (!rows[0]?.entered) {
      await client.end();
      return undefined;
    }
    if (!rows[0].complete) await furnish(client, secret);
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    if (isClosing(error)) return undefined;
    throw error;
  }
}

/** Stopping or starting (57P03), ended (57P01), or gone between reading the lock file and connecting. */
function isClosing(error: unknown): boolean {
  const code = errorCode(error) ?? '';
  if (['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE'].includes(code)) return true;
  return error instanceof Error && /Connection terminated/.test(error.message);
}

/** The database, the app's role without rights of its own, and the login that has only that role's rights. */
async function furnish(client: pg.Client, secret: Secret): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [PRESENCE + 1]);
  try {
    const has = async (sql: string, name: string) => ((await client.query(sql, [name])).rowCount ?? 0) > 0;
    const role = 'select from pg_roles where rolname = $1';
    if (!(await has(role, 'baocaitong_app'))) await client.query('create role baocaitong_app nologin');
    if (!(await has(role, LOGIN_ROLE))) {
      // The password is our own: letters, digits, - and _ only.
      await client.query(`create role ${LOGIN_ROLE} login in role baocaitong_app password '${secret.app}'`);
    }
    if (!(await has('select from pg_database where datname = $1', DATABASE))) await client.query(`create database ${DATABASE}`);
    await client.query(`revoke connect, temporary on database ${DATABASE} from public`);
    await client.query(`grant connect, temporary on database ${DATABASE} to baocaitong_app`);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [PRESENCE + 1]);
  }
}

/** Whether nobody else is left. Gives up the shared lock first: of two that leave together, the second then has it alone. */
async function tryLast(presence: pg.Client, layout: DataFolder): Promise<boolean> {
  if (existsSync(layout.keepRunning)) return false;
  try {
    const { rows } = await presence.query<{ alone: boolean }>(
      'select case when pg_advisory_unlock_shared($1) then pg_try_advisory_lock($1) else false end as alone',
      [PRESENCE],
    );
    return rows[0]?.alone === true;
  } catch {
    return false; // the server is already gone
  }
}

/** Stops the server whoever uses it; false where none runs. */
export async function stopEmbedded(folder: string): Promise<boolean> {
  const layout = resolved(layoutOf(folder));
  rmSync(layout.keepRunning, { force: true });
  return stopServer(layout);
}

export function embeddedStatus(folder: string): { readonly running: boolean; readonly pid?: number; readonly host?: string } {
  const layout = resolved(layoutOf(folder));
  const running = readPostmaster(layout);
  return running?.ready && isServerOf(layout, running.pid) ? { running: true, pid: running.pid, host: running.host } : { running: false };
}
