/** The day it is for a reader: as given (a page that shows another day), else the office's day by the database's clock. */
import type pg from 'pg';
import { type DayNumber, dayFrom } from '../domain/calendar/day.ts';
import { accept, type Outcome, problem, type Refusal, refuse } from '../domain/outcome.ts';

export async function todayOf(client: pg.ClientBase, on: string | undefined): Promise<Outcome<DayNumber>> {
  const text = on ?? (await client.query<{ day: string }>(`select (now() at time zone 'Asia/Shanghai')::date as day`)).rows[0]?.day ?? '';
  const day = dayFrom(text);
  return day === undefined ? noSuchDay(text) : accept(day);
}

export const noSuchDay = (text: string): Refusal => refuse('bad-input', [problem('bad-date', `没有“${text}”这一天`, 'on')]);
