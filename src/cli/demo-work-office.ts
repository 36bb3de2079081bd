/** The demo office itself: its site, sections, channels, files and people, set up by those who may, ninety days before today. */
import type { AnyAction, Platform } from '../actions/action.ts';
import { perform } from '../actions/action.ts';
import { addChannel } from '../actions/add-channel.ts';
import { adoptRulebook } from '../actions/adopt-rulebook.ts';
import { configurePlatform } from '../actions/configure-platform.ts';
import { configureSite } from '../actions/configure-site.ts';
import { invitePerson } from '../actions/invite-person.ts';
import { keepFile } from '../actions/keep-file.ts';
import { saveSection } from '../actions/save-section.ts';
import { setPasswordWithCode } from '../actions/set-password-with-code.ts';
import type { Outcome } from '../domain/outcome.ts';
import { type Actor, type HeldRole, terminalActor, visitorActor } from '../domain/permission.ts';
import type { SubmissionAttachment } from '../domain/submission/submission.ts';
import { createPasswords } from '../engines/passwords.ts';
import { inspectUpload } from '../reading/upload-inspect.ts';
import { type DemoFile, demoDocument, demoPictures } from './demo-work-files.ts';
import type { DemoPerson } from './demo-work-plan.ts';
import { setUpFrom } from './site.ts';

/** What main gives for the demo office besides the platform. */
export interface WorkDoor {
  /** The folder assets/demo-work. */
  readonly assets: string;
  readonly actorOf: (person: number, at: Date) => Promise<Actor | undefined>;
  readonly idsOf: (site: string) => Promise<{ readonly units: ReadonlyMap<string, number>; readonly outlets: ReadonlyMap<string, number> }>;
  readonly keep: (bytes: Uint8Array) => Promise<{ readonly sha256: string; readonly byteSize: number }>;
  /** Delivers what is due at the platform's time. */
  readonly deliver: (platform: Platform) => Promise<void>;
  /** Looks through what is published, as the program does at night. */
  readonly rescan: (platform: Platform) => Promise<void>;
  /** Lets nothing be published into this folder, as a full or broken disk would. */
  readonly block: (site: string, folder: string) => Promise<void>;
}

export interface StoredPerson extends DemoPerson {
  readonly id: number;
  readonly password: string;
}

export interface Office {
  readonly site: string;
  readonly units: ReadonlyMap<string, number>;
  readonly outlets: ReadonlyMap<string, number>;
  readonly sections: ReadonlyMap<string, number>;
  /** Empty until the office has some. */
  readonly channels: Map<string, number>;
  /** Commissions by their key, and their tasks by key and unit. */
  readonly commissions: Map<string, number>;
  /** By sign-in name. */
  readonly people: Map<string, StoredPerson>;
  /** All who work there some day. */
  readonly expected: readonly DemoPerson[];
  /** Who left, and who came later: when. */
  readonly left: Map<number, Date>;
  readonly since: Map<number, Date>;
  readonly random: (count: number) => Uint8Array;
  readonly files: readonly (Required<SubmissionAttachment> & { readonly bytes: Uint8Array })[];
  /** As somebody, at some moment. */
  readonly ask: <T>(who: number | Actor, at: Date, action: AnyAction, input: unknown) => Promise<Outcome<T>>;
  /** The same where a refusal is a fault, since the demo asks only for what may be done. */
  readonly act: <T>(who: number | Actor, at: Date, action: AnyAction, input: unknown) => Promise<T>;
  /** Roles changed: everybody is asked for anew. */
  readonly forgetActors: () => void;
}

export interface OfficeData {
  readonly site: { readonly id: string; readonly name: string };
  readonly rulebook: unknown;
  readonly sections: readonly { readonly name: string; readonly keywords: readonly string[]; readonly parent?: string }[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly people: readonly DemoPerson[];
}

/** An accepted outcome's value. */
export function accepted<T>(outcome: Outcome<T>, doing: string): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`${doing}: ${outcome.findings.map((finding) => `${finding.where ?? ''} ${finding.message}`).join('; ')}`);
}

/** Two at a time of these would wait for each other; four keep both cores and the disk busy. */
export const CLIENTS = 6;

