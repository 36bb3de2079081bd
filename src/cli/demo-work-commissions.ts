/** What the demo office asked its units to write (约稿), and how far each has come; items that answer are told by the stories. */
import type { AnyAction, Platform } from '../actions/action.ts';
import { closeCommission } from '../actions/close-commission.ts';
import { declineCommission } from '../actions/decline-commission.ts';
import { excuseCommission } from '../actions/excuse-commission.ts';
import { lapseCommission } from '../actions/lapse-commission.ts';
import { placeCommission } from '../actions/place-commission.ts';
import { progressCommission } from '../actions/progress-commission.ts';
import { reassignCommission } from '../actions/reassign-commission.ts';
import { remindCommission } from '../actions/remind-commission.ts';
import { type Actor, programActor, terminalActor } from '../domain/permission.ts';
import { commission as seenCommission } from '../views/commission.ts';
import { accepted, idOf, type Office } from './demo-work-office.ts';
import { type DemoStory, daysAfter, midnight, onWorkingDay } from './demo-work-plan.ts';
import { localDay } from './demo-work-texts.ts';

export interface DemoCommission {
  readonly key: string;
  readonly title: string;
  readonly brief: string;
  readonly sections: readonly string[];
  readonly mayDecline?: boolean;
  /** So many days ago it was placed; its last day, negative where that lies ahead. */
  readonly placed: number;
  readonly due: number;
  readonly units: readonly string[];
  /** `days-ago step unit …`, in their order. */
  readonly steps: readonly string[];
}
export interface DemoCommissions {
  readonly commissions: readonly DemoCommission[];
  /** Told with the others. */
  readonly stories: readonly DemoStory[];
}

/** What is done about commissions on a day, in working hours before the day's items. */
export async function commissionsOf(
  office: Office,
  platform: Platform,
  { commissions }: DemoCommissions,
  { day, now }: { readonly day: Date; readonly now: Date },
): Promise<void> {
  const dayOf = (daysAgo: number): Date => daysAfter(midnight(now), -daysAgo);
  const isOn = (moment: Date): boolean => moment.getTime() === day.getTime();
  let minutes = 8 * 60 + 30;
  const next = (): Date => {
    minutes += 5;
    return new Date(day.getTime() + minutes * 60_000);
  };
  for (const one of commissions) {
    if (isOn(onWorkingDay(dayOf(one.placed), -1))) await place(office, platform, one, { at: next(), now });
    for (const said of one.steps) {
      const [daysAgo = '', ...words] = said.split(' ');
      const on = dayOf(Number(daysAgo));
      // The clock works on holidays too.
      if (isOn(words[0] === 'lapse' ? on : onWorkingDay(on, -1))) await take(office, platform, one, words, next());
    }
  }
}

async function place(office: Office, platform: Platform, one: DemoCommission, { at, now }: { at: Date; now: Date }): Promise<void> {
  const { commission } = await office.act<{ commission: number }>(idOf(office.people, 'editor'), at, placeCommission, {
    site: office.site,
    ...{ title: one.title, brief: one.brief, mayDecline: one.mayDecline === true },
    due: localDay(daysAfter(midnight(now), -one.due)).text,
    sections: one.sections.map((name) => office.sections.get(name)),
    units: one.units.map((name) => office.units.get(name)),
  });
  office.commissions.set(one.key, commission);
  await learnTasks(office, platform, one.key);
}

/** Which task is whose is asked of the commission itself. */
async function learnTasks(office: Office, platform: Platform, key: string): Promise<void> {
  const input = { site: office.site, commission: office.commissions.get(key) as number };
  const { tasks } = accepted(await seenCommission(platform.pool, terminalActor, input), 'commission');
  const names = new Map([...office.units].map(([name, id]) => [id, name]));
  for (const { task, unit } of tasks) office.commissions.set(`${key} ${names.get(unit.id)}`, task);
}

async function take(office: Office, platform: Platform, one: DemoCommission, words: readonly string[], at: Date): Promise<void> {
  const [step = '', unit = '', ...said] = words;
  const [editor, head] = [idOf(office.people, 'editor'), idOf(office.people, 'head')];
  const writer = [...office.people.values()].find(({ roles }) =>
    roles.some((held) => held.role === 'contributor' && held.unit === unit),
  )?.id;
  const reason = said.at(-1);
  const known: Readonly<Record<string, readonly [number | Actor | undefined, AnyAction, object]>> = {
    accept: [writer, progressCommission, { step }],
    gather: [writer, progressCommission, { step }],
    draft: [writer, progressCommission, { step }],
    decline: [writer, declineCommission, { reason }],
    remind: [editor, remindCommission, {}],
    reassign: [editor, reassignCommission, { unit: office.units.get(said[0] ?? ''), reason }],
    excuse: [head, excuseCommission, { reason }],
    lapse: [programActor, lapseCommission, {}],
    close: [editor, closeCommission, {}],
  };
  const [who, action, more] = known[step] ?? [];
  if (who === undefined || !action) throw new Error(`nobody knows how to ${words.join(' ')} of the commission ${one.key}`);
  const about = step === 'close' ? { commission: office.commissions.get(one.key) } : { task: office.commissions.get(`${one.key} ${unit}`) };
  await office.act(who, at, action, { site: office.site, ...about, version: 1, ...more });
  if (step === 'reassign') await learnTasks(office, platform, one.key);
}
