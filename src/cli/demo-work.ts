/**
 * The demo office at work: an invented county office whose people wrote, reviewed, adopted and published for ninety days up to today.
 * Everything in it was made by the actions themselves, each at its moment and by somebody who may do it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from '../actions/action.ts';
import { terminalActor } from '../domain/permission.ts';
import { deskCounts } from '../views/desk-counts.ts';
import { people as peopleSeen } from '../views/people.ts';
import { type Accounts, accountsShown } from './demo-work-accounts.ts';
import { type DemoAppeal, receiveIssue, tellAppeals } from './demo-work-appeals.ts';
import { issueMonths, type MonthBulletin } from './demo-work-bulletins.ts';
import { type DemoChanges, handOver, mergeUnits, openChannels, renameUnits, toldOn } from './demo-work-changes.ts';
import { commissionsOf, type DemoCommissions } from './demo-work-commissions.ts';
import { createInspector, type DemoInspection } from './demo-work-inspection.ts';
import { accepted, CLIENTS, type Office, type OfficeData, setUpOffice, severalAtOnce, type WorkDoor } from './demo-work-office.ts';
import { DAYS_OF_WORK, type DemoData, type DemoStory, daysAfter, midnight, type PlannedStory, planWork } from './demo-work-plan.ts';
import { createTeller } from './demo-work-teller.ts';
import { localDay, readTexts } from './demo-work-texts.ts';
import { type DemoWording, wordingOf } from './demo-work-wording.ts';

export type { WorkDoor } from './demo-work-office.ts';

export interface WorkDone {
  readonly site: string;
  readonly name: string;
  readonly items: number;
  readonly steps: number;
  /** Items by the state they are in now. */
  readonly states: Readonly<Record<string, number>>;
  /** Of them: urgent ones nobody ratified yet, failed deliveries, claims above and instructions to be confirmed. */
  readonly open: { readonly toRatify: number; readonly failed: number; readonly claims: number };
  /** Whoever may be signed in as, with passwords. */
  readonly accounts: Accounts;
  /** The months' bulletins, the latest last. */
  readonly bulletins: readonly MonthBulletin[];
  readonly seconds: number;
}

type WorkData = DemoData &
  OfficeData & {
    readonly changes: DemoChanges;
    readonly asked: DemoCommissions;
    readonly bulletin: object;
    readonly inspection: DemoInspection;
    readonly appeals: readonly DemoAppeal[];
    readonly wording: DemoWording;
  };

async function readData(folder: string): Promise<WorkData> {
  const json = async <T>(name: string): Promise<T> => JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
  const site = await json<OfficeData['site'] & Pick<DemoData, 'units'>>('site');
  const asked = await json<DemoCommissions>('commissions');
  const stories = [...(await json<DemoStory[]>('stories')), ...asked.stories];
  const changes = await json<DemoChanges & Pick<OfficeData, 'settings'>>('organisation');
  return {
    ...{ site, units: site.units, changes, asked, stories, settings: changes.settings },
    ...{ rulebook: await json('rulebook'), sections: await json('sections'), people: await json('people') },
    ...{ texts: await readTexts(join(folder, 'texts')), paths: await json('paths') },
    ...{ places: await json('places'), bulletin: await json<object>('bulletin'), appeals: await json('appeals') },
    inspection: await json<DemoInspection>('inspection'),
    wording: await json<DemoWording>('wording'),
  };
}