/** Runs jobs, so many at a time, each beginning in the order of the list. */
export async function severalAtOnce<T>(list: readonly T[], clients: number, job: (one: T) => Promise<void>): Promise<void> {
  let next = 0;
  const client = async (): Promise<void> => {
    for (let one = list[next++]; one !== undefined; one = list[next++]) await job(one);
  };
  await Promise.all(Array.from({ length: clients }, client));
}

export async function setUpOffice(platform: Platform, door: WorkDoor, data: OfficeData, day: Date): Promise<Office> {
  // These passwords are drawn by lot and long, so a costly hash would protect nothing more.
  const quick = { ...platform, tools: { ...platform.tools, ...createPasswords({ memoryKib: 1024, passes: 1 }) } };
  const actors = new Map<number, Promise<Actor | undefined>>();
  const ask: Office['ask'] = async <T>(who: number | Actor, at: Date, action: AnyAction, input: unknown): Promise<Outcome<T>> => {
    const actor = typeof who === 'number' ? await actorFrom(actors, door, who, at) : who;
    const clocked = { ...quick, now: () => at };
    const outcome = (await perform(clocked, actor, action, input)) as Outcome<T>;
    const current = outcome.ok ? undefined : (outcome.beside?.['current'] as { readonly version?: number } | undefined);
    if (current?.version === undefined) return outcome;
    // Something moved meanwhile, such as a delivery: who acts looks again, as in the browser.
    return (await perform(clocked, actor, action, { ...(input as object), version: current.version })) as Outcome<T>;
  };
  const act: Office['act'] = async <T>(who: number | Actor, at: Date, action: AnyAction, input: unknown): Promise<T> =>
    accepted(await ask<T>(who, at, action, input), action.name);
  const site = data.site.id;
  accepted(await setUpFrom({ ...platform, now: () => day }, terminalActor, data.site), 'site.set-up');
  const ids = await door.idsOf(site);
  const people = await invitePeople({ act, site, units: ids.units, day, random: platform.tools.randomBytes }, data.people);
  const head = idOf(people, 'head');
  await act(idOf(people, 'system-administrator'), day, configurePlatform, { version: 0, people: { passwordDays: 180 } });
  await act(head, day, configureSite, { site, settings: data.settings });
  await act(head, day, adoptRulebook, { site, rulebook: data.rulebook });
  const sections = new Map<string, number>();
  for (const [position, { name, keywords, parent }] of data.sections.entries()) {
    const above = parent === undefined ? {} : { parent: sections.get(parent) };
    const { section } = await act<{ section: number }>(head, day, saveSection, { site, name, keywords, position, ...above });
    sections.set(name, section);
  }
  const files = await keepFiles(door);
  const { randomBytes: random } = platform.tools;
  const empty = {
    channels: new Map<string, number>(),
    commissions: new Map<string, number>(),
    left: new Map<number, Date>(),
    since: new Map<number, Date>(),
  };
  return { site, ...ids, sections, ...empty, people, expected: data.people, files, random, ask, act, forgetActors: () => actors.clear() };
}

async function actorFrom(actors: Map<number, Promise<Actor | undefined>>, door: WorkDoor, person: number, at: Date): Promise<Actor> {
  const asked = actors.get(person) ?? door.actorOf(person, at);
  actors.set(person, asked);
  const actor = await asked;
  if (!actor) throw new Error(`person ${person} of the demo office cannot sign in`);
  return actor;
}

/** The first one who holds a role. */
export function idOf(people: ReadonlyMap<string, StoredPerson>, role: string): number {
  const found = [...people.values()].find(({ roles }) => roles.some((held) => held.role === role));
  if (!found) throw new Error(`nobody in the demo office is ${role}`);
  return found.id;
}

const capitals = 'ABCDEFGHJKMNPQRSTUVWXYZ';
const digits = '23456789';
const kinds = [capitals, capitals.toLowerCase(), digits];

/** Fourteen characters without lookalikes, of three kinds. */
const password = (random: (count: number) => Uint8Array): string =>
  [...random(14)].map((byte, index) => pickFrom(kinds[index] ?? kinds.join(''), byte)).join('');

const pickFrom = (from: string, byte: number): string => from[byte % from.length] as string;

