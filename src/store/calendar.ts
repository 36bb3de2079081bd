/** The working-day calendar: the years that come with the program, and those an office has brought, which stand above them. */
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { calendarOf, type WorkCalendar, type YearDays } from '../domain/calendar/working-days.ts';

interface CalendarFile {
  readonly source: {
    readonly name: string;
    readonly version: string;
    readonly license: string;
    readonly taken: string;
    readonly of: string;
  };
  readonly years: Readonly<Record<string, YearDays>>;
}

let shipped: CalendarFile | undefined;
/** What comes with the program; read once. */
export function shippedCalendar(): CalendarFile {
  shipped ??= JSON.parse(readFileSync(new URL('../../assets/calendar/cn.json', import.meta.url), 'utf8')) as CalendarFile;
  return shipped;
}

const shippedYears = (): [number, YearDays][] => Object.entries(shippedCalendar().years).map(([year, days]) => [Number(year), days]);

let alone: WorkCalendar | undefined;
/** The calendar of the shipped years alone, where no platform is at hand. */
export function shippedWorkCalendar(): WorkCalendar {
  alone ??= calendarOf(new Map(shippedYears()));
  return alone;
}

export interface BroughtYear {
  readonly year: number;
  readonly version: number;
  readonly days: YearDays;
  readonly source: string;
  readonly byName: string;
  readonly at: string;
}

export async function broughtYears(client: pg.ClientBase | pg.Pool): Promise<readonly BroughtYear[]> {
  const found = await client.query<BroughtYear>(
    `select year, version, days, source, imported_by_name as "byName", to_char(imported_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
       from calendar order by year`,
  );
  return found.rows;
}

/** The calendar in force. */
export async function loadCalendar(client: pg.ClientBase | pg.Pool): Promise<WorkCalendar> {
  const brought = await broughtYears(client);
  if (brought.length === 0) return shippedWorkCalendar();
  return calendarOf(new Map([...shippedYears(), ...brought.map(({ year, days }): [number, YearDays] => [year, days])]));
}

export interface KeptYear {
  readonly year: number;
  /** 0 where nobody has brought it yet. */
  readonly version: number;
  readonly days: YearDays;
  readonly source: string;
  readonly by: number | undefined;
  readonly byName: string;
  readonly now: Date;
}

/** Keeps a year where it is still at `version`; false where somebody was faster. */
export async function keepYear(client: pg.ClientBase, { year, version, days, source, by, byName, now }: KeptYear): Promise<boolean> {
  const kept = await client.query(
    `insert into calendar as c (year, days, source, imported_by, imported_by_name, imported_at) select $1, $3::jsonb, $4, $5::bigint, $6, $7::timestamptz
       where $2 = 0 or exists (select from calendar where year = $1)
     on conflict (year) do update set version = c.version + 1, days = excluded.days, source = excluded.source, imported_by = excluded.imported_by,
       imported_by_name = excluded.imported_by_name, imported_at = excluded.imported_at where c.version = $2`,
    [year, version, JSON.stringify(days), source, by ?? null, byName, now],
  );
  return kept.rowCount === 1;
}