/** Builds the office up to the platform's present moment. Throws Error where the platform holds people already: then it is not the demo's own. */
export async function buildWork(platform: Platform, door: WorkDoor): Promise<WorkDone> {
  const started = performance.now();
  const now = platform.now();
  await refuseRealOffice(platform);
  const data = await readData(door.assets);
  const stories = planWork(data, now);
  const firstStep = Math.min(...stories.map(({ steps }) => steps[0]?.at.getTime() ?? now.getTime()));
  const first = midnight(new Date(Math.min(firstStep, daysAfter(now, -DAYS_OF_WORK).getTime())));
  const office = await setUpOffice(platform, door, data, hoursAfter(daysAfter(first, -1), 9));
  const teller = createTeller(office, data, now);
  const appeals = tellAppeals(office, platform, data.appeals, teller.itemOf, now);
  const bulletins: MonthBulletin[] = [];
  const inspect = createInspector(office, data.inspection, teller.published, now);
  for (let day = first; day <= now; day = daysAfter(day, 1)) {
    await changesOf(office, door, data, day, now);
    await wordingOf(office, platform, door, data.wording, { day, now });
    await commissionsOf(office, platform, data.asked, { day, now });
    const month = await issueMonths(office, data.bulletin, { day, first, now });
    for (const { issued } of month) if (issued) await receiveIssue(office, platform, issued.bulletin, { day, now });
    bulletins.push(...month);
    const today = stories.flatMap((story) => stepsOf(story, day));
    await severalAtOnce(today, CLIENTS, ({ story, steps }) => teller.tell(story, steps));
    await inspect(day);
    await appeals.on(day);
    await deliverDay(platform, door, teller, day, now);
  }
  const summary = await countedNow(platform, office.site, now, teller.summary());
  const seconds = (performance.now() - started) / 1000;
  const accounts = accountsShown(office, data.changes.shown);
  return { site: office.site, name: data.site.name, ...summary, accounts, bulletins, seconds };
}

/** What was delivered moved without its story: what is still open is asked of the desk. */
async function countedNow(
  platform: Platform,
  site: string,
  now: Date,
  { states, ...told }: ReturnType<ReturnType<typeof createTeller>['summary']>,
): Promise<Pick<WorkDone, 'items' | 'steps' | 'states' | 'open'>> {
  const desk = accepted(await deskCounts(platform.pool, terminalActor, { site, on: localDay(now).text }), 'desk-counts');
  const scheduled = desk.states.scheduled ?? 0;
  const published = (states['published'] ?? 0) + (states['scheduled'] ?? 0) - scheduled;
  const { toRatify, failed, claims } = desk;
  return { ...told, states: { ...states, scheduled, published }, open: { toRatify, failed, claims } };
}

/** The demo never works where somebody else does. */
async function refuseRealOffice(platform: Platform): Promise<void> {
  const { rows } = accepted(await peopleSeen(platform.pool, terminalActor, { limit: 1 }), 'people');
  if (rows.length > 0) throw new Error('the demo office is built only on a platform without people: this one is somebody’s own');
}

const hoursAfter = (moment: Date, hours: number): Date => new Date(moment.getTime() + hours * 3_600_000);

const stepsOf = (story: PlannedStory, day: Date) => {
  const steps = story.steps.filter(({ at }) => at >= day && at < daysAfter(day, 1));
  return steps.length > 0 ? [{ story, steps }] : [];
};

/** What changed in the office itself on a day, before anybody began to work. */
async function changesOf(office: Office, door: WorkDoor, { changes }: WorkData, day: Date, now: Date): Promise<void> {
  const at = hoursAfter(day, 8);
  if (at > now) return;
  const on = (daysAgo: number): boolean => toldOn(day, daysAgo, now);
  if (on(changes.rename.daysAgo)) await renameUnits(office, changes.rename, at);
  if (on(changes.merge.daysAgo)) await mergeUnits(office, changes.merge, at);
  if (on(changes.handover.daysAgo)) await handOver(office, changes.handover, at);
  await openChannels(
    office,
    door,
    changes.channels.filter(({ daysAgo }) => on(daysAgo)),
    at,
  );
}

/** After the day's work; a delivery that failed is tried again as often as the program does, hours later as well. */
async function deliverDay(
  platform: Platform,
  door: WorkDoor,
  { failing }: { failing: () => boolean },
  day: Date,
  now: Date,
): Promise<void> {
  const evening = hoursAfter(day, 18.5);
  const tries = failing() ? [0, 0.1, 0.2, 0.3, 0.6, 1.7, 4.8, 11] : [0];
  for (const hours of tries) {
    const at = new Date(Math.min(hoursAfter(evening, hours).getTime(), now.getTime()));
    await door.deliver({ ...platform, now: () => at });
  }
}
