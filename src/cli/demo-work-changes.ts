/** What changed in the demo office itself: a unit renamed, one merged, somebody who left, channels that were opened. */
import { handOverPerson } from '../actions/hand-over-person.ts';
import { leavePerson } from '../actions/leave-person.ts';
import { mergeUnit } from '../actions/merge-unit.ts';
import { renameUnit } from '../actions/rename-unit.ts';
import { idOf, invitePersonWith, type Office, openChannel, type StoredPerson, type WorkDoor } from './demo-work-office.ts';
import { daysAfter, midnight } from './demo-work-plan.ts';
import { localDay } from './demo-work-texts.ts';

export interface DemoChanges {
  readonly rename: { readonly unit: string; readonly former: string; readonly name: string; readonly daysAgo: number };
  readonly merge: { readonly unit: string; readonly into: string; readonly daysAgo: number };
  readonly handover: { readonly daysAgo: number; readonly reason: string };
  readonly channels: readonly { readonly name: string; readonly folder: string; readonly daysAgo: number; readonly blocked?: boolean }[];
  /** Units whose people are shown for signing in. */
  readonly shown: readonly string[];
}

export const toldOn = (day: Date, daysAgo: number, now: Date): boolean => day.getTime() === daysAfter(midnight(now), -daysAgo).getTime();

const unitOf = (office: Office, key: string): number => {
  const unit = office.units.get(key);
  if (unit === undefined) throw new Error(`the demo office has no unit ${key}`);
  return unit;
};

export async function renameUnits(office: Office, { unit, name }: DemoChanges['rename'], at: Date): Promise<void> {
  const input = { site: office.site, unit: unitOf(office, unit), name, on: localDay(at).text };
  await office.act(idOf(office.people, 'head'), at, renameUnit, input);
}

export async function mergeUnits(office: Office, { unit, into }: DemoChanges['merge'], at: Date): Promise<void> {
  const input = { site: office.site, unit: unitOf(office, unit), into: unitOf(office, into), on: localDay(at).text };
  await office.act(idOf(office.people, 'head'), at, mergeUnit, input);
  office.forgetActors();
}

/** A successor is invited, takes roles and open work over, and the predecessor's account is closed. */
export async function handOver(office: Office, { reason }: DemoChanges['handover'], at: Date): Promise<void> {
  const leaver = [...office.people.values()].find(({ leaves }) => leaves);
  const successor = office.expected.find(({ succeeds }) => succeeds !== undefined && succeeds === leaver?.signInName);
  if (!leaver || !successor) throw new Error('nobody leaves the demo office, or nobody follows');
  const administrator = idOf(office.people, 'system-administrator');
  const invited = await invitePersonWith({ ...office, day: at }, successor, administrator);
  const follower: StoredPerson = { ...successor, ...invited, roles: leaver.roles };
  office.people.set(successor.signInName, follower);
  await office.act(administrator, at, handOverPerson, { site: office.site, from: leaver.id, to: invited.id });
  await office.act(administrator, at, leavePerson, { person: leaver.id, reason });
  office.left.set(leaver.id, at);
  office.since.set(invited.id, at);
  office.forgetActors();
}

export async function openChannels(office: Office, door: WorkDoor, channels: DemoChanges['channels'], at: Date): Promise<void> {
  for (const channel of channels) await openChannel(office, door, at, channel);
}