export interface Inviting {
  readonly act: Office['act'];
  readonly site: string;
  readonly units: ReadonlyMap<string, number>;
  readonly day: Date;
  readonly random: (count: number) => Uint8Array;
}

/** Roles that the head of the office gives; the system administrator gives the others. */
const ofHead = new Set(['contributor', 'reviewer', 'editor', 'disclosure-clerk', 'leader']);

/** The terminal makes the first administrator, who makes the others and the heads, and a head makes everybody else. */
async function invitePeople(inviting: Inviting, wanted: readonly DemoPerson[]): Promise<Map<string, StoredPerson>> {
  const people = new Map<string, StoredPerson>();
  const invite = async (one: DemoPerson, by: number | Actor): Promise<void> => {
    people.set(one.signInName, { ...one, ...(await invitePersonWith(inviting, one, by)) });
  };
  const isFirst = (one: DemoPerson): boolean => one.roles.some(({ role }) => role === 'system-administrator');
  const byHead = (one: DemoPerson): boolean => one.roles.length > 0 && one.roles.every(({ role }) => ofHead.has(role));
  for (const one of wanted.filter(isFirst)) await invite(one, terminalActor);
  const administrator = idOf(people, 'system-administrator');
  const rest = wanted.filter((one) => !isFirst(one) && one.succeeds === undefined);
  await severalAtOnce(
    rest.filter((one) => !byHead(one)),
    CLIENTS,
    (one) => invite(one, administrator),
  );
  const head = idOf(people, 'head');
  await severalAtOnce(rest.filter(byHead), CLIENTS, (one) => invite(one, head));
  // In the order of the list, whoever was quicker: parts are cast from it.
  return new Map(wanted.flatMap(({ signInName }) => [people.get(signInName)].flatMap((one) => (one ? [[signInName, one] as const] : []))));
}

/** Invites somebody, who sets a password with the code. */
export async function invitePersonWith(
  { act, site, units, day, random }: Inviting,
  { signInName, name, phone, roles }: DemoPerson,
  by: number | Actor,
): Promise<{ readonly id: number; readonly password: string }> {
  const held = roles.map(({ role, unit }) => ({ role: role as HeldRole, ...(unit === undefined ? {} : { unit: units.get(unit) }) }));
  const onPlatform = roles.length === 0 || roles.some(({ platform }) => platform);
  const invited = await act<{ person: number; code: string }>(by, day, invitePerson, {
    ...(onPlatform ? {} : { site }),
    ...{ signInName, name, roles: held },
    ...(phone === undefined ? {} : { phone }),
  });
  const chosen = password(random);
  await act(visitorActor, day, setPasswordWithCode, { code: invited.code, password: chosen });
  return { id: invited.person, password: chosen };
}

/** A channel into a folder; a blocked one cannot be written to. */
export async function openChannel(
  office: Office,
  door: WorkDoor,
  at: Date,
  { name, folder, blocked }: { readonly name: string; readonly folder: string; readonly blocked?: boolean },
): Promise<void> {
  const settings = {
    siteDomain: 'www.yunling.example',
    siteIdCode: '9900000001',
    folder,
    address: `http://www.yunling.example/${folder}/`,
  };
  const input = { site: office.site, name, kind: 'folder', settings };
  const { channel } = await office.act<{ channel: number }>(idOf(office.people, 'head'), at, addChannel, input);
  office.channels.set(name, channel);
  if (blocked) await door.block(office.site, folder);
}

/** Inspected like any upload and put into the store; who uses one of them hands it in under his own name. */
async function keepFiles(door: WorkDoor): Promise<Office['files']> {
  const made: readonly DemoFile[] = [...demoPictures(), await demoDocument('年度工作任务分工表', '云岭县人民政府办公室')];
  return Promise.all(
    made.map(async ({ name, description, bytes }) => {
      const seen = accepted(await inspectUpload(bytes, name), name);
      const { sha256, byteSize } = await door.keep(bytes);
      return { sha256, byteSize, name: seen.name, mediaType: seen.mediaType, description, bytes };
    }),
  );
}

export const handInFile = (
  office: Office,
  who: number,
  at: Date,
  { sha256, name, mediaType, byteSize }: SubmissionAttachment,
): Promise<unknown> => office.act(who, at, keepFile, { site: office.site, sha256, name, mediaType, byteSize });
