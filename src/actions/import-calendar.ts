/** `calendar.import`: the holidays and make-up days of one year, brought or corrected; deadlines that are open move with them. */
import { FIRST_YEAR, LAST_YEAR, yearFindings } from '../domain/calendar/read-year.ts';
import type { YearDays } from '../domain/calendar/working-days.ts';
import { accept, problem, refuse } from '../domain/outcome.ts';
import { moveDeadlines, movedDeadlines } from '../store/appeal-deadlines.ts';
import { keepYear, loadCalendar } from '../store/calendar.ts';
import type { Action } from './action.ts';

export interface ImportCalendar {
  readonly year: number;
  /** Of the year as the office has brought it before; 0 where it never has. */
  readonly version: number;
  readonly days: YearDays;
  /** Where it was taken from: number and day of the notice. */
  readonly source: string;
}
export interface ImportedCalendar {
  readonly year: number;
  readonly version: number;
  readonly off: number;
  readonly work: number;
  /** Open deadlines that have moved, or are no longer provisional. */
  readonly moved: number;
}

const named = { type: 'object', additionalProperties: { type: 'string', maxLength: 40 } } as const;

export const importCalendar: Action<ImportCalendar, ImportedCalendar> = {
  name: 'calendar.import',
  says: '录入或更正一年的放假、调休安排',
  needs: 'platform.configure',
  siteOf: () => undefined,
  input: {
    type: 'object',
    required: ['year', 'version', 'days', 'source'],
    properties: {
      year: { type: 'integer', minimum: FIRST_YEAR, maximum: LAST_YEAR },
      version: { type: 'integer', minimum: 0, maximum: 2_147_483_646 },
      days: { type: 'object', required: ['off', 'work'], properties: { off: named, work: named }, additionalProperties: false },
      source: { type: 'string', minLength: 1, maxLength: 200 },
    },
    additionalProperties: false,
  },
  async run({ client, actor, now, record }, { year, version, days, source }) {
    const findings = [...yearFindings(year, days), ...(source.trim() === '' ? [problem('source', '请写明依据哪份通知', 'source')] : [])];
    if (findings.length > 0) return refuse('findings', findings);
    if (!(await keepYear(client, { year, version, days, source: source.trim(), by: actor.person, byName: actor.name, now })))
      return refuse('stale-version', [problem('stale-version', '这一年的安排已被别人改过，请重新打开', 'version')]);
    const count = { off: Object.keys(days.off).length, work: Object.keys(days.work).length };
    await record({ thing: 'calendar', thingId: String(year), detail: { ...count, source: source.trim() } });
    const moved = await movedDeadlines(client, await loadCalendar(client));
    await moveDeadlines(client, moved);
    for (const { site, appeal, was, due, provisional } of moved)
      if (was !== due) await record({ site, thing: 'appeal', thingId: String(appeal), detail: { was, dueOn: due, year, provisional } });
    return accept({ year, version: version + 1, ...count, moved: moved.length });
  },
};
