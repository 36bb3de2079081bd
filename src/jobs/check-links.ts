/**
 * Asks links of published texts whether they still answer, at night, one after the other and each host with pauses. How far it came stands
 * in the tables, so a restart goes on where it was.
 */
import { type Platform, perform } from '../actions/action.ts';
import { type RecordLinks, recordLinksAction } from '../actions/record-links.ts';
import { dayAt, dayText } from '../domain/calendar/day.ts';
import { programActor } from '../domain/permission.ts';
import type { AskLink } from '../engines/link-check.ts';

import { linksToAsk } from '../views/links-to-ask.ts';

/** Office time: from one o'clock to six. */
const firstHour = 1;
const lastHour = 6;
/** Milliseconds between two questions to one host. */
const usualPause = 1000;

const hourOf = (now: Date): number => (now.getUTCHours() + 8) % 24;

export interface LinkCheckOptions {
  readonly ask: AskLink;
  readonly pause?: number;
}

/** Asks one batch of each site; gives how many links were asked. Outside the night it asks nothing. */
export async function checkLinks(platform: Platform, { ask, pause = usualPause }: LinkCheckOptions): Promise<number> {
  const now = platform.now();
  if (hourOf(now) < firstHour || hourOf(now) >= lastHour) return 0;
  let asked = 0;
  const lastAsked = new Map<string, number>();
  for (const { links, ...walk } of await linksToAsk(platform.pool, dayText(dayAt(now.getTime())))) {
    const found: RecordLinks['links'][number][] = [];
    for (const link of links) {
      const host = URL.parse(link.link)?.host ?? '';
      const wait = (lastAsked.get(host) ?? Number.NEGATIVE_INFINITY) + pause - performance.now();
      if (wait > 0) await new Promise((done) => setTimeout(done, wait));
      const answer = await ask(link.link);
      lastAsked.set(host, performance.now());
      found.push(answer.kind === 'dead' ? { ...link, fault: answer.fault } : link);
    }
    asked += found.length;
    const done = await perform(platform, programActor, recordLinksAction, { ...walk, links: found });
    if (!done.ok)
      throw new Error(`dead links of ${walk.site} could not be recorded: ${done.findings.map(({ message }) => message).join('; ')}`);
  }
  return asked;
}
