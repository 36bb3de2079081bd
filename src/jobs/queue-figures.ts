/** On its day of the month, puts the figures of the month before on their way to those who head an office, with the tables attached. */
import { type Platform, perform } from '../actions/action.ts';
import { queueFigures } from '../actions/queue-figures.ts';
import { dayFrom, dayText, windowOf } from '../domain/calendar/day.ts';
import { figuresLetter, type MessageContent } from '../domain/notification/content.ts';
import { figuresDocument, figuresSentences, figuresTitle, type MonthFigures } from '../domain/notification/figures.ts';
import { programActor } from '../domain/permission.ts';
import type { Printer } from '../engines/documents.ts';
import { dueFigures } from '../views/due-digests.ts';
import { lastStandings } from '../views/last-standings.ts';
import { personAsActor } from '../views/person-as-actor.ts';
import { reportingProblems } from '../views/unit-month.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Gives how many letters were put on their way. */
export async function queueMonthFigures(platform: Platform, printer: Printer): Promise<number> {
  let queued = 0;
  for (const { site, month, heads } of await dueFigures(platform.pool, platform.now())) {
    const letters: { person: number; content: MessageContent }[] = [];
    for (const { id, name } of heads) {
      const content = await letterTo(platform, printer, { site, month, id, name });
      if (content) letters.push({ person: id, content });
    }
    if (letters.length === 0) continue;
    const outcome = await perform(platform, programActor, queueFigures, { site, month, letters });
    // Another process may have been faster.
    if (!outcome.ok && outcome.code !== 'conflict')
      throw new Error(`a month's figures could not be queued: ${outcome.findings.map(({ message }) => message).join('; ')}`);
    if (outcome.ok) queued += outcome.value.messages.length;
  }
  return queued;
}

/** What this head would see of the month; undefined where that is nothing any more. */
async function letterTo(
  platform: Platform,
  printer: Printer,
  { site, month, id, name }: { readonly site: string; readonly month: string; readonly id: number; readonly name: string },
): Promise<MessageContent | undefined> {
  const actor = await personAsActor(platform.pool, id, platform.now());
  const { from, to } = windowOf('month', dayFrom(`${month}-01`) ?? 0);
  const seen = actor && (await reportingProblems(platform.pool, actor, { site, from: dayText(from), to: dayText(to) }));
  if (!actor || !seen?.ok) return undefined;
  const standings = await lastStandings(platform.pool, actor, { site, to: dayText(to) });
  const last = standings.ok ? standings.value.last : null;
  const { totals, units, problems, note } = seen.value;
  const figures: MonthFigures = {
    ...{ siteName: seen.value.site.name, month, totals, units, note },
    problems: problems.map(({ paragraph }) => paragraph),
    ...(last ? { standings: { title: last.title, groups: last.groups } } : {}),
  };
  const title = figuresTitle(figures);
  const base64 = Buffer.from(await printer.print(figuresDocument(figures), 'xlsx')).toString('base64');
  return {
    ...figuresLetter(name, title, figuresSentences(figures)),
    attachment: { name: `${title}.xlsx`, mediaType: xlsxType, base64 },
  };
}
