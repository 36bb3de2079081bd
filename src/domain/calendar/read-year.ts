/** A year's arrangement as an office brings it: a list of days in JSON or as lines of text, read and looked through. */
import { accept, type Finding, type Outcome, problem, refuse } from '../outcome.ts';
import { type DayNumber, dayFrom, partsOf, windowOf } from './day.ts';
import type { YearDays } from './working-days.ts';

/** Years the calendar takes. */
export const FIRST_YEAR = 1990;
export const LAST_YEAR = 2100;

/** More days than any arrangement has ever declared. */
const MOST_DAYS = 80;

/** Holidays that lie on the same days each year: where one of them is missing, the list is not whole. */
const sure = ['01-01', '05-01', '10-01', '10-02', '10-03'] as const;

const kinds: Readonly<Record<string, keyof YearDays>> = { 放假: 'off', 休: 'off', 休息: 'off', 上班: 'work', 班: 'work', 调休上班: 'work' };

/** The text of a file: JSON `{"off": {"2027-01-01": "元旦"}, "work": {…}}`, or a line for each day, `2027-01-01,放假,元旦`. */
export function readYearText(text: string): Outcome<YearDays> {
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') return refuse('bad-input', [problem('empty', '没有写一天', 'days')]);
  return plain.startsWith('{') ? readYearJson(plain) : readYearLines(plain);
}

function readYearJson(text: string): Outcome<YearDays> {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return refuse('bad-input', [problem('json', `不是 JSON：${(error as Error).message}`, 'days')]);
  }
  const { off, work = {} } = read as Partial<YearDays>;
  if (isNamed(off) && isNamed(work)) return accept({ off, work });
  return refuse('bad-input', [problem('json', '应写成 {"off": {"2027-01-01": "元旦"}, "work": {"2027-02-06": "春节"}}', 'days')]);
}

const isNamed = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((name) => typeof name === 'string');

function readYearLines(text: string): Outcome<YearDays> {
  const days: { off: Record<string, string>; work: Record<string, string> } = { off: {}, work: {} };
  const findings: Finding[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '' || (index === 0 && line.includes('日期'))) continue;
    const [date = '', said = '', name = ''] = line.trim().split(/\s*[,，\t　 ]\s*/);
    const kind = Object.hasOwn(kinds, said) ? kinds[said] : undefined;
    const where = `第 ${index + 1} 行`;
    if (dayFrom(date) === undefined) findings.push(problem('date', `${where}：“${date}”不是日期，应如 2027-01-01`, 'days'));
    else if (kind === undefined) findings.push(problem('kind', `${where}：“${said}”应写“放假”或者“上班”`, 'days'));
    else if (date in days.off || date in days.work) findings.push(problem('duplicate', `${where}：${date} 写了两次`, 'days'));
    else days[kind][date] = name;
  }
  return findings.length > 0 ? refuse('bad-input', findings) : accept(days);
}

/** What stands against this list as the arrangement of the year. */
export function yearFindings(year: number, { off, work }: YearDays): readonly Finding[] {
  const found: Finding[] = [];
  const say = (message: string): void => void found.push(problem('calendar', message, 'days'));
  for (const [date, name] of [...Object.entries(off), ...Object.entries(work)]) {
    const day = dayFrom(date);
    if (day === undefined) say(`“${date}”不是日期，应如 ${year}-01-01`);
    else if (!belongs(year, day)) say(`${date} 不是 ${year} 年的，也不在上一年 12 月`);
    if (name.trim() === '' || name.length > 40) say(`${date} 请写是什么节，不超过 40 个字`);
  }
  for (const date of Object.keys(work)) {
    const day = dayFrom(date);
    if (date in off) say(`${date} 又放假又上班`);
    else if (day !== undefined && day - windowOf('week', day).from < 5) say(`${date} 本来就是工作日，不用写上班`);
  }
  const missing = sure.filter((date) => !(`${year}-${date}` in off));
  if (missing.length > 0) say(`名单不全：没有 ${missing.map((date) => `${year}-${date}`).join('、')} 放假`);
  if (Object.keys(off).length + Object.keys(work).length > MOST_DAYS) say(`一年的安排不会超过 ${MOST_DAYS} 天`);
  return found;
}

function belongs(year: number, day: DayNumber): boolean {
  const parts = partsOf(day);
  return parts.year === year || (parts.year === year - 1 && parts.month === 12);
}
