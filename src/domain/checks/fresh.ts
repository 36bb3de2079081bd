/** Is it fresh (时效): how long ago it happened, whether the text says when, and whether it comes with too many others. */
import { type DayNumber, dayFrom, dayText, partsOf, windowOf } from '../calendar/day.ts';
import type { Finding } from '../outcome.ts';
import { plainText } from '../submission/rich-text.ts';
import { kindNames } from '../submission/submission.ts';
import { type Check, fault } from './check.ts';

const shown = (day: DayNumber): string => {
  const { month, date } = partsOf(day);
  return `${month}月${date}日`;
};

/** Kinds that tell of something that happened. */
const tellsOfEvent = (kind: string): boolean => kind === 'news' || kind === 'interview';
/** Kinds that may speak of a day to come. */
const mayBeAhead = (kind: string): boolean => kind === 'interview' || kind === 'notice';

export const eventDateCheck: Check = {
  code: 'event-date',
  sets: ['submit', 'review', 'publish'],
  run: ({ eventOn, kind, today }) => {
    if (eventOn === undefined) return tellsOfEvent(kind) ? [fault('event-date', 'eventOn', `${kindNames[kind]}要填事情发生的日期`)] : [];
    const day = dayFrom(eventOn);
    if (day === undefined) return [fault('event-date', 'eventOn', `没有“${eventOn}”这一天`)];
    if (day > today && !mayBeAhead(kind)) return [fault('event-date', 'eventOn', `发生日期 ${eventOn} 还没有到，请核对`)];
    return [];
  },
};

/** The age is counted to the day on the paper where an item was handed in on paper first. */
export const freshCheck: Check = {
  code: 'fresh',
  sets: ['submit'],
  run: ({ eventOn, paperOn, kind, today, settings }) => {
    const limit = settings.freshDays[kind] ?? 0;
    const day = eventOn === undefined ? undefined : dayFrom(eventOn);
    if (limit === 0 || day === undefined) return [];
    const reported = Math.min((paperOn === undefined ? undefined : dayFrom(paperOn)) ?? today, today);
    const age = reported - day;
    if (age <= limit) return [];
    return [
      fault('fresh', 'eventOn', `事情发生在 ${eventOn}，已过 ${age} 天，超过${kindNames[kind]}的 ${limit} 天时限，可能因失去时效不被采用`),
    ];
  },
};

const vague = /近日|日前|最近|近期|近来|不久前|前不久|前几天|前些天|昨日|昨天|今日|今天|前天/g;
const fullDate = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:\s*(?:至|到|—|–|-|－|~|～)\s*(?:(\d{1,2})月)?(\d{1,2})日)?/g;

interface WrittenDays {
  readonly text: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/** The dates a text names; one without a year is that of the year nearest to `near`. Days that do not exist are left out. */
export function daysInText(text: string, near: DayNumber): readonly WrittenDays[] {
  return [...text.matchAll(fullDate)].flatMap(([whole, year, month, date, toMonth, toDate]): WrittenDays[] => {
    const from = dayNear(year, month, date, near);
    if (from === undefined) return [];
    // A range that ends before it begins goes over the end of the year.
    const { year: first } = partsOf(from);
    const ends =
      toDate === undefined ? [from] : [first, first + 1].flatMap((one) => dayNear(String(one), toMonth ?? month, toDate, near) ?? []);
    const to = ends.find((day) => day >= from);
    return [{ text: whole, from, to: to ?? from }];
  });
}

function dayNear(year: string | undefined, month: string | undefined, date: string | undefined, near: DayNumber): DayNumber | undefined {
  const inYear = (one: number): DayNumber | undefined =>
    dayFrom(`${String(one).padStart(4, '0')}-${(month ?? '').padStart(2, '0')}-${(date ?? '').padStart(2, '0')}`);
  if (year !== undefined) return inYear(Number(year));
  const { year: about } = partsOf(near);
  const days = [about - 1, about, about + 1].flatMap((one) => inYear(one) ?? []);
  return days.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0];
}

/** 近日 without any date: nobody can tell later when it was. */
export const vagueDateCheck: Check = {
  code: 'vague-date',
  sets: ['submit', 'review', 'publish'],
  run: ({ body, eventOn, kind, today }) => {
    if (!tellsOfEvent(kind)) return [];
    const text = plainText(body);
    const words = [...new Set(text.match(vague) ?? [])];
    if (words.length === 0 || daysInText(text, today).length > 0) return [];
    const day = eventOn === undefined ? undefined : dayFrom(eventOn);
    const advice = day === undefined ? '请写明是哪一天' : `请改为“${shown(day)}”`;
    return [fault('vague-date', 'body', `正文只说“${words.join('”“')}”，没有写日期，${advice}`)];
  },
};

/** A text that names days, but not the one that was filled in. */
export const textDatesCheck: Check = {
  code: 'text-dates',
  sets: ['submit', 'review', 'publish'],
  run: ({ body, eventOn, kind }): Finding[] => {
    const day = eventOn === undefined ? undefined : dayFrom(eventOn);
    if (!tellsOfEvent(kind) || day === undefined) return [];
    const days = daysInText(plainText(body), day);
    if (days.length === 0 || days.some(({ from, to }) => from <= day && day <= to)) return [];
    const named = [...new Set(days.map(({ text }) => text))].slice(0, 3).join('、');
    return [fault('text-dates', 'eventOn', `正文写的是${named}，发生日期填的是 ${eventOn}，请核对`)];
  },
};

/** 004: 一次上报多条. The item at hand is one more than those counted. */
export const burstCheck: Check = {
  code: 'burst',
  sets: ['submit'],
  run: ({ counts, settings }) => {
    const number = counts.today + 1;
    if (number <= settings.burst.perDay) return [];
    return [
      fault(
        'burst',
        'unit',
        `这是本单位今天报送的第 ${number} 件（一般不超过 ${settings.burst.perDay} 件），集中报送容易不被采用，请分日报送`,
      ),
    ];
  },
};

/** The first of the last days of the day's month, as the settings count them. */
export const monthEndFrom = (day: DayNumber, monthEndDays: number): DayNumber => windowOf('month', day).to - monthEndDays + 1;

export const monthEndCheck: Check = {
  code: 'month-end',
  sets: ['submit'],
  run: ({ counts, settings: { burst }, today }) => {
    const from = monthEndFrom(today, burst.monthEndDays);
    const number = counts.monthEnd + 1;
    if (today < from || number <= burst.monthEndItems) return [];
    return [fault('month-end', 'unit', `${dayText(from)} 以来本单位已报送 ${counts.monthEnd} 件，月末集中报送会写入通报，请平时多报`)];
  },
};

export const dailyCapCheck: Check = {
  code: 'daily-cap',
  sets: ['submit'],
  run: ({ counts, settings: { dailyCap } }) =>
    dailyCap > 0 && counts.today >= dailyCap
      ? [fault('daily-cap', 'unit', `本单位今天已报送 ${counts.today} 件，每日至多 ${dailyCap} 件，请明天再报`)]
      : [],
};

/** A hint and never a block: several units report one event, and the editor merges their items. */
export const equalTitleCheck: Check = {
  code: 'equal-title',
  sets: ['submit'],
  run: ({ counts }) =>
    counts.equalTitles.map(({ unitName, on }) =>
      fault('equal-title', 'title', `${unitName} ${on} 报过相同标题的信息；如是同一件事，编辑可以合并，各单位都记分`, 'note'),
    ),
};
