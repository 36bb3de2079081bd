/**
 * Looks through all published texts anew, at night, when lists, names or the model changed: only texts that were not looked at under these.
 * How far it came stands in the tables, batch by batch, so a restart goes on where it was.
 */
import { setImmediate } from 'node:timers/promises';
import { type Platform, perform } from '../actions/action.ts';
import { type RecordedRescan, type RecordRescan, recordRescan } from '../actions/record-rescan.ts';
import { dayAt, dayText } from '../domain/calendar/day.ts';
import { programActor } from '../domain/permission.ts';
import { foundWords, putKinds, readText, walkOn } from '../domain/rectification/rescan.ts';
import { ProofreaderFailed } from '../domain/wording/proofreader.ts';
import type { TextFinding } from '../text/finding.ts';
import { countDue, dueTexts, sitesToRescan, wordingOf } from '../views/texts-to-rescan.ts';

/** By what the texts of a site are looked at. */
export interface SiteReader {
  /** Changes with everything that may change what is found. */
  readonly stamp: string;
  /** `on` is the day of the text. Throws ProofreaderFailed where it could not be done: the text is left for another night. */
  readonly look: (text: string, on: string) => Promise<readonly TextFinding[]>;
}
export interface RescanOptions {
  readonly readerOf: (site: string) => Promise<SiteReader>;
  /** So long each run goes on, and the next one follows. */
  readonly seconds?: number;
  /** Texts of one batch. */
  readonly most?: number;
}

/** Office time: from one o'clock to six. */
const firstHour = 1;
const lastHour = 6;
const hourOf = (now: Date): number => (now.getUTCHours() + 8) % 24;

/** It could not be looked through in time; all else is a fault. */
function givenUp(fault: unknown): undefined {
  if (!(fault instanceof ProofreaderFailed)) throw fault;
}

/** The lists, names and model of the site as they are now, and what ships. */
export const readerOfSite =
  (platform: Platform, shipped: () => Promise<string>): RescanOptions['readerOf'] =>
  async (site) => {
    const wording = await wordingOf(platform.pool, site);
    const look: SiteReader['look'] = (text, on) => platform.tools.proofreader.look(wording, text, { point: 'strict', on });
    return { stamp: `${await shipped()}/${wording.version}`, look };
  };

type Site = Awaited<ReturnType<typeof sitesToRescan>>[number];

/** One batch of a site; the walk afterwards, and how many texts were looked at. Undefined where nothing is to be done now. */
async function lookAtBatch(
  platform: Platform,
  { site, settings, walk }: Site,
  reader: SiteReader,
  most: number,
): Promise<{ readonly walk: RecordedRescan['walk']; readonly looked: number } | undefined> {
  const night = dayText(dayAt(platform.now().getTime()));
  const kinds = putKinds(settings);
  const stamp = `${reader.stamp}/${[...kinds].join('+')}`;
  const on = walkOn(walk, { stamp, night, perNight: settings.perNight });
  if (!on) return undefined;
  const due = on.anew ? await countDue(platform.pool, site, stamp) : undefined;
  const texts = await dueTexts(platform.pool, { site, stamp, after: on.after, most: Math.min(most, on.left) });
  const found: RecordRescan['found'][number][] = [];
  const looked: RecordRescan['looked'][number][] = [];
  for (const { submission, version, on: day, ...text } of texts) {
    const read = readText(text);
    const findings = await reader.look(read.whole, day).catch(givenUp);
    if (!findings) continue;
    looked.push({ submission, version });
    for (const one of foundWords(read, findings, kinds)) found.push({ ...one, submission, version });
    // Whoever waits for the program comes first.
    await setImmediate();
  }
  const batch = { site, stamp, night, lastId: texts.at(-1)?.submission ?? null, ...(due === undefined ? {} : { due }) };
  const done = await perform(platform, programActor, recordRescan, { ...batch, looked, found });
  if (!done.ok) throw new Error(`the rescan of ${site} could not be recorded: ${done.findings.map(({ message }) => message).join('; ')}`);
  return { walk: done.value.walk, looked: texts.length };
}

/** Looks at texts of each site until the night's number, the run's time or the texts are used up; gives how many it looked at. */
export async function rescanTexts(platform: Platform, { readerOf, seconds = 40, most = 50 }: RescanOptions): Promise<number> {
  const hour = hourOf(platform.now());
  const atNight = hour >= firstHour && hour < lastHour;
  let all = 0;
  for (const one of await sitesToRescan(platform.pool)) {
    if (!atNight && !one.walk?.wanted) continue;
    const until = performance.now() + seconds * 1000;
    const reader = await readerOf(one.site);
    let site = one;
    while (performance.now() < until) {
      const done = await lookAtBatch(platform, site, reader, most);
      if (!done) break;
      site = { ...site, walk: done.walk };
      all += done.looked;
    }
  }
  return all;
}
