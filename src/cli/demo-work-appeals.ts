/** What comes after the demo office's decisions: bulletins signed for, letters to units that reported nothing, appeals and their answers. */
import type { Platform } from '../actions/action.ts';
import { grantAppeal } from '../actions/grant-appeal.ts';
import { raiseAppeal } from '../actions/raise-appeal.ts';
import { receiveLetter } from '../actions/receive-letter.ts';
import { refuseAppeal } from '../actions/refuse-appeal.ts';
import { sendLetters } from '../actions/send-letters.ts';
import { signBulletin } from '../actions/sign-bulletin.ts';
import { type DayNumber, dayFrom } from '../domain/calendar/day.ts';
import { isWorkingDay, type WorkCalendar } from '../domain/calendar/working-days.ts';
import { terminalActor } from '../domain/permission.ts';
import { bulletinReceipts } from '../views/bulletin-receipts.ts';
import { shippedCalendarAlone } from '../views/current-calendar.ts';
import { scoreLines } from '../views/score-lines.ts';
import { zeroReports } from '../views/zero-reports.ts';
import { createDice, seedOf } from './demo-work-dice.ts';
import { accepted, CLIENTS, idOf, type Office, severalAtOnce } from './demo-work-office.ts';
import { daysAfter } from './demo-work-plan.ts';
import { localDay } from './demo-work-texts.ts';

/** An appeal as assets/demo-work/appeals.json tells it: against what became of a story, raised and answered so many days ago. */
export interface DemoAppeal {
  readonly story: string;
  readonly unit: string;
  /** `fact`: against what the rejection took away; `rejection`: against the rejection itself. */
  readonly about: 'fact' | 'rejection';
  readonly reason: string;
  readonly daysAgo: number;
  readonly answer?: { readonly grants: boolean; readonly reason: string; readonly daysAgo: number };
}

/** Which item a story became. */
type ItemOf = (story: string) => number;

export interface DemoAppeals {
  /** What of it falls on this day. */
  readonly on: (day: Date) => Promise<void>;
}

export function tellAppeals(office: Office, platform: Platform, appeals: readonly DemoAppeal[], itemOf: ItemOf, now: Date): DemoAppeals {
  const raised = new Map<string, number>();
  const calendar = shippedCalendarAlone();
  const falls = (day: Date, daysAgo: number): boolean =>
    localDay(day).text === localDay(workingDay(calendar, daysAfter(now, -daysAgo))).text;
  const at = (day: Date, hours: number): Date => new Date(Math.min(day.getTime() + hours * 3_600_000, now.getTime()));
  return {
    async on(day) {
      for (const appeal of appeals) {
        const { story, answer } = appeal;
        if (falls(day, appeal.daysAgo)) raised.set(story, await raise(office, platform, appeal, itemOf(story), at(day, 15.5)));
        const id = raised.get(story);
        if (id !== undefined && answer && falls(day, answer.daysAgo)) await answerBy(office, id, answer, at(day, 16.5));
      }
    },
  };
}

/** The day itself, or the last working day before it. */
function workingDay(calendar: WorkCalendar, day: Date): Date {
  let found = day;
  while (!isWorkingDay(calendar, dayNumber(found))) found = daysAfter(found, -1);
  return found;
}
const dayNumber = (day: Date): DayNumber => dayFrom(localDay(day).text) ?? 0;

const contributorOf = (office: Office, unit: string, at: Date): number | undefined =>
  [...office.people.values()].find(
    ({ id, roles }) =>
      roles.some((held) => held.role === 'contributor' && held.unit === unit) &&
      (office.left.get(id) ?? at) >= at &&
      (office.since.get(id) ?? at) <= at,
  )?.id;

