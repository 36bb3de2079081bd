// A fresh, migrated database for a test file, and an office in it with people for every role.
import { createHash, randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { inject } from 'vitest';
import { type AnyAction, type PerformOptions, type Platform, perform, type Tools } from '../../src/actions/action.ts';
import { actions } from '../../src/actions/index.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import { type Actor, type HeldRole, type RoleGrant, rolePlaces, terminalActor } from '../../src/domain/permission.ts';
import { createPasswords } from '../../src/engines/passwords.ts';
import { createProofreader } from '../../src/engines/proofreader.ts';
import { fillTemplate } from '../../src/engines/template.ts';
import { totpStep } from '../../src/engines/totp.ts';
import { sanitizeRichText } from '../../src/reading/rich-text.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { Tables } from '../../src/store/tables.ts';
import { views } from '../../src/views/index.ts';
import type { View } from '../../src/views/view.ts';

export interface World {
  readonly db: Kysely<Tables>;
  readonly database: Database;
  /** Address of this world's database with the owner's login. */
  readonly url: string;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** A database without any table, in place of a migrated one. */
  readonly empty?: boolean;
}

/** Call in beforeAll; close in afterAll. Worlds do not see each other. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { url: server, template } = inject('testServer');
  const name = `bct_world_${randomBytes(6).toString('hex')}`;
  await asRoot(
    server,
    options.empty ? `create database ${name} encoding 'UTF8' template template0` : `create database ${name} template ${template}`,
  );
  const address = new URL(server);
  address.pathname = `/${name}`;
  const database = await openDatabase({ url: address.href }, { migrate: false, connections: 4 });
  return {
    db: database.db,
    database,
    url: address.href,
    async close() {
      await database.close();
      await asRoot(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function asRoot(server: string, sql: string): Promise<void> {
  const root = new pg.Client({ connectionString: server });
  await root.connect();
  try {
    await root.query(sql);
  } finally {
    await root.end();
  }
}

/** What actions work with; sealing is left open, so that a test may look inside. */
export const testTools: Tools = {
  fillTemplate,
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
  cleanBody: (html, site) => sanitizeRichText(html, { site }),
  ...createPasswords({ memoryKib: 64, passes: 1 }),
  seal: (secret) => secret,
  open: (sealed) => sealed,
  totpStep,
  proofreader: createProofreader(),
  randomBytes: (count) => randomBytes(count),
};

/** Units of the office: two levels of review for the bureau, one for the town, none for the township; the school lies below the bureau. */
const officeUnits = [
  { key: 'office', name: '县政府办公室', group: '机关', own: true },
  { key: 'bureau', name: '县教育局', group: '部门', class: '部门' },
  { key: 'school', name: '第一小学', parent: 'bureau', group: '部门', class: '学校' },
  { key: 'town', name: '城关镇', group: '乡镇', class: '乡镇' },
  { key: 'township', name: '山口乡', group: '乡镇', class: '乡镇' },
] as const;
export type OfficeUnit = (typeof officeUnits)[number]['key'];

const officePeople = {
  reporter: { name: '张报送', role: 'contributor', unit: 'bureau' },
  colleague: { name: '王报送', role: 'contributor', unit: 'bureau' },
  reviewer: { name: '李审核', role: 'reviewer', unit: 'bureau' },
  secondReviewer: { name: '赵复审', role: 'reviewer', unit: 'bureau' },
  schoolReporter: { name: '钱老师', role: 'contributor', unit: 'school' },
  townReporter: { name: '孙报送', role: 'contributor', unit: 'town' },
  townReviewer: { name: '周审核', role: 'reviewer', unit: 'town' },
  townshipReporter: { name: '吴报送', role: 'contributor', unit: 'township' },
  editor: { name: '郑编辑', role: 'editor' },
  secondEditor: { name: '冯编辑', role: 'editor' },
  head: { name: '陈主任', role: 'head' },
  disclosureClerk: { name: '褚经办', role: 'disclosure-clerk' },
  disclosureHead: { name: '卫主任', role: 'disclosure-head' },
  leader: { name: '蒋县长', role: 'leader' },
  client: { name: '接口', role: 'client' },
  systemAdministrator: { name: '沈管理', role: 'system-administrator' },
  securityAdministrator: { name: '韩安全', role: 'security-administrator' },
  auditor: { name: '杨审计', role: 'auditor' },
} as const satisfies Record<string, { name: string; role: HeldRole; unit?: OfficeUnit }>;
export type OfficePerson = keyof typeof officePeople;

/** Acts and looks as one person. */
export interface Acting {
  readonly actor: Actor;
  readonly call: <T = unknown>(name: string, input: unknown, options?: PerformOptions) => Promise<Outcome<T>>;
  /** As `call`, where a refusal fails the test. */
  readonly must: <T = Stepped>(name: string, input: unknown, options?: PerformOptions) => Promise<T>;
  readonly see: <T = unknown>(name: string, input: unknown) => Promise<Outcome<T>>;
  readonly look: <T>(view: View<never, T>, input: unknown) => Promise<T>;
}
/** What every step of a submission answers. */
export interface Stepped {
  readonly submission: number;
  readonly version: number;
  readonly state: string;
}

export interface Office {
  readonly site: string;
  readonly units: Readonly<Record<OfficeUnit, number>>;
  readonly outlets: Readonly<Record<'site' | 'upper' | 'journal', number>>;
  readonly people: Readonly<Record<OfficePerson, number>>;
  readonly platform: Platform;
  as(who: OfficePerson): Acting;
  /** The terminal, or any actor of the test's own. */
  by(actor: Actor): Acting;
  readonly now: () => Date;
  /** Sets the clock: a local time such as 2024-05-15T10:00. */
  at(time: string): void;
}

/** Makes a site with units, outlets, and people for every role; the clock stands at 2024-05-15 10:00 until it is set. */
export async function office(world: World, site = 'office'): Promise<Office> {
  let now = new Date('2024-05-15T10:00:00+08:00');
  const platform: Platform = { pool: world.database.pool, tools: testTools, now: () => now };
  const made = await perform(platform, terminalActor, actionNamed('site.set-up'), {
    id: site,
    name: '某县人民政府网站',
    units: officeUnits.map((unit) => ({ ...unit })),
    outlets: [
      { name: '县政府网站', kind: 'own-site', level: '本级' },
      { name: '市政府网站', kind: 'upper-site', level: '上级' },
      { name: '政务信息', kind: 'journal', level: '本级' },
    ],
    settings: { levels: { default: 1, classes: { 乡镇: 1 }, units: { bureau: 2, township: 0 } } },
  });
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  const unitRows = await world.db.selectFrom('units').select(['id', 'key']).where('site_id', '=', site).execute();
  const units = Object.fromEntries(unitRows.map(({ id, key }) => [key, id])) as Office['units'];
  const outletRows = await world.db.selectFrom('outlets').select('id').where('site_id', '=', site).orderBy('position').execute();
  const [own = 0, upper = 0, journal = 0] = outletRows.map(({ id }) => id);
  const people = await addPeople(world, site, units, now);
  const by = (actor: Actor): Acting => acting(platform, actor);
  return {
    site,
    units,
    outlets: { site: own, upper, journal },
    people,
    platform,
    by,
    as: (who) => by(actorOf(who, people[who], site, units)),
    now: () => now,
    at: (time) => {
      now = new Date(`${time.length === 10 ? `${time}T10:00` : time}:00+08:00`);
    },
  };
}

async function addPeople(world: World, site: string, units: Office['units'], now: Date): Promise<Office['people']> {
  const ids: Partial<Record<OfficePerson, number>> = {};
  for (const [who, held] of Object.entries(officePeople)) {
    const { id } = await world.db
      .insertInto('people')
      .values({ sign_in_name: `${site}-${who}`, name: held.name, state: 'active', password_hash: 'none', recorded_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    ids[who as OfficePerson] = id;
    await world.db
      .insertInto('person_roles')
      .values({
        person_id: id,
        role: held.role,
        site_id: rolePlaces[held.role] === 'platform' ? null : site,
        unit_id: 'unit' in held ? units[held.unit] : null,
        from_on: '2000-01-01',
        given_by: '终端',
        recorded_at: now,
      })
      .execute();
  }
  return ids as Office['people'];
}

function actorOf(who: OfficePerson, id: number, site: string, units: Office['units']): Actor {
  const held = officePeople[who];
  const place = (): Pick<RoleGrant, 'site' | 'unit' | 'below'> => {
    if (rolePlaces[held.role] === 'platform') return {};
    if (!('unit' in held)) return { site };
    return { site, unit: units[held.unit], below: held.unit === 'bureau' ? [units.bureau, units.school] : [units[held.unit]] };
  };
  return { name: held.name, person: id, grants: [{ role: 'member' }, { role: held.role, ...place() }] };
}

function acting(platform: Platform, actor: Actor): Acting {
  const call = async <T>(name: string, input: unknown, options?: PerformOptions) =>
    (await perform(platform, actor, actionNamed(name), input, options)) as Outcome<T>;
  const look = async <T>(view: View<never, T>, input: unknown): Promise<T> =>
    accepted(view.view, await view(platform.pool, actor, input as never, platform.tools));
  return {
    actor,
    call,
    must: async <T>(name: string, input: unknown, options?: PerformOptions) => accepted(name, await call<T>(name, input, options)),
    see: async <T>(name: string, input: unknown) =>
      (await viewNamed(name)(platform.pool, actor, input as never, platform.tools)) as Outcome<T>,
    look,
  };
}

function accepted<T>(name: string, outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${name}: ${outcome.code} ${JSON.stringify(outcome.findings)}`);
}

function actionNamed(name: string): AnyAction {
  const action = (actions as readonly AnyAction[]).find((one) => one.name === name);
  if (!action) throw new Error(`no action ${name}`);
  return action;
}
function viewNamed(name: string): View<never, unknown> {
  const view = (views as readonly View<never, unknown>[]).find((one) => one.view === name);
  if (!view) throw new Error(`no view ${name}`);
  return view;
}