async function raise(
  office: Office,
  platform: Platform,
  { unit: key, about, reason, story }: DemoAppeal,
  item: number,
  at: Date,
): Promise<number> {
  const { site } = office;
  const [unit, who] = [office.units.get(key), contributorOf(office, key, at)];
  if (unit === undefined || who === undefined) throw new Error(`${story}: nobody of ${key} can appeal`);
  const thing = about === 'fact' ? { fact: await factOf(platform, office, key, item, at) } : { submission: item };
  return (await office.act<{ appeal: number }>(who, at, raiseAppeal, { site, unit, about, reason, ...thing })).appeal;
}

/** The line of the unit's score that an item left. */
async function factOf(platform: Platform, { site }: Office, unit: string, item: number, at: Date): Promise<number> {
  const days = { from: localDay(daysAfter(at, -31)).text, to: localDay(at).text };
  const seen = accepted(await scoreLines(platform.pool, terminalActor, { site, unit, ...days }), 'score-lines');
  const line = seen.lines.find((one) => one.item === item && one.factId !== null);
  if (!line?.factId) throw new Error(`item ${item} of ${unit} left no line to appeal against`);
  return line.factId;
}

/** By the first of the office who has not decided what is appealed against. */
async function answerBy(office: Office, appeal: number, { grants, reason }: NonNullable<DemoAppeal['answer']>, at: Date): Promise<void> {
  const input = { site: office.site, appeal, version: 1, reason };
  const may = [...office.people.values()].filter(({ roles }) => roles.some(({ role }) => role === 'editor' || role === 'head'));
  for (const { id } of may) {
    if ((office.left.get(id) ?? at) < at || (office.since.get(id) ?? at) > at) continue;
    if ((await office.ask(id, at, grants ? grantAppeal : refuseAppeal, input)).ok) return;
  }
  throw new Error(`nobody of the demo office may answer appeal ${appeal}`);
}

/** Most units sign for a bulletin within some hours; those that reported nothing in its month are sent a letter, and one of them opens it. */
export async function receiveIssue(
  office: Office,
  platform: Platform,
  bulletin: number,
  { day, now }: { readonly day: Date; readonly now: Date },
): Promise<void> {
  const { site } = office;
  const keys = new Map([...office.units].map(([key, id]) => [id, key]));
  const moment = (hours: number): Date => new Date(Math.min(day.getTime() + hours * 3_600_000, now.getTime()));
  const { units } = accepted(await bulletinReceipts(platform.pool, terminalActor, { site, bulletin }), 'bulletin-receipts');
  await severalAtOnce(units, CLIENTS, async ({ unit }) => {
    const key = keys.get(unit) ?? '';
    const dice = createDice(seedOf(`receipt ${bulletin} of ${key}`));
    const at = moment(8.5 + dice.between(5, 540) / 60);
    const who = contributorOf(office, key, at);
    if (who !== undefined && dice.chance(0.85)) await office.act(who, at, signBulletin, { site, bulletin, unit });
  });
  await tellZero(office, platform, { day, moment, keys });
}

async function tellZero(
  office: Office,
  platform: Platform,
  { day, moment, keys }: { readonly day: Date; readonly moment: (hours: number) => Date; readonly keys: ReadonlyMap<number, string> },
): Promise<void> {
  const { site } = office;
  const to = localDay(daysAfter(day, -localDay(day).day)).text;
  const month = { site, from: `${to.slice(0, 8)}01`, to };
  const zero = accepted(await zeroReports(platform.pool, terminalActor, month), 'zero-reports');
  const units = zero.units.map(({ unit }) => unit);
  if (units.length === 0) return;
  const editor = idOf(office.people, 'editor');
  const { sent } = await office.act<{ sent: readonly { letter: number; unit: number }[] }>(editor, moment(9), sendLetters, {
    ...month,
    units,
  });
  for (const { letter, unit } of sent.slice(0, 1)) {
    const who = contributorOf(office, keys.get(unit) ?? '', moment(10));
    if (who !== undefined) await office.act(who, moment(10), receiveLetter, { site, letter });
  }
}
